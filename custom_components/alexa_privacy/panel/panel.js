var Ws=Object.defineProperty;var Ks=Object.getOwnPropertyDescriptor;var d=(s,e,t,i)=>{for(var n=i>1?void 0:i?Ks(e,t):e,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(e,t,n):o(n))||n);return i&&n&&Ws(e,t,n),n};var Nt=globalThis,Ft=Nt.ShadowRoot&&(Nt.ShadyCSS===void 0||Nt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ke=Symbol(),Ge=new WeakMap,kt=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==ke)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Ft&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Ge.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Ge.set(t,e))}return e}toString(){return this.cssText}},Je=s=>new kt(typeof s=="string"?s:s+"",void 0,ke),v=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new kt(t,s,ke)},Qe=(s,e)=>{if(Ft)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),n=Nt.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=t.cssText,s.appendChild(i)}},Te=Ft?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Je(t)})(s):s;var{is:Ys,defineProperty:Gs,getOwnPropertyDescriptor:Js,getOwnPropertyNames:Qs,getOwnPropertySymbols:Zs,getPrototypeOf:Xs}=Object,qt=globalThis,Ze=qt.trustedTypes,tn=Ze?Ze.emptyScript:"",en=qt.reactiveElementPolyfillSupport,Tt=(s,e)=>s,Rt={toAttribute(s,e){switch(e){case Boolean:s=s?tn:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},Bt=(s,e)=>!Ys(s,e),Xe={attribute:!0,type:String,converter:Rt,reflect:!1,useDefault:!1,hasChanged:Bt};Symbol.metadata??=Symbol("metadata"),qt.litPropertyMetadata??=new WeakMap;var W=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Xe){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,t);n!==void 0&&Gs(this.prototype,e,n)}}static getPropertyDescriptor(e,t,i){let{get:n,set:r}=Js(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let a=n?.call(this);r?.call(this,o),this.requestUpdate(e,a,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Xe}static _$Ei(){if(this.hasOwnProperty(Tt("elementProperties")))return;let e=Xs(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Tt("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Tt("properties"))){let t=this.properties,i=[...Qs(t),...Zs(t)];for(let n of i)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,n]of t)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let n=this._$Eu(t,i);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)t.unshift(Te(n))}else e!==void 0&&t.push(Te(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Qe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:Rt).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:Rt;this._$Em=n;let a=o.fromAttribute(t,r.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(e,t,i,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??Bt)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,a=this[n];o!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,r,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};W.elementStyles=[],W.shadowRootOptions={mode:"open"},W[Tt("elementProperties")]=new Map,W[Tt("finalized")]=new Map,en?.({ReactiveElement:W}),(qt.reactiveElementVersions??=[]).push("2.1.2");var Se=globalThis,ti=s=>s,jt=Se.trustedTypes,ei=jt?jt.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ee="$lit$",K=`lit$${Math.random().toFixed(9).slice(2)}$`,Ae="?"+K,sn=`<${Ae}>`,nt=document,Et=()=>nt.createComment(""),At=s=>s===null||typeof s!="object"&&typeof s!="function",De=Array.isArray,ai=s=>De(s)||typeof s?.[Symbol.iterator]=="function",Re=`[ 	
\f\r]`,St=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ii=/-->/g,si=/>/g,it=RegExp(`>|${Re}(?:([^\\s"'>=/]+)(${Re}*=${Re}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ni=/'/g,ri=/"/g,li=/^(?:script|style|textarea|title)$/i,Pe=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),l=Pe(1),at=Pe(2),fr=Pe(3),E=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),oi=new WeakMap,st=nt.createTreeWalker(nt,129);function ci(s,e){if(!De(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return ei!==void 0?ei.createHTML(e):e}var di=(s,e)=>{let t=s.length-1,i=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=St;for(let a=0;a<t;a++){let c=s[a],p,f,m=-1,w=0;for(;w<c.length&&(o.lastIndex=w,f=o.exec(c),f!==null);)w=o.lastIndex,o===St?f[1]==="!--"?o=ii:f[1]!==void 0?o=si:f[2]!==void 0?(li.test(f[2])&&(n=RegExp("</"+f[2],"g")),o=it):f[3]!==void 0&&(o=it):o===it?f[0]===">"?(o=n??St,m=-1):f[1]===void 0?m=-2:(m=o.lastIndex-f[2].length,p=f[1],o=f[3]===void 0?it:f[3]==='"'?ri:ni):o===ri||o===ni?o=it:o===ii||o===si?o=St:(o=it,n=void 0);let y=o===it&&s[a+1].startsWith("/>")?" ":"";r+=o===St?c+sn:m>=0?(i.push(p),c.slice(0,m)+Ee+c.slice(m)+K+y):c+K+(m===-2?a:y)}return[ci(s,r+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},Dt=class s{constructor({strings:e,_$litType$:t},i){let n;this.parts=[];let r=0,o=0,a=e.length-1,c=this.parts,[p,f]=di(e,t);if(this.el=s.createElement(p,i),st.currentNode=this.el.content,t===2||t===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(n=st.nextNode())!==null&&c.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let m of n.getAttributeNames())if(m.endsWith(Ee)){let w=f[o++],y=n.getAttribute(m).split(K),k=/([.?@])?(.*)/.exec(w);c.push({type:1,index:r,name:k[2],strings:y,ctor:k[1]==="."?Vt:k[1]==="?"?Wt:k[1]==="@"?Kt:ot}),n.removeAttribute(m)}else m.startsWith(K)&&(c.push({type:6,index:r}),n.removeAttribute(m));if(li.test(n.tagName)){let m=n.textContent.split(K),w=m.length-1;if(w>0){n.textContent=jt?jt.emptyScript:"";for(let y=0;y<w;y++)n.append(m[y],Et()),st.nextNode(),c.push({type:2,index:++r});n.append(m[w],Et())}}}else if(n.nodeType===8)if(n.data===Ae)c.push({type:2,index:r});else{let m=-1;for(;(m=n.data.indexOf(K,m+1))!==-1;)c.push({type:7,index:r}),m+=K.length-1}r++}}static createElement(e,t){let i=nt.createElement("template");return i.innerHTML=e,i}};function rt(s,e,t=s,i){if(e===E)return e;let n=i!==void 0?t._$Co?.[i]:t._$Cl,r=At(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=n:t._$Cl=n),n!==void 0&&(e=rt(s,n._$AS(s,e.values),n,i)),e}var zt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,n=(e?.creationScope??nt).importNode(t,!0);st.currentNode=n;let r=st.nextNode(),o=0,a=0,c=i[0];for(;c!==void 0;){if(o===c.index){let p;c.type===2?p=new yt(r,r.nextSibling,this,e):c.type===1?p=new c.ctor(r,c.name,c.strings,this,e):c.type===6&&(p=new Yt(r,this,e)),this._$AV.push(p),c=i[++a]}o!==c?.index&&(r=st.nextNode(),o++)}return st.currentNode=nt,n}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},yt=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=rt(this,e,t),At(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==E&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ai(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&At(this._$AH)?this._$AA.nextSibling.data=e:this.T(nt.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=Dt.createElement(ci(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new zt(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=oi.get(e.strings);return t===void 0&&oi.set(e.strings,t=new Dt(e)),t}k(e){De(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,n=0;for(let r of e)n===t.length?t.push(i=new s(this.O(Et()),this.O(Et()),this,this.options)):i=t[n],i._$AI(r),n++;n<t.length&&(this._$AR(i&&i._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=ti(e).nextSibling;ti(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ot=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,n,r){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=h}_$AI(e,t=this,i,n){let r=this.strings,o=!1;if(r===void 0)e=rt(this,e,t,0),o=!At(e)||e!==this._$AH&&e!==E,o&&(this._$AH=e);else{let a=e,c,p;for(e=r[0],c=0;c<r.length-1;c++)p=rt(this,a[i+c],t,c),p===E&&(p=this._$AH[c]),o||=!At(p)||p!==this._$AH[c],p===h?e=h:e!==h&&(e+=(p??"")+r[c+1]),this._$AH[c]=p}o&&!n&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Vt=class extends ot{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},Wt=class extends ot{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},Kt=class extends ot{constructor(e,t,i,n,r){super(e,t,i,n,r),this.type=5}_$AI(e,t=this){if((e=rt(this,e,t,0)??h)===E)return;let i=this._$AH,n=e===h&&i!==h||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==h&&(i===h||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Yt=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){rt(this,e)}},hi={M:Ee,P:K,A:Ae,C:1,L:di,R:zt,D:ai,V:rt,I:yt,H:ot,N:Wt,U:Kt,B:Vt,F:Yt},nn=Se.litHtmlPolyfillSupport;nn?.(Dt,yt),(Se.litHtmlVersions??=[]).push("3.3.3");var pi=(s,e,t)=>{let i=t?.renderBefore??e,n=i._$litPart$;if(n===void 0){let r=t?.renderBefore??null;i._$litPart$=n=new yt(e.insertBefore(Et(),r),r,void 0,t??{})}return n._$AI(s),n};var Me=globalThis,$=class extends W{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=pi(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return E}};$._$litElement$=!0,$.finalized=!0,Me.litElementHydrateSupport?.({LitElement:$});var rn=Me.litElementPolyfillSupport;rn?.({LitElement:$});(Me.litElementVersions??=[]).push("4.2.2");var on={attribute:!0,type:String,converter:Rt,reflect:!1,hasChanged:Bt},an=(s=on,e,t)=>{let{kind:i,metadata:n}=t,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(t.name,s),i==="accessor"){let{name:o}=t;return{set(a){let c=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,c,s,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,s,a),a}}}if(i==="setter"){let{name:o}=t;return function(a){let c=this[o];e.call(this,a),this.requestUpdate(o,c,s,!0,a)}}throw Error("Unsupported decorator location: "+i)};function u(s){return(e,t)=>typeof t=="object"?an(s,e,t):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,e,t)}function g(s){return u({...s,state:!0,attribute:!1})}var lt=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function _(s,e){return(t,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:a}=typeof i=="object"?t:n??(()=>{let c=Symbol();return{get(){return this[c]},set(p){this[c]=p}}})();return lt(t,i,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&a.call(this,c)),c}})}return lt(t,i,{get(){return r(this)}})}}var L={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},B=s=>(...e)=>({_$litDirective$:s,values:e}),H=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:ln}=hi,ui=s=>s;var fi=s=>s.strings===void 0,mi=()=>document.createComment(""),gt=(s,e,t)=>{let i=s._$AA.parentNode,n=e===void 0?s._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(mi(),n),o=i.insertBefore(mi(),n);t=new ln(r,o,s,s.options)}else{let r=t._$AB.nextSibling,o=t._$AM,a=o!==s;if(a){let c;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(c=s._$AU)!==o._$AU&&t._$AP(c)}if(r!==n||a){let c=t._$AA;for(;c!==r;){let p=ui(c).nextSibling;ui(i).insertBefore(c,n),c=p}}}return t},Z=(s,e,t=s)=>(s._$AI(e,t),s),cn={},vt=(s,e=cn)=>s._$AH=e,yi=s=>s._$AH,Gt=s=>{s._$AR(),s._$AA.remove()};var Pt=B(class extends H{constructor(){super(...arguments),this.key=h}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(vt(s),this.key=e),t}});var Jt=["intended","unintended","other_device","routine","unknown"],gi=["signed_out","unreachable","review_on","deleted_too_much","requests_broken","not_taught","not_tested","purge_failed","purge_overdue"];async function vi(s){return(await s.sendMessagePromise({type:"alexa_privacy/accounts"})).accounts}async function bi(s,e){return s.sendMessagePromise({type:"alexa_privacy/days",...e})}async function xi(s,e){let t={type:"alexa_privacy/persons",entry_id:e};return(await s.sendMessagePromise(t)).persons}async function wi(s,e,t){let i={type:"alexa_privacy/estimate",...e,...t};return(await s.sendMessagePromise(i)).count}async function $i(s,e,t,i){let n={type:"alexa_privacy/recordings/subscribe",...e,...t,id:0},r=await s.subscribeMessage(i,n,{resubscribe:!1}),o=n.id;return{end:r,more:()=>s.sendMessagePromise({type:"alexa_privacy/recordings/more",subscription:o})}}async function _i(s,e,t,i){let n={type:"alexa_privacy/preview",...e,everything:!1,...t};return s.subscribeMessage(i,n,{resubscribe:!1})}async function ki(s,e,t){let i={type:"alexa_privacy/delete",...e,everything:!1,...t};return(await s.sendMessagePromise(i)).receipt_id}async function Ti(s,e,t,i){let n={type:"alexa_privacy/deletions/subscribe",...e,receipt_ids:t};return s.subscribeMessage(i,n,{resubscribe:!1})}async function Ri(s,e,t){await s.sendMessagePromise({type:"alexa_privacy/cancel",entry_id:e,receipt_id:t})}async function Si(s,e,t){await s.sendMessagePromise({type:"alexa_privacy/decide",entry_id:e,...t})}function Ei(s,e){return`/api/alexa_privacy/audio/${encodeURIComponent(s)}/${encodeURIComponent(e)}`}function bt({code:s}){return s==="signed_out"}function A(s){return typeof s=="object"&&s!==null&&"message"in s&&typeof s.message=="string"?{code:"code"in s?String(s.code):"unknown",message:s.message}:{code:"unknown",message:String(s)}}var Qt=class{#t;#i=new Map;#e={day:"",start:0,end:0};constructor(e){this.zone=e,this.#t=new Intl.DateTimeFormat("sv-SE",{timeZone:e})}dayOf(e){if(e<this.#e.start||e>=this.#e.end){let t=this.#t.format(e);this.#e={day:t,start:this.startOf(t),end:this.endOf(t)}}return this.#e.day}startOf(e){let t=this.#i.get(e);return t===void 0&&(t=this.#s(e),this.#i.set(e,t)),t}endOf(e){return this.startOf(D(e,1))}#s(e){let t=Date.parse(e)-54e6,i=Date.parse(e)+15*36e5;for(;i-t>1;){let n=Math.floor((t+i)/2);this.#t.format(n)<e?t=n:i=n}return i}};function D(s,e){return new Date(Date.parse(s)+e*24*36e5).toISOString().slice(0,10)}function Ai(s,e){return Math.max(0,Math.round((Date.parse(e)-Date.parse(s))/(24*36e5))+1)}function Di(s,e){let t=[];for(let i=s;i<=e;i=D(i,1))t.push(i);return t}var Oe=["year","month","day"],Mi=Oe,dn={DMY:["day","month","year"],MDY:["month","day","year"],YMD:Mi},Pi=["sunday","monday","tuesday","wednesday","thursday","friday","saturday"],Mt="2014-01-01",hn={calendar:"gregory",timeZone:"UTC"},Zt=class{#t;#i;#e;#s;#r;#n;constructor(e,t){let i=(a,c=e)=>new Intl.DateTimeFormat(c,{...hn,...a}),n=dn[t.date_format??""],r=n?"2-digit":"numeric";this.#t=i({day:r,month:r,year:"numeric"},t.date_format==="system"?navigator.language:e),this.isReordered=!!n,this.#n=n??this.#t.formatToParts(0).flatMap(({type:a})=>Oe.filter(c=>c===a)),this.#i=i({month:"long",year:"numeric"}),this.#e=i({dateStyle:"full"}),this.#s=[i({weekday:"narrow"}),i({weekday:"long"})],this.#r=new Intl.NumberFormat(e,{useGrouping:!1});let o=Pi.indexOf(t.first_weekday??"");this.firstWeekday=o>=0?o:un(e)}write(e){if(!this.isReordered)return this.#t.format(Date.parse(e));let t=this.#t.formatToParts(Date.parse(e)),i=t.find(({type:n})=>n==="literal")?.value??"-";return this.#n.map(n=>t.find(({type:r})=>r===n)?.value).join(i)}read(e){let t=e.replace(/\p{Nd}/gu,pn).match(/\d+/g)??[];if(t.length!==3)return;let i=t[0].length===4?Mi:this.#n,[n="",r,o]=Oe.map(a=>(t[i.indexOf(a)]??"").padStart(2,"0"));return Xt(`${n.length===2?`20${n}`:n}-${r}-${o}`)}month(e){return this.#i.format(Date.parse(e))}full(e){return this.#e.format(Date.parse(e))}dayOfMonth(e){return this.#r.format(Number(e.slice(8)))}get weekdays(){let e=this.weekOf("2026-11-21");return Pi.map((t,i)=>{let[n,r]=this.#s.map(o=>o.format(Date.parse(D(e,i))));return[n??"",r??""]})}weekOf(e){return D(e,-((new Date(Date.parse(e)).getUTCDay()-this.firstWeekday+7)%7))}};function Xt(s){let e=s!==null&&/^\d{4}-\d\d-\d\d$/.test(s)?Date.parse(s):NaN;return s!==null&&!isNaN(e)&&new Date(e).toISOString().startsWith(s)&&s>=Mt?s:void 0}function te(s,e){let t=new Date(`${s.slice(0,7)}-01`);t.setUTCMonth(t.getUTCMonth()+e+1,0);let i=t.toISOString().slice(0,10),n=`${i.slice(0,8)}${s.slice(8)}`;return n<i?n:i}function pn(s){let e=0;for(;e<9&&/\p{Nd}/u.test(String.fromCodePoint((s.codePointAt(0)??0)-e-1));)e+=1;return String(e)}function un(s){let e=new Intl.Locale(s);return(e.getWeekInfo?.()??e.weekInfo??{firstDay:1}).firstDay%7}var ct={words:"",from:"",to:"",echo:"",person:"",kind:""};function Ce(s,e){let t=s.words.trim();return{...s.from&&{start:e.startOf(s.from)},...s.to&&{end:e.endOf(s.to)},...s.echo&&{echoes:[s.echo]},...s.person&&{persons:[s.person]},...s.kind&&{kinds:[s.kind]},...t&&{said:t}}}function Oi(s,e){return U(s)?{everything:!0}:Ce(s,e)}function Ci(s){return{ids:s.map(e=>e.id)}}function Li({words:s,echo:e,person:t,kind:i}){return!!(s.trim()||e||t||i)}function U(s){return s.words.trim()===""&&Object.entries(s).every(([e,t])=>e==="words"||!t)}var X="/alexa-privacy";function x(s,e,t){s.dispatchEvent(new CustomEvent(e,{bubbles:!0,composed:!0,detail:t}))}function tt(s,e){x(s,"hass-more-info",{entityId:e})}function Y(s){j(`/config/integrations/integration/alexa_privacy#config_entry=${s}`)}function G(s,e){Ii({account:s,teach:e})}function et(s,e){Ii({account:s,test:e})}function Ii(s){let{words:e}=history.state??{};j(`${X}?${new URLSearchParams(s)}${location.hash}`,!1,{words:e})}function Hi(s){j(`${X}?${new URLSearchParams({account:s})}${location.hash}`,!0,history.state)}function Ui(s){j(`${X}?${new URLSearchParams({account:s})}`)}function j(s,e=!1,t=null){history[e?"replaceState":"pushState"](t,"",s),x(window,"location-changed",{replace:e})}var Ni=200;function dt(){return new URLSearchParams(location.hash.slice(1)).get("history")??""}function Fi(s){j(`${X}${location.search}${s&&`#${new URLSearchParams({history:s})}`}`)}function Le({echoes:s}){let e=new URLSearchParams(location.search),t=new URLSearchParams(location.hash.slice(1)),i=a=>!dt()||a==="from"||a==="to",n=a=>(i(a)?t.get(a)??e.get(a):null)??"",r=Xt(n("from"))??"",o=Xt(n("to"))??"";return{from:r,to:o<r?"":o,echo:s.find(({serial:a})=>a===n("echo"))?.serial??"",person:/^[^\p{C}]+$/u.test(n("person"))?n("person").slice(0,Ni):"",kind:Jt.find(a=>a===n("kind"))??"",words:i("words")?mn():""}}function qi(s,e){let{words:t,...i}=s,n=new URLSearchParams(location.search);for(let c of Object.keys(ct))n.delete(c);let r=new URLSearchParams(Object.entries({history:dt(),...i}).filter(([,c])=>c)),o=`${X}${n.size?`?${n}`:""}${r.size?`#${r}`:""}`;!!t&&!!e.words&&o===`${X}${location.search}${location.hash}`?history.replaceState({...history.state,words:t},"",o):history.pushState(t?{words:t}:null,"",o)}function Bi({entry_id:s},e){let t=new URLSearchParams(location.search).get("account");return location.pathname===X&&(!t||t===s)&&dt()===e}function ji(s,e){return Object.entries(s).every(([t,i])=>i===e[t])}function mn(){let s=history.state?.words;return typeof s=="string"?s.slice(0,Ni):""}var zi=200;function Vi(s,e){let t=fn(s,e);return e.own?t:`${s.say("delete.others")} ${t}`}function fn(s,{receipt:e,progress:t,error:i,delayed:n,lost:r,cancelling:o}){if(i)return i.message;if(e)return Ie(s,e);if(n)return n.message;if(r)return s.say("delete.lost");if(o)return s.say("delete.cancelling");let a=yn(s,t);return t?.waiting?`${s.say("delete.waiting")} ${a}`:a}function yn(s,e){if(!e?.matched)return e?.listed?s.say("delete.counting",{count:e.listed}):s.say("delete.starting");let{matched:t,asked:i,verified_gone:n}=e;return s.say("delete.running",{matched:t,asked:i,gone:n})}function Wi({status:s}){return s==="failed"||s==="partial"||s==="stopped"}function Ie(s,e){let{status:t,matched:i,verified_gone:n}=e,r=e.error==="purge_cancelled";return i===null?s.say(r?"delete.cancelled_early":"delete.not_listed"):t==="nothing_to_delete"?s.say("delete.nothing"):[r&&s.say("delete.cancelled"),t==="stopped"&&s.say("delete.others_gone",{count:e.others_gone}),s.say("delete.receipt",{matched:i,gone:n}),e.still_listed&&s.say("delete.still_listed",{count:e.still_listed}),e.unknown&&s.say("delete.unknown",{count:e.unknown}),e.cannot_be_named&&s.say("delete.cannot_be_named",{count:e.cannot_be_named}),t==="stopped"&&s.say("delete.test_again")].filter(Boolean).join(" ")}function ee(s,{state:e,plan:t}){return t?gn(s,t,e?"protection.plan_on":"protection.plan_off"):""}function gn(s,e,t){let{count:i,oldest:n,newest:r}=e;if(i===null)return s.say("protection.plan_unknown");if(!i||n===null||r===null)return s.say("protection.plan_none");let o=new Set([n,r].map(c=>s.shortDay(s.calendar.dayOf(c)))),a=`${e.is_exact?"":"≤ "}${s.number(i)}`;return s.say(t,{count:i,amount:a,days:[...o].join(" – ")})}function Ki(s,e){let{oldest:t,newest:i,by_device:n,requests:r}=e??{};if(t===void 0||i===void 0||r===void 0)return"";let[o,a]=[t,i].map(p=>s.moment(Date.parse(p))),c=Object.entries(n??{}).map(([p,f])=>`${p||s.say("row.no_device")} ${s.number(f)}`);return s.join([`${o??""} – ${a??""}`,...c,s.say("delete.requests",{count:r})])}function Yi(s,e,t,i=""){if(U(e))return s.say("delete.everything",{account:t.title,history:i});let n=t.echoes.find(({serial:o})=>o===e.echo),r=[e.words.trim()&&s.quote(e.words.trim()),vn(s,e),e.echo&&(n?.name??e.echo),e.person,e.kind&&s.say(`kind.${e.kind}`)];return s.join(r)}function vn(s,{from:e,to:t}){return e&&e===t?s.say("delete.on",{day:s.day(e)}):e&&t?s.say("delete.between",{from:s.shortDay(e),to:s.shortDay(t)}):e?s.say("delete.from",{day:s.shortDay(e)}):t&&s.say("delete.to",{day:s.shortDay(t)})}function Gi(s,e){let[t]=e;if(!t||e.length>1){let[n,r]=[e[0],e.at(-1)];return r&&n?`${s.moment(r.time)} – ${s.moment(n.time)}`:""}let i=t.said.length>zi?`${t.said.slice(0,zi)}…`:t.said;return s.join([s.moment(t.time),t.device,i&&s.quote(i)])}var Ji=v`
dialog{width:min(480px, calc(100vw - 32px));border:none;border-radius:var(--ha-dialog-border-radius, 24px);padding:24px;background:var(--card-background-color);color:inherit;font:inherit;box-shadow:0 8px 32px rgb(0 0 0 / 40%);}
dialog::backdrop{background:rgb(0 0 0 / 45%);}
dialog h2{margin:0 0 12px;font-size:1.4em;font-weight:500;}
dialog p{margin:0 0 12px;padding:0;overflow-wrap:anywhere;}
dialog .buttons{display:flex;flex-wrap:wrap;justify-content:end;gap:8px;margin-top:20px;}
`;var bn={alert:"M12 4 3 20h18zM12 10v4M12 17v.5",back:"M20 12H5M11 5l-7 7 7 7",calendar:"M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",close:"M6 6l12 12M18 6 6 18",delete:"M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",done:"M5 12l5 5 9-10",download:"M12 4v11M7 10l5 5 5-5M5 20h14",menu:"M4 7h16M4 12h16M4 17h16",play:"M8 5l11 7-11 7z",reload:"M20 12a8 8 0 1 1-2.3-5.7L20 8.5M20 4v4.5h-4.5",search:"M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",unknown:"M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5"};function b(s){return l`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${at`<path d=${bn[s]}></path>`}</svg>`}function N(s,e,t,{disabled:i=!1,tabindex:n=0}={}){return l`<button
type="button"
class="round"
tabindex=${n}
?disabled=${i}
aria-label=${e}
title=${e}
@click=${t}
>
${b(s)}
</button>`}var Qi={delete_recordings:"protection.request_delete",delete_range:"protection.request_range",delete_everything:"protection.request_everything",human_review:"protection.review",message_review:"protection.request_message_review",deletion_by_voice:"protection.request_voice",another_setting:"teach.setting",history:"teach.history"};function xt(s){return s!=="history"&&!s.startsWith("delete_")}function ie(s){return s&&Object.hasOwn(Qi,s)?s:void 0}function P(s){return ie(s[0]==="delete"?"delete_recordings":s[0])}function F(s,e){let t=P([e]);return t?s.say(Qi[t]):e}function se(s,e,t,i=!1){return{short:s.say(i?"first_run.test":"teach.teach"),whole:s.say(i?"teach.title_test":"teach.title",{lesson:F(s,t)}),act:()=>(i?et:G)(e,t)}}var T=v`
:host{--accent-text:color-mix(in srgb, var(--primary-color) 70%, var(--primary-text-color));--danger-text:color-mix(in srgb, var(--error-color) 75%, var(--primary-text-color));color:var(--primary-text-color);font-size:var(--ha-font-size-m, 14px);line-height:1.4;}
:host([hidden]){display:none;}
*{box-sizing:border-box;}
:host(:dir(rtl)){text-align:right;}
:host(:dir(rtl)) :is(h1, h2, h3, p, span, li, dd){unicode-bidi:plaintext;}
.icon{width:1.5em;height:1.5em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;}
.card{background:var(--card-background-color);border:1px solid var(--ha-card-border-color, var(--divider-color));border-radius:var(--ha-card-border-radius, 12px);padding:12px 16px;}
.pale{color:var(--secondary-text-color);}
button,
a.button{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-height:36px;padding:0 12px;border:1px solid transparent;border-radius:18px;background:none;color:var(--accent-text);font:inherit;font-weight:500;text-decoration:none;cursor:pointer;}
button:hover:not(:disabled){background:color-mix(in srgb, currentColor 10%, transparent);}
button:disabled{color:var(--disabled-text-color);cursor:default;}
button.round{width:40px;min-height:40px;padding:0;border-radius:50%;color:inherit;}
button.outlined,
a.outlined{border-color:var(--divider-color);}
button.filled:not(:disabled){background:color-mix(in srgb, var(--primary-color) 65%, #000);color:#fff;}
button.danger:not(:disabled){color:var(--danger-text);}
button.danger.filled:not(:disabled){background:color-mix(in srgb, var(--error-color) 80%, #000);color:#fff;}
:focus-visible{outline:2px solid var(--primary-color);outline-offset:2px;}
input:not([type="checkbox"]),
.control{min-height:40px;width:100%;padding:0 10px;border:1px solid var(--input-outlined-idle-border-color, var(--divider-color));border-radius:8px;background:var(--card-background-color);color:inherit;font:inherit;}
input[type="checkbox"]{width:18px;height:18px;margin:0;accent-color:var(--primary-color);}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}
`;var He=["signed_in","counting","teach","test","nights","review"];function Zi(s){return s.includes("delete_recordings")||s.includes("delete_range")}function pt({can_delete:s,first_run:e,problems:t,to_test:i}){let n=!t.includes("signed_out"),r={signed_in:!0,counting:!e.counting,teach:s,test:s&&(Zi(e.usable)||!i.length),nights:e.nights,review:e.review};return He.filter(o=>n&&!r[o])}function Xi({entry_id:s,first_run:e,to_test:t},i){if(Zi(e.usable)||i==="matching"&&e.usable.includes("spoken")||i==="whole"&&e.usable.length)return!0;let n=P(t);return n?et(s,n):G(s,"delete_recordings"),!1}var ht=class extends ${constructor(){super(...arguments);this.failure=""}static{this.styles=[T,v`
h2,
h3,
p,
ul,
ol{margin:0;padding:0;font:inherit;}
h2,
h3{font-weight:500;}
h2{font-size:16px;}
ul,
.buttons{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;}
ul{margin-block:4px 8px;}
.icon{margin-inline-end:4px;vertical-align:bottom;color:var(--success-color);}
.step{display:grid;grid-template-columns:28px minmax(0, 1fr) auto;gap:4px 12px;align-items:center;padding:8px 0;border-top:1px solid var(--divider-color);}
.number{display:grid;place-content:center;height:28px;border:2px solid var(--divider-color);border-radius:50%;}
[aria-current="step"] .number{border-color:var(--primary-color);}
.buttons{flex-direction:row-reverse;}
:host([narrow]) .buttons{flex-direction:row;grid-column:2 / -1;}
input[type="number"]{width:5.5em;margin-inline:4px;}
`]}render(){let{texts:t,account:i}=this,n=pt(i);if(!n.length)return h;let r=n.find(o=>o!=="counting");return l`<section class="card" aria-labelledby="title">
<h2 id="title">${t.say("first_run.title")}</h2>
<ul class="pale" aria-label=${t.say("first_run.done")}>
${He.map(o=>n.includes(o)?h:l`<li>${this.#t(o)?b("done"):h}${this.#i(o)}</li>`)}
</ul>
<ol>
${n.map(o=>{let[a,...c]=this.#e(o,o===r?"filled":"outlined",n);return l`<li class="step" aria-current=${o===r?"step":h}>
<span class="number">${t.number(He.indexOf(o)+1)}</span>
<div class=${c.length||o==="counting"?"":"pale"}>
<h3>${this.#i(o)}</h3>
<p role=${o==="counting"?"status":h}>${a}</p>
</div>
<div class="buttons">${c}</div>
</li>`})}
</ol>
${this.failure?l`<p role="alert">${this.failure}</p>`:h}
</section>`}#t(t){let{nightly:i,good:n}=this.account;return t==="nights"?i.state===!0:t!=="review"||n.includes("review")}#i(t){return this.texts.say(t==="nights"?"protection.nightly":t==="review"?"protection.review":`first_run.${t}`)}#e(t,i,n){let{texts:r,account:o}=this,{taught:a,entity_id:c,state:p}=o.review,{count:f=0,minutes:m}=o.first_run.counting??{};switch(t){case"counting":return[`${r.say("first_run.counting_so_far",{count:f})} ${m?r.say("first_run.counting_left",{minutes:m}):""}`];case"test":return[r.say("first_run.test_text"),...n.includes("teach")?[]:[this.#r(P(o.to_test)??"delete_recordings",i,!0)]];case"nights":return this.#s(i,n);case"review":return[r.say(a?p?"protection.review_on":"protection.not_known":"first_run.review_text"),a&&c?this.#n(r.say("protection.change"),i,()=>tt(this,c)):this.#r("human_review",i),this.#n(r.say("first_run.leave_review"),"",()=>this.#o({accept_review:!0}))];default:return[r.say("first_run.teach_text"),this.#r("delete_recordings",i)]}}#s(t,i){let{texts:n,account:r}=this,{keep_days:o,tested:a}=r.nightly,c=this.#n(n.say("first_run.leave_nights"),"",()=>this.#o({nightly:!1}));if(!a){let w=i.includes("teach")||i.includes("test");return[n.say("first_run.nights_later"),...w?[]:[c]]}let[p="",f=""]=n.say("first_run.nights_text",{days:"|"}).split("|"),m=l`${p}<input
type="number"
min="1"
max="3650"
required
aria-label=${`${p}…${f}`}
.value=${String(o)}
@change=${()=>this.#a({})}
/>${f}`;return[l`${o===null?n.say("first_run.nights_everything"):m}<br />
<span class="pale">${ee(n,r.nightly)}</span>`,this.#n(n.say("first_run.turn_on"),t,()=>this.#a({nightly:!0})),c]}#r(t,i,n=!1){let{short:r,whole:o,act:a}=se(this.texts,this.account.entry_id,t,n);return this.#n(r,i,a,o)}#n(t,i,n,r=t){return l`<button class=${i} aria-label=${r} @click=${n}>${t}</button>`}async#a(t){let i=this.renderRoot.querySelector("input");(!i||i.reportValidity())&&await this.#o(i?{keep_days:i.valueAsNumber,...t}:t)}async#o(t){try{await Si(this.connection,this.account.entry_id,t),this.failure=""}catch(i){this.failure=A(i).message}x(this,"accounts-stale")}};d([u({attribute:!1})],ht.prototype,"connection",2),d([u({attribute:!1})],ht.prototype,"texts",2),d([u({attribute:!1})],ht.prototype,"account",2),d([g()],ht.prototype,"failure",2);customElements.define("alexa-privacy-first-run",ht);var ne=v`
ul.problems{display:block;margin-bottom:12px;}
.problems li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;}
.problems span{flex:1 1 15em;}
.problems .icon{color:var(--danger-text);}
`,xn={not_taught:["teach","review"],not_tested:["test"],review_on:["review"]};function es(s,e){let t=pt(e),i=e.problems.filter(n=>!xn[n]?.some(r=>t.some(o=>o===r)));return i.length?l`<ul class="problems" aria-label=${s.say("problem.title")}>
${i.map(n=>wn(s,e,n))}
</ul>`:h}function wn(s,e,t){let i=gi.find(n=>n===t);return l`<li>
${b("alert")}<span>${i?s.say(`problem.${i}`):s.say("problem.other",{problem:t})}</span>
${$n(s,e,i)}
</li>`}function $n(s,e,t){let i={review_on:e.review.entity_id,purge_overdue:e.nightly.entity_id}[t],n=t==="not_taught"?P(e.to_teach):P(e.broken);switch(t){case"signed_out":return ut(s,e.entry_id);case"not_taught":case"requests_broken":return n?wt(s.say("teach.teach"),()=>G(e.entry_id,n)):ts(s);case"not_tested":return wt(s.say("first_run.test"),()=>et(e.entry_id,P(e.to_test)??"delete_recordings"));case"deleted_too_much":case"purge_failed":return ts(s);default:return i?wt(s.say("protection.change"),r=>tt(r.target,i)):wt(s.say("page.integration"),()=>Y(e.entry_id))}}function ts(s){return wt(s.say("problem.repairs"),()=>j("/config/repairs"))}function ut(s,e){return wt(s.say("page.sign_in"),()=>Y(e))}function wt(s,e){return l`<button class="outlined" @click=${e}>${s}</button>`}var _n=1e3,J=class extends ${constructor(){super(...arguments);this.entryId="";this.typed="";this.jumped=!1}static{this.styles=[T,Ji,v`
label{display:grid;gap:4px;}
`]}#t;willUpdate(){let t=this.#r()??this.#n;this.#t&&t&&t!==this.#t&&(this.jumped=!0,setTimeout(()=>{this.jumped=!1},_n)),this.#t=t}firstUpdated(){this.dialog.showModal()}render(){let t=this.#r(),i=t??this.#n,n="counting"in this.question&&t?Ki(this.texts,this.question.counting.receipt):"",r="counting"in this.question?this.question.counting.error:void 0;return l`
<dialog aria-labelledby="title" aria-describedby="what found all meaning" @cancel=${this.#h}>
<h2 id="title">${this.#a(t)}</h2>
<p id="what" dir="auto">${this.question.what}</p>
<p id="found" dir="auto" ?hidden=${!n}>${n}</p>
${t===void 0&&i?l`<p id="all">${this.texts.say("delete.all_that_match")}</p>`:h}
<p id="meaning" class="pale">${t===0?h:this.texts.say("delete.meaning")}</p>
<p role="status">${r?r.message:this.#n&&t===void 0?this.#o():h}</p>
${r&&bt(r)?ut(this.texts,this.entryId):h}
${i&&this.#e?this.#i(i):h}
<div class="buttons">
<button @click=${this.#p} ?disabled=${!i}>${this.texts.say("delete.export_first")}</button>
<button autofocus @click=${this.#h}>${this.texts.say("delete.cancel")}</button>
<button class="danger filled" ?disabled=${!this.#s(i)} @click=${this.#d}>
${this.texts.say("delete.delete")}
</button>
</div>
</dialog>
`}#i(t){return l`<label>
${this.texts.say("delete.type",{number:t})}
<input
inputmode="numeric"
autocomplete="off"
@input=${({target:i})=>{this.typed=i.value}}
/>
</label>`}get#e(){return"whole"in this.question&&this.question.whole}#s(t){let i=this.typed.normalize("NFKC").replace(/[\s.,'’]/g,"");return!!t&&!this.jumped&&(!this.#e||i===String(t))}#r(){return"count"in this.question?this.question.count:this.question.counting.receipt?.matched??void 0}get#n(){let t="counting"in this.question?this.question.counting:void 0;return t&&!t.error&&!t.receipt?t.about??void 0:void 0}#a(t){if(t!==void 0)return this.texts.say(t?"delete.ask":"delete.none",{count:t});if("counting"in this.question&&this.question.counting.error)return this.texts.say("delete.not_counted");let i=this.#n;return i?this.texts.say("delete.ask_about",{count:i}):this.#o()}#o(){let t="counting"in this.question?this.question.counting.progress?.listed:void 0;return this.texts.say("delete.counting",{count:t??0})}#d(){this.dialog.close(),x(this,"confirm-yes")}#h(){this.dialog.close(),x(this,"confirm-no")}#p(){this.dialog.close(),x(this,"confirm-export")}};d([u({attribute:!1})],J.prototype,"texts",2),d([u({attribute:!1})],J.prototype,"question",2),d([u({attribute:!1})],J.prototype,"entryId",2),d([g()],J.prototype,"typed",2),d([_("dialog")],J.prototype,"dialog",2),d([g()],J.prototype,"jumped",2);customElements.define("alexa-privacy-confirm",J);var $t=class{constructor(e){this.lost=!1;this.cancelling=!1;this.own="target"in e,this.ids=new Set("target"in e&&"ids"in e.target?e.target.ids:[]),this.receiptId="receiptId"in e?e.receiptId:void 0}get running(){return!this.receipt&&!this.error&&!this.lost}};var is=s=>`alexa_privacy.deletions.${Object.values(s).join(".")}`;function ss(s){try{let e=JSON.parse(sessionStorage.getItem(is(s))??"[]");return Array.isArray(e)?e.filter(kn):[]}catch{return[]}}function ns(s,e){try{sessionStorage.setItem(is(s),JSON.stringify(e))}catch{}}function kn(s){return Array.isArray(s)&&typeof s[0]=="string"&&Array.isArray(s[1])&&s[1].every(e=>typeof e=="string")}var re=class{constructor(e,t,i){this.own=[];this.#r=[];this.#t=e,this.#i=t,this.#e=i,this.own=ss(t).map(([n,r])=>new $t({target:{ids:r},receiptId:n}))}#t;#i;#e;#s;#r;#n;get leaving(){return new Set(this.own.filter(({running:e})=>e).flatMap(({ids:e})=>[...e]))}get shown(){return this.#s?[...this.own,this.#s]:this.own}async begin(e){let t=new $t({target:e});this.own=[...this.own,t],this.#e.changed();try{t.receiptId=await ki(this.#t,this.#i,e),this.#u()}catch(i){t.lost||(t.error=A(i),this.#e.ended(t))}this.#d(),t.cancelling&&await this.cancel(t),this.#e.changed()}async cancel(e){e.cancelling=!0,this.#e.changed(),e.receiptId&&await Ri(this.#t,this.#i.entry_id,e.receiptId).catch(()=>{e.cancelling=!1,this.#e.changed()})}dismiss(e){this.#m(e),this.#e.changed()}subscribe(){this.stop();let e=this.own.flatMap(({receiptId:i,receipt:n})=>i&&!n?[i]:[]),t=Ti(this.#t,this.#i,e,i=>{t===this.#n&&this.#a(i)}).catch(()=>{});this.#n=t}async stop(){let e=this.#n;this.#n=void 0,await(await e)?.().catch(()=>{})}lose(){this.#n=void 0,this.#s=void 0,this.#r=[];for(let e of this.own)e.lost||=e.running;this.#e.changed()}#a(e){if("unfinished"in e)this.#h(new Set(e.unfinished));else{let t=this.#o(e);t&&!t.receipt&&this.#p(t,e)}this.#e.changed()}#o(e){let t=Tn(e),i=this.shown.find(({receiptId:n})=>n===t);if(i)return i;if(this.own.some(({running:n,receiptId:r})=>n&&!r)){this.#r.push(e);return}return this.#s=new $t({receiptId:t}),this.#s}#d(){let e=this.#r;this.#r=[];for(let t of e)this.#a(t)}#h(e){for(let t of this.shown)!t.receiptId||t.receipt||t.error||(t.lost=!1,e.has(t.receiptId)||(this.#c(t),this.#m(t)))}#p(e,t){"gone"in t?this.#e.gone(new Set(t.gone)):"progress"in t?(e.progress=t.progress,e.delayed=void 0):"delayed"in t?e.delayed=t.delayed:(e.receipt=t.receipt,e.error=t.error??void 0,this.#c(e))}#u(){ns(this.#i,this.own.flatMap(({receiptId:e,ids:t})=>e?[[e,[...t]]]:[]))}#m(e){this.own=this.own.filter(t=>t!==e),this.#u()}#c(e){e===this.#s&&(this.#s=void 0),this.#e.ended(e)}};function Tn(s){return"progress"in s?s.progress.receipt_id:"receipt"in s?s.receipt.receipt_id:s.receipt_id}var rs=v`
.title{display:flex;flex:1;flex-wrap:wrap;align-items:baseline;min-width:0;padding-inline:8px;gap:0 16px;}
.totals{margin:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}
`;function os(s,{held:e,today:t}){let i=e===null?s.say("page.held_unknown"):s.say("page.held",{count:e}),n=t===null?s.say("page.today_unknown"):s.say("page.today",{count:t});return l`<p class="totals">${i} · ${n}</p>`}function as({held:s},e,t){return s===0&&U(t)&&!!e?.done&&!e.error&&!e.rows.length}var ls=v`
[hidden]{display:none;}
.empty{padding:32px 16px;text-align:center;}
.empty .icon{color:var(--success-color);}
.empty h2{margin:4px;font-size:1.2em;font-weight:500;}
`;function cs(s){return l`<div class="card empty">
${b("done")}
<h2>${s.say("graph.empty")}</h2>
<span class="pale">${s.say("page.empty")}</span>
</div>`}var ds=["time","device","persons","kind","said","replied"];function hs(s){let{device:e,persons:t,kind:i,said:n,replied:r}=s;return{time:new Date(s.time).toISOString(),device:e,persons:t,kind:i,said:n,replied:r}}function oe(s,e){let[t,i]=s==="json"?[Rn(e),"application/json"]:[Sn(e),"text/csv"];Ue(new Blob([t],{type:`${i};charset=utf-8`}),`alexa-recordings.${s}`)}function Rn(s){return`${JSON.stringify(s.map(hs),null,2)}
`}function Sn(s){let e=s.map(t=>{let i=hs(t);return ds.map(n=>En([i[n]??""].flat().join("; "))).join(",")});return`\uFEFF${[ds.join(","),...e].join(`\r
`)}\r
`}function En(s){let e=/^[\s]*[=+\-@]/.test(s)?`'${s}`:s;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}function Ue(s,e){let t=URL.createObjectURL(s),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>URL.revokeObjectURL(t),6e4)}var Ot=B(class extends H{constructor(s){if(super(s),s.type!==L.PROPERTY&&s.type!==L.ATTRIBUTE&&s.type!==L.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!fi(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[e]){if(e===E||e===h)return e;let t=s.element,i=s.name;if(s.type===L.PROPERTY){if(e===t[i])return E}else if(s.type===L.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(i))return E}else if(s.type===L.ATTRIBUTE&&t.getAttribute(i)===e+"")return E;return vt(s),e}});var ae=4,Ct=8,An=400,le=v`
[popover]{position:fixed;inset:auto;margin:0;padding:8px;overflow:auto;border:1px solid var(--divider-color);border-radius:var(--ha-border-radius-lg, 12px);background:var(--card-background-color);color:inherit;font:inherit;box-shadow:0 4px 24px rgb(0 0 0 / 30%);}
`;function ce(s,e){let t=new AbortController,i=()=>Dn(s,e);s.showPopover(),i(),window.addEventListener("scroll",i,{capture:!0,passive:!0,signal:t.signal}),window.addEventListener("resize",i,{signal:t.signal}),s.addEventListener("toggle",({newState:n})=>{n==="closed"&&t.abort()},{signal:t.signal})}function Dn(s,e){let t=e.getBoundingClientRect(),{innerHeight:i,innerWidth:n}=window,[r,o]=[t.top-ae-Ct,i-t.bottom-ae-Ct],{style:a}=s;a.left="0",a.maxWidth=`${n-2*Ct}px`;let c=s.scrollHeight<=o||o>=r;a.maxHeight=`${Math.min(An,c?o:r)}px`,a.top=c?`${t.bottom+ae}px`:"auto",a.bottom=c?"auto":`${i-t.top+ae}px`;let p=getComputedStyle(e).direction==="rtl"?t.right-s.offsetWidth:t.left;a.left=`${Math.max(Ct,Math.min(p,n-Ct-s.offsetWidth))}px`}var q=class extends ${constructor(){super(...arguments);this.label="";this.value="";this.#t=!1}#t;static{this.styles=[T,le,v`
:host{display:block;min-width:0;}
.control{position:relative;display:flex;align-items:center;padding-inline:0;}
.control:has(input:focus-visible){outline:2px solid var(--primary-color);outline-offset:2px;}
.control:has(:invalid){border-color:var(--error-color);}
label{flex:1;min-width:0;}
label span{position:absolute;inset-block-start:2px;inset-inline-start:11px;font-size:0.75em;pointer-events:none;}
input:not([type="checkbox"]){min-height:38px;padding-block:14px 0;border:none;outline:none;background:none;}
input::placeholder{color:var(--secondary-text-color);opacity:1;}
.control .round{width:36px;min-height:36px;flex:none;color:var(--secondary-text-color);}
header{display:flex;align-items:center;justify-content:space-between;}
.round:first-child:dir(rtl) .icon,
header .round:last-child:dir(ltr) .icon{scale:-1 1;}
h2{margin:0;font-size:inherit;font-weight:500;}
table{border-spacing:0;}
th{height:32px;color:var(--secondary-text-color);font-weight:400;}
td{padding:0;}
td button{width:40px;min-height:36px;padding:0;color:inherit;font-weight:400;}
td [aria-current]{border-color:var(--primary-color);}
[aria-selected="true"] button{background:color-mix(in srgb, var(--primary-color) 65%, #000);color:#fff;}
.any{width:100%;}
`]}render(){let{label:t,shown:i,texts:n,value:r}=this,o=`${t}: ${n.say("filter.choose_day")}`;return l`
<div class="control">
<label>
<span class="pale">${t}</span>
<input
autocomplete="off"
placeholder=${n.say("filter.any_day")}
.value=${Ot(r&&n.dates.write(r))}
@input=${()=>this.field.setCustomValidity("")}
@keydown=${this.#u}
@blur=${this.#m}
/>
</label>
<button
type="button"
class="round"
aria-label=${o}
title=${n.say("filter.choose_day")}
aria-haspopup="dialog"
aria-expanded=${i?"true":"false"}
@pointerdown=${()=>{this.#t=!!i}}
@click=${this.#n}
>
${b("calendar")}
</button>
</div>
<div popover role="dialog" aria-label=${o} @toggle=${this.#o} @keydown=${this.#p}>
${i?this.#i(i):h}
</div>
`}#i(t){let{dates:i}=this.texts,n=i.weekOf(`${t.slice(0,8)}01`),r=[0,7,14,21,28,35].map(o=>D(n,o));return l`
<header>
${this.#e("filter.previous_month",-1)}
<h2 id="month" aria-live="polite">${i.month(t)}</h2>
${this.#e("filter.next_month",1)}
</header>
<table role="grid" aria-labelledby="month">
<thead>
<tr>
${i.weekdays.map(([o,a])=>l`<th scope="col" abbr=${a} aria-label=${a}>${o}</th>`)}
</tr>
</thead>
<tbody>
${r.filter(o=>D(o,6)>=`${t.slice(0,8)}01`&&o.slice(0,7)<=t.slice(0,7)).map(o=>l`<tr>
${[0,1,2,3,4,5,6].map(a=>this.#s(D(o,a),t))}
</tr>`)}
</tbody>
</table>
${this.value?l`<button type="button" class="any" @click=${()=>this.#y("")}>
${this.texts.say("filter.any_day")}
</button>`:h}
`}#e(t,i){return N("back",this.texts.say(t),()=>this.#d(te(this.shown??this.#r,i)))}#s(t,i){if(t.slice(0,7)!==i.slice(0,7))return l`<td role="gridcell"></td>`;let{dates:n}=this.texts;return l`<td role="gridcell" aria-selected=${t===this.value?"true":"false"}>
<button
type="button"
aria-label=${n.full(t)}
aria-current=${t===this.#r?"date":h}
tabindex=${t===i?0:-1}
?disabled=${t<Mt||t>this.#r}
@click=${()=>this.#y(t)}
>
${n.dayOfMonth(t)}
</button>
</td>`}get#r(){return this.texts.calendar.dayOf(Date.now())}#n(){this.#t||this.#a(),this.#t=!1}async#a(){this.#d(this.value||this.#r),await this.updateComplete,ce(this.popup,this.control),this.#h()}#o(t){t.newState==="closed"&&(this.shown=void 0)}#d(t){let i=this.#r;this.shown=t<Mt?Mt:t>i?i:t}#h(){this.popup.querySelector("td [tabindex='0']")?.focus()}async#p(t){let{shown:i}=this;if(t.key==="Escape"){t.preventDefault(),this.#l();return}if(!i||!t.target.matches("td *"))return;let n=this.matches(":dir(rtl)")?-1:1,r=this.texts.dates.weekOf(i),o=t.shiftKey?12:1,c={ArrowLeft:D(i,-n),ArrowRight:D(i,n),ArrowUp:D(i,-7),ArrowDown:D(i,7),Home:r,End:D(r,6),PageUp:te(i,-o),PageDown:te(i,o)}[t.key];c&&(t.preventDefault(),this.#d(c),await this.updateComplete,this.#h())}#u(t){if(t.key==="Enter"&&!this.#c()){let{dates:i}=this.texts;this.field.setCustomValidity(this.texts.say("filter.day_hint",{example:i.write(this.#r)})),this.field.reportValidity()}else t.key==="ArrowDown"&&t.altKey&&(t.preventDefault(),this.#a())}#m(){this.field.setCustomValidity(""),this.#c()||this.requestUpdate()}#c(){let t=this.field.value.trim(),i=t&&this.texts.dates.read(t);return i===void 0?!1:(this.#f(i),!0)}#l(){this.popup.hidePopover(),this.button.focus()}#y(t){this.#l(),this.#f(t)}#f(t){t!==this.value&&(this.value=t,this.dispatchEvent(new Event("change"))),this.requestUpdate()}};d([u({attribute:!1})],q.prototype,"texts",2),d([u()],q.prototype,"label",2),d([u({attribute:!1})],q.prototype,"value",2),d([g()],q.prototype,"shown",2),d([_("input")],q.prototype,"field",2),d([_(".control")],q.prototype,"control",2),d([_("button")],q.prototype,"button",2),d([_("[popover]")],q.prototype,"popup",2);customElements.define("alexa-privacy-day",q);var Pn=700,Q=class extends ${constructor(){super(...arguments);this.label="";this.options=[];this.value="";this.#t=!1;this.#i="";this.#e=0}#t;#i;#e;static{this.styles=[T,le,v`
:host{display:block;min-width:0;}
[role="combobox"]{display:flex;align-items:center;justify-content:space-between;gap:8px;cursor:pointer;user-select:none;}
.value,
[role="option"]{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}
.arrow{flex:none;border:5px solid transparent;border-top-color:var(--secondary-text-color);translate:0 2px;}
[role="option"]{padding:0 12px;border-radius:8px;line-height:40px;cursor:pointer;}
[role="option"]:hover,
.active{background:color-mix(in srgb, currentColor 10%, transparent);}
[aria-selected="true"]{color:var(--accent-text);font-weight:500;}
`]}focus(){this.field.focus()}render(){let{active:t}=this,i=t!==void 0;return l`
<div
class="control"
role="combobox"
tabindex="0"
aria-label=${this.label}
aria-haspopup="listbox"
aria-controls="list"
aria-expanded=${i?"true":"false"}
aria-activedescendant=${i?`option-${t}`:""}
@pointerdown=${()=>{this.#t=i}}
@click=${this.#r}
@keydown=${this.#h}
@blur=${this.#a}
>
<span class="value" dir="auto">${this.options[this.#s]?.[1]}</span><span class="arrow"></span>
</div>
<div
id="list"
popover
role="listbox"
aria-label=${i?this.label:h}
@toggle=${this.#o}
@pointerdown=${n=>{n.preventDefault()}}
@mousedown=${n=>n.preventDefault()}
>
${this.options.map(([n,r],o)=>l`<div
id=${`option-${o}`}
class=${o===t?"active":""}
role="option"
dir="auto"
aria-selected=${n===this.value?"true":"false"}
@click=${()=>this.#d(o)}
>
${r}
</div>`)}
</div>
`}updated(t){t.has("active")&&this.active!==void 0&&this.list.querySelector(".active")?.scrollIntoView({block:"nearest"})}get#s(){return Math.max(0,this.options.findIndex(([t])=>t===this.value))}#r(){this.#t||this.#n(),this.#t=!1}#n(){this.active===void 0&&(this.active=this.#s,this.list.style.minWidth=`${this.field.offsetWidth}px`,ce(this.list,this.field))}#a(){this.active=void 0,this.list.hidePopover()}#o(t){t.newState==="closed"&&(this.active=void 0)}#d(t){let i=this.options[t]?.[0];this.#a(),i!==void 0&&i!==this.value&&(this.value=i,this.dispatchEvent(new Event("change")))}#h(t){let{key:i,altKey:n}=t;t.ctrlKey||t.metaKey||!this.#p(i,n)||(t.preventDefault(),t.stopPropagation())}#p(t,i){let{active:n}=this,r=Date.now()-this.#e<Pn;if(t.length===1&&(t!==" "||r))return this.#n(),this.#u(r?this.#i+t:t),!0;let o=this.options.length-1,c={ArrowDown:(n??-1)+1,ArrowUp:(n??1)-1,PageDown:(n??0)+10,PageUp:(n??0)-10,Home:0,End:o}[t];if(n===void 0){let p=t==="Enter"||t===" "||c!==void 0;return p&&(this.#n(),this.active=t==="Home"||t==="End"?c:this.active),p}return t==="Enter"||t===" "||t==="Tab"||t==="ArrowUp"&&i?(this.#d(n),t!=="Tab"):t==="Escape"?(this.#a(),!0):(c!==void 0&&(this.active=Math.max(0,Math.min(c,o))),c!==void 0)}#u(t){this.#i=t,this.#e=Date.now();let i=t.slice(0,1),n=t===i.repeat(t.length),r=ps(n?i:t),o=(this.active??0)+(n?1:0),a=this.options.map((c,p)=>(o+p)%this.options.length);this.active=a.find(c=>ps(this.options[c]?.[1]??"").startsWith(r))??this.active}};d([u()],Q.prototype,"label",2),d([u({attribute:!1})],Q.prototype,"options",2),d([u({attribute:!1})],Q.prototype,"value",2),d([g()],Q.prototype,"active",2),d([_("[role=combobox]")],Q.prototype,"field",2),d([_("[popover]")],Q.prototype,"list",2);customElements.define("alexa-privacy-select",Q);function ps(s){return s.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase()}var Mn=150,M=class extends ${constructor(){super(...arguments);this.filter=ct;this.echoes=[];this.persons=[];this.narrow=!1;this.more=!1;this.household=[];this.plain=!1;this.#i=!1;this.#o=async()=>{!this.#i&&!this.plain&&(this.#i=!0,this.household=await xi(this.connection,this.entryId).catch(()=>[]))};this.#p=()=>{clearTimeout(this.#t),this.#l({words:this.words?.value??""})}}#t;#i;static{this.styles=[T,v`
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center;}
.search{flex:2 1 190px;}
alexa-privacy-day{flex:1 1 150px;}
alexa-privacy-select{flex:1 1 auto;max-width:260px;}
:host([narrow]) form{display:grid;grid-template-columns:repeat(2, minmax(0, 1fr));}
:host([narrow]) alexa-privacy-select{max-width:none;}
:host([narrow]) .search{grid-column:1 / -1;}
form > [aria-expanded="true"]{grid-column:1 / -1;}
form > button{justify-self:start;}
.search{position:relative;}
.search .icon{position:absolute;inset-block-start:10px;inset-inline-start:10px;color:var(--secondary-text-color);pointer-events:none;}
.search input{padding-inline-start:38px;}
`]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#t)}focus(){this.words?.focus(),this.words?.select()}render(){let{texts:t}=this,i=this.plain||!this.narrow||this.more||!U({...this.filter,words:"",from:"",to:""});return l`
<form role="search" @submit=${this.#m} @focusin=${this.#o} @pointerenter=${this.#o}>
${this.plain?h:this.#e()}
${this.narrow&&!this.plain?l`<button type="button" aria-expanded=${i?"true":"false"} @click=${this.#d}>
${t.say("filter.more")}
</button>`:h}
${i?this.#s():h}
${U(this.filter)?h:l`<button type="button" @click=${this.#c}>${b("close")}${t.say("filter.clear")}</button>`}
</form>
`}#e(){let{texts:t}=this;return l`<label class="search">
<span class="hidden">${t.say("filter.words")}</span>
${b("search")}
<input
type="search"
placeholder=${t.say("filter.words")}
.value=${this.filter.words}
@input=${this.#h}
@change=${this.#p}
@keydown=${this.#u}
autocomplete="off"
maxlength="200"
/>
</label>`}#s(){return l` ${this.#n("from")} ${this.#n("to")} ${this.plain?h:this.#r()} `}#r(){return l`
${this.#a("echo",this.echoes.map(({serial:t,name:i})=>[t,i??t]))}
${this.#a("person",[...new Set([...this.household,...this.persons])].sort().map(t=>[t,t]))}
${this.#a("kind",Jt.map(t=>[t,this.texts.say(`kind.${t}`)]))}
`}#n(t){return l`<alexa-privacy-day
.texts=${this.texts}
.label=${this.texts.say(`filter.${t}`)}
.value=${this.filter[t]}
@change=${({target:i})=>{let{from:n,to:r}={...this.filter,[t]:i.value};this.#l(n&&r&&n>r?{from:i.value,to:i.value}:{[t]:i.value})}}
></alexa-privacy-day>`}#a(t,i){let n=this.filter[t],r=i.some(([o])=>o===n)||!n;return l`<alexa-privacy-select
.label=${this.texts.say(`filter.${t}`)}
.options=${[["",this.texts.say(`filter.any_${t}`)],...i,...r?[]:[[n,n]]]}
.value=${n}
@change=${({target:o})=>this.#l({[t]:o.value})}
></alexa-privacy-select>`}#o;#d(){this.more=!this.more}#h(){clearTimeout(this.#t),this.#t=setTimeout(this.#p,Mn)}#p;#u(t){t.key==="ArrowDown"&&(t.preventDefault(),x(this,"filter-left"))}#m(t){t.preventDefault(),this.#p()}#c(){clearTimeout(this.#t),x(this,"filter",ct),this.focus()}#l(t){let i={...this.filter,...t};Object.entries(i).some(([n,r])=>r!==this.filter[n])&&x(this,"filter",i)}};d([u({attribute:!1})],M.prototype,"connection",2),d([u({attribute:!1})],M.prototype,"entryId",2),d([u({attribute:!1})],M.prototype,"texts",2),d([u({attribute:!1})],M.prototype,"filter",2),d([u({attribute:!1})],M.prototype,"echoes",2),d([u({attribute:!1})],M.prototype,"persons",2),d([u({type:Boolean,reflect:!0})],M.prototype,"narrow",2),d([g()],M.prototype,"more",2),d([g()],M.prototype,"household",2),d([u({type:Boolean})],M.prototype,"plain",2),d([_("input[type=search]")],M.prototype,"words",2);customElements.define("alexa-privacy-filter",M);function us({days:s,since:e,until:t}){let i=new Map(s.map(([a,c,p])=>[a,{day:a,all:c,unintended:p}])),n=s[0]?.[0]??e,r=t??s.at(-1)?.[0],o=e&&n&&e>n?e:n;return o&&r?Di(o,r).map(a=>i.get(a)??{day:a,all:0,unintended:0}):[]}function ms(s,e){return Math.max(4,Math.min(24,Math.floor(s/Math.max(1,e))))}function fs(s){let e=10**Math.floor(Math.log10(Math.max(1,s))),i=[.5,1,2,5].map(r=>r*e).find(r=>r>=1&&r*3>=s)??1,n=Math.max(1,Math.ceil(s/i));return Array.from({length:n+1},(r,o)=>o*i)}function ys(s){return s.reduce((e,t)=>Math.max(e,t.all),0)}function Ne(s,e,t,i,n){let r=e>6?2:1;return s.map((o,a)=>{let c=n(o)&&Math.max(2,Math.round(n(o)/i*t));return c?`M${a*e} ${t}v${-c}h${e-r}v${c}z`:""}).join("")}function gs(s,e){let t=[];for(let[i,{day:n}]of s.entries()){let r=n.slice(0,e),o=t.at(-1);o?.name===r?o.count+=1:t.push({name:r,first:i,count:1})}return t}var On=72,Cn=44,Ln=36,vs=16,I=class extends ${constructor(){super(...arguments);this.chosen={from:"",to:""};this.narrow=!1;this.plain=!1;this.room=0;this.current=-1;this.anchor=-1;this.#t=[];this.#i=0;this.#e=!1;this.#s=new ResizeObserver(()=>{this.room=(this.scroller?.clientWidth??this.clientWidth)-2*vs})}#t;#i;#e;#s;static{this.styles=[T,v`
:host{display:block;}
.plot{display:grid;grid-template-columns:auto minmax(0, 1fr);direction:ltr;}
.scale{padding:8px 4px 0 0;color:var(--secondary-text-color);font-size:0.85em;font-variant-numeric:tabular-nums;text-align:right;}
.scale span{display:block;line-height:0;}
.scroll{overflow-x:auto;padding-top:8px;}
.track{position:relative;width:max-content;margin-inline:${vs}px;cursor:pointer;}
.handle{position:absolute;top:0;bottom:2.4em;width:24px;background:linear-gradient(var(--accent-text) 0 0) 50% / 2px 100% no-repeat;cursor:ew-resize;touch-action:none;}
.handle::after{content:"";position:absolute;inset:calc(50% - 10px) 6px;border-radius:6px;background:var(--accent-text);}
svg.bars{display:block;}
.all{fill:var(--primary-color);}
.unintended{fill:var(--warning-color);}
.cursor{fill:var(--primary-text-color);opacity:0.15;}
.beyond{fill:var(--card-background-color);opacity:0.7;}
.axis{stroke:var(--divider-color);}
.names{position:relative;height:1.4em;color:var(--secondary-text-color);font-size:0.85em;}
.names span{position:absolute;height:100%;padding-inline-start:3px;border-inline-start:1px solid var(--divider-color);overflow:clip;white-space:nowrap;}
.names em{position:sticky;left:3px;font-style:normal;}
.legend{display:flex;flex-wrap:wrap;align-items:center;gap:0 16px;min-height:36px;}
:host([narrow][plain]) .legend{min-height:0;}
.key{display:flex;align-items:center;gap:0.4em;}
.told{margin-inline-start:auto;}
:host([narrow]) .card{padding-block:4px 8px;}
:host([narrow]) .told{flex-basis:100%;margin:0;}
.legend i{width:0.8em;height:0.8em;border-radius:2px;background:var(--primary-color);}
.legend i.of-unintended{background:var(--warning-color);}
`]}connectedCallback(){super.connectedCallback(),this.#s.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.#s.disconnect()}willUpdate(t){if(t.has("days")){let[i,n]=[this.current,this.anchor].map(r=>this.#t[r]?.day);this.#t=us(this.days),this.current=this.#t.findIndex(r=>r.day===i),this.anchor=this.#t.findIndex(r=>r.day===n)}}updated(t){let i=t.has("days")&&!t.get("days");this.scroller&&(i||t.has("room"))&&(this.scroller.scrollLeft=this.scroller.scrollWidth)}render(){let{from:t,to:i}=this.chosen;if(!this.#t.length){let n=this.texts.say(this.days.complete?"graph.empty":"graph.not_counted");return l`<section class="card" aria-label=${this.texts.say("graph.title")}>${n}</section>`}return l`
<section class="card" aria-label=${this.texts.say("graph.title")}>
<div class="legend">
${this.plain?h:l`<span class="key"><i></i>${this.texts.say("graph.all")}</span>
<span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>`}
<span class="told pale">${this.#r()}</span>
${t||i?l`<button @click=${this.#S}>${b("close")}${this.texts.say("graph.all_days")}</button>`:h}
</div>
${this.#o()}
</section>
`}#r(){let{from:t,to:i}=this.chosen;return this.#t[this.current]?this.#n(this.#a()):t||i?this.#n(this.chosen):this.days.complete||!this.days.since?this.narrow?"":this.texts.say("graph.hint"):this.texts.say("graph.counted_since",{day:this.texts.shortDay(this.days.since)})}#n(t){let i=t.from||(this.#t[0]?.day??""),n=t.to||(this.#t.at(-1)?.day??""),r=this.#t.filter(({day:o})=>i<=o&&o<=n);return this.texts.say("graph.day",{day:i===n?this.texts.day(i):`${this.texts.shortDay(i)} – ${this.texts.shortDay(n)}`,count:r.reduce((o,a)=>o+a.all,0),unintended:r.reduce((o,a)=>o+a.unintended,0)})}#a(){let t=[this.current,this.anchor].map(r=>this.#t[r]?.day??this.#t[this.current]?.day),[i="",n=""]=t.sort();return{from:i,to:n}}#o(){let t=this.#l(),i=fs(ys(this.#t)),n=this.#t[this.current];return l`
<div class="plot">
<div class="scale" aria-hidden="true">
${[...i].reverse().map((r,o)=>l`<span style="margin-top: ${o&&this.#u/(i.length-1)}px"
>${this.texts.number(r)}</span
>`)}
</div>
<div class="scroll">
<div
class="track"
role="slider"
tabindex="0"
aria-label=${this.texts.say("graph.title")}
aria-valuemin="1"
aria-valuemax=${this.#t.length}
aria-valuenow=${n?this.current+1:this.#t.length}
aria-valuetext=${this.#r()}
@pointerdown=${this.#w}
@pointermove=${this.#g}
@pointerup=${this.#_}
@pointerleave=${this.#v}
@pointercancel=${this.#v}
@click=${this.#R}
@keydown=${this.#x}
>
${this.#d(t,i)} ${this.#h(t)} ${this.#p(7,t)} ${this.#p(4,t)}
</div>
</div>
</div>
`}#d(t,i){let n=this.#u,r=this.#t.length*t,o=i.at(-1)??1,a=Ne(this.#t,t,n,o,y=>y.all),c=Ne(this.#t,t,n,o,y=>y.unintended),[p,f]=this.#c(),m=(y,k)=>at`<rect class="beyond" x=${y*t} width=${Math.max(0,k-y)*t} height=${n}></rect>`,w=this.anchor<0?this.current:this.anchor;return l`<svg class="bars" width=${r} height=${n+1} aria-hidden="true">
${i.map(y=>at`<path class="axis" d=${`M0 ${(1-y/o)*n+.5}h${r}`}></path>`)}
${at`<path class="all" d=${a}></path><path class="unintended" d=${c}></path>`}
${this.#m?[m(0,p),m(f+1,this.#t.length)]:h}
${this.current<0?h:at`<rect
class="cursor"
x=${Math.min(w,this.current)*t}
width=${(Math.abs(w-this.current)+1)*t}
height=${n}
></rect>`}
</svg>`}#h(t){if(!this.#m||this.anchor>=0)return h;let i=this.#c();return l`${i.map((n,r)=>l`<div
class="handle"
aria-hidden="true"
style="left:${(n+r)*t+r*8-16}px"
@pointerdown=${o=>this.#$(o,n,i[1-r]??n)}
></div>`)}`}#p(t,i){return l`<div class="names" aria-hidden="true">
${gs(this.#t,t).map(({name:n,first:r,count:o})=>{let a=o*i,c=t>4?this.texts.month(n):n;return l`<span style="left:${r*i}px;width:${a}px"
>${a<Ln?h:l`<em>${c}</em>`}</span
>`})}
</div>`}get#u(){return this.narrow?Cn:On}get#m(){return!!(this.chosen.from||this.chosen.to)}#c(){let{from:t,to:i}=this.chosen,n=this.#t.findIndex(({day:o})=>o>=t),r=this.#t.findLastIndex(({day:o})=>!i||o<=i);return[n<0?this.#t.length:n,r]}#l(){return ms(this.room,this.#t.length)}#y(t){return t.clientX-(this.track?.getBoundingClientRect().left??0)-this.#i}#f(t){let i=Math.floor(this.#y(t)/this.#l());this.current=Math.max(0,Math.min(i,this.#t.length-1))}#g(t){this.#f(t),t.buttons?this.anchor>=0&&this.#T():this.anchor=-1}#v(t){t.type==="pointercancel"&&(this.anchor=-1),this.anchor<0&&(this.current=-1)}#w(t){this.#i=0,this.#e=!1,this.#f(t),t.pointerType!=="touch"&&this.#b(t,this.current)}#$(t,i,n){t.stopPropagation(),this.#i=0,this.#i=this.#y(t)-(i+.5)*this.#l(),this.#f(t),this.#b(t,Math.max(0,Math.min(n,this.#t.length-1)))}#b(t,i){this.anchor=i,this.track?.setPointerCapture(t.pointerId)}#_(){this.anchor>=0&&(this.#e=!0,this.#k(),this.#i=0)}#R(t){this.#e||(this.#f(t),this.#k()),this.#e=!1}#k(){this.#t[this.current]&&x(this,"days-chosen",this.#a()),this.anchor=-1}#S(){x(this,"days-chosen",{from:"",to:""})}#x(t){let i=this.#t.length-1,n=this.current<0?i:this.current,o={ArrowLeft:n-1,ArrowDown:n-1,ArrowRight:n+1,ArrowUp:n+1,PageUp:n+30,PageDown:n-30,Home:0,End:i}[t.key];if(t.key==="Enter")this.#k();else{if(o===void 0)return;this.anchor=t.shiftKey?this.anchor<0?n:this.anchor:-1,this.current=Math.max(0,Math.min(o,i)),this.#T()}t.preventDefault()}#T(){let t=this.current*this.#l(),i=this.scroller?.scrollLeft??0;this.scroller?.scrollBy(Math.min(0,t-i)||Math.max(0,t-i-this.room),0)}};d([u({attribute:!1})],I.prototype,"texts",2),d([u({attribute:!1})],I.prototype,"days",2),d([u({attribute:!1})],I.prototype,"chosen",2),d([u({type:Boolean,reflect:!0})],I.prototype,"narrow",2),d([u({type:Boolean,reflect:!0})],I.prototype,"plain",2),d([g()],I.prototype,"room",2),d([g()],I.prototype,"current",2),d([g()],I.prototype,"anchor",2),d([_(".scroll")],I.prototype,"scroller",2),d([_(".track")],I.prototype,"track",2);customElements.define("alexa-privacy-graph",I);var bs=B(class extends H{constructor(s){if(super(s),s.type!==L.ATTRIBUTE||s.name!=="class"||s.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(s){return" "+Object.keys(s).filter(e=>s[e]).join(" ")+" "}update(s,[e]){if(this.st===void 0){this.st=new Set,s.strings!==void 0&&(this.nt=new Set(s.strings.join(" ").split(/\s/).filter(i=>i!=="")));for(let i in e)e[i]&&!this.nt?.has(i)&&this.st.add(i);return this.render(e)}let t=s.element.classList;for(let i of this.st)i in e||(t.remove(i),this.st.delete(i));for(let i in e){let n=!!e[i];n===this.st.has(i)||this.nt?.has(i)||(n?(t.add(i),this.st.add(i)):(t.remove(i),this.st.delete(i)))}return E}});var xs=(s,e,t)=>{let i=new Map;for(let n=e;n<=t;n++)i.set(s[n],n);return i},Fe=B(class extends H{constructor(s){if(super(s),s.type!==L.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let n=[],r=[],o=0;for(let a of s)n[o]=i?i(a,o):o,r[o]=t(a,o),o++;return{values:r,keys:n}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let n=yi(s),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(n))return this.ut=o,r;let a=this.ut??=[],c=[],p,f,m=0,w=n.length-1,y=0,k=r.length-1;for(;m<=w&&y<=k;)if(n[m]===null)m++;else if(n[w]===null)w--;else if(a[m]===o[y])c[y]=Z(n[m],r[y]),m++,y++;else if(a[w]===o[k])c[k]=Z(n[w],r[k]),w--,k--;else if(a[m]===o[k])c[k]=Z(n[m],r[k]),gt(s,c[k+1],n[m]),m++,k--;else if(a[w]===o[y])c[y]=Z(n[w],r[y]),gt(s,n[m],n[w]),w--,y++;else if(p===void 0&&(p=xs(o,y,k),f=xs(a,m,w)),p.has(a[m]))if(p.has(a[w])){let V=f.get(o[y]),_e=V!==void 0?n[V]:null;if(_e===null){let Ye=gt(s,n[m]);Z(Ye,r[y]),c[y]=Ye}else c[y]=Z(_e,r[y]),gt(s,n[m],_e),n[V]=null;y++}else Gt(n[w]),w--;else Gt(n[m]),m++;for(;y<=k;){let V=gt(s,c[k+1]);Z(V,r[y]),c[y++]=V}for(;m<=w;){let V=n[m++];V!==null&&Gt(V)}return this.ut=o,vt(s,c),E}});var ws="important",In=" !"+ws,qe=B(class extends H{constructor(s){if(super(s),s.type!==L.ATTRIBUTE||s.name!=="style"||s.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(s){return Object.keys(s).reduce((e,t)=>{let i=s[t];return i==null?e:e+`${t=t.includes("-")?t:t.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${i};`},"")}update(s,[e]){let{style:t}=s.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let i of this.ft)e[i]==null&&(this.ft.delete(i),i.includes("-")?t.removeProperty(i):t[i]=null);for(let i in e){let n=e[i];if(n!=null){this.ft.add(i);let r=typeof n=="string"&&n.endsWith(In);i.includes("-")||r?t.setProperty(i,r?n.slice(0,-11):n,r?ws:""):t[i]=n}}return E}});function $s(s,e){let t=[],i;for(let n of s){let r=e.dayOf(n.time);i?.day!==r&&(i={day:r,rows:[]},t.push(i)),i.rows.push(n),t.push({row:n})}return t}function _s(s,e,t){let i=[],n=e;for(;n>0&&!Hn(s[n]);)n-=1;for(let r=n;r<=t;r+=1){let o=s[r];if(o&&"day"in o){let a=r+o.rows.length;i.push({day:o,heading:r,from:Math.max(r+1,e),to:Math.min(a,t)+1}),r=a}}return i}function Hn(s){return s!==void 0&&"day"in s}function de(s){return"row"in s?s.row.id:s.day}var Lt=class{#t=[0];constructor(e,t){let i=0;for(let n of e)i+=t(n),this.#t.push(i)}get total(){return this.top(this.#t.length-1)}top(e){return this.#t[e]??0}at(e){let t=0,i=this.#t.length-1;for(;i-t>1;){let n=Math.floor((t+i)/2);this.top(n)<=e?t=n:i=n}return t}};var Un=404,z=class extends ${constructor(){super(...arguments);this.path="";this.name="";this.loading=!1;this.#t=""}#t;static{this.styles=[T,v`
:host{display:flex;flex-wrap:wrap;align-items:center;gap:8px;}
audio{height:40px;max-width:100%;}
`]}disconnectedCallback(){super.disconnectedCallback(),URL.revokeObjectURL(this.#t),this.#t="",this.audio=void 0}async play(){await this.#e()&&(await this.updateComplete,await this.renderRoot.querySelector("audio")?.play().catch(()=>{}))}render(){return l`
${this.audio?l`<audio
controls
src=${this.#t}
aria-label=${this.texts.say("row.audio")}
@error=${this.#s}
></audio>`:l`<button class="outlined" ?disabled=${this.loading} @click=${()=>this.play()}>
${b("play")}${this.texts.say("row.play")}
</button>`}
<button class="outlined" ?disabled=${this.loading} @click=${this.#i}>
${b("download")}${this.texts.say("row.download")}
</button>
<span role="status">
${this.loading?this.texts.say("row.audio_loading"):""}
${this.trouble?this.texts.say(`row.audio_${this.trouble}`):""}
</span>
`}async#i(){let t=await this.#e();t&&Ue(t,this.name)}async#e(){if(this.audio||this.loading)return this.audio;this.loading=!0,this.trouble=void 0;try{let t=await this.fetcher(this.path);t.ok?(this.audio=await t.blob(),this.#t=URL.createObjectURL(this.audio)):this.trouble=t.status===Un?"none":"failed"}catch{this.trouble="failed"}return this.loading=!1,this.audio}#s(){this.trouble="failed"}};d([u({attribute:!1})],z.prototype,"texts",2),d([u({attribute:!1})],z.prototype,"fetcher",2),d([u()],z.prototype,"path",2),d([u()],z.prototype,"name",2),d([g()],z.prototype,"audio",2),d([g()],z.prototype,"trouble",2),d([g()],z.prototype,"loading",2);customElements.define("alexa-privacy-player",z);var ks=v`
.row{display:grid;grid-template:"tick time who words kind acts" var(--row) / 28px 5em 12em 1fr auto auto;align-items:center;gap:0 12px;padding-inline:16px 8px;border-top:1px solid var(--divider-color);}
.row > input{grid-area:tick;}
.row.leaving > *:not(.state){opacity:0.45;}
.row.ticked{background:color-mix(in srgb, var(--primary-color) 8%, transparent);}
.time{grid-area:time;white-space:nowrap;font-variant-numeric:tabular-nums;}
.who{grid-area:who;}
.summary{grid-area:words;display:block;min-width:0;margin-inline:-9px;padding:0 8px;border-radius:4px;color:inherit;font-weight:inherit;text-align:start;}
.summary > *{display:block;}
.who > *,
.summary > *{overflow:hidden;white-space:nowrap;text-overflow:ellipsis;}
.kind{grid-area:kind;padding:1px 10px;border-radius:10px;background:var(--secondary-background-color);color:var(--primary-text-color);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}
.kind.unintended{background:color-mix(in srgb, var(--warning-color) 25%, transparent);}
.acts{grid-area:acts;display:flex;}
.open .summary{font-weight:500;}
.row.open{grid-template:"tick words kind acts" var(--row) / 28px 1fr auto auto;}
.details{grid-column:1 / -1;padding:0 0 16px;}
:host(:not([narrow])) .details{grid-column-start:2;}
.details p{margin:0 0 12px;white-space:pre-wrap;overflow-wrap:anywhere;max-height:40vh;overflow-y:auto;}
.details h3{margin:0;font:inherit;color:var(--secondary-text-color);}
dl{display:flex;flex-wrap:wrap;gap:8px 32px;margin:0 0 12px;}
dt{color:var(--secondary-text-color);}
dd{margin:0;overflow-wrap:anywhere;}
:host([narrow]) .row{grid-template:
"tick time kind acts" 2.2em
"tick words words acts" 3em
"tick who who acts" 2.2em / 28px auto minmax(0, 1fr) auto;column-gap:8px;}
:host([narrow]) .row.open{grid-template:"tick words words acts" minmax(4.4em, auto) / 28px 1fr auto auto;}
:host([narrow]) .open .summary > *{white-space:normal;}
:host([plain]) .row{grid-template:"tick time who kind acts" var(--row) / 28px 5em 1fr auto auto;}
:host([narrow]) .kind{justify-self:end;max-width:100%;}
:host([narrow]) .who{display:flex;gap:8px;min-width:0;}
`;function Ts(s){let{row:e,texts:t,ticked:i,plain:n,open:r,leaving:o}=s,a=t.time(e.time);return l`
<input
type="checkbox"
.checked=${i}
?disabled=${o}
tabindex=${Be(s)}
aria-label=${t.say("row.tick",{time:a})}
@click=${c=>x(c.target,"row-tick",e)}
/>
${r?h:Fn(s,a)} ${n?h:Nn(s)}
${(r||n)&&!o?h:l`<span class="kind ${e.kind}">${o?t.say("row.leaving"):t.say(`kind.${e.kind}`)}</span>`}
<div class="acts">${Bn(s)}</div>
${r?jn(s):h}
`}function Nn(s){let{row:e,texts:t,open:i}=s;return l`<button
class="summary"
aria-expanded=${i?"true":"false"}
tabindex=${Be(s)}
@click=${n=>x(n.target,"row-open",e)}
>
${i?l`<span>${t.exactMoment(e.time)}</span>`:qn(s)}
</button>`}function Fn({row:s,texts:e,plain:t},i){return l`
<span class="time">${i}</span>
<div class="who">
<div dir="auto">${s.device??(t?"":e.say("row.no_device"))}</div>
<div dir="auto" class="pale">${s.persons.join(", ")}</div>
</div>
`}function qn({row:s,texts:e}){return l`
<span dir="auto" class=${s.said?"":"pale"}>${s.said||e.say("row.no_words")}</span>
<span dir="auto" class="pale">${s.replied}</span>
`}function Bn(s){let{row:e,texts:t}=s,i=Be(s),n=t.time(e.time),r=e.audio?t.say("row.play_time",{time:n}):t.say("row.audio_none"),o=t.say("row.delete_time",{time:n});return l`
${s.plain?h:N("play",r,({target:a})=>x(a,"row-play",e),{tabindex:i,disabled:!e.audio})}
${N("delete",o,({target:a})=>x(a,"row-delete",e),{tabindex:i,disabled:s.leaving})}
`}function jn(s){let{row:e,texts:t}=s,i=[[t.say("filter.echo"),e.device??t.say("row.no_device")],[t.say("filter.person"),e.persons.join(", ")||t.say("row.no_person")],[t.say("filter.kind"),t.say(`kind.${e.kind}`)]];return l`
<div class="details">
<h3>${t.say("row.said")}</h3>
<p dir="auto" tabindex="0">${e.said||t.say("row.no_words")}</p>
<h3>${t.say("row.replied")}</h3>
<p dir="auto" tabindex="0">${e.replied||t.say("row.no_reply")}</p>
<dl>
${i.map(([n,r])=>l`<div>
<dt>${n}</dt>
<dd dir="auto">${r}</dd>
</div>`)}
</dl>
${e.audio?l`<alexa-privacy-player
.texts=${t}
.fetcher=${s.fetcher}
path=${Ei(s.entryId,e.id)}
name=${`alexa-${new Date(e.time).toISOString().slice(0,19).replaceAll(":","-")}.wav`}
></alexa-privacy-player>`:l`<span class="pale">${t.say("row.audio_none")}</span>`}
</div>
`}function Be(s){return s.current?0:-1}var Rs=4.4,je=7.4,ze=3.4,mt=600,R=class extends ${constructor(){super(...arguments);this.entryId="";this.rows=[];this.ticked=new Set;this.leaving=new Set;this.listedTo=1/0;this.busy=!1;this.done=!1;this.narrow=!1;this.plain=!1;this.seen={top:0,bottom:0};this.openHeight=0;this.current=0;this.#t=[];this.#i=new Lt([],()=>0);this.#e=14;this.#s=new ResizeObserver(()=>this.#b());this.#r=new ResizeObserver(()=>this.#c());this.#c=()=>{let t=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,i={top:t,bottom:t+this.scroller.clientHeight};(Math.abs(i.top-this.seen.top)>mt/4||Math.abs(i.bottom-this.seen.bottom)>mt/4)&&(this.#l(i),this.seen=i),i.bottom+mt>this.#i.total&&x(this,"list-end")}}#t;#i;#e;#s;#r;static{this.styles=[T,ks,v`
:host{display:block;--row:${Rs}em;}
:host([narrow]:not([plain])){--row:${je}em;}
[role="feed"]{position:relative;overflow:clip;}
.day,
.row{position:absolute;inset-inline:0;}
.row{contain:content;}
article:focus-visible{outline-offset:-2px;}
.heading{position:sticky;top:var(--toolbar-height, 56px);z-index:1;display:flex;align-items:center;gap:12px;height:${ze}em;padding-inline:16px;border-top:1px solid var(--divider-color);background:var(--secondary-background-color);}
h2{margin:0;font-size:inherit;font-weight:600;}
`]}connectedCallback(){super.connectedCallback(),this.#r.observe(this),this.hasUpdated&&this.#m(this.scroller)}disconnectedCallback(){super.disconnectedCallback(),this.#r.disconnect(),this.#s.disconnect(),this.scroller.removeEventListener("scroll",this.#c)}willUpdate(t){if(t.has("rows")||t.has("texts")){let i=this.#t[this.current];this.#t=$s(this.rows,this.texts.calendar);let n=i&&de(i),r=n===void 0?0:this.#t.findIndex(o=>de(o)===n);this.current=r>=0?r:Math.max(0,Math.min(this.current,this.#t.length-1))}this.#e=parseFloat(getComputedStyle(this).fontSize)||this.#e,this.#i=new Lt(this.#t,i=>this.#u(i))}updated(t){if(t.has("scroller")&&this.#m(this.scroller),this.open!==void 0){this.#s.disconnect();let i=this.renderRoot.querySelector("article.open");i&&this.#s.observe(i)}this.#c()}render(){let t=Math.max(0,this.#i.at(this.seen.top-mt)),i=this.#i.at(this.seen.bottom+mt),n=_s(this.#t,t,i);return l`
<div
role="feed"
tabindex="-1"
aria-label=${this.texts.say("page.recordings")}
aria-busy=${this.busy?"true":"false"}
style=${qe({height:`${this.#i.total}px`})}
@keydown=${this.#f}
@focusin=${this.#y}
@row-open=${this.#w}
@row-play=${this.#$}
>
${Fe(n,({heading:r})=>r,({heading:r,day:o,from:a,to:c})=>this.#n(o,r,a,c))}
</div>
`}showFirst(){this.current=0;let t=this.getBoundingClientRect().top-this.scroller.getBoundingClientRect().top;(t<0||t>this.scroller.clientHeight-2*je*this.#e)&&this.scrollIntoView({block:"start"})}focusCurrent(){let t=this.#t[this.current];this.current===0&&t&&"day"in t&&(this.current=1),this.#v(this.current)}#n(t,i,n,r){let o=this.#i.top(i),a=this.#t.slice(n,r).map((p,f)=>({item:p,index:n+f})),c=i+("day"in t?t.rows.length:0)+1;return l`
<div class="day" style=${qe({top:`${o}px`,height:`${this.#i.top(c)-o}px`})}>
${this.#a(t,i,0)}
${Fe(a,({item:p})=>de(p),({item:p,index:f})=>this.#a(p,f,this.#i.top(f)-o))}
</div>
`}#a(t,i,n){let r="row"in t?t.row:void 0,o={row:!!r,heading:!r,open:!!r&&r.id===this.open,ticked:!!r&&this.ticked.has(r.id),leaving:!!r&&this.leaving.has(r.id)};return l`
<article
class=${bs(o)}
style=${r?`top: ${n}px`:""}
tabindex=${i===this.current?0:-1}
data-index=${i}
aria-posinset=${i+1}
aria-setsize=${this.done?this.#t.length:-1}
aria-label=${this.#p(t)}
>
${"row"in t?this.#o(t.row,i):this.#d(t.day,t.rows,i)}
</article>
`}#o(t,i){return Ts({row:t,texts:this.texts,entryId:this.entryId,fetcher:this.fetcher,ticked:this.ticked.has(t.id),plain:this.plain,open:t.id===this.open,current:i===this.current,leaving:this.leaving.has(t.id)})}#d(t,i,n){let r=this.#h(t,i);return l`
<input
type="checkbox"
.checked=${Ot(r)}
.indeterminate=${Ot(!r&&i.some(o=>this.ticked.has(o.id)))}
tabindex=${n===this.current?0:-1}
aria-label=${this.texts.say("page.tick_day",{day:this.texts.day(t)})}
@click=${()=>x(this,"day-tick",{day:t,on:!r})}
/>
<h2>${this.texts.day(t)}</h2>
`}#h(t,i){return(this.done||this.listedTo<this.texts.calendar.startOf(t))&&i.every(r=>this.ticked.has(r.id))}#p(t){if("day"in t)return this.texts.day(t.day);let{row:i}=t;return[this.texts.time(i.time),i.device,...i.persons,...this.plain?[]:[this.texts.say(`kind.${i.kind}`),i.said||this.texts.say("row.no_words"),i.replied]].filter(r=>r).join(", ")}#u(t){if("day"in t)return ze*this.#e;let i=(this.narrow&&!this.plain?je:Rs)*this.#e+1;return t.row.id===this.open?Math.max(i,this.openHeight):i}#m(t){t.addEventListener("scroll",this.#c,{passive:!0})}#c;#l(t){let i=this.renderRoot.activeElement,n=this.#i.top(this.current);i&&i!==this.feed&&(n<t.top-mt||n>t.bottom+mt)&&this.feed.focus({preventScroll:!0})}#y(t){let i=t.target.closest("article");i&&(this.current=Number(i.dataset.index))}#f(t){let i=this.#t[this.current],n={ArrowDown:this.current+1,ArrowUp:this.current-1,PageDown:this.current+10,PageUp:this.current-10,Home:0,End:this.#t.length-1},r=t.composedPath()[0],o=r===this.feed||r.matches("article"),a=n[t.key];if(a!==void 0&&!r.matches("p, audio"))this.#v(a);else if(!i||!o||!this.#g(t.key,i))return;t.preventDefault()}#g(t,i){if("day"in i){let r=!this.#h(i.day,i.rows);return t===" "&&(x(this,"day-tick",{day:i.day,on:r}),!0)}let{row:n}=i;if(t===" "&&!this.leaving.has(n.id))x(this,"row-tick",n);else if(t==="Enter"||t==="Escape"&&this.open)x(this.feed,"row-open",n);else if(t==="Delete"&&!this.leaving.has(n.id))x(this,"row-delete",n);else if(t==="p"&&n.audio)x(this.feed,"row-play",n);else return!1;return!0}async#v(t){this.current=Math.max(0,Math.min(t,this.#t.length-1));let i=this.#i.top(this.current),n=this.#i.top(this.current+1),r=this.scroller.getBoundingClientRect().top-this.getBoundingClientRect().top,o=r+this.scroller.clientHeight,a=this.renderRoot.querySelector(".heading"),c=a&&parseFloat(getComputedStyle(a).top)||0,p=this.#t[this.current],f=c+(p&&"row"in p?ze*this.#e:0);i<r+f?this.scroller.scrollTop+=i-r-f:n>o&&(this.scroller.scrollTop+=n-o),this.#c(),await this.updateComplete,this.renderRoot.querySelector(`article[data-index="${this.current}"]`)?.focus({preventScroll:!0})}#w(t){t.stopPropagation(),!this.plain&&(this.open=this.open===t.detail.id?void 0:t.detail.id,this.openHeight=0)}async#$(t){t.stopPropagation(),this.open=t.detail.id,await this.updateComplete,await this.renderRoot.querySelector("alexa-privacy-player")?.play()}#b(){let t=this.renderRoot.querySelector("article.open");t&&(this.openHeight=t.getBoundingClientRect().height)}};d([u({attribute:!1})],R.prototype,"texts",2),d([u({attribute:!1})],R.prototype,"fetcher",2),d([u({attribute:!1})],R.prototype,"entryId",2),d([u({attribute:!1})],R.prototype,"rows",2),d([u({attribute:!1})],R.prototype,"ticked",2),d([u({attribute:!1})],R.prototype,"leaving",2),d([u({attribute:!1})],R.prototype,"scroller",2),d([u({attribute:!1})],R.prototype,"listedTo",2),d([u({type:Boolean})],R.prototype,"busy",2),d([u({type:Boolean})],R.prototype,"done",2),d([u({type:Boolean,reflect:!0})],R.prototype,"narrow",2),d([u({type:Boolean,reflect:!0})],R.prototype,"plain",2),d([g()],R.prototype,"seen",2),d([g()],R.prototype,"open",2),d([g()],R.prototype,"openHeight",2),d([g()],R.prototype,"current",2),d([_("[role=feed]")],R.prototype,"feed",2);customElements.define("alexa-privacy-list",R);var he=class{constructor(e,t,i,n,r={}){this.rows=[];this.done=!1;this.loading=!1;this.halted=!1;this.#a=new Set;this.#o=0;this.#t=e,this.#i=t,this.#e=i,this.#s=n,this.#r=r}#t;#i;#e;#s;#r;#n;#a;#o;async start(){let e=++this.#o;this.#h(),this.#n=this.#d(e),await this.#n}async more(){if(this.loading||this.done)return;if(!this.#n){await this.start();return}let e=this.#o;this.#h();try{await(await this.#n)?.more()}catch(t){this.#u(e,t)}}async stop(){let e=this.#n;this.lose(),await(await e)?.end().catch(()=>{})}async halt(){let e=this.stop();this.halted=!0,this.#s([]),await e}lose(){this.#o+=1,this.#n=void 0,this.loading=!1}remove(e){this.rows=this.rows.filter(t=>!e.has(t.id)),this.#s([])}async#d(e){let t=this.listedTo,i=t===void 0?{}:{end:Math.max(t,0)+1},n={...this.#e,...i,refresh:t===void 0&&!!this.#r.refresh};try{return await $i(this.#t,this.#i,n,r=>{e===this.#o&&this.#p(r)})}catch(r){this.#u(e,r);return}}#h(){this.loading=!0,this.halted=!1,this.error=void 0,this.#s([])}#p(e){if("error"in e){this.loading=!1,this.error=e.error,this.#s([]);return}let t=e.recordings.filter(i=>!this.#a.has(i.id));for(let i of t)this.#a.add(i.id);this.rows=[...this.rows,...t],this.done=e.done,this.listedTo=e.listed_to,this.loading=!e.done&&!e.paused,e.paused&&this.#r.search&&this.more(),this.#s(t)}#u(e,t){e===this.#o&&(this.lose(),this.error=A(t),this.#s([]))}};var pe=v`
ul.parts{display:grid;grid-template-columns:repeat(auto-fit, minmax(205px, 1fr));gap:4px 24px;margin:0;padding:0;list-style:none;}
.part{display:grid;grid-template-columns:1fr auto;align-content:start;align-items:center;min-height:44px;}
.part > *{grid-column:1;}
.part > .pale{grid-column:1 / -1;}
.part h2{margin:0;font:inherit;color:var(--secondary-text-color);}
strong{display:flex;align-items:center;gap:6px;font-weight:500;}
strong .icon{color:var(--secondary-text-color);}
.good .icon{color:var(--success-color);}
.problem strong,
.problem .icon{color:var(--danger-text);}
.part button{grid-area:1 / 2 / span 2;}
`;function ue(s,{last_receipt:e,last_deletion:t}){let i=e?.finished?Date.parse(e.finished):0;return t!==null&&t>i?{said:s.moment(t)}:e?{said:Ie(s,e),problem:Wi(e),more:[i?s.moment(i):""]}:{said:s.say("protection.receipt_none")}}function me(s,e){return e===null?void 0:s.say(e?"protection.nightly_on":"protection.nightly_off")}function _t(s,e,{said:t,stale:i=!1,problem:n=!1,good:r=!1,more:o=[],act:a,label:c}){let p=s.say(`protection.${e}`),f=t!==void 0&&!i,m=f?n?b("alert"):r?b("done"):h:b("unknown"),w=f||!t?"":s.say("protection.last_known",{said:t});return l`
<li class="part ${f&&n?"problem":f&&r?"good":""}">
<h2>${p}</h2>
<strong>${m}${f?t:s.say("protection.not_known")}</strong>
${[w,...o].filter(Boolean).map(y=>l`<span class="pale">${y}</span>`)}
${a?l`<button
aria-label=${c?.whole??c?.short??s.say("protection.change_it",{title:p})}
@click=${a}
>
${c?.short??s.say("protection.change")}
</button>`:h}
</li>
`}var Ss=[ne,v`
ul.problems{padding:0;}
`];function Es(s,e,t){let{failure:i,nightly:n,can_delete:r}=t,{entity_id:o}=n,a=fe(t);return l`<section class="card" aria-label=${s.say("protection.title")}>
${i?l`<ul class="problems">
<li>${b("alert")}<span>${s.say("page.not_counted",{reason:i.message})}</span></li>
</ul>`:h}
<ul class="parts">
${o?_t(s,"nightly",{said:me(s,n.state),act:({target:c})=>tt(c,o)}):h}
${_t(s,"receipt",ue(s,t))}
${_t(s,"learned",{said:s.say(a?"protection.learned_fine":r?"protection.learned_test":"protection.learned_teach"),act:()=>Ve(e,t),...!a&&{label:{short:s.say(r?"first_run.test":"teach.teach")}}})}
</ul>
</section>`}function Ve({entry_id:s},{can_delete:e,to_test:t}){e&&t?et(s,"history"):Y(s)}function fe({can_delete:s,to_test:e}){return s&&!e}var As=v`
:host{display:grid;grid-template-columns:minmax(0, 1fr);gap:12px;max-width:1400px;margin:0 auto;padding:16px;}
:host([narrow]){padding:8px;}
.list{padding:0;overflow:clip;}
`,ye=v`
.toolbar{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-height:56px;padding:8px 16px;border-radius:inherit;background:var(--card-background-color);}
.toolbar [role="status"]{flex:1;min-width:12em;}
:host([narrow]) .toolbar{gap:4px;}
:host([narrow]) .toolbar [role="status"]{flex-basis:100%;}
:host([narrow]) .toolbar button{padding-inline:6px;}
.banner{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;}
.banner > [role="status"],
.banner > [role="alert"]{flex:1;}
.banner .icon{color:var(--success-color);}
.banner.problem .icon{color:var(--error-color);}
.banner button .icon{color:inherit;}
.none{margin:0;padding:24px 16px;text-align:center;}
progress{flex-basis:100%;width:100%;accent-color:var(--primary-color);}
.list .banner{padding:12px 16px;}
`;function Ds(s,e){let t=!e.listing?.rows.length;return l`
<div class="toolbar" role="toolbar" aria-label=${s.say("page.acts")}>
<span role="status">${Wn(s,e)}</span>
${e.search&&!e.exporting?zn(s,e.listing):h}
${e.ticked?l`<button @click=${e.onUntick}>
${b("close")}${s.say("page.untick",{count:e.ticked})}
</button>`:h}
${e.exporting?l`<button @click=${e.onCancelExport}>${s.say("export.cancel")}</button>`:["json","csv"].map(i=>Vn(s,i,t,e.onExport))}
${e.ticked?l`<button class="danger" ?disabled=${e.ticking} @click=${e.onDeleteTicked}>
${b("delete")}${s.say("delete.ticked",{count:e.ticked})}
</button>`:l`<button class="danger" ?disabled=${t} @click=${e.onDeleteMatching}>
${b("delete")}${s.say(e.filtered?"delete.matching":"delete.whole")}
</button>`}
</div>
`}function zn(s,e){return e?.halted||e?.loading?l`<button
@click=${()=>{e.halted?e.more():e.halt()}}
>
${s.say(e.halted?"page.search_on":"page.stop")}
</button>`:h}function Vn(s,e,t,i){let n=s.say(`export.${e}`);return l`<button ?disabled=${t} aria-label=${n} title=${n} @click=${()=>i(e)}>
${b("download")}${e.toUpperCase()}
</button>`}function Wn(s,{listing:e,exporting:t,search:i,until:n}){if(!e)return"";let r=e.rows.length;if(t)return s.say("export.loading",{count:r});if(e.done)return s.say("page.all_listed",{count:r});if(e.listedTo===void 0)return e.loading?s.say("page.asking"):"";let o=s.calendar.dayOf(e.listedTo);if(i&&(e.loading||e.halted)){let a=s.calendar.dayOf(Date.now()),c=Ai(D(o,1),n&&n<a?n:a);return s.say(e.loading?"page.searching":"page.searched",{found:r,count:c})}return s.say(e.loading?"page.listing":"page.listed",{count:r,day:s.shortDay(o)})}function It(s,e,t,i=""){return l`
<div class="card banner problem">
${b("alert")}<span role="alert">${e.message}</span>
${i&&bt(e)?ut(s,i):h}
<button @click=${t}>${s.say("page.retry")}</button>
</div>
`}function Ps(s,e){return e.shown.map(t=>Kn(s,e,t))}function Kn(s,e,t){let{receipt:i,progress:n,error:r}=t,o=!!r||t.lost||!!i&&i.status!=="verified"&&i.status!=="nothing_to_delete";return l`
<div class="card banner ${o?"problem":""}">
${t.running?h:b(o?"alert":"done")}
<span role="status">${Vi(s,t)}</span>
${t.running?l`<button @click=${()=>{e.cancel(t)}}>${s.say("delete.stop")}</button>
<progress
aria-label=${s.say("delete.progress")}
max=${Math.max(1,2*(n?.matched??0))}
value=${n?n.asked+n.verified_gone:0}
></progress>`:N("close",s.say("page.dismiss"),()=>e.dismiss(t))}
</div>
`}var Yn=4,ft=class extends ${constructor(){super(...arguments);this.away=!1;this.narrow=!1;this.#d=()=>Y(this.account.entry_id)}static{this.styles=[T,ne,pe,v`
details{margin-top:8px;}
summary{width:fit-content;padding:6px 0;color:var(--accent-text);cursor:pointer;}
p{margin:0;}
:host([narrow]) .card{padding-block:4px;}
details.all{margin:0;}
.all > summary{color:inherit;}
.all > summary strong{display:inline-flex;vertical-align:middle;}
`]}render(){let{texts:t,account:i}=this;return l`
<section class="card" aria-label=${t.say("protection.title")}>
${this.away?h:es(t,i)}
${this.narrow?l`<details class="all">${this.#t()}${this.#i()}</details>`:this.#i()}
</section>
`}#t(){let{current:t,good:i,problem:n,problems:r}=this.account,o=!this.away&&t,a=r.length,c=o?a?this.texts.say("protection.attention",{count:a}):this.texts.say(n===!1?"protection.fine":"protection.not_known"):this.texts.say("protection.not_known"),p=o&&!a&&i.length===Yn;return l`<summary class=${o&&a?"problem":p?"good":""}>
<strong>
${o?a?b("alert"):p?b("done"):h:b("unknown")}
<span>${this.texts.say("protection.title")}: ${c}</span>
</strong>
</summary>`}#i(){let{texts:t}=this;return l`
<ul class="parts">
${this.#e()} ${this.#s()} ${this.#n("receipt",ue(t,this.account))}
${this.#r()}
</ul>
<details>
<summary>${t.say("protection.review_meaning_title")}</summary>
<p>${t.say("protection.review_meaning")}</p>
</details>
`}#e(){let{state:t,entity_id:i,taught:n}=this.account.review,r=t===null?n?"unknown":"not_taught":t?"on":"off";return this.#n("review",{said:r==="unknown"?void 0:this.texts.say(`protection.review_${r}`),problem:t===!0,...n?{act:i?this.#a(i):this.#d}:this.#o("human_review")})}#s(){let{state:t,entity_id:i,next:n}=this.account.nightly;if(!i)return h;let r=[t&&n!==null?this.texts.say("protection.nightly_next",{time:this.texts.moment(n)}):"",ee(this.texts,this.account.nightly)];return this.#n("nightly",{said:me(this.texts,t),problem:this.account.problems.some(o=>o.startsWith("purge_")),more:r,act:this.#a(i)})}#r(){let{broken:t,to_teach:i,to_test:n}=this.account,r=t.length?"broken":i.length?"teach":n.length?"test":"fine",o={broken:t,teach:i,test:n,fine:[]}[r],a=P([...t,...i]),c=P(n);return this.#n("learned",{said:this.texts.say(`protection.learned_${r}`),problem:r==="broken",more:[o.map(p=>F(this.texts,p)).join(", ")],...a?this.#o(a):c?this.#o(c,!0):{act:this.#d}})}#n(t,i){let{current:n,good:r}=this.account,o=!i.problem&&r.includes(t);return _t(this.texts,t,{...i,stale:this.away||!n,good:o})}#a(t){return()=>tt(this,t)}#o(t,i=!1){let n=i?"test":t==="human_review"?"review":"teach";if(pt(this.account).includes(n))return{};let{act:r,...o}=se(this.texts,this.account.entry_id,t,i);return{act:r,label:o}}#d};d([u({attribute:!1})],ft.prototype,"texts",2),d([u({attribute:!1})],ft.prototype,"account",2),d([u({type:Boolean})],ft.prototype,"away",2),d([u({type:Boolean,reflect:!0})],ft.prototype,"narrow",2);customElements.define("alexa-privacy-protection",ft);var ge=class{constructor(e,t,i,n){this.about=null;this.#n=!1;this.#t=e,this.#i=t,this.#e=i,this.#s=n}#t;#i;#e;#s;#r;#n;async start(){this.#a();try{let e=await _i(this.#t,this.#i,this.#e,t=>this.#o(t));this.#n?await e():this.#r=e}catch(e){this.#o({error:A(e)})}}async stop(){this.#n=!0,await this.#r?.().catch(()=>{})}async#a(){let e="everything"in this.#e?{}:this.#e,t=await wi(this.#t,this.#i,e).catch(()=>null);this.#o({about:t})}#o(e){this.#n||(Object.assign(this,e),this.#s(this))}};function We(s,e){return{question:{count:e.length,what:Gi(s,e)},target:Ci(e)}}function Ms({connection:s,account:e,source:t,texts:i,name:n},r,o){let a=Oi(r,i.calendar),c=new ge(s,t,a,o);c.start();let p=Yi(i,r,e,n);return{question:{counting:c,what:p,whole:"everything"in a},target:a}}function Ke(s){return s&&"counting"in s.question?s.question.counting:void 0}var Ht=class{constructor(e){this.ids=new Set;this.#t=new Set;this.#i=e}#t;#i;get growing(){return this.#t.size>0}toggle(e){let t=new Set(this.ids);t.delete(e)||t.add(e),this.ids=t}tickDay(e){this.#t.add(e)}untickDay(e,t){this.#t.delete(e),this.remove(new Set(t.filter(i=>this.#i.dayOf(i.time)===e).map(i=>i.id)))}grow({rows:e,done:t,listedTo:i}){if(!this.growing)return;let n=e.filter(r=>this.#t.has(this.#i.dayOf(r.time)));this.ids=new Set([...this.ids,...n.map(r=>r.id)]);for(let r of this.#t)(t||i!==void 0&&i<this.#i.startOf(r))&&this.#t.delete(r)}settle(){this.#t.clear()}remove(e){this.ids=new Set([...this.ids].filter(t=>!e.has(t)))}};var S=class extends ${constructor(){super(...arguments);this.narrow=!1;this.away=!1;this.stale=!1;this.filter=ct;this.#i=[];this.#r=new ResizeObserver(([t])=>this.style.setProperty("--toolbar-height",`${(t?.target).offsetHeight}px`));this.#o=()=>{this.#t&&!this.#t.done&&!this.#t.halted&&this.#t.start(),this.#s.subscribe(),this.#v()};this.#d=()=>{this.#t?.lose(),this.#s.lose()};this.#h=()=>this.requestUpdate();this.#c=()=>{this.#t?.more()};this.#f=()=>{let t=Le(this.account);Bi(this.account,this.history?.key??"")&&!ji(t,this.filter)&&(this.filter=t,this.#a())};this.#v=async()=>{try{this.days=await bi(this.connection,this.source),this.daysFailure=void 0}catch(t){this.daysFailure=A(t)}};this.#$=()=>{this.#e=new Ht(this.texts.calendar),this.requestUpdate()};this.#k=()=>{let t=this.#A();t.length&&this.#_("rows")&&(this.asked=We(this.texts,t))};this.#S=()=>{this.#_(U(this.filter)?"whole":"matching")&&(this.asked=Ms(this,this.filter,t=>{this.asked&&Ke(this.asked)===t&&(this.asked={...this.asked,question:{...this.asked.question}})}))};this.#x=()=>{Ke(this.asked)?.stop(),this.asked=void 0};this.#M=t=>{this.#t?.remove(t),this.#e.remove(t)};this.#O=({own:t,ids:i,error:n,receipt:r})=>{(t&&(n??r)?i.size&&(n??r?.status==="verified"):this.#e.ids.size||this.exporting)||this.#a(),this.#v(),x(this,"accounts-stale")};this.#E=t=>{let i=this.#A();i.length?oe(t,i):this.#t&&(this.exporting=t,this.#p(this.#t))};this.#C=()=>{this.exporting=void 0};this.#P=t=>{let i=t.composedPath()[0];t.key==="/"&&!i.matches("input, select, textarea")&&(t.preventDefault(),this.filterBar.focus())}}#t;#i;#e;#s;#r;static{this.styles=[T,ye,As,ls,pe,Ss]}get source(){return{entry_id:this.account.entry_id,...this.history&&{history:this.history.key}}}get name(){return this.history?.name??""}connectedCallback(){super.connectedCallback(),this.hasUpdated||(this.filter=Le(this.account),this.#s=new re(this.connection,this.source,{changed:this.#h,gone:this.#M,ended:this.#O})),this.connection.addEventListener("disconnected",this.#d),this.connection.addEventListener("ready",this.#o),window.addEventListener("keydown",this.#P),window.addEventListener("popstate",this.#f),window.addEventListener("location-changed",this.#f),this.#o()}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("disconnected",this.#d),this.connection.removeEventListener("ready",this.#o),window.removeEventListener("keydown",this.#P),window.removeEventListener("popstate",this.#f),window.removeEventListener("location-changed",this.#f),this.#t?.stop(),this.#s.stop(),this.#x()}render(){let{texts:t,account:i,history:n}=this,r=this.#t,o=!this.away&&!this.stale&&as(n??i,r,this.filter);return l`
${n?Es(t,i,n):this.#n()}
${o?cs(t):h}
${this.days&&!n?.failure?l`<alexa-privacy-graph
.texts=${t}
.days=${this.days}
.chosen=${this.filter}
?plain=${!!n}
?narrow=${this.narrow}
?hidden=${o}
@days-chosen=${this.#g}
></alexa-privacy-graph>`:this.daysFailure?It(t,this.daysFailure,this.#v,i.entry_id):h}
<div class="card filters" ?hidden=${o}>
<alexa-privacy-filter
.connection=${this.connection}
.entryId=${i.entry_id}
.texts=${t}
.filter=${this.filter}
.echoes=${i.echoes}
.persons=${this.#i}
?plain=${!!n}
?narrow=${this.narrow}
@filter=${this.#l}
@filter-left=${()=>this.list.focusCurrent()}
></alexa-privacy-filter>
</div>
${Ps(t,this.#s)}
<div
class="card list"
?hidden=${o}
@list-end=${this.#m}
@row-tick=${this.#w}
@day-tick=${this.#b}
@row-delete=${this.#R}
>
${Ds(t,{listing:r,ticked:this.#e.ids.size,ticking:this.#e.growing,filtered:!U(this.filter),search:Li(this.filter),until:this.filter.to,exporting:this.exporting!==void 0,onUntick:this.#$,onDeleteTicked:this.#k,onDeleteMatching:this.#S,onExport:this.#E,onCancelExport:this.#C})}
<alexa-privacy-list
.texts=${t}
.fetcher=${this.fetcher}
.entryId=${i.entry_id}
.rows=${r?.rows??[]}
.ticked=${this.#e.ids}
.leaving=${this.#s.leaving}
.scroller=${this.scroller}
.listedTo=${r?.listedTo??1/0}
?busy=${r?.loading??!0}
?done=${r?.done??!1}
?plain=${!!n}
?narrow=${this.narrow}
></alexa-privacy-list>
${r?.error&&!this.away?It(t,r.error,this.#c,i.entry_id):h}
${r?.done&&!r.rows.length?l`<p class="none">${t.say(U(this.filter)?"graph.empty":"page.none")}</p>`:h}
</div>
${this.asked?l`<alexa-privacy-confirm
.texts=${t}
.entryId=${i.entry_id}
.question=${this.asked.question}
@confirm-yes=${this.#T}
@confirm-no=${this.#x}
@confirm-export=${this.#L}
></alexa-privacy-confirm>`:h}
`}#n(){let{texts:t,account:i}=this;return l`
<alexa-privacy-first-run
.connection=${this.connection}
.texts=${t}
.account=${i}
?narrow=${this.narrow}
?hidden=${!pt(i).length}
></alexa-privacy-first-run>
<alexa-privacy-protection
.texts=${t}
.account=${i}
?narrow=${this.narrow}
?away=${this.away||this.stale}
></alexa-privacy-protection>
`}firstUpdated(){let t=this.renderRoot.querySelector(".toolbar");t&&this.#r.observe(t)}willUpdate(t){t.has("texts")&&!this.#t&&this.#a(),t.get("away")&&this.#o()}#a(){let t=Ce(this.filter,this.texts.calendar);this.#t?.stop(),this.#e=new Ht(this.texts.calendar),this.exporting=void 0;let i=o=>{r===this.#t&&this.#p(r,o)},n={refresh:!this.#t,search:!!this.filter.words.trim()},r=new he(this.connection,this.source,t,i,n);this.#t=r,r.start()}#o;#d;#h;#p(t,i=[]){let n=new Set([...this.#i,...i.flatMap(r=>r.persons)]);n.size>this.#i.length&&(this.#i=[...n]),this.#e.grow(t),this.exporting&&t.done?(oe(this.exporting,t.rows),this.exporting=void 0):t.error?(this.exporting=void 0,this.#e.settle(),this.#u(t.error)):(this.exporting||this.#e.growing)&&t.more(),this.requestUpdate()}#u(t){bt(t)&&!this.account.problems.includes("signed_out")&&x(this,"accounts-stale")}#m(){this.#t&&!this.#t.error&&!this.#t.halted&&this.#t.more()}#c;#l(t){this.#y(t.detail)}#y(t){qi(t,this.filter),this.filter=t,this.#a()}#f;#g(t){let{from:i,to:n}=t.detail;this.#y({...this.filter,from:i,to:n}),this.list.showFirst()}#v;#w(t){this.#e.toggle(t.detail.id),this.requestUpdate()}#$;#b(t){let{day:i,on:n}=t.detail,r=this.#t;r&&n?(this.#e.tickDay(i),this.#e.grow(r),this.#e.growing&&r.more(),this.requestUpdate()):r&&(this.#e.untickDay(i,r.rows),this.requestUpdate())}#_(t){let{account:i,history:n}=this;return n?(fe(n)||Ve(i,n),fe(n)):Xi(i,t)}#R(t){this.#_("rows")&&(this.asked=We(this.texts,[t.detail]))}#k;#S;#x;#T(){let t=this.asked?.target;this.#x(),t&&(this.#e.remove(new Set("ids"in t?t.ids:[])),this.#s.begin(t),this.list.focusCurrent())}#M;#O;#E;#C;#L(){let t=this.asked?.target;this.#x(),t&&"ids"in t?oe("json",this.#D(new Set(t.ids))):this.#E("json")}#A(){return this.#D(this.#e.ids)}#D(t){return(this.#t?.rows??[]).filter(i=>t.has(i.id))}#P};d([u({attribute:!1})],S.prototype,"connection",2),d([u({attribute:!1})],S.prototype,"fetcher",2),d([u({attribute:!1})],S.prototype,"texts",2),d([u({attribute:!1})],S.prototype,"account",2),d([u({attribute:!1})],S.prototype,"history",2),d([u({attribute:!1})],S.prototype,"scroller",2),d([u({type:Boolean,reflect:!0})],S.prototype,"narrow",2),d([u({type:Boolean})],S.prototype,"away",2),d([u({type:Boolean})],S.prototype,"stale",2),d([g()],S.prototype,"filter",2),d([g()],S.prototype,"days",2),d([g()],S.prototype,"daysFailure",2),d([g()],S.prototype,"asked",2),d([g()],S.prototype,"exporting",2),d([_("alexa-privacy-list")],S.prototype,"list",2),d([_("alexa-privacy-filter")],S.prototype,"filterBar",2);customElements.define("alexa-privacy-account",S);var Gn=["no_listing","other_recording","other_setting","other_value","nothing_gone","entry_there","not_learnable","one_more","too_few","failed","throttled","unreachable"],Jn=["delete","delete_range","show_all","delete_all","show_all_again","show_history","delete_entry","choose","choose_back"],Qn=["expired","unloaded","elsewhere"];function Cs(s,{steps:e,current:t}){let i=e.filter(({waits:r})=>!r),n=i.find(({done:r})=>!r);return l`<ol aria-hidden=${t===null?"true":"false"}>
${i.map((r,o)=>l`<li
class=${r.done?"done":r===n?"now":""}
aria-current=${r===n?"step":"false"}
>
${r.done?b("done"):o+1}
<span class="hidden">${r.done?s.say("teach.seen"):s.say("teach.not_yet")}</span>
</li>`)}
</ol>`}var Ls=Array.from({length:10},(s,e)=>e+3);function ve({steps:s}){return s[0]?.key==="choose"}function Is(s,{name:e,steps:t,current:i},n,r){let o=e??F(s,n);if(r==="ask"||r==="ask_values")return l`<p class="do">${s.say(`teach.${r}`,{lesson:o})}</p>
<p class="pale">${r==="ask"?Os(s,n):s.say("teach.hint_values")}</p>`;let a=t[i??t.length],c=t.some(({done:y,waits:k})=>y&&!k),p=c?`${s.say("teach.seen")} `:"";if(!a||a.waits)return l`<p class="do">${p}${s.say(a?"teach.loading":"teach.all_seen")}</p>
<progress aria-label=${s.say("teach.loading")}></progress>`;if(a.key==="flip"){let y=r===(Number(a.placeholders.number)%2===0);return l`<p class="do">${p}${s.say(y?"teach.turn_on":"teach.turn_off",{lesson:o})}</p>
${c?h:l`<p class="pale">${Os(s,n)}</p>`}`}let f=Jn.find(y=>y===a.key),m=t.some(({key:y,done:k})=>k&&y===f),w=f==="delete"||f==="delete_range"||f==="delete_entry"||f==="choose";return l`<p class="do">
${p}${f?s.say(m&&w?`teach.${f}_second`:`teach.${f}`,a.placeholders):a.key}
</p>
${f==="delete"?l`<p>${be(s,a.placeholders)}</p>`:h}`}function Os(s,e){return e==="human_review"||e==="message_review"||e==="deletion_by_voice"?s.say(`teach.hint_${e}`):""}function Hs(s,e){let t=Gn.find(i=>i===e?.key);return!e||!t?h:l`<p class="note">
${b("alert")}<span
>${s.say(`teach.note_${t}`,e.placeholders)}
${"time"in e.placeholders?be(s,e.placeholders):h}</span
>
</p>`}function be(s,{time:e,device:t,said:i}){let n=t===""?s.say("row.no_device"):t;return l`<span class="recording">
<strong
><time datetime=${e??""}>${s.moment(Date.parse(e??""))}</time>
${n?l`· <span dir="auto">${n}</span>`:h}</strong
>
${i===void 0?h:l`<span dir="auto" class=${i?"said":"pale"}
>${i?s.quote(i):s.say("row.no_words")}</span
>`}
</span>`}function Us(s,e){return e==="signed_out"?s.say("problem.signed_out"):s.say(`teach.closed_${Qn.find(t=>t===e)??"expired"}`)}function xe(s){let e=s.split(`
`);return l`<div class="result">
${e.map((t,i)=>{if(t.startsWith("**"))return l`<h3>${t.replaceAll("**","")}</h3>`;if(!t.startsWith("- "))return h;let n=e[i+1]?.startsWith("  ")?l`<p>${e[i+1]?.trim()}</p>`:h,r=t.slice(2).split("`");return l`${n}
<p>${r.map((o,a)=>a%2?l`<code dir="ltr">${o}</code>`:o)}</p>`})}
</div>`}function Ns(s,e,t){return l`
<p>${s.say("teach.offered_meaning",{site:e.site})}</p>
${xe(t)}
${e.tested.map(({on:i,...n})=>l`<p class="pale">${s.say("teach.offered_by",{...n,date:s.shortDay(i)})}</p>`)}
`}function Fs(s,{document:e,address:t,is_filled:i,error:n}){if(n)return l`<p role="alert" class="note">${n.message}</p>`;let r=navigator.clipboard;return l`
<p role="status">${s.say("teach.share_meaning")} ${i?h:s.say("teach.share_long")}</p>
<pre class="result" tabindex="0" dir="ltr" style="user-select: all">${e}</pre>
<div class="buttons">
${r?l`<button class="outlined" @click=${()=>{r.writeText(e??"")}}>
${s.say("teach.copy")}
</button>`:h}
<a class="button outlined" href=${t??""} target="_blank" rel="noreferrer"
>${s.say("teach.share_open")}</a
>
</div>
`}var qs=v`
:host{display:flex;flex-direction:column;min-height:0;}
.guide{flex:none;max-height:45%;padding:8px 16px 12px;overflow-y:auto;background:var(--card-background-color);border-bottom:1px solid var(--divider-color);}
.top,
ol,
h2,
.note{display:flex;align-items:center;gap:8px;}
ol{flex:1;flex-wrap:wrap;margin:0;padding:0;list-style:none;}
li{display:grid;place-content:center;width:28px;height:28px;border:2px solid var(--divider-color);border-radius:50%;color:var(--secondary-text-color);font-weight:500;}
li.now{border-color:var(--primary-color);color:var(--primary-text-color);}
li.done{border-color:transparent;background:color-mix(in srgb, var(--success-color) 20%, transparent);color:var(--primary-text-color);}
li .icon{width:18px;height:18px;}
p{margin:4px 0 0;overflow-wrap:anywhere;}
.do{font-size:16px;font-weight:500;}
.recording{display:block;}
.recording > *{display:block;font-weight:500;}
.said{display:-webkit-box;overflow:hidden;font-style:italic;font-weight:400;-webkit-box-orient:vertical;-webkit-line-clamp:2;}
.note{align-items:start;margin-top:8px;padding:8px 12px;border-radius:8px;background:color-mix(in srgb, var(--warning-color) 15%, transparent);}
iframe{flex:1;width:100%;min-height:0;border:none;background:#fff;color-scheme:light;}
.alone{width:min(600px, 100% - 32px);margin:16px auto;padding:16px;}
h2{margin:0 0 8px;font-size:20px;font-weight:500;}
h2:focus-visible{outline:none;}
h2.learned .icon,
h2.done .icon{color:var(--success-color);}
h2.problem .icon{color:var(--danger-text);}
.alone p{margin:0 0 12px;}
.alone p.note{padding:8px 12px;}
.result{max-height:40vh;margin-bottom:12px;overflow-y:auto;}
h3{margin:0 0 4px;font:inherit;font-weight:500;}
code{font-size:0.9em;overflow-wrap:anywhere;}
fieldset{display:grid;gap:8px;margin:0;padding:0;border:none;}
legend{padding:0 0 8px;}
.option{display:flex;align-items:center;gap:12px;padding:8px 12px;border:1px solid var(--divider-color);border-radius:8px;cursor:pointer;}
.option:has(:checked){border-color:var(--primary-color);}
.option input{width:20px;min-height:20px;flex:none;accent-color:var(--primary-color);}
.buttons{display:flex;flex-wrap:wrap;justify-content:end;gap:8px;margin-top:12px;}
.guide .buttons{justify-content:start;margin-top:8px;}
progress{width:100%;accent-color:var(--primary-color);}
@media (orientation: landscape) and (max-height: 500px){:host{flex-direction:row;}
.guide{width:280px;max-height:none;border-inline-end:1px solid var(--divider-color);border-bottom:none;}
}
`;var we=class{constructor(e,{entryId:t,lesson:i,testing:n},r){this.busy=!1;this.open=async()=>{let e={type:"alexa_privacy/visit/open",...this.#i,id:0},t=()=>this.#s===e;this.#r?.().catch(()=>{}),this.#r=void 0,this.#s=e,this.failure=void 0;try{let i=await this.#t.subscribeMessage(n=>{t()&&(this.visit=n,this.#e())},e,{resubscribe:!1});t()?this.#r=i:await i()}catch(i){t()&&(this.failure=A(i),this.#e())}};this.lose=()=>{this.#r=void 0};this.#t=e,this.#i={entry_id:t,lesson:i,only_test:n},n&&i==="history"&&(this.#i.history=dt()),this.#e=r}#t;#i;#e;#s;#r;async show(){await this.#n("show",{})}async teachValues(e){await this.#n("values",{values:e})}async agree(e){await this.#n("agree",e===void 0?{}:{is_on:e})}async test(e){await this.#n("test",{recording:e})}async share(){let{entry_id:e,lesson:t}=this.#i,i={type:"alexa_privacy/share",entry_id:e,lesson:t};return this.#t.sendMessagePromise(i).catch(n=>({error:A(n)}))}async close(){let[e,t]=[this.#r,this.#s];if(this.#r=this.#s=void 0,t?.id){let i={type:"alexa_privacy/visit/close",subscription:t.id};await this.#t.sendMessagePromise(i).catch(()=>{}),await e?.().catch(()=>{})}}async#n(e,t){this.failure=void 0;let i={type:`alexa_privacy/visit/${e}`,subscription:this.#s?.id,...t};this.busy=!0,this.#e(),await this.#t.sendMessagePromise(i).catch(n=>{this.failure=A(n)}),this.busy=!1,this.#e()}};var Zn=6e4,Xn=5,tr=1e4,O=class extends ${constructor(){super(...arguments);this.testing=!1;this.counting=!1;this.reloads=0;this.#f=async()=>{this.contribution=await this.#t.share()};this.#g=()=>x(this,"lesson-left")}#t;#i;#e;static{this.styles=[T,qs]}connectedCallback(){super.connectedCallback();let{lesson:t,testing:i}=this;this.#t=new we(this.connection,{entryId:this.account.entry_id,lesson:t,testing:i},()=>this.requestUpdate()),this.connection.addEventListener("ready",this.#t.open),this.connection.addEventListener("disconnected",this.#t.lose),this.#i=setInterval(()=>this.requestUpdate(),tr),this.#t.open()}disconnectedCallback(){super.disconnectedCallback(),this.connection.removeEventListener("ready",this.#t.open),this.connection.removeEventListener("disconnected",this.#t.lose),clearInterval(this.#i),this.#t.close()}render(){let{visit:t,failure:i}=this.#t,n=t?.state??"opening",r=i?.message??t?.error?.message;if(!t||n==="refused")return r?this.#u("refused",r,"again"):this.#m("opening");switch(n){case"open":return l`${this.#s(t)}${this.#a(t)}`;case"offered":return this.#c("offered",this.#o(t),r);case"learned":return this.#c("learned",this.#d(t),r);case"to_test":return this.#c("test",this.#h(t),r);case"done":return this.#c("done",this.#p());case"closed":return this.#u("closed",Us(this.texts,t.reason),"open_again");default:return this.#m(n)}}updated(){let t=this.#t.visit?.state;t!==this.#e&&(this.#e=t,this.heading?.focus(),t==="done"&&x(this,"accounts-stale"))}#s(t){let{texts:i}=this,n=this.#r(t),r=t.expires?Math.ceil((Date.parse(t.expires)-Date.now())/Zn):1/0;return l`
<section class="guide" aria-label=${i.say("teach.steps")}>
<div class="top">
${Cs(i,t)}
${r>Xn?h:l`<span class="pale">${i.say("teach.minutes",{count:r})}</span>`}
${N("reload",i.say("teach.reload"),()=>{this.reloads+=1})}
</div>
<div role="status">
${Is(i,t,this.lesson,n||this.wasOn)} ${Hs(i,t.note)}
</div>
${this.#n(t,n)}
${t.note?.key==="no_listing"?l`<div class="buttons">
<a class="button outlined" href=${t.path??""} target="_blank" rel="noreferrer"
>${i.say("teach.own_tab")}</a
>
${this.#y()}
</div>`:h}
</section>
`}#r(t){if(this.counting)return"ask_values";let i=this.wasOn!==void 0||ve(t);return xt(this.lesson)&&!i&&t.current!==null?"ask":""}#n(t,i){let n=r=>this.#l(r,()=>{this.counting=!0});return i==="ask_values"?l`<div class="buttons">
${Ls.map(r=>l`<button
class="outlined"
?disabled=${this.#t.busy}
@click=${()=>{this.counting=!1,this.#t.teachValues(r)}}
>
${r}
</button>`)}
</div>`:i?l`<div class="buttons">
${[!0,!1].map(r=>this.#l(r?"is_on":"is_off",()=>{let o=t.steps.filter(({key:a,done:c})=>a==="flip"&&c).length;this.wasOn=o%2?!r:r}))}
${this.lesson==="another_setting"?n("more_values"):h}
</div>`:ve(t)?l`<div class="buttons">${n("other_number")}</div>`:h}#a(t){return l`${Pt(`${t.path??""} ${t.load} ${this.reloads}`,l`<iframe
sandbox="allow-scripts allow-forms allow-modals"
referrerpolicy="no-referrer"
title=${this.texts.say("teach.frame")}
src=${t.path??""}
></iframe>`)}`}#o(t){return l`
${t.shared?Ns(this.texts,t.shared,t.result??""):h}
<div class="buttons">
${this.#l("show",()=>{this.#t.show()})}
${this.#l("use",()=>{this.#t.agree()},"filled")}
</div>
`}#d(t){let{texts:i,wasOn:n}=this,r=xt(this.lesson)&&!ve(t),o=r&&(n===void 0||t.error),a=c=>()=>{this.#t.agree(c)};return l`
<p>${i.say("teach.learned_meaning")}</p>
${xe(t.result??"")}
${o?l`<p>${i.say("teach.ask_now",{lesson:t.name??F(i,this.lesson)})}</p>`:h}
<div class="buttons">
${this.#l("discard",this.#g)}
${o?[this.#l("is_on",a(!0),"filled"),this.#l("is_off",a(!1),"filled")]:this.#l("agree",a(r?n:void 0),"filled")}
</div>
`}#h({candidates:t}){let{texts:i}=this;if(!t.length){let n=xt(this.lesson);return l`
${n?l`<p>${i.say("teach.test_setting_meaning")}</p>`:h}
<div class="buttons">
${this.#l("skip",this.#g)}
${this.#l(n?"test_setting":"again",()=>{this.#t.test("")},"filled")}
</div>
`}return l`
<fieldset>
<legend>${i.say(this.lesson==="history"?"teach.test_meaning_history":"teach.test_meaning")}</legend>
${t.map((n,r)=>l`<label class="option">
<input
type="radio"
name="recording"
value=${n.id}
?checked=${!r}
/>${be(i,n)}
</label>`)}
</fieldset>
<div class="buttons">
${this.#l("skip",this.#g)}
${this.#l("test",()=>{this.#t.test(this.chosen?.value??t[0]?.id??"")},"danger filled")}
</div>
`}#p(){let{texts:t,account:i}=this,n=P(i.to_teach.filter(o=>P([o])!==this.lesson)),r=xt(this.lesson)?"done_setting":this.lesson==="delete_everything"?"done_untested":this.lesson==="history"?"done_history":"done_tested";return l`
<p>${t.say(`teach.${r}`)}</p>
${this.contribution?Fs(t,this.contribution):h}
<div class="buttons">
${r==="done_tested"&&!this.contribution?.document?this.#l("share",this.#f):h}
${n?l`<button class="outlined" @click=${()=>G(i.entry_id,n)}>
${t.say("teach.next",{lesson:F(t,n)})}
</button>`:h}
${this.#l("finish",this.#g,"filled")}
</div>
`}#u(t,i,n){return this.#c(t,l`<div class="buttons">
${t==="refused"&&!this.testing?this.#y():h}
${this.#l(n,()=>{this.wasOn=void 0,this.counting=!1,this.testing&&t==="refused"?G(this.account.entry_id,this.lesson):this.#t.open()},"filled")}
</div>`,i)}#m(t){let i=xt(this.lesson)?"_setting":this.lesson==="history"?"_history":"",n=this.texts.say(t==="testing"?`teach.testing${i}`:`teach.${t}`);return l`<div class="card alone">
<p role="status">${n}</p>
<progress aria-label=${n}></progress>
</div>`}#c(t,i,n=""){let r=t==="refused"||t==="closed";return l`<section class="card alone" aria-labelledby="title">
<h2 id="title" tabindex="-1" class=${r?"problem":t}>
${t==="test"||t==="offered"?h:b(r?"alert":"done")}
${this.texts.say(`teach.title_${this.testing&&t==="refused"?"test":t}`,{lesson:this.#t.visit?.name??F(this.texts,this.lesson)})}
</h2>
${n?l`<p role="alert" class=${r?"":"note"}>${n}</p>`:h} ${i}
</section>`}#l(t,i,n="outlined"){return l`<button class=${n} ?disabled=${this.#t.busy} @click=${i}>
${this.texts.say(`teach.${t}`)}
</button>`}#y(){return this.#l("har",()=>Y(this.account.entry_id))}#f;#g};d([u({attribute:!1})],O.prototype,"connection",2),d([u({attribute:!1})],O.prototype,"texts",2),d([u({attribute:!1})],O.prototype,"account",2),d([u({attribute:!1})],O.prototype,"lesson",2),d([u({type:Boolean})],O.prototype,"testing",2),d([g()],O.prototype,"wasOn",2),d([g()],O.prototype,"counting",2),d([g()],O.prototype,"reloads",2),d([g()],O.prototype,"contribution",2),d([_("h2")],O.prototype,"heading",2),d([_("input:checked")],O.prototype,"chosen",2);customElements.define("alexa-privacy-teach",O);var Bs=v`
[role="tablist"]{display:flex;max-width:1368px;margin:0 auto;overflow-x:auto;scrollbar-width:none;box-shadow:inset 0 -1px var(--divider-color);}
[role="tab"]{flex:none;min-height:48px;padding:0 16px;border:0;border-block:2px solid transparent;border-radius:0;color:var(--secondary-text-color);}
[role="tab"][aria-selected="true"]{border-bottom-color:var(--primary-color);color:var(--accent-text);}
[role="tab"]:focus-visible{outline-offset:-4px;}
`;function js(s,e,t){let i=[{key:"",name:s.say("page.voice")},...e];return e.length?l`<div role="tablist" aria-label=${s.say("page.histories")} @keydown=${ir}>
${i.map(({key:n,name:r})=>l`<button
role="tab"
id="tab-${n}"
aria-controls="history"
aria-selected=${n===t?"true":"false"}
tabindex=${n===t?0:-1}
@focus=${er}
@click=${()=>Fi(n)}
>
${n==="conversations"?s.say("page.conversations"):r}
</button>`)}
</div>`:h}function er({target:s}){s.scrollIntoView({block:"nearest",inline:"nearest"})}function ir(s){let e=s.currentTarget,t=[...e.children],i=t.indexOf(s.target),n=e.matches(":dir(rtl)")?-1:1,o={ArrowRight:i+n,ArrowLeft:i-n,Home:0,End:t.length-1}[s.key];o!==void 0&&(s.preventDefault(),t.at(o%t.length)?.focus())}var sr={comma_decimal:"en-US",decimal_comma:"de",space_comma:"fr",quote_decimal:"de-CH",none:"en-US"},$e=class{constructor({language:e,locale:t,config:i}){this.language=e,this.zone=i.time_zone,this.numbers=new Intl.NumberFormat(t.number_format==="system"?void 0:sr[t.number_format??""]??e,{useGrouping:t.number_format!=="none"});let n=this.zone,r=nr(t.time_format,e)?"h12":"h23",o={timeZone:n,hourCycle:r,hour:"numeric",minute:"2-digit"};this.time=new Intl.DateTimeFormat(e,o),this.exactTime=new Intl.DateTimeFormat(e,{...o,second:"2-digit"}),this.weekdayTime=new Intl.DateTimeFormat(e,{...o,weekday:"long"}),this.day=new Intl.DateTimeFormat(e,{timeZone:n,dateStyle:"full"}),this.month=new Intl.DateTimeFormat(e,{month:"short",timeZone:"UTC"});let a={day:"numeric",month:"short",year:"numeric"},c=t.date_format==="system"?void 0:e;this.date=new Intl.DateTimeFormat(c,{timeZone:n,...a}),this.moment=new Intl.DateTimeFormat(c,{...o,...a})}};function nr(s,e){let t=s==="system"?void 0:e,{hour12:i}=new Intl.DateTimeFormat(t,{hour:"numeric"}).resolvedOptions();return s==="12"||s!=="24"&&!!i}var zs=12*36e5,rr=144*36e5,or=["en","de","es","fr","it","ja","nl","pt-BR"],ar=/^(ar|fa|he|ur)\b/,Ut=class{#t;#i;#e;#s;constructor(e,t,i=!1){this.#s=i?["_entry",""]:[""],this.language=t.language,this.#t=e,this.#i=new $e(t),this.calendar=new Qt(this.#i.zone),this.dates=new Zt(this.language,t.locale),this.#e=new Intl.PluralRules(or.includes(t.language)?t.language:"en")}say(e,t={}){let i={};for(let[c,p]of Object.entries(t))i[c]=this.apart(typeof p=="number"?this.number(p):p);let n=`component.alexa_privacy.config_panel.${e}`,{count:r}=t,o=typeof r=="number"&&this.#e.select(r)==="one";return this.#s.flatMap(c=>[...o?[`${c}_one`]:[],c]).reduce((c,p)=>c||this.#t(n+p,i),"")}apart(e){return ar.test(this.language)?`⁨${e}⁩`:e}quote(e){return this.say("row.quoted",{words:e})}join(e){return e.flatMap(t=>t?[this.apart(t)]:[]).join(" · ")}number(e){return this.#i.numbers.format(e)}day(e){return this.#i.day.format(this.calendar.startOf(e)+zs)}shortDay(e){return this.dates.isReordered?this.dates.write(e):this.#i.date.format(this.calendar.startOf(e)+zs)}month(e){return this.#i.month.format(Date.parse(e))}time(e){return this.#i.time.format(e)}exactMoment(e){return`${this.#i.day.format(e)}, ${this.#i.exactTime.format(e)}`}moment(e){return this.dates.isReordered?`${this.dates.write(this.calendar.dayOf(e))}, ${this.time(e)}`:this.#i.moment.format(e)}when(e){let t=Date.now()-e;return this.calendar.dayOf(e)===this.calendar.dayOf(Date.now())?this.time(e):t<rr?this.#i.weekdayTime.format(e):this.moment(e)}};var Vs=6e4,lr=3*Vs,cr={held:null,today:null},C=class extends ${constructor(){super(...arguments);this.narrow=!1;this.stale=!1;this.chosen="";this.testing=!1;this.tab="";this.#i=new Map;this.#s=0;this.#h=()=>{this.tab=dt();let t=new URLSearchParams(location.search);this.chosen=t.get("account")??"";let i=ie(t.get("test"));this.lesson=i??ie(t.get("teach")),this.testing=!!i};this.#p=()=>Hi(this.#o()?.entry_id??"");this.#u=(t,i)=>this.#e.fetchWithAuth(t,i);this.#m=async()=>{let t=this.#e,i=await t.loadBackendTranslation("config_panel","alexa_privacy");this.#t=new Ut(i,t,!0),this.texts=new Ut(i,t)};this.#c=async()=>{try{this.accounts=await vi(this.#e.connection);for(let t of this.accounts)t.loaded&&this.#i.set(t.entry_id,t);this.#s=Date.now(),this.stale=!1,this.failure=void 0}catch(t){this.failure=A(t)}};this.#l=()=>{this.stale=!0};this.#y=()=>{this.stale||=Date.now()-this.#s>lr,this.#c()}}#t;#i;#e;#s;#r;static{this.styles=[T,ye,rs,Bs,v`
:host{display:flex;flex-direction:column;height:100vh;height:100dvh;background:var(--primary-background-color);}
header{display:flex;align-items:center;gap:8px;flex:none;min-height:var(--header-height, 56px);padding:var(--safe-area-inset-top, 0) 12px 0;background:var(--app-header-background-color);color:var(--app-header-text-color);border-bottom:var(--app-header-border-bottom, none);}
h1{margin:0;overflow:hidden;font-size:20px;font-weight:400;text-overflow:ellipsis;white-space:nowrap;}
.lesson h1{flex:1;padding-inline:8px;font-size:18px;line-height:1.2;white-space:normal;}
.lesson button:dir(rtl) .icon{transform:scaleX(-1);}
header alexa-privacy-select{max-width:50%;}
.alone{max-width:600px;margin:16px auto;}
main{flex:1;overflow-y:auto;scroll-padding-top:110px;}
:host([narrow]) main{scroll-padding-top:150px;}
alexa-privacy-teach{height:100%;}
`]}set hass(t){let i=this.#e;this.#e=t,this.style.colorScheme=t.themes.darkMode?"dark":"light",["language","locale","config"].every(a=>i?.[a]===t[a])||this.#m();let r=this.#i.get(this.#o()?.entry_id??"");(this.failure&&i?.config!==t.config||r?.entities.some(a=>i?.states[a]!==t.states[a]))&&this.#c()}connectedCallback(){super.connectedCallback(),this.#e.connection.addEventListener("ready",this.#c),this.#e.connection.addEventListener("disconnected",this.#l),window.addEventListener("location-changed",this.#h),window.addEventListener("popstate",this.#h),this.#r=setInterval(this.#y,Vs),this.#h(),this.#c()}disconnectedCallback(){super.disconnectedCallback(),this.#e.connection.removeEventListener("ready",this.#c),this.#e.connection.removeEventListener("disconnected",this.#l),window.removeEventListener("location-changed",this.#h),window.removeEventListener("popstate",this.#h),clearInterval(this.#r)}render(){let{texts:t}=this;if(!t)return h;let i=this.#o(),n=this.#d(),r=this.accounts&&this.accounts.length>1,o=this.lesson?l`${N("back",t.say("teach.back"),this.#p)}
<h1>
${t.say(this.testing?"teach.title_test":"teach.title",{lesson:F(t,this.lesson)})}
</h1>`:l`${this.narrow?N("menu",t.say("page.menu"),()=>x(this,"hass-toggle-menu")):h}
<div class="title">
<h1>${t.say("page.title")}</h1>
${i?.loaded?os(n?this.#t:t,this.failure||this.stale?cr:n??i):h}
</div>
${r?this.#n(t):h}`;return l`
<header class=${this.lesson?"lesson":""}>${o}</header>
<main @accounts-stale=${this.#c}>${this.#a(t)}</main>
`}updated(){this.scroller=this.main??void 0}#n(t){let i=this.#o();return l`<alexa-privacy-select
.label=${t.say("page.account")}
.options=${this.accounts?.map(({entry_id:n,title:r})=>[n,r])??[]}
.value=${i?.entry_id??""}
@change=${({target:n})=>Ui(n.value)}
></alexa-privacy-select>`}#a(t){let i=this.#o(),n=this.#i.get(i?.entry_id??""),r=this.failure?l`<div class="alone">${It(t,this.failure,this.#c)}</div>`:h;if(!this.accounts||!this.scroller)return r;let o=i?.loaded?h:l`<div class="alone card">
<p>${t.say(i?i.signed_out?"problem.signed_out":"page.not_loaded":"page.no_account")}</p>
${i?.signed_out?ut(t,i.entry_id):l`<button class="outlined" @click=${this.#f}>${t.say("page.integration")}</button>`}
</div>`;if(!n)return l`${r}${o}`;if(this.lesson)return l`${r}${Pt(`${n.entry_id} ${this.lesson} ${this.testing}`,l`<alexa-privacy-teach
.connection=${this.#e.connection}
.texts=${t}
.account=${n}
.lesson=${this.lesson}
?testing=${this.testing}
@lesson-left=${this.#p}
></alexa-privacy-teach>`)}`;let a=this.#d(),c=a?.key??"",p=n.histories.length>0;return l`${r}${o}${js(t,n.histories,c)}${Pt(`${n.entry_id} ${c}`,l`<alexa-privacy-account
id="history"
role=${p?"tabpanel":h}
aria-labelledby=${p?`tab-${c}`:h}
.connection=${this.#e.connection}
.fetcher=${this.#u}
.texts=${a?this.#t:t}
.account=${n}
.history=${a}
.scroller=${this.scroller}
?narrow=${this.narrow}
?away=${!!this.failure||!i?.loaded}
?stale=${this.stale}
></alexa-privacy-account>`)}`}#o(){return this.accounts?.find(({entry_id:t})=>t===this.chosen)??this.accounts?.[0]}#d(){return this.#i.get(this.#o()?.entry_id??"")?.histories.find(({key:t})=>t===this.tab)}#h;#p;#u;#m;#c;#l;#y;#f(){j("/config/integrations/integration/alexa_privacy")}};d([u({type:Boolean,reflect:!0})],C.prototype,"narrow",2),d([g()],C.prototype,"texts",2),d([g()],C.prototype,"accounts",2),d([g()],C.prototype,"failure",2),d([g()],C.prototype,"stale",2),d([g()],C.prototype,"chosen",2),d([g()],C.prototype,"lesson",2),d([g()],C.prototype,"testing",2),d([g()],C.prototype,"tab",2),d([g()],C.prototype,"scroller",2),d([_("main")],C.prototype,"main",2);customElements.define("alexa-privacy-panel",C);export{C as Panel};/*! For license information please see LEGAL.txt */
