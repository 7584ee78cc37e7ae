"""`overtone code`: event mentions and claims as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overtone.cli.second import Second, reported, second_reader
from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, progress, read_sources, report
from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.coding.second import SecondReader
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
    jobs: Annotated[
        int,
        Parameter(help="Processes that code at the same time; with a second reader one. 同时编码的进程数；有第二判读者时为一。"),
    ] = 1,
    second: Second | None = None,
    lang: Annotated[
        Literal["en", "zh"], Parameter(name="--lang", help="Language of the second reader's report. 第二判读者报告的语言。")
    ] = "en",
) -> int:
    """Event mentions, claims, departures and figures as JSON lines, one line a document. 逐篇输出事件、主张、反常之处与数据。

    Example: overtone code article.txt --published 2025-04-18

    Example: overtone code - --jobs 4 < records.jsonl

    Example: overtone code article.txt --second-reader http://localhost:11434/v1 --model qwen2.5:14b
    """
    if jobs < 1:
        raise InputError("--jobs", f"«{jobs}» is no number of processes", "give 1 or more")
    collection = read_sources(sources, published, publisher, language)
    documents = collection.documents
    reader = second_reader(second, lang)
    if trace:
        _trace(documents, theatre, reader)
    else:
        from overtone.cli.jobs import coded_lines

        out = sys.stdout.buffer
        for line in progress(
            coded_lines(documents, theatre, jobs, reader.revise if reader is not None else None), len(documents)
        ):
            out.write(line)
        out.flush()
    return max(reported(reader, second, lang), report(collection))


def _trace(documents: Sequence[Document], theatre: str | None, reader: SecondReader | None) -> None:
    from overtone.coding import Coder
    from overtone.coding.trace import traced
    from overtone.theatre import assemble

    coder = Coder(assemble(theatre))
    for batch in coder.batches(documents):
        analyses = coder.analyse(batch)
        if reader is None:
            for analysis in analyses:
                sys.stdout.write(traced(analysis) + "\n")
            continue
        from overtone.coding.second import remarks

        for analysis, told in zip(analyses, reader.revise(analyses), strict=True):
            said = {number: list(remarks(outcome)) for number, outcome in reader.outcomes(analysis).items()}
            sys.stdout.write(traced(analysis, told, said) + "\n")
