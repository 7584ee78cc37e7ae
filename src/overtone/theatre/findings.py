"""What a check finds: where it stands, what is wrong, and how to mend it."""

from __future__ import annotations

from typing import Any, NamedTuple

from overtone.errors import InputError
from overtone.theatre.pack import Placed


class Finding(NamedTuple):
    """One thing to mend: where it stands (file, line, key), what is wrong, and what to do about it."""

    file: str
    line: int
    key: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.problem}; {self.mend}"


def at(item: Placed[Any], key: str, problem: str, mend: str) -> Finding:
    """A finding at a key of the row that states `item`, or at the row where the key stands on no line of its own."""
    return Finding(item.row.file, item.row.lines.get(key, item.row.line), key, problem, mend)


def of_error(error: InputError) -> Finding:
    """A row that could not be read, as a finding."""
    file, _, line = error.place.rpartition(":")
    place, number = (file, int(line)) if file and line.isdigit() else (error.place, 1)
    return Finding(place, number, error.problem.split(":")[0] if ":" in error.problem else "", error.problem, error.mend)
