"""Amazon's retail sites, each named by what follows `amazon.` in its address."""

from typing import Final

SITES: Final = (
    "ae",
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
"""The sites an owner can choose from."""

# Countries whose site is not named after them, or that have none of their own and shop at a neighbor's.
_COUNTRIES: Final = {
    "AT": "de",
    "AU": "com.au",
    "BE": "com.be",
    "BR": "com.br",
    "CH": "de",
    "GB": "co.uk",
    "JP": "co.jp",
    "LI": "de",
    "LU": "de",
    "MX": "com.mx",
    "NZ": "com.au",
    "TR": "com.tr",
    "US": "com",
    "ZA": "co.za",
}


def site_for_country(country: str | None) -> str:
    """Return the site to suggest in a country (ISO 3166-1 alpha-2); the American one where none is known."""
    code = (country or "").upper()
    site = _COUNTRIES.get(code, code.lower())
    return site if site in SITES else "com"
