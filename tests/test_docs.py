"""What the guides say holds: commands exist, links lead somewhere, the described row is a row, and both READMEs say the same."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import msgspec
import pytest

from overtone.cli.main import COMMANDS
from overtone.coding.constructions import Flag, Row, compile_anchor
from overtone.data import parse

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    names = {name for name, *_ in COMMANDS}
    assert set(re.findall(r"\bovertone ([a-z]+)\b(?!\.)", page.read_text("utf-8"))) - {"brief", "code"} <= names


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_every_command_and_folder_is_named(page: Path) -> None:
    text = page.read_text("utf-8")
    for name, *_ in COMMANDS:
        assert f"overtone {name}" in text
    for folder in (
        path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_")) and any(path.glob("*"))
    ):
        assert folder.name in ("src", "out", "build", "dist") or f"`{folder.name}`" in text


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_what_is_not_built_is_said_and_what_is_built_is_not_among_it(page: Path) -> None:
    """The commands of the design; a command that appears has to leave the list."""
    missing = re.search(r"\*\*(?:Not built yet:|尚未完成的部分：)\*\*(.*?)\n\n", page.read_text("utf-8"), re.DOTALL)
    assert missing is not None
    named = set(re.findall(r"`([a-z]+)`", missing[1]))
    assert not named & {name for name, *_ in COMMANDS}
    assert named


def test_both_readmes_have_the_same_parts() -> None:
    shapes = [re.findall(r"^(#+ |\| `|    \S)", page.read_text("utf-8"), re.MULTILINE) for page in READMES]
    assert shapes[0] == shapes[1]


def test_the_row_of_the_guide_is_a_row() -> None:
    text = (ROOT / "docs" / "constructions.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block is not None
    rows = [msgspec.convert(raw, Row, strict=False) for raw in parse(block[1])]
    assert rows[0].act == "SANCTION"
    assert [element.light for element in compile_anchor(rows[0].verbs[0])] == [False, True]
    assert all(f"{key}:" in block[1] for key in Row.__struct_fields__)
    flags = set(re.findall(r"^\| (?:`flags`)? ?\| `([a-z]+)`", text, re.MULTILINE))
    assert flags <= set(typing.get_args(Flag))
    assert len(flags) >= 4
