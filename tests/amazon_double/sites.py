"""Where accounts are at home: what their site says of country and region."""

from typing import Final

SITES: Final = (
    "ae",
    "at",
    "ca",
    "co.jp",
    "co.uk",
    "co.za",
    "com",
    "com.au",
    "com.be",
    "com.br",
    "com.mx",
    "com.tr",
    "de",
    "eg",
    "es",
    "fr",
    "ie",
    "in",
    "it",
    "nl",
    "pl",
    "sa",
    "se",
    "sg",
)
_COUNTRIES: Final = {"com": "US", "co.uk": "GB"}
_AMERICAN: Final = {"com", "ca", "com.br", "com.mx"}
_FAR_EASTERN: Final = {"co.jp", "com.au"}
"""The sites whose accounts were reported to be kept in the far east."""


def country(site: str) -> str:
    """Return the country of a site."""
    return _COUNTRIES.get(site, site.rsplit(".", maxsplit=1)[-1].upper())


def home_region(site: str) -> str:
    """Return the region of a site, as accounts of it report it."""
    if site in _FAR_EASTERN:
        return "FE"
    return "NA" if site in _AMERICAN else "EU"


def alexa_host(site: str) -> str:
    """Return where the Alexa app is sent; clients take accounts of the far east to co.jp whatever this says."""
    return f"alexa.amazon.{'com' if home_region(site) == 'FE' else site}"


def site_of(host: str) -> str:
    """Return the site that one of Amazon's hosts belongs to; empty if to none."""
    return next((site for site in SITES if host.endswith(f".amazon.{site}")), "")
