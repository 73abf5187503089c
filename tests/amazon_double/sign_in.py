"""Signing in: the pages a person sees in a browser, and the page that a sign-in for an app ends on."""

from dataclasses import dataclass, field
from datetime import timedelta
import re
import secrets
from typing import Final

from aiohttp import web
from yarl import URL

from tests.amazon_double.accounts import Account
from tests.amazon_double.apps import Apps
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import html, redirect
from tests.amazon_double.sessions import APP_TYPE, Session, Sessions
from tests.amazon_double.sign_in_pages import page_html
from tests.amazon_double.sites import site_of

LANDING: Final = "/ap/maplanding"
APPROVAL: Final = "/ap/cvf/approval"
ORDER: Final = (
    "email",
    "passkey",
    "password",
    "captcha",
    "new_password",
    "approval",
    "code_choice",
    "code",
    "account_picker",
    "phone_number",
)
"""The pages there are, as they come."""
ANYONE: Final = "http://specs.openid.net/auth/2.0/identifier_select"
ASKED: Final = {
    "openid.ns": "http://specs\\.openid\\.net/auth/2\\.0",
    "openid.mode": "checkid_setup",
    "openid.identity": re.escape(ANYONE),
    "openid.claimed_id": re.escape(ANYONE),
    "openid.assoc_handle": "amzn_dp_project_dee_ios(_[a-z]{2})?",
    "openid.return_to": r"https://www\.amazon\.[a-z.]+/ap/maplanding",
    "openid.ns.oa2": r"http://www\.amazon\.[a-z.]+/ap/ext/oauth/2",
    "openid.oa2.response_type": "code",
    "openid.oa2.client_id": f"device:[0-9a-f]+{f'#{APP_TYPE}'.encode().hex()}",
    "openid.oa2.scope": "device_auth_access",
    "openid.oa2.code_challenge_method": "S256",
    "openid.oa2.code_challenge": "[A-Za-z0-9_-]{43}",
    "openid.ns.pape": "http://specs\\.openid\\.net/extensions/pape/1\\.0",
    "openid.pape.max_auth_age": "0",
    "accountStatusPolicy": "P1",
    "pageId": "amzn_dp_project_dee_ios(_[a-z]{2})?",
}
"""What a sign-in for an app has to ask for."""


@dataclass
class Attempt:
    """Somebody on the way through the sign-in pages."""

    site: str
    query: dict[str, str]
    account: Account | None = None
    page: str = "email"
    done: set[str] = field(default_factory=set)


