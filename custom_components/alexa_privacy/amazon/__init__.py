"""An asynchronous client for what Amazon keeps of what was said to Alexa; it knows nothing of Home Assistant.

A `History` lists recordings through an `AmazonSession`. `Deleter`s and `Settings` send requests that were learned
from the owner (`Recipes`, learned in `learn`). Every call returns what Amazon showed, or raises an `AmazonError`. What
is known of Amazon, and how surely, is in amazon-protocol.md. Signing in (`login.sign_in`) is imported where it is
needed: the library it uses takes long to load.
"""

from .audio import Audio, Sound
from .conversations import Conversations
from .credentials import Credentials
from .deleters import Deleter, Method, recipe_deleters
from .errors import (
    AmazonError,
    BadRequest,
    BadResponse,
    CannotConnect,
    CountryMissing,
    ListingIncomplete,
    NoSound,
    Refused,
    SignedOut,
    SignInRefused,
    Throttled,
    TimeUnknown,
    Withdrawn,
)
from .history import History, Window
from .household import first_names
from .pace import Pace
from .privacy_settings import Settings
from .recipes.document import RecipeError, parse_recipes, read_recipes
from .recipes.model import Recipes
from .recordings import Echo, Kind, Recording
from .session import AmazonSession
from .voice import SpeakingEcho, VoiceDeleter, list_echos

__all__ = [
    "AmazonError",
    "AmazonSession",
    "Audio",
    "BadRequest",
    "BadResponse",
    "CannotConnect",
    "Conversations",
    "CountryMissing",
    "Credentials",
    "Deleter",
    "Echo",
    "History",
    "Kind",
    "ListingIncomplete",
    "Method",
    "NoSound",
    "Pace",
    "RecipeError",
    "Recipes",
    "Recording",
    "Refused",
    "Settings",
    "SignInRefused",
    "SignedOut",
    "Sound",
    "SpeakingEcho",
    "Throttled",
    "TimeUnknown",
    "VoiceDeleter",
    "Window",
    "Withdrawn",
    "first_names",
    "list_echos",
    "parse_recipes",
    "read_recipes",
    "recipe_deleters",
]
