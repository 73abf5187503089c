"""An asynchronous client for Alexa's voice history at Amazon, independent of Home Assistant.

A `History` lists recordings through an `AmazonSession`. `Deleter`s and `Settings` send requests that were learned
from the owner (`Recipes`, learned in `learn`). Every call returns what Amazon showed, or raises an `AmazonError`. What
is known of Amazon, with the evidence, is in amazon-protocol.md. A `SignInAttempt` signs in on Amazon's own page. The
sign-in by password (`password_login.sign_in`) is imported only where needed: the library it uses takes long to load.
"""

from .audio import Audio, Sound
from .credentials import Credentials
from .deleters import Deleter, Method, recipe_deleters
from .errors import (
    AmazonError,
    BadRequest,
    BadResponse,
    CannotConnect,
    CodeExpired,
    CountryMissing,
    ListingIncomplete,
    NoSound,
    Refused,
    RegistrationRefused,
    SignedOut,
    SignInRefused,
    Throttled,
    TimeUnknown,
    TokenRefused,
    UnexpectedSignInPage,
    Withdrawn,
)
from .history import Conversations, History, Window
from .household import first_names
from .login import LandingPage, LandingPageError, SignInAttempt, read_landing_page
from .pace import Pace
from .privacy_settings import Settings
from .recipes.document import parse_recipes, read_recipes
from .recipes.model import Recipes
from .recipes.request_form import RecipeError
from .recordings import Echo, Kind, Recording
from .registration import deregister, register
from .session import AmazonSession
from .sign_in_pages import SignInPage
from .voice import SpeakingEcho, VoiceDeleter, list_echos

__all__ = [
    "AmazonError",
    "AmazonSession",
    "Audio",
    "BadRequest",
    "BadResponse",
    "CannotConnect",
    "CodeExpired",
    "Conversations",
    "CountryMissing",
    "Credentials",
    "Deleter",
    "Echo",
    "History",
    "Kind",
    "LandingPage",
    "LandingPageError",
    "ListingIncomplete",
    "Method",
    "NoSound",
    "Pace",
    "RecipeError",
    "Recipes",
    "Recording",
    "Refused",
    "RegistrationRefused",
    "Settings",
    "SignInAttempt",
    "SignInPage",
    "SignInRefused",
    "SignedOut",
    "Sound",
    "SpeakingEcho",
    "Throttled",
    "TimeUnknown",
    "TokenRefused",
    "UnexpectedSignInPage",
    "VoiceDeleter",
    "Window",
    "Withdrawn",
    "deregister",
    "first_names",
    "list_echos",
    "parse_recipes",
    "read_landing_page",
    "read_recipes",
    "recipe_deleters",
    "register",
]
