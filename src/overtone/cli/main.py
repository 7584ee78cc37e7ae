"""The command `overtone`: mounts the groups and turns errors into one line and an exit code.

Groups are imported when they are called, so that `overtone --help` stays quick.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from cyclopts import App

from overtone import __version__
from overtone.errors import InputError

_COLLECT = 200_000
"""Objects made before Python looks for cycles: a theatre is a hundred thousand that stay, and looking at them over and over takes a
quarter of the time that a command needs to start."""

# Name, where it is, and its line in the list of commands.
COMMANDS = (
    ("brief", "overtone.cli.brief:brief", "Articles in, a brief out. 输入文章，输出简报。"),
    ("code", "overtone.cli.code:code", "Event mentions and claims as JSON lines. 逐篇输出事件与主张（JSON 行）。"),
    ("theatre", "overtone.cli.theatre:app", "List, show, check and begin theatres. 查看、校验与新建战局资料包。"),
    ("add", "overtone.cli.ledger:add", "Read articles into the chronicle. 将文章读入事件账本。"),
    ("events", "overtone.cli.ledger:events", "Query the chronicle. 查询事件账本。"),
    ("signals", "overtone.cli.signals:signals", "Ranked signals with bits and reasons. 信号排序，附比特数与理由。"),
    ("explain", "overtone.cli.signals:explain", "The sum behind a number, term by term. 逐项解释一个数字。"),
    ("eval", "overtone.cli.evaluate:evaluate", "Score the coder against gold records. 用标注记录检验编码质量。"),
)


def application(asked: str | None = None) -> App:
    """The commands. `asked` is the one that is called: it tells its own help, with examples; of the others the line must do."""
    app = App(
        name="overtone",
        version=__version__,
        help="Reads the news on a contest between powers and tells the signal behind the signal. 弦外之音：读出信号背后的信号。\n\n"
        "Example: overtone brief examples --as-of 2025-04-19 -o brief.html",
        help_format="plaintext",
    )
    for name, place, line in COMMANDS:
        app.command(place, name=name, help=None if name == asked else line)
    return app


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit codes: 0 done, 1 findings of a check, 2 usage or bad input."""
    from cyclopts import CycloptsError

    gc.set_threshold(_COLLECT)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the locale: both languages are printed
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = next((word for word in given if not word.startswith("-")), None)
    names = [name for name, *_ in COMMANDS]
    try:
        if asked is not None and asked not in names:
            raise InputError(asked, "is no command", f"the commands are {', '.join(names)}; see overtone --help")
        result = application(asked)(given, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except (InputError, CycloptsError) as error:
        print(f"overtone: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader has what it wanted. What Python would still flush on its way out goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)


if __name__ == "__main__":
    run()
