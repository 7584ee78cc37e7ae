"""docs/theatres.md, followed to the letter: its commands run, its files pass the check, its article gives the brief that it promises."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from overtone.theatre import check, load

GUIDE = (Path(__file__).parents[2] / "docs/theatres.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"(?:Save this as `(?P<path>[^`]+)`:\n\n)?```(?P<kind>\w+)\n(?:# (?P<name>\w+\.yaml)\n)?(?P<text>.*?)```", re.DOTALL
)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder in which the guide was followed from its first block to its last, and what each command printed."""
    here = tmp_path_factory.mktemp("guide")
    printed = []
    for block in BLOCK.finditer(GUIDE):
        if block["kind"] == "sh":
            printed += [_run(command, here) for command in block["text"].splitlines()]
        else:
            path = here / (block["path"] or f"strait/{block['name']}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")
    return here, printed


def _run(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "overtone"
    done = subprocess.run([sys.executable, "-m", "overtone.cli.main", *arguments], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def test_the_theatre_of_the_guide_passes(followed: tuple[Path, list[str]]) -> None:
    folder, printed = followed
    assert check(folder / "strait") == []
    assert "nothing to mend" in printed[1]
    theatre = load(folder / "strait")
    assert "northland.pilots" in {actor.id for actor in theatre.actors}
    assert len(theatre.chronicle) == 3


def test_the_brief_says_what_the_guide_promises(followed: tuple[Path, list[str]]) -> None:
    folder, printed = followed
    (brief,) = (text for text in printed if text.startswith("# "))
    signals = re.findall(r"^### \d+ · (.*?)(?:\[\^|$)", brief, re.MULTILINE)
    assert signals == ["Ada Vale visited Southland", "Southland imposed restrictions on Northland"]
    assert "she always travelled with a naval escort" in brief
    assert "the record of Southland" in brief
    assert "海峡之争" in (folder / "brief.html").read_text(encoding="utf-8")
