"""The link to Amazon's own sign-in, and the address that is pasted back."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from hypothesis import given, strategies as st
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.login import (
    LandingPage,
    LandingPageError,
    LandingPageProblem,
    SignInAttempt,
    read_landing_page,
)
from custom_components.alexa_privacy.amazon.sites import SITES, site_for_country
from tests.amazon_double.sites import SITES as THEIRS

CODE: Final = "ANCFhWbMqLtYxJdpKvRe"
ACCOUNT: Final = "amzn1.account.AHB4K2ZQ7W3M5N6P8R9STUVXYZ2A"
IDENTITY: Final = f"https%3A%2F%2Fwww.amazon.com%2Fap%2Fid%2F{ACCOUNT}"
ATTEMPT: Final = SignInAttempt.begin("de")
NOT_IT: Final = LandingPageProblem.NOT_THE_LANDING_PAGE


def landing(site: str = "de", code: str = CODE, more: str = "") -> str:
    """Return the address of a landing page."""
    return (
        f"https://www.amazon.{site}/ap/maplanding?openid.mode=id_res&openid.claimed_id={IDENTITY}"
        f"&openid.oa2.authorization_code={code}&openid.identity={IDENTITY}&openid.sig=a%2Bb%3D{more}"
    )


def problem(pasted: str, attempt: SignInAttempt = ATTEMPT) -> LandingPageError:
    """Return what is said of a text that is pasted."""
    with pytest.raises(LandingPageError) as raised:
        read_landing_page(pasted, attempt)
    return raised.value


def test_the_address_asks_for_a_code_that_only_this_attempt_can_use() -> None:
    """Its challenge belongs to the verifier, its client to the serial number; neither secret stands in it."""
    attempt = SignInAttempt.begin("co.uk")
    address = URL(attempt.address)
    assert (address.scheme, address.host, address.path) == ("https", "www.amazon.co.uk", "/ap/signin")
    query = address.query
    challenge = urlsafe_b64encode(sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    assert (query["openid.oa2.code_challenge_method"], query["openid.oa2.code_challenge"]) == ("S256", challenge)
    assert query["openid.oa2.response_type"] == "code"
    assert query["openid.oa2.scope"] == "device_auth_access"
    assert query["openid.return_to"] == "https://www.amazon.co.uk/ap/maplanding"
    client = bytes.fromhex(query["openid.oa2.client_id"].removeprefix("device:")).decode()
    assert client == f"{attempt.serial}#A2IVLV5VM2W81"
    assert 43 <= len(attempt.verifier) <= 128
    assert attempt.verifier not in attempt.address


def test_no_two_attempts_are_alike() -> None:
    """A new link has secrets of its own, and shows none of them."""
    attempts = [SignInAttempt.begin("de") for _ in range(20)]
    assert len({each.verifier for each in attempts}) == len({each.serial for each in attempts}) == 20
    shown = repr(attempts)
    assert not any(secret in shown for each in attempts for secret in (each.verifier, each.serial))


@pytest.mark.parametrize("site", ["", "evil.com", "de.evil.com", "DE", "de/", "de:8443", "xx"])
def test_only_for_a_site_of_amazon(site: str) -> None:
    """A link leads nowhere else."""
    with pytest.raises(ValueError, match="^" + site):
        SignInAttempt.begin(site)


@pytest.mark.parametrize(
    ("country", "site"),
    [("DE", "de"), ("AT", "de"), ("US", "com"), ("GB", "co.uk"), ("AU", "com.au"), ("JP", "co.jp"), ("BR", "com.br")],
)
def test_a_site_is_suggested(country: str, site: str) -> None:
    """By the country; where none is known, or it has no site, the American one."""
    assert site_for_country(country) == site_for_country(country.lower()) == site
    assert site_for_country(None) == site_for_country("") == site_for_country("AQ") == site_for_country("XK") == "com"


def test_each_site_is_one_of_the_stand_in() -> None:
    """So that none goes untested."""
    assert set(SITES) <= set(THEIRS)


@pytest.mark.parametrize("site", SITES)
def test_the_landing_page(site: str) -> None:
    """It has the code and names the account; the one of another site is named."""
    attempt = SignInAttempt.begin(site)
    page = read_landing_page(landing(site), attempt)
    assert page == LandingPage(code=CODE, account=ACCOUNT)
    assert CODE not in repr(page)
    assert ACCOUNT not in repr(page)
    other = "fr" if site != "fr" else "com"
    error = problem(landing(other), attempt)
    assert (error.reason, error.site) == (LandingPageProblem.OTHER_SITE, other)


@pytest.mark.parametrize("account", ["", "&openid.identity=someone", "&openid.identity=amzn1.account.a%20b"])
def test_an_address_that_names_no_account(account: str) -> None:
    """It has its code all the same; whose it is, the registration says."""
    address = f"https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code={CODE}{account}"
    assert read_landing_page(address, ATTEMPT) == LandingPage(code=CODE, account=None)


COPIED: Final = st.lists(
    st.sampled_from([" ", "\n", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u00ad"]), max_size=3
).map("".join)
AROUND: Final = st.sampled_from(
    [("", ""), ('"', '"'), ("'", "'"), ("`", "`"), ("<", ">"), ("(", ")"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb")]
)


@given(st.data())
def test_what_copying_adds_is_removed(data: st.DataObject) -> None:
    """Quotes around it, line breaks, spaces and invisible characters anywhere."""
    address = landing()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(address)), max_size=4)))
    pieces = [address[start:end] for start, end in zip([0, *cuts], [*cuts, len(address)], strict=True)]
    broken = "".join(piece + data.draw(COPIED) for piece in pieces)
    before, after = data.draw(AROUND)
    pasted = f"{data.draw(COPIED)}{before}{data.draw(COPIED)}{broken}{after}{data.draw(COPIED)}"
    assert read_landing_page(pasted, ATTEMPT) == LandingPage(code=CODE, account=ACCOUNT)


LOOKALIKES: Final = [
    "https://www.amazon.de.evil.com",
    "https://www.amazon.de@evil.com",
    "https://mia:secret@www.amazon.de",
    "https://www.amazon.de:443",
    "https://www.amazon.de:8443",
    "https://www.amazon.de.",
    "https://www-amazon.de",
    "https://wwwxamazon.de",
    "https://evil.com/www.amazon.de",
    "https://evilwww.amazon.de",
    "https://amazon.de",
    "https://alexa.amazon.de",
    "https://www.amazon.xx",
    "https://www.amazon.co.com",
    "https://www.xn--amzon-1fa.de",
    "https://www.am\u0430zon.de",
    "https://www.amazon.\uff44\uff45",
    "HTTPS://WWW.AMAZON.DE",
    "https://WWW.amazon.de",
    "https://www.amazon.DE",
    "http://www.amazon.de",
    "ftp://www.amazon.de",
    "javascript:https://www.amazon.de",
    "https:www.amazon.de",
    "https:///www.amazon.de",
    "//www.amazon.de",
    "www.amazon.de",
    "https://www.amazon.de\\@evil.com",
    "https://www.amazon.de%2eevil.com",
    "https://localhost",
    "",
]


@pytest.mark.parametrize("host", LOOKALIKES)
def test_a_host_that_looks_like_amazon(host: str) -> None:
    """Only the sites themselves, as a browser writes them, over https."""
    pasted = landing().replace("https://www.amazon.de", host, 1)
    assert problem(pasted).reason is NOT_IT


@pytest.mark.parametrize(
    "path",
    [
        "/ap/signin",
        "/ap/maplanding2",
        "/ap/maplanding/more",
        "/ap/../ap/maplanding",
        "/AP/MAPLANDING",
        "/ap%2Fmaplanding",
        "/x/ap/maplanding",
        "/",
        "",
    ],
)
def test_another_page(path: str) -> None:
    """Of all of Amazon's pages it is the one."""
    assert problem(landing().replace("/ap/maplanding", path, 1)).reason is NOT_IT


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        (landing().replace("authorization_code", "code"), LandingPageProblem.NO_CODE),
        (landing(code=""), LandingPageProblem.NO_CODE),
        ("https://www.amazon.de/ap/maplanding?", LandingPageProblem.NO_CODE),
        (landing(more=f"&openid.oa2.authorization_code={CODE}"), LandingPageProblem.SEVERAL_CODES),
        (landing(more="&openid.oa2.authorization_code=ANother"), LandingPageProblem.SEVERAL_CODES),
        (landing(more="&openid%2Eoa2.authorization_code=ANother"), LandingPageProblem.SEVERAL_CODES),
        (landing(more="&openid.oa2.authorization_code="), LandingPageProblem.SEVERAL_CODES),
        (landing(more="#openid.oa2.authorization_code=ANother"), LandingPageProblem.SEVERAL_CODES),
        (landing() + landing(), LandingPageProblem.SEVERAL_CODES),
        (f"{landing()} {landing('fr')}", LandingPageProblem.SEVERAL_CODES),
        ("https://www.amazon.de/ap/maplanding", NOT_IT),
        (landing(code="a%0Ab"), NOT_IT),
        (landing(code="a%20b"), NOT_IT),
        (landing(code="%C3%A4"), NOT_IT),
        (landing(code="x" * 1001), NOT_IT),
        (landing(more="&a=b" * 100), NOT_IT),
        (landing(more="&a=" + "b" * 8000), NOT_IT),
        (landing(more="&openid.identity=amzn1.account.ANOTHER"), NOT_IT),
        (ATTEMPT.address, NOT_IT),
        (CODE, NOT_IT),
        (f"<!DOCTYPE html><html><head><title>Page not found</title></head><body>{landing()}</body></html>", NOT_IT),
        (f'<a href="{landing()}">', NOT_IT),
        ("<html>" * 100_000, NOT_IT),
        (f"Here it is: {landing()}", NOT_IT),
        ("\N{SNOWMAN}", NOT_IT),
        ("\x00", NOT_IT),
        ("\ud800", NOT_IT),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode(),
)
def test_what_is_not_the_address(pasted: str, reason: LandingPageProblem) -> None:
    """Each says why, and repeats nothing of it."""
    error = problem(pasted)
    assert error.reason is reason
    assert str(error) == reason.value
    assert CODE not in repr((error, error.args, error.site))


@given(st.text(max_size=200), st.sampled_from(["", "https://www.amazon.de/ap/maplanding?", landing(more="&x=")]))
def test_whatever_is_pasted(text: str, before: str) -> None:
    """It is read, or refused with a reason."""
    try:
        page = read_landing_page(before + text, ATTEMPT)
    except LandingPageError:
        return
    assert page.code.isascii()
