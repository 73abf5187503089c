"""Amazon's privacy settings, read and set by recipe."""

from collections.abc import Callable, Mapping
from html import unescape
from json import JSONDecoder
from typing import Any

from .deleters import account_values
from .errors import BadResponse, Refused
from .recipes.model import ReadRecipe, SwitchRecipe
from .recipes.template import TemplateError, point
from .request_stats import RequestKind
from .responses import Expect, Response, beginning
from .session import AmazonSession


class Settings:
    """One account's settings that were taught."""

    def __init__(self, session: AmazonSession, recipes: Mapping[str, SwitchRecipe]) -> None:
        """Initialize with one account's session."""
        self._session = session
        self._recipes = recipes

    def can_set(self, name: str) -> bool:
        """Return whether a setting was taught."""
        return name in self._recipes

    def can_read(self, name: str) -> bool:
        """Return whether a setting can be read from Amazon."""
        return name in self._recipes and self._recipes[name].read is not None

    async def read(self, name: str) -> bool:
        """Return whether a setting is on at Amazon; raise BadResponse if it is neither on nor off."""
        recipe = self._recipes[name].read
        assert recipe
        return await self._fetch(recipe, lambda answer: _state(answer, recipe))

    async def set(self, name: str, *, on: bool) -> None:
        """Send the request that changes a setting, once; only `read` shows whether it worked."""
        recipe = self._recipes[name]
        request = recipe.set
        values = {**account_values(self._session), "value": recipe.on if on else recipe.off}
        if recipe.read is not None and request.uses("now"):
            now = recipe.read
            values["now"] = await self._fetch(now, lambda answer: _document(answer, now))
        try:
            await self._session.send(
                lambda csrf: request.render({**values, "csrf": csrf}),
                RequestKind.SETTING,
                csrf=request.uses_csrf,
                expect=Expect.ANYTHING,
                repeatable=False,
            )
        except TemplateError as err:
            raise Refused("the learned request does not fit Amazon's current settings") from err

    async def _fetch[T](self, recipe: ReadRecipe, read: Callable[[Response], T]) -> T:
        """Request the response that contains a setting and return what `read` returns."""
        request = recipe.request
        values = account_values(self._session)
        try:
            return await self._session.fetch(
                lambda csrf: request.render({**values, "csrf": csrf}),
                RequestKind.SETTING_READ,
                read,
                csrf=request.uses_csrf,
                expect=Expect.JSON if recipe.after is None else Expect.HTML,
            )
        except TemplateError as err:
            raise Refused("the learned request does not fit this account") from err


def _state(answer: Response, recipe: ReadRecipe) -> bool:
    """Return whether a setting is on; raise BadResponse if it is neither on nor off."""
    try:
        value = point(_document(answer, recipe), recipe.at)
    except TemplateError as err:
        raise BadResponse(str(err)) from err
    for state, meaning in ((True, recipe.on), (False, recipe.off)):
        if type(value) is type(meaning) and value == meaning:
            return state
    raise BadResponse("Amazon's response is neither on nor off")


def _document(answer: Response, recipe: ReadRecipe) -> Any:
    """Return the JSON that contains the settings."""
    return answer.json if recipe.after is None else _json_inside(answer, recipe.after, escaped=recipe.escaped)


def _json_inside(answer: Response, after: str, *, escaped: bool) -> Any:
    """Return the JSON value after a text of a page."""
    _, found, rest = answer.body.partition(after.encode())
    if not found:
        raise BadResponse("Amazon's page does not contain what the recipe expects")
    text = beginning(rest).decode("utf-8", "replace")
    if escaped:
        # Inside an attribute, the value ends at its closing quote; escaped quotes do not count.
        text = unescape(text.partition(after[-1])[0])
    try:
        return JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError) as err:
        raise BadResponse("Amazon's page does not contain valid JSON there") from err
