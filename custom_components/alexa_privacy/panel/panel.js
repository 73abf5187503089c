var kr=Object.defineProperty;var Tr=Object.getOwnPropertyDescriptor;var Zi=s=>{throw TypeError(s)};var p=(s,t,e,i)=>{for(var n=i>1?void 0:i?Tr(t,e):t,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(t,e,n):o(n))||n);return i&&n&&kr(t,e,n),n};var pi=(s,t,e)=>t.has(s)||Zi("Cannot "+e);var a=(s,t,e)=>(pi(s,t,"read from private field"),e?e.call(s):t.get(s)),m=(s,t,e)=>t.has(s)?Zi("Cannot add the same private member more than once"):t instanceof WeakSet?t.add(s):t.set(s,e),A=(s,t,e,i)=>(pi(s,t,"write to private field"),i?i.call(s,e):t.set(s,e),e),l=(s,t,e)=>(pi(s,t,"access private method"),e);var Et=globalThis,Rt=Et.ShadowRoot&&(Et.ShadyCSS===void 0||Et.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ui=Symbol(),Ji=new WeakMap,Ke=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==ui)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Rt&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=Ji.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&Ji.set(e,t))}return t}toString(){return this.cssText}},Xi=s=>new Ke(typeof s=="string"?s:s+"",void 0,ui),S=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new Ke(e,s,ui)},Gi=(s,t)=>{if(Rt)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),n=Et.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=e.cssText,s.appendChild(i)}},mi=Rt?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return Xi(e)})(s):s;var{is:Er,defineProperty:Rr,getOwnPropertyDescriptor:Ar,getOwnPropertyNames:Sr,getOwnPropertySymbols:Dr,getPrototypeOf:Cr}=Object,At=globalThis,es=At.trustedTypes,Mr=es?es.emptyScript:"",Or=At.reactiveElementPolyfillSupport,Ye=(s,t)=>s,Qe={toAttribute(s,t){switch(t){case Boolean:s=s?Mr:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},St=(s,t)=>!Er(s,t),ts={attribute:!0,type:String,converter:Qe,reflect:!1,useDefault:!1,hasChanged:St};Symbol.metadata??=Symbol("metadata"),At.litPropertyMetadata??=new WeakMap;var ce=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=ts){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(t,i,e);n!==void 0&&Rr(this.prototype,t,n)}}static getPropertyDescriptor(t,e,i){let{get:n,set:r}=Ar(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let c=n?.call(this);r?.call(this,o),this.requestUpdate(t,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??ts}static _$Ei(){if(this.hasOwnProperty(Ye("elementProperties")))return;let t=Cr(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Ye("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ye("properties"))){let e=this.properties,i=[...Sr(e),...Dr(e)];for(let n of i)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,n]of e)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let n=this._$Eu(e,i);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let n of i)e.unshift(mi(n))}else t!==void 0&&e.push(mi(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Gi(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:Qe).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,n=i._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:Qe;this._$Em=n;let c=o.fromAttribute(e,r.type);this[n]=c??this._$Ej?.get(n)??c,this._$Em=null}}requestUpdate(t,e,i,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??St)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,c=this[n];o!==!0||this._$AL.has(n)||c===void 0||this.C(n,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};ce.elementStyles=[],ce.shadowRootOptions={mode:"open"},ce[Ye("elementProperties")]=new Map,ce[Ye("finalized")]=new Map,Or?.({ReactiveElement:ce}),(At.reactiveElementVersions??=[]).push("2.1.2");var gi=globalThis,is=s=>s,Dt=gi.trustedTypes,ss=Dt?Dt.createPolicy("lit-html",{createHTML:s=>s}):void 0,yi="$lit$",he=`lit$${Math.random().toFixed(9).slice(2)}$`,vi="?"+he,Pr=`<${vi}>`,_e=document,Je=()=>_e.createComment(""),Xe=s=>s===null||typeof s!="object"&&typeof s!="function",bi=Array.isArray,ds=s=>bi(s)||typeof s?.[Symbol.iterator]=="function",fi=`[ 	
\f\r]`,Ze=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ns=/-->/g,rs=/>/g,$e=RegExp(`>|${fi}(?:([^\\s"'>=/]+)(${fi}*=${fi}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),os=/'/g,as=/"/g,cs=/^(?:script|style|textarea|title)$/i,xi=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),d=xi(1),He=xi(2),xo=xi(3),q=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),ls=new WeakMap,we=_e.createTreeWalker(_e,129);function hs(s,t){if(!bi(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return ss!==void 0?ss.createHTML(t):t}var ps=(s,t)=>{let e=s.length-1,i=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=Ze;for(let c=0;c<e;c++){let h=s[c],g,R,y=-1,E=0;for(;E<h.length&&(o.lastIndex=E,R=o.exec(h),R!==null);)E=o.lastIndex,o===Ze?R[1]==="!--"?o=ns:R[1]!==void 0?o=rs:R[2]!==void 0?(cs.test(R[2])&&(n=RegExp("</"+R[2],"g")),o=$e):R[3]!==void 0&&(o=$e):o===$e?R[0]===">"?(o=n??Ze,y=-1):R[1]===void 0?y=-2:(y=o.lastIndex-R[2].length,g=R[1],o=R[3]===void 0?$e:R[3]==='"'?as:os):o===as||o===os?o=$e:o===ns||o===rs?o=Ze:(o=$e,n=void 0);let T=o===$e&&s[c+1].startsWith("/>")?" ":"";r+=o===Ze?h+Pr:y>=0?(i.push(g),h.slice(0,y)+yi+h.slice(y)+he+T):h+he+(y===-2?c:T)}return[hs(s,r+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},Ge=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let r=0,o=0,c=t.length-1,h=this.parts,[g,R]=ps(t,e);if(this.el=s.createElement(g,i),we.currentNode=this.el.content,e===2||e===3){let y=this.el.content.firstChild;y.replaceWith(...y.childNodes)}for(;(n=we.nextNode())!==null&&h.length<c;){if(n.nodeType===1){if(n.hasAttributes())for(let y of n.getAttributeNames())if(y.endsWith(yi)){let E=R[o++],T=n.getAttribute(y).split(he),F=/([.?@])?(.*)/.exec(E);h.push({type:1,index:r,name:F[2],strings:T,ctor:F[1]==="."?Mt:F[1]==="?"?Ot:F[1]==="@"?Pt:Te}),n.removeAttribute(y)}else y.startsWith(he)&&(h.push({type:6,index:r}),n.removeAttribute(y));if(cs.test(n.tagName)){let y=n.textContent.split(he),E=y.length-1;if(E>0){n.textContent=Dt?Dt.emptyScript:"";for(let T=0;T<E;T++)n.append(y[T],Je()),we.nextNode(),h.push({type:2,index:++r});n.append(y[E],Je())}}}else if(n.nodeType===8)if(n.data===vi)h.push({type:2,index:r});else{let y=-1;for(;(y=n.data.indexOf(he,y+1))!==-1;)h.push({type:7,index:r}),y+=he.length-1}r++}}static createElement(t,e){let i=_e.createElement("template");return i.innerHTML=t,i}};function ke(s,t,e=s,i){if(t===q)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,r=Xe(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=ke(s,n._$AS(s,t.values),n,i)),t}var Ct=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??_e).importNode(e,!0);we.currentNode=n;let r=we.nextNode(),o=0,c=0,h=i[0];for(;h!==void 0;){if(o===h.index){let g;h.type===2?g=new Ue(r,r.nextSibling,this,t):h.type===1?g=new h.ctor(r,h.name,h.strings,this,t):h.type===6&&(g=new Lt(r,this,t)),this._$AV.push(g),h=i[++c]}o!==h?.index&&(r=we.nextNode(),o++)}return we.currentNode=_e,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},Ue=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=ke(this,t,e),Xe(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==q&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ds(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&Xe(this._$AH)?this._$AA.nextSibling.data=t:this.T(_e.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=Ge.createElement(hs(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new Ct(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=ls.get(t.strings);return e===void 0&&ls.set(t.strings,e=new Ge(t)),e}k(t){bi(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let r of t)n===e.length?e.push(i=new s(this.O(Je()),this.O(Je()),this,this.options)):i=e[n],i._$AI(r),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=is(t).nextSibling;is(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Te=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,r){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(t,e=this,i,n){let r=this.strings,o=!1;if(r===void 0)t=ke(this,t,e,0),o=!Xe(t)||t!==this._$AH&&t!==q,o&&(this._$AH=t);else{let c=t,h,g;for(t=r[0],h=0;h<r.length-1;h++)g=ke(this,c[i+h],e,h),g===q&&(g=this._$AH[h]),o||=!Xe(g)||g!==this._$AH[h],g===u?t=u:t!==u&&(t+=(g??"")+r[h+1]),this._$AH[h]=g}o&&!n&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Mt=class extends Te{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},Ot=class extends Te{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},Pt=class extends Te{constructor(t,e,i,n,r){super(t,e,i,n,r),this.type=5}_$AI(t,e=this){if((t=ke(this,t,e,0)??u)===q)return;let i=this._$AH,n=t===u&&i!==u||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==u&&(i===u||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Lt=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){ke(this,t)}},us={M:yi,P:he,A:vi,C:1,L:ps,R:Ct,D:ds,V:ke,I:Ue,H:Te,N:Ot,U:Pt,B:Mt,F:Lt},Lr=gi.litHtmlPolyfillSupport;Lr?.(Ge,Ue),(gi.litHtmlVersions??=[]).push("3.3.3");var ms=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let r=e?.renderBefore??null;i._$litPart$=n=new Ue(t.insertBefore(Je(),r),r,void 0,e??{})}return n._$AI(s),n};var $i=globalThis,C=class extends ce{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=ms(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return q}};C._$litElement$=!0,C.finalized=!0,$i.litElementHydrateSupport?.({LitElement:C});var Ir=$i.litElementPolyfillSupport;Ir?.({LitElement:C});($i.litElementVersions??=[]).push("4.2.2");var N=s=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(s,t)}):customElements.define(s,t)};var Ur={attribute:!0,type:String,converter:Qe,reflect:!1,hasChanged:St},Hr=(s=Ur,t,e)=>{let{kind:i,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(e.name,s),i==="accessor"){let{name:o}=e;return{set(c){let h=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,h,s,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,s,c),c}}}if(i==="setter"){let{name:o}=e;return function(c){let h=this[o];t.call(this,c),this.requestUpdate(o,h,s,!0,c)}}throw Error("Unsupported decorator location: "+i)};function f(s){return(t,e)=>typeof e=="object"?Hr(s,t,e):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,t,e)}function $(s){return f({...s,state:!0,attribute:!1})}var Ee=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e);function B(s,t){return(e,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(t){let{get:o,set:c}=typeof i=="object"?e:n??(()=>{let h=Symbol();return{get(){return this[h]},set(g){this[h]=g}}})();return Ee(e,i,{get(){let h=o.call(this);return h===void 0&&(h=r(this),(h!==null||this.hasUpdated)&&c.call(this,h)),h}})}return Ee(e,i,{get(){return r(this)}})}}var Z={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},re=s=>(...t)=>({_$litDirective$:s,values:t}),G=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Fr}=us,fs=s=>s;var ys=s=>s.strings===void 0,gs=()=>document.createComment(""),Fe=(s,t,e)=>{let i=s._$AA.parentNode,n=t===void 0?s._$AB:t._$AA;if(e===void 0){let r=i.insertBefore(gs(),n),o=i.insertBefore(gs(),n);e=new Fr(r,o,s,s.options)}else{let r=e._$AB.nextSibling,o=e._$AM,c=o!==s;if(c){let h;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(h=s._$AU)!==o._$AU&&e._$AP(h)}if(r!==n||c){let h=e._$AA;for(;h!==r;){let g=fs(h).nextSibling;fs(i).insertBefore(h,n),h=g}}}return e},me=(s,t,e=s)=>(s._$AI(t,e),s),qr={},qe=(s,t=qr)=>s._$AH=t,vs=s=>s._$AH,It=s=>{s._$AR(),s._$AA.remove()};var et=re(class extends G{constructor(){super(...arguments),this.key=u}render(s,t){return this.key=s,t}update(s,[t,e]){return t!==this.key&&(qe(s),this.key=t),e}});var bs=["intended","unintended","other_device","routine","unknown"],xs=["signed_out","unreachable","review_on","deleted_too_much","requests_broken","not_taught","not_tested","purge_failed","purge_overdue"];async function $s(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function ws(s,t){return s.sendMessagePromise({type:"alexa_privacy/days",entry_id:t})}async function _s(s,t){let e={type:"alexa_privacy/persons",entry_id:t};return(await s.sendMessagePromise(e)).persons}async function ks(s,t,e,i){let n={type:"alexa_privacy/recordings/subscribe",entry_id:t,...e,id:0},r=await s.subscribeMessage(i,n,{resubscribe:!1}),o=n.id;return{end:r,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:o})}}async function Ts(s,t,e,i){let n={type:"alexa_privacy/preview",entry_id:t,everything:!1,...e};return s.subscribeMessage(i,n,{resubscribe:!1})}async function Es(s,t,e){let i={type:"alexa_privacy/delete",entry_id:t,everything:!1,...e};return(await s.sendMessagePromise(i)).receipt_id}async function Rs(s,t,e){let i={type:"alexa_privacy/deletions/subscribe",entry_id:t};return s.subscribeMessage(e,i,{resubscribe:!1})}async function As(s,t,e){await s.sendMessagePromise({type:"alexa_privacy/cancel",entry_id:t,receipt_id:e})}function Ss(s,t){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(t)}`}function Ne({code:s}){return s==="signed_out"}function J(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var tt={words:"",from:"",to:"",echo:"",person:"",kind:""};function wi(s,t){let e=s.words.trim();return{...s.from&&{start:t.startOf(s.from)},...s.to&&{end:t.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...e&&{said:e}}}function Ds(s,t){return fe(s)?{everything:!0}:wi(s,t)}function Cs(s){return{ids:s.map(t=>t.id)}}function fe(s){return s.words.trim()===""&&Object.entries(s).every(([t,e])=>t==="words"||!e)}var Ms=200;function Os(s,t){let e=Nr(s,t);return t.own?e:`${s.say("delete.others")} ${e}`}function Nr(s,{receipt:t,progress:e,error:i,delayed:n,lost:r,cancelling:o}){if(i)return i.message;if(t)return _i(s,t);if(n)return n.message;if(r)return s.say("delete.lost");if(o)return s.say("delete.cancelling");if(!e?.matched)return e?.listed?s.say("delete.counting",{count:e.listed}):s.say("delete.starting");let{matched:c,asked:h,verified_gone:g}=e;return s.say("delete.running",{matched:c,asked:h,gone:g})}function _i(s,t){let{status:e,matched:i,verified_gone:n}=t,r=t.error==="purge_cancelled";return i===null?s.say(r?"delete.cancelled_early":"delete.not_listed"):e==="nothing_to_delete"?s.say("delete.nothing"):[r&&s.say("delete.cancelled"),e==="stopped"&&s.say("delete.others_gone",{count:t.others_gone}),s.say("delete.receipt",{matched:i,gone:n}),t.still_listed&&s.say("delete.still_listed",{count:t.still_listed}),t.unknown&&s.say("delete.unknown",{count:t.unknown}),t.cannot_be_named&&s.say("delete.cannot_be_named",{count:t.cannot_be_named}),e==="stopped"&&s.say("delete.test_again")].filter(Boolean).join(" ")}function Ps(s,{state:t,plan:e}){if(!e)return"";let{count:i,oldest:n,newest:r}=e;if(i===null)return s.say("protection.plan_unknown");if(!i||n===null||r===null)return s.say("protection.plan_none");let o=new Set([n,r].map(g=>s.shortDay(s.calendar.dayOf(g)))),c=`${e.is_exact?"":"≤ "}${s.number(i)}`,h={count:i,amount:c,days:[...o].join(" – ")};return s.say(t?"protection.plan_on":"protection.plan_off",h)}function Ls(s,t){let{oldest:e,newest:i,by_device:n,requests:r}=t??{};if(e===void 0||i===void 0||r===void 0)return"";let[o,c]=[e,i].map(g=>s.moment(Date.parse(g))),h=Object.entries(n??{}).map(([g,R])=>`${g||s.say("row.no_device")} ${s.number(R)}`);return[`${o??""} – ${c??""}`,...h,s.say("delete.requests",{count:r})].join(" · ")}function Is(s,t,e){if(fe(t))return s.say("delete.everything",{account:e.title});let i=e.echoes.find(({serial:r})=>r===t.echo);return[t.words.trim()&&`“${t.words.trim()}”`,jr(s,t),t.echo&&(i?.name??t.echo),t.person,t.kind&&s.say(`kind.${t.kind}`)].filter(Boolean).join(" · ")}function jr(s,{from:t,to:e}){return t&&t===e?s.say("delete.on",{day:s.day(t)}):t&&e?s.say("delete.between",{from:s.shortDay(t),to:s.shortDay(e)}):t?s.say("delete.from",{day:s.shortDay(t)}):e&&s.say("delete.to",{day:s.shortDay(e)})}function Us(s,t){let[e]=t;if(!e||t.length>1){let[n,r]=[t[0],t.at(-1)];return r&&n?`${s.moment(r.time)} – ${s.moment(n.time)}`:""}let i=e.said.length>Ms?`${e.said.slice(0,Ms)}…`:e.said;return[s.moment(e.time),e.device,i&&`“${i}”`].filter(Boolean).join(" · ")}var Hs="/alexa-privacy";function _(s,t,e){s.dispatchEvent(new CustomEvent(t,{bubbles:!0,composed:!0,detail:e}))}function Ut(s,t){_(s,"hass-more-info",{entityId:t})}function Re(s){Ae(`/config/integrations/integration/alexa_privacy#config_entry=${s}`)}function ge(s,t){Ae(`${Hs}?${new URLSearchParams({account:s,teach:t})}`)}function Fs(s){Ae(`${Hs}?${new URLSearchParams({account:s})}`,!0)}function Ae(s,t=!1){history[t?"replaceState":"pushState"](null,"",s),_(window,"location-changed",{replace:t})}var Br={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",back:"M20 12H5M11 5l-7 7 7 7",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",reload:"M20 12a8 8 0 1 1-2.3-5.7L20 8.5M20 4v4.5h-4.5",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",unknown:"M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5"};function k(s){return d`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${He`<path d=${Br[s]}></path>`}</svg>`}var qs={delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice"};function it(s){return!s.startsWith("delete_")}function ki(s){return s&&Object.hasOwn(qs,s)?s:void 0}function pe(s){return ki(s[0]==="delete"?"delete_recordings":s[0])}function ie(s,t){let e=pe([t]);return e?s.say(qs[e]):t}var js=S`
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
`;function Bs(s,t){return t.problems.length?d`<ul class="problems" aria-label=${s.say("problem.title")}>
        ${t.problems.map(e=>zr(s,t,e))}
      </ul>`:u}function zr(s,t,e){let i=xs.find(n=>n===e);return d`<li>
    ${k("alert")}<span>${i?s.say(`problem.${i}`):s.say("problem.other",{problem:e})}</span>
    ${Vr(s,t,i)}
  </li>`}function Vr(s,t,e){let i={review_on:t.review.entity_id,purge_overdue:t.nightly.entity_id}[e],n=e==="not_taught"?pe(t.to_teach):pe(t.broken);switch(e){case"signed_out":return Se(s,t.entry_id);case"not_taught":case"requests_broken":return n?st(s.say("teach.teach"),()=>{ge(t.entry_id,n)}):Ns(s);case"deleted_too_much":case"purge_failed":return Ns(s);default:return i?st(s.say("protection.change"),r=>{Ut(r.target,i)}):st(s.say("page.integration"),()=>{Re(t.entry_id)})}}function Ns(s){return st(s.say("problem.repairs"),()=>{Ae("/config/repairs")})}function Se(s,t){return st(s.say("page.sign_in"),()=>{Re(t)})}function st(s,t){return d`<button class="outlined" @click=${t}>${s}</button>`}var j=S`
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
  button.filled:not(:disabled) {
    background: color-mix(in srgb, var(--primary-color) 65%, #000);
    color: #fff;
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
`;var I,zs,Ti,Vs,Ws,Ks,Ys,Ei,Qs,oe=class extends C{constructor(){super(...arguments);m(this,I);this.entryId="";this.typed=""}firstUpdated(){this.dialog.showModal()}render(){let e=l(this,I,Ws).call(this),i="counting"in this.question&&e?Ls(this.texts,this.question.counting.receipt):"",n="counting"in this.question?this.question.counting.error:void 0;return d`
      <dialog aria-labelledby="title" aria-describedby="what found meaning" @cancel=${l(this,I,Ei)}>
        <h2 id="title">${l(this,I,Ks).call(this,e)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        <p id="found" dir="auto" ?hidden=${!i}>${i}</p>
        <p id="meaning" class="pale">${e===0?u:this.texts.say("delete.meaning")}</p>
        <p role="status">${n?n.message:u}</p>
        ${n&&Ne(n)?Se(this.texts,this.entryId):u}
        ${e&&a(this,I,Ti)?l(this,I,zs).call(this,e):u}
        <div class="buttons">
          <button @click=${l(this,I,Qs)} ?disabled=${!e}>${this.texts.say("delete.export_first")}</button>
          <button autofocus @click=${l(this,I,Ei)}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" ?disabled=${!l(this,I,Vs).call(this,e)} @click=${l(this,I,Ys)}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `}};I=new WeakSet,zs=function(e){return d`<label>
      ${this.texts.say("delete.type",{number:e})}
      <input
        inputmode="numeric"
        autocomplete="off"
        @input=${({target:i})=>{this.typed=i.value}}
      />
    </label>`},Ti=function(){return"whole"in this.question&&this.question.whole},Vs=function(e){let i=this.typed.normalize("NFKC").replace(/[\s.,'’]/g,"");return!!e&&(!a(this,I,Ti)||i===String(e))},Ws=function(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0},Ks=function(e){if(e!==void 0)return this.texts.say(e?"delete.ask":"delete.none",{count:e});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:i??0})},Ys=function(){this.dialog.close(),_(this,"confirm-yes")},Ei=function(){this.dialog.close(),_(this,"confirm-no")},Qs=function(){this.dialog.close(),_(this,"confirm-export")},oe.styles=[j,S`
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
    `],p([f({attribute:!1})],oe.prototype,"texts",2),p([f({attribute:!1})],oe.prototype,"question",2),p([f({attribute:!1})],oe.prototype,"entryId",2),p([$()],oe.prototype,"typed",2),p([B("dialog")],oe.prototype,"dialog",2),oe=p([N("alexa-privacy-confirm")],oe);var nt=class{constructor(t){this.lost=!1;this.cancelling=!1;this.own="target"in t,this.ids=new Set("target"in t&&"ids"in t.target?t.target.ids:[]),this.receiptId="receiptId"in t?t.receiptId:void 0}get running(){return!this.receipt&&!this.error&&!this.lost}};var Ht=class{constructor(t,e,i){this.own=[];this.#n=[];this.#e=t,this.#s=e,this.#t=i}#e;#s;#t;#i;#n;#r;get leaving(){return new Set(this.own.filter(({running:t})=>t).flatMap(({ids:t})=>[...t]))}get shown(){return this.#i?[...this.own,this.#i]:this.own}async begin(t){let e=new nt({target:t});this.own=[...this.own,e],this.#t.changed();try{e.receiptId=await Es(this.#e,this.#s,t)}catch(i){e.lost||(e.error=J(i),this.#t.ended(e))}this.#l(),e.cancelling&&await this.cancel(e),this.#t.changed()}async cancel(t){t.cancelling=!0,this.#t.changed(),t.receiptId&&await As(this.#e,this.#s,t.receiptId).catch(()=>{t.cancelling=!1,this.#t.changed()})}dismiss(t){this.own=this.own.filter(e=>e!==t),this.#t.changed()}subscribe(){this.stop();let t=Rs(this.#e,this.#s,e=>{t===this.#r&&this.#o(e)}).catch(()=>{});this.#r=t}async stop(){let t=this.#r;this.#r=void 0,await(await t)?.().catch(()=>{})}lose(){this.#r=void 0,this.#i=void 0,this.#n=[];for(let t of this.own)t.lost||=t.running;this.#t.changed()}#o(t){if("unfinished"in t)this.#c(new Set(t.unfinished));else{let e=this.#a(t);e&&this.#d(e,t)}this.#t.changed()}#a(t){let e=Wr(t),i=this.shown.find(({receiptId:n})=>n===e);if(i)return i;if(this.own.some(({running:n,receiptId:r})=>n&&!r)){this.#n.push(t);return}return this.#i=new nt({receiptId:e}),this.#i}#l(){let t=this.#n;this.#n=[];for(let e of t)this.#o(e)}#c(t){for(let e of this.shown)!e.receiptId||e.receipt||e.error||(e.lost=!1,t.has(e.receiptId)||(this.#h(e),this.own=this.own.filter(i=>i!==e)))}#d(t,e){"gone"in e?this.#t.gone(new Set(e.gone)):"progress"in e?(t.progress=e.progress,t.delayed=void 0):"delayed"in e?t.delayed=e.delayed:(t.receipt=e.receipt,t.error=e.error??void 0,this.#h(t))}#h(t){t===this.#i&&(this.#i=void 0),this.#t.ended(t)}};function Wr(s){return"progress"in s?s.progress.receipt_id:"receipt"in s?s.receipt.receipt_id:s.receipt_id}var Zs=["time","device","persons","kind","said","replied"];function Js(s){let{device:t,persons:e,kind:i,said:n,replied:r}=s;return{time:new Date(s.time).toISOString(),device:t,persons:e,kind:i,said:n,replied:r}}function Ft(s,t){let[e,i]=s==="json"?[Kr(t),"application/json"]:[Yr(t),"text/csv"];Ri(new Blob([e],{type:`${i};charset=utf-8`}),`alexa-recordings.${s}`)}function Kr(s){return`${JSON.stringify(s.map(Js),null,2)}
`}function Yr(s){let t=s.map(e=>{let i=Js(e);return Zs.map(n=>Qr([i[n]??""].flat().join("; "))).join(",")});return`\uFEFF${[Zs.join(","),...t].join(`\r
`)}\r
`}function Qr(s){let t=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(t)?`"${t.replaceAll('"','""')}"`:t}function Ri(s,t){let e=URL.createObjectURL(s),i=document.createElement("a");i.href=e,i.download=t,i.click(),setTimeout(()=>{URL.revokeObjectURL(e)},6e4)}var Zr=350,Jr="2014-01-01",ye,rt,D,Xs,Ai,qt,ot,Gs,en,je,tn,sn,nn,Nt,V=class extends C{constructor(){super(...arguments);m(this,D);this.filter=tt;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;this.household=[];m(this,ye);m(this,rt,!1);m(this,ot,async()=>{a(this,rt)||(A(this,rt,!0),this.household=await _s(this.connection,this.entryId).catch(()=>[]))});m(this,je,()=>{clearTimeout(a(this,ye)),l(this,D,Nt).call(this,{words:this.words.value})})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,ye))}focus(){this.words.focus(),this.words.select()}render(){let{texts:e}=this,i=!this.narrow||this.more||!fe({...this.filter,words:""});return d`
      <form role="search" @submit=${l(this,D,sn)} @focusin=${a(this,ot)} @pointerenter=${a(this,ot)}>
        <label class="search">
          <span class="hidden">${e.say("filter.words")}</span>
          ${k("search")}
          <input
            type="search"
            placeholder=${e.say("filter.words")}
            .value=${this.filter.words}
            @input=${l(this,D,en)}
            @change=${a(this,je)}
            @keydown=${l(this,D,tn)}
            autocomplete="off"
            maxlength="200"
          />
        </label>
        ${this.narrow?d`<button type="button" aria-expanded=${i?"true":"false"} @click=${l(this,D,Gs)}>
                ${e.say("filter.more")}
              </button>`:u}
        ${i?l(this,D,Xs).call(this):u}
        ${fe(this.filter)?u:d`<button type="button" @click=${l(this,D,nn)}>${k("close")}${e.say("filter.clear")}</button>`}
      </form>
    `}};ye=new WeakMap,rt=new WeakMap,D=new WeakSet,Xs=function(){return d`
      ${l(this,D,Ai).call(this,"from")} ${l(this,D,Ai).call(this,"to")}
      ${l(this,D,qt).call(this,"echo",this.echoes.map(({serial:e,name:i})=>[e,i??e]))}
      ${l(this,D,qt).call(this,"person",[...new Set([...this.household,...this.persons])].sort().map(e=>[e,e]))}
      ${l(this,D,qt).call(this,"kind",bs.map(e=>[e,this.texts.say(`kind.${e}`)]))}
    `},Ai=function(e){return d`<label class="day">
      <span class="pale">${this.texts.say(`filter.${e}`)}</span>
      <input
        type="date"
        min=${Jr}
        max="9999-12-31"
        .value=${this.filter[e]}
        @change=${({target:i})=>{i.validity.valid&&l(this,D,Nt).call(this,{[e]:i.value})}}
        @blur=${({target:i})=>{i.validity.valid||(i.value=this.filter[e])}}
    /></label>`},qt=function(e,i){let n=this.filter[e],r=i.some(([o])=>o===n)||!n;return d`<select
      aria-label=${this.texts.say(`filter.${e}`)}
      @change=${o=>{l(this,D,Nt).call(this,{[e]:o.target.value})}}
    >
      <option value="" ?selected=${!n}>${this.texts.say(`filter.any_${e}`)}</option>
      ${(r?i:[...i,[n,n]]).map(([o,c])=>d`<option value=${o} ?selected=${o===n}>${c}</option>`)}
    </select>`},ot=new WeakMap,Gs=function(){this.more=!this.more},en=function(){clearTimeout(a(this,ye)),A(this,ye,setTimeout(a(this,je),Zr))},je=new WeakMap,tn=function(e){e.key==="ArrowDown"&&(e.preventDefault(),_(this,"filter-left"))},sn=function(e){e.preventDefault(),a(this,je).call(this)},nn=function(){clearTimeout(a(this,ye)),_(this,"filter",tt),this.focus()},Nt=function(e){let i={...this.filter,...e};Object.entries(i).some(([n,r])=>r!==this.filter[n])&&_(this,"filter",i)},V.styles=[j,S`
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
    `],p([f({attribute:!1})],V.prototype,"connection",2),p([f({attribute:!1})],V.prototype,"entryId",2),p([f({attribute:!1})],V.prototype,"texts",2),p([f({attribute:!1})],V.prototype,"filter",2),p([f({attribute:!1})],V.prototype,"echoes",2),p([f({attribute:!1})],V.prototype,"persons",2),p([f({type:Boolean,reflect:!0})],V.prototype,"narrow",2),p([$()],V.prototype,"more",2),p([$()],V.prototype,"household",2),p([B("input[type=search]")],V.prototype,"words",2),V=p([N("alexa-privacy-filter")],V);var jt=class{#e;#s=new Map;#t={day:"",start:0,end:0};constructor(t){this.zone=t,this.#e=new Intl.DateTimeFormat("sv-SE",{timeZone:t})}dayOf(t){if(t<this.#t.start||t>=this.#t.end){let e=this.#e.format(t);this.#t={day:e,start:this.startOf(e),end:this.endOf(e)}}return this.#t.day}startOf(t){let e=this.#s.get(t);return e===void 0&&(e=this.#i(t),this.#s.set(t,e)),e}endOf(t){return this.startOf(rn(t,1))}#i(t){let e=Date.parse(t)-54e6,i=Date.parse(t)+15*36e5;for(;i-e>1;){let n=Math.floor((e+i)/2);this.#e.format(n)<t?e=n:i=n}return i}};function rn(s,t){return new Date(Date.parse(s)+t*24*36e5).toISOString().slice(0,10)}function on(s,t){let e=[];for(let i=s;i<=t;i=rn(i,1))e.push(i);return e}function an({days:s,since:t,until:e}){let i=new Map(s.map(([c,h,g])=>[c,{day:c,all:h,unintended:g}])),n=s[0]?.[0]??t,r=e??s.at(-1)?.[0],o=t&&n&&t>n?t:n;return o&&r?on(o,r).map(c=>i.get(c)??{day:c,all:0,unintended:0}):[]}function ln(s,t){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,t))))}function Si(s,t,e,i){let n=Math.max(1,...s.map(o=>o.all)),r=t>6?2:1;return s.map((o,c)=>{let h=i(o)&&Math.max(2,Math.round(i(o)/n*e));return h?`M${c*t} ${e}v${-h}h${t-r}v${h}z`:""}).join("")}var at=72,M,lt,v,dn,Di,Ci,cn,hn,pn,Bt,zt,un,mn,fn,gn,Mi,yn,vn,se=class extends C{constructor(){super(...arguments);m(this,v);this.room=0;this.current=-1;this.anchor=-1;m(this,M,[]);m(this,lt,new ResizeObserver(()=>{this.room=this.clientWidth-34}))}connectedCallback(){super.connectedCallback(),a(this,lt).observe(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,lt).disconnect()}willUpdate(e){if(e.has("days")){let i=a(this,M)[this.current]?.day;A(this,M,an(this.days)),this.current=a(this,M).findIndex(n=>n.day===i),this.anchor=-1}}updated(e){let i=e.has("days")&&!e.get("days");this.scroller&&(i||e.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){return d`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${l(this,v,dn).call(this)}</span>
        </div>
        ${a(this,M).length?l(this,v,cn).call(this):u}
      </section>
    `}};M=new WeakMap,lt=new WeakMap,v=new WeakSet,dn=function(){return a(this,M)[this.current]?l(this,v,Di).call(this):this.days.complete?this.texts.say(a(this,M).length?"graph.hint":"graph.empty"):this.days.since?this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)}):this.texts.say("graph.not_counted")},Di=function(){let{from:e,to:i}=l(this,v,Ci).call(this),n=a(this,M).filter(({day:r})=>e<=r&&r<=i);return this.texts.say("graph.day",{day:e===i?this.texts.day(e):`${this.texts.shortDay(e)} – ${this.texts.shortDay(i)}`,count:n.reduce((r,o)=>r+o.all,0),unintended:n.reduce((r,o)=>r+o.unintended,0)})},Ci=function(){let e=[this.current,this.anchor].map(r=>a(this,M)[r]?.day??a(this,M)[this.current]?.day),[i="",n=""]=e.sort();return{from:i,to:n}},cn=function(){let e=l(this,v,Bt).call(this),i=a(this,M)[this.current];return d`
      <div class="scroll">
        <div
          role="slider"
          tabindex="0"
          aria-label=${this.texts.say("graph.title")}
          aria-valuemin="1"
          aria-valuemax=${a(this,M).length}
          aria-valuenow=${i?this.current+1:a(this,M).length}
          aria-valuetext=${i?l(this,v,Di).call(this):this.texts.say("graph.hint")}
          @pointerdown=${l(this,v,fn)}
          @pointermove=${l(this,v,un)}
          @pointerleave=${l(this,v,mn)}
          @click=${l(this,v,gn)}
          @keydown=${l(this,v,yn)}
        >
          ${l(this,v,hn).call(this,e)}
          <div class="months" aria-hidden="true">${l(this,v,pn).call(this,e)}</div>
        </div>
      </div>
    `},hn=function(e){let i=a(this,M).length*e,n=Si(a(this,M),e,at,h=>h.all),r=Si(a(this,M),e,at,h=>h.unintended),o=this.anchor<0?this.current:this.anchor,c=Math.min(o,this.current);return d`<svg class="bars" width=${i} height=${at+1} aria-hidden="true">
      ${this.current<0?u:He`<rect
              class="cursor"
              x=${c*e}
              y="0"
              width=${(Math.abs(o-this.current)+1)*e}
              height=${at}
            ></rect>`}
      ${He`<path class="all" d=${n}></path><path class="unintended" d=${r}></path>`}
      ${He`<path class="axis" d=${`M0 ${at+.5}h${i}`}></path>`}
    </svg>`},pn=function(e){let i=new Intl.DateTimeFormat(this.texts.language,{month:"short",timeZone:"UTC"}),n=a(this,M).some(o=>o.day.endsWith("-01")),r=0;return a(this,M).flatMap((o,c)=>{let h=c*e;if(!(n?o.day.endsWith("-01"):c===0)||h<r)return[];r=h+60;let R=o.day.endsWith("-01-01")?o.day.slice(0,4):i.format(Date.parse(o.day));return[d`<span style="left: ${h}px">${R}</span>`]})},Bt=function(){return ln(this.room,a(this,M).length)},zt=function(e){let i=e.currentTarget.getBoundingClientRect().left,n=Math.floor((e.clientX-i)/l(this,v,Bt).call(this));this.current=Math.max(0,Math.min(n,a(this,M).length-1))},un=function(e){l(this,v,zt).call(this,e),e.buttons||(this.anchor=-1)},mn=function(){this.current=this.anchor=-1},fn=function(e){l(this,v,zt).call(this,e),this.anchor=e.pointerType==="touch"?-1:this.current},gn=function(e){l(this,v,zt).call(this,e),l(this,v,Mi).call(this)},Mi=function(){a(this,M)[this.current]&&_(this,"days-chosen",l(this,v,Ci).call(this)),this.anchor=-1},yn=function(e){let i=a(this,M).length-1,n=this.current<0?i:this.current,o={ArrowLeft:n-1,ArrowDown:n-1,ArrowRight:n+1,ArrowUp:n+1,PageUp:n+30,PageDown:n-30,Home:0,End:i}[e.key];if(e.key==="Enter")l(this,v,Mi).call(this);else{if(o===void 0)return;this.anchor=e.shiftKey?this.anchor<0?n:this.anchor:-1,this.current=Math.max(0,Math.min(o,i)),l(this,v,vn).call(this)}e.preventDefault()},vn=function(){let e=this.current*l(this,v,Bt).call(this);this.scroller&&(e<this.scroller.scrollLeft||e>this.scroller.scrollLeft+this.room)&&(this.scroller.scrollLeft=e-this.room/2)},se.styles=[j,S`
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
    `],p([f({attribute:!1})],se.prototype,"texts",2),p([f({attribute:!1})],se.prototype,"days",2),p([$()],se.prototype,"room",2),p([$()],se.prototype,"current",2),p([$()],se.prototype,"anchor",2),p([B(".scroll")],se.prototype,"scroller",2),se=p([N("alexa-privacy-graph")],se);var bn=re(class extends G{constructor(s){if(super(s),s.type!==Z.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(t=>s[t]).join(" ")+" "}update(s,[t]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in t)t[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(t)}let e=s.element.classList;for(let i of this.st)i in t||(e.remove(i),this.st.delete(i));for(let i in t){let n=!!t[i];n===this.st.has(i)||this.nt?.has(i)||(n?(e.add(i),this.st.add(i)):(e.remove(i),this.st.delete(i)))}return q}});var Oi=re(class extends G{constructor(s){if(super(s),s.type!==Z.PROPERTY&&s.type!==Z.ATTRIBUTE&&s.type!==Z.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!ys(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[t]){if(t===q||t===u)return t;let e=s.element,i=s.name;if(s.type===Z.PROPERTY){if(t===e[i])return q}else if(s.type===Z.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(i))return q}else if(s.type===Z.ATTRIBUTE&&e.getAttribute(i)===t+"")return q;return qe(s),t}});var xn=(s,t,e)=>{let i=new Map;for(let n=t;n<=e;n++)i.set(s[n],n);return i},$n=re(class extends G{constructor(s){if(super(s),s.type!==Z.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let n=[],r=[],o=0;for(let c of s)n[o]=i?i(c,o):o,r[o]=e(c,o),o++;return{values:r,keys:n}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,i]){let n=vs(s),{values:r,keys:o}=this.dt(t,e,i);if(!Array.isArray(n))return this.ut=o,r;let c=this.ut??=[],h=[],g,R,y=0,E=n.length-1,T=0,F=r.length-1;for(;y<=E&&T<=F;)if(n[y]===null)y++;else if(n[E]===null)E--;else if(c[y]===o[T])h[T]=me(n[y],r[T]),y++,T++;else if(c[E]===o[F])h[F]=me(n[E],r[F]),E--,F--;else if(c[y]===o[F])h[F]=me(n[y],r[F]),Fe(s,h[F+1],n[y]),y++,F--;else if(c[E]===o[T])h[T]=me(n[E],r[T]),Fe(s,n[y],n[E]),E--,T++;else if(g===void 0&&(g=xn(o,T,F),R=xn(c,y,E)),g.has(c[y]))if(g.has(c[E])){let de=R.get(o[T]),hi=de!==void 0?n[de]:null;if(hi===null){let Qi=Fe(s,n[y]);me(Qi,r[T]),h[T]=Qi}else h[T]=me(hi,r[T]),Fe(s,n[y],hi),n[de]=null;T++}else It(n[E]),E--;else It(n[y]),y++;for(;T<=F;){let de=Fe(s,h[F+1]);me(de,r[T]),h[T++]=de}for(;y<=E;){let de=n[y++];de!==null&&It(de)}return this.ut=o,qe(s,h),q}});var wn="important",Xr=" !"+wn,Pi=re(class extends G{constructor(s){if(super(s),s.type!==Z.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((t,e)=>{let i=s[e];return i==null?t:t+`${e=e.includes("-")?e:e.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[t]){let{style:e}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let i of this.ft)t[i]==null&&(this.ft.delete(i),i.includes("-")?e.removeProperty(i):e[i]=null);for(let i in t){let n=t[i];if(n!=null){this.ft.add(i);let r=typeof n=="string"&&n.endsWith(Xr);i.includes("-")||r?e.setProperty(i,r?n.slice(0,-11):n,r?wn:""):e[i]=n}}return q}});function _n(s,t){let e=[],i;for(let n of s){let r=t.dayOf(n.time);i?.day!==r&&(i={day:r,rows:[]},e.push(i)),i.rows.push(n),e.push({row:n})}return e}function Vt(s){return"row"in s?s.row.id:s.day}var dt=class{#e=[0];constructor(t,e){let i=0;for(let n of t)i+=e(n),this.#e.push(i)}get total(){return this.top(this.#e.length-1)}top(t){return this.#e[t]??0}at(t){let e=0,i=this.#e.length-1;for(;i-e>1;){let n=Math.floor((e+i)/2);this.top(n)<=t?e=n:i=n}return e}};var Gr=404,De,ue,kn,Li,Tn,ee=class extends C{constructor(){super(...arguments);m(this,ue);this.path="";this.name="";this.loading=!1;m(this,De,"")}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(a(this,De)),A(this,De,""),this.audio=void 0}async play(){await l(this,ue,Li).call(this)&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return d`
      ${this.audio?d`<audio
              controls
              src=${a(this,De)}
              aria-label=${this.texts.say("row.audio")}
              @error=${l(this,ue,Tn)}
            ></audio>`:d`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
              ${k("play")}${this.texts.say("row.play")}
            </button>`}
      <button class="outlined" ?disabled=${this.loading} @click=${l(this,ue,kn)}>
        ${k("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading?this.texts.say("row.audio_loading"):""}
        ${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
      </span>
    `}};De=new WeakMap,ue=new WeakSet,kn=async function(){let e=await l(this,ue,Li).call(this);e&&Ri(e,this.name)},Li=async function(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let e=await this.fetcher(this.path);e.ok?(this.audio=await e.blob(),A(this,De,URL.createObjectURL(this.audio))):this.trouble=e.status===Gr?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio},Tn=function(){this.trouble="failed"},ee.styles=[j,S`
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
    `],p([f({attribute:!1})],ee.prototype,"texts",2),p([f({attribute:!1})],ee.prototype,"fetcher",2),p([f()],ee.prototype,"path",2),p([f()],ee.prototype,"name",2),p([$()],ee.prototype,"audio",2),p([$()],ee.prototype,"trouble",2),p([$()],ee.prototype,"loading",2),ee=p([N("alexa-privacy-player")],ee);var En=S`
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
`;function Rn(s){let{row:t,texts:e,ticked:i,open:n,leaving:r}=s,o=e.time(t.time);return d`
    <input
      type="checkbox"
      .checked=${i}
      ?disabled=${r}
      tabindex=${Wt(s)}
      aria-label=${e.say("row.tick",{time:o})}
      @click=${c=>{_(c.target,"row-tick",t)}}
    />
    <span class="time">${o}</span>
    <div class="who">
      <div dir="auto">${t.device??e.say("row.no_device")}</div>
      <div dir="auto" class="pale">${t.persons.join(", ")}</div>
    </div>
    <button
      class="summary"
      aria-expanded=${n?"true":"false"}
      tabindex=${Wt(s)}
      @click=${c=>{_(c.target,"row-open",t)}}
    >
      <span dir="auto" class=${t.said?"":"pale"}>${t.said||e.say("row.no_words")}</span>
      <span dir="auto" class="pale">${t.replied}</span>
    </button>
    <span class="kind ${t.kind}">${r?e.say("row.leaving"):e.say(`kind.${t.kind}`)}</span>
    <div class="acts">${eo(s)}</div>
    ${n?to(s):u}
  `}function eo(s){let{row:t,texts:e}=s,i=e.time(t.time),n=t.audio?e.say("row.play_time",{time:i}):e.say("row.audio_none"),r=e.say("row.delete_time",{time:i});return d`
    <button
      class="round"
      tabindex=${Wt(s)}
      ?disabled=${!t.audio}
      title=${n}
      aria-label=${n}
      @click=${o=>{_(o.target,"row-play",t)}}
    >
      ${k("play")}
    </button>
    <button
      class="round"
      tabindex=${Wt(s)}
      ?disabled=${s.leaving}
      title=${r}
      aria-label=${r}
      @click=${o=>{_(o.target,"row-delete",t)}}
    >
      ${k("delete")}
    </button>
  `}function to(s){let{row:t,texts:e}=s;return d`
    <div class="details">
      <h3>${e.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${t.said||e.say("row.no_words")}</p>
      <h3>${e.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${t.replied||e.say("row.no_reply")}</p>
      ${t.audio?d`<alexa-privacy-player
              .texts=${e}
              .fetcher=${s.fetcher}
              path=${Ss(s.entryId,t.id)}
              name=${`alexa-${new Date(t.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
            ></alexa-privacy-player>`:d`<span class="pale">${e.say("row.audio_none")}</span>`}
    </div>
  `}function Wt(s){return s.current?0:-1}var An=4.4,Sn=7.4,Dn=3.4,Ce=600,K,te,Me,Be,ct,w,Cn,Mn,On,Ii,Pn,Ln,Ui,ve,In,Un,Hn,Fn,Hi,qn,Nn,jn,L=class extends C{constructor(){super(...arguments);m(this,w);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.listedTo=1/0;this.busy=!1;this.done=!1;this.narrow=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;m(this,K,[]);m(this,te,new dt([],()=>0));m(this,Me,14);m(this,Be,new ResizeObserver(()=>{l(this,w,jn).call(this)}));m(this,ct,new ResizeObserver(()=>{a(this,ve).call(this)}));m(this,ve,()=>{let e=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:e,bottom:e+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>Ce/4||Math.abs(i.bottom-this.seen.bottom)>Ce/4)&&(l(this,w,In).call(this,i),this.seen=i),i.bottom+Ce>a(this,te).total&&_(this,"list-end")})}connectedCallback(){super.connectedCallback(),a(this,ct).observe(this),this.hasUpdated&&l(this,w,Ui).call(this,this.scroller)}disconnectedCallback(){super.disconnectedCallback(),a(this,ct).disconnect(),a(this,Be).disconnect(),this.scroller.removeEventListener("scroll",a(this,ve))}willUpdate(e){if(e.has("rows")||e.has("texts")){let i=a(this,K)[this.current];A(this,K,_n(this.rows,this.texts.calendar));let n=i&&Vt(i),r=n===void 0?0:a(this,K).findIndex(o=>Vt(o)===n);this.current=r>=0?r:Math.max(0,Math.min(this.current,a(this,K).length-1))}A(this,Me,parseFloat(getComputedStyle(this).fontSize)||a(this,Me)),A(this,te,new dt(a(this,K),i=>l(this,w,Ln).call(this,i)))}updated(e){if(e.has("scroller")&&l(this,w,Ui).call(this,this.scroller),this.open!==void 0){a(this,Be).disconnect();let i=this.renderRoot.querySelector("article.open");i&&a(this,Be).observe(i)}a(this,ve).call(this)}render(){let e=Math.max(0,a(this,te).at(this.seen.top-Ce)),i=a(this,te).at(this.seen.bottom+Ce),n=a(this,K).slice(e,i+1).map((r,o)=>({item:r,index:e+o}));return d`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy?"true":"false"}
        style=${Pi({height:`${a(this,te).total}px`})}
        @keydown=${l(this,w,Hn)}
        @focusin=${l(this,w,Un)}
        @row-open=${l(this,w,qn)}
        @row-play=${l(this,w,Nn)}
      >
        ${$n(n,({item:r})=>Vt(r),({item:r,index:o})=>l(this,w,Cn).call(this,r,o))}
      </div>
    `}showFirst(){this.current=0,this.scrollIntoView({block:"start"})}focusCurrent(){let e=a(this,K)[this.current];this.current===0&&e&&"day"in e&&(this.current=1),l(this,w,Hi).call(this,this.current)}};K=new WeakMap,te=new WeakMap,Me=new WeakMap,Be=new WeakMap,ct=new WeakMap,w=new WeakSet,Cn=function(e,i){let n="row"in e?e.row:void 0,r={row:!!n,heading:!n,open:!!n&&n.id===this.open,ticked:!!n&&this.ticked.has(n.id),leaving:!!n&&this.leaving.has(n.id)};return d`
      <article
        class=${bn(r)}
        style=${Pi({top:`${a(this,te).top(i)}px`})}
        tabindex=${i===this.current?0:-1}
        data-index=${i}
        aria-posinset=${i+1}
        aria-setsize=${this.done?a(this,K).length:-1}
        aria-label=${l(this,w,Pn).call(this,e)}
      >
        ${"row"in e?l(this,w,Mn).call(this,e.row,i):l(this,w,On).call(this,e.day,e.rows,i)}
      </article>
    `},Mn=function(e,i){return Rn({row:e,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(e.id),open:e.id===this.open,current:i===this.current,leaving:this.leaving.has(e.id)})},On=function(e,i,n){let r=l(this,w,Ii).call(this,e,i);return d`
      <input
        type="checkbox"
        .checked=${Oi(r)}
        .indeterminate=${Oi(!r&&i.some(o=>this.ticked.has(o.id)))}
        tabindex=${n===this.current?0:-1}
        aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(e)})}
        @click=${()=>{_(this,"day-tick",{day:e,on:!r})}}
      />
      <h2>${this.texts.day(e)}</h2>
    `},Ii=function(e,i){return(this.done||this.listedTo<this.texts.calendar.startOf(e))&&i.every(r=>this.ticked.has(r.id))},Pn=function(e){if("day"in e)return this.texts.day(e.day);let{row:i}=e;return[this.texts.time(i.time),i.device,...i.persons,this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied].filter(r=>r).join(", ")},Ln=function(e){if("day"in e)return Dn*a(this,Me);let i=(this.narrow?Sn:An)*a(this,Me)+1;return e.row.id===this.open?Math.max(i,this.openHeight):i},Ui=function(e){e.addEventListener("scroll",a(this,ve),{passive:!0})},ve=new WeakMap,In=function(e){let i=this.renderRoot.activeElement,n=a(this,te).top(this.current);i&&i!==this.feed&&(n<e.top-Ce||n>e.bottom+Ce)&&this.feed.focus({preventScroll:!0})},Un=function(e){let i=e.target.closest("article");i&&(this.current=Number(i.dataset.index))},Hn=function(e){let i=a(this,K)[this.current],n={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:a(this,K).length-1},r=e.composedPath()[0],o=r===this.feed||r.matches("article"),c=n[e.key];if(c!==void 0&&!r.matches("p, audio"))l(this,w,Hi).call(this,c);else if(!i||!o||!l(this,w,Fn).call(this,e.key,i))return;e.preventDefault()},Fn=function(e,i){if("day"in i){let r=!l(this,w,Ii).call(this,i.day,i.rows);return e===" "&&(_(this,"day-tick",{day:i.day,on:r}),!0)}let{row:n}=i;if(e===" "&&!this.leaving.has(n.id))_(this,"row-tick",n);else if(e==="Enter"||e==="Escape"&&this.open)_(this.feed,"row-open",n);else if(e==="Delete"&&!this.leaving.has(n.id))_(this,"row-delete",n);else if(e==="p"&&n.audio)_(this.feed,"row-play",n);else return!1;return!0},Hi=async function(e){this.current=Math.max(0,Math.min(e,a(this,K).length-1));let i=a(this,te).top(this.current),n=a(this,te).top(this.current+1),r=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,o=r+this.scroller.clientHeight,c=parseFloat(getComputedStyle(this.scroller).scrollPaddingTop)||0;i<r+c?this.scroller.scrollTop+=i-r-c:n>o&&(this.scroller.scrollTop+=n-o),a(this,ve).call(this),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})},qn=function(e){e.stopPropagation(),this.open=this.open===e.detail.id?void 0:e.detail.id,this.openHeight=0},Nn=async function(e){e.stopPropagation(),this.open=e.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()},jn=function(){let e=this.renderRoot.querySelector("article.open");e&&(this.openHeight=e.getBoundingClientRect().height)},L.styles=[j,En,S`
      :host {
        display: block;
        --row: ${An}em;
      }
      :host([narrow]) {
        --row: ${Sn}em;
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
        height: ${Dn}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `],p([f({attribute:!1})],L.prototype,"texts",2),p([f({attribute:!1})],L.prototype,"fetcher",2),p([f({attribute:!1})],L.prototype,"entryId",2),p([f({attribute:!1})],L.prototype,"rows",2),p([f({attribute:!1})],L.prototype,"ticked",2),p([f({attribute:!1})],L.prototype,"leaving",2),p([f({attribute:!1})],L.prototype,"scroller",2),p([f({attribute:!1})],L.prototype,"listedTo",2),p([f({type:Boolean})],L.prototype,"busy",2),p([f({type:Boolean})],L.prototype,"done",2),p([f({type:Boolean,reflect:!0})],L.prototype,"narrow",2),p([$()],L.prototype,"seen",2),p([$()],L.prototype,"open",2),p([$()],L.prototype,"openHeight",2),p([$()],L.prototype,"current",2),p([B("[role=feed]")],L.prototype,"feed",2),L=p([N("alexa-privacy-list")],L);var Kt=class{constructor(t,e,i,n){this.rows=[];this.done=!1;this.loading=!1;this.#r=new Set;this.#o=0;this.#e=t,this.#s=e,this.#t=i,this.#i=n}#e;#s;#t;#i;#n;#r;#o;async start(){let t=++this.#o;this.#l(),this.#n=this.#a(t),await this.#n}async more(){if(this.loading||this.done)return;if(!this.#n){await this.start();return}let t=this.#o;this.#l();try{await(await this.#n)?.more()}catch(e){this.#d(t,e)}}async stop(){let t=this.#n;this.lose(),await(await t)?.end().catch(()=>{})}lose(){this.#o+=1,this.#n=void 0,this.loading=!1}remove(t){this.rows=this.rows.filter(e=>!t.has(e.id)),this.#i([])}async#a(t){let e=this.rows.at(-1)?.time,i=e===void 0?this.#t:{...this.#t,end:e+1};try{return await ks(this.#e,this.#s,i,n=>{t===this.#o&&this.#c(n)})}catch(n){this.#d(t,n);return}}#l(){this.loading=!0,this.error=void 0,this.#i([])}#c(t){if("error"in t){this.loading=!1,this.error=t.error,this.#i([]);return}let e=t.recordings.filter(i=>!this.#r.has(i.id));for(let i of e)this.#r.add(i.id);this.rows=[...this.rows,...e],this.done=t.done,this.listedTo=t.listed_to,this.loading=!t.done&&!t.paused,this.#i(e)}#d(t,e){t===this.#o&&(this.lose(),this.error=J(e),this.#i([]))}};var Bn=S`
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
`,Yt=S`
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
`;function zn(s,t){let e=!t.listing?.rows.length;return d`
    <div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
      <span role="status">${so(s,t)}</span>
      ${t.ticked?d`<button @click=${t.onUntick}>
              ${k("close")}${s.say("page.untick",{count:t.ticked})}
            </button>`:u}
      ${t.exporting?d`<button @click=${t.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>io(s,i,e,t.onExport))}
      ${t.ticked?d`<button class="danger" ?disabled=${t.ticking} @click=${t.onDeleteTicked}>
              ${k("delete")}${s.say("delete.ticked",{count:t.ticked})}
            </button>`:d`<button class="danger" ?disabled=${e} @click=${t.onDeleteMatching}>
              ${k("delete")}${s.say(t.filtered?"delete.matching":"delete.whole")}
            </button>`}
    </div>
  `}function io(s,t,e,i){let n=s.say(`export.${t}`);return d`<button
    ?disabled=${e}
    aria-label=${n}
    title=${n}
    @click=${()=>{i(t)}}
  >
    ${k("download")}${t.toUpperCase()}
  </button>`}function so(s,{listing:t,exporting:e}){if(!t)return"";let i=t.rows.length;return e?s.say("export.loading",{count:i}):t.done?s.say("page.all_listed",{count:i}):t.listedTo===void 0?t.loading?s.say("page.asking"):"":s.say(t.loading?"page.listing":"page.listed",{count:i,day:s.shortDay(s.calendar.dayOf(t.listedTo))})}function ht(s,t,e,i=""){return d`
    <div class="card banner problem">
      ${k("alert")}<span role="alert">${t.message}</span>
      ${i&&Ne(t)?Se(s,i):u}
      <button @click=${e}>${s.say("page.retry")}</button>
    </div>
  `}function Vn(s,t){return t.shown.map(e=>no(s,t,e))}function no(s,t,e){let{receipt:i,progress:n,error:r}=e,o=!!r||e.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return d`
    <div class="card banner ${o?"problem":""}">
      ${e.running?u:k(o?"alert":"done")}
      <span role="status">${Os(s,e)}</span>
      ${e.running?d`<button
                @click=${()=>{t.cancel(e)}}
              >
                ${s.say("delete.stop")}
              </button>
              <progress
                aria-label=${s.say("delete.progress")}
                max=${Math.max(1,2*(n?.matched??0))}
                value=${n?n.asked+n.verified_gone:0}
              ></progress>`:d`<button
              class="round"
              aria-label=${s.say("page.dismiss")}
              title=${s.say("page.dismiss")}
              @click=${()=>{t.dismiss(e)}}
            >
              ${k("close")}
            </button>`}
    </div>
  `}var O,Wn,Kn,Yn,Qn,Oe,Fi,qi,pt,be=class extends C{constructor(){super(...arguments);m(this,O);this.away=!1;m(this,pt,()=>{Re(this.account.entry_id)})}render(){let{texts:e,account:i}=this;return d`
      <section class="card" aria-label=${e.say("protection.title")}>
        ${this.away?u:Bs(e,i)}
        <ul>
          ${l(this,O,Wn).call(this)} ${l(this,O,Kn).call(this)} ${l(this,O,Yn).call(this)} ${l(this,O,Qn).call(this)}
        </ul>
        <details>
          <summary>${e.say("protection.review_meaning_title")}</summary>
          <p>${e.say("protection.review_meaning")}</p>
        </details>
      </section>
    `}};O=new WeakSet,Wn=function(){let{state:e,entity_id:i,taught:n}=this.account.review,r=e===null?n?"unknown":"not_taught":e?"on":"off";return l(this,O,Oe).call(this,"review",r==="unknown"?void 0:this.texts.say(`protection.review_${r}`),{problem:e===!0,...n?{act:i?l(this,O,Fi).call(this,i):a(this,pt)}:l(this,O,qi).call(this,"human_review")})},Kn=function(){let{state:e,entity_id:i,next:n}=this.account.nightly;if(!i)return u;let r=[e&&n!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(n)}):"",Ps(this.texts,this.account.nightly)],o=e===null?void 0:this.texts.say(e?"protection.nightly_on":"protection.nightly_off");return l(this,O,Oe).call(this,"nightly",o,{problem:this.account.problems.some(c=>c.startsWith("purge_")),more:r,act:l(this,O,Fi).call(this,i)})},Yn=function(){let{last_receipt:e,last_deletion:i}=this.account;return i!==null&&(!e||e.finished&&i>Date.parse(e.finished))?l(this,O,Oe).call(this,"receipt",this.texts.moment(i),{}):e?l(this,O,Oe).call(this,"receipt",_i(this.texts,e),{problem:["failed","partial","stopped"].includes(e.status),more:[e.finished?this.texts.moment(Date.parse(e.finished)):""]}):l(this,O,Oe).call(this,"receipt",this.texts.say("protection.receipt_none"),{})},Qn=function(){let{broken:e,to_teach:i,to_test:n}=this.account,r=e.length?"broken":i.length?"teach":n.length?"test":"fine",o={broken:e,teach:i,test:n,fine:[]}[r],c=pe([...e,...i]);return l(this,O,Oe).call(this,"learned",this.texts.say(`protection.learned_${r}`),{problem:r==="broken",more:[o.map(h=>ie(this.texts,h)).join(", ")],...c?l(this,O,qi).call(this,c):{act:a(this,pt)}})},Oe=function(e,i,{problem:n=!1,more:r=[],act:o,label:c}){let h=this.texts.say(`protection.${e}`),g=i!==void 0&&!this.away&&this.account.current,R=g&&!n&&this.account.good.includes(e),y=g?n?k("alert"):R?k("done"):u:k("unknown"),E=g||!i?"":this.texts.say("protection.last_known",{said:i});return d`
      <li class="part ${g&&n?"problem":R?"good":""}">
        <h2>${h}</h2>
        <strong>${y}${g?i:this.texts.say("protection.not_known")}</strong>
        ${[E,...r].filter(Boolean).map(T=>d`<span class="pale">${T}</span>`)}
        ${o?d`<button
                aria-label=${c?.whole??this.texts.say("protection.change_it",{title:h})}
                @click=${o}
              >
                ${c?.short??this.texts.say("protection.change")}
              </button>`:u}
      </li>
    `},Fi=function(e){return()=>{Ut(this,e)}},qi=function(e){let i=this.texts.say("teach.title",{lesson:ie(this.texts,e)});return{label:{short:this.texts.say("teach.teach"),whole:i},act:()=>{ge(this.account.entry_id,e)}}},pt=new WeakMap,be.styles=[j,js,S`
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
    `],p([f({attribute:!1})],be.prototype,"texts",2),p([f({attribute:!1})],be.prototype,"account",2),p([f({type:Boolean})],be.prototype,"away",2),be=p([N("alexa-privacy-protection")],be);var Qt=class{#e;#s;#t;#i;#n;#r=!1;constructor(t,e,i,n){this.#e=t,this.#s=e,this.#t=i,this.#i=n}async start(){try{let t=await Ts(this.#e,this.#s,this.#t,e=>{this.#o(e)});this.#r?await t():this.#n=t}catch(t){this.#o({error:J(t)})}}async stop(){this.#r=!0,await this.#n?.().catch(()=>{})}#o(t){this.#r||(Object.assign(this,t),this.#i(this))}};function Ni(s,t){return{question:{count:t.length,what:Us(s,t)},target:Cs(t)}}function Zn({connection:s,account:t,texts:e},i,n){let r=Ds(i,e.calendar),o=new Qt(s,t.entry_id,r,n);o.start();let c=Is(e,i,t);return{question:{counting:o,what:c,whole:"everything"in r},target:r}}function ji(s){return s&&"counting"in s.question?s.question.counting:void 0}var ut=class{constructor(t){this.ids=new Set;this.#e=new Set;this.#s=t}#e;#s;get growing(){return this.#e.size>0}toggle(t){let e=new Set(this.ids);e.delete(t)||e.add(t),this.ids=e}tickDay(t){this.#e.add(t)}untickDay(t,e){this.#e.delete(t),this.remove(new Set(e.filter(i=>this.#s.dayOf(i.time)===t).map(i=>i.id)))}grow({rows:t,done:e,listedTo:i}){if(!this.growing)return;let n=t.filter(r=>this.#e.has(this.#s.dayOf(r.time)));this.ids=new Set([...this.ids,...n.map(r=>r.id)]);for(let r of this.#e)(e||i!==void 0&&i<this.#s.startOf(r))&&this.#e.delete(r)}settle(){this.#e.clear()}remove(t){this.ids=new Set([...this.ids].filter(e=>!t.has(e)))}};var P,Pe,H,ae,b,mt,Le,ft,Jt,Bi,Jn,Xn,Xt,Gn,er,ze,tr,Gt,ir,Zt,sr,ei,ti,Ie,nr,ii,si,gt,ni,rr,zi,Vi,yt,U=class extends C{constructor(){super(...arguments);m(this,b);this.narrow=!1;this.away=!1;this.stale=!1;this.filter=tt;m(this,P);m(this,Pe,[]);m(this,H);m(this,ae);m(this,Le,()=>{a(this,P)&&!a(this,P).done&&a(this,P).start(),a(this,ae).subscribe(),a(this,ze).call(this)});m(this,ft,()=>{a(this,P)?.lose(),a(this,ae).lose()});m(this,Jt,()=>{this.requestUpdate()});m(this,Xt,()=>{a(this,P)?.more()});m(this,ze,async()=>{try{this.days=await ws(this.connection,this.account.entry_id),this.daysFailure=void 0}catch(e){this.daysFailure=J(e)}});m(this,Gt,()=>{A(this,H,new ut(this.texts.calendar)),this.requestUpdate()});m(this,ei,()=>{let e=l(this,b,zi).call(this);e.length&&l(this,b,Zt).call(this)&&(this.asked=Ni(this.texts,e))});m(this,ti,()=>{l(this,b,Zt).call(this)&&(this.asked=Zn(this,this.filter,e=>{this.asked&&ji(this.asked)===e&&(this.asked={...this.asked,question:{...this.asked.question}})}))});m(this,Ie,()=>{ji(this.asked)?.stop(),this.asked=void 0});m(this,ii,e=>{a(this,P)?.remove(e),a(this,H).remove(e)});m(this,si,({own:e,ids:i,error:n,receipt:r})=>{(e&&(n??r)?i.size&&(n??r?.status==="verified"):a(this,H).ids.size||this.exporting)||l(this,b,mt).call(this),a(this,ze).call(this),_(this,"accounts-stale")});m(this,gt,e=>{let i=l(this,b,zi).call(this);i.length?Ft(e,i):a(this,P)&&(this.exporting=e,l(this,b,Bi).call(this,a(this,P)))});m(this,ni,()=>{this.exporting=void 0});m(this,yt,e=>{let i=e.composedPath()[0];e.key==="/"&&!i.matches("input, select, textarea")&&(e.preventDefault(),this.filterBar.focus())})}connectedCallback(){super.connectedCallback(),this.hasUpdated||A(this,ae,new Ht(this.connection,this.account.entry_id,{changed:a(this,Jt),gone:a(this,ii),ended:a(this,si)})),this.connection.addEventListener("disconnected",a(this,ft)),this.connection.addEventListener("ready",a(this,Le)),window.addEventListener("keydown",a(this,yt)),a(this,Le).call(this)}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",a(this,ft)),this.connection.removeEventListener("ready",a(this,Le)),window.removeEventListener("keydown",a(this,yt)),a(this,P)?.stop(),a(this,ae).stop(),a(this,Ie).call(this)}render(){let{texts:e,account:i}=this,n=a(this,P);return d`
      <alexa-privacy-protection
        .texts=${e}
        .account=${i}
        ?away=${this.away||this.stale}
      ></alexa-privacy-protection>
      ${this.days?d`<alexa-privacy-graph
              .texts=${e}
              .days=${this.days}
              @days-chosen=${l(this,b,er)}
            ></alexa-privacy-graph>`:this.daysFailure?ht(e,this.daysFailure,a(this,ze),i.entry_id):u}
      <div class="card">
        <alexa-privacy-filter
          .connection=${this.connection}
          .entryId=${i.entry_id}
          .texts=${e}
          .filter=${this.filter}
          .echoes=${i.echoes}
          .persons=${a(this,Pe)}
          ?narrow=${this.narrow}
          @filter=${l(this,b,Gn)}
          @filter-left=${()=>{this.list.focusCurrent()}}
        ></alexa-privacy-filter>
      </div>
      ${Vn(e,a(this,ae))}
      <div
        class="card list"
        @list-end=${l(this,b,Xn)}
        @row-tick=${l(this,b,tr)}
        @day-tick=${l(this,b,ir)}
        @row-delete=${l(this,b,sr)}
      >
        ${zn(e,{listing:n,ticked:a(this,H).ids.size,ticking:a(this,H).growing,filtered:!fe(this.filter),exporting:this.exporting!==void 0,onUntick:a(this,Gt),onDeleteTicked:a(this,ei),onDeleteMatching:a(this,ti),onExport:a(this,gt),onCancelExport:a(this,ni)})}
        <alexa-privacy-list
          .texts=${e}
          .fetcher=${this.fetcher}
          .entryId=${i.entry_id}
          .rows=${n?.rows??[]}
          .ticked=${a(this,H).ids}
          .leaving=${a(this,ae).leaving}
          .scroller=${this.scroller}
          .listedTo=${n?.listedTo??1/0}
          ?busy=${n?.loading??!0}
          ?done=${n?.done??!1}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${n?.error&&!this.away?ht(e,n.error,a(this,Xt),i.entry_id):u}
        ${n?.done&&!n.rows.length?d`<p class="none">${e.say("page.none")}</p>`:u}
      </div>
      ${this.asked?d`<alexa-privacy-confirm
              .texts=${e}
              .entryId=${i.entry_id}
              .question=${this.asked.question}
              @confirm-yes=${l(this,b,nr)}
              @confirm-no=${a(this,Ie)}
              @confirm-export=${l(this,b,rr)}
            ></alexa-privacy-confirm>`:u}
    `}willUpdate(e){e.has("texts")&&!a(this,P)&&l(this,b,mt).call(this),e.get("away")&&a(this,Le).call(this)}};P=new WeakMap,Pe=new WeakMap,H=new WeakMap,ae=new WeakMap,b=new WeakSet,mt=function(){let e=wi(this.filter,this.texts.calendar);a(this,P)?.stop(),A(this,H,new ut(this.texts.calendar)),this.exporting=void 0;let i=new Kt(this.connection,this.account.entry_id,e,n=>{i===a(this,P)&&l(this,b,Bi).call(this,i,n)});A(this,P,i),i.start()},Le=new WeakMap,ft=new WeakMap,Jt=new WeakMap,Bi=function(e,i=[]){let n=new Set([...a(this,Pe),...i.flatMap(r=>r.persons)]);n.size>a(this,Pe).length&&A(this,Pe,[...n]),a(this,H).grow(e),this.exporting&&e.done?(Ft(this.exporting,e.rows),this.exporting=void 0):e.error?(this.exporting=void 0,a(this,H).settle(),l(this,b,Jn).call(this,e.error)):(this.exporting||a(this,H).growing)&&e.more(),this.requestUpdate()},Jn=function(e){Ne(e)&&!this.account.problems.includes("signed_out")&&_(this,"accounts-stale")},Xn=function(){a(this,P)&&!a(this,P).error&&a(this,P).more()},Xt=new WeakMap,Gn=function(e){this.filter=e.detail,l(this,b,mt).call(this)},er=function(e){let{from:i,to:n}=e.detail;this.filter={...this.filter,from:i,to:n},l(this,b,mt).call(this),this.list.showFirst()},ze=new WeakMap,tr=function(e){a(this,H).toggle(e.detail.id),this.requestUpdate()},Gt=new WeakMap,ir=function(e){let{day:i,on:n}=e.detail,r=a(this,P);r&&n?(a(this,H).tickDay(i),a(this,H).grow(r),a(this,H).growing&&r.more(),this.requestUpdate()):r&&(a(this,H).untickDay(i,r.rows),this.requestUpdate())},Zt=function(){let{can_delete:e,entry_id:i}=this.account;return e||ge(i,"delete_recordings"),e},sr=function(e){l(this,b,Zt).call(this)&&(this.asked=Ni(this.texts,[e.detail]))},ei=new WeakMap,ti=new WeakMap,Ie=new WeakMap,nr=function(){let e=this.asked?.target;a(this,Ie).call(this),e&&(a(this,H).remove(new Set("ids"in e?e.ids:[])),a(this,ae).begin(e),this.list.focusCurrent())},ii=new WeakMap,si=new WeakMap,gt=new WeakMap,ni=new WeakMap,rr=function(){let e=this.asked?.target;a(this,Ie).call(this),e&&"ids"in e?Ft("json",l(this,b,Vi).call(this,new Set(e.ids))):a(this,gt).call(this,"json")},zi=function(){return l(this,b,Vi).call(this,a(this,H).ids)},Vi=function(e){return(a(this,P)?.rows??[]).filter(i=>e.has(i.id))},yt=new WeakMap,U.styles=[j,Yt,Bn],p([f({attribute:!1})],U.prototype,"connection",2),p([f({attribute:!1})],U.prototype,"fetcher",2),p([f({attribute:!1})],U.prototype,"texts",2),p([f({attribute:!1})],U.prototype,"account",2),p([f({attribute:!1})],U.prototype,"scroller",2),p([f({type:Boolean,reflect:!0})],U.prototype,"narrow",2),p([f({type:Boolean})],U.prototype,"away",2),p([f({type:Boolean})],U.prototype,"stale",2),p([$()],U.prototype,"filter",2),p([$()],U.prototype,"days",2),p([$()],U.prototype,"daysFailure",2),p([$()],U.prototype,"asked",2),p([$()],U.prototype,"exporting",2),p([B("alexa-privacy-list")],U.prototype,"list",2),p([B("alexa-privacy-filter")],U.prototype,"filterBar",2),U=p([N("alexa-privacy-account")],U);var ro=["no_listing","other_recording","other_setting","list_again","failed","throttled","unreachable"],oo=["delete","delete_range","show_all","delete_all","show_all_again"],ao=["expired","unloaded","elsewhere"];function ar(s,{steps:t,current:e}){let i=t.filter(({waits:r})=>!r),n=i.find(({done:r})=>!r);return d`<ol aria-hidden=${e===null?"true":"false"}>
    ${i.map((r,o)=>d`<li
          class=${r.done?"done":r===n?"now":""}
          aria-current=${r===n?"step":"false"}
        >
          ${r.done?k("done"):o+1}
          <span class="hidden">${r.done?s.say("teach.seen"):s.say("teach.not_yet")}</span>
        </li>`)}
  </ol>`}function lr(s,{steps:t,current:e},i,n){let r=ie(s,i);if(n==="ask")return d`<p class="do">${s.say("teach.ask",{lesson:r})}</p>
      <p class="pale">${or(s,i)}</p>`;let o=t[e??t.length],c=t.some(({done:y,waits:E})=>y&&!E),h=c?`${s.say("teach.seen")} `:"";if(!o||o.waits)return d`<p class="do">${h}${s.say(o?"teach.loading":"teach.all_seen")}</p>
      <progress aria-label=${s.say("teach.loading")}></progress>`;if(o.key==="flip"){let y=n===(Number(o.placeholders.number)%2===0);return d`<p class="do">${h}${s.say(y?"teach.turn_on":"teach.turn_off",{lesson:r})}</p>
      ${c?u:d`<p class="pale">${or(s,i)}</p>`}`}let g=oo.find(y=>y===o.key),R=c&&(g==="delete"||g==="delete_range");return d`<p class="do">${h}${g?s.say(R?`teach.${g}_second`:`teach.${g}`):o.key}</p>
    ${g==="delete"?d`<p>${ri(s,o.placeholders)}</p>`:u}`}function or(s,t){return t==="human_review"||t==="message_review"||t==="deletion_by_voice"?s.say(`teach.hint_${t}`):""}function dr(s,t){let e=ro.find(i=>i===t?.key);return!t||!e?u:d`<p class="note">
    ${k("alert")}<span
      >${s.say(`teach.note_${e}`,t.placeholders)}
      ${"time"in t.placeholders?ri(s,t.placeholders):u}</span
    >
  </p>`}function ri(s,{time:t,device:e,said:i}){let n=e===void 0||e===""?s.say("row.no_device"):e;return d`<span class="recording">
    <strong
      ><time datetime=${t??""}>${s.when(Date.parse(t??""))}</time> ·
      <span dir="auto">${n}</span></strong
    >
    <span dir="auto" class=${i?"said":"pale"}>${i?`“${i}”`:s.say("row.no_words")}</span>
  </span>`}function cr(s,t){return t==="signed_out"?s.say("problem.signed_out"):s.say(`teach.closed_${ao.find(e=>e===t)??"expired"}`)}function hr(s){let t=s.split(`
`);return d`<div class="result">
    ${t.map((e,i)=>{if(e.startsWith("**"))return d`<h3>${e.replaceAll("**","")}</h3>`;if(!e.startsWith("- "))return u;let n=t[i+1]?.startsWith("  ")?d`<p>${t[i+1]?.trim()}</p>`:u,r=e.slice(2).split("`");return d`${n}
        <p>${r.map((o,c)=>c%2?d`<code dir="ltr">${o}</code>`:o)}</p>`})}
  </div>`}var pr=S`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .guide {
    flex: none;
    max-height: 45%;
    padding: 8px 16px 12px;
    overflow-y: auto;
    background: var(--card-background-color);
    border-bottom: 1px solid var(--divider-color);
  }
  .top,
  ol,
  h2,
  .note {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  ol {
    flex: 1;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    place-content: center;
    width: 28px;
    height: 28px;
    border: 2px solid var(--divider-color);
    border-radius: 50%;
    color: var(--secondary-text-color);
    font-weight: 500;
  }
  li.now {
    border-color: var(--primary-color);
    color: var(--primary-text-color);
  }
  li.done {
    border-color: transparent;
    background: color-mix(in srgb, var(--success-color) 20%, transparent);
    color: var(--primary-text-color);
  }
  li .icon {
    width: 18px;
    height: 18px;
  }
  p {
    margin: 4px 0 0;
    overflow-wrap: anywhere;
  }
  .do {
    font-size: 16px;
    font-weight: 500;
  }
  .recording {
    display: block;
  }
  .recording > * {
    display: block;
    font-weight: 500;
  }
  .said {
    display: -webkit-box;
    overflow: hidden;
    font-style: italic;
    font-weight: 400;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .note {
    align-items: start;
    margin-top: 8px;
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--warning-color) 15%, transparent);
  }
  iframe {
    flex: 1;
    width: 100%;
    min-height: 0;
    border: none;
    /* Amazon's page knows nothing of the theme. */
    background: #fff;
    color-scheme: light;
  }
  .alone {
    width: min(600px, 100% - 32px);
    margin: 16px auto;
    padding: 16px;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 20px;
    font-weight: 500;
  }
  h2:focus-visible {
    outline: none;
  }
  h2.learned .icon,
  h2.done .icon {
    color: var(--success-color);
  }
  h2.problem .icon {
    color: var(--danger-text);
  }
  .alone p {
    margin: 0 0 12px;
  }
  .alone p.note {
    padding: 8px 12px;
  }
  .result {
    max-height: 40vh;
    margin-bottom: 12px;
    overflow-y: auto;
  }
  h3 {
    margin: 0 0 4px;
    font: inherit;
    font-weight: 500;
  }
  code {
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  fieldset {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: none;
  }
  legend {
    padding: 0 0 8px;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 12px;
    border: 1px solid var(--divider-color);
    border-radius: 8px;
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--primary-color);
  }
  .option input {
    width: 20px;
    min-height: 20px;
    flex: none;
    accent-color: var(--primary-color);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    margin-top: 12px;
  }
  .guide .buttons {
    justify-content: start;
    margin-top: 8px;
  }
  progress {
    width: 100%;
    accent-color: var(--primary-color);
  }
  @media (orientation: landscape) and (max-height: 500px) {
    :host {
      flex-direction: row;
    }
    .guide {
      width: 280px;
      max-height: none;
      border-inline-end: 1px solid var(--divider-color);
      border-bottom: none;
    }
  }
`;var oi=class{constructor(t,e,i,n){this.busy=!1;this.open=async()=>{let t={type:"alexa_privacy/visit/open",...this.#s,id:0},e=()=>this.#i===t;this.#n?.().catch(()=>{}),this.#n=void 0,this.#i=t,this.failure=void 0;try{let i=await this.#e.subscribeMessage(n=>{e()&&(this.visit=n,this.#t())},t,{resubscribe:!1});e()?this.#n=i:await i()}catch(i){e()&&(this.failure=J(i),this.#t())}};this.lose=()=>{this.#n=void 0};this.#e=t,this.#s={entry_id:e,lesson:i},this.#t=n}#e;#s;#t;#i;#n;async agree(t){await this.#r("agree",t===void 0?{}:{is_on:t})}async test(t){await this.#r("test",{recording:t})}async close(){let[t,e]=[this.#n,this.#i];if(this.#n=this.#i=void 0,e?.id){let i={type:"alexa_privacy/visit/close",subscription:e.id};await this.#e.sendMessagePromise(i).catch(()=>{}),await t?.().catch(()=>{})}}async#r(t,e){this.failure=void 0;let i={type:`alexa_privacy/visit/${t}`,subscription:this.#i?.id,...e};this.busy=!0,this.#t(),await this.#e.sendMessagePromise(i).catch(n=>{this.failure=J(n)}),this.busy=!1,this.#t()}};var lo=6e4,co=5,ho=1e4,po=3,z,bt,xt,x,ur,mr,fr,gr,yr,Wi,Ki,vt,ne,Yi,Ve,X=class extends C{constructor(){super(...arguments);m(this,x);this.reloads=0;m(this,z);m(this,bt);m(this,xt);m(this,Ve,()=>{_(this,"lesson-left")})}connectedCallback(){super.connectedCallback(),A(this,z,new oi(this.connection,this.account.entry_id,this.lesson,()=>{this.requestUpdate()})),this.connection.addEventListener("ready",a(this,z).open),this.connection.addEventListener("disconnected",a(this,z).lose),A(this,bt,setInterval(()=>{this.requestUpdate()},ho)),a(this,z).open()}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("ready",a(this,z).open),this.connection.removeEventListener("disconnected",a(this,z).lose),clearInterval(a(this,bt)),a(this,z).close()}render(){let{visit:e,failure:i}=a(this,z),n=e?.state??"opening",r=i?.message??e?.error?.message;if(!e||n==="refused")return r?l(this,x,Wi).call(this,"refused",r,"again"):l(this,x,Ki).call(this,"opening");switch(n){case"open":return d`${l(this,x,ur).call(this,e)}${l(this,x,mr).call(this,e)}`;case"learned":return l(this,x,vt).call(this,"learned",l(this,x,fr).call(this,e),r);case"to_test":return l(this,x,vt).call(this,"test",l(this,x,gr).call(this,e),r);case"done":return l(this,x,vt).call(this,"done",l(this,x,yr).call(this));case"closed":return l(this,x,Wi).call(this,"closed",cr(this.texts,e.reason),"open_again");default:return l(this,x,Ki).call(this,n)}}updated(){let e=a(this,z).visit?.state;e!==a(this,xt)&&(A(this,xt,e),this.heading?.focus(),e==="done"&&_(this,"accounts-stale"))}};z=new WeakMap,bt=new WeakMap,xt=new WeakMap,x=new WeakSet,ur=function(e){let{texts:i}=this,n=it(this.lesson)&&this.wasOn===void 0&&e.current!==null,r=e.expires?Math.ceil((Date.parse(e.expires)-Date.now())/lo):1/0;return d`
      <section class="guide" aria-label=${i.say("teach.steps")}>
        <div class="top">
          ${ar(i,e)}
          ${r>co?u:d`<span class="pale">${i.say("teach.minutes",{count:r})}</span>`}
          <button
            class="round"
            aria-label=${i.say("teach.reload")}
            title=${i.say("teach.reload")}
            @click=${()=>{this.reloads+=1}}
          >
            ${k("reload")}
          </button>
        </div>
        <div role="status">
          ${lr(i,e,this.lesson,n?"ask":this.wasOn)} ${dr(i,e.note)}
        </div>
        ${n?d`<div class="buttons">
                ${[!0,!1].map(o=>l(this,x,ne).call(this,o?"is_on":"is_off",()=>{let c=e.steps.filter(({key:h,done:g})=>h==="flip"&&g).length;this.wasOn=c%2?!o:o}))}
              </div>`:u}
        ${e.note?.key==="no_listing"?d`<div class="buttons">
                <a class="button" href=${e.path??""} target="_blank" rel="noopener noreferrer"
                  >${i.say("teach.own_tab")}</a
                >
                ${l(this,x,Yi).call(this)}
              </div>`:u}
      </section>
    `},mr=function(e){return d`${et(`${e.path??""} ${e.load} ${this.reloads}`,d`<iframe
        sandbox="allow-scripts allow-forms allow-modals"
        referrerpolicy="no-referrer"
        title=${this.texts.say("teach.frame")}
        src=${e.path??""}
      ></iframe>`)}`},fr=function(e){let{texts:i,wasOn:n}=this,r=it(this.lesson)&&(n===void 0||e.error),o=c=>()=>{a(this,z).agree(c)};return d`
      <p>${i.say("teach.learned_meaning")}</p>
      ${hr(e.result??"")}
      ${r?d`<p>${i.say("teach.ask_now",{lesson:ie(i,this.lesson)})}</p>`:u}
      <div class="buttons">
        ${l(this,x,ne).call(this,"discard",a(this,Ve))}
        ${r?[l(this,x,ne).call(this,"is_on",o(!0),"filled"),l(this,x,ne).call(this,"is_off",o(!1),"filled")]:l(this,x,ne).call(this,"agree",o(it(this.lesson)?n:void 0),"filled")}
      </div>
    `},gr=function({candidates:e}){let{texts:i}=this;return d`
      <fieldset>
        <legend>${i.say("teach.test_meaning")}</legend>
        ${e.slice(0,po).map((n,r)=>d`<label class="option">
                <input
                  type="radio"
                  name="recording"
                  value=${n.id}
                  ?checked=${!r}
                />${ri(i,n)}
              </label>`)}
      </fieldset>
      <div class="buttons">
        ${l(this,x,ne).call(this,"skip",a(this,Ve))}
        ${l(this,x,ne).call(this,"test",()=>{a(this,z).test(this.chosen?.value??e[0]?.id??"")},"danger filled")}
      </div>
    `},yr=function(){let{texts:e,account:i}=this,n=pe(i.to_teach.filter(o=>pe([o])!==this.lesson)),r=it(this.lesson)?"done_setting":this.lesson==="delete_everything"?"done_untested":"done_tested";return d`
      <p>${e.say(`teach.${r}`)}</p>
      <div class="buttons">
        ${n?d`<button
                class="outlined"
                @click=${()=>{ge(i.entry_id,n)}}
              >
                ${e.say("teach.next",{lesson:ie(e,n)})}
              </button>`:u}
        ${l(this,x,ne).call(this,"finish",a(this,Ve),"filled")}
      </div>
    `},Wi=function(e,i,n){return l(this,x,vt).call(this,e,d`<div class="buttons">
        ${e==="refused"?l(this,x,Yi).call(this):u}
        ${l(this,x,ne).call(this,n,()=>{this.wasOn=void 0,a(this,z).open()},"filled")}
      </div>`,i)},Ki=function(e){let i=this.texts.say(`teach.${e}`);return d`<div class="card alone">
      <p role="status">${i}</p>
      <progress aria-label=${i}></progress>
    </div>`},vt=function(e,i,n=""){let r=e==="refused"||e==="closed";return d`<section class="card alone" aria-labelledby="title">
      <h2 id="title" tabindex="-1" class=${r?"problem":e}>
        ${e==="test"?u:k(r?"alert":"done")}
        ${this.texts.say(`teach.title_${e}`,{lesson:ie(this.texts,this.lesson)})}
      </h2>
      ${n?d`<p role="alert" class=${r?"":"note"}>${n}</p>`:u} ${i}
    </section>`},ne=function(e,i,n="outlined"){return d`<button class=${n} ?disabled=${a(this,z).busy} @click=${i}>
      ${this.texts.say(`teach.${e}`)}
    </button>`},Yi=function(){return l(this,x,ne).call(this,"har",()=>{Re(this.account.entry_id)})},Ve=new WeakMap,X.styles=[j,pr],p([f({attribute:!1})],X.prototype,"connection",2),p([f({attribute:!1})],X.prototype,"texts",2),p([f({attribute:!1})],X.prototype,"account",2),p([f({attribute:!1})],X.prototype,"lesson",2),p([$()],X.prototype,"wasOn",2),p([$()],X.prototype,"reloads",2),p([B("h2")],X.prototype,"heading",2),p([B("input:checked")],X.prototype,"chosen",2),X=p([N("alexa-privacy-teach")],X);var vr=12*36e5,uo=144*36e5,ai=class{#e;#s;#t;#i;#n;#r;#o;#a;constructor(t,e){this.language=e.language,this.calendar=new jt(e.config.time_zone),this.#e=t;let i=e.config.time_zone,n={12:!0,24:!1}[e.locale.time_format],r={timeZone:i,...n===void 0?{}:{hour12:n}},o={day:"numeric",month:"short",year:"numeric"};this.#s=new Intl.NumberFormat(this.language),this.#t=new Intl.PluralRules(this.language),this.#i=new Intl.DateTimeFormat(this.language,{timeZone:i,dateStyle:"full"}),this.#n=new Intl.DateTimeFormat(this.language,{timeZone:i,...o}),this.#r=new Intl.DateTimeFormat(this.language,{...r,hour:"numeric",minute:"2-digit"}),this.#a=new Intl.DateTimeFormat(this.language,{...r,weekday:"long",hour:"numeric",minute:"2-digit"}),this.#o=new Intl.DateTimeFormat(this.language,{...r,...o,hour:"numeric",minute:"2-digit"})}say(t,e={}){let i={};for(let[c,h]of Object.entries(e))i[c]=typeof h=="number"?this.#s.format(h):h;let n=`component.alexa_privacy.config_panel.${t}`,{count:r}=e;return typeof r=="number"&&this.#t.select(r)==="one"&&this.#e(`${n}_one`,i)||this.#e(n,i)}number(t){return this.#s.format(t)}day(t){return this.#i.format(this.calendar.startOf(t)+vr)}shortDay(t){return this.#n.format(this.calendar.startOf(t)+vr)}time(t){return this.#r.format(t)}moment(t){return this.#o.format(t)}when(t){let e=this.calendar.dayOf(t),i=Date.now()-t;return e===this.calendar.dayOf(Date.now())?this.time(t):(i<uo?this.#a:this.#o).format(t)}};var br=6e4,mo=3*br,We,Q,wt,_t,W,xr,$r,$t,xe,kt,li,di,le,Tt,ci,wr,_r,Y=class extends C{constructor(){super(...arguments);m(this,W);this.narrow=!1;this.stale=!1;this.chosen="";m(this,We,new Map);m(this,Q);m(this,wt,0);m(this,_t);m(this,xe,()=>{let e=new URLSearchParams(location.search);this.chosen=e.get("account")??this.chosen,this.lesson=ki(e.get("teach"))});m(this,kt,()=>{Fs(l(this,W,$t).call(this)?.entry_id??"")});m(this,li,(e,i)=>a(this,Q).fetchWithAuth(e,i));m(this,di,async()=>{let e=a(this,Q),i=await e.loadBackendTranslation("config_panel","alexa_privacy");this.texts=new ai(i,e)});m(this,le,async()=>{try{this.accounts=await $s(a(this,Q).connection);for(let e of this.accounts)e.loaded&&a(this,We).set(e.entry_id,e);A(this,wt,Date.now()),this.stale=!1,this.failure=void 0}catch(e){this.failure=J(e)}});m(this,Tt,()=>{this.stale=!0});m(this,ci,()=>{this.stale||=Date.now()-a(this,wt)>mo,a(this,le).call(this)})}set hass(e){let i=a(this,Q);A(this,Q,e),this.style.colorScheme=e.themes.darkMode?"dark":"light",["language","locale","config"].every(c=>i?.[c]===e[c])||a(this,di).call(this);let r=a(this,We).get(l(this,W,$t).call(this)?.entry_id??"");(this.failure&&i?.config!==e.config||r?.entities.some(c=>i?.states[c]!==e.states[c]))&&a(this,le).call(this)}connectedCallback(){super.connectedCallback(),a(this,Q).connection.addEventListener("ready",a(this,le)),a(this,Q).connection.addEventListener("disconnected",a(this,Tt)),window.addEventListener("location-changed",a(this,xe)),window.addEventListener("popstate",a(this,xe)),A(this,_t,setInterval(a(this,ci),br)),a(this,xe).call(this),a(this,le).call(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Q).connection.removeEventListener("ready",a(this,le)),a(this,Q).connection.removeEventListener("disconnected",a(this,Tt)),window.removeEventListener("location-changed",a(this,xe)),window.removeEventListener("popstate",a(this,xe)),clearInterval(a(this,_t))}render(){let{texts:e}=this;if(!e)return u;let i=this.accounts&&this.accounts.length>1,n=this.lesson?d`<button class="round" aria-label=${e.say("teach.back")} @click=${a(this,kt)}>${k("back")}</button>
          <h1>${e.say("teach.title",{lesson:ie(e,this.lesson)})}</h1>`:d`${this.narrow?d`<button class="round" aria-label=${e.say("page.menu")} @click=${l(this,W,wr)}>
                  ${k("menu")}
                </button>`:u}
          <h1>${e.say("page.title")}</h1>
          ${i?l(this,W,xr).call(this,e):u}`;return d`
      <header class=${this.lesson?"lesson":""}>${n}</header>
      <main @accounts-stale=${a(this,le)}>${l(this,W,$r).call(this,e)}</main>
    `}updated(){this.scroller=this.main??void 0}};We=new WeakMap,Q=new WeakMap,wt=new WeakMap,_t=new WeakMap,W=new WeakSet,xr=function(e){let i=l(this,W,$t).call(this);return d`<select
      aria-label=${e.say("page.account")}
      @change=${n=>{this.chosen=n.target.value}}
    >
      ${this.accounts?.map(n=>d`<option value=${n.entry_id} ?selected=${n===i}>${n.title}</option>`)}
    </select>`},$r=function(e){let i=l(this,W,$t).call(this),n=a(this,We).get(i?.entry_id??""),r=this.failure?d`<div class="alone">${ht(e,this.failure,a(this,le))}</div>`:u;if(!this.accounts||!this.scroller)return r;let o=i?.loaded?u:d`<div class="alone card">
          <p>${e.say(i?i.signed_out?"problem.signed_out":"page.not_loaded":"page.no_account")}</p>
          ${i?.signed_out?Se(e,i.entry_id):d`<button class="outlined" @click=${l(this,W,_r)}>${e.say("page.integration")}</button>`}
        </div>`;return n?this.lesson?d`${r}${et(`${n.entry_id} ${this.lesson}`,d`<alexa-privacy-teach
          .connection=${a(this,Q).connection}
          .texts=${e}
          .account=${n}
          .lesson=${this.lesson}
          @lesson-left=${a(this,kt)}
        ></alexa-privacy-teach>`)}`:d`${r}${o}${et(n.entry_id,d`<alexa-privacy-account
        .connection=${a(this,Q).connection}
        .fetcher=${a(this,li)}
        .texts=${e}
        .account=${n}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
        ?away=${!!this.failure||!i?.loaded}
        ?stale=${this.stale}
      ></alexa-privacy-account>`)}`:d`${r}${o}`},$t=function(){return this.accounts?.find(({entry_id:e})=>e===this.chosen)??this.accounts?.[0]},xe=new WeakMap,kt=new WeakMap,li=new WeakMap,di=new WeakMap,le=new WeakMap,Tt=new WeakMap,ci=new WeakMap,wr=function(){_(this,"hass-toggle-menu")},_r=function(){Ae("/config/integrations/integration/alexa_privacy")},Y.styles=[j,Yt,S`
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
      .lesson h1 {
        font-size: 18px;
        line-height: 1.2;
        white-space: normal;
      }
      .lesson button:dir(rtl) .icon {
        transform: scaleX(-1);
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
      alexa-privacy-teach {
        height: 100%;
      }
    `],p([f({type:Boolean,reflect:!0})],Y.prototype,"narrow",2),p([$()],Y.prototype,"texts",2),p([$()],Y.prototype,"accounts",2),p([$()],Y.prototype,"failure",2),p([$()],Y.prototype,"stale",2),p([$()],Y.prototype,"chosen",2),p([$()],Y.prototype,"lesson",2),p([$()],Y.prototype,"scroller",2),p([B("main")],Y.prototype,"main",2),Y=p([N("alexa-privacy-panel")],Y);export{Y as Panel};
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
