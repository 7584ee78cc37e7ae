"""Names by pattern: the agencies that every state has («{adj} Foreign Ministry», «{zh}外交部»), from one row for all states.

A row of patterns.yaml has the `id` of the agency (the actor becomes «<state>.<id>»), its `kind`, canonical `name`, names `en` and
`zh` (in further languages in `names`), and `states`: `all`, the name of a group in groups.yaml, or a list of ids; `except` leaves
some out. With `state: true` the names go to the state itself («Chinese government»). In the patterns stand for the state

* `{state}` its English name, `{the}` the same with the article where it takes one («the Netherlands»), `{poss}` «China's»;
* `{adj}` each English stem («Dutch»; «US», «U.S.», «American»), `{zh}` each Chinese stem («韩国», «南韩»), `{eo}` those of another;
* `{short}` each Chinese form of one character («俄外交部»), for states whose form is no common word;
* `{capital}` and `{首都}` the first metonym in either language.

Stems are the row's `stems`, or else in English the adjectives, in any other language the first name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from overtone.errors import InputError
from overtone.theatre.nouns import LANGUAGES
from overtone.theatre.rows import Row

_KEYS = {"id", "kind", "name", "names", *LANGUAGES, "states", "except", "state"}


def expand(patterns: Iterable[Row], groups: Mapping[str, tuple[str, ...]], states: Iterable[Row]) -> Iterator[Row]:
    """The actors that patterns give, as rows standing at the pattern's line. Raises InputError."""
    by_id = {str(row.value.get("id")): row for row in states if row.value.get("kind") == "state"}
    for pattern in patterns:
        _validate(pattern)
        left_out = set(_list(pattern.value.get("except")))
        for id_ in _members(pattern, groups, by_id):
            if id_ in by_id and id_ not in left_out:
                yield _agency(pattern, id_, by_id[id_].value)


def _validate(pattern: Row) -> None:
    for key in ("id", "states"):
        if key not in pattern.value:
            raise InputError(pattern.place(), f"the pattern has no «{key}»", f"add «{key}»")
    for key in pattern.value:
        if key not in _KEYS:
            raise InputError(pattern.place(key), f"unknown key «{key}»", f"known keys are {', '.join(sorted(_KEYS))}")


def _members(pattern: Row, groups: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Row]) -> Iterable[str]:
    states = pattern.value["states"]
    if states == "all":
        return by_id
    if isinstance(states, list):
        return map(str, states)
    if states not in groups:
        raise InputError(pattern.place("states"), f"unknown group «{states}»", f"groups are all, {', '.join(groups)}")
    return groups[states]


def _agency(pattern: Row, id_: str, state: Mapping[str, Any]) -> Row:
    words = _words(state)
    templates = {key: pattern.value[key] for key in LANGUAGES if key in pattern.value} | dict(pattern.value.get("names") or {})
    names = {language: [*_fill(pattern, each, words)] for language, each in templates.items()}
    if pattern.value.get("state"):
        value: dict[str, Any] = {"id": id_, "name": state["name"], "kind": state["kind"], "names": names}
    else:
        (name,) = list(_filled(str(pattern.value.get("name", "")), words, pattern))[:1] or [""]
        value = {
            "id": f"{id_}.{pattern.value['id']}",
            "name": name,
            "kind": pattern.value.get("kind", "agency"),
            "names": names,
            "parties": [{"party": id_}],
        }
    return Row(value, pattern.file, pattern.line, pattern.lines)


def _words(state: Mapping[str, Any]) -> dict[str, list[str]]:
    stems = state.get("stems") or {}
    adjectives, metonyms = state.get("adjectives") or {}, state.get("metonyms") or {}
    names = state.get("names") or {}
    firsts = {code: (_list(state.get(code)) + _list(names.get(code)))[:1] for code in (*LANGUAGES, *names)}
    name = str(state["name"])
    return {code: _list(stems.get(code)) or first for code, first in firsts.items()} | {
        "state": [name],
        "the": [f"the {name}" if state.get("definite") else name],
        "poss": [f"{name}'" if name.endswith("s") else f"{name}'s"],
        "adj": _list(stems.get("en")) or _list(adjectives.get("en")),
        "short": _list((state.get("short") or {}).get("zh")),
        "capital": _list(metonyms.get("en"))[:1],
        "首都": _list(metonyms.get("zh"))[:1],
    }


def _fill(pattern: Row, templates: Any, words: Mapping[str, list[str]]) -> Iterator[str]:
    for template in _list(templates):
        yield from _filled(template, words, pattern)


def _filled(template: str, words: Mapping[str, list[str]], pattern: Row) -> Iterator[str]:
    used = [word for word in words if f"{{{word}}}" in template]
    rest = template
    for word in used:
        rest = rest.replace(f"{{{word}}}", "")
    if "{" in rest or "}" in rest:
        known = ", ".join(f"{{{word}}}" for word in words)
        raise InputError(pattern.place(), f"unknown place holder in «{template}»", f"known are {known}")
    for choice in product(*(words[word] for word in used)):
        filled = template
        for word, text in zip(used, choice, strict=True):
            filled = filled.replace(f"{{{word}}}", text)
        yield filled


def _list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [] if value is None else [str(value)]
