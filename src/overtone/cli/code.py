"""`overtone code`: event mentions and claims as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, progress, read_sources, report
from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.model import Document


def code(
    *sources: Sources,
    theatre: TheatreName = None,
    published: Published = None,
    publisher: Publisher = None,
    language: SourceLanguage = None,
    trace: Annotated[
        bool, Parameter(negative=(), help="Show mentions, clauses, rules tried and why one was dropped. 显示判读过程。")
    ] = False,
    jobs: Annotated[int, Parameter(help="Processes that code at the same time. 同时编码的进程数。")] = 1,
) -> int:
    """Event mentions, claims, departures and figures as JSON lines, one line a document. 逐篇输出事件、主张、反常之处与数据。

    Example: overtone code article.txt --published 2025-04-18

    Example: overtone code - --jobs 4 < records.jsonl
    """
    if jobs < 1:
        raise InputError("--jobs", f"«{jobs}» is no number of processes", "give 1 or more")
    collection = read_sources(sources, published, publisher, language)
    documents = collection.documents
    if trace:
        _trace(documents, theatre)
        return report(collection)
    from overtone.cli.jobs import coded_lines

    out = sys.stdout.buffer
    for line in progress(coded_lines(documents, theatre, jobs), len(documents)):
        out.write(line)
    out.flush()
    return report(collection)


def _trace(documents: Sequence[Document], theatre: str | None) -> None:
    from overtone.coding import Coder
    from overtone.coding.trace import traced
    from overtone.theatre import assemble

    coder = Coder(assemble(theatre))
    for batch in coder.batches(documents):
        for analysis in coder.analyse(batch):
            sys.stdout.write(traced(analysis) + "\n")
