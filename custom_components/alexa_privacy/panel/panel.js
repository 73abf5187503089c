var qr=Object.defineProperty;var jr=Object.getOwnPropertyDescriptor;var Ai=s=>{throw TypeError(s)};var h=(s,e,t,i)=>{for(var r=i>1?void 0:i?jr(e,t):e,n=s.length-1,o;n>=0;n--)(o=s[n])&&(r=(i?o(e,t,r):o(r))||r);return i&&r&&qr(e,t,r),r};var Ye=(s,e,t)=>e.has(s)||Ai("Cannot "+t);var a=(s,e,t)=>(Ye(s,e,"read from private field"),t?t.call(s):e.get(s)),m=(s,e,t)=>e.has(s)?Ai("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(s):e.set(s,t),D=(s,e,t,i)=>(Ye(s,e,"write to private field"),i?i.call(s,t):e.set(s,t),t),l=(s,e,t)=>(Ye(s,e,"access private method"),t);var de=globalThis,ce=de.ShadowRoot&&(de.ShadyCSS===void 0||de.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Qe=Symbol(),Ri=new WeakMap,Ut=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Qe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(ce&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Ri.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Ri.set(t,e))}return e}toString(){return this.cssText}},Si=s=>new Ut(typeof s=="string"?s:s+"",void 0,Qe),R=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,r,n)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+s[n+1],s[0]);return new Ut(t,s,Qe)},Di=(s,e)=>{if(ce)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),r=de.litNonce;r!==void 0&&i.setAttribute("nonce",r),i.textContent=t.cssText,s.appendChild(i)}},Ze=ce?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Si(t)})(s):s;var{is:Nr,defineProperty:Br,getOwnPropertyDescriptor:zr,getOwnPropertyNames:Vr,getOwnPropertySymbols:Wr,getPrototypeOf:Kr}=Object,he=globalThis,Ci=he.trustedTypes,Yr=Ci?Ci.emptyScript:"",Qr=he.reactiveElementPolyfillSupport,Ht=(s,e)=>s,Lt={toAttribute(s,e){switch(e){case Boolean:s=s?Yr:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},pe=(s,e)=>!Nr(s,e),Mi={attribute:!0,type:String,converter:Lt,reflect:!1,useDefault:!1,hasChanged:pe};Symbol.metadata??=Symbol("metadata"),he.litPropertyMetadata??=new WeakMap;var nt=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Mi){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),r=this.getPropertyDescriptor(e,i,t);r!==void 0&&Br(this.prototype,e,r)}}static getPropertyDescriptor(e,t,i){let{get:r,set:n}=zr(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:r,set(o){let c=r?.call(this);n?.call(this,o),this.requestUpdate(e,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Mi}static _$Ei(){if(this.hasOwnProperty(Ht("elementProperties")))return;let e=Kr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Ht("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ht("properties"))){let t=this.properties,i=[...Vr(t),...Wr(t)];for(let r of i)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,r]of t)this.elementProperties.set(i,r)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let r=this._$Eu(t,i);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let r of i)t.unshift(Ze(r))}else e!==void 0&&t.push(Ze(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Di(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,i);if(r!==void 0&&i.reflect===!0){let n=(i.converter?.toAttribute!==void 0?i.converter:Lt).toAttribute(t,i.type);this._$Em=e,n==null?this.removeAttribute(r):this.setAttribute(r,n),this._$Em=null}}_$AK(e,t){let i=this.constructor,r=i._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let n=i.getPropertyOptions(r),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:Lt;this._$Em=r;let c=o.fromAttribute(t,n.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(e,t,i,r=!1,n){if(e!==void 0){let o=this.constructor;if(r===!1&&(n=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??pe)(n,t)||i.useDefault&&i.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:r,wrapped:n},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),n!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,n]of this._$Ep)this[r]=n;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[r,n]of i){let{wrapped:o}=n,c=this[r];o!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,n,c)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};nt.elementStyles=[],nt.shadowRootOptions={mode:"open"},nt[Ht("elementProperties")]=new Map,nt[Ht("finalized")]=new Map,Qr?.({ReactiveElement:nt}),(he.reactiveElementVersions??=[]).push("2.1.2");var Xe=globalThis,Pi=s=>s,ue=Xe.trustedTypes,Oi=ue?ue.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ge="$lit$",ot=`lit$${Math.random().toFixed(9).slice(2)}$`,ti="?"+ot,Zr=`<${ti}>`,ft=document,qt=()=>ft.createComment(""),jt=s=>s===null||typeof s!="object"&&typeof s!="function",ei=Array.isArray,qi=s=>ei(s)||typeof s?.[Symbol.iterator]=="function",Je=`[ 	
\f\r]`,Ft=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ii=/-->/g,Ui=/>/g,ut=RegExp(`>|${Je}(?:([^\\s"'>=/]+)(${Je}*=${Je}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Hi=/'/g,Li=/"/g,ji=/^(?:script|style|textarea|title)$/i,ii=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),p=ii(1),Rt=ii(2),Rn=ii(3),F=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Fi=new WeakMap,mt=ft.createTreeWalker(ft,129);function Ni(s,e){if(!ei(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Oi!==void 0?Oi.createHTML(e):e}var Bi=(s,e)=>{let t=s.length-1,i=[],r,n=e===2?"<svg>":e===3?"<math>":"",o=Ft;for(let c=0;c<t;c++){let d=s[c],g,T,y=-1,k=0;for(;k<d.length&&(o.lastIndex=k,T=o.exec(d),T!==null);)k=o.lastIndex,o===Ft?T[1]==="!--"?o=Ii:T[1]!==void 0?o=Ui:T[2]!==void 0?(ji.test(T[2])&&(r=RegExp("</"+T[2],"g")),o=ut):T[3]!==void 0&&(o=ut):o===ut?T[0]===">"?(o=r??Ft,y=-1):T[1]===void 0?y=-2:(y=o.lastIndex-T[2].length,g=T[1],o=T[3]===void 0?ut:T[3]==='"'?Li:Hi):o===Li||o===Hi?o=ut:o===Ii||o===Ui?o=Ft:(o=ut,r=void 0);let _=o===ut&&s[c+1].startsWith("/>")?" ":"";n+=o===Ft?d+Zr:y>=0?(i.push(g),d.slice(0,y)+Ge+d.slice(y)+ot+_):d+ot+(y===-2?c:_)}return[Ni(s,n+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},Nt=class s{constructor({strings:e,_$litType$:t},i){let r;this.parts=[];let n=0,o=0,c=e.length-1,d=this.parts,[g,T]=Bi(e,t);if(this.el=s.createElement(g,i),mt.currentNode=this.el.content,t===2||t===3){let y=this.el.content.firstChild;y.replaceWith(...y.childNodes)}for(;(r=mt.nextNode())!==null&&d.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let y of r.getAttributeNames())if(y.endsWith(Ge)){let k=T[o++],_=r.getAttribute(y).split(ot),L=/([.?@])?(.*)/.exec(k);d.push({type:1,index:n,name:L[2],strings:_,ctor:L[1]==="."?fe:L[1]==="?"?ye:L[1]==="@"?ge:gt}),r.removeAttribute(y)}else y.startsWith(ot)&&(d.push({type:6,index:n}),r.removeAttribute(y));if(ji.test(r.tagName)){let y=r.textContent.split(ot),k=y.length-1;if(k>0){r.textContent=ue?ue.emptyScript:"";for(let _=0;_<k;_++)r.append(y[_],qt()),mt.nextNode(),d.push({type:2,index:++n});r.append(y[k],qt())}}}else if(r.nodeType===8)if(r.data===ti)d.push({type:2,index:n});else{let y=-1;for(;(y=r.data.indexOf(ot,y+1))!==-1;)d.push({type:7,index:n}),y+=ot.length-1}n++}}static createElement(e,t){let i=ft.createElement("template");return i.innerHTML=e,i}};function yt(s,e,t=s,i){if(e===F)return e;let r=i!==void 0?t._$Co?.[i]:t._$Cl,n=jt(e)?void 0:e._$litDirective$;return r?.constructor!==n&&(r?._$AO?.(!1),n===void 0?r=void 0:(r=new n(s),r._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=r:t._$Cl=r),r!==void 0&&(e=yt(s,r._$AS(s,e.values),r,i)),e}var me=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,r=(e?.creationScope??ft).importNode(t,!0);mt.currentNode=r;let n=mt.nextNode(),o=0,c=0,d=i[0];for(;d!==void 0;){if(o===d.index){let g;d.type===2?g=new At(n,n.nextSibling,this,e):d.type===1?g=new d.ctor(n,d.name,d.strings,this,e):d.type===6&&(g=new ve(n,this,e)),this._$AV.push(g),d=i[++c]}o!==d?.index&&(n=mt.nextNode(),o++)}return mt.currentNode=ft,r}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},At=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,r){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=yt(this,e,t),jt(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==F&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):qi(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&jt(this._$AH)?this._$AA.nextSibling.data=e:this.T(ft.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,r=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=Nt.createElement(Ni(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===r)this._$AH.p(t);else{let n=new me(r,this),o=n.u(this.options);n.p(t),this.T(o),this._$AH=n}}_$AC(e){let t=Fi.get(e.strings);return t===void 0&&Fi.set(e.strings,t=new Nt(e)),t}k(e){ei(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,r=0;for(let n of e)r===t.length?t.push(i=new s(this.O(qt()),this.O(qt()),this,this.options)):i=t[r],i._$AI(n),r++;r<t.length&&(this._$AR(i&&i._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Pi(e).nextSibling;Pi(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},gt=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,r,n){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=n,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(e,t=this,i,r){let n=this.strings,o=!1;if(n===void 0)e=yt(this,e,t,0),o=!jt(e)||e!==this._$AH&&e!==F,o&&(this._$AH=e);else{let c=e,d,g;for(e=n[0],d=0;d<n.length-1;d++)g=yt(this,c[i+d],t,d),g===F&&(g=this._$AH[d]),o||=!jt(g)||g!==this._$AH[d],g===u?e=u:e!==u&&(e+=(g??"")+n[d+1]),this._$AH[d]=g}o&&!r&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},fe=class extends gt{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},ye=class extends gt{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},ge=class extends gt{constructor(e,t,i,r,n){super(e,t,i,r,n),this.type=5}_$AI(e,t=this){if((e=yt(this,e,t,0)??u)===F)return;let i=this._$AH,r=e===u&&i!==u||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,n=e!==u&&(i===u||r);r&&this.element.removeEventListener(this.name,this,i),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ve=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){yt(this,e)}},zi={M:Ge,P:ot,A:ti,C:1,L:Bi,R:me,D:qi,V:yt,I:At,H:gt,N:ye,U:ge,B:fe,F:ve},Jr=Xe.litHtmlPolyfillSupport;Jr?.(Nt,At),(Xe.litHtmlVersions??=[]).push("3.3.3");var Vi=(s,e,t)=>{let i=t?.renderBefore??e,r=i._$litPart$;if(r===void 0){let n=t?.renderBefore??null;i._$litPart$=r=new At(e.insertBefore(qt(),n),n,void 0,t??{})}return r._$AI(s),r};var si=globalThis,C=class extends nt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Vi(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return F}};C._$litElement$=!0,C.finalized=!0,si.litElementHydrateSupport?.({LitElement:C});var Xr=si.litElementPolyfillSupport;Xr?.({LitElement:C});(si.litElementVersions??=[]).push("4.2.2");var q=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var Gr={attribute:!0,type:String,converter:Lt,reflect:!1,hasChanged:pe},tn=(s=Gr,e,t)=>{let{kind:i,metadata:r}=t,n=globalThis.litPropertyMetadata.get(r);if(n===void 0&&globalThis.litPropertyMetadata.set(r,n=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),n.set(t.name,s),i==="accessor"){let{name:o}=t;return{set(c){let d=e.get.call(this);e.set.call(this,c),this.requestUpdate(o,d,s,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,s,c),c}}}if(i==="setter"){let{name:o}=t;return function(c){let d=this[o];e.call(this,c),this.requestUpdate(o,d,s,!0,c)}}throw Error("Unsupported decorator location: "+i)};function f(s){return(e,t)=>typeof t=="object"?tn(s,e,t):((i,r,n)=>{let o=r.hasOwnProperty(n);return r.constructor.createProperty(n,i),o?Object.getOwnPropertyDescriptor(r,n):void 0})(s,e,t)}function $(s){return f({...s,state:!0,attribute:!1})}var vt=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function V(s,e){return(t,i,r)=>{let n=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:c}=typeof i=="object"?t:r??(()=>{let d=Symbol();return{get(){return this[d]},set(g){this[d]=g}}})();return vt(t,i,{get(){let d=o.call(this);return d===void 0&&(d=n(this),(d!==null||this.hasUpdated)&&c.call(this,d)),d}})}return vt(t,i,{get(){return n(this)}})}}var W={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},G=s=>(...e)=>({_$litDirective$:s,values:e}),Q=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:en}=zi,Wi=s=>s;var Yi=s=>s.strings===void 0,Ki=()=>document.createComment(""),St=(s,e,t)=>{let i=s._$AA.parentNode,r=e===void 0?s._$AB:e._$AA;if(t===void 0){let n=i.insertBefore(Ki(),r),o=i.insertBefore(Ki(),r);t=new en(n,o,s,s.options)}else{let n=t._$AB.nextSibling,o=t._$AM,c=o!==s;if(c){let d;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(d=s._$AU)!==o._$AU&&t._$AP(d)}if(n!==r||c){let d=t._$AA;for(;d!==n;){let g=Wi(d).nextSibling;Wi(i).insertBefore(d,r),d=g}}}return t},lt=(s,e,t=s)=>(s._$AI(e,t),s),sn={},Dt=(s,e=sn)=>s._$AH=e,Qi=s=>s._$AH,be=s=>{s._$AR(),s._$AA.remove()};var Zi=G(class extends Q{constructor(){super(...arguments),this.key=u}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(Dt(s),this.key=e),t}});var Ji=["intended","unintended","other_device","routine","unknown"],Xi=["signed_out","unreachable","review_on","deleted_too_much","requests_broken","not_taught","not_tested","purge_failed","purge_overdue"];async function Gi(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function ts(s,e){return s.sendMessagePromise({type:"alexa_privacy/days",entry_id:e})}async function es(s,e){let t={type:"alexa_privacy/persons",entry_id:e};return(await s.sendMessagePromise(t)).persons}async function is(s,e,t,i){let r={type:"alexa_privacy/recordings/subscribe",entry_id:e,...t,id:0},n=await s.subscribeMessage(i,r,{resubscribe:!1}),o=r.id;return{end:n,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:o})}}async function ss(s,e,t,i){let r={type:"alexa_privacy/preview",entry_id:e,everything:!1,...t};return s.subscribeMessage(i,r,{resubscribe:!1})}async function rs(s,e,t){let i={type:"alexa_privacy/delete",entry_id:e,everything:!1,...t};return(await s.sendMessagePromise(i)).receipt_id}async function ns(s,e,t){let i={type:"alexa_privacy/deletions/subscribe",entry_id:e};return s.subscribeMessage(t,i,{resubscribe:!1})}async function os(s,e,t){await s.sendMessagePromise({type:"alexa_privacy/cancel",entry_id:e,receipt_id:t})}function as(s,e){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(e)}`}function Ct({code:s}){return s==="signed_out"}function tt(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var Bt={words:"",from:"",to:"",echo:"",person:"",kind:""};function ri(s,e){let t=s.words.trim();return{...s.from&&{start:e.startOf(s.from)},...s.to&&{end:e.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...t&&{said:t}}}function ls(s,e){return dt(s)?{everything:!0}:ri(s,e)}function ds(s){return{ids:s.map(e=>e.id)}}function dt(s){return s.words.trim()===""&&Object.entries(s).every(([e,t])=>e==="words"||!t)}var cs=200;function hs(s,e){let t=rn(s,e);return e.own?t:`${s.say("delete.others")} ${t}`}function rn(s,{receipt:e,progress:t,error:i,delayed:r,lost:n,cancelling:o}){if(i)return i.message;if(e)return ni(s,e);if(r)return r.message;if(n)return s.say("delete.lost");if(o)return s.say("delete.cancelling");if(!t?.matched)return t?.listed?s.say("delete.counting",{count:t.listed}):s.say("delete.starting");let{matched:c,asked:d,verified_gone:g}=t;return s.say("delete.running",{matched:c,asked:d,gone:g})}function ni(s,e){let{status:t,matched:i,verified_gone:r}=e,n=e.error==="purge_cancelled";return i===null?s.say(n?"delete.cancelled_early":"delete.not_listed"):t==="nothing_to_delete"?s.say("delete.nothing"):[n&&s.say("delete.cancelled"),t==="stopped"&&s.say("delete.others_gone",{count:e.others_gone}),s.say("delete.receipt",{matched:i,gone:r}),e.still_listed&&s.say("delete.still_listed",{count:e.still_listed}),e.unknown&&s.say("delete.unknown",{count:e.unknown}),e.cannot_be_named&&s.say("delete.cannot_be_named",{count:e.cannot_be_named}),t==="stopped"&&s.say("delete.test_again")].filter(Boolean).join(" ")}function ps(s,{state:e,plan:t}){if(!t)return"";let{count:i,oldest:r,newest:n}=t;if(i===null)return s.say("protection.plan_unknown");if(!i||r===null||n===null)return s.say("protection.plan_none");let o=new Set([r,n].map(g=>s.shortDay(s.calendar.dayOf(g)))),c=`${t.is_exact?"":"≤ "}${s.number(i)}`,d={count:i,amount:c,days:[...o].join(" – ")};return s.say(e?"protection.plan_on":"protection.plan_off",d)}function us(s,e){let{oldest:t,newest:i,by_device:r,requests:n}=e??{};if(t===void 0||i===void 0||n===void 0)return"";let[o,c]=[t,i].map(g=>s.moment(Date.parse(g))),d=Object.entries(r??{}).map(([g,T])=>`${g||s.say("row.no_device")} ${s.number(T)}`);return[`${o??""} – ${c??""}`,...d,s.say("delete.requests",{count:n})].join(" · ")}function ms(s,e,t){if(dt(e))return s.say("delete.everything",{account:t.title});let i=t.echoes.find(({serial:n})=>n===e.echo);return[e.words.trim()&&`“${e.words.trim()}”`,nn(s,e),e.echo&&(i?.name??e.echo),e.person,e.kind&&s.say(`kind.${e.kind}`)].filter(Boolean).join(" · ")}function nn(s,{from:e,to:t}){return e&&e===t?s.say("delete.on",{day:s.day(e)}):e&&t?s.say("delete.between",{from:s.shortDay(e),to:s.shortDay(t)}):e?s.say("delete.from",{day:s.shortDay(e)}):t&&s.say("delete.to",{day:s.shortDay(t)})}function fs(s,e){let[t]=e;if(!t||e.length>1){let[r,n]=[e[0],e.at(-1)];return n&&r?`${s.moment(n.time)} – ${s.moment(r.time)}`:""}let i=t.said.length>cs?`${t.said.slice(0,cs)}…`:t.said;return[s.moment(t.time),t.device,i&&`“${i}”`].filter(Boolean).join(" · ")}function w(s,e,t){s.dispatchEvent(new CustomEvent(e,{bubbles:!0,composed:!0,detail:t}))}function xe(s,e){w(s,"hass-more-info",{entityId:e})}function zt(s){Vt(`/config/integrations/integration/alexa_privacy#config_entry=${s}`)}function Vt(s){history.pushState(null,"",s),w(window,"location-changed",{replace:!1})}var on={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",unknown:"M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5"};function E(s){return p`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${Rt`<path d=${on[s]}></path>`}</svg>`}var ys=R`
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
`;function gs(s,e){return e.problems.length?p`<ul class="problems" aria-label=${s.say("problem.title")}>
        ${e.problems.map(t=>an(s,e,t))}
      </ul>`:u}function an(s,e,t){let i=Xi.find(r=>r===t);return p`<li>
    ${E("alert")}<span>${i?s.say(`problem.${i}`):s.say("problem.other",{problem:t})}</span>
    ${ln(s,e,i)}
  </li>`}function ln(s,e,t){let i={review_on:e.review.entity_id,purge_overdue:e.nightly.entity_id}[t];switch(t){case"signed_out":return bt(s,e.entry_id);case"requests_broken":case"deleted_too_much":case"purge_failed":return $e(s.say("problem.repairs"),()=>{Vt("/config/repairs")});default:return i?$e(s.say("protection.change"),r=>{xe(r.target,i)}):$e(s.say("page.integration"),()=>{zt(e.entry_id)})}}function bt(s,e){return $e(s.say("page.sign_in"),()=>{zt(e)})}function $e(s,e){return p`<button class="outlined" @click=${e}>${s}</button>`}var j=R`
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
`;var I,vs,oi,bs,xs,$s,ws,ai,_s,et=class extends C{constructor(){super(...arguments);m(this,I);this.entryId="";this.typed=""}firstUpdated(){this.dialog.showModal()}render(){let t=l(this,I,xs).call(this),i="counting"in this.question&&t?us(this.texts,this.question.counting.receipt):"",r="counting"in this.question?this.question.counting.error:void 0;return p`
      <dialog aria-labelledby="title" aria-describedby="what found meaning" @cancel=${l(this,I,ai)}>
        <h2 id="title">${l(this,I,$s).call(this,t)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        <p id="found" dir="auto" ?hidden=${!i}>${i}</p>
        <p id="meaning" class="pale">${t===0?u:this.texts.say("delete.meaning")}</p>
        <p role="status">${r?r.message:u}</p>
        ${r&&Ct(r)?bt(this.texts,this.entryId):u}
        ${t&&a(this,I,oi)?l(this,I,vs).call(this,t):u}
        <div class="buttons">
          <button @click=${l(this,I,_s)} ?disabled=${!t}>${this.texts.say("delete.export_first")}</button>
          <button autofocus @click=${l(this,I,ai)}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" ?disabled=${!l(this,I,bs).call(this,t)} @click=${l(this,I,ws)}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `}};I=new WeakSet,vs=function(t){return p`<label>
      ${this.texts.say("delete.type",{number:t})}
      <input
        inputmode="numeric"
        autocomplete="off"
        @input=${({target:i})=>{this.typed=i.value}}
      />
    </label>`},oi=function(){return"whole"in this.question&&this.question.whole},bs=function(t){let i=this.typed.normalize("NFKC").replace(/[\s.,'’]/g,"");return!!t&&(!a(this,I,oi)||i===String(t))},xs=function(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0},$s=function(t){if(t!==void 0)return this.texts.say(t?"delete.ask":"delete.none",{count:t});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:i??0})},ws=function(){this.dialog.close(),w(this,"confirm-yes")},ai=function(){this.dialog.close(),w(this,"confirm-no")},_s=function(){this.dialog.close(),w(this,"confirm-export")},et.styles=[j,R`
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
    `],h([f({attribute:!1})],et.prototype,"texts",2),h([f({attribute:!1})],et.prototype,"question",2),h([f({attribute:!1})],et.prototype,"entryId",2),h([$()],et.prototype,"typed",2),h([V("dialog")],et.prototype,"dialog",2),et=h([q("alexa-privacy-confirm")],et);var Wt=class{constructor(e){this.lost=!1;this.cancelling=!1;this.own="target"in e,this.ids=new Set("target"in e&&"ids"in e.target?e.target.ids:[]),this.receiptId="receiptId"in e?e.receiptId:void 0}get running(){return!this.receipt&&!this.error&&!this.lost}};var we=class{constructor(e,t,i){this.own=[];this.#r=[];this.#t=e,this.#i=t,this.#e=i}#t;#i;#e;#s;#r;#n;get leaving(){return new Set(this.own.filter(({running:e})=>e).flatMap(({ids:e})=>[...e]))}get shown(){return this.#s?[...this.own,this.#s]:this.own}async begin(e){let t=new Wt({target:e});this.own=[...this.own,t],this.#e.changed();try{t.receiptId=await rs(this.#t,this.#i,e)}catch(i){t.lost||(t.error=tt(i),this.#e.ended(t))}this.#a(),t.cancelling&&await this.cancel(t),this.#e.changed()}async cancel(e){e.cancelling=!0,this.#e.changed(),e.receiptId&&await os(this.#t,this.#i,e.receiptId).catch(()=>{e.cancelling=!1,this.#e.changed()})}dismiss(e){this.own=this.own.filter(t=>t!==e),this.#e.changed()}subscribe(){this.stop();let e=ns(this.#t,this.#i,t=>{e===this.#n&&this.#o(t)}).catch(()=>{});this.#n=e}async stop(){let e=this.#n;this.#n=void 0,await(await e)?.().catch(()=>{})}lose(){this.#n=void 0,this.#s=void 0,this.#r=[];for(let e of this.own)e.lost||=e.running;this.#e.changed()}#o(e){if("unfinished"in e)this.#c(new Set(e.unfinished));else{let t=this.#d(e);t&&this.#l(t,e)}this.#e.changed()}#d(e){let t=dn(e),i=this.shown.find(({receiptId:r})=>r===t);if(i)return i;if(this.own.some(({running:r,receiptId:n})=>r&&!n)){this.#r.push(e);return}return this.#s=new Wt({receiptId:t}),this.#s}#a(){let e=this.#r;this.#r=[];for(let t of e)this.#o(t)}#c(e){for(let t of this.shown)!t.receiptId||t.receipt||t.error||(t.lost=!1,e.has(t.receiptId)||(this.#h(t),this.own=this.own.filter(i=>i!==t)))}#l(e,t){"gone"in t?this.#e.gone(new Set(t.gone)):"progress"in t?(e.progress=t.progress,e.delayed=void 0):"delayed"in t?e.delayed=t.delayed:(e.receipt=t.receipt,e.error=t.error??void 0,this.#h(e))}#h(e){e===this.#s&&(this.#s=void 0),this.#e.ended(e)}};function dn(s){return"progress"in s?s.progress.receipt_id:"receipt"in s?s.receipt.receipt_id:s.receipt_id}var ks=["time","device","persons","kind","said","replied"];function Ts(s){let{device:e,persons:t,kind:i,said:r,replied:n}=s;return{time:new Date(s.time).toISOString(),device:e,persons:t,kind:i,said:r,replied:n}}function _e(s,e){let[t,i]=s==="json"?[cn(e),"application/json"]:[hn(e),"text/csv"];li(new Blob([t],{type:`${i};charset=utf-8`}),`alexa-recordings.${s}`)}function cn(s){return`${JSON.stringify(s.map(Ts),null,2)}
`}function hn(s){let e=s.map(t=>{let i=Ts(t);return ks.map(r=>pn([i[r]??""].flat().join("; "))).join(",")});return`\uFEFF${[ks.join(","),...e].join(`\r
`)}\r
`}function pn(s){let e=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}function li(s,e){let t=URL.createObjectURL(s),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>{URL.revokeObjectURL(t)},6e4)}var un=350,mn="2014-01-01",ct,Kt,A,Es,di,ke,Yt,As,Rs,Mt,Ss,Ds,Cs,Te,N=class extends C{constructor(){super(...arguments);m(this,A);this.filter=Bt;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;this.household=[];m(this,ct);m(this,Kt,!1);m(this,Yt,async()=>{a(this,Kt)||(D(this,Kt,!0),this.household=await es(this.connection,this.entryId).catch(()=>[]))});m(this,Mt,()=>{clearTimeout(a(this,ct)),l(this,A,Te).call(this,{words:this.words.value})})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,ct))}focus(){this.words.focus(),this.words.select()}render(){let{texts:t}=this,i=!this.narrow||this.more||!dt({...this.filter,words:""});return p`
      <form role="search" @submit=${l(this,A,Ds)} @focusin=${a(this,Yt)} @pointerenter=${a(this,Yt)}>
        <label class="search">
          <span class="hidden">${t.say("filter.words")}</span>
          ${E("search")}
          <input
            type="search"
            placeholder=${t.say("filter.words")}
            .value=${this.filter.words}
            @input=${l(this,A,Rs)}
            @change=${a(this,Mt)}
            @keydown=${l(this,A,Ss)}
            autocomplete="off"
            maxlength="200"
          />
        </label>
        ${this.narrow?p`<button type="button" aria-expanded=${i?"true":"false"} @click=${l(this,A,As)}>
                ${t.say("filter.more")}
              </button>`:u}
        ${i?l(this,A,Es).call(this):u}
        ${dt(this.filter)?u:p`<button type="button" @click=${l(this,A,Cs)}>${E("close")}${t.say("filter.clear")}</button>`}
      </form>
    `}};ct=new WeakMap,Kt=new WeakMap,A=new WeakSet,Es=function(){return p`
      ${l(this,A,di).call(this,"from")} ${l(this,A,di).call(this,"to")}
      ${l(this,A,ke).call(this,"echo",this.echoes.map(({serial:t,name:i})=>[t,i??t]))}
      ${l(this,A,ke).call(this,"person",[...new Set([...this.household,...this.persons])].sort().map(t=>[t,t]))}
      ${l(this,A,ke).call(this,"kind",Ji.map(t=>[t,this.texts.say(`kind.${t}`)]))}
    `},di=function(t){return p`<label class="day">
      <span class="pale">${this.texts.say(`filter.${t}`)}</span>
      <input
        type="date"
        min=${mn}
        max="9999-12-31"
        .value=${this.filter[t]}
        @change=${({target:i})=>{i.validity.valid&&l(this,A,Te).call(this,{[t]:i.value})}}
        @blur=${({target:i})=>{i.validity.valid||(i.value=this.filter[t])}}
    /></label>`},ke=function(t,i){let r=this.filter[t],n=i.some(([o])=>o===r)||!r;return p`<select
      aria-label=${this.texts.say(`filter.${t}`)}
      @change=${o=>{l(this,A,Te).call(this,{[t]:o.target.value})}}
    >
      <option value="" ?selected=${!r}>${this.texts.say(`filter.any_${t}`)}</option>
      ${(n?i:[...i,[r,r]]).map(([o,c])=>p`<option value=${o} ?selected=${o===r}>${c}</option>`)}
    </select>`},Yt=new WeakMap,As=function(){this.more=!this.more},Rs=function(){clearTimeout(a(this,ct)),D(this,ct,setTimeout(a(this,Mt),un))},Mt=new WeakMap,Ss=function(t){t.key==="ArrowDown"&&(t.preventDefault(),w(this,"filter-left"))},Ds=function(t){t.preventDefault(),a(this,Mt).call(this)},Cs=function(){clearTimeout(a(this,ct)),w(this,"filter",Bt),this.focus()},Te=function(t){let i={...this.filter,...t};Object.entries(i).some(([r,n])=>n!==this.filter[r])&&w(this,"filter",i)},N.styles=[j,R`
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
    `],h([f({attribute:!1})],N.prototype,"connection",2),h([f({attribute:!1})],N.prototype,"entryId",2),h([f({attribute:!1})],N.prototype,"texts",2),h([f({attribute:!1})],N.prototype,"filter",2),h([f({attribute:!1})],N.prototype,"echoes",2),h([f({attribute:!1})],N.prototype,"persons",2),h([f({type:Boolean,reflect:!0})],N.prototype,"narrow",2),h([$()],N.prototype,"more",2),h([$()],N.prototype,"household",2),h([V("input[type=search]")],N.prototype,"words",2),N=h([q("alexa-privacy-filter")],N);var Ee=class{#t;#i=new Map;#e={day:"",start:0,end:0};constructor(e){this.zone=e,this.#t=new Intl.DateTimeFormat("sv-SE",{timeZone:e})}dayOf(e){if(e<this.#e.start||e>=this.#e.end){let t=this.#t.format(e);this.#e={day:t,start:this.startOf(t),end:this.endOf(t)}}return this.#e.day}startOf(e){let t=this.#i.get(e);return t===void 0&&(t=this.#s(e),this.#i.set(e,t)),t}endOf(e){return this.startOf(Ms(e,1))}#s(e){let t=Date.parse(e)-54e6,i=Date.parse(e)+15*36e5;for(;i-t>1;){let r=Math.floor((t+i)/2);this.#t.format(r)<e?t=r:i=r}return i}};function Ms(s,e){return new Date(Date.parse(s)+e*24*36e5).toISOString().slice(0,10)}function Ps(s,e){let t=[];for(let i=s;i<=e;i=Ms(i,1))t.push(i);return t}function Os({days:s,since:e,until:t}){let i=new Map(s.map(([c,d,g])=>[c,{day:c,all:d,unintended:g}])),r=s[0]?.[0]??e,n=t??s.at(-1)?.[0],o=e&&r&&e>r?e:r;return o&&n?Ps(o,n).map(c=>i.get(c)??{day:c,all:0,unintended:0}):[]}function Is(s,e){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,e))))}function ci(s,e,t,i){let r=Math.max(1,...s.map(o=>o.all)),n=e>6?2:1;return s.map((o,c)=>{let d=i(o)&&Math.max(2,Math.round(i(o)/r*t));return d?`M${c*e} ${t}v${-d}h${e-n}v${d}z`:""}).join("")}var Qt=72,S,Zt,v,Us,hi,pi,Hs,Ls,Fs,Ae,Re,qs,js,Ns,Bs,ui,zs,Vs,X=class extends C{constructor(){super(...arguments);m(this,v);this.room=0;this.current=-1;this.anchor=-1;m(this,S,[]);m(this,Zt,new ResizeObserver(()=>{this.room=this.clientWidth-34}))}connectedCallback(){super.connectedCallback(),a(this,Zt).observe(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Zt).disconnect()}willUpdate(t){if(t.has("days")){let i=a(this,S)[this.current]?.day;D(this,S,Os(this.days)),this.current=a(this,S).findIndex(r=>r.day===i),this.anchor=-1}}updated(t){let i=t.has("days")&&!t.get("days");this.scroller&&(i||t.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){return p`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${l(this,v,Us).call(this)}</span>
        </div>
        ${a(this,S).length?l(this,v,Hs).call(this):u}
      </section>
    `}};S=new WeakMap,Zt=new WeakMap,v=new WeakSet,Us=function(){return a(this,S)[this.current]?l(this,v,hi).call(this):this.days.complete?this.texts.say(a(this,S).length?"graph.hint":"graph.empty"):this.days.since?this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)}):this.texts.say("graph.not_counted")},hi=function(){let{from:t,to:i}=l(this,v,pi).call(this),r=a(this,S).filter(({day:n})=>t<=n&&n<=i);return this.texts.say("graph.day",{day:t===i?this.texts.day(t):`${this.texts.shortDay(t)} – ${this.texts.shortDay(i)}`,count:r.reduce((n,o)=>n+o.all,0),unintended:r.reduce((n,o)=>n+o.unintended,0)})},pi=function(){let t=[this.current,this.anchor].map(n=>a(this,S)[n]?.day??a(this,S)[this.current]?.day),[i="",r=""]=t.sort();return{from:i,to:r}},Hs=function(){let t=l(this,v,Ae).call(this),i=a(this,S)[this.current];return p`
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
          @pointerleave=${l(this,v,js)}
          @click=${l(this,v,Bs)}
          @keydown=${l(this,v,zs)}
        >
          ${l(this,v,Ls).call(this,t)}
          <div class="months" aria-hidden="true">${l(this,v,Fs).call(this,t)}</div>
        </div>
      </div>
    `},Ls=function(t){let i=a(this,S).length*t,r=ci(a(this,S),t,Qt,d=>d.all),n=ci(a(this,S),t,Qt,d=>d.unintended),o=this.anchor<0?this.current:this.anchor,c=Math.min(o,this.current);return p`<svg class="bars" width=${i} height=${Qt+1} aria-hidden="true">
      ${this.current<0?u:Rt`<rect
              class="cursor"
              x=${c*t}
              y="0"
              width=${(Math.abs(o-this.current)+1)*t}
              height=${Qt}
            ></rect>`}
      ${Rt`<path class="all" d=${r}></path><path class="unintended" d=${n}></path>`}
      ${Rt`<path class="axis" d=${`M0 ${Qt+.5}h${i}`}></path>`}
    </svg>`},Fs=function(t){let i=new Intl.DateTimeFormat(this.texts.language,{month:"short",timeZone:"UTC"}),r=a(this,S).some(o=>o.day.endsWith("-01")),n=0;return a(this,S).flatMap((o,c)=>{let d=c*t;if(!(r?o.day.endsWith("-01"):c===0)||d<n)return[];n=d+60;let T=o.day.endsWith("-01-01")?o.day.slice(0,4):i.format(Date.parse(o.day));return[p`<span style="left: ${d}px">${T}</span>`]})},Ae=function(){return Is(this.room,a(this,S).length)},Re=function(t){let i=t.currentTarget.getBoundingClientRect().left,r=Math.floor((t.clientX-i)/l(this,v,Ae).call(this));this.current=Math.max(0,Math.min(r,a(this,S).length-1))},qs=function(t){l(this,v,Re).call(this,t),t.buttons||(this.anchor=-1)},js=function(){this.current=this.anchor=-1},Ns=function(t){l(this,v,Re).call(this,t),this.anchor=t.pointerType==="touch"?-1:this.current},Bs=function(t){l(this,v,Re).call(this,t),l(this,v,ui).call(this)},ui=function(){a(this,S)[this.current]&&w(this,"days-chosen",l(this,v,pi).call(this)),this.anchor=-1},zs=function(t){let i=a(this,S).length-1,r=this.current<0?i:this.current,o={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageUp:r+30,PageDown:r-30,Home:0,End:i}[t.key];if(t.key==="Enter")l(this,v,ui).call(this);else{if(o===void 0)return;this.anchor=t.shiftKey?this.anchor<0?r:this.anchor:-1,this.current=Math.max(0,Math.min(o,i)),l(this,v,Vs).call(this)}t.preventDefault()},Vs=function(){let t=this.current*l(this,v,Ae).call(this);this.scroller&&(t<this.scroller.scrollLeft||t>this.scroller.scrollLeft+this.room)&&(this.scroller.scrollLeft=t-this.room/2)},X.styles=[j,R`
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
    `],h([f({attribute:!1})],X.prototype,"texts",2),h([f({attribute:!1})],X.prototype,"days",2),h([$()],X.prototype,"room",2),h([$()],X.prototype,"current",2),h([$()],X.prototype,"anchor",2),h([V(".scroll")],X.prototype,"scroller",2),X=h([q("alexa-privacy-graph")],X);var Ws=G(class extends Q{constructor(s){if(super(s),s.type!==W.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(e=>s[e]).join(" ")+" "}update(s,[e]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in e)e[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(e)}let t=s.element.classList;for(let i of this.st)i in e||(t.remove(i),this.st.delete(i));for(let i in e){let r=!!e[i];r===this.st.has(i)||this.nt?.has(i)||(r?(t.add(i),this.st.add(i)):(t.remove(i),this.st.delete(i)))}return F}});var mi=G(class extends Q{constructor(s){if(super(s),s.type!==W.PROPERTY&&s.type!==W.ATTRIBUTE&&s.type!==W.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Yi(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[e]){if(e===F||e===u)return e;let t=s.element,i=s.name;if(s.type===W.PROPERTY){if(e===t[i])return F}else if(s.type===W.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(i))return F}else if(s.type===W.ATTRIBUTE&&t.getAttribute(i)===e+"")return F;return Dt(s),e}});var Ks=(s,e,t)=>{let i=new Map;for(let r=e;r<=t;r++)i.set(s[r],r);return i},Ys=G(class extends Q{constructor(s){if(super(s),s.type!==W.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let r=[],n=[],o=0;for(let c of s)r[o]=i?i(c,o):o,n[o]=t(c,o),o++;return{values:n,keys:r}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let r=Qi(s),{values:n,keys:o}=this.dt(e,t,i);if(!Array.isArray(r))return this.ut=o,n;let c=this.ut??=[],d=[],g,T,y=0,k=r.length-1,_=0,L=n.length-1;for(;y<=k&&_<=L;)if(r[y]===null)y++;else if(r[k]===null)k--;else if(c[y]===o[_])d[_]=lt(r[y],n[_]),y++,_++;else if(c[k]===o[L])d[L]=lt(r[k],n[L]),k--,L--;else if(c[y]===o[L])d[L]=lt(r[y],n[L]),St(s,d[L+1],r[y]),y++,L--;else if(c[k]===o[_])d[_]=lt(r[k],n[_]),St(s,r[y],r[k]),k--,_++;else if(g===void 0&&(g=Ks(o,_,L),T=Ks(c,y,k)),g.has(c[y]))if(g.has(c[k])){let rt=T.get(o[_]),Ke=rt!==void 0?r[rt]:null;if(Ke===null){let Ei=St(s,r[y]);lt(Ei,n[_]),d[_]=Ei}else d[_]=lt(Ke,n[_]),St(s,r[y],Ke),r[rt]=null;_++}else be(r[k]),k--;else be(r[y]),y++;for(;_<=L;){let rt=St(s,d[L+1]);lt(rt,n[_]),d[_++]=rt}for(;y<=k;){let rt=r[y++];rt!==null&&be(rt)}return this.ut=o,Dt(s,d),F}});var Qs="important",fn=" !"+Qs,fi=G(class extends Q{constructor(s){if(super(s),s.type!==W.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let r=e[i];if(r!=null){this.ft.add(i);let n=typeof r=="string"&&r.endsWith(fn);i.includes("-")||n?t.setProperty(i,n?r.slice(0,-11):r,n?Qs:""):t[i]=r}}return F}});function Zs(s,e){let t=[],i;for(let r of s){let n=e.dayOf(r.time);i?.day!==n&&(i={day:n,rows:[]},t.push(i)),i.rows.push(r),t.push({row:r})}return t}function Se(s){return"row"in s?s.row.id:s.day}var Jt=class{#t=[0];constructor(e,t){let i=0;for(let r of e)i+=t(r),this.#t.push(i)}get total(){return this.top(this.#t.length-1)}top(e){return this.#t[e]??0}at(e){let t=0,i=this.#t.length-1;for(;i-t>1;){let r=Math.floor((t+i)/2);this.top(r)<=e?t=r:i=r}return t}};var yn=404,xt,at,Js,yi,Xs,Z=class extends C{constructor(){super(...arguments);m(this,at);this.path="";this.name="";this.loading=!1;m(this,xt,"")}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(a(this,xt)),D(this,xt,""),this.audio=void 0}async play(){await l(this,at,yi).call(this)&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return p`
      ${this.audio?p`<audio
              controls
              src=${a(this,xt)}
              aria-label=${this.texts.say("row.audio")}
              @error=${l(this,at,Xs)}
            ></audio>`:p`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
              ${E("play")}${this.texts.say("row.play")}
            </button>`}
      <button class="outlined" ?disabled=${this.loading} @click=${l(this,at,Js)}>
        ${E("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading?this.texts.say("row.audio_loading"):""}
        ${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
      </span>
    `}};xt=new WeakMap,at=new WeakSet,Js=async function(){let t=await l(this,at,yi).call(this);t&&li(t,this.name)},yi=async function(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let t=await this.fetcher(this.path);t.ok?(this.audio=await t.blob(),D(this,xt,URL.createObjectURL(this.audio))):this.trouble=t.status===yn?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio},Xs=function(){this.trouble="failed"},Z.styles=[j,R`
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
    `],h([f({attribute:!1})],Z.prototype,"texts",2),h([f({attribute:!1})],Z.prototype,"fetcher",2),h([f()],Z.prototype,"path",2),h([f()],Z.prototype,"name",2),h([$()],Z.prototype,"audio",2),h([$()],Z.prototype,"trouble",2),h([$()],Z.prototype,"loading",2),Z=h([q("alexa-privacy-player")],Z);var Gs=R`
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
`;function tr(s){let{row:e,texts:t,ticked:i,open:r,leaving:n}=s,o=t.time(e.time);return p`
    <input
      type="checkbox"
      .checked=${i}
      ?disabled=${n}
      tabindex=${De(s)}
      aria-label=${t.say("row.tick",{time:o})}
      @click=${c=>{w(c.target,"row-tick",e)}}
    />
    <span class="time">${o}</span>
    <div class="who">
      <div dir="auto">${e.device??t.say("row.no_device")}</div>
      <div dir="auto" class="pale">${e.persons.join(", ")}</div>
    </div>
    <button
      class="summary"
      aria-expanded=${r?"true":"false"}
      tabindex=${De(s)}
      @click=${c=>{w(c.target,"row-open",e)}}
    >
      <span dir="auto" class=${e.said?"":"pale"}>${e.said||t.say("row.no_words")}</span>
      <span dir="auto" class="pale">${e.replied}</span>
    </button>
    <span class="kind ${e.kind}">${n?t.say("row.leaving"):t.say(`kind.${e.kind}`)}</span>
    <div class="acts">${gn(s)}</div>
    ${r?vn(s):u}
  `}function gn(s){let{row:e,texts:t}=s,i=t.time(e.time),r=e.audio?t.say("row.play_time",{time:i}):t.say("row.audio_none"),n=t.say("row.delete_time",{time:i});return p`
    <button
      class="round"
      tabindex=${De(s)}
      ?disabled=${!e.audio}
      title=${r}
      aria-label=${r}
      @click=${o=>{w(o.target,"row-play",e)}}
    >
      ${E("play")}
    </button>
    <button
      class="round"
      tabindex=${De(s)}
      ?disabled=${s.leaving}
      title=${n}
      aria-label=${n}
      @click=${o=>{w(o.target,"row-delete",e)}}
    >
      ${E("delete")}
    </button>
  `}function vn(s){let{row:e,texts:t}=s;return p`
    <div class="details">
      <h3>${t.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${e.said||t.say("row.no_words")}</p>
      <h3>${t.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${e.replied||t.say("row.no_reply")}</p>
      ${e.audio?p`<alexa-privacy-player
              .texts=${t}
              .fetcher=${s.fetcher}
              path=${as(s.entryId,e.id)}
              name=${`alexa-${new Date(e.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
            ></alexa-privacy-player>`:p`<span class="pale">${t.say("row.audio_none")}</span>`}
    </div>
  `}function De(s){return s.current?0:-1}var er=4.4,ir=7.4,sr=3.4,$t=600,B,J,wt,Pt,Xt,b,rr,nr,or,gi,ar,lr,vi,ht,dr,cr,hr,pr,bi,ur,mr,fr,O=class extends C{constructor(){super(...arguments);m(this,b);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.listedTo=1/0;this.busy=!1;this.done=!1;this.narrow=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;m(this,B,[]);m(this,J,new Jt([],()=>0));m(this,wt,14);m(this,Pt,new ResizeObserver(()=>{l(this,b,fr).call(this)}));m(this,Xt,new ResizeObserver(()=>{a(this,ht).call(this)}));m(this,ht,()=>{let t=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:t,bottom:t+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>$t/4||Math.abs(i.bottom-this.seen.bottom)>$t/4)&&(l(this,b,dr).call(this,i),this.seen=i),i.bottom+$t>a(this,J).total&&w(this,"list-end")})}connectedCallback(){super.connectedCallback(),a(this,Xt).observe(this),this.hasUpdated&&l(this,b,vi).call(this,this.scroller)}disconnectedCallback(){super.disconnectedCallback(),a(this,Xt).disconnect(),a(this,Pt).disconnect(),this.scroller.removeEventListener("scroll",a(this,ht))}willUpdate(t){if(t.has("rows")||t.has("texts")){let i=a(this,B)[this.current];D(this,B,Zs(this.rows,this.texts.calendar));let r=i&&Se(i),n=r===void 0?0:a(this,B).findIndex(o=>Se(o)===r);this.current=n>=0?n:Math.max(0,Math.min(this.current,a(this,B).length-1))}D(this,wt,parseFloat(getComputedStyle(this).fontSize)||a(this,wt)),D(this,J,new Jt(a(this,B),i=>l(this,b,lr).call(this,i)))}updated(t){if(t.has("scroller")&&l(this,b,vi).call(this,this.scroller),this.open!==void 0){a(this,Pt).disconnect();let i=this.renderRoot.querySelector("article.open");i&&a(this,Pt).observe(i)}a(this,ht).call(this)}render(){let t=Math.max(0,a(this,J).at(this.seen.top-$t)),i=a(this,J).at(this.seen.bottom+$t),r=a(this,B).slice(t,i+1).map((n,o)=>({item:n,index:t+o}));return p`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy?"true":"false"}
        style=${fi({height:`${a(this,J).total}px`})}
        @keydown=${l(this,b,hr)}
        @focusin=${l(this,b,cr)}
        @row-open=${l(this,b,ur)}
        @row-play=${l(this,b,mr)}
      >
        ${Ys(r,({item:n})=>Se(n),({item:n,index:o})=>l(this,b,rr).call(this,n,o))}
      </div>
    `}showFirst(){this.current=0,this.scrollIntoView({block:"start"})}focusCurrent(){let t=a(this,B)[this.current];this.current===0&&t&&"day"in t&&(this.current=1),l(this,b,bi).call(this,this.current)}};B=new WeakMap,J=new WeakMap,wt=new WeakMap,Pt=new WeakMap,Xt=new WeakMap,b=new WeakSet,rr=function(t,i){let r="row"in t?t.row:void 0,n={row:!!r,heading:!r,open:!!r&&r.id===this.open,ticked:!!r&&this.ticked.has(r.id),leaving:!!r&&this.leaving.has(r.id)};return p`
      <article
        class=${Ws(n)}
        style=${fi({top:`${a(this,J).top(i)}px`})}
        tabindex=${i===this.current?0:-1}
        data-index=${i}
        aria-posinset=${i+1}
        aria-setsize=${this.done?a(this,B).length:-1}
        aria-label=${l(this,b,ar).call(this,t)}
      >
        ${"row"in t?l(this,b,nr).call(this,t.row,i):l(this,b,or).call(this,t.day,t.rows,i)}
      </article>
    `},nr=function(t,i){return tr({row:t,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(t.id),open:t.id===this.open,current:i===this.current,leaving:this.leaving.has(t.id)})},or=function(t,i,r){let n=l(this,b,gi).call(this,t,i);return p`
      <input
        type="checkbox"
        .checked=${mi(n)}
        .indeterminate=${mi(!n&&i.some(o=>this.ticked.has(o.id)))}
        tabindex=${r===this.current?0:-1}
        aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(t)})}
        @click=${()=>{w(this,"day-tick",{day:t,on:!n})}}
      />
      <h2>${this.texts.day(t)}</h2>
    `},gi=function(t,i){return(this.done||this.listedTo<this.texts.calendar.startOf(t))&&i.every(n=>this.ticked.has(n.id))},ar=function(t){if("day"in t)return this.texts.day(t.day);let{row:i}=t;return[this.texts.time(i.time),i.device,...i.persons,this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied].filter(n=>n).join(", ")},lr=function(t){if("day"in t)return sr*a(this,wt);let i=(this.narrow?ir:er)*a(this,wt)+1;return t.row.id===this.open?Math.max(i,this.openHeight):i},vi=function(t){t.addEventListener("scroll",a(this,ht),{passive:!0})},ht=new WeakMap,dr=function(t){let i=this.renderRoot.activeElement,r=a(this,J).top(this.current);i&&i!==this.feed&&(r<t.top-$t||r>t.bottom+$t)&&this.feed.focus({preventScroll:!0})},cr=function(t){let i=t.target.closest("article");i&&(this.current=Number(i.dataset.index))},hr=function(t){let i=a(this,B)[this.current],r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:a(this,B).length-1},n=t.composedPath()[0],o=n===this.feed||n.matches("article"),c=r[t.key];if(c!==void 0&&!n.matches("p, audio"))l(this,b,bi).call(this,c);else if(!i||!o||!l(this,b,pr).call(this,t.key,i))return;t.preventDefault()},pr=function(t,i){if("day"in i){let n=!l(this,b,gi).call(this,i.day,i.rows);return t===" "&&(w(this,"day-tick",{day:i.day,on:n}),!0)}let{row:r}=i;if(t===" "&&!this.leaving.has(r.id))w(this,"row-tick",r);else if(t==="Enter"||t==="Escape"&&this.open)w(this.feed,"row-open",r);else if(t==="Delete"&&!this.leaving.has(r.id))w(this,"row-delete",r);else if(t==="p"&&r.audio)w(this.feed,"row-play",r);else return!1;return!0},bi=async function(t){this.current=Math.max(0,Math.min(t,a(this,B).length-1));let i=a(this,J).top(this.current),r=a(this,J).top(this.current+1),n=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,o=n+this.scroller.clientHeight,c=parseFloat(getComputedStyle(this.scroller).scrollPaddingTop)||0;i<n+c?this.scroller.scrollTop+=i-n-c:r>o&&(this.scroller.scrollTop+=r-o),a(this,ht).call(this),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})},ur=function(t){t.stopPropagation(),this.open=this.open===t.detail.id?void 0:t.detail.id,this.openHeight=0},mr=async function(t){t.stopPropagation(),this.open=t.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()},fr=function(){let t=this.renderRoot.querySelector("article.open");t&&(this.openHeight=t.getBoundingClientRect().height)},O.styles=[j,Gs,R`
      :host {
        display: block;
        --row: ${er}em;
      }
      :host([narrow]) {
        --row: ${ir}em;
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
        height: ${sr}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `],h([f({attribute:!1})],O.prototype,"texts",2),h([f({attribute:!1})],O.prototype,"fetcher",2),h([f({attribute:!1})],O.prototype,"entryId",2),h([f({attribute:!1})],O.prototype,"rows",2),h([f({attribute:!1})],O.prototype,"ticked",2),h([f({attribute:!1})],O.prototype,"leaving",2),h([f({attribute:!1})],O.prototype,"scroller",2),h([f({attribute:!1})],O.prototype,"listedTo",2),h([f({type:Boolean})],O.prototype,"busy",2),h([f({type:Boolean})],O.prototype,"done",2),h([f({type:Boolean,reflect:!0})],O.prototype,"narrow",2),h([$()],O.prototype,"seen",2),h([$()],O.prototype,"open",2),h([$()],O.prototype,"openHeight",2),h([$()],O.prototype,"current",2),h([V("[role=feed]")],O.prototype,"feed",2),O=h([q("alexa-privacy-list")],O);var Ce=class{constructor(e,t,i,r){this.rows=[];this.done=!1;this.loading=!1;this.#n=new Set;this.#o=0;this.#t=e,this.#i=t,this.#e=i,this.#s=r}#t;#i;#e;#s;#r;#n;#o;async start(){let e=++this.#o;this.#a(),this.#r=this.#d(e),await this.#r}async more(){if(this.loading||this.done)return;if(!this.#r){await this.start();return}let e=this.#o;this.#a();try{await(await this.#r)?.more()}catch(t){this.#l(e,t)}}async stop(){let e=this.#r;this.lose(),await(await e)?.end().catch(()=>{})}lose(){this.#o+=1,this.#r=void 0,this.loading=!1}remove(e){this.rows=this.rows.filter(t=>!e.has(t.id)),this.#s([])}async#d(e){let t=this.rows.at(-1)?.time,i=t===void 0?this.#e:{...this.#e,end:t+1};try{return await is(this.#t,this.#i,i,r=>{e===this.#o&&this.#c(r)})}catch(r){this.#l(e,r);return}}#a(){this.loading=!0,this.error=void 0,this.#s([])}#c(e){if("error"in e){this.loading=!1,this.error=e.error,this.#s([]);return}let t=e.recordings.filter(i=>!this.#n.has(i.id));for(let i of t)this.#n.add(i.id);this.rows=[...this.rows,...t],this.done=e.done,this.listedTo=e.listed_to,this.loading=!e.done&&!e.paused,this.#s(t)}#l(e,t){e===this.#o&&(this.lose(),this.error=tt(t),this.#s([]))}};var yr=R`
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
`,Me=R`
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
`;function gr(s,e){let t=!e.listing?.rows.length;return p`
    <div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
      <span role="status">${xn(s,e)}</span>
      ${e.ticked?p`<button @click=${e.onUntick}>
              ${E("close")}${s.say("page.untick",{count:e.ticked})}
            </button>`:u}
      ${e.exporting?p`<button @click=${e.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>bn(s,i,t,e.onExport))}
      ${e.ticked?p`<button class="danger" ?disabled=${e.ticking} @click=${e.onDeleteTicked}>
              ${E("delete")}${s.say("delete.ticked",{count:e.ticked})}
            </button>`:p`<button class="danger" ?disabled=${t} @click=${e.onDeleteMatching}>
              ${E("delete")}${s.say(e.filtered?"delete.matching":"delete.whole")}
            </button>`}
    </div>
  `}function bn(s,e,t,i){let r=s.say(`export.${e}`);return p`<button
    ?disabled=${t}
    aria-label=${r}
    title=${r}
    @click=${()=>{i(e)}}
  >
    ${E("download")}${e.toUpperCase()}
  </button>`}function xn(s,{listing:e,exporting:t}){if(!e)return"";let i=e.rows.length;return t?s.say("export.loading",{count:i}):e.done?s.say("page.all_listed",{count:i}):e.listedTo===void 0?e.loading?s.say("page.asking"):"":s.say(e.loading?"page.listing":"page.listed",{count:i,day:s.shortDay(s.calendar.dayOf(e.listedTo))})}function Gt(s,e,t,i=""){return p`
    <div class="card banner problem">
      ${E("alert")}<span role="alert">${e.message}</span>
      ${i&&Ct(e)?bt(s,i):u}
      <button @click=${t}>${s.say("page.retry")}</button>
    </div>
  `}function vr(s,e){return e.shown.map(t=>$n(s,e,t))}function $n(s,e,t){let{receipt:i,progress:r,error:n}=t,o=!!n||t.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return p`
    <div class="card banner ${o?"problem":""}">
      ${t.running?u:E(o?"alert":"done")}
      <span role="status">${hs(s,t)}</span>
      ${t.running?p`<button
                @click=${()=>{e.cancel(t)}}
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
              @click=${()=>{e.dismiss(t)}}
            >
              ${E("close")}
            </button>`}
    </div>
  `}var M,br,xr,$r,wr,_t,_r,xi,te,pt=class extends C{constructor(){super(...arguments);m(this,M);this.away=!1;m(this,te,()=>{zt(this.account.entry_id)})}render(){let{texts:t,account:i}=this;return p`
      <section class="card" aria-label=${t.say("protection.title")}>
        ${this.away?u:gs(t,i)}
        <ul>
          ${l(this,M,br).call(this)} ${l(this,M,xr).call(this)} ${l(this,M,$r).call(this)} ${l(this,M,wr).call(this)}
        </ul>
        <details>
          <summary>${t.say("protection.review_meaning_title")}</summary>
          <p>${t.say("protection.review_meaning")}</p>
        </details>
      </section>
    `}};M=new WeakSet,br=function(){let{state:t,entity_id:i,taught:r}=this.account.review,n=t===null?r?"unknown":"not_taught":t?"on":"off";return l(this,M,_t).call(this,"review",n==="unknown"?void 0:this.texts.say(`protection.review_${n}`),{problem:t===!0,act:i&&r?l(this,M,xi).call(this,i):a(this,te)})},xr=function(){let{state:t,entity_id:i,next:r}=this.account.nightly;if(!i)return u;let n=[t&&r!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(r)}):"",ps(this.texts,this.account.nightly)],o=t===null?void 0:this.texts.say(t?"protection.nightly_on":"protection.nightly_off");return l(this,M,_t).call(this,"nightly",o,{problem:this.account.problems.some(c=>c.startsWith("purge_")),more:n,act:l(this,M,xi).call(this,i)})},$r=function(){let{last_receipt:t,last_deletion:i}=this.account;return i!==null&&(!t||t.finished&&i>Date.parse(t.finished))?l(this,M,_t).call(this,"receipt",this.texts.moment(i),{}):t?l(this,M,_t).call(this,"receipt",ni(this.texts,t),{problem:["failed","partial","stopped"].includes(t.status),more:[t.finished?this.texts.moment(Date.parse(t.finished)):""]}):l(this,M,_t).call(this,"receipt",this.texts.say("protection.receipt_none"),{})},wr=function(){let{broken:t,to_teach:i,to_test:r}=this.account,n=t.length?"broken":i.length?"teach":r.length?"test":"fine",o={broken:t,teach:i,test:r,fine:[]}[n];return l(this,M,_t).call(this,"learned",this.texts.say(`protection.learned_${n}`),{problem:n==="broken",more:[o.map(c=>l(this,M,_r).call(this,c)).join(", ")],act:a(this,te)})},_t=function(t,i,{problem:r=!1,more:n=[],act:o}){let c=this.texts.say(`protection.${t}`),d=i!==void 0&&!this.away&&this.account.current,g=d&&!r&&this.account.good.includes(t),T=d?r?E("alert"):g?E("done"):u:E("unknown"),y=d||!i?"":this.texts.say("protection.last_known",{said:i});return p`
      <li class="part ${d&&r?"problem":g?"good":""}">
        <h2>${c}</h2>
        <strong>${T}${d?i:this.texts.say("protection.not_known")}</strong>
        ${[y,...n].filter(Boolean).map(k=>p`<span class="pale">${k}</span>`)}
        ${o?p`<button aria-label=${this.texts.say("protection.change_it",{title:c})} @click=${o}>
                ${this.texts.say("protection.change")}
              </button>`:u}
      </li>
    `},_r=function(t){let r={delete:"protection.request_delete",delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice"}[t];return r?this.texts.say(r):t},xi=function(t){return()=>{xe(this,t)}},te=new WeakMap,pt.styles=[j,ys,R`
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
    `],h([f({attribute:!1})],pt.prototype,"texts",2),h([f({attribute:!1})],pt.prototype,"account",2),h([f({type:Boolean})],pt.prototype,"away",2),pt=h([q("alexa-privacy-protection")],pt);var Pe=class{#t;#i;#e;#s;#r;#n=!1;constructor(e,t,i,r){this.#t=e,this.#i=t,this.#e=i,this.#s=r}async start(){try{let e=await ss(this.#t,this.#i,this.#e,t=>{this.#o(t)});this.#n?await e():this.#r=e}catch(e){this.#o({error:tt(e)})}}async stop(){this.#n=!0,await this.#r?.().catch(()=>{})}#o(e){this.#n||(Object.assign(this,e),this.#s(this))}};function $i(s,e){return{question:{count:e.length,what:fs(s,e)},target:ds(e)}}function kr({connection:s,account:e,texts:t},i,r){let n=ls(i,t.calendar),o=new Pe(s,e.entry_id,n,r);o.start();let c=ms(t,i,e);return{question:{counting:o,what:c,whole:"everything"in n},target:n}}function wi(s){return s&&"counting"in s.question?s.question.counting:void 0}var ee=class{constructor(e){this.ids=new Set;this.#t=new Set;this.#i=e}#t;#i;get growing(){return this.#t.size>0}toggle(e){let t=new Set(this.ids);t.delete(e)||t.add(e),this.ids=t}tickDay(e){this.#t.add(e)}untickDay(e,t){this.#t.delete(e),this.remove(new Set(t.filter(i=>this.#i.dayOf(i.time)===e).map(i=>i.id)))}grow({rows:e,done:t,listedTo:i}){if(!this.growing)return;let r=e.filter(n=>this.#t.has(this.#i.dayOf(n.time)));this.ids=new Set([...this.ids,...r.map(n=>n.id)]);for(let n of this.#t)(t||i!==void 0&&i<this.#i.startOf(n))&&this.#t.delete(n)}settle(){this.#t.clear()}remove(e){this.ids=new Set([...this.ids].filter(t=>!e.has(t)))}};var P,kt,H,it,x,ie,Tt,se,Oe,_i,Tr,Er,Ie,Ar,Rr,Ot,Sr,Ue,Dr,Cr,He,Le,Et,Mr,Fe,qe,re,je,Pr,ki,Ti,ne,U=class extends C{constructor(){super(...arguments);m(this,x);this.narrow=!1;this.away=!1;this.stale=!1;this.filter=Bt;m(this,P);m(this,kt,[]);m(this,H);m(this,it);m(this,Tt,()=>{a(this,P)&&!a(this,P).done&&a(this,P).start(),a(this,it).subscribe(),a(this,Ot).call(this)});m(this,se,()=>{a(this,P)?.lose(),a(this,it).lose()});m(this,Oe,()=>{this.requestUpdate()});m(this,Ie,()=>{a(this,P)?.more()});m(this,Ot,async()=>{try{this.days=await ts(this.connection,this.account.entry_id),this.daysFailure=void 0}catch(t){this.daysFailure=tt(t)}});m(this,Ue,()=>{D(this,H,new ee(this.texts.calendar)),this.requestUpdate()});m(this,He,()=>{let t=l(this,x,ki).call(this);t.length&&(this.asked=$i(this.texts,t))});m(this,Le,()=>{this.asked=kr(this,this.filter,t=>{this.asked&&wi(this.asked)===t&&(this.asked={...this.asked,question:{...this.asked.question}})})});m(this,Et,()=>{wi(this.asked)?.stop(),this.asked=void 0});m(this,Fe,t=>{a(this,P)?.remove(t),a(this,H).remove(t)});m(this,qe,({own:t,ids:i,error:r,receipt:n})=>{(t&&(r??n)?i.size&&(r??n?.status==="verified"):a(this,H).ids.size||this.exporting)||l(this,x,ie).call(this),a(this,Ot).call(this),w(this,"accounts-stale")});m(this,re,t=>{let i=l(this,x,ki).call(this);i.length?_e(t,i):a(this,P)&&(this.exporting=t,l(this,x,_i).call(this,a(this,P)))});m(this,je,()=>{this.exporting=void 0});m(this,ne,t=>{let i=t.composedPath()[0];t.key==="/"&&!i.matches("input, select, textarea")&&(t.preventDefault(),this.filterBar.focus())})}connectedCallback(){super.connectedCallback(),this.hasUpdated||D(this,it,new we(this.connection,this.account.entry_id,{changed:a(this,Oe),gone:a(this,Fe),ended:a(this,qe)})),this.connection.addEventListener("disconnected",a(this,se)),this.connection.addEventListener("ready",a(this,Tt)),window.addEventListener("keydown",a(this,ne)),a(this,Tt).call(this)}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",a(this,se)),this.connection.removeEventListener("ready",a(this,Tt)),window.removeEventListener("keydown",a(this,ne)),a(this,P)?.stop(),a(this,it).stop(),a(this,Et).call(this)}render(){let{texts:t,account:i}=this,r=a(this,P);return p`
      <alexa-privacy-protection
        .texts=${t}
        .account=${i}
        ?away=${this.away||this.stale}
      ></alexa-privacy-protection>
      ${this.days?p`<alexa-privacy-graph
              .texts=${t}
              .days=${this.days}
              @days-chosen=${l(this,x,Rr)}
            ></alexa-privacy-graph>`:this.daysFailure?Gt(t,this.daysFailure,a(this,Ot),i.entry_id):u}
      <div class="card">
        <alexa-privacy-filter
          .connection=${this.connection}
          .entryId=${i.entry_id}
          .texts=${t}
          .filter=${this.filter}
          .echoes=${i.echoes}
          .persons=${a(this,kt)}
          ?narrow=${this.narrow}
          @filter=${l(this,x,Ar)}
          @filter-left=${()=>{this.list.focusCurrent()}}
        ></alexa-privacy-filter>
      </div>
      ${vr(t,a(this,it))}
      <div
        class="card list"
        @list-end=${l(this,x,Er)}
        @row-tick=${l(this,x,Sr)}
        @day-tick=${l(this,x,Dr)}
        @row-delete=${l(this,x,Cr)}
      >
        ${gr(t,{listing:r,ticked:a(this,H).ids.size,ticking:a(this,H).growing,filtered:!dt(this.filter),exporting:this.exporting!==void 0,onUntick:a(this,Ue),onDeleteTicked:a(this,He),onDeleteMatching:a(this,Le),onExport:a(this,re),onCancelExport:a(this,je)})}
        <alexa-privacy-list
          .texts=${t}
          .fetcher=${this.fetcher}
          .entryId=${i.entry_id}
          .rows=${r?.rows??[]}
          .ticked=${a(this,H).ids}
          .leaving=${a(this,it).leaving}
          .scroller=${this.scroller}
          .listedTo=${r?.listedTo??1/0}
          ?busy=${r?.loading??!0}
          ?done=${r?.done??!1}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${r?.error&&!this.away?Gt(t,r.error,a(this,Ie),i.entry_id):u}
        ${r?.done&&!r.rows.length?p`<p class="none">${t.say("page.none")}</p>`:u}
      </div>
      ${this.asked?p`<alexa-privacy-confirm
              .texts=${t}
              .entryId=${i.entry_id}
              .question=${this.asked.question}
              @confirm-yes=${l(this,x,Mr)}
              @confirm-no=${a(this,Et)}
              @confirm-export=${l(this,x,Pr)}
            ></alexa-privacy-confirm>`:u}
    `}willUpdate(t){t.has("texts")&&!a(this,P)&&l(this,x,ie).call(this),t.get("away")&&a(this,Tt).call(this)}};P=new WeakMap,kt=new WeakMap,H=new WeakMap,it=new WeakMap,x=new WeakSet,ie=function(){let t=ri(this.filter,this.texts.calendar);a(this,P)?.stop(),D(this,H,new ee(this.texts.calendar)),this.exporting=void 0;let i=new Ce(this.connection,this.account.entry_id,t,r=>{i===a(this,P)&&l(this,x,_i).call(this,i,r)});D(this,P,i),i.start()},Tt=new WeakMap,se=new WeakMap,Oe=new WeakMap,_i=function(t,i=[]){let r=new Set([...a(this,kt),...i.flatMap(n=>n.persons)]);r.size>a(this,kt).length&&D(this,kt,[...r]),a(this,H).grow(t),this.exporting&&t.done?(_e(this.exporting,t.rows),this.exporting=void 0):t.error?(this.exporting=void 0,a(this,H).settle(),l(this,x,Tr).call(this,t.error)):(this.exporting||a(this,H).growing)&&t.more(),this.requestUpdate()},Tr=function(t){Ct(t)&&!this.account.problems.includes("signed_out")&&w(this,"accounts-stale")},Er=function(){a(this,P)&&!a(this,P).error&&a(this,P).more()},Ie=new WeakMap,Ar=function(t){this.filter=t.detail,l(this,x,ie).call(this)},Rr=function(t){let{from:i,to:r}=t.detail;this.filter={...this.filter,from:i,to:r},l(this,x,ie).call(this),this.list.showFirst()},Ot=new WeakMap,Sr=function(t){a(this,H).toggle(t.detail.id),this.requestUpdate()},Ue=new WeakMap,Dr=function(t){let{day:i,on:r}=t.detail,n=a(this,P);n&&r?(a(this,H).tickDay(i),a(this,H).grow(n),a(this,H).growing&&n.more(),this.requestUpdate()):n&&(a(this,H).untickDay(i,n.rows),this.requestUpdate())},Cr=function(t){this.asked=$i(this.texts,[t.detail])},He=new WeakMap,Le=new WeakMap,Et=new WeakMap,Mr=function(){let t=this.asked?.target;a(this,Et).call(this),t&&(a(this,H).remove(new Set("ids"in t?t.ids:[])),a(this,it).begin(t),this.list.focusCurrent())},Fe=new WeakMap,qe=new WeakMap,re=new WeakMap,je=new WeakMap,Pr=function(){let t=this.asked?.target;a(this,Et).call(this),t&&"ids"in t?_e("json",l(this,x,Ti).call(this,new Set(t.ids))):a(this,re).call(this,"json")},ki=function(){return l(this,x,Ti).call(this,a(this,H).ids)},Ti=function(t){return(a(this,P)?.rows??[]).filter(i=>t.has(i.id))},ne=new WeakMap,U.styles=[j,Me,yr],h([f({attribute:!1})],U.prototype,"connection",2),h([f({attribute:!1})],U.prototype,"fetcher",2),h([f({attribute:!1})],U.prototype,"texts",2),h([f({attribute:!1})],U.prototype,"account",2),h([f({attribute:!1})],U.prototype,"scroller",2),h([f({type:Boolean,reflect:!0})],U.prototype,"narrow",2),h([f({type:Boolean})],U.prototype,"away",2),h([f({type:Boolean})],U.prototype,"stale",2),h([$()],U.prototype,"filter",2),h([$()],U.prototype,"days",2),h([$()],U.prototype,"daysFailure",2),h([$()],U.prototype,"asked",2),h([$()],U.prototype,"exporting",2),h([V("alexa-privacy-list")],U.prototype,"list",2),h([V("alexa-privacy-filter")],U.prototype,"filterBar",2),U=h([q("alexa-privacy-account")],U);var Or=12*36e5,Ne=class{#t;#i;#e;#s;#r;#n;#o;constructor(e,t){this.language=t.language,this.calendar=new Ee(t.config.time_zone),this.#t=e;let i=t.config.time_zone,r={12:!0,24:!1}[t.locale.time_format],n={timeZone:i,...r===void 0?{}:{hour12:r}},o={day:"numeric",month:"short",year:"numeric"};this.#i=new Intl.NumberFormat(this.language),this.#e=new Intl.PluralRules(this.language),this.#s=new Intl.DateTimeFormat(this.language,{timeZone:i,dateStyle:"full"}),this.#r=new Intl.DateTimeFormat(this.language,{timeZone:i,...o}),this.#n=new Intl.DateTimeFormat(this.language,{...n,hour:"numeric",minute:"2-digit"}),this.#o=new Intl.DateTimeFormat(this.language,{...n,...o,hour:"numeric",minute:"2-digit"})}say(e,t={}){let i={};for(let[c,d]of Object.entries(t))i[c]=typeof d=="number"?this.#i.format(d):d;let r=`component.alexa_privacy.config_panel.${e}`,{count:n}=t;return typeof n=="number"&&this.#e.select(n)==="one"&&this.#t(`${r}_one`,i)||this.#t(r,i)}number(e){return this.#i.format(e)}day(e){return this.#s.format(this.calendar.startOf(e)+Or)}shortDay(e){return this.#r.format(this.calendar.startOf(e)+Or)}time(e){return this.#n.format(e)}moment(e){return this.#o.format(e)}};var Ir=6e4,wn=3*Ir,It,Y,oe,ae,z,Ur,Hr,Be,ze,Ve,st,le,We,Lr,Fr,K=class extends C{constructor(){super(...arguments);m(this,z);this.narrow=!1;this.stale=!1;this.chosen="";m(this,It,new Map);m(this,Y);m(this,oe,0);m(this,ae);m(this,ze,(t,i)=>a(this,Y).fetchWithAuth(t,i));m(this,Ve,async()=>{let t=a(this,Y),i=await t.loadBackendTranslation("config_panel","alexa_privacy");this.texts=new Ne(i,t)});m(this,st,async()=>{try{this.accounts=await Gi(a(this,Y).connection);for(let t of this.accounts)t.loaded&&a(this,It).set(t.entry_id,t);D(this,oe,Date.now()),this.stale=!1,this.failure=void 0}catch(t){this.failure=tt(t)}});m(this,le,()=>{this.stale=!0});m(this,We,()=>{this.stale||=Date.now()-a(this,oe)>wn,a(this,st).call(this)})}set hass(t){let i=a(this,Y);D(this,Y,t),this.style.colorScheme=t.themes.darkMode?"dark":"light",["language","locale","config"].every(c=>i?.[c]===t[c])||a(this,Ve).call(this);let n=a(this,It).get(l(this,z,Be).call(this)?.entry_id??"");(this.failure&&i?.config!==t.config||n?.entities.some(c=>i?.states[c]!==t.states[c]))&&a(this,st).call(this)}connectedCallback(){super.connectedCallback(),a(this,Y).connection.addEventListener("ready",a(this,st)),a(this,Y).connection.addEventListener("disconnected",a(this,le)),D(this,ae,setInterval(a(this,We),Ir)),a(this,st).call(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Y).connection.removeEventListener("ready",a(this,st)),a(this,Y).connection.removeEventListener("disconnected",a(this,le)),clearInterval(a(this,ae))}render(){let{texts:t}=this;if(!t)return u;let i=this.accounts&&this.accounts.length>1;return p`
      <header>
        ${this.narrow?p`<button class="round" aria-label=${t.say("page.menu")} @click=${l(this,z,Lr)}>
                ${E("menu")}
              </button>`:u}
        <h1>${t.say("page.title")}</h1>
        ${i?l(this,z,Ur).call(this,t):u}
      </header>
      <main @accounts-stale=${a(this,st)}>${l(this,z,Hr).call(this,t)}</main>
    `}updated(){this.scroller=this.main??void 0}};It=new WeakMap,Y=new WeakMap,oe=new WeakMap,ae=new WeakMap,z=new WeakSet,Ur=function(t){let i=l(this,z,Be).call(this);return p`<select
      aria-label=${t.say("page.account")}
      @change=${r=>{this.chosen=r.target.value}}
    >
      ${this.accounts?.map(r=>p`<option value=${r.entry_id} ?selected=${r===i}>${r.title}</option>`)}
    </select>`},Hr=function(t){let i=l(this,z,Be).call(this),r=a(this,It).get(i?.entry_id??""),n=this.failure?p`<div class="alone">${Gt(t,this.failure,a(this,st))}</div>`:u;if(!this.accounts||!this.scroller)return n;let o=i?.loaded?u:p`<div class="alone card">
          <p>${t.say(i?i.signed_out?"problem.signed_out":"page.not_loaded":"page.no_account")}</p>
          ${i?.signed_out?bt(t,i.entry_id):p`<button class="outlined" @click=${l(this,z,Fr)}>${t.say("page.integration")}</button>`}
        </div>`;return r?p`${n}${o}${Zi(r.entry_id,p`<alexa-privacy-account
        .connection=${a(this,Y).connection}
        .fetcher=${a(this,ze)}
        .texts=${t}
        .account=${r}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
        ?away=${!!this.failure||!i?.loaded}
        ?stale=${this.stale}
      ></alexa-privacy-account>`)}`:p`${n}${o}`},Be=function(){return this.accounts?.find(({entry_id:t})=>t===this.chosen)??this.accounts?.[0]},ze=new WeakMap,Ve=new WeakMap,st=new WeakMap,le=new WeakMap,We=new WeakMap,Lr=function(){w(this,"hass-toggle-menu")},Fr=function(){Vt("/config/integrations/integration/alexa_privacy")},K.styles=[j,Me,R`
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
    `],h([f({type:Boolean,reflect:!0})],K.prototype,"narrow",2),h([$()],K.prototype,"texts",2),h([$()],K.prototype,"accounts",2),h([$()],K.prototype,"failure",2),h([$()],K.prototype,"stale",2),h([$()],K.prototype,"chosen",2),h([$()],K.prototype,"scroller",2),h([V("main")],K.prototype,"main",2),K=h([q("alexa-privacy-panel")],K);export{K as Panel};
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
