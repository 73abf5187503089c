var er=Object.defineProperty;var ir=Object.getOwnPropertyDescriptor;var ri=s=>{throw TypeError(s)};var h=(s,e,t,i)=>{for(var r=i>1?void 0:i?ir(e,t):e,o=s.length-1,n;o>=0;o--)(n=s[o])&&(r=(i?n(e,t,r):n(r))||r);return i&&r&&er(e,t,r),r};var De=(s,e,t)=>e.has(s)||ri("Cannot "+t);var a=(s,e,t)=>(De(s,e,"read from private field"),t?t.call(s):e.get(s)),m=(s,e,t)=>e.has(s)?ri("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(s):e.set(s,t),P=(s,e,t,i)=>(De(s,e,"write to private field"),i?i.call(s,t):e.set(s,t),t),l=(s,e,t)=>(De(s,e,"access private method"),t);var Yt=globalThis,Xt=Yt.ShadowRoot&&(Yt.ShadyCSS===void 0||Yt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Me=Symbol(),oi=new WeakMap,St=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Me)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Xt&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=oi.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&oi.set(t,e))}return e}toString(){return this.cssText}},ni=s=>new St(typeof s=="string"?s:s+"",void 0,Me),T=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,r,o)=>i+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+s[o+1],s[0]);return new St(t,s,Me)},ai=(s,e)=>{if(Xt)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),r=Yt.litNonce;r!==void 0&&i.setAttribute("nonce",r),i.textContent=t.cssText,s.appendChild(i)}},Oe=Xt?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return ni(t)})(s):s;var{is:sr,defineProperty:rr,getOwnPropertyDescriptor:or,getOwnPropertyNames:nr,getOwnPropertySymbols:ar,getPrototypeOf:lr}=Object,Gt=globalThis,li=Gt.trustedTypes,dr=li?li.emptyScript:"",cr=Gt.reactiveElementPolyfillSupport,Ct=(s,e)=>s,Dt={toAttribute(s,e){switch(e){case Boolean:s=s?dr:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},te=(s,e)=>!sr(s,e),di={attribute:!0,type:String,converter:Dt,reflect:!1,useDefault:!1,hasChanged:te};Symbol.metadata??=Symbol("metadata"),Gt.litPropertyMetadata??=new WeakMap;var G=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=di){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),r=this.getPropertyDescriptor(e,i,t);r!==void 0&&rr(this.prototype,e,r)}}static getPropertyDescriptor(e,t,i){let{get:r,set:o}=or(this.prototype,e)??{get(){return this[t]},set(n){this[t]=n}};return{get:r,set(n){let d=r?.call(this);o?.call(this,n),this.requestUpdate(e,d,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??di}static _$Ei(){if(this.hasOwnProperty(Ct("elementProperties")))return;let e=lr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Ct("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ct("properties"))){let t=this.properties,i=[...nr(t),...ar(t)];for(let r of i)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,r]of t)this.elementProperties.set(i,r)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let r=this._$Eu(t,i);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let r of i)t.unshift(Oe(r))}else e!==void 0&&t.push(Oe(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ai(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,i);if(r!==void 0&&i.reflect===!0){let o=(i.converter?.toAttribute!==void 0?i.converter:Dt).toAttribute(t,i.type);this._$Em=e,o==null?this.removeAttribute(r):this.setAttribute(r,o),this._$Em=null}}_$AK(e,t){let i=this.constructor,r=i._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let o=i.getPropertyOptions(r),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Dt;this._$Em=r;let d=n.fromAttribute(t,o.type);this[r]=d??this._$Ej?.get(r)??d,this._$Em=null}}requestUpdate(e,t,i,r=!1,o){if(e!==void 0){let n=this.constructor;if(r===!1&&(o=this[e]),i??=n.getPropertyOptions(e),!((i.hasChanged??te)(o,t)||i.useDefault&&i.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(n._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:r,wrapped:o},n){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,n??t??this[e]),o!==!0||n!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,o]of this._$Ep)this[r]=o;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[r,o]of i){let{wrapped:n}=o,d=this[r];n!==!0||this._$AL.has(r)||d===void 0||this.C(r,void 0,o,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};G.elementStyles=[],G.shadowRootOptions={mode:"open"},G[Ct("elementProperties")]=new Map,G[Ct("finalized")]=new Map,cr?.({ReactiveElement:G}),(Gt.reactiveElementVersions??=[]).push("2.1.2");var Ue=globalThis,ci=s=>s,ee=Ue.trustedTypes,hi=ee?ee.createPolicy("lit-html",{createHTML:s=>s}):void 0,Pe="$lit$",tt=`lit$${Math.random().toFixed(9).slice(2)}$`,Le="?"+tt,hr=`<${Le}>`,ht=document,Ot=()=>ht.createComment(""),Ht=s=>s===null||typeof s!="object"&&typeof s!="function",Ie=Array.isArray,gi=s=>Ie(s)||typeof s?.[Symbol.iterator]=="function",He=`[ 	
\f\r]`,Mt=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,pi=/-->/g,ui=/>/g,dt=RegExp(`>|${He}(?:([^\\s"'>=/]+)(${He}*=${He}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),mi=/'/g,fi=/"/g,vi=/^(?:script|style|textarea|title)$/i,qe=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),p=qe(1),wt=qe(2),Or=qe(3),N=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),yi=new WeakMap,ct=ht.createTreeWalker(ht,129);function bi(s,e){if(!Ie(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return hi!==void 0?hi.createHTML(e):e}var $i=(s,e)=>{let t=s.length-1,i=[],r,o=e===2?"<svg>":e===3?"<math>":"",n=Mt;for(let d=0;d<t;d++){let c=s[d],v,A,f=-1,E=0;for(;E<c.length&&(n.lastIndex=E,A=n.exec(c),A!==null);)E=n.lastIndex,n===Mt?A[1]==="!--"?n=pi:A[1]!==void 0?n=ui:A[2]!==void 0?(vi.test(A[2])&&(r=RegExp("</"+A[2],"g")),n=dt):A[3]!==void 0&&(n=dt):n===dt?A[0]===">"?(n=r??Mt,f=-1):A[1]===void 0?f=-2:(f=n.lastIndex-A[2].length,v=A[1],n=A[3]===void 0?dt:A[3]==='"'?fi:mi):n===fi||n===mi?n=dt:n===pi||n===ui?n=Mt:(n=dt,r=void 0);let w=n===dt&&s[d+1].startsWith("/>")?" ":"";o+=n===Mt?c+hr:f>=0?(i.push(v),c.slice(0,f)+Pe+c.slice(f)+tt+w):c+tt+(f===-2?d:w)}return[bi(s,o+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},Ut=class s{constructor({strings:e,_$litType$:t},i){let r;this.parts=[];let o=0,n=0,d=e.length-1,c=this.parts,[v,A]=$i(e,t);if(this.el=s.createElement(v,i),ct.currentNode=this.el.content,t===2||t===3){let f=this.el.content.firstChild;f.replaceWith(...f.childNodes)}for(;(r=ct.nextNode())!==null&&c.length<d;){if(r.nodeType===1){if(r.hasAttributes())for(let f of r.getAttributeNames())if(f.endsWith(Pe)){let E=A[n++],w=r.getAttribute(f).split(tt),U=/([.?@])?(.*)/.exec(E);c.push({type:1,index:o,name:U[2],strings:w,ctor:U[1]==="."?se:U[1]==="?"?re:U[1]==="@"?oe:ut}),r.removeAttribute(f)}else f.startsWith(tt)&&(c.push({type:6,index:o}),r.removeAttribute(f));if(vi.test(r.tagName)){let f=r.textContent.split(tt),E=f.length-1;if(E>0){r.textContent=ee?ee.emptyScript:"";for(let w=0;w<E;w++)r.append(f[w],Ot()),ct.nextNode(),c.push({type:2,index:++o});r.append(f[E],Ot())}}}else if(r.nodeType===8)if(r.data===Le)c.push({type:2,index:o});else{let f=-1;for(;(f=r.data.indexOf(tt,f+1))!==-1;)c.push({type:7,index:o}),f+=tt.length-1}o++}}static createElement(e,t){let i=ht.createElement("template");return i.innerHTML=e,i}};function pt(s,e,t=s,i){if(e===N)return e;let r=i!==void 0?t._$Co?.[i]:t._$Cl,o=Ht(e)?void 0:e._$litDirective$;return r?.constructor!==o&&(r?._$AO?.(!1),o===void 0?r=void 0:(r=new o(s),r._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=r:t._$Cl=r),r!==void 0&&(e=pt(s,r._$AS(s,e.values),r,i)),e}var ie=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,r=(e?.creationScope??ht).importNode(t,!0);ct.currentNode=r;let o=ct.nextNode(),n=0,d=0,c=i[0];for(;c!==void 0;){if(n===c.index){let v;c.type===2?v=new xt(o,o.nextSibling,this,e):c.type===1?v=new c.ctor(o,c.name,c.strings,this,e):c.type===6&&(v=new ne(o,this,e)),this._$AV.push(v),c=i[++d]}n!==c?.index&&(o=ct.nextNode(),n++)}return ct.currentNode=ht,r}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},xt=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,r){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=pt(this,e,t),Ht(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==N&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):gi(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&Ht(this._$AH)?this._$AA.nextSibling.data=e:this.T(ht.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,r=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=Ut.createElement(bi(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===r)this._$AH.p(t);else{let o=new ie(r,this),n=o.u(this.options);o.p(t),this.T(n),this._$AH=o}}_$AC(e){let t=yi.get(e.strings);return t===void 0&&yi.set(e.strings,t=new Ut(e)),t}k(e){Ie(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,r=0;for(let o of e)r===t.length?t.push(i=new s(this.O(Ot()),this.O(Ot()),this,this.options)):i=t[r],i._$AI(o),r++;r<t.length&&(this._$AR(i&&i._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=ci(e).nextSibling;ci(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ut=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,r,o){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(e,t=this,i,r){let o=this.strings,n=!1;if(o===void 0)e=pt(this,e,t,0),n=!Ht(e)||e!==this._$AH&&e!==N,n&&(this._$AH=e);else{let d=e,c,v;for(e=o[0],c=0;c<o.length-1;c++)v=pt(this,d[i+c],t,c),v===N&&(v=this._$AH[c]),n||=!Ht(v)||v!==this._$AH[c],v===u?e=u:e!==u&&(e+=(v??"")+o[c+1]),this._$AH[c]=v}n&&!r&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},se=class extends ut{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},re=class extends ut{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},oe=class extends ut{constructor(e,t,i,r,o){super(e,t,i,r,o),this.type=5}_$AI(e,t=this){if((e=pt(this,e,t,0)??u)===N)return;let i=this._$AH,r=e===u&&i!==u||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,o=e!==u&&(i===u||r);r&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ne=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){pt(this,e)}},xi={M:Pe,P:tt,A:Le,C:1,L:$i,R:ie,D:gi,V:pt,I:xt,H:ut,N:re,U:oe,B:se,F:ne},pr=Ue.litHtmlPolyfillSupport;pr?.(Ut,xt),(Ue.litHtmlVersions??=[]).push("3.3.3");var wi=(s,e,t)=>{let i=t?.renderBefore??e,r=i._$litPart$;if(r===void 0){let o=t?.renderBefore??null;i._$litPart$=r=new xt(e.insertBefore(Ot(),o),o,void 0,t??{})}return r._$AI(s),r};var Fe=globalThis,R=class extends G{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=wi(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return N}};R._$litElement$=!0,R.finalized=!0,Fe.litElementHydrateSupport?.({LitElement:R});var ur=Fe.litElementPolyfillSupport;ur?.({LitElement:R});(Fe.litElementVersions??=[]).push("4.2.2");var L=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var mr={attribute:!0,type:String,converter:Dt,reflect:!1,hasChanged:te},fr=(s=mr,e,t)=>{let{kind:i,metadata:r}=t,o=globalThis.litPropertyMetadata.get(r);if(o===void 0&&globalThis.litPropertyMetadata.set(r,o=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),o.set(t.name,s),i==="accessor"){let{name:n}=t;return{set(d){let c=e.get.call(this);e.set.call(this,d),this.requestUpdate(n,c,s,!0,d)},init(d){return d!==void 0&&this.C(n,void 0,s,d),d}}}if(i==="setter"){let{name:n}=t;return function(d){let c=this[n];e.call(this,d),this.requestUpdate(n,c,s,!0,d)}}throw Error("Unsupported decorator location: "+i)};function y(s){return(e,t)=>typeof t=="object"?fr(s,e,t):((i,r,o)=>{let n=r.hasOwnProperty(o);return r.constructor.createProperty(o,i),n?Object.getOwnPropertyDescriptor(r,o):void 0})(s,e,t)}function _(s){return y({...s,state:!0,attribute:!1})}var mt=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function z(s,e){return(t,i,r)=>{let o=n=>n.renderRoot?.querySelector(s)??null;if(e){let{get:n,set:d}=typeof i=="object"?t:r??(()=>{let c=Symbol();return{get(){return this[c]},set(v){this[c]=v}}})();return mt(t,i,{get(){let c=n.call(this);return c===void 0&&(c=o(this),(c!==null||this.hasUpdated)&&d.call(this,c)),c}})}return mt(t,i,{get(){return o(this)}})}}var _t={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},st=s=>(...e)=>({_$litDirective$:s,values:e}),Z=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:yr}=xi,_i=s=>s;var ki=()=>document.createComment(""),kt=(s,e,t)=>{let i=s._$AA.parentNode,r=e===void 0?s._$AB:e._$AA;if(t===void 0){let o=i.insertBefore(ki(),r),n=i.insertBefore(ki(),r);t=new yr(o,n,s,s.options)}else{let o=t._$AB.nextSibling,n=t._$AM,d=n!==s;if(d){let c;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(c=s._$AU)!==n._$AU&&t._$AP(c)}if(o!==r||d){let c=t._$AA;for(;c!==o;){let v=_i(c).nextSibling;_i(i).insertBefore(c,r),c=v}}}return t},rt=(s,e,t=s)=>(s._$AI(e,t),s),gr={},ae=(s,e=gr)=>s._$AH=e,Ei=s=>s._$AH,le=s=>{s._$AR(),s._$AA.remove()};var Ai=st(class extends Z{constructor(){super(...arguments),this.key=u}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(ae(s),this.key=e),t}});var Ti=["intended","unintended","other_device","routine","unknown"];async function Ri(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function Si(s,e){return s.sendMessagePromise({type:"alexa_privacy/days",entry_id:e})}async function Ci(s,e,t,i){let r={type:"alexa_privacy/recordings/subscribe",entry_id:e,...t,id:0},o=await s.subscribeMessage(i,r,{resubscribe:!1}),n=r.id;return{end:o,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:n})}}async function Di(s,e,t,i,r){let o=Object.keys(t).length===0,n={type:"alexa_privacy/delete",entry_id:e,...t,everything:o,dry_run:i};return s.subscribeMessage(r,n,{resubscribe:!1})}function Mi(s,e){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(e)}`}function ot(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var Pt={words:"",from:"",to:"",echo:"",person:"",kind:""};function je(s,e){let t=s.words.trim();return{...s.from&&{start:e.startOf(s.from)},...s.to&&{end:e.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...t&&{said:t}}}function Oi(s){return{ids:s.map(e=>e.id)}}function Lt(s){return s.words.trim()===""&&Object.entries(s).every(([e,t])=>e==="words"||!t)}var Hi=200;function Ui(s,{receipt:e,progress:t,error:i,lost:r}){if(i)return i.message;if(e)return Ne(s,e);if(r)return s.say("delete.lost");if(!t?.matched)return t?.listed?s.say("delete.counting",{count:t.listed}):s.say("delete.starting");let{matched:o,erased:n,verified_gone:d}=t;return s.say("delete.running",{matched:o,erased:n,gone:d})}function Ne(s,e){let{status:t,matched:i,verified_gone:r,still_listed:o,unknown:n}=e;if(i===null)return s.say("delete.not_listed");if(t==="nothing_to_delete")return s.say("delete.nothing");let d=s.say("delete.receipt",{matched:i,gone:r});return o+n?`${d} ${s.say("delete.not_gone",{listed:o,unknown:n})}`:d}function Pi(s,e){let{oldest:t,newest:i,by_device:r,requests:o}=e??{};if(t===void 0||i===void 0||o===void 0)return"";let[n,d]=[t,i].map(v=>s.moment(Date.parse(v))),c=Object.entries(r??{}).map(([v,A])=>`${v||s.say("row.no_device")} ${s.number(A)}`);return[`${n??""} – ${d??""}`,...c,s.say("delete.requests",{count:o})].join(" · ")}function Li(s,e,t){if(Lt(e))return s.say("delete.everything",{account:t.title});let i=t.echoes.find(({serial:o})=>o===e.echo);return[e.words.trim()&&`“${e.words.trim()}”`,e.from&&s.say("delete.from",{day:s.shortDay(e.from)}),e.to&&s.say("delete.to",{day:s.shortDay(e.to)}),e.echo&&(i?.name??e.echo),e.person,e.kind&&s.say(`kind.${e.kind}`)].filter(Boolean).join(" · ")}function Ii(s,e){let[t]=e;if(!t||e.length>1){let[r,o]=[e[0],e.at(-1)];return o&&r?`${s.moment(o.time)} – ${s.moment(r.time)}`:""}let i=t.said.length>Hi?`${t.said.slice(0,Hi)}…`:t.said;return[s.moment(t.time),t.device,i&&`“${i}”`].filter(Boolean).join(" · ")}function x(s,e,t){s.dispatchEvent(new CustomEvent(e,{bubbles:!0,composed:!0,detail:t}))}function de(s){history.pushState(null,"",s),x(window,"location-changed",{replace:!1})}var I=T`
  :host {
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-m, 14px);
    line-height: 1.4;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  .icon {
    width: 1.5em;
    height: 1.5em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .card {
    background: var(--card-background-color);
    border: 1px solid var(--ha-card-border-color, var(--divider-color));
    border-radius: var(--ha-card-border-radius, 12px);
    padding: 12px 16px;
  }
  .pale {
    color: var(--secondary-text-color);
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 36px;
    padding: 0 12px;
    border: 1px solid transparent;
    border-radius: 18px;
    background: none;
    color: var(--primary-color);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  button:disabled {
    color: var(--disabled-text-color);
    cursor: default;
  }
  button.round {
    width: 40px;
    min-height: 40px;
    padding: 0;
    border-radius: 50%;
    color: inherit;
  }
  button.outlined {
    border-color: var(--divider-color);
  }
  button.danger:not(:disabled) {
    color: var(--error-color);
  }
  button.danger.filled:not(:disabled) {
    background: var(--error-color);
    color: var(--text-primary-color, #fff);
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  input:not([type="checkbox"]),
  select {
    min-height: 40px;
    width: 100%;
    padding: 0 10px;
    border: 1px solid var(--input-outlined-idle-border-color, var(--divider-color));
    border-radius: 8px;
    background: var(--card-background-color);
    color: inherit;
    font: inherit;
  }
  input[type="checkbox"] {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--primary-color);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;var B,qi,Fi,ji,ze,Ni,nt=class extends R{constructor(){super(...arguments);m(this,B)}firstUpdated(){this.dialog.showModal()}render(){let t=l(this,B,qi).call(this),i="counting"in this.question&&t?Pi(this.texts,this.question.counting.receipt):"",r="counting"in this.question?this.question.counting.error:void 0;return p`
      <dialog aria-labelledby="title" aria-describedby="what" @cancel=${l(this,B,ze)}>
        <h2 id="title">${l(this,B,Fi).call(this,t)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        ${i?p`<p dir="auto">${i}</p>`:u}
        <p class="pale">${t===0?u:this.texts.say("delete.meaning")}</p>
        <p role="status">${r?r.message:u}</p>
        <div class="buttons">
          <button @click=${l(this,B,Ni)} ?disabled=${!t}>${this.texts.say("delete.export_first")}</button>
          <button @click=${l(this,B,ze)}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" autofocus ?disabled=${!t} @click=${l(this,B,ji)}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `}};B=new WeakSet,qi=function(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0},Fi=function(t){if(t===1)return this.texts.say("delete.ask_one");if(t!==void 0)return this.texts.say(t?"delete.ask":"delete.none",{count:t});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:i??0})},ji=function(){this.dialog.close(),x(this,"confirm-yes")},ze=function(){this.dialog.close(),x(this,"confirm-no")},Ni=function(){this.dialog.close(),x(this,"confirm-export")},nt.styles=[I,T`
      dialog {
        width: min(480px, calc(100vw - 32px));
        border: none;
        border-radius: var(--ha-dialog-border-radius, 24px);
        padding: 24px;
        background: var(--card-background-color);
        color: inherit;
        font: inherit;
        box-shadow: 0 8px 32px rgb(0 0 0 / 40%);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      h2 {
        margin: 0 0 12px;
        font-size: 1.4em;
        font-weight: 500;
      }
      p {
        margin: 0 0 12px;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 8px;
        margin-top: 20px;
      }
    `],h([y({attribute:!1})],nt.prototype,"texts",2),h([y({attribute:!1})],nt.prototype,"question",2),h([z("dialog")],nt.prototype,"dialog",2),nt=h([L("alexa-privacy-confirm")],nt);var It=class{constructor(e,t,i,r,o){this.lost=!1;this.#r=!1;this.#t=e,this.#e=t,this.scope=i,this.dryRun=r,this.ids=new Set(i.ids),this.#i=o}#t;#e;#i;#s;#r;get running(){return!this.receipt&&!this.error&&!this.lost}async start(){try{let e=await Di(this.#t,this.#e,this.scope,this.dryRun,t=>{this.#o(t)});this.#r?await e():this.#s=e}catch(e){this.#o({error:ot(e)})}}async stop(){this.#r=!0,await this.#s?.().catch(()=>{})}lose(){this.running&&(this.lost=!0,this.#i(this,[]))}#o(e){if(!this.#r){if("gone"in e){this.#i(this,e.gone);return}"progress"in e?this.progress=e.progress:"receipt"in e?this.receipt=e.receipt:this.error=e.error,this.#i(this,[])}}};var zi=["time","device","persons","kind","said","replied"];function Bi(s){let{device:e,persons:t,kind:i,said:r,replied:o}=s;return{time:new Date(s.time).toISOString(),device:e,persons:t,kind:i,said:r,replied:o}}function Vi(s){return`${JSON.stringify(s.map(Bi),null,2)}
`}function Wi(s){let e=s.map(t=>{let i=Bi(t);return zi.map(r=>vr([i[r]??""].flat().join("; "))).join(",")});return`\uFEFF${[zi.join(","),...e].join(`\r
`)}\r
`}function vr(s){let e=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}function ce(s,e){let t=URL.createObjectURL(s),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>{URL.revokeObjectURL(t)},6e4)}var br={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",shield:"M12 3l7 3v6c0 5-3 7.500-7 9-4-1.500-7-4-7-9V6z"};function C(s){return p`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${wt`<path d=${br[s]}></path>`}</svg>`}var $r=350,at,k,Ki,Be,he,Qi,Ji,Zi,Yi,Xi,qt,V=class extends R{constructor(){super(...arguments);m(this,k);this.filter=Pt;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;m(this,at)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,at))}focus(){this.words.focus(),this.words.select()}render(){let{texts:t}=this,i=!this.narrow||this.more||!Lt({...this.filter,words:""});return p`
      <form role="search" @submit=${l(this,k,Yi)}>
        <label class="search">
          <span class="hidden">${t.say("filter.words")}</span>
          ${C("search")}
          <input
            type="search"
            placeholder=${t.say("filter.words")}
            .value=${this.filter.words}
            @input=${l(this,k,Ji)}
            @keydown=${l(this,k,Zi)}
            autocomplete="off"
            maxlength="200"
          />
        </label>
        ${this.narrow?p`<button type="button" aria-expanded=${i?"true":"false"} @click=${l(this,k,Qi)}>
                ${t.say("filter.more")}
              </button>`:u}
        ${i?l(this,k,Ki).call(this):u}
        ${Lt(this.filter)?u:p`<button type="button" @click=${l(this,k,Xi)}>${C("close")}${t.say("filter.clear")}</button>`}
      </form>
    `}};at=new WeakMap,k=new WeakSet,Ki=function(){return p`
      ${l(this,k,Be).call(this,"from")} ${l(this,k,Be).call(this,"to")}
      ${l(this,k,he).call(this,"echo",this.echoes.map(({serial:t,name:i})=>[t,i??t]))}
      ${l(this,k,he).call(this,"person",this.persons.map(t=>[t,t]))}
      ${l(this,k,he).call(this,"kind",Ti.map(t=>[t,this.texts.say(`kind.${t}`)]))}
    `},Be=function(t){return p`<label class="day">
      <span class="pale">${this.texts.say(`filter.${t}`)}</span>
      <input
        type="date"
        .value=${this.filter[t]}
        @change=${i=>{l(this,k,qt).call(this,{[t]:i.target.value})}}
    /></label>`},he=function(t,i){let r=this.filter[t],o=i.some(([n])=>n===r)||!r;return p`<select
      aria-label=${this.texts.say(`filter.${t}`)}
      @change=${n=>{l(this,k,qt).call(this,{[t]:n.target.value})}}
    >
      <option value="" ?selected=${!r}>${this.texts.say(`filter.any_${t}`)}</option>
      ${(o?i:[...i,[r,r]]).map(([n,d])=>p`<option value=${n} ?selected=${n===r}>${d}</option>`)}
    </select>`},Qi=function(){this.more=!this.more},Ji=function(){clearTimeout(a(this,at)),P(this,at,setTimeout(()=>{l(this,k,qt).call(this,{words:this.words.value})},$r))},Zi=function(t){t.key==="ArrowDown"&&(t.preventDefault(),x(this,"filter-left"))},Yi=function(t){t.preventDefault(),clearTimeout(a(this,at)),l(this,k,qt).call(this,{words:this.words.value})},Xi=function(){clearTimeout(a(this,at)),x(this,"filter",Pt),this.focus()},qt=function(t){let i={...this.filter,...t};Object.entries(i).some(([r,o])=>o!==this.filter[r])&&x(this,"filter",i)},V.styles=[I,T`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1.6fr) repeat(2, minmax(0, 1.2fr)) repeat(3, minmax(0, 1fr)) auto;
        gap: 8px;
        align-items: center;
      }
      :host([narrow]) form {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      :host([narrow]) .search {
        grid-column: 1 / -1;
      }
      form > button {
        justify-self: start;
      }
      .search {
        position: relative;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 10px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      .search input {
        padding-inline-start: 38px;
      }
      .day {
        position: relative;
      }
      .day span {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 11px;
        font-size: 0.75em;
      }
      .day input {
        padding-block-start: 14px;
      }
    `],h([y({attribute:!1})],V.prototype,"texts",2),h([y({attribute:!1})],V.prototype,"filter",2),h([y({attribute:!1})],V.prototype,"echoes",2),h([y({attribute:!1})],V.prototype,"persons",2),h([y({type:Boolean,reflect:!0})],V.prototype,"narrow",2),h([_()],V.prototype,"more",2),h([z("input[type=search]")],V.prototype,"words",2),V=h([L("alexa-privacy-filter")],V);var pe=class{#t;#e=new Map;#i={day:"",start:0,end:0};constructor(e){this.zone=e,this.#t=new Intl.DateTimeFormat("sv-SE",{timeZone:e})}dayOf(e){if(e<this.#i.start||e>=this.#i.end){let t=this.#t.format(e);this.#i={day:t,start:this.startOf(t),end:this.endOf(t)}}return this.#i.day}startOf(e){let t=this.#e.get(e);return t===void 0&&(t=this.#s(e),this.#e.set(e,t)),t}endOf(e){return this.startOf(Gi(e,1))}#s(e){let t=Date.parse(e)-54e6,i=Date.parse(e)+15*36e5;for(;i-t>1;){let r=Math.floor((t+i)/2);this.#t.format(r)<e?t=r:i=r}return i}};function Gi(s,e){return new Date(Date.parse(s)+e*24*36e5).toISOString().slice(0,10)}function ts(s,e){let t=[];for(let i=s;i<=e;i=Gi(i,1))t.push(i);return t}function es({days:s,since:e,until:t}){let i=new Map(s.map(([d,c,v])=>[d,{day:d,all:c,unintended:v}])),r=s[0]?.[0]??e,o=t??s.at(-1)?.[0],n=e&&r&&e>r?e:r;return n&&o?ts(n,o).map(d=>i.get(d)??{day:d,all:0,unintended:0}):[]}function is(s,e){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,e))))}function Ve(s,e,t,i){let r=Math.max(1,...s.map(n=>n.all)),o=e>6?2:1;return s.map((n,d)=>{let c=i(n)&&Math.max(2,Math.round(i(n)/r*t));return c?`M${d*e} ${t}v${-c}h${e-o}v${c}z`:""}).join("")}var Ft=72,M,jt,$,ss,We,rs,os,ns,ue,Ke,as,ls,Qe,ds,cs,Y=class extends R{constructor(){super(...arguments);m(this,$);this.room=0;this.current=-1;m(this,M,[]);m(this,jt,new ResizeObserver(()=>{this.room=this.clientWidth-34}))}connectedCallback(){super.connectedCallback(),a(this,jt).observe(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,jt).disconnect()}willUpdate(t){t.has("days")&&(P(this,M,es(this.days)),this.current=Math.min(this.current,a(this,M).length-1))}updated(t){this.scroller&&(t.has("days")||t.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){return p`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${l(this,$,ss).call(this)}</span>
        </div>
        ${a(this,M).length?l(this,$,rs).call(this):u}
      </section>
    `}};M=new WeakMap,jt=new WeakMap,$=new WeakSet,ss=function(){let t=a(this,M)[this.current];return t?l(this,$,We).call(this,t):this.days.complete?this.texts.say(a(this,M).length?"graph.hint":"graph.empty"):this.days.since?this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)}):this.texts.say("graph.not_counted")},We=function(t){return this.texts.say("graph.day",{day:this.texts.day(t.day),count:t.all,unintended:t.unintended})},rs=function(){let t=l(this,$,ue).call(this),i=a(this,M)[this.current];return p`
      <div class="scroll">
        <div
          role="slider"
          tabindex="0"
          aria-label=${this.texts.say("graph.title")}
          aria-valuemin="1"
          aria-valuemax=${a(this,M).length}
          aria-valuenow=${i?this.current+1:a(this,M).length}
          aria-valuetext=${i?l(this,$,We).call(this,i):this.texts.say("graph.hint")}
          @pointermove=${l(this,$,Ke)}
          @pointerleave=${l(this,$,as)}
          @click=${l(this,$,ls)}
          @keydown=${l(this,$,ds)}
        >
          ${l(this,$,os).call(this,t)}
          <div class="months" aria-hidden="true">${l(this,$,ns).call(this,t)}</div>
        </div>
      </div>
    `},os=function(t){let i=a(this,M).length*t,r=Ve(a(this,M),t,Ft,n=>n.all),o=Ve(a(this,M),t,Ft,n=>n.unintended);return p`<svg class="bars" width=${i} height=${Ft+1} aria-hidden="true">
      ${this.current<0?u:wt`<rect class="cursor" x=${this.current*t} y="0" width=${t} height=${Ft}></rect>`}
      ${wt`<path class="all" d=${r}></path><path class="unintended" d=${o}></path>`}
      ${wt`<path class="axis" d=${`M0 ${Ft+.5}h${i}`}></path>`}
    </svg>`},ns=function(t){let i=new Intl.DateTimeFormat(this.texts.language,{month:"short",timeZone:"UTC"}),r=a(this,M).some(n=>n.day.endsWith("-01")),o=0;return a(this,M).flatMap((n,d)=>{let c=d*t;if(!(r?n.day.endsWith("-01"):d===0)||c<o)return[];o=c+60;let A=n.day.endsWith("-01-01")?n.day.slice(0,4):i.format(Date.parse(n.day));return[p`<span style="left: ${c}px">${A}</span>`]})},ue=function(){return is(this.room,a(this,M).length)},Ke=function(t){let i=t.currentTarget.getBoundingClientRect().left,r=Math.floor((t.clientX-i)/l(this,$,ue).call(this));this.current=Math.max(0,Math.min(r,a(this,M).length-1))},as=function(){this.current=-1},ls=function(t){l(this,$,Ke).call(this,t),l(this,$,Qe).call(this)},Qe=function(){let t=a(this,M)[this.current];t&&x(this,"day-chosen",t.day)},ds=function(t){let i=a(this,M).length-1,r=this.current<0?i:this.current,n={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageUp:r+30,PageDown:r-30,Home:0,End:i}[t.key];if(t.key==="Enter")l(this,$,Qe).call(this);else{if(n===void 0)return;this.current=Math.max(0,Math.min(n,i)),l(this,$,cs).call(this)}t.preventDefault()},cs=function(){let t=this.current*l(this,$,ue).call(this);this.scroller&&(t<this.scroller.scrollLeft||t>this.scroller.scrollLeft+this.room)&&(this.scroller.scrollLeft=t-this.room/2)},Y.styles=[I,T`
      :host {
        display: block;
      }
      .scroll {
        overflow-x: auto;
        /* Time runs from left to right, whichever way the language does. */
        direction: ltr;
      }
      .scroll > div {
        position: relative;
        width: max-content;
        cursor: pointer;
      }
      svg.bars {
        display: block;
      }
      .all {
        fill: var(--primary-color);
      }
      .unintended {
        fill: var(--warning-color);
      }
      .cursor {
        fill: var(--primary-text-color);
        opacity: 0.15;
      }
      .axis {
        stroke: var(--divider-color);
      }
      .months {
        position: relative;
        height: 1.5em;
        color: var(--secondary-text-color);
        font-size: 0.85em;
      }
      .months span {
        position: absolute;
        white-space: nowrap;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        min-height: 1.4em;
      }
      .told {
        margin-inline-start: auto;
      }
      .legend i {
        display: inline-block;
        width: 0.8em;
        height: 0.8em;
        margin-inline-end: 0.4em;
        border-radius: 2px;
        background: var(--primary-color);
      }
      .legend i.of-unintended {
        background: var(--warning-color);
      }
    `],h([y({attribute:!1})],Y.prototype,"texts",2),h([y({attribute:!1})],Y.prototype,"days",2),h([_()],Y.prototype,"room",2),h([_()],Y.prototype,"current",2),h([z(".scroll")],Y.prototype,"scroller",2),Y=h([L("alexa-privacy-graph")],Y);var hs=st(class extends Z{constructor(s){if(super(s),s.type!==_t.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(e=>s[e]).join(" ")+" "}update(s,[e]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in e)e[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(e)}let t=s.element.classList;for(let i of this.st)i in e||(t.remove(i),this.st.delete(i));for(let i in e){let r=!!e[i];r===this.st.has(i)||this.nt?.has(i)||(r?(t.add(i),this.st.add(i)):(t.remove(i),this.st.delete(i)))}return N}});var ps=(s,e,t)=>{let i=new Map;for(let r=e;r<=t;r++)i.set(s[r],r);return i},us=st(class extends Z{constructor(s){if(super(s),s.type!==_t.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let r=[],o=[],n=0;for(let d of s)r[n]=i?i(d,n):n,o[n]=t(d,n),n++;return{values:o,keys:r}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let r=Ei(s),{values:o,keys:n}=this.dt(e,t,i);if(!Array.isArray(r))return this.ut=n,o;let d=this.ut??=[],c=[],v,A,f=0,E=r.length-1,w=0,U=o.length-1;for(;f<=E&&w<=U;)if(r[f]===null)f++;else if(r[E]===null)E--;else if(d[f]===n[w])c[w]=rt(r[f],o[w]),f++,w++;else if(d[E]===n[U])c[U]=rt(r[E],o[U]),E--,U--;else if(d[f]===n[U])c[U]=rt(r[f],o[U]),kt(s,c[U+1],r[f]),f++,U--;else if(d[E]===n[w])c[w]=rt(r[E],o[w]),kt(s,r[f],r[E]),E--,w++;else if(v===void 0&&(v=ps(n,w,U),A=ps(d,f,E)),v.has(d[f]))if(v.has(d[E])){let X=A.get(n[w]),Ce=X!==void 0?r[X]:null;if(Ce===null){let si=kt(s,r[f]);rt(si,o[w]),c[w]=si}else c[w]=rt(Ce,o[w]),kt(s,r[f],Ce),r[X]=null;w++}else le(r[E]),E--;else le(r[f]),f++;for(;w<=U;){let X=kt(s,c[U+1]);rt(X,o[w]),c[w++]=X}for(;f<=E;){let X=r[f++];X!==null&&le(X)}return this.ut=n,ae(s,c),N}});var ms="important",xr=" !"+ms,Je=st(class extends Z{constructor(s){if(super(s),s.type!==_t.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let r=e[i];if(r!=null){this.ft.add(i);let o=typeof r=="string"&&r.endsWith(xr);i.includes("-")||o?t.setProperty(i,o?r.slice(0,-11):r,o?ms:""):t[i]=r}}return N}});function fs(s,e){let t=[],i;for(let r of s){let o=e.dayOf(r.time);i?.day!==o&&(i={day:o,rows:[]},t.push(i)),i.rows.push(r),t.push({row:r})}return t}function me(s){return"row"in s?s.row.id:s.day}var Nt=class{#t=[0];constructor(e,t){let i=0;for(let r of e)i+=t(r),this.#t.push(i)}get total(){return this.top(this.#t.length-1)}top(e){return this.#t[e]??0}at(e){let t=0,i=this.#t.length-1;for(;i-t>1;){let r=Math.floor((t+i)/2);this.top(r)<=e?t=r:i=r}return t}};var wr=404,ft,et,ys,Ze,gs,W=class extends R{constructor(){super(...arguments);m(this,et);this.path="";this.name="";this.loading=!1;m(this,ft,"")}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(a(this,ft)),P(this,ft,""),this.audio=void 0}async play(){await l(this,et,Ze).call(this)&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return p`
      ${this.audio?p`<audio
              controls
              src=${a(this,ft)}
              aria-label=${this.texts.say("row.audio")}
              @error=${l(this,et,gs)}
            ></audio>`:p`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
              ${C("play")}${this.texts.say("row.play")}
            </button>`}
      <button class="outlined" ?disabled=${this.loading} @click=${l(this,et,ys)}>
        ${C("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading?this.texts.say("row.audio_loading"):""}
        ${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
      </span>
    `}};ft=new WeakMap,et=new WeakSet,ys=async function(){let t=await l(this,et,Ze).call(this);t&&ce(t,this.name)},Ze=async function(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let t=await this.fetcher(this.path);t.ok?(this.audio=await t.blob(),P(this,ft,URL.createObjectURL(this.audio))):this.trouble=t.status===wr?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio},gs=function(){this.trouble="failed"},W.styles=[I,T`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      audio {
        height: 40px;
        max-width: 100%;
      }
    `],h([y({attribute:!1})],W.prototype,"texts",2),h([y({attribute:!1})],W.prototype,"fetcher",2),h([y()],W.prototype,"path",2),h([y()],W.prototype,"name",2),h([_()],W.prototype,"audio",2),h([_()],W.prototype,"trouble",2),h([_()],W.prototype,"loading",2),W=h([L("alexa-privacy-player")],W);var vs=T`
  .row {
    display: grid;
    grid-template: "tick time who words kind acts" var(--row) / 28px 5em 12em 1fr auto auto;
    align-items: center;
    gap: 0 12px;
    padding-inline: 16px 8px;
    border-top: 1px solid var(--divider-color);
  }
  .row > input {
    grid-area: tick;
  }
  .row.leaving > *:not(.state) {
    opacity: 0.45;
  }
  .row.ticked {
    background: color-mix(in srgb, var(--primary-color) 8%, transparent);
  }
  .time {
    grid-area: time;
    font-variant-numeric: tabular-nums;
  }
  .who {
    grid-area: who;
  }
  .summary {
    grid-area: words;
    display: block;
    min-width: 0;
    padding: 0;
    border-radius: 4px;
    color: inherit;
    font-weight: inherit;
    text-align: start;
  }
  .summary > * {
    display: block;
  }
  .who > *,
  .summary > * {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .kind {
    grid-area: kind;
    padding: 1px 10px;
    border-radius: 10px;
    background: var(--secondary-background-color);
    color: var(--primary-text-color);
    white-space: nowrap;
  }
  .kind.unintended {
    background: color-mix(in srgb, var(--warning-color) 25%, transparent);
  }
  .acts {
    grid-area: acts;
    display: flex;
  }
  .details {
    grid-column: 1 / -1;
    padding: 4px 0 16px;
  }
  .details p {
    margin: 0 0 12px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-height: 40vh;
    overflow-y: auto;
  }
  .details h3 {
    margin: 0;
    font: inherit;
    color: var(--secondary-text-color);
  }
  :host([narrow]) .row {
    grid-template:
      "tick time kind acts" 2.2em
      "tick words words acts" 3em
      "tick who who acts" 2.2em / 28px 1fr auto auto;
    column-gap: 8px;
  }
  :host([narrow]) .who {
    display: flex;
    gap: 8px;
    min-width: 0;
  }
`;function bs(s){let{row:e,texts:t,ticked:i,open:r,leaving:o}=s,n=t.time(e.time);return p`
    <input
      type="checkbox"
      .checked=${i}
      ?disabled=${o}
      tabindex=${fe(s)}
      aria-label=${t.say("row.tick",{time:n})}
      @click=${d=>{x(d.target,"row-tick",e)}}
    />
    <span class="time">${n}</span>
    <div class="who">
      <div dir="auto">${e.device??t.say("row.no_device")}</div>
      <div dir="auto" class="pale">${e.persons.join(", ")}</div>
    </div>
    <button
      class="summary"
      aria-expanded=${r?"true":"false"}
      tabindex=${fe(s)}
      @click=${d=>{x(d.target,"row-open",e)}}
    >
      <span dir="auto" class=${e.said?"":"pale"}>${e.said||t.say("row.no_words")}</span>
      <span dir="auto" class="pale">${e.replied}</span>
    </button>
    <span class="kind ${e.kind}">${o?t.say("row.leaving"):t.say(`kind.${e.kind}`)}</span>
    <div class="acts">${_r(s)}</div>
    ${r?kr(s):u}
  `}function _r(s){let{row:e,texts:t}=s,i=t.time(e.time),r=e.audio?t.say("row.play_time",{time:i}):t.say("row.audio_none"),o=t.say("row.delete_time",{time:i});return p`
    <button
      class="round"
      tabindex=${fe(s)}
      ?disabled=${!e.audio}
      title=${r}
      aria-label=${r}
      @click=${n=>{x(n.target,"row-play",e)}}
    >
      ${C("play")}
    </button>
    <button
      class="round"
      tabindex=${fe(s)}
      ?disabled=${s.leaving}
      title=${o}
      aria-label=${o}
      @click=${n=>{x(n.target,"row-delete",e)}}
    >
      ${C("delete")}
    </button>
  `}function kr(s){let{row:e,texts:t}=s;return p`
    <div class="details">
      <h3>${t.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${e.said||t.say("row.no_words")}</p>
      <h3>${t.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${e.replied||t.say("row.no_reply")}</p>
      ${e.audio?p`<alexa-privacy-player
              .texts=${t}
              .fetcher=${s.fetcher}
              path=${Mi(s.entryId,e.id)}
              name=${`alexa-${new Date(e.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
            ></alexa-privacy-player>`:p`<span class="pale">${t.say("row.audio_none")}</span>`}
    </div>
  `}function fe(s){return s.current?0:-1}var $s=4.4,xs=7.4,ws=3.4,yt=600,F,K,gt,Et,zt,b,_s,ks,Es,As,Ts,Ye,lt,Rs,Ss,Cs,Ds,Xe,Ms,Os,Hs,O=class extends R{constructor(){super(...arguments);m(this,b);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.busy=!1;this.done=!1;this.narrow=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;m(this,F,[]);m(this,K,new Nt([],()=>0));m(this,gt,14);m(this,Et,new ResizeObserver(()=>{l(this,b,Hs).call(this)}));m(this,zt,new ResizeObserver(()=>{a(this,lt).call(this)}));m(this,lt,()=>{let t=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:t,bottom:t+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>yt/4||Math.abs(i.bottom-this.seen.bottom)>yt/4)&&(l(this,b,Rs).call(this,i),this.seen=i),i.bottom+yt>a(this,K).total&&x(this,"list-end")})}connectedCallback(){super.connectedCallback(),a(this,zt).observe(this),this.hasUpdated&&l(this,b,Ye).call(this,this.scroller)}disconnectedCallback(){super.disconnectedCallback(),a(this,zt).disconnect(),a(this,Et).disconnect(),this.scroller.removeEventListener("scroll",a(this,lt))}willUpdate(t){if(t.has("rows")||t.has("texts")){let i=a(this,F)[this.current];P(this,F,fs(this.rows,this.texts.calendar));let r=i&&me(i),o=r===void 0?0:a(this,F).findIndex(n=>me(n)===r);this.current=o>=0?o:Math.max(0,Math.min(this.current,a(this,F).length-1))}P(this,gt,parseFloat(getComputedStyle(this).fontSize)||a(this,gt)),P(this,K,new Nt(a(this,F),i=>l(this,b,Ts).call(this,i)))}updated(t){if(t.has("scroller")&&l(this,b,Ye).call(this,this.scroller),this.open!==void 0){a(this,Et).disconnect();let i=this.renderRoot.querySelector("article.open");i&&a(this,Et).observe(i)}a(this,lt).call(this)}render(){let t=Math.max(0,a(this,K).at(this.seen.top-yt)),i=a(this,K).at(this.seen.bottom+yt),r=a(this,F).slice(t,i+1).map((o,n)=>({item:o,index:t+n}));return p`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy?"true":"false"}
        style=${Je({height:`${a(this,K).total}px`})}
        @keydown=${l(this,b,Cs)}
        @focusin=${l(this,b,Ss)}
        @row-open=${l(this,b,Ms)}
        @row-play=${l(this,b,Os)}
      >
        ${us(r,({item:o})=>me(o),({item:o,index:n})=>l(this,b,_s).call(this,o,n))}
      </div>
    `}showFirst(){this.current=0,this.scrollIntoView({block:"start"})}focusCurrent(){let t=a(this,F)[this.current];this.current===0&&t&&"day"in t&&(this.current=1),l(this,b,Xe).call(this,this.current)}};F=new WeakMap,K=new WeakMap,gt=new WeakMap,Et=new WeakMap,zt=new WeakMap,b=new WeakSet,_s=function(t,i){let r="row"in t?t.row:void 0,o={row:!!r,heading:!r,open:!!r&&r.id===this.open,ticked:!!r&&this.ticked.has(r.id),leaving:!!r&&this.leaving.has(r.id)};return p`
      <article
        class=${hs(o)}
        style=${Je({top:`${a(this,K).top(i)}px`})}
        tabindex=${i===this.current?0:-1}
        data-index=${i}
        aria-posinset=${i+1}
        aria-setsize=${this.done?a(this,F).length:-1}
        aria-label=${l(this,b,As).call(this,t)}
      >
        ${"row"in t?l(this,b,ks).call(this,t.row,i):l(this,b,Es).call(this,t.day,t.rows,i)}
      </article>
    `},ks=function(t,i){return bs({row:t,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(t.id),open:t.id===this.open,current:i===this.current,leaving:this.leaving.has(t.id)})},Es=function(t,i,r){let o=i.filter(n=>this.ticked.has(n.id)).length;return p`
      <input
        type="checkbox"
        .checked=${o===i.length}
        .indeterminate=${o>0&&o<i.length}
        tabindex=${r===this.current?0:-1}
        aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(t)})}
        @click=${()=>{x(this,"day-tick",{day:t,on:o<i.length})}}
      />
      <h2>${this.texts.day(t)}</h2>
    `},As=function(t){if("day"in t)return this.texts.day(t.day);let{row:i}=t;return[this.texts.time(i.time),i.device,...i.persons,this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied].filter(o=>o).join(", ")},Ts=function(t){if("day"in t)return ws*a(this,gt);let i=(this.narrow?xs:$s)*a(this,gt)+1;return t.row.id===this.open?Math.max(i,this.openHeight):i},Ye=function(t){t.addEventListener("scroll",a(this,lt),{passive:!0})},lt=new WeakMap,Rs=function(t){let i=this.renderRoot.activeElement,r=a(this,K).top(this.current);i&&i!==this.feed&&(r<t.top-yt||r>t.bottom+yt)&&this.feed.focus({preventScroll:!0})},Ss=function(t){let i=t.target.closest("article");i&&(this.current=Number(i.dataset.index))},Cs=function(t){let i=a(this,F)[this.current],r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:a(this,F).length-1},o=t.composedPath()[0],n=o===this.feed||o.matches("article"),d=r[t.key];if(d!==void 0&&!o.matches("p, audio"))l(this,b,Xe).call(this,d);else if(!i||!n||!l(this,b,Ds).call(this,t.key,i))return;t.preventDefault()},Ds=function(t,i){if("day"in i){let o=i.rows.some(n=>!this.ticked.has(n.id));return t===" "&&(x(this,"day-tick",{day:i.day,on:o}),!0)}let{row:r}=i;if(t===" "&&!this.leaving.has(r.id))x(this,"row-tick",r);else if(t==="Enter"||t==="Escape"&&this.open)x(this.feed,"row-open",r);else if(t==="Delete"&&!this.leaving.has(r.id))x(this,"row-delete",r);else if(t==="p"&&r.audio)x(this.feed,"row-play",r);else return!1;return!0},Xe=async function(t){this.current=Math.max(0,Math.min(t,a(this,F).length-1));let i=a(this,K).top(this.current),r=a(this,K).top(this.current+1),o=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,n=o+this.scroller.clientHeight,d=parseFloat(getComputedStyle(this.scroller).scrollPaddingTop)||0;i<o+d?this.scroller.scrollTop+=i-o-d:r>n&&(this.scroller.scrollTop+=r-n),a(this,lt).call(this),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})},Ms=function(t){t.stopPropagation(),this.open=this.open===t.detail.id?void 0:t.detail.id,this.openHeight=0},Os=async function(t){t.stopPropagation(),this.open=t.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()},Hs=function(){let t=this.renderRoot.querySelector("article.open");t&&(this.openHeight=t.getBoundingClientRect().height)},O.styles=[I,vs,T`
      :host {
        display: block;
        --row: ${$s}em;
      }
      :host([narrow]) {
        --row: ${xs}em;
      }
      [role="feed"] {
        position: relative;
        overflow: hidden;
      }
      article {
        position: absolute;
        inset-inline: 0;
        contain: content;
      }
      article:focus-visible {
        outline-offset: -2px;
      }
      .heading {
        display: flex;
        align-items: center;
        gap: 12px;
        height: ${ws}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `],h([y({attribute:!1})],O.prototype,"texts",2),h([y({attribute:!1})],O.prototype,"fetcher",2),h([y({attribute:!1})],O.prototype,"entryId",2),h([y({attribute:!1})],O.prototype,"rows",2),h([y({attribute:!1})],O.prototype,"ticked",2),h([y({attribute:!1})],O.prototype,"leaving",2),h([y({attribute:!1})],O.prototype,"scroller",2),h([y({type:Boolean})],O.prototype,"busy",2),h([y({type:Boolean})],O.prototype,"done",2),h([y({type:Boolean,reflect:!0})],O.prototype,"narrow",2),h([_()],O.prototype,"seen",2),h([_()],O.prototype,"open",2),h([_()],O.prototype,"openHeight",2),h([_()],O.prototype,"current",2),h([z("[role=feed]")],O.prototype,"feed",2),O=h([L("alexa-privacy-list")],O);var Er=20,ye=class{constructor(e,t,i,r){this.rows=[];this.done=!1;this.loading=!1;this.#o=new Set;this.#a=0;this.#n=0;this.#t=e,this.#e=t,this.#i=i,this.#s=r}#t;#e;#i;#s;#r;#o;#a;#n;async start(){let e=++this.#n;this.#l(),this.#r=this.#c(e),await this.#r}async more(){if(this.loading||this.done)return;if(!this.#r){await this.start();return}let e=this.#n;this.#l();try{await(await this.#r)?.more()}catch(t){this.#d(e,t)}}async stop(){let e=this.#r;this.lose(),await(await e)?.end().catch(()=>{})}lose(){this.#n+=1,this.#r=void 0,this.loading=!1}remove(e){this.rows=this.rows.filter(t=>!e.has(t.id)),this.#s([])}async#c(e){let t=this.rows.at(-1)?.time,i=t===void 0?this.#i:{...this.#i,end:t+1};try{return await Ci(this.#t,this.#e,i,r=>{e===this.#n&&this.#h(r)})}catch(r){this.#d(e,r);return}}#l(){this.loading=!0,this.error=void 0,this.#a=Er,this.#s([])}#h(e){if("error"in e){this.loading=!1,this.error=e.error,this.#s([]);return}let t=e.recordings.filter(i=>!this.#o.has(i.id));for(let i of t)this.#o.add(i.id);this.rows=[...this.rows,...t],this.done=e.done,this.listedTo=e.listed_to,this.#a-=e.recordings.length,this.loading=!e.done&&this.#a>0,this.#s(t)}#d(e,t){e===this.#n&&(this.lose(),this.error=ot(t),this.#s([]))}};var ge=T`
  .toolbar {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: 56px;
    padding: 8px 16px;
    border-radius: inherit;
    background: var(--card-background-color);
  }
  .toolbar [role="status"] {
    flex: 1;
    min-width: 12em;
  }
  :host([narrow]) .toolbar {
    gap: 4px;
  }
  :host([narrow]) .toolbar [role="status"] {
    flex-basis: 100%;
  }
  :host([narrow]) .toolbar button {
    padding-inline: 6px;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .banner > [role="status"],
  .banner > [role="alert"] {
    flex: 1;
  }
  .banner .icon {
    color: var(--success-color);
  }
  .banner.problem .icon {
    color: var(--error-color);
  }
  .banner button .icon {
    color: inherit;
  }
  .none {
    margin: 0;
    padding: 24px 16px;
    text-align: center;
  }
  progress {
    flex-basis: 100%;
    width: 100%;
    accent-color: var(--primary-color);
  }
  .list .banner {
    padding: 12px 16px;
  }
`;function Us(s,e){let t=!e.listing?.rows.length;return p`
    <div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
      <span role="status">${Tr(s,e)}</span>
      ${e.ticked?p`<button @click=${e.onUntick}>
              ${C("close")}${s.say("page.untick",{count:e.ticked})}
            </button>`:u}
      ${e.exporting?p`<button @click=${e.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>Ar(s,i,t,e.onExport))}
      <button class="danger" ?disabled=${t} @click=${e.onDelete}>
        ${C("delete")}${e.ticked?s.say("delete.ticked",{count:e.ticked}):s.say("delete.matching")}
      </button>
    </div>
  `}function Ar(s,e,t,i){let r=s.say(`export.${e}`);return p`<button
    ?disabled=${t}
    aria-label=${r}
    title=${r}
    @click=${()=>{i(e)}}
  >
    ${C("download")}${e.toUpperCase()}
  </button>`}function Tr(s,{listing:e,exporting:t}){if(!e)return"";let i=e.rows.length;return t?s.say("export.loading",{count:i}):e.done?s.say("page.all_listed",{count:i}):e.listedTo===void 0?e.loading?s.say("page.asking"):"":s.say(e.loading?"page.listing":"page.listed",{count:i,day:s.shortDay(s.calendar.dayOf(e.listedTo))})}function Bt(s,e,t){return p`
    <div class="card banner problem">
      ${C("alert")}<span role="alert">${e.message}</span>
      <button @click=${t}>${s.say("page.retry")}</button>
    </div>
  `}function Ps(s,e,t){let{receipt:i,progress:r,error:o}=e,n=!!o||e.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return p`
    <div class="card banner ${n?"problem":""}">
      ${e.running?u:C(n?"alert":"done")}
      <span role="status">${Ui(s,e)}</span>
      ${e.running?p`<progress
              aria-label=${s.say("delete.progress")}
              max=${Math.max(1,2*(r?.matched??0))}
              value=${r?r.erased+r.verified_gone:0}
            ></progress>`:p`<button
              class="round"
              aria-label=${s.say("page.dismiss")}
              title=${s.say("page.dismiss")}
              @click=${()=>{t(e)}}
            >
              ${C("close")}
            </button>`}
    </div>
  `}var D,Ls,Is,qs,Fs,At,js,Ge,Vt,vt=class extends R{constructor(){super(...arguments);m(this,D);m(this,Vt,()=>{de(`/config/integrations/integration/alexa_privacy#config_entry=${this.account.entry_id}`)})}render(){return p`
      <section class="card" aria-label=${this.texts.say("protection.title")}>
        <ul>
          ${l(this,D,Ls).call(this)} ${l(this,D,Is).call(this)} ${l(this,D,qs).call(this)} ${l(this,D,Fs).call(this)}
        </ul>
        <details>
          <summary>${this.texts.say("protection.review_meaning_title")}</summary>
          <p>${this.texts.say("protection.review_meaning")}</p>
        </details>
      </section>
    `}};D=new WeakSet,Ls=function(){let{state:t,entity_id:i,taught:r}=this.account.review,o=t===null?r?"unknown":"not_taught":t?"on":"off";return l(this,D,At).call(this,"review",this.texts.say(`protection.review_${o}`),{problem:t===!0,fine:t===!1,act:i&&r?l(this,D,Ge).call(this,i):a(this,Vt)})},Is=function(){let{state:t,entity_id:i,next:r}=this.account.nightly;if(!i)return u;let o=t===null?"unknown":t?"on":"off";return l(this,D,At).call(this,"nightly",this.texts.say(`protection.nightly_${o}`),{fine:t===!0,more:t&&r!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(r)}):"",act:l(this,D,Ge).call(this,i)})},qs=function(){let t=this.account.last_receipt;return t?l(this,D,At).call(this,"receipt",Ne(this.texts,t),{problem:t.status==="failed"||t.status==="partial",fine:t.status==="verified",more:t.finished?this.texts.moment(Date.parse(t.finished)):""}):l(this,D,At).call(this,"receipt",this.texts.say("protection.receipt_none"),{})},Fs=function(){let{broken:t,to_teach:i,to_rehearse:r}=this.account,o=t.length?"broken":i.length?"teach":r.length?"rehearse":"fine",n=o==="broken"?t:o==="teach"?i:r;return l(this,D,At).call(this,"learned",this.texts.say(`protection.learned_${o}`),{problem:o==="broken",fine:o==="fine",more:o==="fine"?"":n.map(d=>l(this,D,js).call(this,d)).join(", "),act:a(this,Vt)})},At=function(t,i,{problem:r=!1,fine:o=!1,more:n="",act:d}){let c=this.texts.say(`protection.${t}`);return p`
      <li class=${r?"problem":""}>
        <h2>${c}</h2>
        <strong>${r?C("alert"):o?C("done"):u}${i}</strong>
        ${n?p`<span class="pale">${n}</span>`:u}
        ${d?p`<button aria-label=${this.texts.say("protection.change_it",{title:c})} @click=${d}>
                ${this.texts.say("protection.change")}
              </button>`:u}
      </li>
    `},js=function(t){let r={delete:"protection.request_delete",delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice"}[t];return r?this.texts.say(r):t},Ge=function(t){return()=>{x(this,"hass-more-info",{entityId:t})}},Vt=new WeakMap,vt.styles=[I,T`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(205px, 1fr));
        gap: 4px 24px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        align-content: start;
        align-items: center;
        min-height: 44px;
      }
      li > * {
        grid-column: 1;
      }
      h2 {
        margin: 0;
        font: inherit;
        color: var(--secondary-text-color);
      }
      strong {
        display: flex;
        align-items: center;
        gap: 6px;
        font-weight: 500;
      }
      li .icon {
        color: var(--success-color);
      }
      li.problem strong,
      li.problem .icon {
        color: var(--error-color);
      }
      li button {
        grid-area: 1 / 2 / span 3;
      }
      details {
        margin-top: 8px;
      }
      summary {
        width: fit-content;
        padding: 6px 0;
        color: var(--primary-color);
        cursor: pointer;
      }
      p {
        margin: 0;
      }
    `],h([y({attribute:!1})],vt.prototype,"texts",2),h([y({attribute:!1})],vt.prototype,"account",2),vt=h([L("alexa-privacy-protection")],vt);var Wt=class{constructor(e){this.ids=new Set;this.#t=new Set;this.#e=e}#t;#e;get growing(){return this.#t.size>0}toggle(e){let t=new Set(this.ids);t.delete(e)||t.add(e),this.ids=t}tickDay(e){this.#t.add(e)}untickDay(e,t){this.#t.delete(e),this.remove(new Set(t.filter(i=>this.#e.dayOf(i.time)===e).map(i=>i.id)))}grow({rows:e,done:t,listedTo:i}){if(!this.growing)return;let r=e.filter(o=>this.#t.has(this.#e.dayOf(o.time)));this.ids=new Set([...this.ids,...r.map(o=>o.id)]);for(let o of this.#t)(t||i!==void 0&&i<this.#e.startOf(o))&&this.#t.delete(o)}settle(){this.#t.clear()}remove(e){this.ids=new Set([...this.ids].filter(t=>!e.has(t)))}};var S,bt,q,g,Kt,Tt,Qt,ve,Ns,$e,zs,Bs,Rt,Vs,xe,Ws,Ks,we,ti,$t,Qs,_e,ke,Jt,Ee,Js,be,ei,ii,Zt,H=class extends R{constructor(){super(...arguments);m(this,g);this.narrow=!1;this.filter=Pt;this.deletions=[];m(this,S);m(this,bt,[]);m(this,q);m(this,Tt,()=>{a(this,S)&&!a(this,S).done&&a(this,S).start(),a(this,Rt).call(this)});m(this,Qt,()=>{a(this,S)?.lose();for(let t of this.deletions)t.lose()});m(this,$e,()=>{a(this,S)?.more()});m(this,Rt,async()=>{try{this.days=await Si(this.connection,this.account.entry_id),this.daysFailure=void 0}catch(t){this.daysFailure=ot(t)}});m(this,xe,()=>{P(this,q,new Wt(this.texts.calendar)),this.requestUpdate()});m(this,we,()=>{let t=l(this,g,ei).call(this);if(t.length){l(this,g,ti).call(this,t);return}let i=je(this.filter,this.texts.calendar),r=new It(this.connection,this.account.entry_id,i,!0,()=>{this.asked&&"counting"in this.asked.question&&this.asked.question.counting===r&&(this.asked={...this.asked,question:{...this.asked.question}})});r.start(),this.asked={question:{counting:r,what:Li(this.texts,this.filter,this.account)},scope:i}});m(this,$t,()=>{let t=this.asked?.question;t&&"counting"in t&&t.counting.stop(),this.asked=void 0});m(this,_e,(t,i)=>{if(i.length){let r=new Set(i);a(this,S)?.remove(r),a(this,q).remove(r)}(t.receipt||t.error)&&(t.ids.size&&(t.error??t.receipt?.status==="verified")||l(this,g,Kt).call(this),a(this,Rt).call(this),x(this,"accounts-stale")),this.requestUpdate()});m(this,ke,t=>{this.deletions=this.deletions.filter(i=>i!==t)});m(this,Jt,t=>{let i=l(this,g,ei).call(this);i.length?l(this,g,be).call(this,t,i):a(this,S)&&(this.exporting=t,l(this,g,ve).call(this,a(this,S)))});m(this,Ee,()=>{this.exporting=void 0});m(this,Zt,t=>{let i=t.composedPath()[0];t.key==="/"&&!i.matches("input, select, textarea")&&(t.preventDefault(),this.filterBar.focus())})}connectedCallback(){super.connectedCallback(),this.connection.addEventListener("disconnected",a(this,Qt)),this.connection.addEventListener("ready",a(this,Tt)),window.addEventListener("keydown",a(this,Zt)),a(this,Tt).call(this)}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",a(this,Qt)),this.connection.removeEventListener("ready",a(this,Tt)),window.removeEventListener("keydown",a(this,Zt)),a(this,S)?.stop(),a(this,$t).call(this)}render(){let{texts:t,account:i}=this,r=a(this,S),o=new Set(this.deletions.filter(n=>n.running).flatMap(n=>[...n.ids]));return p`
      <alexa-privacy-protection .texts=${t} .account=${i}></alexa-privacy-protection>
      ${this.days?p`<alexa-privacy-graph
              .texts=${t}
              .days=${this.days}
              @day-chosen=${l(this,g,Bs)}
            ></alexa-privacy-graph>`:this.daysFailure?Bt(t,this.daysFailure,a(this,Rt)):u}
      <div class="card">
        <alexa-privacy-filter
          .texts=${t}
          .filter=${this.filter}
          .echoes=${i.echoes}
          .persons=${a(this,bt)}
          ?narrow=${this.narrow}
          @filter=${l(this,g,zs)}
          @filter-left=${()=>{this.list.focusCurrent()}}
        ></alexa-privacy-filter>
      </div>
      ${this.deletions.map(n=>Ps(t,n,a(this,ke)))}
      <div
        class="card list"
        @list-end=${l(this,g,Ns)}
        @row-tick=${l(this,g,Vs)}
        @day-tick=${l(this,g,Ws)}
        @row-delete=${l(this,g,Ks)}
      >
        ${Us(t,{listing:r,ticked:a(this,q).ids.size,exporting:this.exporting!==void 0,onUntick:a(this,xe),onDelete:a(this,we),onExport:a(this,Jt),onCancelExport:a(this,Ee)})}
        <alexa-privacy-list
          .texts=${t}
          .fetcher=${this.fetcher}
          .entryId=${i.entry_id}
          .rows=${r?.rows??[]}
          .ticked=${a(this,q).ids}
          .leaving=${o}
          .scroller=${this.scroller}
          ?busy=${r?.loading??!0}
          ?done=${r?.done??!1}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${r?.error?Bt(t,r.error,a(this,$e)):u}
        ${r?.done&&!r.rows.length?p`<p class="none">${t.say("page.none")}</p>`:u}
      </div>
      ${this.asked?p`<alexa-privacy-confirm
              .texts=${t}
              .question=${this.asked.question}
              @confirm-yes=${l(this,g,Qs)}
              @confirm-no=${a(this,$t)}
              @confirm-export=${l(this,g,Js)}
            ></alexa-privacy-confirm>`:u}
    `}willUpdate(t){t.has("texts")&&!a(this,S)&&l(this,g,Kt).call(this)}};S=new WeakMap,bt=new WeakMap,q=new WeakMap,g=new WeakSet,Kt=function(){let t=je(this.filter,this.texts.calendar);a(this,S)?.stop(),P(this,q,new Wt(this.texts.calendar)),this.exporting=void 0;let i=new ye(this.connection,this.account.entry_id,t,r=>{i===a(this,S)&&l(this,g,ve).call(this,i,r)});P(this,S,i),i.start()},Tt=new WeakMap,Qt=new WeakMap,ve=function(t,i=[]){let r=new Set([...a(this,bt),...i.flatMap(o=>o.persons)]);r.size>a(this,bt).length&&P(this,bt,[...r].sort()),a(this,q).grow(t),this.exporting&&t.done?(l(this,g,be).call(this,this.exporting,t.rows),this.exporting=void 0):t.error?(this.exporting=void 0,a(this,q).settle()):(this.exporting||a(this,q).growing)&&t.more(),this.requestUpdate()},Ns=function(){a(this,S)&&!a(this,S).error&&a(this,S).more()},$e=new WeakMap,zs=function(t){this.filter=t.detail,l(this,g,Kt).call(this)},Bs=function(t){let i=this.filter.from>t.detail?"":this.filter.from;this.filter={...this.filter,from:i,to:t.detail},l(this,g,Kt).call(this),this.list.showFirst()},Rt=new WeakMap,Vs=function(t){a(this,q).toggle(t.detail.id),this.requestUpdate()},xe=new WeakMap,Ws=function(t){let{day:i,on:r}=t.detail,o=a(this,S);o&&r?(a(this,q).tickDay(i),l(this,g,ve).call(this,o)):o&&(a(this,q).untickDay(i,o.rows),this.requestUpdate())},Ks=function(t){l(this,g,ti).call(this,[t.detail])},we=new WeakMap,ti=function(t){this.asked={question:{count:t.length,what:Ii(this.texts,t)},scope:Oi(t)}},$t=new WeakMap,Qs=function(){let t=this.asked?.scope;if(a(this,$t).call(this),!t)return;let i=new It(this.connection,this.account.entry_id,t,!1,a(this,_e));this.deletions=[...this.deletions,i],a(this,q).remove(i.ids),i.start(),this.list.focusCurrent()},_e=new WeakMap,ke=new WeakMap,Jt=new WeakMap,Ee=new WeakMap,Js=function(){let t=this.asked?.scope.ids;a(this,$t).call(this),t?l(this,g,be).call(this,"json",l(this,g,ii).call(this,new Set(t))):a(this,Jt).call(this,"json")},be=function(t,i){let[r,o]=t==="json"?[Vi(i),"application/json"]:[Wi(i),"text/csv"];ce(new Blob([r],{type:`${o};charset=utf-8`}),`alexa-recordings.${t}`)},ei=function(){return l(this,g,ii).call(this,a(this,q).ids)},ii=function(t){return(a(this,S)?.rows??[]).filter(i=>t.has(i.id))},Zt=new WeakMap,H.styles=[I,ge,T`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        max-width: 1400px;
        margin: 0 auto;
        padding: 16px;
      }
      :host([narrow]) {
        padding: 8px;
      }
      .list {
        padding: 0;
        overflow: clip;
      }
    `],h([y({attribute:!1})],H.prototype,"connection",2),h([y({attribute:!1})],H.prototype,"fetcher",2),h([y({attribute:!1})],H.prototype,"texts",2),h([y({attribute:!1})],H.prototype,"account",2),h([y({attribute:!1})],H.prototype,"scroller",2),h([y({type:Boolean,reflect:!0})],H.prototype,"narrow",2),h([_()],H.prototype,"filter",2),h([_()],H.prototype,"days",2),h([_()],H.prototype,"daysFailure",2),h([_()],H.prototype,"deletions",2),h([_()],H.prototype,"asked",2),h([_()],H.prototype,"exporting",2),h([z("alexa-privacy-list")],H.prototype,"list",2),h([z("alexa-privacy-filter")],H.prototype,"filterBar",2),H=h([L("alexa-privacy-account")],H);var Zs=12*36e5,Ae=class{#t;#e;#i;#s;#r;#o;constructor(e,t){this.language=t.language,this.calendar=new pe(t.config.time_zone),this.#t=e;let i=t.config.time_zone,r={12:!0,24:!1}[t.locale.time_format],o={timeZone:i,...r===void 0?{}:{hour12:r}},n={day:"numeric",month:"short",year:"numeric"};this.#e=new Intl.NumberFormat(this.language),this.#i=new Intl.DateTimeFormat(this.language,{timeZone:i,dateStyle:"full"}),this.#s=new Intl.DateTimeFormat(this.language,{timeZone:i,...n}),this.#r=new Intl.DateTimeFormat(this.language,{...o,hour:"numeric",minute:"2-digit"}),this.#o=new Intl.DateTimeFormat(this.language,{...o,...n,hour:"numeric",minute:"2-digit"})}say(e,t={}){let i={};for(let[r,o]of Object.entries(t))i[r]=typeof o=="number"?this.#e.format(o):o;return this.#t(`component.alexa_privacy.config_panel.${e}`,i)}number(e){return this.#e.format(e)}day(e){return this.#i.format(this.calendar.startOf(e)+Zs)}shortDay(e){return this.#s.format(this.calendar.startOf(e)+Zs)}time(e){return this.#r.format(e)}moment(e){return this.#o.format(e)}};var J,j,Ys,Xs,Te,Re,Se,it,Gs,tr,Q=class extends R{constructor(){super(...arguments);m(this,j);this.narrow=!1;this.chosen="";m(this,J);m(this,Re,(t,i)=>a(this,J).fetchWithAuth(t,i));m(this,Se,async()=>{let t=a(this,J),i=await t.loadBackendTranslation("config_panel","alexa_privacy");this.texts=new Ae(i,t)});m(this,it,async()=>{try{this.accounts=await Ri(a(this,J).connection),this.failure=void 0}catch(t){this.failure=ot(t)}})}set hass(t){let i=a(this,J);P(this,J,t),this.style.colorScheme=t.themes.darkMode?"dark":"light",["language","locale","config"].every(d=>i?.[d]===t[d])||a(this,Se).call(this);let o=l(this,j,Te).call(this);(o?.loaded?[o.review.entity_id,o.nightly.entity_id]:[]).some(d=>d&&i?.states[d]?.state!==t.states[d]?.state)&&a(this,it).call(this)}connectedCallback(){super.connectedCallback(),a(this,J).connection.addEventListener("ready",a(this,it)),a(this,it).call(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,J).connection.removeEventListener("ready",a(this,it))}render(){let{texts:t}=this;if(!t)return u;let i=this.accounts&&this.accounts.length>1;return p`
      <header>
        ${this.narrow?p`<button class="round" aria-label=${t.say("page.menu")} @click=${l(this,j,Gs)}>
                ${C("menu")}
              </button>`:u}
        <h1>${t.say("page.title")}</h1>
        ${i?l(this,j,Ys).call(this,t):u}
      </header>
      <main @accounts-stale=${a(this,it)}>${l(this,j,Xs).call(this,t)}</main>
    `}updated(){this.scroller=this.main??void 0}};J=new WeakMap,j=new WeakSet,Ys=function(t){let i=l(this,j,Te).call(this);return p`<select
      aria-label=${t.say("page.account")}
      @change=${r=>{this.chosen=r.target.value}}
    >
      ${this.accounts?.map(r=>p`<option value=${r.entry_id} ?selected=${r===i}>${r.title}</option>`)}
    </select>`},Xs=function(t){let i=l(this,j,Te).call(this);return this.failure?p`<div class="alone">${Bt(t,this.failure,a(this,it))}</div>`:!this.accounts||!this.scroller?u:i?.loaded?p`${Ai(i.entry_id,p`<alexa-privacy-account
        .connection=${a(this,J).connection}
        .fetcher=${a(this,Re)}
        .texts=${t}
        .account=${i}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
      ></alexa-privacy-account>`)}`:p`<div class="alone card">
        <p>${t.say(i?"page.not_loaded":"page.no_account")}</p>
        <button class="outlined" @click=${l(this,j,tr)}>${t.say("page.integration")}</button>
      </div>`},Te=function(){return this.accounts?.find(({entry_id:t})=>t===this.chosen)??this.accounts?.[0]},Re=new WeakMap,Se=new WeakMap,it=new WeakMap,Gs=function(){x(this,"hass-toggle-menu")},tr=function(){de("/config/integrations/integration/alexa_privacy")},Q.styles=[I,ge,T`
      :host {
        display: flex;
        flex-direction: column;
        /* What holds a page of Home Assistant is as high as the page. */
        height: 100vh;
        height: 100dvh;
        background: var(--primary-background-color);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: none;
        min-height: var(--header-height, 56px);
        padding: var(--safe-area-inset-top, 0) 12px 0;
        background: var(--app-header-background-color);
        color: var(--app-header-text-color);
        border-bottom: var(--app-header-border-bottom, none);
      }
      h1 {
        flex: 1;
        margin: 0;
        padding-inline: 8px;
        overflow: hidden;
        font-size: 20px;
        font-weight: 400;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      header select {
        width: auto;
        max-width: 50%;
      }
      .alone {
        max-width: 600px;
        margin: 16px auto;
      }
      main {
        flex: 1;
        overflow-y: auto;
        /* What sticks to the top of the list. */
        scroll-padding-top: 64px;
      }
      :host([narrow]) main {
        scroll-padding-top: 104px;
      }
    `],h([y({type:Boolean,reflect:!0})],Q.prototype,"narrow",2),h([_()],Q.prototype,"texts",2),h([_()],Q.prototype,"accounts",2),h([_()],Q.prototype,"failure",2),h([_()],Q.prototype,"chosen",2),h([_()],Q.prototype,"scroller",2),h([z("main")],Q.prototype,"main",2),Q=h([L("alexa-privacy-panel")],Q);export{Q as Panel};
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
@lit/reactive-element/decorators/custom-element.js:
@lit/reactive-element/decorators/property.js:
@lit/reactive-element/decorators/state.js:
@lit/reactive-element/decorators/event-options.js:
@lit/reactive-element/decorators/base.js:
@lit/reactive-element/decorators/query.js:
@lit/reactive-element/decorators/query-all.js:
@lit/reactive-element/decorators/query-async.js:
@lit/reactive-element/decorators/query-assigned-nodes.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/decorators/query-assigned-elements.js:
lit-html/directives/keyed.js:
  (**
   * @license
   * Copyright 2021 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directives/class-map.js:
lit-html/directives/style-map.js:
  (**
   * @license
   * Copyright 2018 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
