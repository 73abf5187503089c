"""Notifications: each problem once while it lasts, receipts where they are wanted; figures only."""

import asyncio
from contextlib import suppress
from datetime import UTC
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import (
    CONF_CREDENTIALS,
    CONF_KEEP_REVIEW_OFF,
    CONF_NOTIFY_ABOUT,
    CONF_RECIPES,
    DOMAIN,
)
from custom_components.alexa_privacy.repair import notices, notifications
from custom_components.alexa_privacy.store.checked_store import CheckedStore
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.greedy import greedy
from tests.conftest import SetUp, delete, poll
from tests.helpers.nights import NOON, GoTo, at, choose, go_to, purge_now
from tests.helpers.notifications import RECEIPTS, SIGN_IN, options, phone, restart
from tests.helpers.phones import Phone, add_phones
from tests.helpers.timing import SetTiming

__all__ = ["add_phones", "go_to", "options", "phone"]

REVIEW = "human_review"
TRANSLATIONS = Path(notifications.__file__).parents[1] / "translations"
FAILED = (
    "The nightly purge failed. Verified gone: 0. Still listed: 120. Not verified: 0. "
    "Not deletable with the learned request: 0.\nA learned request for deleting no longer works."
)


async def fail_a_night(amazon: AmazonDouble, go_to: GoTo, day: int) -> None:
    """Let a night and all its tries fail."""
    amazon.fail(Fault.IGNORED, "delete", times=None)
    for hours in (3, 3.2, 3.8, 5, 7.2):
        await go_to(at(day, hours))
    amazon.heal()


