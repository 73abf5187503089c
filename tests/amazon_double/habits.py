"""Habits of large web apps: pages that each have one, as Amazon's own may, and a host that serves scripts to everybody.

A habit works where the page is done without an error, and what it asked for has arrived.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha384

from aiohttp import web

from tests.amazon_double.calls import Call, Host, Route

ROOT = "/alexa-privacy/made-up-habits"
SITE = "https://www.amazon.de"
ASSETS = f"https://{Host.ASSETS}"
CLASSIC = "window.fromAssets = (address, init) => fetch(address, init);"
MODULE = "export const fromModule = (address, init) => fetch(address, init);"
WORKER = f"onmessage = async () => postMessage((await fetch('{ROOT}/api', {{ method: 'POST', body: '{{}}' }})).status);"
INTEGRITY = "sha384-" + b64encode(sha384(CLASSIC.encode()).digest()).decode()
ESCAPED = f"{SITE}{ROOT}".replace("/", "\\/")


@dataclass(frozen=True, kw_only=True)
class Habit:
    """What a page does, in JavaScript: `ask` sends what is looked for, `root` is where the pages are."""

    does: str
    head: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    """What the body of the request has to hold."""


FORM = '<form method="post" action="{}/form"><input name="a" value="1"><button>Go</button></form>'
LOADED = "await new Promise((done, fail) => {{ {} = done; {} = () => fail(Error('not loaded')); {} }});"
SCRIPT = LOADED.format("script.onload", "script.onerror", "document.head.append(script);")
MAKES_SCRIPT = "const script = document.createElement('script');"

HABITS = {
    "fetch: path": Habit(does="await ask(`${root}/api`)"),
    "fetch: relative": Habit(does="await ask('api')"),
    "fetch: address": Habit(does="await ask(`${site}${root}/api`, { credentials: 'include' })"),
    "fetch: address in pieces": Habit(does="await ask(['https:', '', 'www.amazon.de' + root, 'api'].join('/'))"),
    "fetch: of location.origin": Habit(does="await ask(`${location.origin}${root}/api`)"),
    "fetch: a Request": Habit(
        does="const request = new Request(`${site}${root}/api`, { ...post, credentials: 'include' });"
        " await ok(fetch(request))"
    ),
    "fetch: of an empty frame": Habit(
        does="const frame = document.createElement('iframe'); document.body.append(frame);"
        " await ok(frame.contentWindow.fetch(`${location.origin}${root}/api`, post))"
    ),
    "XHR: own headers": Habit(
        does="const xhr = new XMLHttpRequest(); xhr.open('PUT', `${site}${root}/api`); xhr.withCredentials = true;"
        " xhr.setRequestHeader('anti-csrftoken-a2z', 't'); xhr.setRequestHeader('x-amz-thing', '1');"
        + LOADED.format("xhr.onload", "xhr.onerror", "xhr.send('{}');")
        + " if (xhr.status !== 200) throw Error(xhr.status)"
    ),
    "beacon": Habit(
        does="if (!navigator.sendBeacon(`${site}${root}/api`, '{}')) throw Error('refused'); await pause(700)"
    ),
    "form: path": Habit(does="document.querySelector('button').click(); await pause(9000)", body=FORM.format(ROOT)),
    "form: submit()": Habit(does="document.forms[0].submit(); await pause(9000)", body=FORM.format(SITE + ROOT)),
    "form: made by a script": Habit(
        does="const form = document.createElement('form'); form.method = 'post'; form.action = `${root}/form`;"
        " document.body.append(form); form.submit(); await pause(9000)"
    ),
    "link: address": Habit(
        does="document.querySelector('a').click(); await pause(9000)", body=f"<a href='{SITE}{ROOT}/form'>Go</a>"
    ),
    "location: address": Habit(
        does="location.href = ['https:', '', 'www.amazon.de' + root, 'form'].join('/'); await pause(9000)"
    ),
    "location: path": Habit(does="location.href = `${root}/form`; await pause(9000)"),
    "location: reload": Habit(
        does="if (name) await ask(`${root}/api`); else { name = 'again'; location.reload(); await pause(9000) }"
    ),
    "script: of the assets' host": Habit(
        does="await ok(fromAssets(`${site}${root}/api`, post))", head=f"<script src='{ASSETS}/classic.js'></script>"
    ),
    "script: with integrity": Habit(
        does="await ok(fromAssets(`${site}${root}/api`, post))",
        head=f"<script src='{ASSETS}/classic.js' integrity='{INTEGRITY}' crossorigin=anonymous></script>",
    ),
    "script: made, path": Habit(
        does=f"{MAKES_SCRIPT} script.src = `${{root}}/classic.js`; {SCRIPT} await ok(fromAssets(`${{root}}/api`, post))"
    ),
    "import: of the assets' host": Habit(
        does=f"const all = await import('{ASSETS}/module.js'); await ok(all.fromModule(`${{site}}${{root}}/api`, post))"
    ),
    "import: path": Habit(
        does="const all = await import(`${root}/module.js`); await ok(all.fromModule(`${root}/api`, post))"
    ),
    "image: path in innerHTML": Habit(
        does="document.body.insertAdjacentHTML('beforeend', `<img id=i src='${root}/dot.svg'>`);"
        + LOADED.format("i.onload", "i.onerror", "")
        + " await ask(`${root}/api`)"
    ),
    "history: pushState": Habit(
        does="history.pushState({}, '', `${root}/deeper/page`);"
        " if (!location.pathname.endsWith('/deeper/page')) throw Error('no change'); await ask('../api')"
    ),
    "history: state": Habit(
        does="history.pushState({ a: 1 }, '', `${root}/deeper`); if (history.state.a !== 1) throw Error('no state');"
        " await ask(`${root}/api`)"
    ),
    "router: location.pathname": Habit(
        does="if (!location.pathname.startsWith(root)) throw Error('no route'); await ask(`${root}/api`)"
    ),
    "checks location.hostname": Habit(
        does="if (location.hostname !== 'www.amazon.de') throw Error('elsewhere'); await ask(`${root}/api`)"
    ),
    "cookie: anti-CSRF": Habit(
        does="const csrf = document.cookie.match(/csrf-page=(\\w+)/)?.[1]; if (!csrf) throw Error('no cookie');"
        " document.cookie = 'seen=1; path=/'; if (!document.cookie.includes('seen=1')) throw Error('not kept');"
        " await ask(`${root}/api`, { headers: { 'anti-csrftoken-a2z': csrf } })",
        headers={"Set-Cookie": "csrf-page=abc123; Path=/; Secure"},
    ),
    "storage: local and session": Habit(
        does="localStorage.setItem('a', '1'); sessionStorage.b = 2;"
        " if (localStorage.getItem('a') !== '1' || sessionStorage.b !== '2' || localStorage.length !== 1)"
        " throw Error('not kept'); await ask(`${root}/api`)"
    ),
    "storage: database, if there is one": Habit(
        does="if (window.indexedDB) { const open = indexedDB.open('x'); "
        + LOADED.format("open.onsuccess", "open.onerror", "")
        + " } await ask(`${root}/api`)"
    ),
    "storage: database, needed": Habit(
        does="const open = indexedDB.open('x'); "
        + LOADED.format("open.onsuccess", "open.onerror", "")
        + " await ask(`${root}/api`)"
    ),
    "policy: in meta and header": Habit(
        does="await ask(`${site}${root}/api`)",
        head=f"<meta http-equiv='Content-Security-Policy' content=\"connect-src {SITE}; script-src 'unsafe-inline'\">",
        headers={
            "Content-Security-Policy": f"connect-src {SITE}; frame-ancestors 'none'",
            "X-Frame-Options": "DENY",
            "Strict-Transport-Security": "max-age=1",
        },
    ),
    "policy: trusted types": Habit(
        does="const policy = trustedTypes.createPolicy('amazon', { createScriptURL: (address) => address });"
        f" {MAKES_SCRIPT} script.src = policy.createScriptURL(`${{root}}/classic.js`); {SCRIPT}"
        " await ok(fromAssets(`${root}/api`, post))",
        headers={"Content-Security-Policy": "require-trusted-types-for 'script'"},
    ),
    "busts frames": Habit(does="if (top !== self) top.location = self.location; await ask(`${root}/api`)"),
    "service worker, if there can be one": Habit(
        does="if ('serviceWorker' in navigator) await navigator.serviceWorker.register(`${root}/worker.js`);"
        " await ask(`${root}/api`)"
    ),
    "service worker, needed": Habit(
        does="await navigator.serviceWorker.register(`${root}/worker.js`); await ask(`${root}/api`)"
    ),
    "crypto: randomUUID": Habit(
        does="if (!/^[0-9a-f-]{36}$/.test(crypto.randomUUID())) throw Error('no id'); await ask(`${root}/api`)"
    ),
    "crypto: subtle": Habit(does="await crypto.subtle.digest('SHA-256', new Uint8Array(1)); await ask(`${root}/api`)"),
    "worker that asks": Habit(
        does="const worker = new Worker(`${root}/worker.js`); const status = await new Promise((done, fail) => {"
        " worker.onmessage = (event) => done(event.data); worker.onerror = () => fail(Error('worker'));"
        " worker.postMessage(1); setTimeout(() => fail(Error('silent')), 3000) });"
        " if (status !== 200) throw Error(status)"
    ),
    "asks first": Habit(does="if (!confirm('Delete?')) throw Error('not confirmed'); await ask(`${root}/api`)"),
    "configuration with escaped addresses": Habit(
        does="const { api } = JSON.parse(document.getElementById('c').textContent); await ask(api)",
        body=f'<script type="application/json" id=c>{{"api": "{ESCAPED}\\/api"}}</script>',
    ),
    "says where it is": Habit(
        does="await ask(`${root}/api`, { body: JSON.stringify({ page: location.href, origin: location.origin }) })",
        says=SITE,
    ),
}

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Habit</title>%head%</head><body>%body%
<script>
const root = "%root%", site = "%site%", headers = { "anti-csrftoken-a2z": "t", "content-type": "application/json" };
const post = { method: "POST", headers, body: '{"a":1}' };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const ok = async (asked) => {
  const answer = await asked;
  if (!answer.ok) throw Error(answer.status);
  return answer.json();
};
const ask = (address, more) => ok(fetch(address, { ...post, ...more }));
(async () => {
  try { %does%; document.body.dataset.state = "ready"; }
  catch (error) { document.body.dataset.state = "failed"; document.body.dataset.why = String(error); }
})();
</script></body></html>"""


