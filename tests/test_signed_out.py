"""Signed out or not: nobody is asked to sign in without need, and at once where there is one."""

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from custom_components.alexa_privacy.amazon.audio import Audio
from custom_components.alexa_privacy.amazon.errors import AmazonError, BadResponse, SignedOut
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.voice import list_echos
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.session import session

__all__ = ["session"]

DAY = 24 * 60 * 60 * 1000
SIGN_IN_PAGE = raw(
    b'<html><form method="post" action="https://www.amazon.de/ap/signin"><input name="email"></form></html>',
    headers={"Content-Type": "text/html"},
)


def asked_to_sign_in(hass: HomeAssistant) -> list[str]:
    """Return what the owner is asked for."""
    return [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()]


async def test_a_listing_that_is_away(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A page instead of a listing, while the privacy page loads: the other listing counts, nobody is asked."""
    entry = await set_up(account)
    for where in ("v2", "v1"):
        account.say("and another one", minutes_ago=0.01)
        amazon.fail(Fault.HTML, where, times=None)
        await poll(hass, entry)
        assert state(hass, "recordings") == str(account.held)
        assert asked_to_sign_in(hass) == []
        amazon.heal()
    assert amazon.count("token") == 1


async def test_a_listing_that_is_away_at_set_up(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """That costs one request more, and no dialog."""
    amazon.fail(Fault.HTML, "v2", times=None)
    await set_up(account)
    assert [request.kind for request in amazon.requests[:4]] == ["token", "page", "v2", "v1"]
    assert state(hass, "recordings") == str(account.held)
    assert asked_to_sign_in(hass) == []


async def test_both_listings_away(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Then nothing is known, neither at set-up nor later, and it is tried again; nobody is asked to sign in."""
    for where in ("v1", "v2"):
        amazon.fail(Fault.HTML, where, times=None)
    entry = await set_up(account, state=ConfigEntryState.SETUP_RETRY)
    assert entry.error_reason_translation_key == "bad_answer"
    assert asked_to_sign_in(hass) == []
    assert amazon.count("token") == 1
    assert amazon.count() <= 5


@pytest.mark.parametrize("where", ["v1", "devices", "audio"])
async def test_one_look_at_the_page_tells(
    amazon: AmazonDouble, account: Account, session: AmazonSession, where: str
) -> None:
    """Whatever it was that a page came for: one look at the privacy page, and none again within a minute."""
    recording = next(item for item in map(read_record, account.records) if item.utterance_id)
    audio = Audio(session, History(session))
    audio.remember([recording])
    history = History(session)
    history._source = history._source.other
    amazon.withdrawn.add("v2")

    async def ask() -> None:
        match where:
            case "v1":
                await history.first_page(0, 1)
            case "devices":
                await list_echos(session)
            case _:
                await audio.fetch(recording.id)

    amazon.fail(Fault.HTML, where, times=None)
    for _ in range(2):
        with pytest.raises(BadResponse):
            await ask()
    assert (amazon.count(where), amazon.count("page"), amazon.count("token")) == (2, 1, 0)


async def test_the_page_asks_to_sign_in(amazon: AmazonDouble, session: AmazonSession) -> None:
    """Where the privacy page does, cookies are renewed once, and then it is the owner's turn."""
    notified: list[None] = []
    session._on_signed_out = lambda: notified.append(None)
    history = History(session)
    history._source = history._source.other
    amazon.fail(Fault.HTML, "v1", times=None)
    amazon.fail(Fault.SIGN_IN, "page", times=None)
    with pytest.raises(SignedOut):
        await history.first_page(0, 1)
    assert amazon.counts() == {"v1": 2, "page": 2, "token": 1}
    assert len(notified) == 1


@pytest.mark.parametrize("where", ["v1", "v2", "page", "devices"])
async def test_a_sign_in_page_without_a_redirect(amazon: AmazonDouble, session: AmazonSession, where: str) -> None:
    """A form to sign in is one wherever it comes; cookies that are renewed get past it."""
    amazon.withdrawn.add({"v1": "v2"}.get(where, "v1"))
    amazon.fail(Fault.RAW, where, raw=[SIGN_IN_PAGE])
    await (list_echos(session) if where == "devices" else History(session).first_page(0, 1))
    assert amazon.count("token") == 1


async def test_signed_out_while_verifying(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The owner is asked to sign in when it happens, not at the next poll."""
    await set_up(account)
    in_range = sum(each.timestamp >= account.now - 3 * DAY for each in account.recordings)
    amazon.clear_log()
    await delete(hass, last={"days": 3}, dry_run=True)
    pages = amazon.count("v2")
    amazon.fail(Fault.REFUSED, "token", times=None)
    amazon.fail(Fault.SIGN_IN, "v2", times=None, after=pages)
    receipt = await delete(hass, last={"days": 3})
    assert receipt["unknown"] == in_range
    await hass.async_block_till_done()
    assert asked_to_sign_in(hass) == [SOURCE_REAUTH]
    assert amazon.count("delete") > 0


async def test_no_error_but_this_asks(amazon: AmazonDouble, session: AmazonSession) -> None:
    """What passes by itself, or is none of the owner's business, notifies nobody."""
    notified: list[None] = []
    session._on_signed_out = lambda: notified.append(None)
    amazon.withdrawn.add("v1")
    for fault in (Fault.UNAVAILABLE, Fault.HTML, Fault.TRUNCATED, Fault.BAD_REQUEST, Fault.STALE_CSRF, Fault.DROPPED):
        amazon.fail(fault, "v2", times=2)
        with pytest.raises(AmazonError):
            await History(session).first_page(0, 1)
        amazon.heal()
    assert not notified
