"""Errors of this package; no message contains a URL's query, a token, a key or spoken words."""

from .sign_in_pages import SignInPage


class AmazonError(Exception):
    """Base of all errors of this package."""


class CannotConnect(AmazonError):
    """Amazon could not be reached, timed out, or returned a temporary server error."""


class SignInRefused(AmazonError):
    """Amazon refused email, password or code; the message is Amazon's own."""


class UnexpectedSignInPage(SignInRefused):
    """Amazon shows a page that only a browser can answer, instead of asking for the one-time code."""

    def __init__(self, page: SignInPage) -> None:
        """Store which page."""
        super().__init__(f"Amazon shows another page ({page})")
        self.page = page


class CountryMissing(AmazonError):
    """The account has no country of residence, which a sign-in requires."""


class SignedOut(AmazonError):
    """The sign-in has ended, and renewed cookies did not help."""


class TokenRefused(SignedOut):
    """Amazon refuses the refresh token itself: only a new sign-in helps."""


class CodeExpired(AmazonError):
    """Amazon does not accept the authorization code: it has expired, was used before, or belongs to another link."""


class RegistrationRefused(AmazonError):
    """Amazon refuses to register a device for another reason than the code."""


class Throttled(AmazonError):
    """Amazon limits requests; the account pauses for `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        """Store how long to wait."""
        super().__init__(f"Amazon asks to wait {retry_after:.0f} seconds")
        self.retry_after = retry_after


class Withdrawn(AmazonError):
    """Amazon returned 404 or 410: the address is gone, permanently or temporarily."""


class NoSound(AmazonError):
    """Amazon has no audio for this recording."""


class Refused(AmazonError):
    """Amazon refused the request although session and anti-CSRF token are valid."""


class BadRequest(Refused):
    """Amazon rejects the request as invalid (400)."""


class BadResponse(AmazonError):
    """Amazon's response does not have the expected form."""


class TimeUnknown(AmazonError):
    """The current time is uncertain, so nothing may be deleted by age."""


class EndUnknown(BadResponse):
    """A page of a listing does not say whether another one follows."""


class ListingIncomplete(AmazonError):
    """A listing is incomplete or inconsistent and must not be used."""


class ListingEndless(ListingIncomplete):
    """A listing has no end; a retry would be useless."""