def address(name: str) -> str:
    """Return the path of a habit's page."""
    return f"{ROOT}/{list(HABITS).index(name)}/page"


def routes() -> list[Route]:
    """Return the routes of all pages, and of what they ask for."""

    def route(method: str, path: str, answer: web.Response | None = None, host: Host = Host.WWW) -> Route:
        async def answer_call(call: Call) -> web.Response:
            return web.json_response({"ok": True}) if answer is None else _copy(answer)

        return Route("habit", host, method, path, answer_call, signed_in=host is Host.WWW)

    pages = [route("GET", f"{ROOT}/{number}/page", _page(habit)) for number, habit in enumerate(HABITS.values())]
    for number in (*range(len(HABITS)), ""):
        # What is relative to a page is below it.
        at = f"{ROOT}/{number}".rstrip("/")
        pages += [route(method, f"{at}/api") for method in ("POST", "PUT", "GET")]
    done = web.Response(text="<body data-state=ready>Done", content_type="text/html")
    dot = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    files = {"classic.js": CLASSIC, "module.js": MODULE, "worker.js": WORKER}
    return [
        *pages,
        *(route(method, f"{ROOT}/form", done) for method in ("GET", "POST")),
        route("GET", f"{ROOT}/dot.svg", web.Response(text=dot, content_type="image/svg+xml")),
        *(route("GET", f"{ROOT}/{name}", _script(text)) for name, text in files.items()),
        *(route("GET", f"/{name}", _script(text), Host.ASSETS) for name, text in files.items()),
    ]


def _page(habit: Habit) -> web.Response:
    """Return a habit's page."""
    text = PAGE
    for name, value in {"head": habit.head, "body": habit.body, "root": ROOT, "site": SITE, "does": habit.does}.items():
        text = text.replace(f"%{name}%", value)
    return web.Response(text=text, content_type="text/html", headers=habit.headers)


def _script(text: str) -> web.Response:
    """Return a script that every site may load."""
    return web.Response(text=text, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})


def _copy(answer: web.Response) -> web.Response:
    """Return an answer that was not sent yet."""
    return web.Response(status=answer.status, body=answer.body, headers=answer.headers)
