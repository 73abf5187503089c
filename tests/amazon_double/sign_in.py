"""Signing in: the pages a person sees, the registration of an app, the renewal of what it got."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from html import escape
import secrets
from typing import Final

from aiohttp import web
from yarl import URL

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import html, json, redirect
from tests.amazon_double.records import Json
from tests.amazon_double.sessions import ACCESS_LIFETIME, Session, Sessions, issue
from tests.amazon_double.sites import alexa_host

EMAIL: Final = '<input type="email" id="ap_email" name="email">'
PASSWORD: Final = '<input type="password" id="ap_password" name="password">'
CODE: Final = '<input type="tel" id="auth-mfa-otpcode" name="otpCode">'
CAPTCHA: Final = '<form id="cvf-aamation-challenge-form" method="post" action=""></form>'
LANDING: Final = "/ap/maplanding"
APP: Final = {"app_name", "app_version", "di.sdk.version", "di.hw.version", "di.os.name", "di.os.version"}
"""What an app says of itself."""


@dataclass
class Attempt:
    """Somebody on the way through the sign-in pages."""

    site: str
    query: dict[str, str]
    account: Account | None = None
    knows_password: bool = False


class SignIn:
    """Amazon's sign-in."""

    def __init__(self, site: str, accounts: list[Account], sessions: Sessions) -> None:
        """Know who may sign in."""
        self._site = site
        self._accounts = accounts
        self._sessions = sessions
        self._attempts: dict[str, Attempt] = {}
        self._codes: dict[str, tuple[Account, dict[str, str]]] = {}

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("signin", Host.WWW, "GET", "/ap/signin", self._first_page, signed_in=False),
            Route("signin", Host.WWW, "POST", "/ap/signin", self._submit, signed_in=False),
            Route("landing", Host.WWW, "GET", LANDING, self._landing, signed_in=False),
            Route("register", Host.API, "POST", "/auth/register", self._register, signed_in=False),
            Route("token", Host.API, "POST", "/auth/token", self._token, signed_in=False),
            Route("welcome", Host.ALEXA, "GET", "/api/welcome", self._welcome),
            Route("me", Host.ALEXA, "GET", "/api/users/me", self._me),
            Route(
                "capabilities",
                Host.ALEXA_API,
                "PUT",
                "/v1/devices/@self/capabilities",
                self._capabilities,
                signed_in=False,
            ),
        ]

    # The pages

    async def _first_page(self, call: Call) -> web.Response:
        """Ask for the e-mail."""
        workflow = secrets.token_urlsafe(16)
        site = call.entry.host.removeprefix("www.amazon.")
        self._attempts[workflow] = Attempt(site, call.query)
        return self._page(workflow, EMAIL)

    async def _submit(self, call: Call) -> web.Response:
        """Take what a page asked for; e-mail and password may come together."""
        workflow = call.form.get("workflowState", "")
        attempt = self._attempts.get(workflow)
        if attempt is None:
            return html("Please try again", status=400)
        if "otpCode" in call.form:
            return self._take_code(workflow, attempt, call.form["otpCode"])
        if "email" in call.form:
            email = call.form["email"].strip().lower()
            attempt.account = next((account for account in self._accounts if account.email.lower() == email), None)
            if attempt.account is None:
                return self._page(workflow, EMAIL, error="No account of ours has this e-mail address")
            if "password" not in call.form:
                return self._page(workflow, PASSWORD)
        return self._take_password(workflow, attempt, call.form.get("password", ""))

    def _take_password(self, workflow: str, attempt: Attempt, password: str) -> web.Response:
        """Check the password."""
        account = attempt.account
        if account is None or password != account.password:
            return self._page(workflow, PASSWORD, error="This password is not the right one")
        japanese = attempt.query.get("language", "").startswith("ja")
        if account.captcha == "always" or (account.captcha == "unless Japanese" and not japanese):
            return html("Solve this puzzle", body=CAPTCHA)
        attempt.knows_password = True
        return self._page(workflow, CODE)

    def _take_code(self, workflow: str, attempt: Attempt, code: str) -> web.Response:
        """Check the one-time code; then the person is in."""
        account = attempt.account
        if account is None or not attempt.knows_password or code != account.code:
            return self._page(workflow, CODE, error="This code is not valid")
        del self._attempts[workflow]
        session = self._sessions.start(account, attempt.site)
        return_to = URL(attempt.query.get("openid.return_to", f"https://www.amazon.{attempt.site}/"))
        if return_to.path == LANDING:
            authorization = issue(account, "ANM")
            self._codes[authorization] = account, attempt.query
            return_to = return_to.update_query({"openid.oa2.authorization_code": authorization})
        answer = redirect(str(return_to))
        set_cookies(answer, session)
        return answer

    async def _landing(self, _call: Call) -> web.Response:
        """Answer as Amazon does: nothing is here, the address itself carries the code."""
        return html("Page not found", status=404)

    def _page(self, workflow: str, field: str, *, error: str = "") -> web.Response:
        """Show a sign-in page."""
        site = self._attempts[workflow].site
        box = f'<div id="auth-error-message-box"><h4>A problem:</h4>\n<p>{escape(error)}</p></div>' if error else ""
        return html(
            "Amazon Sign-In",
            body=f"""{box}<form name="signIn" method="post" action="https://www.amazon.{site}/ap/signin">
            <input type="hidden" name="workflowState" value="{workflow}">{field}<button>Continue</button></form>""",
        )

    # The app

    async def _register(self, call: Call) -> web.Response:
        """Register an app that has an authorization code."""
        auth = call.json()["auth_data"]
        account, query = self._codes.pop(auth["authorization_code"], (None, {}))
        digest = sha256(auth["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            account is None
            or challenge != query["openid.oa2.code_challenge"]
            or f"device:{auth['client_id']}" != query["openid.oa2.client_id"]
        ):
            error = {"code": "InvalidValue", "message": "Made up: this authorization code is not valid"}
            return json({"response": {"error": error}}, status=400)
        site = call.json()["cookies"]["domain"].removeprefix(".amazon.")
        session = self._sessions.start(account, site)
        issued = self._sessions.registration(account, session)
        issued["device_info"]["device_serial_number"] = call.json()["registration_data"]["device_serial"]
        return json(
            {
                "response": {
                    "success": {
                        "tokens": {
                            "bearer": {
                                "access_token": issued["access_token"],
                                "refresh_token": issued["refresh_token"],
                                "expires_in": str(int(ACCESS_LIFETIME.total_seconds())),
                            },
                            "mac_dms": {
                                "adp_token": issued["adp_token"],
                                "device_private_key": issued["device_private_key"],
                            },
                            "website_cookies": cookie_list(session),
                            "store_authentication_cookie": issued["store_authentication_cookie"],
                        },
                        "extensions": {
                            "device_info": issued["device_info"],
                            "customer_info": issued["customer_info"],
                        },
                    }
                }
            }
        )

    async def _token(self, call: Call) -> web.Response:
        """Renew the access token, or the cookies of a site."""
        account = self._sessions.refresh_tokens.get(call.form.get("source_token", ""))
        if account is None or call.form.get("source_token_type") != "refresh_token":
            return json({"error": "invalid_grant", "error_description": "Made up: refused"}, status=400)
        site = call.form.get("domain", "").removeprefix("www.amazon.")
        if not call.form.keys() >= APP or site not in {self._site, "com"}:
            return json({"error": "invalid_request"}, status=400)
        match call.form.get("requested_token_type"):
            case "access_token":
                lifetime = int(ACCESS_LIFETIME.total_seconds())
                token = self._sessions.access_token(account)
                return json({"access_token": token, "token_type": "bearer", "expires_in": lifetime})
            case "auth_cookies":
                cookies = cookie_list(self._sessions.start(account, site))
                return json({"response": {"tokens": {"cookies": {f".amazon.{site}": cookies}}}})
        return json({"error": "invalid_request"}, status=400)

    # Who am I

    async def _welcome(self, call: Call) -> web.Response:
        """Tell an app where its account is at home."""
        answer = json({"alexaHostName": alexa_host(self._site)})
        answer.set_cookie("csrf", issue(call.account, "app-csrf-"), domain=f".amazon.{call.session.site}", secure=True)
        return answer

    async def _me(self, call: Call) -> web.Response:
        """Tell who is signed in."""
        return json(
            {
                "id": call.account.customer_id,
                "email": call.account.email,
                "fullName": call.account.name,
                "countryOfResidence": call.account.country,
            }
        )

    async def _capabilities(self, call: Call) -> web.Response:
        """Accept what an app says it can do."""
        if self._sessions.bearer(call.request.headers.get("Authorization", "")) is None:
            return json({"message": "Unauthorized"}, status=401)
        return web.Response(status=204)


def cookie_list(session: Session) -> list[Json]:
    """Return a session's cookies as Amazon's interfaces write them: at times in quotes."""
    return [
        {
            "Name": name,
            "Value": f'"{value}"' if name.startswith("x-") else value,
            "Path": "/",
            "Secure": True,
            "HttpOnly": name != "session-id",
            "Expires": "1 Jan 2044 08:00:00 GMT",
        }
        for name, value in session.cookies.items()
    ]


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
