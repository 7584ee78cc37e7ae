"""Which characters make words: the letters of alphabets do, whatever the alphabet; Han characters and kana, which run on, do not."""

from __future__ import annotations

LETTER = r"[^\W\d_²³¹¼-¾\u2070-\u218f\u2460-\u24ff\u2e80-\U0010ffff]"
"""One letter, as a regular expression: a word ends where none follows. The raised figure of a footnote is none."""


def is_letter(character: str) -> bool:
    """Does the one character make words?"""
    return character.isalpha() and character < "\u2e80"