async def test_a_night_that_failed(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """Once it is given up, with its figures; not again while it lasts, and again when it comes back."""
    account = amazon.add_account(Account.generate(seed=7, size=120, now=NOON.astimezone(UTC), days=30))
    entry = await set_up(account, options={**options, CONF_RECIPES: amazon.dialects["path"].recipes()})
    phone.take()
    await choose(hass)
    await fail_a_night(amazon, go_to, 1)
    assert phone.take() == [FAILED]
    assert set(phone.titles) == {"Alexa Privacy"}
    await poll(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    await restart(hass, entry)
    await fail_a_night(amazon, go_to, 2)
    assert phone.take() == []
    await purge_now(hass)
    await restart(hass, entry)
    for count in range(120):
        account.say(f"what is {count}")
    await fail_a_night(amazon, go_to, 3)
    assert phone.take() == [FAILED]


async def test_a_night_whose_receipt_is_gone(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """It is notified without figures: none are claimed that nobody has seen."""
    entry = await set_up(account, options=options)
    phone.take()
    nightly = entry.runtime_data.store.voice.nightly
    nightly.failed, nightly.receipt_id = True, "gone"
    entry.runtime_data.coordinator.async_show()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert phone.take() == ["The nightly purge failed."]


async def test_a_night_that_could_not_run(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """With Amazon away, the account is not even set up: that a night is overdue is notified all the same, once."""
    account = amazon.add_account(Account.generate(seed=7, size=120, now=NOON.astimezone(UTC), days=30))
    account.settings[REVIEW] = False
    entry = await set_up(account, options={**options, CONF_RECIPES: amazon.dialects["path"].recipes()})
    await choose(hass)
    await go_to(at(1, 3))
    assert await hass.config_entries.async_unload(entry.entry_id)
    amazon.fail(Fault.UNAVAILABLE, times=None)
    for hours in (2, 4, 5):
        await go_to(at(3, hours))
        await restart_failing(hass, entry)
    assert phone.take() == ["The nightly purge is overdue. Last verified: 2026-11-19 03:00."]


async def restart_failing(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Try to set the account up, in vain."""
    if entry.state is not ConfigEntryState.NOT_LOADED:
        await hass.config_entries.async_unload(entry.entry_id)
    hass.data.pop(notifications._NOTIFIERS)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.SETUP_RETRY


async def test_review_found_on(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    phone: Phone,
    options: dict[str, Any],
    timing: SetTiming,
) -> None:
    """Without the guard it is on until somebody turns it off; a poll more changes nothing."""
    timing(read_settings_every=-1.0)
    entry = await set_up(account, options=options)
    assert phone.take() == ["Human review is on."]
    await poll(hass, entry)
    await restart(hass, entry)
    account.settings[REVIEW] = False
    await poll(hass, entry)
    assert phone.take() == []
    account.settings[REVIEW] = True
    await poll(hass, entry)
    await poll(hass, entry)
    assert phone.take() == ["Human review is on."]


async def test_the_guard_found_review_on(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    phone: Phone,
    options: dict[str, Any],
    timing: SetTiming,
) -> None:
    """Each time it turns it off; where it cannot, once until that is over."""
    timing(read_settings_every=-1.0)
    account.settings[REVIEW] = False
    entry = await set_up(account, options={**options, CONF_KEEP_REVIEW_OFF: True})
    for _ in range(2):
        account.settings[REVIEW] = True
        await poll(hass, entry)
        await poll(hass, entry)
        assert phone.take() == ["Human review was on and has been turned off."]
    account.settings[REVIEW] = True
    amazon.fail(Fault.IGNORED, "settings", times=2)
    await poll(hass, entry)
    await restart(hass, entry)
    assert phone.take() == ["Human review is on and cannot be turned off."]
    for _ in range(2):
        await poll(hass, entry)
    assert phone.take() == []


async def test_a_deletion_that_is_stopped(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """What was deleted too much is counted."""
    account.settings[REVIEW] = False
    recipes = {"version": 1, "delete_recordings": greedy({"to": "{{recording.timestamp}}"})}
    entry = await set_up(account, options={**options, CONF_RECIPES: recipes})
    receipt = await delete(hass, last={"days": 14}, older_than={"days": 5})
    assert receipt["status"] == "stopped"
    await hass.async_block_till_done(wait_background_tasks=True)
    await restart(hass, entry)
    count = entry.runtime_data.store.request_statuses.deleted_too_much["delete_recordings"]
    assert count
    assert phone.take() == [
        f"Deletion stopped: a learned request deleted more than requested. Number of other recordings gone: {count}."
    ]


async def test_a_request_that_no_longer_works(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """Amazon has withdrawn it: nothing is deleted until it is taught again."""
    account.settings[REVIEW] = False
    await set_up(account, options=options)
    phone.take()
    amazon.fail(Fault.NOT_FOUND, "delete", times=None)
    for _ in range(2):
        with suppress(HomeAssistantError):
            await delete(hass, last={"days": 1})
    await hass.async_block_till_done(wait_background_tasks=True)
    assert phone.take() == ["A learned request for deleting no longer works."]


async def test_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """Whether Amazon asks for it at a poll or at set-up; restarts do not repeat it, signing in ends it."""
    account.settings[REVIEW] = False
    entry = await set_up(account, options=options)
    credentials = entry.data[CONF_CREDENTIALS]
    for _ in range(2):
        amazon.fail(Fault.REFUSED, "token", times=None)
        amazon.fail(Fault.SIGN_IN, times=None)
        await poll(hass, entry)
        for _ in range(2):
            await hass.config_entries.async_reload(entry.entry_id)
            await hass.async_block_till_done(wait_background_tasks=True)
            assert entry.state is ConfigEntryState.SETUP_ERROR
        assert phone.take() == [SIGN_IN]
        amazon.heal()
        for flow in hass.config_entries.flow.async_progress():
            hass.config_entries.flow.async_abort(flow["flow_id"])
        await restart(hass, entry)
        assert phone.take() == []
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_CREDENTIALS: {}})
    for _ in range(2):
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert phone.take() == [SIGN_IN]
    assert credentials


@pytest.mark.parametrize("wanted", [False, True])
async def test_receipts(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any], wanted: bool
) -> None:
    """Of every deletion where they are wanted, which is not the default; a dry run has none."""
    account.settings[REVIEW] = False
    await set_up(account, options={**options, **(RECEIPTS if wanted else {})})
    await delete(hass, last={"days": 7}, dry_run=True)
    receipt = await delete(hass, last={"days": 7})
    await hass.async_block_till_done(wait_background_tasks=True)
    await delete(hass, last={"days": 7})
    await hass.async_block_till_done(wait_background_tasks=True)
    expected = [
        f"Deletion verified. Recordings gone: {receipt['verified_gone']}.",
        "Deletion finished: there was nothing to delete.",
    ]
    assert phone.take() == (expected if wanted else [])


@pytest.mark.parametrize("stored", [{"version": 9}, {"data": []}, {"data": {"notified": {"review_on": 1}}}])
async def test_a_corrupt_file_keeps_nothing_from_loading(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    account: Account,
    set_up: SetUp,
    phone: Phone,
    options: dict[str, Any],
    stored: dict[str, Any],
) -> None:
    """What was notified is not known then."""
    key = f"{DOMAIN}.the_account.notified"
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": {}, **stored}
    await set_up(account, options=options, entry_id="the_account")
    assert phone.take() == ["Human review is on."]


async def test_two_accounts(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """The title says which, and neither title nor message has an e-mail in it."""
    other = amazon.add_account(Account.generate(seed=8, email="noa@example.org"))
    await set_up(account, options=options)
    entry = await set_up(other, options=options)
    assert phone.titles == ["Alexa Privacy", "Alexa Privacy (amazon.de, 2)"]
    phone._attr_supported_features &= 0
    phone.async_write_ha_state()
    amazon.fail(Fault.REFUSED, "token", times=None)
    amazon.fail(Fault.SIGN_IN, times=None)
    await poll(hass, entry)
    assert phone.take()[-1] == f"Alexa Privacy (amazon.de, 2)\n{SIGN_IN}"


async def test_the_language_is_that_of_home_assistant(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """In German, too."""
    hass.config.language = "de"
    await set_up(account, options=options)
    assert phone.take() == ["Die menschliche Überprüfung ist eingeschaltet."]


@pytest.mark.parametrize("language", [path.stem for path in TRANSLATIONS.iterdir()])
async def test_every_text_is_filled_in(hass: HomeAssistant, language: str) -> None:
    """In every language, each with its figures, and nothing that the translation does not have."""
    hass.config.language = language
    notifier = notifications.Notifier(hass, MockConfigEntry(domain=DOMAIN))
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text())["selector"]["notification"]["options"]
    figures = {name: 11 + index for index, name in enumerate(notices._SUMS)} | {"count": 9, "last": "10"}
    for key, text in texts.items():
        if key != "figures":
            message = await notifier._in_words([notices.NoticeText(key, figures)])
            assert not re.search(r"[{}]", message)
            wanted = text.replace("{figures}", texts["figures"])
            assert re.findall(r"\d+", message) == [str(figures[name]) for name in re.findall(r"{(\w+)}", wanted)]


async def test_nobody_is_notified_of_what_is_not_wanted(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """What lasts when it is wanted is notified then; a removed account leaves no file."""
    entry = await set_up(account, options={**options, CONF_NOTIFY_ABOUT: ["sign_in"]})
    assert phone.take() == []
    hass.config_entries.async_update_entry(entry, options=options)
    await restart(hass, entry)
    assert phone.take() == ["Human review is on."]
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert not await CheckedStore(hass, f"{entry.entry_id}.notified", lambda _: None).async_load()


async def test_a_file_that_is_written_while_the_account_is_removed(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    account: Account,
    set_up: SetUp,
    phone: Phone,
    options: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its writing, which is not cancelled, ends before it is removed."""
    write, begun, goes_on = CheckedStore._async_write_data, asyncio.Event(), asyncio.Event()

    async def write_slowly(store: CheckedStore, data: dict[str, Any]) -> None:
        if store.key.endswith(".notified"):
            begun.set()
            await goes_on.wait()
        await write(store, data)

    monkeypatch.setattr(CheckedStore, "_async_write_data", write_slowly)
    entry = await set_up(account, options=options, wait=False)
    await begun.wait()
    removal = hass.async_create_task(hass.data[notifications._NOTIFIERS][entry.entry_id].remove())
    for _ in range(20):
        await asyncio.sleep(0)
    goes_on.set()
    await removal
    await hass.async_block_till_done(wait_background_tasks=True)
    assert f"{DOMAIN}.{entry.entry_id}.notified" not in hass_storage
