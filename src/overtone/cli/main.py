"""The command `overtone`: mounts the groups and turns errors into one line and an exit code.

Groups are imported when they are called, so that `overtone --help` stays quick.
"""

from __future__ import annotations

import sys

from cyclopts import App

from overtone import __version__
from overtone.errors import InputError

app = App(
    name="overtone",
    version=__version__,
    help="Reads the news on a contest between powers and tells the signal behind the signal. 弦外之音：读出信号背后的信号。",
)
app.command("overtone.cli.brief:brief", name="brief", help="Articles in, a brief out. 输入文章，输出简报。")
app.command(
    "overtone.cli.code:code", name="code", help="Event mentions and claims as JSON lines. 逐篇输出事件与主张（JSON 行）。"
)
app.command("overtone.cli.theatre:app", name="theatre", help="List, show and check theatres. 查看与校验战局资料包。")
app.command("overtone.cli.ledger:add", name="add", help="Read articles into the chronicle. 将文章读入事件账本。")
app.command("overtone.cli.ledger:events", name="events", help="Query the chronicle. 查询事件账本。")
app.command(
    "overtone.cli.signals:signals", name="signals", help="Ranked signals with bits and reasons. 信号排序，附比特数与理由。"
)
app.command("overtone.cli.signals:explain", name="explain", help="The sum behind a number, term by term. 逐项解释一个数字。")


def run(arguments: list[str] | None = None) -> None:
    """Run the command line; exit codes: 0 done, 1 findings of a check, 2 usage or bad input."""
    from cyclopts import CycloptsError

    try:
        result = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except (InputError, CycloptsError) as error:
        print(f"overtone: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)


if __name__ == "__main__":
    run()
