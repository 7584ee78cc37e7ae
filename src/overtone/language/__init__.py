"""The languages that can be read: each is a folder here with a module `reader.py`; adding one edits nothing else."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files

from overtone.errors import InputError
from overtone.language.base import DateMention, Language

__all__ = ["DateMention", "Language", "language", "languages"]


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are, sorted."""
    folders = files(__name__).iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.is_dir() and folder.joinpath("reader.py").is_file()))


@cache
def language(code: str) -> Language:
    """The language of a code («en»); it loads its data when they are first needed. InputError if there is none.

    A caller that meets texts in any language asks `code in languages()` first and leaves out what cannot be read.
    """
    if code not in languages():
        raise InputError(f"language «{code}»", "cannot be read", f"use one of {', '.join(languages())}")
    reader: Language = import_module(f"{__name__}.{code}.reader").READER
    return reader
