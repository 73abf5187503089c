"""The services that apps use: registration for a code, the renewal of what it got, deregistration, who they are."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from aiohttp import web

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json
from tests.amazon_double.sessions import ACCESS_LIFETIME, APP_TYPE, App, Session, Sessions, issue
from tests.amazon_double.sites import SITES, alexa_host, site_of

CODE_LIFETIME: Final = timedelta(minutes=5)
APP: Final = {"app_name", "app_version", "di.sdk.version", "di.hw.version", "di.os.name", "di.os.version"}
"""What an app says of itself."""


@dataclass
class Authorization:
    """What a code stands for."""

    account: Account
    site: str
    challenge: str
    client_id: str
    until: datetime
    is_used: bool = False


class Apps:
    """The services."""

    def __init__(self, sessions: Sessions) -> None:
        """Start without a code."""
        self._sessions = sessions
        self._codes: dict[str, Authorization] = {}

    def routes(self) -> list[Route]:
        """Return the routes."""
        capabilities = "/v1/devices/@self/capabilities"
        return [
            Route("register", Host.API, "POST", "/auth/register", self._register, signed_in=False),
            Route("token", Host.API, "POST", "/auth/token", self._token, signed_in=False),
            Route("deregister", Host.API, "POST", "/auth/deregister", self._deregister, signed_in=False),
            Route("welcome", Host.ALEXA, "GET", "/api/welcome", self._welcome),
            Route("me", Host.ALEXA, "GET", "/api/users/me", self._me),
            Route("capabilities", Host.ALEXA_API, "PUT", capabilities, self._capabilities, signed_in=False),
        ]

    def authorize(self, account: Account, site: str, query: dict[str, str]) -> str:
        """Issue a code to who has signed in for an app."""
        code = issue(account, "ANM")
        self._codes[code] = Authorization(
            account,
            site,
            query["openid.oa2.code_challenge"],
            query["openid.oa2.client_id"].removeprefix("device:"),
            self._sessions.clock() + CODE_LIFETIME,
        )
        return code

    async def _register(self, call: Call) -> web.Response:
        """Register an app that has a code: once, in time, at the site it was issued at, by who asked for it."""
        asked = call.json()
        auth, device = asked["auth_data"], asked["registration_data"]
        site = site_of(call.entry.host)
        known = self._codes.get(auth["authorization_code"])
        if known:
            known.account.secrets.append(auth["code_verifier"])
        if (
            known is None
            or known.is_used
            or known.until <= self._sessions.clock()
            or known.site != site
            or known.challenge != challenge_of(auth["code_verifier"])
            or known.client_id != auth["client_id"]
            or bytes.fromhex(auth["client_id"]).decode() != f"{device['device_serial']}#{APP_TYPE}"
            or (auth["code_algorithm"], auth["client_domain"]) != ("SHA-256", "DeviceLegacy")
        ):
            return refusal("InvalidValue", "Made up: one or more provided values are invalid")
        if (device["domain"], device["device_type"], asked["cookies"]["domain"]) != (
            "Device",
            APP_TYPE,
            f".amazon.{site}",
        ):
            return refusal("MissingValue", "Made up: this is no registration")
        known.is_used = True
        name = device["device_name"].replace("%FIRST_NAME%", known.account.name).replace("%DUPE_STRATEGY_1ST%", "")
        app = self._sessions.register(known.account, serial=device["device_serial"], name=name, site=site)
        return json({"response": {"success": self._issued(app)}})

    def _issued(self, app: App) -> Json:
        """Return what a registration gives."""
        session = self._sessions.start(app.account, app.site, app)
        issued = self._sessions.registration(app, session)
        return {
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

    async def _token(self, call: Call) -> web.Response:
        """Renew the access token, or the cookies of a site."""
        app = self._sessions.refresh_tokens.get(call.form.get("source_token", ""))
        if app is None or call.form.get("source_token_type") != "refresh_token":
            return json({"error": "invalid_grant", "error_description": "Made up: refused"}, status=400)
        site = call.form.get("domain", "").removeprefix("www.amazon.")
        if not call.form.keys() >= APP or site not in SITES:
            return json({"error": "invalid_request"}, status=400)
        match call.form.get("requested_token_type"):
            case "access_token":
                lifetime = int(ACCESS_LIFETIME.total_seconds())
                token = self._sessions.access_token(app)
                return json({"access_token": token, "token_type": "bearer", "expires_in": lifetime})
            case "auth_cookies":
                cookies = cookie_list(self._sessions.start(app.account, site, app))
                return json({"response": {"tokens": {"cookies": {f".amazon.{site}": cookies}}}})
        return json({"error": "invalid_request"}, status=400)

    async def _deregister(self, call: Call) -> web.Response:
        """Remove the app whose access token comes along; this stand-in has no use for who removes all of them."""
        app = self._sessions.bearer(call.request.headers.get("Authorization", ""))
        if app is None or app not in self._sessions.apps:
            return refusal("CredentialError", "Made up: the input credential is invalid", status=401)
        if call.json()["deregister_all_existing_accounts"] is not False:
            return refusal("InvalidValue", "Made up: nobody should do that")
        self._sessions.deregister(app)
        return json({"response": {"success": {}}})

    async def _welcome(self, call: Call) -> web.Response:
        """Tell an app where its account is at home."""
        answer = json({"alexaHostName": alexa_host(call.account.site)})
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


def refusal(code: str, message: str, *, status: int = 400) -> web.Response:
    """Refuse as the app services do."""
    return json({"response": {"error": {"code": code, "message": message}}}, status=status)


def challenge_of(verifier: str) -> str:
    """Return the PKCE challenge of a verifier."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


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
