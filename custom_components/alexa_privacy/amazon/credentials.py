"""Credentials of a signed-in account: only what requests to Amazon need."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
import re
from typing import Any, Final, Self

from yarl import URL

from .errors import BadResponse
from .responses import check_cookies

_SITE_PREFIX: Final = "www.amazon."
_SITE: Final = re.compile(r"https://www\.amazon\.(com|[a-z]{2}|com?\.[a-z]{2})/?")

_SENT: Final = re.compile(r"[!-~]{1,8000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """One account's sign-in from Amazon (amazon-protocol.md §1), without the password.

    Cookies are made from the refresh token when they are needed, and are not stored.
    """

    site: str
    user_id: str
    customer_id: str | None = None
    serial: str | None = field(default=None, repr=False)
    """The serial number of the device that was registered; None if it is not ours, as with a borrowed sign-in."""
    refresh_token: str = field(repr=False)
    cookies: Mapping[str, str] | None = field(default=None, repr=False)
    """Cookies that came with the sign-in; kept in memory only."""

    @property
    def domain(self) -> str:
        """The account's top-level domain, such as `de` or `co.uk`."""
        return (URL(self.site).host or "").removeprefix(_SITE_PREFIX)

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        stored = asdict(self)
        del stored["cookies"]
        return stored

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the credentials from `as_dict`; raises BadResponse if they have another form."""
        try:
            credentials = cls(**data)
        except TypeError as err:
            raise BadResponse("stored credentials have another form") from err
        if credentials.cookies is not None:
            raise BadResponse("stored credentials have cookies")
        credentials._check()
        return credentials

    @classmethod
    def from_login_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the credentials from the sign-in library's login data; raises BadResponse if its form changed."""
        try:
            cookies = dict(data["website_cookies"])
            if session_token := data["store_authentication_cookie"].get("cookie"):
                cookies["session-token"] = session_token
            device = data.get("device_info")
            credentials = cls(
                site=data["site"],
                user_id=data["customer_info"]["user_id"],
                customer_id=data.get("account_customer_id"),
                serial=device.get("device_serial_number") if isinstance(device, Mapping) else None,
                refresh_token=data["refresh_token"],
                cookies=cookies,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as err:
            raise BadResponse("login data has another form") from err
        credentials._check()
        return credentials

    def _check(self) -> None:
        """Raise BadResponse for a site that is not Amazon's, and for values that cannot be sent."""
        texts = (self.site, self.user_id, self.refresh_token)
        ids = (self.customer_id, self.serial)
        if not all(isinstance(each, str | None) for each in ids) or not isinstance(self.cookies, Mapping | None):
            raise BadResponse("credentials have another form")
        if not all(isinstance(text, str) and text for text in texts):
            raise BadResponse("credentials are incomplete")
        if not all(_SENT.fullmatch(text) for text in (*texts, *(each for each in ids if each is not None))):
            raise BadResponse("credentials contain values that cannot be sent")
        if not _SITE.fullmatch(self.site):
            raise BadResponse("credentials name a site that is not Amazon's")
        if self.cookies is not None:
            if not self.cookies or not all(isinstance(text, str) for pair in self.cookies.items() for text in pair):
                raise BadResponse("credentials have no cookies")
            check_cookies(self.cookies)
