"""Esperanto, as the coder reads it: its endings tell what a word is."""

from __future__ import annotations

import re

from overtone.language.base import Language
from overtone.language.numbers import digits
from overtone.language.spaced import Spaced

_CLOSED = {
    "ADP": "de da al en sur kontraŭ kun por pri el far per inter post antaŭ dum",
    "CCONJ": "kaj aŭ sed",
    "SCONJ": "ke se ĉu ĉar",
    "DET": "la tiu ĉi ĝia lia sia",
    "PRON": "ĝi li ŝi ili",
    "ADV": "ne jam eble",
    "AUX": "estas estis estos estus",
}
_TAGS = {form: tag for tag, forms in _CLOSED.items() for form in forms.split()}
_ENDINGS = (
    (r"(?:[aiou]s|[iu])$", "VERB", "i"),
    (r"[ai]?t[aeo]j?n?$", "VERB", "i"),
    (r"oj?n?$", "NOUN", "o"),
    (r"aj?n?$", "ADJ", "a"),
)
_NUMBERS = {"unu": 1.0, "du": 2.0, "tri": 3.0, "kvar": 4.0, "kvin": 5.0, "dek": 10.0}


def word(form: str) -> tuple[str, str]:
    """Tag and lemma: «sankciis», «sankciita» → VERB sankcii; «tarifojn» → NOUN tarifo."""
    low = form.lower()
    if low in _TAGS:
        return _TAGS[low], "esti" if _TAGS[low] == "AUX" else low
    if low in _NUMBERS or low[:1].isdigit():
        return "NUM", low
    for ending, tag, base in _ENDINGS:
        if (match := re.search(ending, low)) and match.start() > 1:
            return tag, low[: match.start()] + base
    return "ADV", low


def number(text: str) -> float | None:
    """A number in digits, or one of the first words for them."""
    return _NUMBERS.get(text.lower(), digits(text))


READER: Language = Spaced("eo", word, number)
