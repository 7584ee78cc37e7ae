"""From rows to nouns: the shorthands that a pack may use, and the schema.

A row has exactly the fields of its noun in `overtone.model`. Besides, an editor may write

* everywhere: a single value where a list is meant (`zh: 中国`); `since` and `until` on the row itself instead of inside `period`;
* actors: `en` and `zh` for `names.en` and `names.zh` (names in further languages stand in `names`); `party: us` (a list is read
  too) for affiliations without dates; `role` for a single one of `roles`; a role as `{office: president, of: us, since: …}`
  with an office of offices.yaml, or as the line `president of us, 2017-01-20..2021-01-20` (either day may be left out); a
  person without a party takes those of its roles; `stems` and `definite` say what the patterns build names of agencies from
  (see `patterns`);
* events: `day` (or a single day as `when`) for an interval of one day; `citation` for a single one of `citations`; without
  `publishers`, those of the citations.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from overtone.errors import InputError
from overtone.model import Actor, Affiliation, Baseline, Citation, Dimension, Event, Period, Product, RecordedFigure, Role
from overtone.theatre.rows import Row

LANGUAGES = ("en", "zh")
"""In which packs are written: titles and summaries have both, and names in them have a shorthand. Names may be in any language."""
Offices = Mapping[str, Mapping[str, tuple[str, ...]]]
Noun = TypeVar("Noun", Actor, Product, Event, Dimension, Baseline, RecordedFigure)

# For each noun, its fields that are tables of tuples by language, and those that are tuples.
_TABLES: Mapping[type, tuple[str, ...]] = {
    Actor: ("names", "adjectives", "metonyms", "short"),
    Product: ("names",),
    Dimension: ("cues",),
    Role: ("title",),
}
_LISTS: Mapping[type, tuple[str, ...]] = {
    Actor: ("parties", "roles"),
    Event: ("theme", "mentions", "publishers", "citations"),
    Baseline: ("citations",),
    RecordedFigure: ("citations",),
}
_PERIODS = (Role, Affiliation, Product, Baseline)
_ROLE = re.compile(r"(?P<office>[\w-]+) of (?P<of>[\w.-]+)(?:, *(?P<since>[\d-]*)\.\.(?P<until>[\d-]*))?")


def noun(row: Row, kind: type[Noun], offices: Offices) -> Noun:
    """The noun that a row states. Raises InputError with file, line, key and mend."""
    value = dict(row.value)
    if kind is Actor:
        _expand_actor(row, value, offices)
    elif kind is Event:
        _expand_event(value)
    if kind is not Actor and "citation" in value:
        value["citations"] = _as_list(value.pop("citation"))
    value = _plain(row, value, kind)
    for citation in value.get("citations", ()):
        if isinstance(citation, dict):
            _known_keys(row, citation, Citation, "citations")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at ")
        key = re.split(r"[.\[]", path.strip("`$ ").lstrip("."))[0] or ("id" if "`id`" in problem else "")
        raise InputError(row.place(key), f"{key or 'row'}: {problem}", f"see the fields of {kind.__name__}") from None


def offices_of(rows: Iterable[Row]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The table of offices: id → title by language; `sole` marks one with a single holder at a time. Raises InputError."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        try:
            table[str(row.value["id"])] = {
                language: tuple(map(str, _as_list(row.value[language])))
                for language in row.value
                if language not in ("id", "sole")
            }
        except KeyError:
            raise InputError(row.place(), "the office has no id", "write «id: president» with en and zh") from None
    return table


def _plain(row: Row, value: dict[str, Any], kind: type) -> dict[str, Any]:
    """A row's mapping with the shorthands of every noun written out, and no unknown key."""
    value = dict(value)
    if kind in _PERIODS and ("since" in value or "until" in value):
        value["period"] = {key: value.pop(key) for key in ("since", "until") if key in value}
    for field in _TABLES.get(kind, ()):
        if isinstance(table := value.get(field), dict):
            value[field] = {language: _as_list(names) for language, names in table.items()}
    for field in _LISTS.get(kind, ()):
        if field in value:
            value[field] = _as_list(value[field])
    _known_keys(row, value, kind, "")
    if isinstance(period := value.get("period"), dict):
        _known_keys(row, period, Period, "period")
    return value


def _known_keys(row: Row, value: Mapping[str, Any], kind: type, key: str) -> None:
    known = [field.name for field in msgspec.structs.fields(kind)]
    for name in value:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            mend = f"write «{near[0]}»" if near else f"known keys are {', '.join(known)}"
            raise InputError(row.place(key or str(name)), f"{key and key + ': '}unknown key «{name}»", mend)


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _expand_actor(row: Row, value: dict[str, Any], offices: Offices) -> None:
    for language in LANGUAGES:
        if language in value:
            names = dict(value.get("names") or {})
            names[language] = _as_list(value.pop(language)) + _as_list(names.get(language))
            value["names"] = names
    value.pop("stems", None)
    value.pop("definite", None)
    roles = _as_list(value.get("roles")) + _as_list(value.pop("role", None))
    if roles:
        value["roles"] = [_role(row, role, offices) for role in roles]
    parties = _as_list(value.get("parties")) + [{"party": party} for party in _as_list(value.pop("party", None))]
    if not parties and value.get("kind") == "person":
        parties = _parties_of(value.get("roles", ()))
    if parties:
        value["parties"] = [_plain(row, party, Affiliation) if isinstance(party, dict) else party for party in parties]


def _parties_of(roles: Iterable[Any]) -> list[dict[str, Any]]:
    """A person's affiliations, from the offices held: without dates if all are of one actor, else role by role."""
    held = [role for role in roles if isinstance(role, dict)]
    if len({role.get("of") for role in held}) == 1:
        return [{"party": held[0]["of"]}]
    return [{"party": role.get("of"), "period": role.get("period", {})} for role in held]


def _role(row: Row, role: Any, offices: Offices) -> Any:
    if isinstance(role, str):
        match = _ROLE.fullmatch(role)
        if not match:
            raise InputError(
                row.place("roles"), f"cannot read the role «{role}»", "write «president of us, 2017-01-20..2021-01-20»"
            )
        role = {key: text for key, text in match.groupdict().items() if text}
    if not isinstance(role, dict):
        return role
    role = dict(role)
    if "office" in role:
        office = str(role.pop("office"))
        if office not in offices:
            near = difflib.get_close_matches(office, offices, 1)
            mend = f"write «{near[0]}»" if near else "add it to offices.yaml or give «title»"
            raise InputError(row.place("roles"), f"unknown office «{office}»", mend)
        role.setdefault("title", {language: list(titles) for language, titles in offices[office].items()})
    return _plain(row, role, Role)


def _expand_event(value: dict[str, Any]) -> None:
    when = value.pop("day", None) or value.get("when")
    if isinstance(when, (date, str)):
        value["when"] = [when, when]
    elif when is not None:
        value["when"] = when
    citations = _as_list(value.get("citations") or value.get("citation"))
    if "publishers" not in value and citations:
        names = [citation.get("publisher") for citation in citations if isinstance(citation, dict)]
        value["publishers"] = list(dict.fromkeys(name for name in names if isinstance(name, str)))
