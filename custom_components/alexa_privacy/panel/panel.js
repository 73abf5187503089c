var qr=Object.defineProperty;var Fr=Object.getOwnPropertyDescriptor;var Ri=s=>{throw TypeError(s)};var h=(s,e,t,i)=>{for(var r=i>1?void 0:i?Fr(e,t):e,o=s.length-1,n;o>=0;o--)(n=s[o])&&(r=(i?n(e,t,r):n(r))||r);return i&&r&&qr(e,t,r),r};var Ye=(s,e,t)=>e.has(s)||Ri("Cannot "+t);var a=(s,e,t)=>(Ye(s,e,"read from private field"),t?t.call(s):e.get(s)),m=(s,e,t)=>e.has(s)?Ri("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(s):e.set(s,t),D=(s,e,t,i)=>(Ye(s,e,"write to private field"),i?i.call(s,t):e.set(s,t),t),l=(s,e,t)=>(Ye(s,e,"access private method"),t);var de=globalThis,ce=de.ShadowRoot&&(de.ShadyCSS===void 0||de.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Qe=Symbol(),Si=new WeakMap,Lt=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Qe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(ce&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Si.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Si.set(t,e))}return e}toString(){return this.cssText}},Di=s=>new Lt(typeof s=="string"?s:s+"",void 0,Qe),R=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,r,o)=>i+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+s[o+1],s[0]);return new Lt(t,s,Qe)},Ci=(s,e)=>{if(ce)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),r=de.litNonce;r!==void 0&&i.setAttribute("nonce",r),i.textContent=t.cssText,s.appendChild(i)}},Ze=ce?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Di(t)})(s):s;var{is:Nr,defineProperty:jr,getOwnPropertyDescriptor:Br,getOwnPropertyNames:zr,getOwnPropertySymbols:Vr,getPrototypeOf:Wr}=Object,he=globalThis,Mi=he.trustedTypes,Kr=Mi?Mi.emptyScript:"",Yr=he.reactiveElementPolyfillSupport,qt=(s,e)=>s,Ft={toAttribute(s,e){switch(e){case Boolean:s=s?Kr:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},pe=(s,e)=>!Nr(s,e),Pi={attribute:!0,type:String,converter:Ft,reflect:!1,useDefault:!1,hasChanged:pe};Symbol.metadata??=Symbol("metadata"),he.litPropertyMetadata??=new WeakMap;var rt=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Pi){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),r=this.getPropertyDescriptor(e,i,t);r!==void 0&&jr(this.prototype,e,r)}}static getPropertyDescriptor(e,t,i){let{get:r,set:o}=Br(this.prototype,e)??{get(){return this[t]},set(n){this[t]=n}};return{get:r,set(n){let c=r?.call(this);o?.call(this,n),this.requestUpdate(e,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Pi}static _$Ei(){if(this.hasOwnProperty(qt("elementProperties")))return;let e=Wr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(qt("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(qt("properties"))){let t=this.properties,i=[...zr(t),...Vr(t)];for(let r of i)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,r]of t)this.elementProperties.set(i,r)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let r=this._$Eu(t,i);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let r of i)t.unshift(Ze(r))}else e!==void 0&&t.push(Ze(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ci(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,i);if(r!==void 0&&i.reflect===!0){let o=(i.converter?.toAttribute!==void 0?i.converter:Ft).toAttribute(t,i.type);this._$Em=e,o==null?this.removeAttribute(r):this.setAttribute(r,o),this._$Em=null}}_$AK(e,t){let i=this.constructor,r=i._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let o=i.getPropertyOptions(r),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Ft;this._$Em=r;let c=n.fromAttribute(t,o.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(e,t,i,r=!1,o){if(e!==void 0){let n=this.constructor;if(r===!1&&(o=this[e]),i??=n.getPropertyOptions(e),!((i.hasChanged??pe)(o,t)||i.useDefault&&i.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(n._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:r,wrapped:o},n){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,n??t??this[e]),o!==!0||n!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,o]of this._$Ep)this[r]=o;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[r,o]of i){let{wrapped:n}=o,c=this[r];n!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,o,c)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};rt.elementStyles=[],rt.shadowRootOptions={mode:"open"},rt[qt("elementProperties")]=new Map,rt[qt("finalized")]=new Map,Yr?.({ReactiveElement:rt}),(he.reactiveElementVersions??=[]).push("2.1.2");var Xe=globalThis,Oi=s=>s,ue=Xe.trustedTypes,Ui=ue?ue.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ge="$lit$",ot=`lit$${Math.random().toFixed(9).slice(2)}$`,ti="?"+ot,Qr=`<${ti}>`,ft=document,jt=()=>ft.createComment(""),Bt=s=>s===null||typeof s!="object"&&typeof s!="function",ei=Array.isArray,Ni=s=>ei(s)||typeof s?.[Symbol.iterator]=="function",Je=`[ 	
\f\r]`,Nt=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ii=/-->/g,Hi=/>/g,ut=RegExp(`>|${Je}(?:([^\\s"'>=/]+)(${Je}*=${Je}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Li=/'/g,qi=/"/g,ji=/^(?:script|style|textarea|title)$/i,ii=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),p=ii(1),Rt=ii(2),Ao=ii(3),q=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Fi=new WeakMap,mt=ft.createTreeWalker(ft,129);function Bi(s,e){if(!ei(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ui!==void 0?Ui.createHTML(e):e}var zi=(s,e)=>{let t=s.length-1,i=[],r,o=e===2?"<svg>":e===3?"<math>":"",n=Nt;for(let c=0;c<t;c++){let d=s[c],g,T,y=-1,k=0;for(;k<d.length&&(n.lastIndex=k,T=n.exec(d),T!==null);)k=n.lastIndex,n===Nt?T[1]==="!--"?n=Ii:T[1]!==void 0?n=Hi:T[2]!==void 0?(ji.test(T[2])&&(r=RegExp("</"+T[2],"g")),n=ut):T[3]!==void 0&&(n=ut):n===ut?T[0]===">"?(n=r??Nt,y=-1):T[1]===void 0?y=-2:(y=n.lastIndex-T[2].length,g=T[1],n=T[3]===void 0?ut:T[3]==='"'?qi:Li):n===qi||n===Li?n=ut:n===Ii||n===Hi?n=Nt:(n=ut,r=void 0);let _=n===ut&&s[c+1].startsWith("/>")?" ":"";o+=n===Nt?d+Qr:y>=0?(i.push(g),d.slice(0,y)+Ge+d.slice(y)+ot+_):d+ot+(y===-2?c:_)}return[Bi(s,o+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},zt=class s{constructor({strings:e,_$litType$:t},i){let r;this.parts=[];let o=0,n=0,c=e.length-1,d=this.parts,[g,T]=zi(e,t);if(this.el=s.createElement(g,i),mt.currentNode=this.el.content,t===2||t===3){let y=this.el.content.firstChild;y.replaceWith(...y.childNodes)}for(;(r=mt.nextNode())!==null&&d.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let y of r.getAttributeNames())if(y.endsWith(Ge)){let k=T[n++],_=r.getAttribute(y).split(ot),L=/([.?@])?(.*)/.exec(k);d.push({type:1,index:o,name:L[2],strings:_,ctor:L[1]==="."?fe:L[1]==="?"?ye:L[1]==="@"?ge:gt}),r.removeAttribute(y)}else y.startsWith(ot)&&(d.push({type:6,index:o}),r.removeAttribute(y));if(ji.test(r.tagName)){let y=r.textContent.split(ot),k=y.length-1;if(k>0){r.textContent=ue?ue.emptyScript:"";for(let _=0;_<k;_++)r.append(y[_],jt()),mt.nextNode(),d.push({type:2,index:++o});r.append(y[k],jt())}}}else if(r.nodeType===8)if(r.data===ti)d.push({type:2,index:o});else{let y=-1;for(;(y=r.data.indexOf(ot,y+1))!==-1;)d.push({type:7,index:o}),y+=ot.length-1}o++}}static createElement(e,t){let i=ft.createElement("template");return i.innerHTML=e,i}};function yt(s,e,t=s,i){if(e===q)return e;let r=i!==void 0?t._$Co?.[i]:t._$Cl,o=Bt(e)?void 0:e._$litDirective$;return r?.constructor!==o&&(r?._$AO?.(!1),o===void 0?r=void 0:(r=new o(s),r._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=r:t._$Cl=r),r!==void 0&&(e=yt(s,r._$AS(s,e.values),r,i)),e}var me=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,r=(e?.creationScope??ft).importNode(t,!0);mt.currentNode=r;let o=mt.nextNode(),n=0,c=0,d=i[0];for(;d!==void 0;){if(n===d.index){let g;d.type===2?g=new At(o,o.nextSibling,this,e):d.type===1?g=new d.ctor(o,d.name,d.strings,this,e):d.type===6&&(g=new ve(o,this,e)),this._$AV.push(g),d=i[++c]}n!==d?.index&&(o=mt.nextNode(),n++)}return mt.currentNode=ft,r}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},At=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,r){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=yt(this,e,t),Bt(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==q&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ni(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&Bt(this._$AH)?this._$AA.nextSibling.data=e:this.T(ft.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,r=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=zt.createElement(Bi(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===r)this._$AH.p(t);else{let o=new me(r,this),n=o.u(this.options);o.p(t),this.T(n),this._$AH=o}}_$AC(e){let t=Fi.get(e.strings);return t===void 0&&Fi.set(e.strings,t=new zt(e)),t}k(e){ei(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,r=0;for(let o of e)r===t.length?t.push(i=new s(this.O(jt()),this.O(jt()),this,this.options)):i=t[r],i._$AI(o),r++;r<t.length&&(this._$AR(i&&i._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Oi(e).nextSibling;Oi(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},gt=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,r,o){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(e,t=this,i,r){let o=this.strings,n=!1;if(o===void 0)e=yt(this,e,t,0),n=!Bt(e)||e!==this._$AH&&e!==q,n&&(this._$AH=e);else{let c=e,d,g;for(e=o[0],d=0;d<o.length-1;d++)g=yt(this,c[i+d],t,d),g===q&&(g=this._$AH[d]),n||=!Bt(g)||g!==this._$AH[d],g===u?e=u:e!==u&&(e+=(g??"")+o[d+1]),this._$AH[d]=g}n&&!r&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},fe=class extends gt{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},ye=class extends gt{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},ge=class extends gt{constructor(e,t,i,r,o){super(e,t,i,r,o),this.type=5}_$AI(e,t=this){if((e=yt(this,e,t,0)??u)===q)return;let i=this._$AH,r=e===u&&i!==u||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,o=e!==u&&(i===u||r);r&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ve=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){yt(this,e)}},Vi={M:Ge,P:ot,A:ti,C:1,L:zi,R:me,D:Ni,V:yt,I:At,H:gt,N:ye,U:ge,B:fe,F:ve},Zr=Xe.litHtmlPolyfillSupport;Zr?.(zt,At),(Xe.litHtmlVersions??=[]).push("3.3.3");var Wi=(s,e,t)=>{let i=t?.renderBefore??e,r=i._$litPart$;if(r===void 0){let o=t?.renderBefore??null;i._$litPart$=r=new At(e.insertBefore(jt(),o),o,void 0,t??{})}return r._$AI(s),r};var si=globalThis,C=class extends rt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Wi(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return q}};C._$litElement$=!0,C.finalized=!0,si.litElementHydrateSupport?.({LitElement:C});var Jr=si.litElementPolyfillSupport;Jr?.({LitElement:C});(si.litElementVersions??=[]).push("4.2.2");var F=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var Xr={attribute:!0,type:String,converter:Ft,reflect:!1,hasChanged:pe},Gr=(s=Xr,e,t)=>{let{kind:i,metadata:r}=t,o=globalThis.litPropertyMetadata.get(r);if(o===void 0&&globalThis.litPropertyMetadata.set(r,o=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),o.set(t.name,s),i==="accessor"){let{name:n}=t;return{set(c){let d=e.get.call(this);e.set.call(this,c),this.requestUpdate(n,d,s,!0,c)},init(c){return c!==void 0&&this.C(n,void 0,s,c),c}}}if(i==="setter"){let{name:n}=t;return function(c){let d=this[n];e.call(this,c),this.requestUpdate(n,d,s,!0,c)}}throw Error("Unsupported decorator location: "+i)};function f(s){return(e,t)=>typeof t=="object"?Gr(s,e,t):((i,r,o)=>{let n=r.hasOwnProperty(o);return r.constructor.createProperty(o,i),n?Object.getOwnPropertyDescriptor(r,o):void 0})(s,e,t)}function x(s){return f({...s,state:!0,attribute:!1})}var vt=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function V(s,e){return(t,i,r)=>{let o=n=>n.renderRoot?.querySelector(s)??null;if(e){let{get:n,set:c}=typeof i=="object"?t:r??(()=>{let d=Symbol();return{get(){return this[d]},set(g){this[d]=g}}})();return vt(t,i,{get(){let d=n.call(this);return d===void 0&&(d=o(this),(d!==null||this.hasUpdated)&&c.call(this,d)),d}})}return vt(t,i,{get(){return o(this)}})}}var W={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},G=s=>(...e)=>({_$litDirective$:s,values:e}),Q=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:to}=Vi,Ki=s=>s;var Qi=s=>s.strings===void 0,Yi=()=>document.createComment(""),St=(s,e,t)=>{let i=s._$AA.parentNode,r=e===void 0?s._$AB:e._$AA;if(t===void 0){let o=i.insertBefore(Yi(),r),n=i.insertBefore(Yi(),r);t=new to(o,n,s,s.options)}else{let o=t._$AB.nextSibling,n=t._$AM,c=n!==s;if(c){let d;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(d=s._$AU)!==n._$AU&&t._$AP(d)}if(o!==r||c){let d=t._$AA;for(;d!==o;){let g=Ki(d).nextSibling;Ki(i).insertBefore(d,r),d=g}}}return t},at=(s,e,t=s)=>(s._$AI(e,t),s),eo={},Dt=(s,e=eo)=>s._$AH=e,Zi=s=>s._$AH,be=s=>{s._$AR(),s._$AA.remove()};var Ji=G(class extends Q{constructor(){super(...arguments),this.key=u}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(Dt(s),this.key=e),t}});var Xi=["intended","unintended","other_device","routine","unknown"],Gi=["signed_out","unreachable","review_on","deleted_too_much","requests_broken","not_taught","not_tested","purge_failed","purge_overdue"];async function ts(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function es(s,e){return s.sendMessagePromise({type:"alexa_privacy/days",entry_id:e})}async function is(s,e){let t={type:"alexa_privacy/persons",entry_id:e};return(await s.sendMessagePromise(t)).persons}async function ss(s,e,t,i){let r={type:"alexa_privacy/recordings/subscribe",entry_id:e,...t,id:0},o=await s.subscribeMessage(i,r,{resubscribe:!1}),n=r.id;return{end:o,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:n})}}async function rs(s,e,t,i,r){let o={type:"alexa_privacy/delete",entry_id:e,everything:!1,...t,dry_run:i};return s.subscribeMessage(r,o,{resubscribe:!1})}async function os(s,e,t){let i={type:"alexa_privacy/purges/subscribe",entry_id:e};return s.subscribeMessage(t,i,{resubscribe:!1})}async function $e(s,e,t){await s.sendMessagePromise({type:"alexa_privacy/cancel",entry_id:e,receipt_id:t})}function ns(s,e){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(e)}`}function Ct({code:s}){return s==="signed_out"}function lt(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var Vt={words:"",from:"",to:"",echo:"",person:"",kind:""};function ri(s,e){let t=s.words.trim();return{...s.from&&{start:e.startOf(s.from)},...s.to&&{end:e.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...t&&{said:t}}}function as(s,e){return dt(s)?{everything:!0}:ri(s,e)}function ls(s){return{ids:s.map(e=>e.id)}}function dt(s){return s.words.trim()===""&&Object.entries(s).every(([e,t])=>e==="words"||!t)}var ds=200;function cs(s,e){let t=io(s,e);return e.own?t:`${s.say("delete.others")} ${t}`}function io(s,{receipt:e,progress:t,error:i,lost:r,cancelling:o}){if(i)return i.message;if(e)return oi(s,e);if(r)return s.say("delete.lost");if(o)return s.say("delete.cancelling");if(!t?.matched)return t?.listed?s.say("delete.counting",{count:t.listed}):s.say("delete.starting");let{matched:n,asked:c,verified_gone:d}=t;return s.say("delete.running",{matched:n,asked:c,gone:d})}function oi(s,e){let{status:t,matched:i,verified_gone:r}=e,o=e.error==="purge_cancelled";return i===null?s.say(o?"delete.cancelled_early":"delete.not_listed"):t==="nothing_to_delete"?s.say("delete.nothing"):[o&&s.say("delete.cancelled"),t==="stopped"&&s.say("delete.others_gone",{count:e.others_gone}),s.say("delete.receipt",{matched:i,gone:r}),e.still_listed&&s.say("delete.still_listed",{count:e.still_listed}),e.unknown&&s.say("delete.unknown",{count:e.unknown}),e.cannot_be_named&&s.say("delete.cannot_be_named",{count:e.cannot_be_named}),t==="stopped"&&s.say("delete.test_again")].filter(Boolean).join(" ")}function hs(s,{state:e,plan:t}){if(!t)return"";let{count:i,oldest:r,newest:o}=t;if(i===null)return s.say("protection.plan_unknown");if(!i||r===null||o===null)return s.say("protection.plan_none");let n=new Set([r,o].map(g=>s.shortDay(s.calendar.dayOf(g)))),c=`${t.is_exact?"":"≤ "}${s.number(i)}`,d={count:i,amount:c,days:[...n].join(" – ")};return s.say(e?"protection.plan_on":"protection.plan_off",d)}function ps(s,e){let{oldest:t,newest:i,by_device:r,requests:o}=e??{};if(t===void 0||i===void 0||o===void 0)return"";let[n,c]=[t,i].map(g=>s.moment(Date.parse(g))),d=Object.entries(r??{}).map(([g,T])=>`${g||s.say("row.no_device")} ${s.number(T)}`);return[`${n??""} – ${c??""}`,...d,s.say("delete.requests",{count:o})].join(" · ")}function us(s,e,t){if(dt(e))return s.say("delete.everything",{account:t.title});let i=t.echoes.find(({serial:o})=>o===e.echo);return[e.words.trim()&&`“${e.words.trim()}”`,so(s,e),e.echo&&(i?.name??e.echo),e.person,e.kind&&s.say(`kind.${e.kind}`)].filter(Boolean).join(" · ")}function so(s,{from:e,to:t}){return e&&e===t?s.say("delete.on",{day:s.day(e)}):e&&t?s.say("delete.between",{from:s.shortDay(e),to:s.shortDay(t)}):e?s.say("delete.from",{day:s.shortDay(e)}):t&&s.say("delete.to",{day:s.shortDay(t)})}function ms(s,e){let[t]=e;if(!t||e.length>1){let[r,o]=[e[0],e.at(-1)];return o&&r?`${s.moment(o.time)} – ${s.moment(r.time)}`:""}let i=t.said.length>ds?`${t.said.slice(0,ds)}…`:t.said;return[s.moment(t.time),t.device,i&&`“${i}”`].filter(Boolean).join(" · ")}function w(s,e,t){s.dispatchEvent(new CustomEvent(e,{bubbles:!0,composed:!0,detail:t}))}function xe(s,e){w(s,"hass-more-info",{entityId:e})}function Wt(s){Kt(`/config/integrations/integration/alexa_privacy#config_entry=${s}`)}function Kt(s){history.pushState(null,"",s),w(window,"location-changed",{replace:!1})}var ro={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",unknown:"M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5"};function E(s){return p`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${Rt`<path d=${ro[s]}></path>`}</svg>`}var fs=R`
  ul.problems {
    display: block;
    margin-bottom: 12px;
  }
  .problems li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .problems span {
    flex: 1 1 15em;
  }
  .problems .icon {
    color: var(--danger-text);
  }
`;function ys(s,e){return e.problems.length?p`<ul class="problems" aria-label=${s.say("problem.title")}>
        ${e.problems.map(t=>oo(s,e,t))}
      </ul>`:u}function oo(s,e,t){let i=Gi.find(r=>r===t);return p`<li>
    ${E("alert")}<span>${i?s.say(`problem.${i}`):s.say("problem.other",{problem:t})}</span>
    ${no(s,e,i)}
  </li>`}function no(s,e,t){let i={review_on:e.review.entity_id,purge_overdue:e.nightly.entity_id}[t];switch(t){case"signed_out":return bt(s,e.entry_id);case"requests_broken":case"deleted_too_much":case"purge_failed":return we(s.say("problem.repairs"),()=>{Kt("/config/repairs")});default:return i?we(s.say("protection.change"),r=>{xe(r.target,i)}):we(s.say("page.integration"),()=>{Wt(e.entry_id)})}}function bt(s,e){return we(s.say("page.sign_in"),()=>{Wt(e)})}function we(s,e){return p`<button class="outlined" @click=${e}>${s}</button>`}var N=R`
  :host {
    /* A theme's colours are for areas; as text they need more contrast, and its own text has the most. */
    --accent-text: color-mix(in srgb, var(--primary-color) 70%, var(--primary-text-color));
    --danger-text: color-mix(in srgb, var(--error-color) 75%, var(--primary-text-color));
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
    color: var(--accent-text);
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
    color: var(--danger-text);
  }
  button.danger.filled:not(:disabled) {
    background: color-mix(in srgb, var(--error-color) 80%, #000);
    color: #fff;
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
`;var U,gs,ni,vs,bs,$s,xs,ai,ws,tt=class extends C{constructor(){super(...arguments);m(this,U);this.entryId="";this.typed=""}firstUpdated(){this.dialog.showModal()}render(){let t=l(this,U,bs).call(this),i="counting"in this.question&&t?ps(this.texts,this.question.counting.receipt):"",r="counting"in this.question?this.question.counting.error:void 0;return p`
      <dialog aria-labelledby="title" aria-describedby="what found meaning" @cancel=${l(this,U,ai)}>
        <h2 id="title">${l(this,U,$s).call(this,t)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        <p id="found" dir="auto" ?hidden=${!i}>${i}</p>
        <p id="meaning" class="pale">${t===0?u:this.texts.say("delete.meaning")}</p>
        <p role="status">${r?r.message:u}</p>
        ${r&&Ct(r)?bt(this.texts,this.entryId):u}
        ${t&&a(this,U,ni)?l(this,U,gs).call(this,t):u}
        <div class="buttons">
          <button @click=${l(this,U,ws)} ?disabled=${!t}>${this.texts.say("delete.export_first")}</button>
          <button autofocus @click=${l(this,U,ai)}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" ?disabled=${!l(this,U,vs).call(this,t)} @click=${l(this,U,xs)}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `}};U=new WeakSet,gs=function(t){return p`<label>
      ${this.texts.say("delete.type",{number:t})}
      <input
        inputmode="numeric"
        autocomplete="off"
        @input=${({target:i})=>{this.typed=i.value}}
      />
    </label>`},ni=function(){return"whole"in this.question&&this.question.whole},vs=function(t){let i=this.typed.normalize("NFKC").replace(/[\s.,'’]/g,"");return!!t&&(!a(this,U,ni)||i===String(t))},bs=function(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0},$s=function(t){if(t!==void 0)return this.texts.say(t?"delete.ask":"delete.none",{count:t});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:i??0})},xs=function(){this.dialog.close(),w(this,"confirm-yes")},ai=function(){this.dialog.close(),w(this,"confirm-no")},ws=function(){this.dialog.close(),w(this,"confirm-export")},tt.styles=[N,R`
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
      label {
        display: grid;
        gap: 4px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 8px;
        margin-top: 20px;
      }
    `],h([f({attribute:!1})],tt.prototype,"texts",2),h([f({attribute:!1})],tt.prototype,"question",2),h([f({attribute:!1})],tt.prototype,"entryId",2),h([x()],tt.prototype,"typed",2),h([V("dialog")],tt.prototype,"dialog",2),tt=h([F("alexa-privacy-confirm")],tt);var Mt=class{constructor(e,t,i,r,o){this.lost=!1;this.cancelling=!1;this.own=!0;this.#s=!1;this.#t=e,this.#e=t,this.target=i,this.dryRun=r,this.ids=new Set("ids"in i?i.ids:[]),this.#i=o}#t;#e;#i;#r;#s;get running(){return!this.receipt&&!this.error&&!this.lost}get receiptId(){return this.progress?.receipt_id??null}async start(){try{let e=await rs(this.#t,this.#e,this.target,this.dryRun,t=>{this.#o(t)});this.#s?await e():this.#r=e}catch(e){this.#o({error:lt(e)})}}async stop(){this.#s=!0,await this.#r?.().catch(()=>{})}async cancel(){this.cancelling=!0,this.#i(this,[]),this.receiptId&&await $e(this.#t,this.#e,this.receiptId).catch(()=>{this.cancelling=!1,this.#i(this,[])})}lose(){this.running&&(this.lost=!0,this.#i(this,[]))}#o(e){if(!this.#s){if("gone"in e){this.#i(this,e.gone);return}if("progress"in e){let t=!this.receiptId;this.progress=e.progress,t&&this.cancelling&&this.cancel()}else"receipt"in e?this.receipt=e.receipt:this.error=e.error;this.#i(this,[])}}};var _e=class{constructor(e,t,i,r){this.own=[];this.#t=e,this.#e=t,this.#i=i,this.#r=r}#t;#e;#i;#r;#s;#o;#n;get leaving(){return new Set(this.own.filter(({running:e})=>e).flatMap(({ids:e})=>[...e]))}get shown(){let e=this.#a;return e?[...this.own.filter(t=>!this.#l(t)),e]:this.own}get#a(){let e=this.#s,t=e?.receipt_id;if(!t||this.own.some(n=>n.running&&n.receiptId===t))return;let i=()=>(this.#o=t,this.#i(),$e(this.#t,this.#e,t)),r=this.#o===t;return{own:this.own.some(n=>n.receiptId===t),running:!0,lost:!1,cancelling:r,progress:e,receipt:void 0,error:void 0,cancel:i}}begin(e,t){let i=new Mt(this.#t,this.#e,e,!1,t);return this.own=[...this.own,i],i.start(),i}dismiss(e){this.own=this.own.filter(t=>t!==e),this.#i()}watch(){this.stop(),this.#n=os(this.#t,this.#e,({purge:e})=>{this.#a&&!e&&(this.own=this.own.filter(t=>!this.#l(t)),this.#r()),this.#s=e??void 0,this.#i()}).catch(()=>{})}async stop(){let e=this.#n;this.#n=void 0,await(await e)?.().catch(()=>{})}#l(e){return e.lost&&e.receiptId===this.#s?.receipt_id}lose(){this.#n=void 0,this.#s=void 0;for(let e of this.own)e.lose()}};var _s=["time","device","persons","kind","said","replied"];function ks(s){let{device:e,persons:t,kind:i,said:r,replied:o}=s;return{time:new Date(s.time).toISOString(),device:e,persons:t,kind:i,said:r,replied:o}}function ke(s,e){let[t,i]=s==="json"?[ao(e),"application/json"]:[lo(e),"text/csv"];li(new Blob([t],{type:`${i};charset=utf-8`}),`alexa-recordings.${s}`)}function ao(s){return`${JSON.stringify(s.map(ks),null,2)}
`}function lo(s){let e=s.map(t=>{let i=ks(t);return _s.map(r=>co([i[r]??""].flat().join("; "))).join(",")});return`\uFEFF${[_s.join(","),...e].join(`\r
`)}\r
`}function co(s){let e=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}function li(s,e){let t=URL.createObjectURL(s),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>{URL.revokeObjectURL(t)},6e4)}var ho=350,po="2014-01-01",ct,Yt,A,Ts,di,Te,Qt,Es,As,Pt,Rs,Ss,Ds,Ee,j=class extends C{constructor(){super(...arguments);m(this,A);this.filter=Vt;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;this.household=[];m(this,ct);m(this,Yt,!1);m(this,Qt,async()=>{a(this,Yt)||(D(this,Yt,!0),this.household=await is(this.connection,this.entryId).catch(()=>[]))});m(this,Pt,()=>{clearTimeout(a(this,ct)),l(this,A,Ee).call(this,{words:this.words.value})})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,ct))}focus(){this.words.focus(),this.words.select()}render(){let{texts:t}=this,i=!this.narrow||this.more||!dt({...this.filter,words:""});return p`
      <form role="search" @submit=${l(this,A,Ss)} @focusin=${a(this,Qt)} @pointerenter=${a(this,Qt)}>
        <label class="search">
          <span class="hidden">${t.say("filter.words")}</span>
          ${E("search")}
          <input
            type="search"
            placeholder=${t.say("filter.words")}
            .value=${this.filter.words}
            @input=${l(this,A,As)}
            @change=${a(this,Pt)}
            @keydown=${l(this,A,Rs)}
            autocomplete="off"
            maxlength="200"
          />
        </label>
        ${this.narrow?p`<button type="button" aria-expanded=${i?"true":"false"} @click=${l(this,A,Es)}>
                ${t.say("filter.more")}
              </button>`:u}
        ${i?l(this,A,Ts).call(this):u}
        ${dt(this.filter)?u:p`<button type="button" @click=${l(this,A,Ds)}>${E("close")}${t.say("filter.clear")}</button>`}
      </form>
    `}};ct=new WeakMap,Yt=new WeakMap,A=new WeakSet,Ts=function(){return p`
      ${l(this,A,di).call(this,"from")} ${l(this,A,di).call(this,"to")}
      ${l(this,A,Te).call(this,"echo",this.echoes.map(({serial:t,name:i})=>[t,i??t]))}
      ${l(this,A,Te).call(this,"person",[...new Set([...this.household,...this.persons])].sort().map(t=>[t,t]))}
      ${l(this,A,Te).call(this,"kind",Xi.map(t=>[t,this.texts.say(`kind.${t}`)]))}
    `},di=function(t){return p`<label class="day">
      <span class="pale">${this.texts.say(`filter.${t}`)}</span>
      <input
        type="date"
        min=${po}
        max="9999-12-31"
        .value=${this.filter[t]}
        @change=${({target:i})=>{i.validity.valid&&l(this,A,Ee).call(this,{[t]:i.value})}}
        @blur=${({target:i})=>{i.validity.valid||(i.value=this.filter[t])}}
    /></label>`},Te=function(t,i){let r=this.filter[t],o=i.some(([n])=>n===r)||!r;return p`<select
      aria-label=${this.texts.say(`filter.${t}`)}
      @change=${n=>{l(this,A,Ee).call(this,{[t]:n.target.value})}}
    >
      <option value="" ?selected=${!r}>${this.texts.say(`filter.any_${t}`)}</option>
      ${(o?i:[...i,[r,r]]).map(([n,c])=>p`<option value=${n} ?selected=${n===r}>${c}</option>`)}
    </select>`},Qt=new WeakMap,Es=function(){this.more=!this.more},As=function(){clearTimeout(a(this,ct)),D(this,ct,setTimeout(a(this,Pt),ho))},Pt=new WeakMap,Rs=function(t){t.key==="ArrowDown"&&(t.preventDefault(),w(this,"filter-left"))},Ss=function(t){t.preventDefault(),a(this,Pt).call(this)},Ds=function(){clearTimeout(a(this,ct)),w(this,"filter",Vt),this.focus()},Ee=function(t){let i={...this.filter,...t};Object.entries(i).some(([r,o])=>o!==this.filter[r])&&w(this,"filter",i)},j.styles=[N,R`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .search {
        flex: 2 1 190px;
      }
      .day {
        flex: 1 1 135px;
      }
      select {
        field-sizing: content;
        flex: 1 1 auto;
        width: auto;
        max-width: 260px;
      }
      :host([narrow]) form {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      :host([narrow]) select {
        width: 100%;
        max-width: none;
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
    `],h([f({attribute:!1})],j.prototype,"connection",2),h([f({attribute:!1})],j.prototype,"entryId",2),h([f({attribute:!1})],j.prototype,"texts",2),h([f({attribute:!1})],j.prototype,"filter",2),h([f({attribute:!1})],j.prototype,"echoes",2),h([f({attribute:!1})],j.prototype,"persons",2),h([f({type:Boolean,reflect:!0})],j.prototype,"narrow",2),h([x()],j.prototype,"more",2),h([x()],j.prototype,"household",2),h([V("input[type=search]")],j.prototype,"words",2),j=h([F("alexa-privacy-filter")],j);var Ae=class{#t;#e=new Map;#i={day:"",start:0,end:0};constructor(e){this.zone=e,this.#t=new Intl.DateTimeFormat("sv-SE",{timeZone:e})}dayOf(e){if(e<this.#i.start||e>=this.#i.end){let t=this.#t.format(e);this.#i={day:t,start:this.startOf(t),end:this.endOf(t)}}return this.#i.day}startOf(e){let t=this.#e.get(e);return t===void 0&&(t=this.#r(e),this.#e.set(e,t)),t}endOf(e){return this.startOf(Cs(e,1))}#r(e){let t=Date.parse(e)-54e6,i=Date.parse(e)+15*36e5;for(;i-t>1;){let r=Math.floor((t+i)/2);this.#t.format(r)<e?t=r:i=r}return i}};function Cs(s,e){return new Date(Date.parse(s)+e*24*36e5).toISOString().slice(0,10)}function Ms(s,e){let t=[];for(let i=s;i<=e;i=Cs(i,1))t.push(i);return t}function Ps({days:s,since:e,until:t}){let i=new Map(s.map(([c,d,g])=>[c,{day:c,all:d,unintended:g}])),r=s[0]?.[0]??e,o=t??s.at(-1)?.[0],n=e&&r&&e>r?e:r;return n&&o?Ms(n,o).map(c=>i.get(c)??{day:c,all:0,unintended:0}):[]}function Os(s,e){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,e))))}function ci(s,e,t,i){let r=Math.max(1,...s.map(n=>n.all)),o=e>6?2:1;return s.map((n,c)=>{let d=i(n)&&Math.max(2,Math.round(i(n)/r*t));return d?`M${c*e} ${t}v${-d}h${e-o}v${d}z`:""}).join("")}var Zt=72,S,Jt,v,Us,hi,pi,Is,Hs,Ls,Re,Se,qs,Fs,Ns,js,ui,Bs,zs,X=class extends C{constructor(){super(...arguments);m(this,v);this.room=0;this.current=-1;this.anchor=-1;m(this,S,[]);m(this,Jt,new ResizeObserver(()=>{this.room=this.clientWidth-34}))}connectedCallback(){super.connectedCallback(),a(this,Jt).observe(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Jt).disconnect()}willUpdate(t){if(t.has("days")){let i=a(this,S)[this.current]?.day;D(this,S,Ps(this.days)),this.current=a(this,S).findIndex(r=>r.day===i),this.anchor=-1}}updated(t){let i=t.has("days")&&!t.get("days");this.scroller&&(i||t.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){return p`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${l(this,v,Us).call(this)}</span>
        </div>
        ${a(this,S).length?l(this,v,Is).call(this):u}
      </section>
    `}};S=new WeakMap,Jt=new WeakMap,v=new WeakSet,Us=function(){return a(this,S)[this.current]?l(this,v,hi).call(this):this.days.complete?this.texts.say(a(this,S).length?"graph.hint":"graph.empty"):this.days.since?this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)}):this.texts.say("graph.not_counted")},hi=function(){let{from:t,to:i}=l(this,v,pi).call(this),r=a(this,S).filter(({day:o})=>t<=o&&o<=i);return this.texts.say("graph.day",{day:t===i?this.texts.day(t):`${this.texts.shortDay(t)} – ${this.texts.shortDay(i)}`,count:r.reduce((o,n)=>o+n.all,0),unintended:r.reduce((o,n)=>o+n.unintended,0)})},pi=function(){let t=[this.current,this.anchor].map(o=>a(this,S)[o]?.day??a(this,S)[this.current]?.day),[i="",r=""]=t.sort();return{from:i,to:r}},Is=function(){let t=l(this,v,Re).call(this),i=a(this,S)[this.current];return p`
      <div class="scroll">
        <div
          role="slider"
          tabindex="0"
          aria-label=${this.texts.say("graph.title")}
          aria-valuemin="1"
          aria-valuemax=${a(this,S).length}
          aria-valuenow=${i?this.current+1:a(this,S).length}
          aria-valuetext=${i?l(this,v,hi).call(this):this.texts.say("graph.hint")}
          @pointerdown=${l(this,v,Ns)}
          @pointermove=${l(this,v,qs)}
          @pointerleave=${l(this,v,Fs)}
          @click=${l(this,v,js)}
          @keydown=${l(this,v,Bs)}
        >
          ${l(this,v,Hs).call(this,t)}
          <div class="months" aria-hidden="true">${l(this,v,Ls).call(this,t)}</div>
        </div>
      </div>
    `},Hs=function(t){let i=a(this,S).length*t,r=ci(a(this,S),t,Zt,d=>d.all),o=ci(a(this,S),t,Zt,d=>d.unintended),n=this.anchor<0?this.current:this.anchor,c=Math.min(n,this.current);return p`<svg class="bars" width=${i} height=${Zt+1} aria-hidden="true">
      ${this.current<0?u:Rt`<rect
              class="cursor"
              x=${c*t}
              y="0"
              width=${(Math.abs(n-this.current)+1)*t}
              height=${Zt}
            ></rect>`}
      ${Rt`<path class="all" d=${r}></path><path class="unintended" d=${o}></path>`}
      ${Rt`<path class="axis" d=${`M0 ${Zt+.5}h${i}`}></path>`}
    </svg>`},Ls=function(t){let i=new Intl.DateTimeFormat(this.texts.language,{month:"short",timeZone:"UTC"}),r=a(this,S).some(n=>n.day.endsWith("-01")),o=0;return a(this,S).flatMap((n,c)=>{let d=c*t;if(!(r?n.day.endsWith("-01"):c===0)||d<o)return[];o=d+60;let T=n.day.endsWith("-01-01")?n.day.slice(0,4):i.format(Date.parse(n.day));return[p`<span style="left: ${d}px">${T}</span>`]})},Re=function(){return Os(this.room,a(this,S).length)},Se=function(t){let i=t.currentTarget.getBoundingClientRect().left,r=Math.floor((t.clientX-i)/l(this,v,Re).call(this));this.current=Math.max(0,Math.min(r,a(this,S).length-1))},qs=function(t){l(this,v,Se).call(this,t),t.buttons||(this.anchor=-1)},Fs=function(){this.current=this.anchor=-1},Ns=function(t){l(this,v,Se).call(this,t),this.anchor=t.pointerType==="touch"?-1:this.current},js=function(t){l(this,v,Se).call(this,t),l(this,v,ui).call(this)},ui=function(){a(this,S)[this.current]&&w(this,"days-chosen",l(this,v,pi).call(this)),this.anchor=-1},Bs=function(t){let i=a(this,S).length-1,r=this.current<0?i:this.current,n={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageUp:r+30,PageDown:r-30,Home:0,End:i}[t.key];if(t.key==="Enter")l(this,v,ui).call(this);else{if(n===void 0)return;this.anchor=t.shiftKey?this.anchor<0?r:this.anchor:-1,this.current=Math.max(0,Math.min(n,i)),l(this,v,zs).call(this)}t.preventDefault()},zs=function(){let t=this.current*l(this,v,Re).call(this);this.scroller&&(t<this.scroller.scrollLeft||t>this.scroller.scrollLeft+this.room)&&(this.scroller.scrollLeft=t-this.room/2)},X.styles=[N,R`
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
    `],h([f({attribute:!1})],X.prototype,"texts",2),h([f({attribute:!1})],X.prototype,"days",2),h([x()],X.prototype,"room",2),h([x()],X.prototype,"current",2),h([x()],X.prototype,"anchor",2),h([V(".scroll")],X.prototype,"scroller",2),X=h([F("alexa-privacy-graph")],X);var Vs=G(class extends Q{constructor(s){if(super(s),s.type!==W.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(e=>s[e]).join(" ")+" "}update(s,[e]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in e)e[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(e)}let t=s.element.classList;for(let i of this.st)i in e||(t.remove(i),this.st.delete(i));for(let i in e){let r=!!e[i];r===this.st.has(i)||this.nt?.has(i)||(r?(t.add(i),this.st.add(i)):(t.remove(i),this.st.delete(i)))}return q}});var mi=G(class extends Q{constructor(s){if(super(s),s.type!==W.PROPERTY&&s.type!==W.ATTRIBUTE&&s.type!==W.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Qi(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[e]){if(e===q||e===u)return e;let t=s.element,i=s.name;if(s.type===W.PROPERTY){if(e===t[i])return q}else if(s.type===W.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(i))return q}else if(s.type===W.ATTRIBUTE&&t.getAttribute(i)===e+"")return q;return Dt(s),e}});var Ws=(s,e,t)=>{let i=new Map;for(let r=e;r<=t;r++)i.set(s[r],r);return i},Ks=G(class extends Q{constructor(s){if(super(s),s.type!==W.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let r=[],o=[],n=0;for(let c of s)r[n]=i?i(c,n):n,o[n]=t(c,n),n++;return{values:o,keys:r}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let r=Zi(s),{values:o,keys:n}=this.dt(e,t,i);if(!Array.isArray(r))return this.ut=n,o;let c=this.ut??=[],d=[],g,T,y=0,k=r.length-1,_=0,L=o.length-1;for(;y<=k&&_<=L;)if(r[y]===null)y++;else if(r[k]===null)k--;else if(c[y]===n[_])d[_]=at(r[y],o[_]),y++,_++;else if(c[k]===n[L])d[L]=at(r[k],o[L]),k--,L--;else if(c[y]===n[L])d[L]=at(r[y],o[L]),St(s,d[L+1],r[y]),y++,L--;else if(c[k]===n[_])d[_]=at(r[k],o[_]),St(s,r[y],r[k]),k--,_++;else if(g===void 0&&(g=Ws(n,_,L),T=Ws(c,y,k)),g.has(c[y]))if(g.has(c[k])){let st=T.get(n[_]),Ke=st!==void 0?r[st]:null;if(Ke===null){let Ai=St(s,r[y]);at(Ai,o[_]),d[_]=Ai}else d[_]=at(Ke,o[_]),St(s,r[y],Ke),r[st]=null;_++}else be(r[k]),k--;else be(r[y]),y++;for(;_<=L;){let st=St(s,d[L+1]);at(st,o[_]),d[_++]=st}for(;y<=k;){let st=r[y++];st!==null&&be(st)}return this.ut=n,Dt(s,d),q}});var Ys="important",uo=" !"+Ys,fi=G(class extends Q{constructor(s){if(super(s),s.type!==W.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let r=e[i];if(r!=null){this.ft.add(i);let o=typeof r=="string"&&r.endsWith(uo);i.includes("-")||o?t.setProperty(i,o?r.slice(0,-11):r,o?Ys:""):t[i]=r}}return q}});function Qs(s,e){let t=[],i;for(let r of s){let o=e.dayOf(r.time);i?.day!==o&&(i={day:o,rows:[]},t.push(i)),i.rows.push(r),t.push({row:r})}return t}function De(s){return"row"in s?s.row.id:s.day}var Xt=class{#t=[0];constructor(e,t){let i=0;for(let r of e)i+=t(r),this.#t.push(i)}get total(){return this.top(this.#t.length-1)}top(e){return this.#t[e]??0}at(e){let t=0,i=this.#t.length-1;for(;i-t>1;){let r=Math.floor((t+i)/2);this.top(r)<=e?t=r:i=r}return t}};var mo=404,$t,nt,Zs,yi,Js,Z=class extends C{constructor(){super(...arguments);m(this,nt);this.path="";this.name="";this.loading=!1;m(this,$t,"")}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(a(this,$t)),D(this,$t,""),this.audio=void 0}async play(){await l(this,nt,yi).call(this)&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return p`
      ${this.audio?p`<audio
              controls
              src=${a(this,$t)}
              aria-label=${this.texts.say("row.audio")}
              @error=${l(this,nt,Js)}
            ></audio>`:p`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
              ${E("play")}${this.texts.say("row.play")}
            </button>`}
      <button class="outlined" ?disabled=${this.loading} @click=${l(this,nt,Zs)}>
        ${E("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading?this.texts.say("row.audio_loading"):""}
        ${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
      </span>
    `}};$t=new WeakMap,nt=new WeakSet,Zs=async function(){let t=await l(this,nt,yi).call(this);t&&li(t,this.name)},yi=async function(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let t=await this.fetcher(this.path);t.ok?(this.audio=await t.blob(),D(this,$t,URL.createObjectURL(this.audio))):this.trouble=t.status===mo?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio},Js=function(){this.trouble="failed"},Z.styles=[N,R`
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
    `],h([f({attribute:!1})],Z.prototype,"texts",2),h([f({attribute:!1})],Z.prototype,"fetcher",2),h([f()],Z.prototype,"path",2),h([f()],Z.prototype,"name",2),h([x()],Z.prototype,"audio",2),h([x()],Z.prototype,"trouble",2),h([x()],Z.prototype,"loading",2),Z=h([F("alexa-privacy-player")],Z);var Xs=R`
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
`;function Gs(s){let{row:e,texts:t,ticked:i,open:r,leaving:o}=s,n=t.time(e.time);return p`
    <input
      type="checkbox"
      .checked=${i}
      ?disabled=${o}
      tabindex=${Ce(s)}
      aria-label=${t.say("row.tick",{time:n})}
      @click=${c=>{w(c.target,"row-tick",e)}}
    />
    <span class="time">${n}</span>
    <div class="who">
      <div dir="auto">${e.device??t.say("row.no_device")}</div>
      <div dir="auto" class="pale">${e.persons.join(", ")}</div>
    </div>
    <button
      class="summary"
      aria-expanded=${r?"true":"false"}
      tabindex=${Ce(s)}
      @click=${c=>{w(c.target,"row-open",e)}}
    >
      <span dir="auto" class=${e.said?"":"pale"}>${e.said||t.say("row.no_words")}</span>
      <span dir="auto" class="pale">${e.replied}</span>
    </button>
    <span class="kind ${e.kind}">${o?t.say("row.leaving"):t.say(`kind.${e.kind}`)}</span>
    <div class="acts">${fo(s)}</div>
    ${r?yo(s):u}
  `}function fo(s){let{row:e,texts:t}=s,i=t.time(e.time),r=e.audio?t.say("row.play_time",{time:i}):t.say("row.audio_none"),o=t.say("row.delete_time",{time:i});return p`
    <button
      class="round"
      tabindex=${Ce(s)}
      ?disabled=${!e.audio}
      title=${r}
      aria-label=${r}
      @click=${n=>{w(n.target,"row-play",e)}}
    >
      ${E("play")}
    </button>
    <button
      class="round"
      tabindex=${Ce(s)}
      ?disabled=${s.leaving}
      title=${o}
      aria-label=${o}
      @click=${n=>{w(n.target,"row-delete",e)}}
    >
      ${E("delete")}
    </button>
  `}function yo(s){let{row:e,texts:t}=s;return p`
    <div class="details">
      <h3>${t.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${e.said||t.say("row.no_words")}</p>
      <h3>${t.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${e.replied||t.say("row.no_reply")}</p>
      ${e.audio?p`<alexa-privacy-player
              .texts=${t}
              .fetcher=${s.fetcher}
              path=${ns(s.entryId,e.id)}
              name=${`alexa-${new Date(e.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
            ></alexa-privacy-player>`:p`<span class="pale">${t.say("row.audio_none")}</span>`}
    </div>
  `}function Ce(s){return s.current?0:-1}var tr=4.4,er=7.4,ir=3.4,xt=600,B,J,wt,Ot,Gt,$,sr,rr,or,gi,nr,ar,vi,ht,lr,dr,cr,hr,bi,pr,ur,mr,O=class extends C{constructor(){super(...arguments);m(this,$);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.listedTo=1/0;this.busy=!1;this.done=!1;this.narrow=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;m(this,B,[]);m(this,J,new Xt([],()=>0));m(this,wt,14);m(this,Ot,new ResizeObserver(()=>{l(this,$,mr).call(this)}));m(this,Gt,new ResizeObserver(()=>{a(this,ht).call(this)}));m(this,ht,()=>{let t=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:t,bottom:t+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>xt/4||Math.abs(i.bottom-this.seen.bottom)>xt/4)&&(l(this,$,lr).call(this,i),this.seen=i),i.bottom+xt>a(this,J).total&&w(this,"list-end")})}connectedCallback(){super.connectedCallback(),a(this,Gt).observe(this),this.hasUpdated&&l(this,$,vi).call(this,this.scroller)}disconnectedCallback(){super.disconnectedCallback(),a(this,Gt).disconnect(),a(this,Ot).disconnect(),this.scroller.removeEventListener("scroll",a(this,ht))}willUpdate(t){if(t.has("rows")||t.has("texts")){let i=a(this,B)[this.current];D(this,B,Qs(this.rows,this.texts.calendar));let r=i&&De(i),o=r===void 0?0:a(this,B).findIndex(n=>De(n)===r);this.current=o>=0?o:Math.max(0,Math.min(this.current,a(this,B).length-1))}D(this,wt,parseFloat(getComputedStyle(this).fontSize)||a(this,wt)),D(this,J,new Xt(a(this,B),i=>l(this,$,ar).call(this,i)))}updated(t){if(t.has("scroller")&&l(this,$,vi).call(this,this.scroller),this.open!==void 0){a(this,Ot).disconnect();let i=this.renderRoot.querySelector("article.open");i&&a(this,Ot).observe(i)}a(this,ht).call(this)}render(){let t=Math.max(0,a(this,J).at(this.seen.top-xt)),i=a(this,J).at(this.seen.bottom+xt),r=a(this,B).slice(t,i+1).map((o,n)=>({item:o,index:t+n}));return p`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy?"true":"false"}
        style=${fi({height:`${a(this,J).total}px`})}
        @keydown=${l(this,$,cr)}
        @focusin=${l(this,$,dr)}
        @row-open=${l(this,$,pr)}
        @row-play=${l(this,$,ur)}
      >
        ${Ks(r,({item:o})=>De(o),({item:o,index:n})=>l(this,$,sr).call(this,o,n))}
      </div>
    `}showFirst(){this.current=0,this.scrollIntoView({block:"start"})}focusCurrent(){let t=a(this,B)[this.current];this.current===0&&t&&"day"in t&&(this.current=1),l(this,$,bi).call(this,this.current)}};B=new WeakMap,J=new WeakMap,wt=new WeakMap,Ot=new WeakMap,Gt=new WeakMap,$=new WeakSet,sr=function(t,i){let r="row"in t?t.row:void 0,o={row:!!r,heading:!r,open:!!r&&r.id===this.open,ticked:!!r&&this.ticked.has(r.id),leaving:!!r&&this.leaving.has(r.id)};return p`
      <article
        class=${Vs(o)}
        style=${fi({top:`${a(this,J).top(i)}px`})}
        tabindex=${i===this.current?0:-1}
        data-index=${i}
        aria-posinset=${i+1}
        aria-setsize=${this.done?a(this,B).length:-1}
        aria-label=${l(this,$,nr).call(this,t)}
      >
        ${"row"in t?l(this,$,rr).call(this,t.row,i):l(this,$,or).call(this,t.day,t.rows,i)}
      </article>
    `},rr=function(t,i){return Gs({row:t,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(t.id),open:t.id===this.open,current:i===this.current,leaving:this.leaving.has(t.id)})},or=function(t,i,r){let o=l(this,$,gi).call(this,t,i);return p`
      <input
        type="checkbox"
        .checked=${mi(o)}
        .indeterminate=${mi(!o&&i.some(n=>this.ticked.has(n.id)))}
        tabindex=${r===this.current?0:-1}
        aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(t)})}
        @click=${()=>{w(this,"day-tick",{day:t,on:!o})}}
      />
      <h2>${this.texts.day(t)}</h2>
    `},gi=function(t,i){return(this.done||this.listedTo<this.texts.calendar.startOf(t))&&i.every(o=>this.ticked.has(o.id))},nr=function(t){if("day"in t)return this.texts.day(t.day);let{row:i}=t;return[this.texts.time(i.time),i.device,...i.persons,this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied].filter(o=>o).join(", ")},ar=function(t){if("day"in t)return ir*a(this,wt);let i=(this.narrow?er:tr)*a(this,wt)+1;return t.row.id===this.open?Math.max(i,this.openHeight):i},vi=function(t){t.addEventListener("scroll",a(this,ht),{passive:!0})},ht=new WeakMap,lr=function(t){let i=this.renderRoot.activeElement,r=a(this,J).top(this.current);i&&i!==this.feed&&(r<t.top-xt||r>t.bottom+xt)&&this.feed.focus({preventScroll:!0})},dr=function(t){let i=t.target.closest("article");i&&(this.current=Number(i.dataset.index))},cr=function(t){let i=a(this,B)[this.current],r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:a(this,B).length-1},o=t.composedPath()[0],n=o===this.feed||o.matches("article"),c=r[t.key];if(c!==void 0&&!o.matches("p, audio"))l(this,$,bi).call(this,c);else if(!i||!n||!l(this,$,hr).call(this,t.key,i))return;t.preventDefault()},hr=function(t,i){if("day"in i){let o=!l(this,$,gi).call(this,i.day,i.rows);return t===" "&&(w(this,"day-tick",{day:i.day,on:o}),!0)}let{row:r}=i;if(t===" "&&!this.leaving.has(r.id))w(this,"row-tick",r);else if(t==="Enter"||t==="Escape"&&this.open)w(this.feed,"row-open",r);else if(t==="Delete"&&!this.leaving.has(r.id))w(this,"row-delete",r);else if(t==="p"&&r.audio)w(this.feed,"row-play",r);else return!1;return!0},bi=async function(t){this.current=Math.max(0,Math.min(t,a(this,B).length-1));let i=a(this,J).top(this.current),r=a(this,J).top(this.current+1),o=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,n=o+this.scroller.clientHeight,c=parseFloat(getComputedStyle(this.scroller).scrollPaddingTop)||0;i<o+c?this.scroller.scrollTop+=i-o-c:r>n&&(this.scroller.scrollTop+=r-n),a(this,ht).call(this),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})},pr=function(t){t.stopPropagation(),this.open=this.open===t.detail.id?void 0:t.detail.id,this.openHeight=0},ur=async function(t){t.stopPropagation(),this.open=t.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()},mr=function(){let t=this.renderRoot.querySelector("article.open");t&&(this.openHeight=t.getBoundingClientRect().height)},O.styles=[N,Xs,R`
      :host {
        display: block;
        --row: ${tr}em;
      }
      :host([narrow]) {
        --row: ${er}em;
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
        height: ${ir}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `],h([f({attribute:!1})],O.prototype,"texts",2),h([f({attribute:!1})],O.prototype,"fetcher",2),h([f({attribute:!1})],O.prototype,"entryId",2),h([f({attribute:!1})],O.prototype,"rows",2),h([f({attribute:!1})],O.prototype,"ticked",2),h([f({attribute:!1})],O.prototype,"leaving",2),h([f({attribute:!1})],O.prototype,"scroller",2),h([f({attribute:!1})],O.prototype,"listedTo",2),h([f({type:Boolean})],O.prototype,"busy",2),h([f({type:Boolean})],O.prototype,"done",2),h([f({type:Boolean,reflect:!0})],O.prototype,"narrow",2),h([x()],O.prototype,"seen",2),h([x()],O.prototype,"open",2),h([x()],O.prototype,"openHeight",2),h([x()],O.prototype,"current",2),h([V("[role=feed]")],O.prototype,"feed",2),O=h([F("alexa-privacy-list")],O);var go=20,Me=class{constructor(e,t,i,r){this.rows=[];this.done=!1;this.loading=!1;this.#o=new Set;this.#n=0;this.#a=0;this.#t=e,this.#e=t,this.#i=i,this.#r=r}#t;#e;#i;#r;#s;#o;#n;#a;async start(){let e=++this.#a;this.#d(),this.#s=this.#l(e),await this.#s}async more(){if(this.loading||this.done)return;if(!this.#s){await this.start();return}let e=this.#a;this.#d();try{await(await this.#s)?.more()}catch(t){this.#c(e,t)}}async stop(){let e=this.#s;this.lose(),await(await e)?.end().catch(()=>{})}lose(){this.#a+=1,this.#s=void 0,this.loading=!1}remove(e){this.rows=this.rows.filter(t=>!e.has(t.id)),this.#r([])}async#l(e){let t=this.rows.at(-1)?.time,i=t===void 0?this.#i:{...this.#i,end:t+1};try{return await ss(this.#t,this.#e,i,r=>{e===this.#a&&this.#h(r)})}catch(r){this.#c(e,r);return}}#d(){this.loading=!0,this.error=void 0,this.#n=go,this.#r([])}#h(e){if("error"in e){this.loading=!1,this.error=e.error,this.#r([]);return}let t=e.recordings.filter(i=>!this.#o.has(i.id));for(let i of t)this.#o.add(i.id);this.rows=[...this.rows,...t],this.done=e.done,this.listedTo=e.listed_to,this.#n-=e.recordings.length,this.loading=!e.done&&this.#n>0,this.#r(t)}#c(e,t){e===this.#a&&(this.lose(),this.error=lt(t),this.#r([]))}};var fr=R`
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
`,Pe=R`
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
`;function yr(s,e){let t=!e.listing?.rows.length;return p`
    <div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
      <span role="status">${bo(s,e)}</span>
      ${e.ticked?p`<button @click=${e.onUntick}>
              ${E("close")}${s.say("page.untick",{count:e.ticked})}
            </button>`:u}
      ${e.exporting?p`<button @click=${e.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>vo(s,i,t,e.onExport))}
      ${e.ticked?p`<button class="danger" ?disabled=${e.ticking} @click=${e.onDeleteTicked}>
              ${E("delete")}${s.say("delete.ticked",{count:e.ticked})}
            </button>`:p`<button class="danger" ?disabled=${t} @click=${e.onDeleteMatching}>
              ${E("delete")}${s.say(e.filtered?"delete.matching":"delete.whole")}
            </button>`}
    </div>
  `}function vo(s,e,t,i){let r=s.say(`export.${e}`);return p`<button
    ?disabled=${t}
    aria-label=${r}
    title=${r}
    @click=${()=>{i(e)}}
  >
    ${E("download")}${e.toUpperCase()}
  </button>`}function bo(s,{listing:e,exporting:t}){if(!e)return"";let i=e.rows.length;return t?s.say("export.loading",{count:i}):e.done?s.say("page.all_listed",{count:i}):e.listedTo===void 0?e.loading?s.say("page.asking"):"":s.say(e.loading?"page.listing":"page.listed",{count:i,day:s.shortDay(s.calendar.dayOf(e.listedTo))})}function te(s,e,t,i=""){return p`
    <div class="card banner problem">
      ${E("alert")}<span role="alert">${e.message}</span>
      ${i&&Ct(e)?bt(s,i):u}
      <button @click=${t}>${s.say("page.retry")}</button>
    </div>
  `}function gr(s,e){return e.shown.map(t=>$o(s,t,()=>{e.dismiss(t)}))}function $o(s,e,t){let{receipt:i,progress:r,error:o}=e,n=!!o||e.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return p`
    <div class="card banner ${n?"problem":""}">
      ${e.running?u:E(n?"alert":"done")}
      <span role="status">${cs(s,e)}</span>
      ${e.running?p`<button
                @click=${()=>{e.cancel()}}
              >
                ${s.say("delete.stop")}
              </button>
              <progress
                aria-label=${s.say("delete.progress")}
                max=${Math.max(1,2*(r?.matched??0))}
                value=${r?r.asked+r.verified_gone:0}
              ></progress>`:p`<button
              class="round"
              aria-label=${s.say("page.dismiss")}
              title=${s.say("page.dismiss")}
              @click=${t}
            >
              ${E("close")}
            </button>`}
    </div>
  `}var M,vr,br,$r,xr,_t,wr,$i,ee,pt=class extends C{constructor(){super(...arguments);m(this,M);this.away=!1;m(this,ee,()=>{Wt(this.account.entry_id)})}render(){let{texts:t,account:i}=this;return p`
      <section class="card" aria-label=${t.say("protection.title")}>
        ${this.away?u:ys(t,i)}
        <ul>
          ${l(this,M,vr).call(this)} ${l(this,M,br).call(this)} ${l(this,M,$r).call(this)} ${l(this,M,xr).call(this)}
        </ul>
        <details>
          <summary>${t.say("protection.review_meaning_title")}</summary>
          <p>${t.say("protection.review_meaning")}</p>
        </details>
      </section>
    `}};M=new WeakSet,vr=function(){let{state:t,entity_id:i,taught:r}=this.account.review,o=t===null?r?"unknown":"not_taught":t?"on":"off";return l(this,M,_t).call(this,"review",o==="unknown"?void 0:this.texts.say(`protection.review_${o}`),{problem:t===!0,act:i&&r?l(this,M,$i).call(this,i):a(this,ee)})},br=function(){let{state:t,entity_id:i,next:r}=this.account.nightly;if(!i)return u;let o=[t&&r!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(r)}):"",hs(this.texts,this.account.nightly)],n=t===null?void 0:this.texts.say(t?"protection.nightly_on":"protection.nightly_off");return l(this,M,_t).call(this,"nightly",n,{problem:this.account.problems.some(c=>c.startsWith("purge_")),more:o,act:l(this,M,$i).call(this,i)})},$r=function(){let{last_receipt:t,last_deletion:i}=this.account;return i!==null&&(!t||t.finished&&i>Date.parse(t.finished))?l(this,M,_t).call(this,"receipt",this.texts.moment(i),{}):t?l(this,M,_t).call(this,"receipt",oi(this.texts,t),{problem:["failed","partial","stopped"].includes(t.status),more:[t.finished?this.texts.moment(Date.parse(t.finished)):""]}):l(this,M,_t).call(this,"receipt",this.texts.say("protection.receipt_none"),{})},xr=function(){let{broken:t,to_teach:i,to_test:r}=this.account,o=t.length?"broken":i.length?"teach":r.length?"test":"fine",n={broken:t,teach:i,test:r,fine:[]}[o];return l(this,M,_t).call(this,"learned",this.texts.say(`protection.learned_${o}`),{problem:o==="broken",more:[n.map(c=>l(this,M,wr).call(this,c)).join(", ")],act:a(this,ee)})},_t=function(t,i,{problem:r=!1,more:o=[],act:n}){let c=this.texts.say(`protection.${t}`),d=i!==void 0&&!this.away&&this.account.current,g=d&&!r&&this.account.good.includes(t),T=d?r?E("alert"):g?E("done"):u:E("unknown"),y=d||!i?"":this.texts.say("protection.last_known",{said:i});return p`
      <li class="part ${d&&r?"problem":g?"good":""}">
        <h2>${c}</h2>
        <strong>${T}${d?i:this.texts.say("protection.not_known")}</strong>
        ${[y,...o].filter(Boolean).map(k=>p`<span class="pale">${k}</span>`)}
        ${n?p`<button aria-label=${this.texts.say("protection.change_it",{title:c})} @click=${n}>
                ${this.texts.say("protection.change")}
              </button>`:u}
      </li>
    `},wr=function(t){let r={delete:"protection.request_delete",delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice"}[t];return r?this.texts.say(r):t},$i=function(t){return()=>{xe(this,t)}},ee=new WeakMap,pt.styles=[N,fs,R`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(205px, 1fr));
        gap: 4px 24px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .part {
        display: grid;
        grid-template-columns: 1fr auto;
        align-content: start;
        align-items: center;
        min-height: 44px;
      }
      .part > * {
        grid-column: 1;
      }
      .part > .pale {
        grid-column: 1 / -1;
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
      .icon {
        color: var(--secondary-text-color);
      }
      .good .icon {
        color: var(--success-color);
      }
      .problem strong,
      .problem .icon {
        color: var(--danger-text);
      }
      .part button {
        grid-area: 1 / 2 / span 2;
      }
      details {
        margin-top: 8px;
      }
      summary {
        width: fit-content;
        padding: 6px 0;
        color: var(--accent-text);
        cursor: pointer;
      }
      p {
        margin: 0;
      }
    `],h([f({attribute:!1})],pt.prototype,"texts",2),h([f({attribute:!1})],pt.prototype,"account",2),h([f({type:Boolean})],pt.prototype,"away",2),pt=h([F("alexa-privacy-protection")],pt);function xi(s,e){return{question:{count:e.length,what:ms(s,e)},target:ls(e)}}function _r({connection:s,account:e,texts:t},i,r){let o=as(i,t.calendar),n=new Mt(s,e.entry_id,o,!0,r);n.start();let c=us(t,i,e);return{question:{counting:n,what:c,whole:"everything"in o},target:o}}function wi(s){return s&&"counting"in s.question?s.question.counting:void 0}var ie=class{constructor(e){this.ids=new Set;this.#t=new Set;this.#e=e}#t;#e;get growing(){return this.#t.size>0}toggle(e){let t=new Set(this.ids);t.delete(e)||t.add(e),this.ids=t}tickDay(e){this.#t.add(e)}untickDay(e,t){this.#t.delete(e),this.remove(new Set(t.filter(i=>this.#e.dayOf(i.time)===e).map(i=>i.id)))}grow({rows:e,done:t,listedTo:i}){if(!this.growing)return;let r=e.filter(o=>this.#t.has(this.#e.dayOf(o.time)));this.ids=new Set([...this.ids,...r.map(o=>o.id)]);for(let o of this.#t)(t||i!==void 0&&i<this.#e.startOf(o))&&this.#t.delete(o)}settle(){this.#t.clear()}remove(e){this.ids=new Set([...this.ids].filter(t=>!e.has(t)))}};var P,kt,H,et,b,Ut,Tt,se,Oe,_i,kr,Tr,Ue,Er,Ar,It,Rr,Ie,Sr,Dr,He,Le,Et,Cr,qe,Fe,ki,re,Ne,Mr,Ti,Ei,oe,I=class extends C{constructor(){super(...arguments);m(this,b);this.narrow=!1;this.away=!1;this.stale=!1;this.filter=Vt;m(this,P);m(this,kt,[]);m(this,H);m(this,et);m(this,Tt,()=>{a(this,P)&&!a(this,P).done&&a(this,P).start(),a(this,et).watch(),a(this,It).call(this)});m(this,se,()=>{a(this,P)?.lose(),a(this,et).lose()});m(this,Oe,()=>{this.requestUpdate()});m(this,Ue,()=>{a(this,P)?.more()});m(this,It,async()=>{try{this.days=await es(this.connection,this.account.entry_id),this.daysFailure=void 0}catch(t){this.daysFailure=lt(t)}});m(this,Ie,()=>{D(this,H,new ie(this.texts.calendar)),this.requestUpdate()});m(this,He,()=>{let t=l(this,b,Ti).call(this);t.length&&(this.asked=xi(this.texts,t))});m(this,Le,()=>{this.asked=_r(this,this.filter,t=>{this.asked&&wi(this.asked)===t&&(this.asked={...this.asked,question:{...this.asked.question}})})});m(this,Et,()=>{wi(this.asked)?.stop(),this.asked=void 0});m(this,qe,(t,i)=>{if(i.length){let r=new Set(i);a(this,P)?.remove(r),a(this,H).remove(r)}(t.receipt||t.error)&&(t.ids.size&&(t.error??t.receipt?.status==="verified")||l(this,b,Ut).call(this),l(this,b,ki).call(this)),this.requestUpdate()});m(this,Fe,()=>{!a(this,H).ids.size&&!this.exporting&&l(this,b,Ut).call(this),l(this,b,ki).call(this)});m(this,re,t=>{let i=l(this,b,Ti).call(this);i.length?ke(t,i):a(this,P)&&(this.exporting=t,l(this,b,_i).call(this,a(this,P)))});m(this,Ne,()=>{this.exporting=void 0});m(this,oe,t=>{let i=t.composedPath()[0];t.key==="/"&&!i.matches("input, select, textarea")&&(t.preventDefault(),this.filterBar.focus())})}connectedCallback(){super.connectedCallback(),this.hasUpdated||D(this,et,new _e(this.connection,this.account.entry_id,a(this,Oe),a(this,Fe))),this.connection.addEventListener("disconnected",a(this,se)),this.connection.addEventListener("ready",a(this,Tt)),window.addEventListener("keydown",a(this,oe)),a(this,Tt).call(this)}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",a(this,se)),this.connection.removeEventListener("ready",a(this,Tt)),window.removeEventListener("keydown",a(this,oe)),a(this,P)?.stop(),a(this,et).stop(),a(this,Et).call(this)}render(){let{texts:t,account:i}=this,r=a(this,P);return p`
      <alexa-privacy-protection
        .texts=${t}
        .account=${i}
        ?away=${this.away||this.stale}
      ></alexa-privacy-protection>
      ${this.days?p`<alexa-privacy-graph
              .texts=${t}
              .days=${this.days}
              @days-chosen=${l(this,b,Ar)}
            ></alexa-privacy-graph>`:this.daysFailure?te(t,this.daysFailure,a(this,It),i.entry_id):u}
      <div class="card">
        <alexa-privacy-filter
          .connection=${this.connection}
          .entryId=${i.entry_id}
          .texts=${t}
          .filter=${this.filter}
          .echoes=${i.echoes}
          .persons=${a(this,kt)}
          ?narrow=${this.narrow}
          @filter=${l(this,b,Er)}
          @filter-left=${()=>{this.list.focusCurrent()}}
        ></alexa-privacy-filter>
      </div>
      ${gr(t,a(this,et))}
      <div
        class="card list"
        @list-end=${l(this,b,Tr)}
        @row-tick=${l(this,b,Rr)}
        @day-tick=${l(this,b,Sr)}
        @row-delete=${l(this,b,Dr)}
      >
        ${yr(t,{listing:r,ticked:a(this,H).ids.size,ticking:a(this,H).growing,filtered:!dt(this.filter),exporting:this.exporting!==void 0,onUntick:a(this,Ie),onDeleteTicked:a(this,He),onDeleteMatching:a(this,Le),onExport:a(this,re),onCancelExport:a(this,Ne)})}
        <alexa-privacy-list
          .texts=${t}
          .fetcher=${this.fetcher}
          .entryId=${i.entry_id}
          .rows=${r?.rows??[]}
          .ticked=${a(this,H).ids}
          .leaving=${a(this,et).leaving}
          .scroller=${this.scroller}
          .listedTo=${r?.listedTo??1/0}
          ?busy=${r?.loading??!0}
          ?done=${r?.done??!1}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${r?.error&&!this.away?te(t,r.error,a(this,Ue),i.entry_id):u}
        ${r?.done&&!r.rows.length?p`<p class="none">${t.say("page.none")}</p>`:u}
      </div>
      ${this.asked?p`<alexa-privacy-confirm
              .texts=${t}
              .entryId=${i.entry_id}
              .question=${this.asked.question}
              @confirm-yes=${l(this,b,Cr)}
              @confirm-no=${a(this,Et)}
              @confirm-export=${l(this,b,Mr)}
            ></alexa-privacy-confirm>`:u}
    `}willUpdate(t){t.has("texts")&&!a(this,P)&&l(this,b,Ut).call(this),t.get("away")&&a(this,Tt).call(this)}};P=new WeakMap,kt=new WeakMap,H=new WeakMap,et=new WeakMap,b=new WeakSet,Ut=function(){let t=ri(this.filter,this.texts.calendar);a(this,P)?.stop(),D(this,H,new ie(this.texts.calendar)),this.exporting=void 0;let i=new Me(this.connection,this.account.entry_id,t,r=>{i===a(this,P)&&l(this,b,_i).call(this,i,r)});D(this,P,i),i.start()},Tt=new WeakMap,se=new WeakMap,Oe=new WeakMap,_i=function(t,i=[]){let r=new Set([...a(this,kt),...i.flatMap(o=>o.persons)]);r.size>a(this,kt).length&&D(this,kt,[...r]),a(this,H).grow(t),this.exporting&&t.done?(ke(this.exporting,t.rows),this.exporting=void 0):t.error?(this.exporting=void 0,a(this,H).settle(),l(this,b,kr).call(this,t.error)):(this.exporting||a(this,H).growing)&&t.more(),this.requestUpdate()},kr=function(t){Ct(t)&&!this.account.problems.includes("signed_out")&&w(this,"accounts-stale")},Tr=function(){a(this,P)&&!a(this,P).error&&a(this,P).more()},Ue=new WeakMap,Er=function(t){this.filter=t.detail,l(this,b,Ut).call(this)},Ar=function(t){let{from:i,to:r}=t.detail;this.filter={...this.filter,from:i,to:r},l(this,b,Ut).call(this),this.list.showFirst()},It=new WeakMap,Rr=function(t){a(this,H).toggle(t.detail.id),this.requestUpdate()},Ie=new WeakMap,Sr=function(t){let{day:i,on:r}=t.detail,o=a(this,P);o&&r?(a(this,H).tickDay(i),a(this,H).grow(o),a(this,H).growing&&o.more(),this.requestUpdate()):o&&(a(this,H).untickDay(i,o.rows),this.requestUpdate())},Dr=function(t){this.asked=xi(this.texts,[t.detail])},He=new WeakMap,Le=new WeakMap,Et=new WeakMap,Cr=function(){let t=this.asked?.target;a(this,Et).call(this),t&&(a(this,H).remove(a(this,et).begin(t,a(this,qe)).ids),this.list.focusCurrent())},qe=new WeakMap,Fe=new WeakMap,ki=function(){a(this,It).call(this),w(this,"accounts-stale")},re=new WeakMap,Ne=new WeakMap,Mr=function(){let t=this.asked?.target;a(this,Et).call(this),t&&"ids"in t?ke("json",l(this,b,Ei).call(this,new Set(t.ids))):a(this,re).call(this,"json")},Ti=function(){return l(this,b,Ei).call(this,a(this,H).ids)},Ei=function(t){return(a(this,P)?.rows??[]).filter(i=>t.has(i.id))},oe=new WeakMap,I.styles=[N,Pe,fr],h([f({attribute:!1})],I.prototype,"connection",2),h([f({attribute:!1})],I.prototype,"fetcher",2),h([f({attribute:!1})],I.prototype,"texts",2),h([f({attribute:!1})],I.prototype,"account",2),h([f({attribute:!1})],I.prototype,"scroller",2),h([f({type:Boolean,reflect:!0})],I.prototype,"narrow",2),h([f({type:Boolean})],I.prototype,"away",2),h([f({type:Boolean})],I.prototype,"stale",2),h([x()],I.prototype,"filter",2),h([x()],I.prototype,"days",2),h([x()],I.prototype,"daysFailure",2),h([x()],I.prototype,"asked",2),h([x()],I.prototype,"exporting",2),h([V("alexa-privacy-list")],I.prototype,"list",2),h([V("alexa-privacy-filter")],I.prototype,"filterBar",2),I=h([F("alexa-privacy-account")],I);var Pr=12*36e5,je=class{#t;#e;#i;#r;#s;#o;#n;constructor(e,t){this.language=t.language,this.calendar=new Ae(t.config.time_zone),this.#t=e;let i=t.config.time_zone,r={12:!0,24:!1}[t.locale.time_format],o={timeZone:i,...r===void 0?{}:{hour12:r}},n={day:"numeric",month:"short",year:"numeric"};this.#e=new Intl.NumberFormat(this.language),this.#i=new Intl.PluralRules(this.language),this.#r=new Intl.DateTimeFormat(this.language,{timeZone:i,dateStyle:"full"}),this.#s=new Intl.DateTimeFormat(this.language,{timeZone:i,...n}),this.#o=new Intl.DateTimeFormat(this.language,{...o,hour:"numeric",minute:"2-digit"}),this.#n=new Intl.DateTimeFormat(this.language,{...o,...n,hour:"numeric",minute:"2-digit"})}say(e,t={}){let i={};for(let[c,d]of Object.entries(t))i[c]=typeof d=="number"?this.#e.format(d):d;let r=`component.alexa_privacy.config_panel.${e}`,{count:o}=t;return typeof o=="number"&&this.#i.select(o)==="one"&&this.#t(`${r}_one`,i)||this.#t(r,i)}number(e){return this.#e.format(e)}day(e){return this.#r.format(this.calendar.startOf(e)+Pr)}shortDay(e){return this.#s.format(this.calendar.startOf(e)+Pr)}time(e){return this.#o.format(e)}moment(e){return this.#n.format(e)}};var Or=6e4,xo=3*Or,Ht,Y,ne,ae,z,Ur,Ir,Be,ze,Ve,it,le,We,Hr,Lr,K=class extends C{constructor(){super(...arguments);m(this,z);this.narrow=!1;this.stale=!1;this.chosen="";m(this,Ht,new Map);m(this,Y);m(this,ne,0);m(this,ae);m(this,ze,(t,i)=>a(this,Y).fetchWithAuth(t,i));m(this,Ve,async()=>{let t=a(this,Y),i=await t.loadBackendTranslation("config_panel","alexa_privacy");this.texts=new je(i,t)});m(this,it,async()=>{try{this.accounts=await ts(a(this,Y).connection);for(let t of this.accounts)t.loaded&&a(this,Ht).set(t.entry_id,t);D(this,ne,Date.now()),this.stale=!1,this.failure=void 0}catch(t){this.failure=lt(t)}});m(this,le,()=>{this.stale=!0});m(this,We,()=>{this.stale||=Date.now()-a(this,ne)>xo,a(this,it).call(this)})}set hass(t){let i=a(this,Y);D(this,Y,t),this.style.colorScheme=t.themes.darkMode?"dark":"light",["language","locale","config"].every(c=>i?.[c]===t[c])||a(this,Ve).call(this);let o=a(this,Ht).get(l(this,z,Be).call(this)?.entry_id??"");(this.failure&&i?.config!==t.config||o?.entities.some(c=>i?.states[c]!==t.states[c]))&&a(this,it).call(this)}connectedCallback(){super.connectedCallback(),a(this,Y).connection.addEventListener("ready",a(this,it)),a(this,Y).connection.addEventListener("disconnected",a(this,le)),D(this,ae,setInterval(a(this,We),Or)),a(this,it).call(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Y).connection.removeEventListener("ready",a(this,it)),a(this,Y).connection.removeEventListener("disconnected",a(this,le)),clearInterval(a(this,ae))}render(){let{texts:t}=this;if(!t)return u;let i=this.accounts&&this.accounts.length>1;return p`
      <header>
        ${this.narrow?p`<button class="round" aria-label=${t.say("page.menu")} @click=${l(this,z,Hr)}>
                ${E("menu")}
              </button>`:u}
        <h1>${t.say("page.title")}</h1>
        ${i?l(this,z,Ur).call(this,t):u}
      </header>
      <main @accounts-stale=${a(this,it)}>${l(this,z,Ir).call(this,t)}</main>
    `}updated(){this.scroller=this.main??void 0}};Ht=new WeakMap,Y=new WeakMap,ne=new WeakMap,ae=new WeakMap,z=new WeakSet,Ur=function(t){let i=l(this,z,Be).call(this);return p`<select
      aria-label=${t.say("page.account")}
      @change=${r=>{this.chosen=r.target.value}}
    >
      ${this.accounts?.map(r=>p`<option value=${r.entry_id} ?selected=${r===i}>${r.title}</option>`)}
    </select>`},Ir=function(t){let i=l(this,z,Be).call(this),r=a(this,Ht).get(i?.entry_id??""),o=this.failure?p`<div class="alone">${te(t,this.failure,a(this,it))}</div>`:u;if(!this.accounts||!this.scroller)return o;let n=i?.loaded?u:p`<div class="alone card">
          <p>${t.say(i?i.signed_out?"problem.signed_out":"page.not_loaded":"page.no_account")}</p>
          ${i?.signed_out?bt(t,i.entry_id):p`<button class="outlined" @click=${l(this,z,Lr)}>${t.say("page.integration")}</button>`}
        </div>`;return r?p`${o}${n}${Ji(r.entry_id,p`<alexa-privacy-account
        .connection=${a(this,Y).connection}
        .fetcher=${a(this,ze)}
        .texts=${t}
        .account=${r}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
        ?away=${!!this.failure||!i?.loaded}
        ?stale=${this.stale}
      ></alexa-privacy-account>`)}`:p`${o}${n}`},Be=function(){return this.accounts?.find(({entry_id:t})=>t===this.chosen)??this.accounts?.[0]},ze=new WeakMap,Ve=new WeakMap,it=new WeakMap,le=new WeakMap,We=new WeakMap,Hr=function(){w(this,"hass-toggle-menu")},Lr=function(){Kt("/config/integrations/integration/alexa_privacy")},K.styles=[N,Pe,R`
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
    `],h([f({type:Boolean,reflect:!0})],K.prototype,"narrow",2),h([x()],K.prototype,"texts",2),h([x()],K.prototype,"accounts",2),h([x()],K.prototype,"failure",2),h([x()],K.prototype,"stale",2),h([x()],K.prototype,"chosen",2),h([x()],K.prototype,"scroller",2),h([V("main")],K.prototype,"main",2),K=h([F("alexa-privacy-panel")],K);export{K as Panel};
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
lit-html/directives/live.js:
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
