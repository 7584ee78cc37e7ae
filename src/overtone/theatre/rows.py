"""Pack files as rows that remember where they stand: YAML lists and JSON lines, read as hostile input.

YAML is read from the parser's event stream and not through its constructors: that bounds depth and size, refuses anchors and
tags, keeps the line of every key, and leaves words such as `no` (Norway) and `on` as the strings that an editor means. Plain
scalars become null, true/false, numbers or ISO dates only when they look exactly like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from overtone.errors import InputError

MAX_BYTES = 32 * 2**20
MAX_DEPTH = 24
MAX_NODES = 2_000_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Row(NamedTuple):
    """One mapping of a pack file: its value, the file, its first line, and the line of each of its top keys."""

    value: dict[str, Any]
    file: str
    line: int
    lines: Mapping[str, int]

    def place(self, key: str = "") -> str:
        """`file:line` of the row or of one of its keys."""
        return f"{self.file}:{self.lines.get(key, self.line)}"


def read_rows(path: Path) -> list[Row]:
    """The rows of a .yaml (a list of mappings) or .jsonl file. Raises InputError naming file, line and mend."""
    text = read_text(path)
    return list(_json_rows(text, str(path)) if path.suffix == ".jsonl" else _yaml_rows(text, str(path)))


def read_mapping(path: Path) -> Row:
    """A YAML file that is one mapping. Raises InputError."""
    value, line, lines = parse_yaml(read_text(path), str(path))
    if not isinstance(value, dict):
        raise InputError(f"{path}:{line}", "holds no mapping", "write «key: value» lines")
    return Row(value, str(path), line, lines[0])


def read_text(path: Path) -> str:
    """The text of a pack file, UTF-8, within the size limit. Raises InputError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(str(path), f"is larger than {MAX_BYTES // 2**20} MB", "split the file into a sub-folder of files")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 (byte {error.start})", "save the file as UTF-8") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the file and its permissions") from None


def _json_rows(text: str, file: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise InputError(f"{file}:{number}", f"is not JSON ({error})", "write one JSON object a line") from None
        if not isinstance(value, dict):
            raise InputError(f"{file}:{number}", "is not an object", "write one JSON object a line")
        yield Row(value, file, number, {})


def _yaml_rows(text: str, file: str) -> Iterator[Row]:
    value, first, lines = parse_yaml(text, file)
    if value is None:
        return
    if not isinstance(value, list):
        raise InputError(f"{file}:{first}", "holds no list", "start each row with «- »")
    for item, where in zip(value, lines, strict=True):
        if not isinstance(item, dict):
            raise InputError(
                f"{file}:{where.get('', first)}", "the row is no mapping", "write «- id: …» and the other keys below"
            )
        yield Row(item, file, where[""], where)


def parse_yaml(text: str, file: str) -> tuple[Any, int, list[dict[str, int]]]:
    """The value of a YAML text, its first line, and the lines of the keys of its rows (the row's own line under «»)."""
    import yaml

    composer = _Composer(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{file}:{line}", f"is not YAML ({error.problem})", "mend the indentation or the quotes there") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(file, f"is not YAML ({error})", "remove control characters and mend the syntax") from None
    return composer.value, composer.first, composer.lines


class _Composer:
    """Builds values from parser events on an explicit stack, so that depth costs no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Any = None
        self.first = 1
        self.lines: list[dict[str, int]] = []
        self._stack: list[tuple[Any, list[str]]] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._error(event, "uses an anchor or alias (& or *)", "write the value out")
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise self._error(event, "holds a second document", "keep one YAML document a file")
        elif kind == "ScalarEvent":
            if event.tag is not None and event.tag != "!":
                raise self._error(event, f"uses the tag {event.tag}", "remove the tag")
            plain = event.implicit[0] and not event.style
            self._add(event, self._scalar(event.value, event) if plain else event.value, event.value)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            value: Any = {} if kind[0] == "M" else []
            self._add(event, value, None)
            self._stack.append((value, []))
            if len(self._stack) > MAX_DEPTH:
                raise self._error(event, f"is nested deeper than {MAX_DEPTH}", "flatten it")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()

    def _scalar(self, text: str, event: Any) -> object:
        if text in _WORDS:
            return _WORDS[text]
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise self._error(event, f"«{text}» is no day of the calendar", "write YYYY-MM-DD") from None
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _NUMBER.fullmatch(text) and not text.isdigit() else text

    def _add(self, event: Any, value: Any, key: str | None) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._error(event, f"holds more than {MAX_NODES} values", "split the file")
        line = event.start_mark.line + 1
        if not self._stack:
            self.value, self.first = value, line
            if isinstance(value, dict):
                self.lines.append({"": line})
            return
        parent, pending = self._stack[-1]
        if isinstance(parent, list):
            parent.append(value)
            if len(self._stack) == 1:
                self.lines.append({"": line})
        elif pending:
            parent[pending.pop()] = value
        elif key is None:
            raise self._error(event, "uses a list or mapping as a key", "use a plain word as the key")
        elif key in parent:
            raise self._error(event, f"repeats the key «{key}»", "keep one of the two")
        else:
            pending.append(key)
            if len(self._stack) == (2 if isinstance(self.value, list) else 1):
                self.lines[-1][key] = line

    def _error(self, event: Any, problem: str, mend: str) -> InputError:
        return InputError(f"{self.file}:{event.start_mark.line + 1}", problem, mend)
