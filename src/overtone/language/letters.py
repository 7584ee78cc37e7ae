"""Which characters make words: the letters of alphabets do, whatever the alphabet; Han characters and kana, which run on, do not."""

from __future__ import annotations

LETTER = r"(?-i:(?=[^\W\d_²³¹¼½¾])[A-\u1fff])"
"""One letter, as a regular expression of width one: a word ends where none follows. The raised figure of a footnote is none.

One range, cut down by a class, and case left alone: thousands of patterns hold it, and Python is slow to compile what takes more.
"""


def is_letter(character: str) -> bool:
    """Does the one character make words?"""
    return character.isalpha() and character < "\u2e80"
