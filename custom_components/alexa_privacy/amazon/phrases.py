"""Phrases for deletion by voice in every language Alexa speaks.

Where no source is named, a phrase is our translation of the English one, as all outside English are for everything.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Spoken(StrEnum):
    """What can be deleted by voice."""

    TODAY = "today"
    EVERYTHING = "everything"


type _Phrases = Mapping[Spoken, str]
"""The phrases of a language, without the wake word."""


def _both(today: str, everything: str) -> _Phrases:
    return {Spoken.TODAY: today, Spoken.EVERYTHING: everything}


# Amazon's own help text (amazon-protocol.md §4).
_ENGLISH: Final = _both("delete everything I said today", "delete everything I've ever said")
_FRENCH: Final = ("supprime tout ce que j'ai dit aujourd'hui", "supprime tout ce que j'ai dit jusqu'à présent")
_AMERICAN_SPANISH: Final = _both("elimina todo lo que dije hoy", "elimina todo lo que he dicho hasta ahora")

LANGUAGES: Final[Mapping[str, _Phrases]] = {
    "en-US": _ENGLISH,
    "en-GB": _ENGLISH,
    "en-AU": _ENGLISH,
    "en-CA": _ENGLISH,
    "en-IN": _ENGLISH,
    # Quoted by German magazines and newspapers since 2019.
    "de-DE": _both("lösche alles, was ich heute gesagt habe", "lösche alles, was ich jemals gesagt habe"),
    # Quoted by French magazines in 2019, of France.
    "fr-FR": _both(*_FRENCH),
    "fr-CA": _both(*_FRENCH),
    # Quoted by Spanish guides from the Alexa app's own settings.
    "es-ES": _both("elimina todo lo que he dicho hoy", "elimina todo lo que he dicho hasta ahora"),
    "es-MX": _AMERICAN_SPANISH,
    "es-US": _AMERICAN_SPANISH,
    # Italian guides quote it with "elimina" and with "cancella"; the switch in the app is named after the first.
    "it-IT": _both("elimina tutto quello che ho detto oggi", "elimina tutto quello che ho detto finora"),
    "pt-BR": _both("apague tudo o que eu disse hoje", "apague tudo o que eu já disse"),
    "nl-NL": _both("verwijder alles wat ik vandaag heb gezegd", "verwijder alles wat ik ooit heb gezegd"),
    # Guides agree on the sense, not on the words.
    "ja-JP": _both("今日言ったことをすべて削除して", "これまでに言ったことをすべて削除して"),
    "hi-IN": _both("आज मैंने जो कुछ भी कहा है उसे डिलीट करो", "अब तक मैंने जो कुछ भी कहा है उसे डिलीट करो"),
    "ar-SA": _both("احذفي كل ما قلته اليوم", "احذفي كل ما قلته حتى الآن"),
}

# Only sites with one likely language: those of India, Canada, Belgium or the Emirates have several, and Alexa speaks
# none of Poland, Sweden or Turkey.
_SITES: Final = {
    "com": "en-US",
    "co.uk": "en-GB",
    "ie": "en-GB",
    "sg": "en-GB",
    "com.au": "en-AU",
    "de": "de-DE",
    "at": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "com.mx": "es-MX",
    "it": "it-IT",
    "com.br": "pt-BR",
    "nl": "nl-NL",
    "co.jp": "ja-JP",
    "sa": "ar-SA",
    "eg": "ar-SA",
}


def language_for(domain: str) -> str | None:
    """Return the language of the site of an account's credentials; None if the owner must choose."""
    return _SITES.get(domain)
