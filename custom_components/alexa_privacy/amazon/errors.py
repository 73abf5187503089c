"""What can go wrong with Amazon; no message ever holds an address' query, a token, a key or a word that was said."""


class AmazonError(Exception):
    """Base of everything this package raises on purpose."""


class CannotConnect(AmazonError):
    """Amazon could not be reached, did not answer in time or answered with a passing server error."""


class SignInRefused(AmazonError):
    """Amazon refused e-mail, password or code; the message is Amazon's own."""


class CountryMissing(AmazonError):
    """The account names no country of residence, without which nobody can sign in to its site."""


class SignedOut(AmazonError):
    """The session is dead and fresh cookies did not revive it."""


class Throttled(AmazonError):
    """Amazon asks to slow down; the account pauses for `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        """Keep how long to wait."""
        super().__init__(f"Amazon asks to wait {retry_after:.0f} seconds")
        self.retry_after = retry_after


class Withdrawn(AmazonError):
    """Amazon answers 404: the address is withdrawn, or away for a while."""


class NoSound(AmazonError):
    """Amazon keeps no sound of this recording, or not any more."""


class Refused(AmazonError):
    """Amazon refused the request although session and anti-CSRF token are fresh."""


class BadRequest(Refused):
    """Amazon does not understand the request (400)."""


class BadResponse(AmazonError):
    """Amazon's answer does not have the shape it should have."""


class TimeUnknown(AmazonError):
    """It is not certain what time it is, so nothing may be deleted by its age."""


class ListingIncomplete(AmazonError):
    """A listing did not end the way a complete one does; nothing may be concluded from it."""
