"""The languages that can be read: each is a folder with a module `reader.py` and its data; adding one edits nothing else."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from overtone import data
from overtone.errors import InputError
from overtone.language.base import DateMention, Language

__all__ = ["DateMention", "Language", "language", "languages"]


def languages() -> tuple[str, ...]:
    """The codes of the languages there are, sorted: those of this room, and those that are installed (see `overtone.data`)."""
    return tuple(data.languages())


@cache
def language(code: str) -> Language:
    """The language of a code («en»); it loads its data when they are first needed. InputError if there is none.

    A caller that meets texts in any language asks `code in languages()` first and leaves out what cannot be read.
    """
    package = data.languages().get(code)
    if package is None:
        raise InputError(f"language «{code}»", "cannot be read", f"use one of {', '.join(languages())}")
    try:
        reader: Language | None = getattr(import_module(f"{package}.reader"), "READER", None)
    except ModuleNotFoundError as error:
        raise InputError(f"language «{code}»", f"{package}.reader cannot be imported ({error})", "install it again") from None
    if reader is None:
        raise InputError(f"language «{code}»", f"{package}.reader has no READER", "see docs/languages.md")
    return reader
