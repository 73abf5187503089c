"""Lessons with requests of a recipe's own form, as owners give them, and what is learned of them."""

from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Browser, Json, template, values
from tests.amazon.learn.simulator import NOW, ROOT, DeleteApp, Moment, account, good_demonstrations, lesson

__all__ = ["KEYS", "NOW", "ONE", "RECORDS", "ROOT", "learn", "refusal", "visit"]

RECORDS = account()
KEYS: Json = {
    "method": "POST",
    "path": f"{ROOT}/remove",
    "headers": {"anti-csrftoken-a2z": "{{csrf}}"},
    "json": {"keys": ["{{recording.recordKey}}"]},
}
ONE: Json = {
    "method": "DELETE",
    "path": f"{ROOT}/one/{{{{recording.recordKey}}}}",
    "headers": {"anti-csrftoken-a2z": "{{csrf}}"},
}


def visit(form: Json = KEYS, records: list[Json] = RECORDS, **page: Any) -> Browser:
    """Return a browser in which two recordings were deleted one by one, with requests of a form."""

    def send(named: Any, moment: Moment) -> list[Any]:
        return [template(form).render({**values(named), "csrf": moment.csrf, "time": moment.time})]

    return lesson(DeleteApp(send, **page), records, good_demonstrations(RECORDS)).browser


def learn(data: bytes, of: Lesson = Lesson.DELETE_RECORDINGS, **more: Any) -> Json:
    """Return the learned request of a way to delete."""
    found: Json = learn_har(data, lesson=of, site=SITE, **more).document[of]
    return found


def refusal(data: bytes, of: Lesson = Lesson.DELETE_RECORDINGS, **more: Any) -> LearnError:
    """Return why nothing was learned."""
    with pytest.raises(LearnError) as caught:
        learn_har(data, lesson=of, site=SITE, **more)
    return caught.value
