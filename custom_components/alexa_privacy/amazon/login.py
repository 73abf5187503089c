"""Sign in on Amazon's own page, in the owner's browser: the link to it, and the page it ends on.

The owner signs in on Amazon's page and pastes the address of the page it ends on. That contains a code, which
`registration.register` exchanges for credentials; password and one-time code are never seen. The sign-in by email and
password is `password_login`.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
import re
import secrets
from typing import Final, Self
import unicodedata
from urllib.parse import parse_qsl, urlencode

from .errors import AmazonError
from .sites import SITES

# The type of the Alexa app for iOS, as which all clients register (amazon-protocol.md §1).
DEVICE_TYPE: Final = "A2IVLV5VM2W81"
_APP: Final = "amzn_dp_project_dee_ios"
_CODE: Final = "openid.oa2.authorization_code"
_ACCOUNT_FIELDS: Final = ("openid.identity", "openid.claimed_id")

_LANDING_PAGE: Final = re.compile(r"https://www\.amazon\.([a-z.]{2,6})/ap/maplanding/?\?([!-~]*)")
_CODE_VALUE: Final = re.compile(r"[!-~]{1,1000}")
_ACCOUNT: Final = re.compile(r"(?:https?://[a-z.]+/ap/id/)?(amzn1\.account\.[A-Za-z0-9]{1,100})")
_MOST_IN_ADDRESS: Final = 8_000
_MOST_FIELDS: Final = 100
# What mail programs and chats put around an address.
_AROUND: Final = "\"'`<>()[]{}\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a"


class LandingPageProblem(StrEnum):
    """What is wrong with what was pasted."""

    NOT_THE_LANDING_PAGE = "not_the_landing_page"
    OTHER_SITE = "other_site"
    NO_CODE = "no_code"
    SEVERAL_CODES = "several_codes"


class LandingPageError(AmazonError):
    """What was pasted is not the address of the page that this sign-in ends on."""

    def __init__(self, reason: LandingPageProblem, site: str | None = None) -> None:
        """Store the reason; `site` is the other site, as in `amazon.<site>`."""
        super().__init__(reason.value)
        self.reason = reason
        self.site = site


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAttempt:
    """One attempt to sign in, with its own link. It is kept in memory only, because of its PKCE verifier."""

    domain: str
    """The site, as in `amazon.<domain>`."""
    serial: str = field(repr=False)
    """The serial number of the device that will be registered."""
    verifier: str = field(repr=False)

    @classmethod
    def begin(cls, domain: str) -> Self:
        """Return an attempt with new secrets; raises ValueError for a site that is not in SITES."""
        if domain not in SITES:
            raise ValueError(domain)
        return cls(domain=domain, serial=secrets.token_hex(16).upper(), verifier=secrets.token_urlsafe(32))

    @property
    def client_id(self) -> str:
        """The name of the device, as the sign-in and the registration write it."""
        return f"{self.serial}#{DEVICE_TYPE}".encode().hex()

    @property
    def address(self) -> str:
        """The address of Amazon's own sign-in page, with the PKCE challenge (amazon-protocol.md §1)."""
        challenge = urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        anyone = "http://specs.openid.net/auth/2.0/identifier_select"
        query = {
            "openid.ns": "http://specs.openid.net/auth/2.0",
            "openid.mode": "checkid_setup",
            "openid.identity": anyone,
            "openid.claimed_id": anyone,
            "openid.assoc_handle": _APP,
            "openid.return_to": f"https://www.amazon.{self.domain}/ap/maplanding",
            "openid.ns.oa2": "http://www.amazon.com/ap/ext/oauth/2",
            "openid.oa2.response_type": "code",
            "openid.oa2.client_id": f"device:{self.client_id}",
            "openid.oa2.scope": "device_auth_access",
            "openid.oa2.code_challenge_method": "S256",
            "openid.oa2.code_challenge": challenge,
            "openid.ns.pape": "http://specs.openid.net/extensions/pape/1.0",
            "openid.pape.max_auth_age": "0",
            "accountStatusPolicy": "P1",
            "pageId": _APP,
        }
        return f"https://www.amazon.{self.domain}/ap/signin?{urlencode(query)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingPage:
    """The address that a sign-in ends on: the code, and whose account it is."""

    code: str = field(repr=False)
    account: str | None = field(default=None, repr=False)
    """Amazon's user id (`amzn1.account.…`), if the address names it: the one that Credentials have."""


def read_landing_page(pasted: str, attempt: SignInAttempt) -> LandingPage:
    """Parse the address that an owner pasted; raises LandingPageError if it is not that of the landing page.

    What copying adds is removed: quotes and brackets around it, spaces and line breaks in it, invisible characters.
    """
    if len(pasted) > _MOST_IN_ADDRESS:
        raise LandingPageError(LandingPageProblem.NOT_THE_LANDING_PAGE)
    address = "".join(each for each in pasted if not each.isspace() and unicodedata.category(each) != "Cf")
    found = _LANDING_PAGE.fullmatch(address.strip(_AROUND))
    if found is None or found[1] not in SITES:
        raise LandingPageError(LandingPageProblem.NOT_THE_LANDING_PAGE)
    if found[1] != attempt.domain:
        raise LandingPageError(LandingPageProblem.OTHER_SITE, found[1])
    try:
        # A fragment has nothing to say, but a second code in it would be one.
        fields = parse_qsl(found[2].replace("#", "&"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as err:
        raise LandingPageError(LandingPageProblem.NOT_THE_LANDING_PAGE) from err
    codes = [value for name, value in fields if name == _CODE]
    if not any(codes):
        raise LandingPageError(LandingPageProblem.NO_CODE)
    if len(codes) > 1:
        raise LandingPageError(LandingPageProblem.SEVERAL_CODES)
    accounts = {found[1] for name, value in fields if name in _ACCOUNT_FIELDS and (found := _ACCOUNT.fullmatch(value))}
    if not _CODE_VALUE.fullmatch(codes[0]) or len(accounts) > 1:
        raise LandingPageError(LandingPageProblem.NOT_THE_LANDING_PAGE)
    return LandingPage(code=codes[0], account=next(iter(accounts), None))
