"""Amazon's privacy settings, read and set by recipe."""

from collections.abc import Callable, Mapping
from typing import Any

from .deleters import account_values
from .errors import BadResponse, Refused
from .recipes.first_requests import json_inside, send_first
from .recipes.model import ReadRecipe, SwitchRecipe
from .recipes.template import TemplateError, point
from .request_stats import RequestKind
from .responses import Expect, Response
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
        request = recipe.request("on" if on else "off")
        values = {**account_values(self._session), "value": recipe.on if on else recipe.off}
        if recipe.read is not None and recipe.uses("now"):
            now = recipe.read
            values["now"] = await self._fetch(now, lambda answer: _document(answer, now))
        try:
            values = await send_first(self._session, recipe.first, values, RequestKind.SETTING)
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
    if (position := recipe.position(value)) is None:
        raise BadResponse("Amazon's answer is neither on nor off")
    return position == "on"


def _document(answer: Response, recipe: ReadRecipe) -> Any:
    """Return the JSON that holds the settings."""
    return answer.json if recipe.after is None else json_inside(answer, recipe.after, escaped=recipe.escaped)
