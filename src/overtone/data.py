"""Data files: YAML in which words such as `no`, `on` and `yes` are words, and the folders in which languages keep theirs.

A language is a folder: a module `reader.py` and files of data. It is one of `overtone/language/`, or a package that somebody has installed
and that names itself in its own metadata under the entry point `overtone.languages` (`eo = "overtone_eo"`). No list is kept anywhere else.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from overtone.errors import InputError

T = TypeVar("T")

_GROUP = "overtone.languages"
_GUIDE = "see docs/languages.md"


@functools.cache
def _loader() -> Any:
    import yaml

    class Loader(yaml.CSafeLoader):
        """YAML 1.2's booleans: true and false only."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
        for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    import re

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return Loader


def parse(text: str) -> Any:
    """The value of a YAML text of our own; raises yaml.YAMLError."""
    import yaml

    return yaml.load(text, _loader())


def read(kind: type[T], package: str, *path: str) -> T:
    """The file at `path` in a package, as `kind`. Raises msgspec.ValidationError where it does not fit."""
    return msgspec.convert(parse(files(package).joinpath(*path).read_text("utf-8")), kind)


@functools.cache
def languages() -> Mapping[str, str]:
    """The languages there are, sorted: code (ISO 639) → the package with its `reader.py` and data. Ours go before those installed."""
    own = (each.name for each in files("overtone").joinpath("language").iterdir() if each.joinpath("reader.py").is_file())
    found = {entry.name: entry.value for entry in entry_points(group=_GROUP)}
    found |= {code: f"overtone.language.{code}" for code in own}
    return MappingProxyType(dict(sorted(found.items())))


def part(language: str, *path: str) -> Traversable | None:
    """The file or folder at `path` in the language's folder; None if it has no such thing, or if there is no such language."""
    folder = _folder(language)
    found = folder.joinpath(*path) if folder is not None else None
    return found if found is not None and (found.is_file() or found.is_dir()) else None


def read_part(kind: type[T], language: str, name: str) -> T | None:
    """The file `name` of the language's folder as `kind`, None if it has none. Raises InputError where it does not fit."""
    file = part(language, name)
    return read_file(kind, file, f"{language}/{name}") if file is not None else None


def read_file(kind: type[T], file: Traversable, place: str) -> T:
    """A file of a language's data as `kind`; `place` is what an error calls it. Raises InputError where it does not fit."""
    import yaml

    try:
        return msgspec.convert(parse(file.read_text("utf-8")), kind)
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(place, " ".join(str(error).split()), _GUIDE) from None


@functools.cache
def _folder(language: str) -> Traversable | None:
    package = languages().get(language)
    if package is None:
        return None
    above, _, name = package.rpartition(".")
    if above == "overtone.language":
        return files("overtone").joinpath("language", name)
    try:
        return files(package)
    except ModuleNotFoundError:
        raise InputError(
            f"language «{language}»", f"its package «{package}» is not installed", "install it again, or remove it"
        ) from None
