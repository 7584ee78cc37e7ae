"""A folder of Delta tables, appended to by any number of processes and read by DuckDB.

Delta commits a file of rows at once or not at all, and two appends never conflict. Whatever the two libraries have to say of a
damaged folder becomes an InputError that names it.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from overtone.chronicle.tables import TABLES, Kind, Row
from overtone.errors import InputError

if TYPE_CHECKING:
    import duckdb
    from arro3.core import Table

_EPOCH = date(1970, 1, 1).toordinal()
_UNFIT = re.compile(r"[\[\]^|%\\]")
"""Characters of folder names that the Delta library cannot take."""

_ATTEMPTS = 5


def default_home() -> Path:
    """`OVERTONE_HOME`, else `overtone` in `XDG_DATA_HOME` or ~/.local/share. Raises InputError where there is no home folder."""
    if own := os.environ.get("OVERTONE_HOME"):
        return Path(own)
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    try:
        return Path(base).expanduser() / "overtone"
    except RuntimeError:
        raise InputError("OVERTONE_HOME", "there is no home folder", "name a folder for the chronicle with --home") from None


class Store:
    """The tables of one folder. Nothing is made before the first append; a folder that is not there reads as empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        if _UNFIT.search(str(self.folder)) and os.name != "nt":
            raise InputError(str(folder), "the name holds one of [ ] ^ | % \\", "choose a folder without these for the chronicle")

    def append(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Write rows, table after table in the order of `TABLES`. Raises InputError."""
        with self._guarded("written"):
            self.folder.mkdir(parents=True, exist_ok=True)
            for table in TABLES:
                if rows.get(table):
                    self._write(table, rows[table])

    def _write(self, table: str, rows: Sequence[Row]) -> None:
        from deltalake import write_deltalake
        from deltalake.exceptions import DeltaError

        data = _arrow(rows, TABLES[table])
        path = self.folder / table
        for attempt in range(1, _ATTEMPTS + 1):
            new = not _begun(path)
            try:
                write_deltalake(str(path), data, mode="append")
                return
            except DeltaError:
                # Two processes may both find that there is no table yet; only one of them can make it.
                if not new or attempt == _ATTEMPTS:
                    raise

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with a view of each table. What the documents seal was written before them, so they are looked up first."""
        import duckdb

        with self._guarded("read"), duckdb.connect() as connection:
            connection.execute("SET threads TO 2")
            for table in reversed(TABLES):
                connection.execute(self._view(table))
            yield connection

    def _view(self, table: str) -> str:
        columns = TABLES[table]
        files = self._files(table)
        if not files:
            nothing = ", ".join(f"NULL::{_SQL[kind]} AS {_quoted(name)}" for name, kind in columns.items())
            return f"CREATE VIEW {table} AS SELECT {nothing} WHERE false"
        chosen = ", ".join(_quoted(name) for name in columns)
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        return f"CREATE VIEW {table} AS SELECT {chosen} FROM read_parquet([{listed}], union_by_name = true)"

    def _files(self, table: str) -> list[str]:
        from deltalake import DeltaTable

        path = self.folder / table
        if not _begun(path):
            return []
        # The library percent-encodes the folder; names of files within it are its own and plain.
        return [glob.escape(str(path / uri.rsplit("/", 1)[-1])) for uri in DeltaTable(str(path)).file_uris()]

    @contextmanager
    def _guarded(self, done: str) -> Iterator[None]:
        import duckdb
        from deltalake.exceptions import DeltaError

        try:
            yield
        except (DeltaError, duckdb.Error, msgspec.MsgspecError) as error:
            first = next(iter(str(error).splitlines()), "")
            problem = f"the chronicle cannot be {done} ({first[:160]})"
            raise InputError(str(self.folder), problem, "restore the folder from a copy, or name another with --home") from None
        except OSError as error:
            problem = f"the chronicle cannot be {done} ({error.strerror or error})"
            raise InputError(str(self.folder), problem, "choose a folder that may be written to with --home") from None


def _begun(table: Path) -> bool:
    """Has anything been committed to the table? Files without a commit are those of an append under way, or broken off."""
    log = table / "_delta_log"
    return log.is_dir() and any(log.iterdir())


_SQL: dict[Kind, str] = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "day": "DATE", "truth": "BOOLEAN"}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _arrow(rows: Sequence[Row], columns: Mapping[str, Kind]) -> Table:
    """Rows as an Arrow table, the form in which Delta takes them."""
    from arro3.core import Table

    return Table.from_arrays([_array([row[name] for row in rows], kind) for name, kind in columns.items()], names=list(columns))


def _array(values: Sequence[Any], kind: Kind) -> Any:
    from arro3.core import Array, DataType

    if kind == "day":
        return Array([None if v is None else v.toordinal() - _EPOCH for v in values], DataType.int32()).cast(DataType.date32())
    types = {"text": DataType.string, "integer": DataType.int64, "number": DataType.float64, "truth": DataType.bool}
    return Array(list(values), types[kind]())
