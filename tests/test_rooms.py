"""The rooms of the house: who may import whom, and what has to be in the box.

Imports are read from the source, also those inside functions and for type checking only: a room that names another knows it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "overtone"

# A room may import the rooms before it, and none after it.
ROOMS = (
    "model", "theatre", "corpus", "language", "coding", "chronicle", "expectation", "escalation", "controls", "exposure", "signals",
    "hypotheses", "brief", "server", "cli",
)  # fmt: skip
# What every room may use: errors that users read, and reading of data files.
EVERYBODY = ("errors", "data")
# Rooms that stand earlier and are still none of a room's business.
STRANGERS = {
    "corpus": {"theatre"},
    "language": {"theatre", "corpus"},
    "expectation": {"corpus", "language", "coding"},
    "signals": {"corpus", "language", "coding"},
    "brief": {"corpus", "language", "coding", "expectation"},
}


class Import(NamedTuple):
    """One import of a module of the package: where it stands and what it names."""

    file: str
    line: int
    name: str


def imports(source: str, module: str, *, package: bool = False) -> Iterator[Import]:
    """Every module of Overtone that `source`, the code of `module`, imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parent = module if package else module.rpartition(".")[0]
            for _ in range(node.level - 1):
                parent = parent.rpartition(".")[0]
            base = f"{parent}.{node.module}" if node.level and node.module else parent if node.level else node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("import_module", "importlib.import_module", "__import__"):
            names = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
        else:
            continue
        yield from (Import(module, node.lineno, name) for name in names if name.split(".")[0] == "overtone")


def forbidden(source: str, module: str, *, package: bool = False) -> list[str]:
    """The imports of `module` that go against the table, in words."""
    room = module.split(".")[1]
    allowed = {*ROOMS[: ROOMS.index(room) + 1], *EVERYBODY, "__version__"} - STRANGERS.get(room, set())
    return [
        f"{each.file}:{each.line}: {room} imports {each.name}"
        for each in imports(source, module, package=package)
        if each.name.split(".")[1] not in allowed
    ]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def test_every_folder_is_a_room_of_the_table() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders <= set(ROOMS)
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", *EVERYBODY}


@pytest.mark.parametrize(
    ("module", "path"), [each for each in modules() if each[0].count(".") >= 1 and each[0].split(".")[1] in ROOMS]
)
def test_imports_go_one_way(module: str, path: Path) -> None:
    assert forbidden(path.read_text("utf-8"), module, package=path.stem == "__init__") == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("overtone.coding.coder", "from overtone.chronicle import merge"),
        ("overtone.coding.coder", "import overtone.brief.render as x"),
        ("overtone.coding.coder", "def f():\n    from overtone import signals"),
        ("overtone.coding.coder", "if TYPE_CHECKING:\n    from ..chronicle.merging import merge"),
        ("overtone.coding.coder", "import importlib\nimportlib.import_module('overtone.brief')"),
        ("overtone.model.event", "from overtone.theatre import load"),
        ("overtone.language.names", "from overtone.theatre import load"),
        ("overtone.brief.assemble", "from overtone.coding import Coder"),
    ],
)
def test_a_violation_is_found(module: str, line: str) -> None:
    assert len(forbidden(line, module)) == 1


def test_what_is_allowed_is_not_found() -> None:
    lines = (
        "from overtone import __version__",
        "from overtone.errors import InputError",
        "from .gazetteer import x",
        "import overtone.model",
    )
    source = "\n".join(lines)
    assert forbidden(source, "overtone.coding.coder") == []


def test_no_room_reaches_into_the_tests_or_tools() -> None:
    for _, path in modules():
        assert not re.search(
            r"^\s*(?:from|import) (?:tests|tools|training|benchmarks)\b", path.read_text("utf-8"), re.MULTILINE
        ), path


DATA = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]


def test_every_data_file_is_in_the_wheel(tmp_path: Path) -> None:
    """Built as an installer would build it; what is missing there is missing for every user."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*.py")} <= packed
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in DATA} <= packed
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == {"overtone"}
    assert {"LICENSE", "NOTICE"} <= {name.rpartition("/")[2] for name in packed}


def tracked() -> list[Path]:
    """The files of the project; all of them where there is no git to ask."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = [name for name in done.stdout.split("\0") if name] if done.returncode == 0 else []
    found = [ROOT / name for name in names] or [
        path for folder in ("src", "tests", "docs", "examples") for path in (ROOT / folder).rglob("*")
    ]
    return [path for path in found if path.is_file() and path.suffix not in (".npz", ".pyc", ".png") and path != Path(__file__)]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(r"(?<![\w.~/])/(?:home|root|Users|work|mnt)/\w+|[A-Z]:\\Users\\")
    found = [
        f"{path}: {match[0]}"
        for path in tracked()
        for match in [place.search(path.read_text("utf-8", errors="replace"))]
        if match
    ]
    assert not found
