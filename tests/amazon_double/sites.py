"""Where accounts are at home: what their site says of country and region."""

from typing import Final

_COUNTRIES: Final = {"com": "US", "co.uk": "GB"}
_AMERICAN: Final = {"com", "ca", "com.br", "com.mx"}


def country(site: str) -> str:
    """Return the country of a site."""
    return _COUNTRIES.get(site, site.rsplit(".", maxsplit=1)[-1].upper())


def home_region(site: str) -> str:
    """Return the region of a site; that of Japan alone is one that clients go by."""
    if site == "co.jp":
        return "FE"
    return "NA" if site in _AMERICAN else "EU"


def alexa_host(site: str) -> str:
    """Return where the Alexa app is sent; clients of Japanese accounts know better."""
    return f"alexa.amazon.{'com' if home_region(site) == 'FE' else site}"
