"""Phrases for deletion by voice in every language Alexa speaks, with the source of each wording."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Spoken(StrEnum):
    """What can be deleted by voice."""

    TODAY = "today"
    EVERYTHING = "everything"


class Wording(StrEnum):
    """The source of a phrase."""

    DOCUMENTED = "documented"
    """Amazon's own help text (amazon-protocol.md §4)."""
    REPORTED = "reported"
    """Public guides quote it as Amazon's; its help text in this language was not available."""
    TRANSLATED = "translated"
    """Our translation of the English wording; there is no report that Alexa accepts it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The phrase without the wake word."""

    text: str
    wording: Wording


type _Phrases = Mapping[Spoken, Phrase]


def _both(today: str, everything: str, *, today_is: Wording = Wording.TRANSLATED) -> _Phrases:
    """Return a language's phrases; outside English, the one for everything is always our translation."""
    return {
        Spoken.TODAY: Phrase(today, today_is),
        Spoken.EVERYTHING: Phrase(everything, Wording.TRANSLATED),
    }


_ENGLISH: Final[_Phrases] = {
    Spoken.TODAY: Phrase("delete everything I said today", Wording.DOCUMENTED),
    Spoken.EVERYTHING: Phrase("delete everything I've ever said", Wording.DOCUMENTED),
}
_FRENCH: Final = ("supprime tout ce que j'ai dit aujourd'hui", "supprime tout ce que j'ai dit jusqu'à présent")
_AMERICAN_SPANISH: Final = _both("elimina todo lo que dije hoy", "elimina todo lo que he dicho hasta ahora")

LANGUAGES: Final[Mapping[str, _Phrases]] = {
    "en-US": _ENGLISH,
    "en-GB": _ENGLISH,
    "en-AU": _ENGLISH,
    "en-CA": _ENGLISH,
    "en-IN": _ENGLISH,
    # Quoted by German magazines and newspapers since 2019.
    "de-DE": _both(
        "lösche alles, was ich heute gesagt habe",
        "lösche alles, was ich jemals gesagt habe",
        today_is=Wording.REPORTED,
    ),
    # Quoted by French magazines in 2019, of France.
    "fr-FR": _both(*_FRENCH, today_is=Wording.REPORTED),
    "fr-CA": _both(*_FRENCH),
    # Quoted by Spanish guides from the Alexa app's own settings.
    "es-ES": _both(
        "elimina todo lo que he dicho hoy",
        "elimina todo lo que he dicho hasta ahora",
        today_is=Wording.REPORTED,
    ),
    "es-MX": _AMERICAN_SPANISH,
    "es-US": _AMERICAN_SPANISH,
    # Italian guides quote it with "elimina" and with "cancella"; the switch in the app is named after the first.
    "it-IT": _both(
        "elimina tutto quello che ho detto oggi",
        "elimina tutto quello che ho detto finora",
        today_is=Wording.REPORTED,
    ),
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


def language_for(domain: str, choice: str | None = None) -> str | None:
    """Return the owner's choice, or the language of an account's site; None if the owner must choose.

    `domain` is that of the credentials; the choice may be any locale, such as `de_AT`, that one of LANGUAGES serves.
    """
    return _closest(choice) if choice else _SITES.get(domain)


def _closest(locale: str) -> str | None:
    """Return the locale itself, or else the first of the same language."""
    wanted = locale.replace("_", "-").casefold()
    known = {language.casefold(): language for language in LANGUAGES}
    language = wanted.split("-", maxsplit=1)[0]
    return known.get(wanted) or next((name for name in LANGUAGES if name.split("-")[0] == language), None)
