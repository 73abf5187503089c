"""What the household of a generated account says, and what Alexa answers."""

from typing import NamedTuple
import unicodedata


class Phrase(NamedTuple):
    """Something said, the answer, and how Amazon files it."""

    said: str
    replied: str
    domain: str
    intent: str


EVERYDAY = (
    Phrase("alexa what time is it", "It's a quarter past nine.", "Clock", "GetTimeIntent"),
    Phrase("alexa put milk on the shopping list", "I added milk to your shopping list.", "ToDos", "AddToListIntent"),
    Phrase("alexa turn off the kitchen light", "OK", "SmartHome", "TurnOffIntent"),
    Phrase("alexa wie wird das wetter morgen", "Morgen wird es sonnig, bei 21 Grad.", "Weather", "GetWeatherIntent"),
    Phrase("alexa stell einen timer auf zehn minuten", "Zehn Minuten, ab jetzt.", "Notifications", "SetTimerIntent"),
    Phrase("alexa quelle heure est-il", "Il est neuf heures et quart.", "Clock", "GetTimeIntent"),
    Phrase("alexa pon música tranquila", "Aquí tienes música tranquila.", "Music", "PlayMusicIntent"),
    Phrase("alexa what helps against a migraine", "Rest in a dark room may help.", "Knowledge", "AskIntent"),
    Phrase("alexa call grandma", "Calling grandma.", "Communication", "CallIntent"),
    Phrase("alexa stop", "", "Global", "StopIntent"),
)

# Contents that trip a reader who looks for markup, throttling words or short text in the wrong place.
AWKWARD = (
    Phrase("alexa what does too many requests mean", "Too many requests means: wait.", "Knowledge", "AskIntent"),
    Phrase("alexa explain rate exceeded", "A ThrottlingException says rate exceeded.", "Knowledge", "AskIntent"),
    Phrase('alexa read <b onmouseover="alert(1)">bold</b> & <!-- this -->', "</script><p>Done", "Books", "ReadIntent"),
    Phrase("alexa party 🎉👩‍👩‍👧‍👦 now", "🎶 here we go 🎶", "Music", "PlayMusicIntent"),
    Phrase("اليكسا كم الساعة", "الساعة التاسعة والربع.", "Clock", "GetTimeIntent"),
    Phrase("alexa spell " + "donaudampfschifffahrt" * 20, "I'd rather not.", "Knowledge", "SpellIntent"),
    Phrase('alexa say "quotes", \\ backslash\nand\ttab', "{{csrf}}", "Global", "SayIntent"),
)

# Heard, but nothing anybody meant to say.
OVERHEARD = (
    Phrase("alexa", "", "", "Unknown"),
    Phrase("", "", "", "Unknown"),
    Phrase("alex are you coming to dinner", "", "", "Unknown"),
    Phrase("and then she said to him", "", "", "Unknown"),
)

CONVERSATIONS = (
    Phrase("Planning a weekend in Lisbon", "Which museum is free on Sundays?", "Chat", "Conversation"),
    Phrase("Date/Time Request", "What time is it?", "Chat", "Conversation"),
)

# What an Echo takes for the wish to delete, without the wake word. Amazon documents the English wording only; the
# others stand in for it, so that a wording that is not here is as good as any other words.
DELETIONS = {
    "just now": ("delete what i just said",),
    "today": (
        "delete everything i said today",
        "lösche alles, was ich heute gesagt habe",
        "supprime tout ce que j'ai dit aujourd'hui",
        "elimina todo lo que he dicho hoy",
        "elimina todo lo que dije hoy",
        "elimina tutto quello che ho detto oggi",
        "apague tudo o que eu disse hoje",
        "verwijder alles wat ik vandaag heb gezegd",
        "今日言ったことをすべて削除して",
        "आज मैंने जो कुछ भी कहा है उसे डिलीट करो",
        "احذفي كل ما قلته اليوم",
    ),
    "ever": (
        "delete everything i've ever said",
        "lösche alles, was ich jemals gesagt habe",
        "supprime tout ce que j'ai dit jusqu'à présent",
        "elimina todo lo que he dicho hasta ahora",
        "elimina tutto quello che ho detto finora",
        "apague tudo o que eu já disse",
        "verwijder alles wat ik ooit heb gezegd",
        "これまでに言ったことをすべて削除して",
        "अब तक मैंने जो कुछ भी कहा है उसे डिलीट करो",
        "احذفي كل ما قلته حتى الآن",
    ),
}

WAKE_WORDS = {"HIRAGANA": "アレクサ", "CJK": "アレクサ", "DEVANAGARI": "एलेक्सा", "ARABIC": "أليكسا"}


def wake_word_for(words: str) -> str:
    """Return how a transcript in the script of some words spells the wake word."""
    script = unicodedata.name(words[0], "").split()[0] if words else ""
    return WAKE_WORDS.get(script, "alexa")
