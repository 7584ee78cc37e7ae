"""What the commands that read articles share: the options, the reading, progress and what to say of failures."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, TypeVar

from cyclopts import Parameter

from overtone.corpus import Collection
from overtone.errors import InputError

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before progress is shown

Sources = Annotated[
    str,
    Parameter(
        help="Files, folders, addresses, or «-» for standard input. 文件、文件夹、网址，或以“-”表示标准输入。",
        allow_leading_hyphen=True,  # for «-» itself; `read_sources` refuses what looks like an option
    ),
]
TheatreName = Annotated[
    str | None, Parameter(name="--theatre", help="Theatre: a shipped name or a folder. 战局资料包：名称或文件夹。")
]
Published = Annotated[
    str | None, Parameter(name="--published", help="Day of publication where a source gives none. 来源未注明时的发布日期。")
]
Publisher = Annotated[
    str | None, Parameter(name="--publisher", help="Publisher where a source gives none. 来源未注明时的出版方。")
]
SourceLanguage = Annotated[
    str | None, Parameter(name="--language", help="Language of the sources, if not to be found out. 来源的语言。")
]


def day(text: str | None, option: str) -> date | None:
    """A day given on the command line. Raises InputError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(option, f"«{text}» is no day", "write it as 2025-04-18") from None


def read_sources(
    sources: Sequence[str], published: str | None, publisher: str | None, language: str | None, *, allow_private: bool = False
) -> Collection:
    """The documents of all sources. Raises InputError if there is none to read."""
    from overtone.corpus import Options, read

    if not sources:
        raise InputError("", "no source given", "name files, folders or addresses, or «-» for standard input")
    for source in sources:
        if source.startswith("-") and source != "-":
            raise InputError(source, "is no option of this command", "see its --help; a file of that name is ./" + source)
    options = Options(
        published=day(published, "--published"), publisher=publisher, language=language, allow_private=allow_private
    )
    collection = read(sources, options, sys.stdin.buffer)
    if not collection.documents and len(collection.failures) == 1:
        raise collection.failures[0]
    return collection


def report(collection: Collection) -> int:
    """Name what could not be read, one line each; the exit code: 0, or 2 if anything failed."""
    for failure in collection.failures:
        print(f"overtone: {failure}", file=sys.stderr)
    return 2 if collection.failures else 0


def progress(items: Iterable[T], total: int) -> Iterator[T]:
    """The items as they come, with a line of progress on standard error once they take longer than a second."""
    start, shown = time.monotonic(), False
    for number, item in enumerate(items, 1):
        yield item
        if sys.stderr.isatty() and time.monotonic() - start > _PATIENCE:
            print(f"\r{number}/{total}", end="", file=sys.stderr, flush=True)
            shown = True
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