class SignIn:
    """Amazon's sign-in."""

    def __init__(self, accounts: list[Account], sessions: Sessions, apps: Apps) -> None:
        """Know who may sign in."""
        self._accounts = accounts
        self._sessions = sessions
        self._apps = apps
        self._attempts: dict[str, Attempt] = {}

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("signin", Host.WWW, "GET", "/ap/signin", self._first_page, signed_in=False),
            Route("signin", Host.WWW, "POST", "/ap/signin", self._submit, signed_in=False),
            Route("approval", Host.WWW, "GET", APPROVAL, self._poll, signed_in=False),
            Route("landing", Host.WWW, "GET", LANDING, self._landing, signed_in=False),
        ]

    async def _first_page(self, call: Call) -> web.Response:
        """Ask for the e-mail; what asks for a code has to ask for it in full."""
        asks_for_code = "openid.oa2.response_type" in call.query or LANDING in call.query.get("openid.return_to", "")
        if asks_for_code and not all(re.fullmatch(form, call.query.get(name, "")) for name, form in ASKED.items()):
            return html("Looking for something?", status=404)
        workflow = secrets.token_urlsafe(16)
        self._attempts[workflow] = Attempt(site_of(call.entry.host), call.query)
        return self._show(workflow, "email")

    async def _submit(self, call: Call) -> web.Response:
        """Take what a page asked for; e-mail and password may come together."""
        workflow = call.form.get("workflowState", "")
        attempt = self._attempts.get(workflow)
        if attempt is None:
            return html("Please try again", status=400)
        if error := self._take(attempt, call.form):
            return self._show(workflow, attempt.page, error)
        if attempt.page == "email" and "password" in call.form:
            attempt.page = "password"
            if error := self._take(attempt, call.form):
                return self._show(workflow, attempt.page, error)
        return self._go_on(workflow, attempt)

    async def _poll(self, call: Call) -> web.Response:
        """Go on once the owner has approved on the phone; until then the page asks again."""
        workflow = call.query.get("workflowState", "")
        attempt = self._attempts.get(workflow)
        if attempt is None or attempt.page != "approval":
            return html("Please try again", status=400)
        self._take(attempt, {})
        return self._go_on(workflow, attempt)

    async def _landing(self, _call: Call) -> web.Response:
        """Answer as Amazon does: nothing is here, the address itself carries the code."""
        return html("Page not found", status=404)

    def _take(self, attempt: Attempt, form: dict[str, str]) -> str:
        """Check what a page asked for; return what is wrong with it."""
        account = attempt.account
        if attempt.page == "email":
            email = form.get("email", "").strip().lower()
            account = attempt.account = next((each for each in self._accounts if each.email.lower() == email), None)
        wrong = account is None
        match attempt.page:
            case "email":
                error = "No account of ours has this e-mail address"
            case "password":
                error, wrong = (
                    "This password is not the right one",
                    not account or form.get("password") != account.password,
                )
            case "code":
                wrong = not account or form.get("otpCode") != account.code
                error = "This code is not valid"
            case "new_password":
                wrong = not renew_password(account, form)
                error = "The passwords do not match"
            case "approval":
                # Without an error: the page asks again.
                if account and account.approved:
                    account.approved = False
                    attempt.done.add("approval")
                return ""
            case _:
                error = ""
        if not wrong:
            attempt.done.add(attempt.page)
        return error if wrong else ""

    def _go_on(self, workflow: str, attempt: Attempt) -> web.Response:
        """Show the next page that is due; after the last one the person is in."""
        account = attempt.account
        assert account is not None
        due = next((page for page in ORDER if page not in attempt.done and is_due(page, account, attempt)), None)
        if due:
            return self._show(workflow, due)
        del self._attempts[workflow]
        session = self._sessions.start(account, attempt.site)
        return_to = URL(attempt.query.get("openid.return_to", f"https://www.amazon.{attempt.site}/"))
        if return_to.path == LANDING:
            code = self._apps.authorize(account, attempt.site, attempt.query)
            return_to = return_to.update_query(landed(account, attempt, code))
        answer = redirect(str(return_to))
        set_cookies(answer, session)
        return answer

    def _show(self, workflow: str, page: str, error: str = "") -> web.Response:
        """Show a page."""
        attempt = self._attempts[workflow]
        attempt.page = page
        poll = f"https://www.amazon.{attempt.site}{APPROVAL}?workflowState={workflow}"
        action = f"https://www.amazon.{attempt.site}/ap/signin"
        name = attempt.account.name if attempt.account else ""
        return page_html(page, action=action, workflow=workflow, poll=poll, name=name, error=error)


def is_due(page: str, account: Account, attempt: Attempt) -> bool:
    """Return whether an account gets a page."""
    match page:
        case "email":
            return True
        case "password":
            return "passkey" not in account.meets
        case "code":
            return not account.meets & {"passkey", "approval"}
        case "captcha":
            japanese = attempt.query.get("language", "").startswith("ja")
            return account.captcha == "always" or (account.captcha == "unless Japanese" and not japanese)
    return page in account.meets


def renew_password(account: Account | None, form: dict[str, str]) -> bool:
    """Change the password to what was entered twice; return whether it was."""
    password = form.get("password", "")
    if account is None or not password or password != form.get("passwordCheck"):
        return False
    account.password = password
    account.secrets.append(password)
    return True


def landed(account: Account, attempt: Attempt, code: str) -> dict[str, str]:
    """Return what the landing page's address says: the code, and whose it is."""
    identity = f"https://www.amazon.com/ap/id/{account.user_id}"
    fields = {
        "openid.assoc_handle": attempt.query["openid.assoc_handle"],
        "openid.claimed_id": identity,
        "openid.identity": identity,
        "openid.mode": "id_res",
        "openid.ns": attempt.query["openid.ns"],
        "openid.ns.oa2": attempt.query["openid.ns.oa2"],
        "openid.oa2.authorization_code": code,
        "openid.op_endpoint": f"https://www.amazon.{attempt.site}/ap/signin",
        "openid.response_nonce": secrets.token_hex(8),
        "openid.return_to": attempt.query["openid.return_to"],
    }
    signed = ",".join(name.removeprefix("openid.") for name in fields)
    return {**fields, "openid.signed": signed, "openid.sig": secrets.token_urlsafe(32)}


def set_cookies(answer: web.Response, session: Session) -> None:
    """Give a browser the cookies of its session."""
    for name, value in session.cookies.items():
        answer.set_cookie(
            name,
            value,
            domain=f".amazon.{session.site}",
            max_age=int(timedelta(days=365).total_seconds()),
            secure=True,
            httponly=True,
        )
