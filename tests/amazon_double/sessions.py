"""Who is signed in: cookies, tokens and anti-CSRF tokens, and how long they last."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
import secrets

from tests.amazon_double.accounts import Account, Clock
from tests.amazon_double.records import Json

ACCESS_LIFETIME = timedelta(hours=1)
CSRF_LIFETIME = timedelta(hours=2)
APP_TYPE = "A2IVLV5VM2W81"
"""The type of the Alexa app for iOS."""


@dataclass(eq=False)
class App:
    """An app that an account has registered: one of its devices, until it is deregistered."""

    account: Account
    serial: str
    name: str
    site: str


@dataclass(eq=False)
class Session:
    """Cookies that are good for one account on one site."""

    account: Account
    site: str
    cookies: dict[str, str]
    app: App | None = None
    """The app they were issued to; None for a browser."""
    csrf: dict[str, datetime] = field(default_factory=dict)
    csrf_asked: datetime | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the request that is being answered."""
    answered: int = 0

    @property
    def is_home(self) -> bool:
        """Return whether this is the site where Amazon keeps the account; elsewhere it has nothing."""
        return self.site == self.account.site


class Sessions:
    """Everything that was issued and is still good."""

    def __init__(self, clock: Clock) -> None:
        """Start with nobody signed in."""
        self.clock = clock
        self.sessions: dict[str, Session] = {}
        self.apps: list[App] = []
        self.refresh_tokens: dict[str, App] = {}
        self.access_tokens: dict[str, tuple[App, datetime]] = {}

    def apps_of(self, account: Account) -> list[App]:
        """Return the apps that an account has registered."""
        return [app for app in self.apps if app.account is account]

    def register(self, account: Account, *, serial: str, name: str, site: str) -> App:
        """Add an app to the devices of an account."""
        app = App(account, serial, name, site)
        self.apps.append(app)
        return app

    def deregister(self, app: App) -> None:
        """Remove an app; what was issued to it ends, but for its access tokens."""
        self.apps.remove(app)
        self.refresh_tokens = {token: owner for token, owner in self.refresh_tokens.items() if owner is not app}
        self.sessions = {token: session for token, session in self.sessions.items() if session.app is not app}

    def start(self, account: Account, site: str, app: App | None = None) -> Session:
        """Sign an account in on a site."""
        country = "main" if site == "com" else f"acb{site.rsplit('.', 1)[-1]}"
        names = ["session-id", "session-token", f"ubid-{country}", f"x-{country}", f"at-{country}"]
        cookies = {name: issue(account, name.split("-")[0]) for name in names}
        session = Session(account, site, cookies, app)
        self.sessions[cookies["session-token"]] = session
        return session

    def find(self, cookies: SimpleCookie | dict[str, str], site: str) -> Session | None:
        """Return the session that a request's cookies belong to."""
        values = {name: str(value).strip('"') for name, value in cookies.items()}
        session = self.sessions.get(values.get("session-token", ""))
        if session is None or session.site != site:
            return None
        # Amazon looks at more than one cookie: a lone session token opens nothing.
        return session if all(values.get(name) == value for name, value in session.cookies.items()) else None

    def refresh_token(self, app: App) -> str:
        """Issue a refresh token."""
        token = issue(app.account, "Atnr|")
        self.refresh_tokens[token] = app
        return token

    def access_token(self, app: App) -> str:
        """Issue an access token."""
        token = issue(app.account, "Atna|")
        self.access_tokens[token] = app, self.clock() + ACCESS_LIFETIME
        return token

    def bearer(self, authorization: str) -> App | None:
        """Return whose access token stands in an Authorization header."""
        app, until = self.access_tokens.get(authorization.removeprefix("Bearer "), (None, None))
        return app if until and until > self.clock() else None

    def csrf(self, session: Session) -> str:
        """Issue an anti-CSRF token."""
        token = issue(session.account, "csrf/")
        session.csrf[token] = self.clock() + CSRF_LIFETIME
        return token

    def csrf_is_good(self, session: Session, token: str) -> bool:
        """Return whether an anti-CSRF token may still be used."""
        return token in session.csrf and session.csrf[token] > self.clock()

    def expire_csrf(self) -> None:
        """Let every anti-CSRF token go stale."""
        for session in self.sessions.values():
            session.csrf.clear()

    def login_data(self, account: Account, site: str) -> Json:
        """Sign in behind the scenes; the result is what aioamazondevices would have stored."""
        serial = secrets.token_hex(16).upper()
        app = self.register(account, serial=serial, name=f"{account.name}'s made-up phone", site=site)
        return {
            **self.registration(app, self.start(account, site, app)),
            "expires": (self.clock() + ACCESS_LIFETIME).timestamp(),
            "site": f"https://www.amazon.{site}",
            "account_customer_id": account.customer_id,
        }

    def registration(self, app: App, session: Session) -> Json:
        """Issue what a newly registered app gets."""
        account = app.account
        return {
            "adp_token": issue(account, "{enc:"),
            "device_private_key": issue(account, "MII"),
            "access_token": self.access_token(app),
            "refresh_token": self.refresh_token(app),
            "website_cookies": dict(session.cookies),
            "store_authentication_cookie": {"cookie": session.cookies["session-token"]},
            "device_info": {
                "device_name": app.name,
                "device_serial_number": app.serial,
                "device_type": APP_TYPE,
            },
            "customer_info": {
                "account_pool": "Amazon",
                "user_id": account.user_id,
                "home_region": account.home_region,
                "name": account.name,
                "given_name": account.name,
            },
        }


def issue(account: Account, prefix: str) -> str:
    """Make a secret up and remember it as the account's."""
    secret = f"{prefix}{secrets.token_hex(24)}"
    account.secrets.append(secret)
    return secret
