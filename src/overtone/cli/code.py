"""`overtone code`: event mentions and claims as JSON lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overtone.cli.second import Second, reported, second_reader
from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, progress, read_sources, report

if TYPE_CHECKING:
    from overtone.coding import Coder
    from overtone.coding.second import SecondReader
    from overtone.corpus import Collection


def code(
    *sources: Sources,
    theatre: TheatreName = None,
    published: Published = None,
    publisher: Publisher = None,
    language: SourceLanguage = None,
    trace: Annotated[
        bool, Parameter(negative=(), help="Show mentions, clauses, rules tried and why one was dropped. 显示判读过程。")
    ] = False,
    second: Second | None = None,
    lang: Annotated[
        Literal["en", "zh"], Parameter(name="--lang", help="Language of the second reader's report. 第二判读者报告的语言。")
    ] = "en",
) -> int:
    """Event mentions, claims, departures and figures as JSON lines, one line a document. 逐篇输出事件、主张、反常之处与数据。

    Example: overtone code article.txt --published 2025-04-18

    Example: overtone code - < records.jsonl

    Example: overtone code article.txt --second-reader http://localhost:11434/v1 --model qwen2.5:14b
    """
    import msgspec

    from overtone.coding import Coder, line
    from overtone.theatre import assemble

    reader = second_reader(second, lang)
    collection = read_sources(sources, published, publisher, language)
    coder = Coder(assemble(theatre))
    documents = collection.documents
    if trace:
        _trace(coder, collection, reader)
    else:
        encode = msgspec.json.Encoder().encode
        out = sys.stdout.buffer
        for coded in progress(coder.stream(documents, reader.revise if reader is not None else None), len(documents)):
            out.write(encode(line(coded)) + b"\n")
        out.flush()
    return max(reported(reader, second, lang), report(collection))


def _trace(coder: Coder, collection: Collection, reader: SecondReader | None) -> None:
    from overtone.coding.trace import traced

    analyses = coder.analyse(collection.documents)
    if reader is None:
        for analysis in analyses:
            sys.stdout.write(traced(analysis) + "\n")
        return
    from overtone.coding.second import remarks

    for analysis, told in zip(analyses, reader.revise(analyses), strict=True):
        said = {number: list(remarks(outcome)) for number, outcome in reader.outcomes(analysis).items()}
        sys.stdout.write(traced(analysis, told, said) + "\n")
