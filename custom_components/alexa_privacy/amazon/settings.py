"""Amazon's privacy settings, read and set by recipe."""

from collections.abc import Mapping
from typing import Any

from .answers import Expect
from .erasers import account_values
from .errors import BadAnswer, Refused
from .first_requests import json_inside, send_first
from .recipes import ReadRecipe, SwitchRecipe
from .session import AmazonSession
from .templates import TemplateError, point
from .traffic import Asking


class Settings:
    """One account's settings that were taught."""

    def __init__(self, session: AmazonSession, recipes: Mapping[str, SwitchRecipe]) -> None:
        """Speak through one account's session."""
        self._session = session
        self._recipes = recipes

    def can_set(self, name: str) -> bool:
        """Tell whether a setting was taught."""
        return name in self._recipes

    def can_read(self, name: str) -> bool:
        """Tell whether Amazon's own state of a setting can be seen."""
        return name in self._recipes and self._recipes[name].read is not None

    async def read(self, name: str) -> bool:
        """Return whether a setting is on at Amazon; BadAnswer where the answer is neither on nor off."""
        recipe = self._recipes[name]
        assert recipe.read
        document = await self._document(recipe.read)
        try:
            value = point(document, recipe.read.at)
        except TemplateError as err:
            raise BadAnswer(str(err)) from err
        if (position := recipe.read.position(value)) is None:
            raise BadAnswer("Amazon's answer is neither on nor off")
        return position == "on"

    async def set(self, name: str, *, on: bool) -> None:
        """Ask Amazon to set a setting, once; whether it did, only `read` shows."""
        recipe = self._recipes[name]
        request = recipe.request("on" if on else "off")
        values = {**account_values(self._session), "value": recipe.on if on else recipe.off}
        if recipe.read is not None and recipe.uses("now"):
            values["now"] = await self._document(recipe.read)
        try:
            values = await send_first(self._session, recipe.first, values, Asking.SETTING)
            await self._session.send(
                lambda csrf: request.render({**values, "csrf": csrf}),
                Asking.SETTING,
                csrf=request.uses_csrf,
                expect=Expect.ANYTHING,
                repeatable=False,
            )
        except TemplateError as err:
            raise Refused("the learned request does not fit Amazon's present settings") from err

    async def _document(self, recipe: ReadRecipe) -> Any:
        """Fetch the JSON that holds the settings."""
        request = recipe.request
        values = account_values(self._session)
        answer = await self._session.send(
            lambda csrf: request.render({**values, "csrf": csrf}),
            Asking.SETTING_READ,
            csrf=request.uses_csrf,
            expect=Expect.JSON if recipe.after is None else Expect.HTML,
        )
        return answer.json if recipe.after is None else json_inside(answer, recipe.after, escaped=recipe.escaped)
