"""A pack: the folder of one theatre, read into nouns that remember where they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from overtone.errors import InputError
from overtone.model import Actor, Baseline, Dimension, Event, Product, RecordedFigure, Theatre
from overtone.theatre.merge import united
from overtone.theatre.nouns import Noun, Offices, noun, offices_of
from overtone.theatre.patterns import expand
from overtone.theatre.rows import Row, read_mapping, read_rows

SHELF = Path(__file__).parent / "packs"
WORLD = "world"
HEADER = "theatre.yaml"
PARTS: dict[str, type] = {
    "actors": Actor,
    "products": Product,
    "chronicle": Event,
    "dimensions": Dimension,
    "baselines": Baseline,
    "figures": RecordedFigure,
}
TABLES = ("offices", "patterns", "groups")
MAX_FILES = 2000

T = TypeVar("T")
Report = Callable[[InputError], None]


class Placed(NamedTuple, Generic[T]):
    """A noun and the row that states it."""

    noun: T
    row: Row


class Pack(NamedTuple):
    """A pack as written: its header and its nouns by part, rows in the order of the files.

    `derived` come from patterns; `tables` are the rows of patterns and groups; `sole` the titles of offices with one holder at a time.
    """

    header: Theatre
    folder: Path
    placed: dict[str, list[Placed[Any]]]
    derived: list[Placed[Actor]]
    tables: tuple[Row, ...] = ()
    sole: tuple[Mapping[str, tuple[str, ...]], ...] = ()

    def theatre(self) -> Theatre:
        """The pack's theatre. Raises InputError at an id that is stated twice."""
        parts: dict[str, tuple[Any, ...]] = {}
        for part, placed in self.placed.items():
            for first, second in duplicates(placed):
                raise InputError(second.row.place("id"), f"id: «{second.noun.id}» stands at {first.row.place()}", "keep one row")
            parts[part] = tuple(item.noun for item in placed)
        actors = united(parts["actors"], (item.noun for item in self.derived), names_last=True)
        return msgspec.structs.replace(self.header, **{**parts, "actors": actors})


def duplicates(placed: Iterable[Placed[Any]]) -> list[tuple[Placed[Any], Placed[Any]]]:
    """Pairs of rows with one id: the first and the later one. Baselines have no id."""
    first: dict[str, Placed[Any]] = {}
    pairs = []
    for item in placed:
        id_ = getattr(item.noun, "id", None)
        if id_ is None:
            continue
        if id_ in first:
            pairs.append((first[id_], item))
        first.setdefault(id_, item)
    return pairs


def folder_of(name: str | Path) -> Path:
    """The folder of a shipped pack or of a folder given. Raises InputError."""
    text = str(name)
    shipped = SHELF / text
    if isinstance(name, str) and text.replace("-", "").isalnum() and (shipped / HEADER).is_file():
        return shipped
    folder = Path(name)
    if (folder / HEADER).is_file():
        return folder
    known = ", ".join(sorted(path.parent.name for path in SHELF.glob(f"*/{HEADER}")))
    if folder.is_dir():
        raise InputError(str(folder / HEADER), "is missing", "add it with id, title, summary and sides")
    raise InputError(text, "is no theatre", f"give a folder with {HEADER}, or one of {known}")


def files_of(folder: Path) -> dict[str, list[Path]]:
    """The files of each part: `actors.yaml`, `actors.jsonl`, or those of the sub-folder `actors/`. Raises InputError."""
    found: dict[str, list[Path]] = {}
    for part in (*PARTS, *TABLES):
        own = [path for path in (folder / f"{part}.yaml", folder / f"{part}.yml", folder / f"{part}.jsonl") if path.is_file()]
        below = sorted(
            path for path in (folder / part).rglob("*") if path.suffix in (".yaml", ".yml", ".jsonl") and path.is_file()
        )
        found[part] = own + below
    if sum(map(len, found.values())) > MAX_FILES:
        raise InputError(str(folder), f"holds more than {MAX_FILES} files", "join them")
    return found


def read_pack(folder: Path, report: Report | None = None) -> Pack:
    """Read a pack. Errors go to `report`, row by row, and are raised where there is none."""

    def tell(error: InputError) -> None:
        if report is None:
            raise error
        report(error)

    files = files_of(folder)
    header = _header(folder / HEADER, tell)
    offices, sole = _offices(folder, files, tell)
    rows = {part: _rows(paths, tell) for part, paths in files.items()}
    placed: dict[str, list[Placed[Any]]] = {part: _nouns(rows[part], kind, offices, tell) for part, kind in PARTS.items()}
    derived: list[Placed[Actor]] = []
    try:
        groups = {str(row.value["id"]): tuple(row.value.get("states") or ()) for row in rows["groups"] if "id" in row.value}
        derived = _nouns(expand(rows["patterns"], groups, rows["actors"]), Actor, offices, tell)
    except InputError as error:
        tell(error)
    titles = tuple(offices[id_] for id_ in sorted(sole))
    return Pack(header, folder, placed, derived, (*rows["patterns"], *rows["groups"]), titles)


def _header(path: Path, tell: Report) -> Theatre:
    empty = Theatre(id=path.parent.name, title={})
    try:
        row = read_mapping(path)
        for key in row.value:
            if key not in ("id", "title", "summary", "sides"):
                raise InputError(row.place(key), f"unknown key «{key}»", "the header has id, title, summary and sides")
        try:
            return msgspec.convert(row.value, Theatre)
        except msgspec.ValidationError as error:
            raise InputError(str(path), str(error), "write id, title: {en, zh}, summary: {en, zh}, sides: [ids]") from None
    except InputError as error:
        tell(error)
        return empty


def _offices(folder: Path, files: dict[str, list[Path]], tell: Report) -> tuple[Offices, set[str]]:
    """The offices of the pack on top of those of the world pack, and the ids of those that one person holds at a time."""
    shared = [] if folder == SHELF / WORLD else files_of(SHELF / WORLD)["offices"]
    try:
        rows = [row for path in (*shared, *files["offices"]) for row in read_rows(path)]
        return offices_of(rows), {str(row.value["id"]) for row in rows if row.value.get("sole") is True}
    except InputError as error:
        tell(error)
        return {}, set()


def _rows(paths: Iterable[Path], tell: Report) -> list[Row]:
    rows: list[Row] = []
    for path in paths:
        try:
            rows += read_rows(path)
        except InputError as error:
            tell(error)
    return rows


def _nouns(rows: Iterable[Row], kind: type[Noun], offices: Offices, tell: Report) -> list[Placed[Noun]]:
    placed: list[Placed[Noun]] = []
    for row in rows:
        try:
            placed.append(Placed(noun(row, kind, offices), row))
        except InputError as error:
            tell(error)
    return placed
