"""What was said, from Amazon's transcript lines, which may repeat an utterance (amazon-protocol.md §3)."""

from collections.abc import Iterable
import re
from typing import Final
import unicodedata

_WAKE_WORDS: Final = (
    *("alexa", "amazon", "echo", "computer", "ziggy"),
    *("アレクサ", "アマゾン", "エコー", "コンピューター", "コンピュータ", "ジギー"),
    *("एलेक्सा", "अलेक्सा", "ऐलेक्सा", "अमेज़न", "अमेज़ॅन", "इको", "कंप्यूटर", "कम्प्यूटर", "ज़िगी"),
    *("أليكسا", "اليكسا", "ألكسا", "الكسا", "أمازون", "امازون", "إيكو", "ايكو", "كمبيوتر", "زيجي"),
)
# What people say before the wake word, in the languages Alexa speaks.
_GREETINGS: Final = (
    *("hey", "he", "hé", "hi", "hello", "ok", "okay", "hallo", "hej", "hoi", "oi", "olá", "ola", "hola", "oye", "eh"),
    *("ehi", "ciao", "salut", "bonjour", "dis", "ei", "ねえ", "ねぇ", "ヘイ", "オーケー", "オッケー"),
    *("हे", "हेलो", "हैलो", "ओके", "अरे", "सुनो", "يا", "هاي", "هي", "مرحبا", "اوكي", "أوكي", "طيب"),
)


# Combining marks that only vary a letter, by their combining class: nuktas, Hebrew points, Arabic vowel signs, accents.
# All others are letters of their own: kana with voicing marks, the vowel signs of Indic and Thai scripts.
_ACCENTS: Final = frozenset({7, *range(10, 36), *range(200, 256)})
# Typographic quotes, the Arabic tatweel, and letters that Unicode does not decompose.
_PLAIN: Final = {
    ord(letter): plain
    for letters, plain in (
        *(("\u2018\u2019", "'"), ("\u201c\u201d", '"'), ("\u0640", ""), ("\u0131", "i")),
        *(("ø", "o"), ("đ", "d"), ("ł", "l"), ("ħ", "h"), ("ŧ", "t"), ("æ", "ae"), ("œ", "oe")),
    )
    for letter in letters
}


def folded(text: str) -> str:
    """Return a text without accents, case and the width of letters, for searching."""
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(letter for letter in text if unicodedata.combining(letter) not in _ACCENTS)
    return unicodedata.normalize("NFC", kept.translate(_PLAIN))


def bare(text: str) -> str:
    """Return only letters and digits, because transcripts differ in case, width, punctuation and spaces."""
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in normal if unicodedata.category(letter)[0] in "LMN")


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern of bare words, the longest first."""
    return "|".join(sorted({bare(word) for word in words}, key=lambda word: (-len(word), word)))


_CALLS: Final = f"(?:(?:{_one_of(_GREETINGS)})?(?:{_one_of(_WAKE_WORDS)}))"
_CALLED: Final = re.compile(f"^{_CALLS}+")
_LONGEST: Final = 1000


def says_only(said: str, phrase: str) -> bool:
    """Return whether only a phrase was said, with or without a wake word, once or several times."""
    return re.fullmatch(f"(?:{_CALLS}*{re.escape(bare(phrase))})+", bare(said)) is not None


def joined(lines: Iterable[tuple[str | None, str]]) -> str:
    """Return the words of lines, each given with the id of its utterance; a line without an id belongs to the last one.

    Where lines of an utterance repeat each other, their words are returned once, without the wake word if one of the
    lines leaves it out.
    """
    spoken = [(utterance, text) for utterance, text in lines if text.strip()]
    current = next((utterance for utterance, _ in spoken if utterance), None)
    utterances: dict[str | None, list[str]] = {}
    for utterance, text in spoken:
        current = utterance or current
        utterances.setdefault(current, []).append(text)
    return " ".join(text for texts in utterances.values() for text in _without_repeats(texts))


def _without_repeats(texts: list[str]) -> Iterable[str]:
    """Return the lines of an utterance without those that repeat another."""
    if len(texts) == 1:
        return texts
    kept: dict[str, tuple[str, str]] = {}
    is_called = False
    for text in texts:
        # What has neither letters nor digits is compared as it is; nobody speaks longer than this without a pause.
        said = (bare(text) if len(text) <= _LONGEST else "") or text
        words = _CALLED.sub("", said)
        is_called = is_called or "" != words != said
        if words not in kept or len(said) < len(kept[words][0]):
            kept[words] = said, text
    if is_called:
        # A line with only the wake word is repeated by one that continues after it.
        kept.pop("", None)
    return [text for _, text in kept.values()]
