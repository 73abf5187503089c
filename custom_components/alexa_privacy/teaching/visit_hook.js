// Runs before everything else of Amazon's page, in a sandbox: what the page asks for goes through Home Assistant,
// and what the sandbox takes away, a storage and cookies, it has for as long as it is open.
((config) => {
  "use strict";
  if (self.origin !== "null") {
    // This browser ignores the sandbox: nothing of the page may run here.
    stop();
    document.documentElement.remove();
    throw Error("not in a sandbox");
  }
  const { site, prefix, target, cookies } = config;
  const home = location.origin, base = home + prefix;

  const map = (value) => {
    let url;
    try { url = new URL(value, document.baseURI); } catch { return value; }
    const leads = (url.origin === site || url.origin === home) && !url.href.startsWith(`${base}/`);
    return leads ? base + url.pathname + url.search + url.hash : url.href;
  };
  // The path at Amazon; undefined elsewhere.
  const pathOf = (href) => (href.startsWith(`${base}/`) ? href.slice(base.length).split("#")[0] : undefined);
  const wrap = (owner, name, make) => { if (owner?.[name]) owner[name] = make(owner[name]); };
  const define = (owner, name, descriptor) =>
    Object.defineProperty(owner, name, { configurable: true, enumerable: true, ...descriptor });

  // What asks. More than a simple request would need a permission that Home Assistant does not give: it is packed into one.
  const pack = (method, path, headers, body, ping = false) =>
    new Blob([JSON.stringify({ method, target: path, headers: [...headers], ping }), "\n", body ?? ""], { type: "text/plain" });
  const kindOf = (body) => new Response(body).headers.get("content-type");
  window.Request = new Proxy(Request, {
    construct: (real, [input, init]) => new real(input instanceof real ? input : map(input), { ...init, credentials: "omit" }),
  });
  wrap(window, "fetch", (real) => async (input, init) => {
    const request = new Request(input, init), path = pathOf(request.url), { method, headers, signal } = request;
    if (!path) return real(request);
    if (method === "GET" && ![...headers].length) return real(request.url, { signal });
    const bytes = /^(GET|HEAD)$/.test(method) ? null : await request.arrayBuffer();
    const answer = await real(`${base}/!`, { method: "POST", body: pack(method, path, headers, bytes), signal });
    return define(answer, "url", { value: request.url });
  });
  const XHR = XMLHttpRequest.prototype, asked = new WeakMap(), { open: openXhr, send: sendXhr, setRequestHeader } = XHR;
  XHR.open = function open(method, url, async = true) {
    const path = pathOf(map(url));
    asked.delete(this);
    if (!path) return openXhr.call(this, method, map(url), async);
    asked.set(this, { method: method.toUpperCase(), path, headers: new Headers() });
    return openXhr.call(this, "POST", `${base}/!`, async);
  };
  XHR.setRequestHeader = function (name, value) {
    return asked.has(this) ? asked.get(this).headers.append(name, value) : setRequestHeader.call(this, name, value);
  };
  XHR.send = function send(body = null) {
    if (!asked.has(this)) return sendXhr.call(this, body);
    const { method, path, headers } = asked.get(this), sent = /^(GET|HEAD)$/.test(method) ? null : body;
    if (sent === null || typeof sent === "string") {
      if (sent !== null && !headers.has("content-type")) headers.set("content-type", kindOf(sent));
      return sendXhr.call(this, pack(method, path, headers, sent));
    }
    const whole = new Response(sent), kind = whole.headers.get("content-type");
    if (kind && !headers.has("content-type")) headers.set("content-type", kind);
    whole.arrayBuffer().then((bytes) => sendXhr.call(this, pack(method, path, headers, bytes)));
  };
  define(XHR, "withCredentials", { get: () => false, set: () => {} });
  wrap(Navigator.prototype, "sendBeacon", (real) => function sendBeacon(url, data = null) {
    const path = pathOf(map(url)), kind = data === null ? null : kindOf(data);
    if (!path) return real.call(this, url, data);
    const body = data instanceof URLSearchParams ? String(data) : data;
    return real.call(this, `${base}/!`, pack("POST", path, kind ? [["content-type", kind]] : [], body, true));
  });
  wrap(window, "EventSource", (real) => new Proxy(real, { construct: (made, [url]) => new made(map(url)) }));
  wrap(window, "Worker", (real) => new Proxy(real, {
    construct(made, [url, init]) {
      if (String(url).startsWith("blob:")) return new made(url, init);
      const text = `importScripts(${JSON.stringify(map(url))})`;
      return new made(URL.createObjectURL(new Blob([text], { type: "text/javascript" })), init);
    },
  }));

  // What navigates. A page that looks at its own address finds the path it knows, where a browser lets it be changed.
  const place = document.head.appendChild(document.createElement("base"));
  for (const name of ["pushState", "replaceState"]) {
    wrap(History.prototype, name, (real) => function (state, unused, url) {
      const to = url === undefined || url === null ? null : map(url);
      if (to) place.href = to;
      try { return real.call(this, state, unused, to && home + to.slice(base.length)); }
      catch { return real.call(this, state, unused); }
    });
  }
  place.href = base + target;
  history.replaceState(history.state, "", base + target);
  const mapForm = (form, by) => {
    form.setAttribute("action", map(form.getAttribute("action") ?? document.baseURI));
    if (by?.hasAttribute("formaction")) by.setAttribute("formaction", map(by.getAttribute("formaction")));
    form.removeAttribute("target");
  };
  addEventListener("submit", (event) => mapForm(event.target, event.submitter), true);
  wrap(HTMLFormElement.prototype, "submit", (real) => function submit() { mapForm(this); return real.call(this); });
  addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
    if (!link || link.getAttribute("href").startsWith("#")) return;
    link.href = map(link.getAttribute("href"));
    link.removeAttribute("target");
  }, true);
  window.open = (url) => { location.assign(map(url)); return null; };
  // A mark in the page stays in the page, though its address is not the one that links begin with.
  addEventListener("click", (event) => {
    const mark = event.composedPath().find((node) => node instanceof HTMLAnchorElement)?.getAttribute("href");
    if (!mark?.startsWith("#") || event.defaultPrevented) return;
    event.preventDefault();
    location.hash = mark;
  });

  // What loads.
  for (const [kind, name] of [
    ["Script", "src"], ["Image", "src"], ["Link", "href"], ["IFrame", "src"], ["Media", "src"], ["Source", "src"], ["Form", "action"],
  ]) {
    const owner = window[`HTML${kind}Element`].prototype, { get, set } = Object.getOwnPropertyDescriptor(owner, name);
    define(owner, name, { get, set(value) { set.call(this, map(value)); } });
  }
  wrap(Element.prototype, "setAttribute", (real) => function setAttribute(name, value) {
    const loads = /^(src|action|formaction)$/i.test(name) || (/^href$/i.test(name) && this instanceof HTMLLinkElement);
    return real.call(this, name, loads ? map(value) : value);
  });

  const mapMarkup = (text) => (typeof text === "string"
    ? text.replace(/(\s(?:src|action|formaction)\s*=\s*["']?)\/(?!\/)/gi, (_, start) => `${start}${prefix}/`) : text);
  for (const name of ["innerHTML", "outerHTML"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(Element.prototype, name);
    define(Element.prototype, name, { get, set(markup) { set.call(this, mapMarkup(markup)); } });
  }
  wrap(Element.prototype, "insertAdjacentHTML", (real) => function insertAdjacentHTML(where, markup) {
    return real.call(this, where, mapMarkup(markup));
  });

  // What keeps: it ends with the page, and none of it is Home Assistant's.
  const jar = new Map(cookies);
  define(document, "cookie", {
    get: () => [...jar].map((pair) => pair.join("=")).join("; "),
    set(text) {
      const [, name, value] = /^\s*([^=;]*?)\s*=\s*([^;]*)/.exec(text) ?? [];
      if (/max-age=(0|-)|expires=thu, 01 jan 1970/i.test(text)) jar.delete(name);
      else if (name) jar.set(name, value.trim());
    },
  });
  const makeStorage = () => {
    const kept = new Map();
    const own = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
    };
    return new Proxy(own, {
      get: (_, key) => (key === "length" ? kept.size : Object.hasOwn(own, key) ? own[key] : kept.get(String(key))),
      set: (_, key, value) => { own.setItem(key, value); return true; },
      deleteProperty: (_, key) => { own.removeItem(key); return true; },
      has: (_, key) => kept.has(String(key)),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (_, key) => kept.has(String(key))
        ? { value: kept.get(String(key)), configurable: true, enumerable: true, writable: true } : undefined,
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) define(window, name, { value: makeStorage() });
  for (const name of ["indexedDB", "caches"]) define(window, name, { value: undefined });
  delete Navigator.prototype.serviceWorker;
  crypto.randomUUID ??= () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+digit / 4)))).toString(16));
})(/*CONFIG*/);
