"""The command as a user runs it: a process of its own, its bytes in and out, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


class Done(NamedTuple):
    """What a finished command left."""

    code: int
    out: str
    err: str


class Overtone(Protocol):
    """`overtone` with these arguments and this standard input."""

    def __call__(self, *arguments: object, given: str | bytes = b"") -> Done: ...


@pytest.fixture(scope="session")
def overtone() -> Overtone:
    """Runs the command in a locale that knows no Chinese, without a terminal: output must not depend on either."""

    def run(*arguments: object, given: str | bytes = b"") -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "overtone.cli.main", *map(str, arguments)],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            timeout=120,
            env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def one_line(done: Done) -> bool:
    """Is the complaint one clear line with the mend, and nothing else said?"""
    return done.err.startswith("overtone: ") and done.err.count("\n") == 1 and "Traceback" not in done.err
