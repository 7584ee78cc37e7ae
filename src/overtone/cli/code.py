"""`overtone code`: event mentions and claims as JSON lines."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, progress, read_sources, report


def code(
    *sources: Sources,
    theatre: TheatreName = None,
    published: Published = None,
    publisher: Publisher = None,
    language: SourceLanguage = None,
    trace: Annotated[
        bool, Parameter(negative=(), help="Show mentions, clauses, rules tried and why one was dropped. 显示判读过程。")
    ] = False,
) -> int:
    """Event mentions, claims, departures and figures as JSON lines, one line a document. 逐篇输出事件、主张、反常之处与数据。

    Example: overtone code article.txt --published 2025-04-18

    Example: overtone code - < records.jsonl
    """
    import msgspec

    from overtone.coding import Coder, line
    from overtone.coding.trace import traced
    from overtone.theatre import assemble

    collection = read_sources(sources, published, publisher, language)
    coder = Coder(assemble(theatre))
    documents = collection.documents
    if trace:
        for analysis in coder.analyse(documents):
            sys.stdout.write(traced(analysis) + "\n")
        return report(collection)
    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    for coded in progress(coder.stream(documents), len(documents)):
        out.write(encode(line(coded)) + b"\n")
    out.flush()
    return report(collection)
