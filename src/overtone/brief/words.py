"""The words of one language, from `words/<language>.yaml`, and how they are filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from overtone.data import languages, part
from overtone.errors import InputError


class Words(msgspec.Struct, frozen=True):
    """All that a brief says in one language, reached by dotted keys («count.events»)."""

    language: str
    tree: dict[str, Any]

    def raw(self, key: str) -> Any:
        """What stands under `key`; KeyError with the whole key where nothing does."""
        node: Any = self.tree
        for step in key.split("."):
            if not isinstance(node, dict) or step not in node:
                raise KeyError(f"words/{self.language}.yaml has no «{key}»")
            node = node[step]
        return node

    def __call__(self, key: str, **values: object) -> str:
        """The text under `key` with `values` filled in. Values are never read as templates."""
        return str(self.raw(key)).format_map(values) if values else str(self.raw(key))

    def counted(self, key: str, n: int, **values: object) -> str:
        """The form of `key` for `n`."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=f"{n:,}" if self.language == "en" else n, **values)

    def list(self, items: Sequence[str]) -> str:
        """«a, b and c»."""
        if len(items) < 2:
            return "".join(items)
        return self("comma").join(items[:-1]) + self("list_last") + items[-1]

    def opening(self, sentence: str) -> str:
        """The sentence as it stands at the beginning of a line."""
        return sentence[:1].upper() + sentence[1:] if self.raw("capital") else sentence


@cache
def load_words(language: str) -> Words:
    """The words of `language`: shipped, or `brief.yaml` in the language's own folder. InputError if it has none."""
    import yaml

    shipped = files("overtone.brief").joinpath("words", f"{language}.yaml") if language.isalnum() else None
    source = shipped if shipped is not None and shipped.is_file() else part(language, "brief.yaml")
    if source is None:
        own = (each.name.removesuffix(".yaml") for each in files("overtone.brief").joinpath("words").iterdir())
        known = ", ".join(sorted({*own, *(code for code in languages() if part(code, "brief.yaml") is not None)}))
        raise InputError(f"language «{language}»", "briefs cannot be written in it", f"use one of {known}")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Words(language, yaml.load(source.read_text("utf-8"), Loader=loader))
