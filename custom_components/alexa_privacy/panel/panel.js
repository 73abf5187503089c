var dr=Object.defineProperty;var cr=Object.getOwnPropertyDescriptor;var pi=s=>{throw TypeError(s)};var h=(s,e,t,i)=>{for(var r=i>1?void 0:i?cr(e,t):e,o=s.length-1,n;o>=0;o--)(n=s[o])&&(r=(i?n(e,t,r):n(r))||r);return i&&r&&dr(e,t,r),r};var Le=(s,e,t)=>e.has(s)||pi("Cannot "+t);var a=(s,e,t)=>(Le(s,e,"read from private field"),t?t.call(s):e.get(s)),m=(s,e,t)=>e.has(s)?pi("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(s):e.set(s,t),M=(s,e,t,i)=>(Le(s,e,"write to private field"),i?i.call(s,t):e.set(s,t),t),l=(s,e,t)=>(Le(s,e,"access private method"),t);var ee=globalThis,ie=ee.ShadowRoot&&(ee.ShadyCSS===void 0||ee.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Ie=Symbol(),ui=new WeakMap,Pt=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Ie)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(ie&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=ui.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&ui.set(t,e))}return e}toString(){return this.cssText}},mi=s=>new Pt(typeof s=="string"?s:s+"",void 0,Ie),T=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,r,o)=>i+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+s[o+1],s[0]);return new Pt(t,s,Ie)},fi=(s,e)=>{if(ie)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),r=ee.litNonce;r!==void 0&&i.setAttribute("nonce",r),i.textContent=t.cssText,s.appendChild(i)}},qe=ie?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return mi(t)})(s):s;var{is:hr,defineProperty:pr,getOwnPropertyDescriptor:ur,getOwnPropertyNames:mr,getOwnPropertySymbols:fr,getPrototypeOf:yr}=Object,se=globalThis,yi=se.trustedTypes,gr=yi?yi.emptyScript:"",vr=se.reactiveElementPolyfillSupport,Ot=(s,e)=>s,Ut={toAttribute(s,e){switch(e){case Boolean:s=s?gr:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},re=(s,e)=>!hr(s,e),gi={attribute:!0,type:String,converter:Ut,reflect:!1,useDefault:!1,hasChanged:re};Symbol.metadata??=Symbol("metadata"),se.litPropertyMetadata??=new WeakMap;var tt=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=gi){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),r=this.getPropertyDescriptor(e,i,t);r!==void 0&&pr(this.prototype,e,r)}}static getPropertyDescriptor(e,t,i){let{get:r,set:o}=ur(this.prototype,e)??{get(){return this[t]},set(n){this[t]=n}};return{get:r,set(n){let c=r?.call(this);o?.call(this,n),this.requestUpdate(e,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??gi}static _$Ei(){if(this.hasOwnProperty(Ot("elementProperties")))return;let e=yr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Ot("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ot("properties"))){let t=this.properties,i=[...mr(t),...fr(t)];for(let r of i)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,r]of t)this.elementProperties.set(i,r)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let r=this._$Eu(t,i);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let r of i)t.unshift(qe(r))}else e!==void 0&&t.push(qe(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return fi(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,i);if(r!==void 0&&i.reflect===!0){let o=(i.converter?.toAttribute!==void 0?i.converter:Ut).toAttribute(t,i.type);this._$Em=e,o==null?this.removeAttribute(r):this.setAttribute(r,o),this._$Em=null}}_$AK(e,t){let i=this.constructor,r=i._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let o=i.getPropertyOptions(r),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Ut;this._$Em=r;let c=n.fromAttribute(t,o.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(e,t,i,r=!1,o){if(e!==void 0){let n=this.constructor;if(r===!1&&(o=this[e]),i??=n.getPropertyOptions(e),!((i.hasChanged??re)(o,t)||i.useDefault&&i.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(n._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:r,wrapped:o},n){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,n??t??this[e]),o!==!0||n!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,o]of this._$Ep)this[r]=o;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[r,o]of i){let{wrapped:n}=o,c=this[r];n!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,o,c)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};tt.elementStyles=[],tt.shadowRootOptions={mode:"open"},tt[Ot("elementProperties")]=new Map,tt[Ot("finalized")]=new Map,vr?.({ReactiveElement:tt}),(se.reactiveElementVersions??=[]).push("2.1.2");var Fe=globalThis,vi=s=>s,oe=Fe.trustedTypes,bi=oe?oe.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ne="$lit$",et=`lit$${Math.random().toFixed(9).slice(2)}$`,ze="?"+et,br=`<${ze}>`,pt=document,Lt=()=>pt.createComment(""),It=s=>s===null||typeof s!="object"&&typeof s!="function",Be=Array.isArray,Ei=s=>Be(s)||typeof s?.[Symbol.iterator]=="function",je=`[ 	
\f\r]`,Ht=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,$i=/-->/g,xi=/>/g,ct=RegExp(`>|${je}(?:([^\\s"'>=/]+)(${je}*=${je}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),wi=/'/g,_i=/"/g,Ai=/^(?:script|style|textarea|title)$/i,Ve=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),p=Ve(1),Et=Ve(2),Vr=Ve(3),z=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),ki=new WeakMap,ht=pt.createTreeWalker(pt,129);function Ti(s,e){if(!Be(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return bi!==void 0?bi.createHTML(e):e}var Ri=(s,e)=>{let t=s.length-1,i=[],r,o=e===2?"<svg>":e===3?"<math>":"",n=Ht;for(let c=0;c<t;c++){let d=s[c],v,A,y=-1,E=0;for(;E<d.length&&(n.lastIndex=E,A=n.exec(d),A!==null);)E=n.lastIndex,n===Ht?A[1]==="!--"?n=$i:A[1]!==void 0?n=xi:A[2]!==void 0?(Ai.test(A[2])&&(r=RegExp("</"+A[2],"g")),n=ct):A[3]!==void 0&&(n=ct):n===ct?A[0]===">"?(n=r??Ht,y=-1):A[1]===void 0?y=-2:(y=n.lastIndex-A[2].length,v=A[1],n=A[3]===void 0?ct:A[3]==='"'?_i:wi):n===_i||n===wi?n=ct:n===$i||n===xi?n=Ht:(n=ct,r=void 0);let w=n===ct&&s[c+1].startsWith("/>")?" ":"";o+=n===Ht?d+br:y>=0?(i.push(v),d.slice(0,y)+Ne+d.slice(y)+et+w):d+et+(y===-2?c:w)}return[Ti(s,o+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},qt=class s{constructor({strings:e,_$litType$:t},i){let r;this.parts=[];let o=0,n=0,c=e.length-1,d=this.parts,[v,A]=Ri(e,t);if(this.el=s.createElement(v,i),ht.currentNode=this.el.content,t===2||t===3){let y=this.el.content.firstChild;y.replaceWith(...y.childNodes)}for(;(r=ht.nextNode())!==null&&d.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let y of r.getAttributeNames())if(y.endsWith(Ne)){let E=A[n++],w=r.getAttribute(y).split(et),H=/([.?@])?(.*)/.exec(E);d.push({type:1,index:o,name:H[2],strings:w,ctor:H[1]==="."?ae:H[1]==="?"?le:H[1]==="@"?de:mt}),r.removeAttribute(y)}else y.startsWith(et)&&(d.push({type:6,index:o}),r.removeAttribute(y));if(Ai.test(r.tagName)){let y=r.textContent.split(et),E=y.length-1;if(E>0){r.textContent=oe?oe.emptyScript:"";for(let w=0;w<E;w++)r.append(y[w],Lt()),ht.nextNode(),d.push({type:2,index:++o});r.append(y[E],Lt())}}}else if(r.nodeType===8)if(r.data===ze)d.push({type:2,index:o});else{let y=-1;for(;(y=r.data.indexOf(et,y+1))!==-1;)d.push({type:7,index:o}),y+=et.length-1}o++}}static createElement(e,t){let i=pt.createElement("template");return i.innerHTML=e,i}};function ut(s,e,t=s,i){if(e===z)return e;let r=i!==void 0?t._$Co?.[i]:t._$Cl,o=It(e)?void 0:e._$litDirective$;return r?.constructor!==o&&(r?._$AO?.(!1),o===void 0?r=void 0:(r=new o(s),r._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=r:t._$Cl=r),r!==void 0&&(e=ut(s,r._$AS(s,e.values),r,i)),e}var ne=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,r=(e?.creationScope??pt).importNode(t,!0);ht.currentNode=r;let o=ht.nextNode(),n=0,c=0,d=i[0];for(;d!==void 0;){if(n===d.index){let v;d.type===2?v=new kt(o,o.nextSibling,this,e):d.type===1?v=new d.ctor(o,d.name,d.strings,this,e):d.type===6&&(v=new ce(o,this,e)),this._$AV.push(v),d=i[++c]}n!==d?.index&&(o=ht.nextNode(),n++)}return ht.currentNode=pt,r}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},kt=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,r){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=ut(this,e,t),It(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==z&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ei(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&It(this._$AH)?this._$AA.nextSibling.data=e:this.T(pt.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,r=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=qt.createElement(Ti(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===r)this._$AH.p(t);else{let o=new ne(r,this),n=o.u(this.options);o.p(t),this.T(n),this._$AH=o}}_$AC(e){let t=ki.get(e.strings);return t===void 0&&ki.set(e.strings,t=new qt(e)),t}k(e){Be(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,r=0;for(let o of e)r===t.length?t.push(i=new s(this.O(Lt()),this.O(Lt()),this,this.options)):i=t[r],i._$AI(o),r++;r<t.length&&(this._$AR(i&&i._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=vi(e).nextSibling;vi(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},mt=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,r,o){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(e,t=this,i,r){let o=this.strings,n=!1;if(o===void 0)e=ut(this,e,t,0),n=!It(e)||e!==this._$AH&&e!==z,n&&(this._$AH=e);else{let c=e,d,v;for(e=o[0],d=0;d<o.length-1;d++)v=ut(this,c[i+d],t,d),v===z&&(v=this._$AH[d]),n||=!It(v)||v!==this._$AH[d],v===u?e=u:e!==u&&(e+=(v??"")+o[d+1]),this._$AH[d]=v}n&&!r&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ae=class extends mt{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},le=class extends mt{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},de=class extends mt{constructor(e,t,i,r,o){super(e,t,i,r,o),this.type=5}_$AI(e,t=this){if((e=ut(this,e,t,0)??u)===z)return;let i=this._$AH,r=e===u&&i!==u||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,o=e!==u&&(i===u||r);r&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ce=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){ut(this,e)}},Si={M:Ne,P:et,A:ze,C:1,L:Ri,R:ne,D:Ei,V:ut,I:kt,H:mt,N:le,U:de,B:ae,F:ce},$r=Fe.litHtmlPolyfillSupport;$r?.(qt,kt),(Fe.litHtmlVersions??=[]).push("3.3.3");var Ci=(s,e,t)=>{let i=t?.renderBefore??e,r=i._$litPart$;if(r===void 0){let o=t?.renderBefore??null;i._$litPart$=r=new kt(e.insertBefore(Lt(),o),o,void 0,t??{})}return r._$AI(s),r};var We=globalThis,R=class extends tt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ci(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return z}};R._$litElement$=!0,R.finalized=!0,We.litElementHydrateSupport?.({LitElement:R});var xr=We.litElementPolyfillSupport;xr?.({LitElement:R});(We.litElementVersions??=[]).push("4.2.2");var I=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var wr={attribute:!0,type:String,converter:Ut,reflect:!1,hasChanged:re},_r=(s=wr,e,t)=>{let{kind:i,metadata:r}=t,o=globalThis.litPropertyMetadata.get(r);if(o===void 0&&globalThis.litPropertyMetadata.set(r,o=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),o.set(t.name,s),i==="accessor"){let{name:n}=t;return{set(c){let d=e.get.call(this);e.set.call(this,c),this.requestUpdate(n,d,s,!0,c)},init(c){return c!==void 0&&this.C(n,void 0,s,c),c}}}if(i==="setter"){let{name:n}=t;return function(c){let d=this[n];e.call(this,c),this.requestUpdate(n,d,s,!0,c)}}throw Error("Unsupported decorator location: "+i)};function f(s){return(e,t)=>typeof t=="object"?_r(s,e,t):((i,r,o)=>{let n=r.hasOwnProperty(o);return r.constructor.createProperty(o,i),n?Object.getOwnPropertyDescriptor(r,o):void 0})(s,e,t)}function _(s){return f({...s,state:!0,attribute:!1})}var ft=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function B(s,e){return(t,i,r)=>{let o=n=>n.renderRoot?.querySelector(s)??null;if(e){let{get:n,set:c}=typeof i=="object"?t:r??(()=>{let d=Symbol();return{get(){return this[d]},set(v){this[d]=v}}})();return ft(t,i,{get(){let d=n.call(this);return d===void 0&&(d=o(this),(d!==null||this.hasUpdated)&&c.call(this,d)),d}})}return ft(t,i,{get(){return o(this)}})}}var At={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},rt=s=>(...e)=>({_$litDirective$:s,values:e}),J=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:kr}=Si,Di=s=>s;var Mi=()=>document.createComment(""),Tt=(s,e,t)=>{let i=s._$AA.parentNode,r=e===void 0?s._$AB:e._$AA;if(t===void 0){let o=i.insertBefore(Mi(),r),n=i.insertBefore(Mi(),r);t=new kr(o,n,s,s.options)}else{let o=t._$AB.nextSibling,n=t._$AM,c=n!==s;if(c){let d;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(d=s._$AU)!==n._$AU&&t._$AP(d)}if(o!==r||c){let d=t._$AA;for(;d!==o;){let v=Di(d).nextSibling;Di(i).insertBefore(d,r),d=v}}}return t},ot=(s,e,t=s)=>(s._$AI(e,t),s),Er={},he=(s,e=Er)=>s._$AH=e,Pi=s=>s._$AH,pe=s=>{s._$AR(),s._$AA.remove()};var Oi=rt(class extends J{constructor(){super(...arguments),this.key=u}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(he(s),this.key=e),t}});var Ui=["intended","unintended","other_device","routine","unknown"];async function Hi(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function Li(s,e){return s.sendMessagePromise({type:"alexa_privacy/days",entry_id:e})}async function Ii(s,e){let t={type:"alexa_privacy/persons",entry_id:e};return(await s.sendMessagePromise(t)).persons}async function qi(s,e,t,i){let r={type:"alexa_privacy/recordings/subscribe",entry_id:e,...t,id:0},o=await s.subscribeMessage(i,r,{resubscribe:!1}),n=r.id;return{end:o,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:n})}}async function ji(s,e,t,i,r){let o=Object.keys(t).length===0,n={type:"alexa_privacy/delete",entry_id:e,...t,everything:o,dry_run:i};return s.subscribeMessage(r,n,{resubscribe:!1})}async function Fi(s,e,t){let i={type:"alexa_privacy/purges/subscribe",entry_id:e};return s.subscribeMessage(t,i,{resubscribe:!1})}async function ue(s,e,t){await s.sendMessagePromise({type:"alexa_privacy/cancel",entry_id:e,receipt_id:t})}function Ni(s,e){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(e)}`}function nt(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var jt={words:"",from:"",to:"",echo:"",person:"",kind:""};function Ke(s,e){let t=s.words.trim();return{...s.from&&{start:e.startOf(s.from)},...s.to&&{end:e.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...t&&{said:t}}}function zi(s){return{ids:s.map(e=>e.id)}}function Ft(s){return s.words.trim()===""&&Object.entries(s).every(([e,t])=>e==="words"||!t)}var Bi=200;function Vi(s,e){let t=Ar(s,e);return e.own?t:`${s.say("delete.others")} ${t}`}function Ar(s,{receipt:e,progress:t,error:i,lost:r,cancelling:o}){if(i)return i.message;if(e)return Qe(s,e);if(r)return s.say("delete.lost");if(o)return s.say("delete.stopping");if(!t?.matched)return t?.listed?s.say("delete.counting",{count:t.listed}):s.say("delete.starting");let{matched:n,asked:c,verified_gone:d}=t;return s.say("delete.running",{matched:n,asked:c,gone:d})}function Qe(s,e){let{status:t,matched:i,verified_gone:r,still_listed:o,unknown:n}=e,c=e.error==="purge_cancelled";return i===null?s.say(c?"delete.stopped_early":"delete.not_listed"):t==="nothing_to_delete"?s.say("delete.nothing"):[...c?[s.say("delete.stopped")]:[],s.say("delete.receipt",{matched:i,gone:r}),...o+n?[s.say("delete.not_gone",{listed:o,unknown:n})]:[]].join(" ")}function Wi(s,e){let{oldest:t,newest:i,by_device:r,requests:o}=e??{};if(t===void 0||i===void 0||o===void 0)return"";let[n,c]=[t,i].map(v=>s.moment(Date.parse(v))),d=Object.entries(r??{}).map(([v,A])=>`${v||s.say("row.no_device")} ${s.number(A)}`);return[`${n??""} – ${c??""}`,...d,s.say("delete.requests",{count:o})].join(" · ")}function Ki(s,e,t){if(Ft(e))return s.say("delete.everything",{account:t.title});let i=t.echoes.find(({serial:o})=>o===e.echo);return[e.words.trim()&&`“${e.words.trim()}”`,e.from&&s.say("delete.from",{day:s.shortDay(e.from)}),e.to&&s.say("delete.to",{day:s.shortDay(e.to)}),e.echo&&(i?.name??e.echo),e.person,e.kind&&s.say(`kind.${e.kind}`)].filter(Boolean).join(" · ")}function Qi(s,e){let[t]=e;if(!t||e.length>1){let[r,o]=[e[0],e.at(-1)];return o&&r?`${s.moment(o.time)} – ${s.moment(r.time)}`:""}let i=t.said.length>Bi?`${t.said.slice(0,Bi)}…`:t.said;return[s.moment(t.time),t.device,i&&`“${i}”`].filter(Boolean).join(" · ")}function x(s,e,t){s.dispatchEvent(new CustomEvent(e,{bubbles:!0,composed:!0,detail:t}))}function me(s){history.pushState(null,"",s),x(window,"location-changed",{replace:!1})}var q=T`
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
`;var V,Zi,Ji,Yi,Ze,Xi,at=class extends R{constructor(){super(...arguments);m(this,V)}firstUpdated(){this.dialog.showModal()}render(){let t=l(this,V,Zi).call(this),i="counting"in this.question&&t?Wi(this.texts,this.question.counting.receipt):"",r="counting"in this.question?this.question.counting.error:void 0;return p`
      <dialog aria-labelledby="title" aria-describedby="what" @cancel=${l(this,V,Ze)}>
        <h2 id="title">${l(this,V,Ji).call(this,t)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        ${i?p`<p dir="auto">${i}</p>`:u}
        <p class="pale">${t===0?u:this.texts.say("delete.meaning")}</p>
        <p role="status">${r?r.message:u}</p>
        <div class="buttons">
          <button @click=${l(this,V,Xi)} ?disabled=${!t}>${this.texts.say("delete.export_first")}</button>
          <button @click=${l(this,V,Ze)}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" autofocus ?disabled=${!t} @click=${l(this,V,Yi)}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `}};V=new WeakSet,Zi=function(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0},Ji=function(t){if(t===1)return this.texts.say("delete.ask_one");if(t!==void 0)return this.texts.say(t?"delete.ask":"delete.none",{count:t});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:i??0})},Yi=function(){this.dialog.close(),x(this,"confirm-yes")},Ze=function(){this.dialog.close(),x(this,"confirm-no")},Xi=function(){this.dialog.close(),x(this,"confirm-export")},at.styles=[q,T`
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
    `],h([f({attribute:!1})],at.prototype,"texts",2),h([f({attribute:!1})],at.prototype,"question",2),h([B("dialog")],at.prototype,"dialog",2),at=h([I("alexa-privacy-confirm")],at);var Rt=class{constructor(e,t,i,r,o){this.lost=!1;this.cancelling=!1;this.own=!0;this.#s=!1;this.#t=e,this.#e=t,this.scope=i,this.dryRun=r,this.ids=new Set(i.ids),this.#i=o}#t;#e;#i;#r;#s;get running(){return!this.receipt&&!this.error&&!this.lost}get receiptId(){return this.progress?.receipt_id??null}async start(){try{let e=await ji(this.#t,this.#e,this.scope,this.dryRun,t=>{this.#o(t)});this.#s?await e():this.#r=e}catch(e){this.#o({error:nt(e)})}}async stop(){this.#s=!0,await this.#r?.().catch(()=>{})}async cancel(){this.cancelling=!0,this.#i(this,[]),this.receiptId&&await ue(this.#t,this.#e,this.receiptId).catch(()=>{this.cancelling=!1,this.#i(this,[])})}lose(){this.running&&(this.lost=!0,this.#i(this,[]))}#o(e){if(!this.#s){if("gone"in e){this.#i(this,e.gone);return}if("progress"in e){let t=!this.receiptId;this.progress=e.progress,t&&this.cancelling&&this.cancel()}else"receipt"in e?this.receipt=e.receipt:this.error=e.error;this.#i(this,[])}}};var fe=class{constructor(e,t,i,r){this.own=[];this.#t=e,this.#e=t,this.#i=i,this.#r=r}#t;#e;#i;#r;#s;#o;#n;get leaving(){return new Set(this.own.filter(({running:e})=>e).flatMap(({ids:e})=>[...e]))}get shown(){let e=this.#a;return e?[...this.own.filter(t=>!this.#l(t)),e]:this.own}get#a(){let e=this.#s,t=e?.receipt_id;if(!t||this.own.some(n=>n.running&&n.receiptId===t))return;let i=()=>(this.#o=t,this.#i(),ue(this.#t,this.#e,t)),r=this.#o===t;return{own:this.own.some(n=>n.receiptId===t),running:!0,lost:!1,cancelling:r,progress:e,receipt:void 0,error:void 0,cancel:i}}begin(e,t){let i=new Rt(this.#t,this.#e,e,!1,t);return this.own=[...this.own,i],i.start(),i}dismiss(e){this.own=this.own.filter(t=>t!==e),this.#i()}watch(){this.stop(),this.#n=Fi(this.#t,this.#e,({purge:e})=>{this.#a&&!e&&(this.own=this.own.filter(t=>!this.#l(t)),this.#r()),this.#s=e??void 0,this.#i()}).catch(()=>{})}async stop(){let e=this.#n;this.#n=void 0,await(await e)?.().catch(()=>{})}#l(e){return e.lost&&e.receiptId===this.#s?.receipt_id}lose(){this.#n=void 0,this.#s=void 0;for(let e of this.own)e.lose()}};var Gi=["time","device","persons","kind","said","replied"];function ts(s){let{device:e,persons:t,kind:i,said:r,replied:o}=s;return{time:new Date(s.time).toISOString(),device:e,persons:t,kind:i,said:r,replied:o}}function ye(s,e){let[t,i]=s==="json"?[Tr(e),"application/json"]:[Rr(e),"text/csv"];Je(new Blob([t],{type:`${i};charset=utf-8`}),`alexa-recordings.${s}`)}function Tr(s){return`${JSON.stringify(s.map(ts),null,2)}
`}function Rr(s){let e=s.map(t=>{let i=ts(t);return Gi.map(r=>Sr([i[r]??""].flat().join("; "))).join(",")});return`\uFEFF${[Gi.join(","),...e].join(`\r
`)}\r
`}function Sr(s){let e=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}function Je(s,e){let t=URL.createObjectURL(s),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>{URL.revokeObjectURL(t)},6e4)}var Cr={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",shield:"M12 3l7 3v6c0 5-3 7.500-7 9-4-1.500-7-4-7-9V6z"};function D(s){return p`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${Et`<path d=${Cr[s]}></path>`}</svg>`}var Dr=350,lt,zt,k,es,Ye,ge,Bt,is,ss,rs,os,ns,Nt,j=class extends R{constructor(){super(...arguments);m(this,k);this.filter=jt;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;this.household=[];m(this,lt);m(this,zt,!1);m(this,Bt,async()=>{a(this,zt)||(M(this,zt,!0),this.household=await Ii(this.connection,this.entryId).catch(()=>[]))})}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(a(this,lt))}focus(){this.words.focus(),this.words.select()}render(){let{texts:t}=this,i=!this.narrow||this.more||!Ft({...this.filter,words:""});return p`
      <form role="search" @submit=${l(this,k,os)} @focusin=${a(this,Bt)} @pointerenter=${a(this,Bt)}>
        <label class="search">
          <span class="hidden">${t.say("filter.words")}</span>
          ${D("search")}
          <input
            type="search"
            placeholder=${t.say("filter.words")}
            .value=${this.filter.words}
            @input=${l(this,k,ss)}
            @keydown=${l(this,k,rs)}
            autocomplete="off"
            maxlength="200"
          />
        </label>
        ${this.narrow?p`<button type="button" aria-expanded=${i?"true":"false"} @click=${l(this,k,is)}>
                ${t.say("filter.more")}
              </button>`:u}
        ${i?l(this,k,es).call(this):u}
        ${Ft(this.filter)?u:p`<button type="button" @click=${l(this,k,ns)}>${D("close")}${t.say("filter.clear")}</button>`}
      </form>
    `}};lt=new WeakMap,zt=new WeakMap,k=new WeakSet,es=function(){return p`
      ${l(this,k,Ye).call(this,"from")} ${l(this,k,Ye).call(this,"to")}
      ${l(this,k,ge).call(this,"echo",this.echoes.map(({serial:t,name:i})=>[t,i??t]))}
      ${l(this,k,ge).call(this,"person",[...new Set([...this.household,...this.persons])].sort().map(t=>[t,t]))}
      ${l(this,k,ge).call(this,"kind",Ui.map(t=>[t,this.texts.say(`kind.${t}`)]))}
    `},Ye=function(t){return p`<label class="day">
      <span class="pale">${this.texts.say(`filter.${t}`)}</span>
      <input
        type="date"
        .value=${this.filter[t]}
        @change=${i=>{l(this,k,Nt).call(this,{[t]:i.target.value})}}
    /></label>`},ge=function(t,i){let r=this.filter[t],o=i.some(([n])=>n===r)||!r;return p`<select
      aria-label=${this.texts.say(`filter.${t}`)}
      @change=${n=>{l(this,k,Nt).call(this,{[t]:n.target.value})}}
    >
      <option value="" ?selected=${!r}>${this.texts.say(`filter.any_${t}`)}</option>
      ${(o?i:[...i,[r,r]]).map(([n,c])=>p`<option value=${n} ?selected=${n===r}>${c}</option>`)}
    </select>`},Bt=new WeakMap,is=function(){this.more=!this.more},ss=function(){clearTimeout(a(this,lt)),M(this,lt,setTimeout(()=>{l(this,k,Nt).call(this,{words:this.words.value})},Dr))},rs=function(t){t.key==="ArrowDown"&&(t.preventDefault(),x(this,"filter-left"))},os=function(t){t.preventDefault(),clearTimeout(a(this,lt)),l(this,k,Nt).call(this,{words:this.words.value})},ns=function(){clearTimeout(a(this,lt)),x(this,"filter",jt),this.focus()},Nt=function(t){let i={...this.filter,...t};Object.entries(i).some(([r,o])=>o!==this.filter[r])&&x(this,"filter",i)},j.styles=[q,T`
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
    `],h([f({attribute:!1})],j.prototype,"connection",2),h([f({attribute:!1})],j.prototype,"entryId",2),h([f({attribute:!1})],j.prototype,"texts",2),h([f({attribute:!1})],j.prototype,"filter",2),h([f({attribute:!1})],j.prototype,"echoes",2),h([f({attribute:!1})],j.prototype,"persons",2),h([f({type:Boolean,reflect:!0})],j.prototype,"narrow",2),h([_()],j.prototype,"more",2),h([_()],j.prototype,"household",2),h([B("input[type=search]")],j.prototype,"words",2),j=h([I("alexa-privacy-filter")],j);var ve=class{#t;#e=new Map;#i={day:"",start:0,end:0};constructor(e){this.zone=e,this.#t=new Intl.DateTimeFormat("sv-SE",{timeZone:e})}dayOf(e){if(e<this.#i.start||e>=this.#i.end){let t=this.#t.format(e);this.#i={day:t,start:this.startOf(t),end:this.endOf(t)}}return this.#i.day}startOf(e){let t=this.#e.get(e);return t===void 0&&(t=this.#r(e),this.#e.set(e,t)),t}endOf(e){return this.startOf(as(e,1))}#r(e){let t=Date.parse(e)-54e6,i=Date.parse(e)+15*36e5;for(;i-t>1;){let r=Math.floor((t+i)/2);this.#t.format(r)<e?t=r:i=r}return i}};function as(s,e){return new Date(Date.parse(s)+e*24*36e5).toISOString().slice(0,10)}function ls(s,e){let t=[];for(let i=s;i<=e;i=as(i,1))t.push(i);return t}function ds({days:s,since:e,until:t}){let i=new Map(s.map(([c,d,v])=>[c,{day:c,all:d,unintended:v}])),r=s[0]?.[0]??e,o=t??s.at(-1)?.[0],n=e&&r&&e>r?e:r;return n&&o?ls(n,o).map(c=>i.get(c)??{day:c,all:0,unintended:0}):[]}function cs(s,e){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,e))))}function Xe(s,e,t,i){let r=Math.max(1,...s.map(n=>n.all)),o=e>6?2:1;return s.map((n,c)=>{let d=i(n)&&Math.max(2,Math.round(i(n)/r*t));return d?`M${c*e} ${t}v${-d}h${e-o}v${d}z`:""}).join("")}var Vt=72,P,Wt,$,hs,Ge,ps,us,ms,be,ti,fs,ys,ei,gs,vs,Y=class extends R{constructor(){super(...arguments);m(this,$);this.room=0;this.current=-1;m(this,P,[]);m(this,Wt,new ResizeObserver(()=>{this.room=this.clientWidth-34}))}connectedCallback(){super.connectedCallback(),a(this,Wt).observe(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Wt).disconnect()}willUpdate(t){t.has("days")&&(M(this,P,ds(this.days)),this.current=Math.min(this.current,a(this,P).length-1))}updated(t){this.scroller&&(t.has("days")||t.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){return p`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${l(this,$,hs).call(this)}</span>
        </div>
        ${a(this,P).length?l(this,$,ps).call(this):u}
      </section>
    `}};P=new WeakMap,Wt=new WeakMap,$=new WeakSet,hs=function(){let t=a(this,P)[this.current];return t?l(this,$,Ge).call(this,t):this.days.complete?this.texts.say(a(this,P).length?"graph.hint":"graph.empty"):this.days.since?this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)}):this.texts.say("graph.not_counted")},Ge=function(t){return this.texts.say("graph.day",{day:this.texts.day(t.day),count:t.all,unintended:t.unintended})},ps=function(){let t=l(this,$,be).call(this),i=a(this,P)[this.current];return p`
      <div class="scroll">
        <div
          role="slider"
          tabindex="0"
          aria-label=${this.texts.say("graph.title")}
          aria-valuemin="1"
          aria-valuemax=${a(this,P).length}
          aria-valuenow=${i?this.current+1:a(this,P).length}
          aria-valuetext=${i?l(this,$,Ge).call(this,i):this.texts.say("graph.hint")}
          @pointermove=${l(this,$,ti)}
          @pointerleave=${l(this,$,fs)}
          @click=${l(this,$,ys)}
          @keydown=${l(this,$,gs)}
        >
          ${l(this,$,us).call(this,t)}
          <div class="months" aria-hidden="true">${l(this,$,ms).call(this,t)}</div>
        </div>
      </div>
    `},us=function(t){let i=a(this,P).length*t,r=Xe(a(this,P),t,Vt,n=>n.all),o=Xe(a(this,P),t,Vt,n=>n.unintended);return p`<svg class="bars" width=${i} height=${Vt+1} aria-hidden="true">
      ${this.current<0?u:Et`<rect class="cursor" x=${this.current*t} y="0" width=${t} height=${Vt}></rect>`}
      ${Et`<path class="all" d=${r}></path><path class="unintended" d=${o}></path>`}
      ${Et`<path class="axis" d=${`M0 ${Vt+.5}h${i}`}></path>`}
    </svg>`},ms=function(t){let i=new Intl.DateTimeFormat(this.texts.language,{month:"short",timeZone:"UTC"}),r=a(this,P).some(n=>n.day.endsWith("-01")),o=0;return a(this,P).flatMap((n,c)=>{let d=c*t;if(!(r?n.day.endsWith("-01"):c===0)||d<o)return[];o=d+60;let A=n.day.endsWith("-01-01")?n.day.slice(0,4):i.format(Date.parse(n.day));return[p`<span style="left: ${d}px">${A}</span>`]})},be=function(){return cs(this.room,a(this,P).length)},ti=function(t){let i=t.currentTarget.getBoundingClientRect().left,r=Math.floor((t.clientX-i)/l(this,$,be).call(this));this.current=Math.max(0,Math.min(r,a(this,P).length-1))},fs=function(){this.current=-1},ys=function(t){l(this,$,ti).call(this,t),l(this,$,ei).call(this)},ei=function(){let t=a(this,P)[this.current];t&&x(this,"day-chosen",t.day)},gs=function(t){let i=a(this,P).length-1,r=this.current<0?i:this.current,n={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageUp:r+30,PageDown:r-30,Home:0,End:i}[t.key];if(t.key==="Enter")l(this,$,ei).call(this);else{if(n===void 0)return;this.current=Math.max(0,Math.min(n,i)),l(this,$,vs).call(this)}t.preventDefault()},vs=function(){let t=this.current*l(this,$,be).call(this);this.scroller&&(t<this.scroller.scrollLeft||t>this.scroller.scrollLeft+this.room)&&(this.scroller.scrollLeft=t-this.room/2)},Y.styles=[q,T`
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
    `],h([f({attribute:!1})],Y.prototype,"texts",2),h([f({attribute:!1})],Y.prototype,"days",2),h([_()],Y.prototype,"room",2),h([_()],Y.prototype,"current",2),h([B(".scroll")],Y.prototype,"scroller",2),Y=h([I("alexa-privacy-graph")],Y);var bs=rt(class extends J{constructor(s){if(super(s),s.type!==At.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(e=>s[e]).join(" ")+" "}update(s,[e]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in e)e[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(e)}let t=s.element.classList;for(let i of this.st)i in e||(t.remove(i),this.st.delete(i));for(let i in e){let r=!!e[i];r===this.st.has(i)||this.nt?.has(i)||(r?(t.add(i),this.st.add(i)):(t.remove(i),this.st.delete(i)))}return z}});var $s=(s,e,t)=>{let i=new Map;for(let r=e;r<=t;r++)i.set(s[r],r);return i},xs=rt(class extends J{constructor(s){if(super(s),s.type!==At.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let r=[],o=[],n=0;for(let c of s)r[n]=i?i(c,n):n,o[n]=t(c,n),n++;return{values:o,keys:r}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let r=Pi(s),{values:o,keys:n}=this.dt(e,t,i);if(!Array.isArray(r))return this.ut=n,o;let c=this.ut??=[],d=[],v,A,y=0,E=r.length-1,w=0,H=o.length-1;for(;y<=E&&w<=H;)if(r[y]===null)y++;else if(r[E]===null)E--;else if(c[y]===n[w])d[w]=ot(r[y],o[w]),y++,w++;else if(c[E]===n[H])d[H]=ot(r[E],o[H]),E--,H--;else if(c[y]===n[H])d[H]=ot(r[y],o[H]),Tt(s,d[H+1],r[y]),y++,H--;else if(c[E]===n[w])d[w]=ot(r[E],o[w]),Tt(s,r[y],r[E]),E--,w++;else if(v===void 0&&(v=$s(n,w,H),A=$s(c,y,E)),v.has(c[y]))if(v.has(c[E])){let G=A.get(n[w]),He=G!==void 0?r[G]:null;if(He===null){let hi=Tt(s,r[y]);ot(hi,o[w]),d[w]=hi}else d[w]=ot(He,o[w]),Tt(s,r[y],He),r[G]=null;w++}else pe(r[E]),E--;else pe(r[y]),y++;for(;w<=H;){let G=Tt(s,d[H+1]);ot(G,o[w]),d[w++]=G}for(;y<=E;){let G=r[y++];G!==null&&pe(G)}return this.ut=n,he(s,d),z}});var ws="important",Mr=" !"+ws,ii=rt(class extends J{constructor(s){if(super(s),s.type!==At.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let r=e[i];if(r!=null){this.ft.add(i);let o=typeof r=="string"&&r.endsWith(Mr);i.includes("-")||o?t.setProperty(i,o?r.slice(0,-11):r,o?ws:""):t[i]=r}}return z}});function _s(s,e){let t=[],i;for(let r of s){let o=e.dayOf(r.time);i?.day!==o&&(i={day:o,rows:[]},t.push(i)),i.rows.push(r),t.push({row:r})}return t}function $e(s){return"row"in s?s.row.id:s.day}var Kt=class{#t=[0];constructor(e,t){let i=0;for(let r of e)i+=t(r),this.#t.push(i)}get total(){return this.top(this.#t.length-1)}top(e){return this.#t[e]??0}at(e){let t=0,i=this.#t.length-1;for(;i-t>1;){let r=Math.floor((t+i)/2);this.top(r)<=e?t=r:i=r}return t}};var Pr=404,yt,it,ks,si,Es,W=class extends R{constructor(){super(...arguments);m(this,it);this.path="";this.name="";this.loading=!1;m(this,yt,"")}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(a(this,yt)),M(this,yt,""),this.audio=void 0}async play(){await l(this,it,si).call(this)&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return p`
      ${this.audio?p`<audio
              controls
              src=${a(this,yt)}
              aria-label=${this.texts.say("row.audio")}
              @error=${l(this,it,Es)}
            ></audio>`:p`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
              ${D("play")}${this.texts.say("row.play")}
            </button>`}
      <button class="outlined" ?disabled=${this.loading} @click=${l(this,it,ks)}>
        ${D("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading?this.texts.say("row.audio_loading"):""}
        ${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
      </span>
    `}};yt=new WeakMap,it=new WeakSet,ks=async function(){let t=await l(this,it,si).call(this);t&&Je(t,this.name)},si=async function(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let t=await this.fetcher(this.path);t.ok?(this.audio=await t.blob(),M(this,yt,URL.createObjectURL(this.audio))):this.trouble=t.status===Pr?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio},Es=function(){this.trouble="failed"},W.styles=[q,T`
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
    `],h([f({attribute:!1})],W.prototype,"texts",2),h([f({attribute:!1})],W.prototype,"fetcher",2),h([f()],W.prototype,"path",2),h([f()],W.prototype,"name",2),h([_()],W.prototype,"audio",2),h([_()],W.prototype,"trouble",2),h([_()],W.prototype,"loading",2),W=h([I("alexa-privacy-player")],W);var As=T`
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
`;function Ts(s){let{row:e,texts:t,ticked:i,open:r,leaving:o}=s,n=t.time(e.time);return p`
    <input
      type="checkbox"
      .checked=${i}
      ?disabled=${o}
      tabindex=${xe(s)}
      aria-label=${t.say("row.tick",{time:n})}
      @click=${c=>{x(c.target,"row-tick",e)}}
    />
    <span class="time">${n}</span>
    <div class="who">
      <div dir="auto">${e.device??t.say("row.no_device")}</div>
      <div dir="auto" class="pale">${e.persons.join(", ")}</div>
    </div>
    <button
      class="summary"
      aria-expanded=${r?"true":"false"}
      tabindex=${xe(s)}
      @click=${c=>{x(c.target,"row-open",e)}}
    >
      <span dir="auto" class=${e.said?"":"pale"}>${e.said||t.say("row.no_words")}</span>
      <span dir="auto" class="pale">${e.replied}</span>
    </button>
    <span class="kind ${e.kind}">${o?t.say("row.leaving"):t.say(`kind.${e.kind}`)}</span>
    <div class="acts">${Or(s)}</div>
    ${r?Ur(s):u}
  `}function Or(s){let{row:e,texts:t}=s,i=t.time(e.time),r=e.audio?t.say("row.play_time",{time:i}):t.say("row.audio_none"),o=t.say("row.delete_time",{time:i});return p`
    <button
      class="round"
      tabindex=${xe(s)}
      ?disabled=${!e.audio}
      title=${r}
      aria-label=${r}
      @click=${n=>{x(n.target,"row-play",e)}}
    >
      ${D("play")}
    </button>
    <button
      class="round"
      tabindex=${xe(s)}
      ?disabled=${s.leaving}
      title=${o}
      aria-label=${o}
      @click=${n=>{x(n.target,"row-delete",e)}}
    >
      ${D("delete")}
    </button>
  `}function Ur(s){let{row:e,texts:t}=s;return p`
    <div class="details">
      <h3>${t.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${e.said||t.say("row.no_words")}</p>
      <h3>${t.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${e.replied||t.say("row.no_reply")}</p>
      ${e.audio?p`<alexa-privacy-player
              .texts=${t}
              .fetcher=${s.fetcher}
              path=${Ni(s.entryId,e.id)}
              name=${`alexa-${new Date(e.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
            ></alexa-privacy-player>`:p`<span class="pale">${t.say("row.audio_none")}</span>`}
    </div>
  `}function xe(s){return s.current?0:-1}var Rs=4.4,Ss=7.4,Cs=3.4,gt=600,F,K,vt,St,Qt,b,Ds,Ms,Ps,Os,Us,ri,dt,Hs,Ls,Is,qs,oi,js,Fs,Ns,O=class extends R{constructor(){super(...arguments);m(this,b);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.busy=!1;this.done=!1;this.narrow=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;m(this,F,[]);m(this,K,new Kt([],()=>0));m(this,vt,14);m(this,St,new ResizeObserver(()=>{l(this,b,Ns).call(this)}));m(this,Qt,new ResizeObserver(()=>{a(this,dt).call(this)}));m(this,dt,()=>{let t=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:t,bottom:t+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>gt/4||Math.abs(i.bottom-this.seen.bottom)>gt/4)&&(l(this,b,Hs).call(this,i),this.seen=i),i.bottom+gt>a(this,K).total&&x(this,"list-end")})}connectedCallback(){super.connectedCallback(),a(this,Qt).observe(this),this.hasUpdated&&l(this,b,ri).call(this,this.scroller)}disconnectedCallback(){super.disconnectedCallback(),a(this,Qt).disconnect(),a(this,St).disconnect(),this.scroller.removeEventListener("scroll",a(this,dt))}willUpdate(t){if(t.has("rows")||t.has("texts")){let i=a(this,F)[this.current];M(this,F,_s(this.rows,this.texts.calendar));let r=i&&$e(i),o=r===void 0?0:a(this,F).findIndex(n=>$e(n)===r);this.current=o>=0?o:Math.max(0,Math.min(this.current,a(this,F).length-1))}M(this,vt,parseFloat(getComputedStyle(this).fontSize)||a(this,vt)),M(this,K,new Kt(a(this,F),i=>l(this,b,Us).call(this,i)))}updated(t){if(t.has("scroller")&&l(this,b,ri).call(this,this.scroller),this.open!==void 0){a(this,St).disconnect();let i=this.renderRoot.querySelector("article.open");i&&a(this,St).observe(i)}a(this,dt).call(this)}render(){let t=Math.max(0,a(this,K).at(this.seen.top-gt)),i=a(this,K).at(this.seen.bottom+gt),r=a(this,F).slice(t,i+1).map((o,n)=>({item:o,index:t+n}));return p`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy?"true":"false"}
        style=${ii({height:`${a(this,K).total}px`})}
        @keydown=${l(this,b,Is)}
        @focusin=${l(this,b,Ls)}
        @row-open=${l(this,b,js)}
        @row-play=${l(this,b,Fs)}
      >
        ${xs(r,({item:o})=>$e(o),({item:o,index:n})=>l(this,b,Ds).call(this,o,n))}
      </div>
    `}showFirst(){this.current=0,this.scrollIntoView({block:"start"})}focusCurrent(){let t=a(this,F)[this.current];this.current===0&&t&&"day"in t&&(this.current=1),l(this,b,oi).call(this,this.current)}};F=new WeakMap,K=new WeakMap,vt=new WeakMap,St=new WeakMap,Qt=new WeakMap,b=new WeakSet,Ds=function(t,i){let r="row"in t?t.row:void 0,o={row:!!r,heading:!r,open:!!r&&r.id===this.open,ticked:!!r&&this.ticked.has(r.id),leaving:!!r&&this.leaving.has(r.id)};return p`
      <article
        class=${bs(o)}
        style=${ii({top:`${a(this,K).top(i)}px`})}
        tabindex=${i===this.current?0:-1}
        data-index=${i}
        aria-posinset=${i+1}
        aria-setsize=${this.done?a(this,F).length:-1}
        aria-label=${l(this,b,Os).call(this,t)}
      >
        ${"row"in t?l(this,b,Ms).call(this,t.row,i):l(this,b,Ps).call(this,t.day,t.rows,i)}
      </article>
    `},Ms=function(t,i){return Ts({row:t,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(t.id),open:t.id===this.open,current:i===this.current,leaving:this.leaving.has(t.id)})},Ps=function(t,i,r){let o=i.filter(n=>this.ticked.has(n.id)).length;return p`
      <input
        type="checkbox"
        .checked=${o===i.length}
        .indeterminate=${o>0&&o<i.length}
        tabindex=${r===this.current?0:-1}
        aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(t)})}
        @click=${()=>{x(this,"day-tick",{day:t,on:o<i.length})}}
      />
      <h2>${this.texts.day(t)}</h2>
    `},Os=function(t){if("day"in t)return this.texts.day(t.day);let{row:i}=t;return[this.texts.time(i.time),i.device,...i.persons,this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied].filter(o=>o).join(", ")},Us=function(t){if("day"in t)return Cs*a(this,vt);let i=(this.narrow?Ss:Rs)*a(this,vt)+1;return t.row.id===this.open?Math.max(i,this.openHeight):i},ri=function(t){t.addEventListener("scroll",a(this,dt),{passive:!0})},dt=new WeakMap,Hs=function(t){let i=this.renderRoot.activeElement,r=a(this,K).top(this.current);i&&i!==this.feed&&(r<t.top-gt||r>t.bottom+gt)&&this.feed.focus({preventScroll:!0})},Ls=function(t){let i=t.target.closest("article");i&&(this.current=Number(i.dataset.index))},Is=function(t){let i=a(this,F)[this.current],r={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:a(this,F).length-1},o=t.composedPath()[0],n=o===this.feed||o.matches("article"),c=r[t.key];if(c!==void 0&&!o.matches("p, audio"))l(this,b,oi).call(this,c);else if(!i||!n||!l(this,b,qs).call(this,t.key,i))return;t.preventDefault()},qs=function(t,i){if("day"in i){let o=i.rows.some(n=>!this.ticked.has(n.id));return t===" "&&(x(this,"day-tick",{day:i.day,on:o}),!0)}let{row:r}=i;if(t===" "&&!this.leaving.has(r.id))x(this,"row-tick",r);else if(t==="Enter"||t==="Escape"&&this.open)x(this.feed,"row-open",r);else if(t==="Delete"&&!this.leaving.has(r.id))x(this,"row-delete",r);else if(t==="p"&&r.audio)x(this.feed,"row-play",r);else return!1;return!0},oi=async function(t){this.current=Math.max(0,Math.min(t,a(this,F).length-1));let i=a(this,K).top(this.current),r=a(this,K).top(this.current+1),o=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,n=o+this.scroller.clientHeight,c=parseFloat(getComputedStyle(this.scroller).scrollPaddingTop)||0;i<o+c?this.scroller.scrollTop+=i-o-c:r>n&&(this.scroller.scrollTop+=r-n),a(this,dt).call(this),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})},js=function(t){t.stopPropagation(),this.open=this.open===t.detail.id?void 0:t.detail.id,this.openHeight=0},Fs=async function(t){t.stopPropagation(),this.open=t.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()},Ns=function(){let t=this.renderRoot.querySelector("article.open");t&&(this.openHeight=t.getBoundingClientRect().height)},O.styles=[q,As,T`
      :host {
        display: block;
        --row: ${Rs}em;
      }
      :host([narrow]) {
        --row: ${Ss}em;
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
        height: ${Cs}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `],h([f({attribute:!1})],O.prototype,"texts",2),h([f({attribute:!1})],O.prototype,"fetcher",2),h([f({attribute:!1})],O.prototype,"entryId",2),h([f({attribute:!1})],O.prototype,"rows",2),h([f({attribute:!1})],O.prototype,"ticked",2),h([f({attribute:!1})],O.prototype,"leaving",2),h([f({attribute:!1})],O.prototype,"scroller",2),h([f({type:Boolean})],O.prototype,"busy",2),h([f({type:Boolean})],O.prototype,"done",2),h([f({type:Boolean,reflect:!0})],O.prototype,"narrow",2),h([_()],O.prototype,"seen",2),h([_()],O.prototype,"open",2),h([_()],O.prototype,"openHeight",2),h([_()],O.prototype,"current",2),h([B("[role=feed]")],O.prototype,"feed",2),O=h([I("alexa-privacy-list")],O);var Hr=20,we=class{constructor(e,t,i,r){this.rows=[];this.done=!1;this.loading=!1;this.#o=new Set;this.#n=0;this.#a=0;this.#t=e,this.#e=t,this.#i=i,this.#r=r}#t;#e;#i;#r;#s;#o;#n;#a;async start(){let e=++this.#a;this.#d(),this.#s=this.#l(e),await this.#s}async more(){if(this.loading||this.done)return;if(!this.#s){await this.start();return}let e=this.#a;this.#d();try{await(await this.#s)?.more()}catch(t){this.#c(e,t)}}async stop(){let e=this.#s;this.lose(),await(await e)?.end().catch(()=>{})}lose(){this.#a+=1,this.#s=void 0,this.loading=!1}remove(e){this.rows=this.rows.filter(t=>!e.has(t.id)),this.#r([])}async#l(e){let t=this.rows.at(-1)?.time,i=t===void 0?this.#i:{...this.#i,end:t+1};try{return await qi(this.#t,this.#e,i,r=>{e===this.#a&&this.#h(r)})}catch(r){this.#c(e,r);return}}#d(){this.loading=!0,this.error=void 0,this.#n=Hr,this.#r([])}#h(e){if("error"in e){this.loading=!1,this.error=e.error,this.#r([]);return}let t=e.recordings.filter(i=>!this.#o.has(i.id));for(let i of t)this.#o.add(i.id);this.rows=[...this.rows,...t],this.done=e.done,this.listedTo=e.listed_to,this.#n-=e.recordings.length,this.loading=!e.done&&this.#n>0,this.#r(t)}#c(e,t){e===this.#a&&(this.lose(),this.error=nt(t),this.#r([]))}};var _e=T`
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
`;function zs(s,e){let t=!e.listing?.rows.length;return p`
    <div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
      <span role="status">${Ir(s,e)}</span>
      ${e.ticked?p`<button @click=${e.onUntick}>
              ${D("close")}${s.say("page.untick",{count:e.ticked})}
            </button>`:u}
      ${e.exporting?p`<button @click=${e.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>Lr(s,i,t,e.onExport))}
      <button class="danger" ?disabled=${t} @click=${e.onDelete}>
        ${D("delete")}${e.ticked?s.say("delete.ticked",{count:e.ticked}):s.say("delete.matching")}
      </button>
    </div>
  `}function Lr(s,e,t,i){let r=s.say(`export.${e}`);return p`<button
    ?disabled=${t}
    aria-label=${r}
    title=${r}
    @click=${()=>{i(e)}}
  >
    ${D("download")}${e.toUpperCase()}
  </button>`}function Ir(s,{listing:e,exporting:t}){if(!e)return"";let i=e.rows.length;return t?s.say("export.loading",{count:i}):e.done?s.say("page.all_listed",{count:i}):e.listedTo===void 0?e.loading?s.say("page.asking"):"":s.say(e.loading?"page.listing":"page.listed",{count:i,day:s.shortDay(s.calendar.dayOf(e.listedTo))})}function Zt(s,e,t){return p`
    <div class="card banner problem">
      ${D("alert")}<span role="alert">${e.message}</span>
      <button @click=${t}>${s.say("page.retry")}</button>
    </div>
  `}function Bs(s,e){return e.shown.map(t=>qr(s,t,()=>{e.dismiss(t)}))}function qr(s,e,t){let{receipt:i,progress:r,error:o}=e,n=!!o||e.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return p`
    <div class="card banner ${n?"problem":""}">
      ${e.running?u:D(n?"alert":"done")}
      <span role="status">${Vi(s,e)}</span>
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
              ${D("close")}
            </button>`}
    </div>
  `}var S,Vs,Ws,Ks,Qs,$t,Zs,ni,Jt,bt=class extends R{constructor(){super(...arguments);m(this,S);m(this,Jt,()=>{me(`/config/integrations/integration/alexa_privacy#config_entry=${this.account.entry_id}`)})}render(){return p`
      <section class="card" aria-label=${this.texts.say("protection.title")}>
        <ul>
          ${l(this,S,Vs).call(this)} ${l(this,S,Ws).call(this)} ${l(this,S,Ks).call(this)} ${l(this,S,Qs).call(this)}
        </ul>
        <details>
          <summary>${this.texts.say("protection.review_meaning_title")}</summary>
          <p>${this.texts.say("protection.review_meaning")}</p>
        </details>
      </section>
    `}};S=new WeakSet,Vs=function(){let{state:t,entity_id:i,taught:r}=this.account.review,o=t===null?r?"unknown":"not_taught":t?"on":"off";return l(this,S,$t).call(this,"review",this.texts.say(`protection.review_${o}`),{problem:t===!0,fine:t===!1,act:i&&r?l(this,S,ni).call(this,i):a(this,Jt)})},Ws=function(){let{state:t,entity_id:i,next:r}=this.account.nightly;if(!i)return u;let o=t===null?"unknown":t?"on":"off";return l(this,S,$t).call(this,"nightly",this.texts.say(`protection.nightly_${o}`),{fine:t===!0,more:t&&r!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(r)}):"",act:l(this,S,ni).call(this,i)})},Ks=function(){let{last_receipt:t,last_deletion:i}=this.account;return i!==null&&(!t||t.finished&&i>Date.parse(t.finished))?l(this,S,$t).call(this,"receipt",this.texts.moment(i),{fine:!0}):t?l(this,S,$t).call(this,"receipt",Qe(this.texts,t),{problem:t.status==="failed"||t.status==="partial",fine:t.status==="verified",more:t.finished?this.texts.moment(Date.parse(t.finished)):""}):l(this,S,$t).call(this,"receipt",this.texts.say("protection.receipt_none"),{})},Qs=function(){let{broken:t,to_teach:i,to_rehearse:r}=this.account,o=t.length?"broken":i.length?"teach":r.length?"rehearse":"fine",n=o==="broken"?t:o==="teach"?i:r;return l(this,S,$t).call(this,"learned",this.texts.say(`protection.learned_${o}`),{problem:o==="broken",fine:o==="fine",more:o==="fine"?"":n.map(c=>l(this,S,Zs).call(this,c)).join(", "),act:a(this,Jt)})},$t=function(t,i,{problem:r=!1,fine:o=!1,more:n="",act:c}){let d=this.texts.say(`protection.${t}`);return p`
      <li class=${r?"problem":""}>
        <h2>${d}</h2>
        <strong>${r?D("alert"):o?D("done"):u}${i}</strong>
        ${n?p`<span class="pale">${n}</span>`:u}
        ${c?p`<button aria-label=${this.texts.say("protection.change_it",{title:d})} @click=${c}>
                ${this.texts.say("protection.change")}
              </button>`:u}
      </li>
    `},Zs=function(t){let r={delete:"protection.request_delete",delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice"}[t];return r?this.texts.say(r):t},ni=function(t){return()=>{x(this,"hass-more-info",{entityId:t})}},Jt=new WeakMap,bt.styles=[q,T`
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
        color: var(--danger-text);
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
        color: var(--accent-text);
        cursor: pointer;
      }
      p {
        margin: 0;
      }
    `],h([f({attribute:!1})],bt.prototype,"texts",2),h([f({attribute:!1})],bt.prototype,"account",2),bt=h([I("alexa-privacy-protection")],bt);var Yt=class{constructor(e){this.ids=new Set;this.#t=new Set;this.#e=e}#t;#e;get growing(){return this.#t.size>0}toggle(e){let t=new Set(this.ids);t.delete(e)||t.add(e),this.ids=t}tickDay(e){this.#t.add(e)}untickDay(e,t){this.#t.delete(e),this.remove(new Set(t.filter(i=>this.#e.dayOf(i.time)===e).map(i=>i.id)))}grow({rows:e,done:t,listedTo:i}){if(!this.growing)return;let r=e.filter(o=>this.#t.has(this.#e.dayOf(o.time)));this.ids=new Set([...this.ids,...r.map(o=>o.id)]);for(let o of this.#t)(t||i!==void 0&&i<this.#e.startOf(o))&&this.#t.delete(o)}settle(){this.#t.clear()}remove(e){this.ids=new Set([...this.ids].filter(t=>!e.has(t)))}};var C,xt,L,X,g,Ct,wt,Xt,Ee,ke,Js,Ae,Ys,Xs,Dt,Gs,Te,tr,er,Re,ai,_t,ir,Se,Ce,li,Gt,De,sr,di,ci,te,U=class extends R{constructor(){super(...arguments);m(this,g);this.narrow=!1;this.away=!1;this.filter=jt;m(this,C);m(this,xt,[]);m(this,L);m(this,X);m(this,wt,()=>{a(this,C)&&!a(this,C).done&&a(this,C).start(),a(this,X).watch(),a(this,Dt).call(this)});m(this,Xt,()=>{a(this,C)?.lose(),a(this,X).lose()});m(this,Ee,()=>{this.requestUpdate()});m(this,Ae,()=>{a(this,C)?.more()});m(this,Dt,async()=>{try{this.days=await Li(this.connection,this.account.entry_id),this.daysFailure=void 0}catch(t){this.daysFailure=nt(t)}});m(this,Te,()=>{M(this,L,new Yt(this.texts.calendar)),this.requestUpdate()});m(this,Re,()=>{let t=l(this,g,di).call(this);if(t.length){l(this,g,ai).call(this,t);return}let i=Ke(this.filter,this.texts.calendar),r=new Rt(this.connection,this.account.entry_id,i,!0,()=>{this.asked&&"counting"in this.asked.question&&this.asked.question.counting===r&&(this.asked={...this.asked,question:{...this.asked.question}})});r.start(),this.asked={question:{counting:r,what:Ki(this.texts,this.filter,this.account)},scope:i}});m(this,_t,()=>{let t=this.asked?.question;t&&"counting"in t&&t.counting.stop(),this.asked=void 0});m(this,Se,(t,i)=>{if(i.length){let r=new Set(i);a(this,C)?.remove(r),a(this,L).remove(r)}(t.receipt||t.error)&&(t.ids.size&&(t.error??t.receipt?.status==="verified")||l(this,g,Ct).call(this),l(this,g,li).call(this)),this.requestUpdate()});m(this,Ce,()=>{!a(this,L).ids.size&&!this.exporting&&l(this,g,Ct).call(this),l(this,g,li).call(this)});m(this,Gt,t=>{let i=l(this,g,di).call(this);i.length?ye(t,i):a(this,C)&&(this.exporting=t,l(this,g,ke).call(this,a(this,C)))});m(this,De,()=>{this.exporting=void 0});m(this,te,t=>{let i=t.composedPath()[0];t.key==="/"&&!i.matches("input, select, textarea")&&(t.preventDefault(),this.filterBar.focus())})}connectedCallback(){super.connectedCallback(),this.hasUpdated||M(this,X,new fe(this.connection,this.account.entry_id,a(this,Ee),a(this,Ce))),this.connection.addEventListener("disconnected",a(this,Xt)),this.connection.addEventListener("ready",a(this,wt)),window.addEventListener("keydown",a(this,te)),a(this,wt).call(this)}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",a(this,Xt)),this.connection.removeEventListener("ready",a(this,wt)),window.removeEventListener("keydown",a(this,te)),a(this,C)?.stop(),a(this,X).stop(),a(this,_t).call(this)}render(){let{texts:t,account:i}=this,r=a(this,C);return p`
      <alexa-privacy-protection .texts=${t} .account=${i}></alexa-privacy-protection>
      ${this.days?p`<alexa-privacy-graph
              .texts=${t}
              .days=${this.days}
              @day-chosen=${l(this,g,Xs)}
            ></alexa-privacy-graph>`:this.daysFailure?Zt(t,this.daysFailure,a(this,Dt)):u}
      <div class="card">
        <alexa-privacy-filter
          .connection=${this.connection}
          .entryId=${i.entry_id}
          .texts=${t}
          .filter=${this.filter}
          .echoes=${i.echoes}
          .persons=${a(this,xt)}
          ?narrow=${this.narrow}
          @filter=${l(this,g,Ys)}
          @filter-left=${()=>{this.list.focusCurrent()}}
        ></alexa-privacy-filter>
      </div>
      ${Bs(t,a(this,X))}
      <div
        class="card list"
        @list-end=${l(this,g,Js)}
        @row-tick=${l(this,g,Gs)}
        @day-tick=${l(this,g,tr)}
        @row-delete=${l(this,g,er)}
      >
        ${zs(t,{listing:r,ticked:a(this,L).ids.size,exporting:this.exporting!==void 0,onUntick:a(this,Te),onDelete:a(this,Re),onExport:a(this,Gt),onCancelExport:a(this,De)})}
        <alexa-privacy-list
          .texts=${t}
          .fetcher=${this.fetcher}
          .entryId=${i.entry_id}
          .rows=${r?.rows??[]}
          .ticked=${a(this,L).ids}
          .leaving=${a(this,X).leaving}
          .scroller=${this.scroller}
          ?busy=${r?.loading??!0}
          ?done=${r?.done??!1}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${r?.error&&!this.away?Zt(t,r.error,a(this,Ae)):u}
        ${r?.done&&!r.rows.length?p`<p class="none">${t.say("page.none")}</p>`:u}
      </div>
      ${this.asked?p`<alexa-privacy-confirm
              .texts=${t}
              .question=${this.asked.question}
              @confirm-yes=${l(this,g,ir)}
              @confirm-no=${a(this,_t)}
              @confirm-export=${l(this,g,sr)}
            ></alexa-privacy-confirm>`:u}
    `}willUpdate(t){t.has("texts")&&!a(this,C)&&l(this,g,Ct).call(this),t.get("away")&&a(this,wt).call(this)}};C=new WeakMap,xt=new WeakMap,L=new WeakMap,X=new WeakMap,g=new WeakSet,Ct=function(){let t=Ke(this.filter,this.texts.calendar);a(this,C)?.stop(),M(this,L,new Yt(this.texts.calendar)),this.exporting=void 0;let i=new we(this.connection,this.account.entry_id,t,r=>{i===a(this,C)&&l(this,g,ke).call(this,i,r)});M(this,C,i),i.start()},wt=new WeakMap,Xt=new WeakMap,Ee=new WeakMap,ke=function(t,i=[]){let r=new Set([...a(this,xt),...i.flatMap(o=>o.persons)]);r.size>a(this,xt).length&&M(this,xt,[...r]),a(this,L).grow(t),this.exporting&&t.done?(ye(this.exporting,t.rows),this.exporting=void 0):t.error?(this.exporting=void 0,a(this,L).settle()):(this.exporting||a(this,L).growing)&&t.more(),this.requestUpdate()},Js=function(){a(this,C)&&!a(this,C).error&&a(this,C).more()},Ae=new WeakMap,Ys=function(t){this.filter=t.detail,l(this,g,Ct).call(this)},Xs=function(t){let i=this.filter.from>t.detail?"":this.filter.from;this.filter={...this.filter,from:i,to:t.detail},l(this,g,Ct).call(this),this.list.showFirst()},Dt=new WeakMap,Gs=function(t){a(this,L).toggle(t.detail.id),this.requestUpdate()},Te=new WeakMap,tr=function(t){let{day:i,on:r}=t.detail,o=a(this,C);o&&r?(a(this,L).tickDay(i),l(this,g,ke).call(this,o)):o&&(a(this,L).untickDay(i,o.rows),this.requestUpdate())},er=function(t){l(this,g,ai).call(this,[t.detail])},Re=new WeakMap,ai=function(t){this.asked={question:{count:t.length,what:Qi(this.texts,t)},scope:zi(t)}},_t=new WeakMap,ir=function(){let t=this.asked?.scope;a(this,_t).call(this),t&&(a(this,L).remove(a(this,X).begin(t,a(this,Se)).ids),this.list.focusCurrent())},Se=new WeakMap,Ce=new WeakMap,li=function(){a(this,Dt).call(this),x(this,"accounts-stale")},Gt=new WeakMap,De=new WeakMap,sr=function(){let t=this.asked?.scope.ids;a(this,_t).call(this),t?ye("json",l(this,g,ci).call(this,new Set(t))):a(this,Gt).call(this,"json")},di=function(){return l(this,g,ci).call(this,a(this,L).ids)},ci=function(t){return(a(this,C)?.rows??[]).filter(i=>t.has(i.id))},te=new WeakMap,U.styles=[q,_e,T`
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
    `],h([f({attribute:!1})],U.prototype,"connection",2),h([f({attribute:!1})],U.prototype,"fetcher",2),h([f({attribute:!1})],U.prototype,"texts",2),h([f({attribute:!1})],U.prototype,"account",2),h([f({attribute:!1})],U.prototype,"scroller",2),h([f({type:Boolean,reflect:!0})],U.prototype,"narrow",2),h([f({type:Boolean})],U.prototype,"away",2),h([_()],U.prototype,"filter",2),h([_()],U.prototype,"days",2),h([_()],U.prototype,"daysFailure",2),h([_()],U.prototype,"asked",2),h([_()],U.prototype,"exporting",2),h([B("alexa-privacy-list")],U.prototype,"list",2),h([B("alexa-privacy-filter")],U.prototype,"filterBar",2),U=h([I("alexa-privacy-account")],U);var rr=12*36e5,Me=class{#t;#e;#i;#r;#s;#o;constructor(e,t){this.language=t.language,this.calendar=new ve(t.config.time_zone),this.#t=e;let i=t.config.time_zone,r={12:!0,24:!1}[t.locale.time_format],o={timeZone:i,...r===void 0?{}:{hour12:r}},n={day:"numeric",month:"short",year:"numeric"};this.#e=new Intl.NumberFormat(this.language),this.#i=new Intl.DateTimeFormat(this.language,{timeZone:i,dateStyle:"full"}),this.#r=new Intl.DateTimeFormat(this.language,{timeZone:i,...n}),this.#s=new Intl.DateTimeFormat(this.language,{...o,hour:"numeric",minute:"2-digit"}),this.#o=new Intl.DateTimeFormat(this.language,{...o,...n,hour:"numeric",minute:"2-digit"})}say(e,t={}){let i={};for(let[r,o]of Object.entries(t))i[r]=typeof o=="number"?this.#e.format(o):o;return this.#t(`component.alexa_privacy.config_panel.${e}`,i)}number(e){return this.#e.format(e)}day(e){return this.#i.format(this.calendar.startOf(e)+rr)}shortDay(e){return this.#r.format(this.calendar.startOf(e)+rr)}time(e){return this.#s.format(e)}moment(e){return this.#o.format(e)}};var Mt,Z,N,or,nr,Pe,Oe,Ue,st,ar,lr,Q=class extends R{constructor(){super(...arguments);m(this,N);this.narrow=!1;this.chosen="";m(this,Mt,new Map);m(this,Z);m(this,Oe,(t,i)=>a(this,Z).fetchWithAuth(t,i));m(this,Ue,async()=>{let t=a(this,Z),i=await t.loadBackendTranslation("config_panel","alexa_privacy");this.texts=new Me(i,t)});m(this,st,async()=>{try{this.accounts=await Hi(a(this,Z).connection);for(let t of this.accounts)t.loaded&&a(this,Mt).set(t.entry_id,t);this.failure=void 0}catch(t){this.failure=nt(t)}})}set hass(t){let i=a(this,Z);M(this,Z,t),this.style.colorScheme=t.themes.darkMode?"dark":"light",["language","locale","config"].every(d=>i?.[d]===t[d])||a(this,Ue).call(this);let o=a(this,Mt).get(l(this,N,Pe).call(this)?.entry_id??""),n=o?[o.review.entity_id,o.nightly.entity_id]:[];(this.failure&&i?.config!==t.config||n.some(d=>d&&i?.states[d]?.state!==t.states[d]?.state))&&a(this,st).call(this)}connectedCallback(){super.connectedCallback(),a(this,Z).connection.addEventListener("ready",a(this,st)),a(this,st).call(this)}disconnectedCallback(){super.disconnectedCallback(),a(this,Z).connection.removeEventListener("ready",a(this,st))}render(){let{texts:t}=this;if(!t)return u;let i=this.accounts&&this.accounts.length>1;return p`
      <header>
        ${this.narrow?p`<button class="round" aria-label=${t.say("page.menu")} @click=${l(this,N,ar)}>
                ${D("menu")}
              </button>`:u}
        <h1>${t.say("page.title")}</h1>
        ${i?l(this,N,or).call(this,t):u}
      </header>
      <main @accounts-stale=${a(this,st)}>${l(this,N,nr).call(this,t)}</main>
    `}updated(){this.scroller=this.main??void 0}};Mt=new WeakMap,Z=new WeakMap,N=new WeakSet,or=function(t){let i=l(this,N,Pe).call(this);return p`<select
      aria-label=${t.say("page.account")}
      @change=${r=>{this.chosen=r.target.value}}
    >
      ${this.accounts?.map(r=>p`<option value=${r.entry_id} ?selected=${r===i}>${r.title}</option>`)}
    </select>`},nr=function(t){let i=l(this,N,Pe).call(this),r=a(this,Mt).get(i?.entry_id??""),o=this.failure?p`<div class="alone">${Zt(t,this.failure,a(this,st))}</div>`:u;if(!this.accounts||!this.scroller)return o;let n=i?.loaded?u:p`<div class="alone card">
          <p>${t.say(i?"page.not_loaded":"page.no_account")}</p>
          <button class="outlined" @click=${l(this,N,lr)}>${t.say("page.integration")}</button>
        </div>`;return r?p`${o}${n}${Oi(r.entry_id,p`<alexa-privacy-account
        .connection=${a(this,Z).connection}
        .fetcher=${a(this,Oe)}
        .texts=${t}
        .account=${r}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
        ?away=${!!this.failure||!i?.loaded}
      ></alexa-privacy-account>`)}`:p`${o}${n}`},Pe=function(){return this.accounts?.find(({entry_id:t})=>t===this.chosen)??this.accounts?.[0]},Oe=new WeakMap,Ue=new WeakMap,st=new WeakMap,ar=function(){x(this,"hass-toggle-menu")},lr=function(){me("/config/integrations/integration/alexa_privacy")},Q.styles=[q,_e,T`
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
    `],h([f({type:Boolean,reflect:!0})],Q.prototype,"narrow",2),h([_()],Q.prototype,"texts",2),h([_()],Q.prototype,"accounts",2),h([_()],Q.prototype,"failure",2),h([_()],Q.prototype,"chosen",2),h([_()],Q.prototype,"scroller",2),h([B("main")],Q.prototype,"main",2),Q=h([I("alexa-privacy-panel")],Q);export{Q as Panel};
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
