"""Every command says what it does, in both languages, with an example; mistakes in calling it get one line and exit 2."""

from __future__ import annotations

import re

import pytest

from overtone import __version__
from overtone.cli.main import COMMANDS

from .conftest import Overtone, one_line

NAMES = [name for name, *_ in COMMANDS]
HAN = re.compile(r"[一-鿿]")


def test_help_lists_every_command(overtone: Overtone) -> None:
    for arguments in ([], ["--help"], ["-h"]):
        done = overtone(*arguments)
        assert (done.code, done.err) == (0, "")
        assert all(re.search(rf"│ {name}\b", done.out) for name in NAMES)


@pytest.mark.parametrize("command", [*([name] for name in NAMES), ["theatre", "list"], ["theatre", "show"], ["theatre", "check"]])
def test_help_of_a_command_has_an_example(overtone: Overtone, command: list[str]) -> None:
    done = overtone(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"overtone {' '.join(command)}" in done.out.split("Example", 1)[1]
    assert HAN.search(done.out), "in Chinese too"


def test_version(overtone: Overtone) -> None:
    assert overtone("--version").out.strip() == __version__


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "is no command"),
        (["brief"], "no source given"),
        (["brief", "--nonsense"], "--nonsense"),
        (["brief", "examples", "--lang", "fr"], "fr"),
        (["brief", "no-such-file.txt"], "no-such-file.txt"),
        (["brief", "a.txt", "--as-of", "next Tuesday"], "«next Tuesday» is no day"),
        (["brief", "a.txt", "--as-of", "2025-02-30"], "«2025-02-30» is no day"),
        (["brief", "a.txt", "-o", "brief.docx"], "no format is known for «.docx»"),
        (["brief", "a.txt", "-o", "no-such-folder/brief.html"], "its folder does not exist"),
        (["code", "a.txt", "--published", "18/04/2025"], "«18/04/2025» is no day"),
        (["code", "examples/2025-04-10-en-tariff-125.md", "--theatre", "atlantis"], "is no theatre"),
        (["theatre", "nonsense"], "nonsense"),
    ],
)
def test_mistakes_in_calling(overtone: Overtone, arguments: list[str], said: str) -> None:
    done = overtone(*arguments)
    assert (done.code, done.out) == (2, "")
    assert one_line(done)
    assert said in done.err
