"""Amazon's privacy settings, read and changed by learned requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .deleters import account_values
from .errors import BadResponse, Refused
from .recipes.first_requests import json_inside, send_filled, send_once
from .recipes.model import ReadRecipe, SettingRecipe
from .recipes.template import TemplateError, point
from .request_stats import RequestKind
from .responses import Expect, Response
from .session import AmazonSession


@dataclass(frozen=True, eq=False, repr=False)
class Settings:
    """The taught settings of one account."""

    _session: AmazonSession
    recipes: Mapping[str, SettingRecipe]
    """How each is set and read."""

    def can_read(self, name: str) -> bool:
        """Return whether a setting can be read from Amazon."""
        return name in self.recipes and self.recipes[name].read is not None

    async def read_position(self, name: str) -> str:
        """Return a setting's position at Amazon; raise BadResponse if it is none that was taught."""
        recipe = self.recipes[name].read
        assert recipe
        return await self._fetch(recipe, lambda answer: _position(answer, recipe))

    async def set_position(self, name: str, position: str) -> None:
        """Send the request that sets a setting to a position, once; only reading shows whether it worked."""
        recipe = self.recipes[name]
        values = {**account_values(self._session), "value": recipe.values[position]}
        if recipe.read is not None and recipe.uses("now"):
            now = recipe.read
            values["now"] = await self._fetch(now, lambda answer: _document(answer, now))
        try:
            await send_once(self._session, recipe.first, recipe.set[position], values, RequestKind.SETTING)
        except TemplateError as err:
            raise Refused("the learned request does not fit Amazon's current settings") from err

    async def _fetch[T](self, recipe: ReadRecipe, read: Callable[[Response], T]) -> T:
        """Request the response that contains a setting and return what `read` returns."""
        values, expect = account_values(self._session), Expect.JSON if recipe.after is None else Expect.HTML
        try:
            return await send_filled(
                self._session, recipe.request, values, RequestKind.SETTING_READ, read, expect=expect
            )
        except TemplateError as err:
            raise Refused("the learned request does not fit this account") from err


def _position(answer: Response, recipe: ReadRecipe) -> str:
    """Return a setting's position; raises BadResponse if that was not taught."""
    try:
        value = point(_document(answer, recipe), recipe.at)
    except TemplateError as err:
        raise BadResponse(str(err)) from err
    if (position := recipe.position(value)) is None:
        raise BadResponse("Amazon's answer is none of the setting's values")
    return position


def _document(answer: Response, recipe: ReadRecipe) -> Any:
    return answer.json if recipe.after is None else json_inside(answer, recipe.after, escaped=recipe.escaped)
