"""`overtone brief`: articles in, a brief out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overtone.cli.second import Second, reported, second_reader
from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, day, progress, read_sources, report
from overtone.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overtone.brief import TheatreChoice, Words
    from overtone.coding import Coder
    from overtone.coding.second import SecondReader
    from overtone.model import CodedDocument, Document, Event, Signal, Theatre


def brief(
    *sources: Sources,
    theatre: TheatreName = None,
    as_of: Annotated[
        str | None,
        Parameter(
            name="--as-of",
            help="The day on which the brief stands, and of articles that name none; else that of the newest article. "
            "简报基准日，也作未注明日期文章的发表日；默认取最新一篇的日期。",
        ),
    ] = None,
    lang: Annotated[
        str, Parameter(name="--lang", help="Language of the brief: en, zh, or one installed with its words. 简报语言。")
    ] = "en",
    out: Annotated[
        Path | None,
        Parameter(name=["-o", "--out"], help="File to write: .html, .md or .json; else Markdown to standard output. 输出文件。"),
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    language: SourceLanguage = None,
    allow_private: Annotated[
        bool,
        Parameter(name="--allow-private", negative=(), help="Fetch from private and loopback addresses too. 允许读取内网地址。"),
    ] = False,
    second: Second | None = None,
) -> int:
    """Articles in, a brief out: what was done, what of it is a signal, who says what, each with its passage. 输入文章，输出简报。

    Example: overtone brief examples --as-of 2025-04-19 -o brief.html

    Example: overtone brief column.txt --published 2025-04-18 --lang zh -o brief.md
    """
    form = _format(out)
    standing = day(as_of, "--as-of")
    reader = second_reader(second, lang)
    collection = read_sources(sources, published, publisher, language, allow_private=allow_private)
    if not collection.documents:
        return report(collection)

    from overtone.brief import Inputs, assemble, load_words, render
    from overtone.chronicle import merge
    from overtone.coding import Coder
    from overtone.signals import rank
    from overtone.theatre import assemble as assembled

    words = load_words(lang)
    documents = _by_day(collection.documents, standing)
    coder = Coder(assembled(theatre))
    chosen, choice = _theatre(coder, documents, theatre)
    as_of_day = standing or max((d.published for d in documents if d.published is not None), default=None) or date.today()

    def ranked(coded: Sequence[CodedDocument]) -> tuple[list[Event], list[Signal]]:
        events = merge(coded, documents)
        return events, rank(events, chosen.chronicle, coded, chosen, as_of_day)

    coded = list(progress(coder.stream(documents, reader.revise if reader is not None else None), len(documents)))
    events, signals = ranked(coded)
    if reader is not None:
        coded = _read_again(coder, reader, documents, coded, signals)
        events, signals = ranked(coded)
    inputs = Inputs(
        theatre=chosen,
        documents=documents,
        coded=coded,
        events=events,
        signals=signals,
        as_of=as_of_day,
        language=lang,
        failures=[str(failure) for failure in collection.failures],
        warnings=[*_warnings(coder, documents, collection.documents, words), *_second(reader, lang)],
        choice=choice,
    )
    _write(render(assemble(inputs), form), out)
    return max(reported(reader, second, lang), report(collection))


def _format(out: Path | None) -> Literal["html", "markdown", "json"]:
    from overtone.brief import FORMATS

    if out is None:
        return "markdown"
    if out.suffix.lower() not in FORMATS:
        raise InputError(str(out), f"no format is known for «{out.suffix}»", f"end the name in {', '.join(FORMATS)}")
    if not out.parent.is_dir():
        raise InputError(str(out), "its folder does not exist", "make the folder first, or choose another")
    return FORMATS[out.suffix.lower()]


def _by_day(documents: Sequence[Document], standing: date | None) -> list[Document]:
    """The documents that had appeared on the day; those without a date are read as of that day."""
    from msgspec.structs import replace

    if standing is None:
        return list(documents)
    return [
        d if d.published is not None else replace(d, published=standing)
        for d in documents
        if (d.published or standing) <= standing
    ]


def _theatre(coder: Coder, documents: Sequence[Document], asked: str | None) -> tuple[Theatre, TheatreChoice]:
    """The theatre asked for, or the one whose own actors the articles name most; the world where they name none."""
    from overtone.brief import TheatreChoice
    from overtone.theatre import WORLD, assemble, load, shipped

    counts = coder.named(documents)
    if asked is not None:
        own = load(asked)
        return coder.theatre, TheatreChoice(True, sum(counts[actor.id] for actor in own.actors))
    named = {name: sum(counts[actor.id] for actor in load(name).actors) for name in shipped() if name != WORLD}
    best = max(named, key=lambda name: named[name], default=WORLD)
    if not named.get(best):
        return assemble(WORLD), TheatreChoice(False, 0)
    return assemble(best), TheatreChoice(False, named[best])


def _read_again(
    coder: Coder, reader: SecondReader, documents: Sequence[Document], coded: Sequence[CodedDocument], signals: Sequence[Signal]
) -> list[CodedDocument]:
    """The documents on whose passages the top signals rest, with those passages read a second time too."""
    telling: dict[str, list[tuple[int, int]]] = {}
    for signal in signals[: reader.policy.signals]:
        for mention in signal.event.mentions:
            telling.setdefault(mention.document, []).append(mention.evidence)
    chosen = [document for document in documents if document.id in telling]
    again = iter(coder.stream(chosen, lambda analyses: reader.revise(analyses, telling)))
    return [next(again) if document.id in telling else old for document, old in zip(documents, coded, strict=True)]


def _second(reader: SecondReader | None, lang: str) -> list[str]:
    """What a reader of the brief should know of a second reader."""
    if reader is None:
        return []
    from overtone.coding.second import summary

    return summary(reader.report, lang)


def _warnings(coder: Coder, documents: Sequence[Document], every: Sequence[Document], words: Words) -> list[str]:
    """What a reader of the brief should know about the reading, one line a document."""
    from overtone.brief import day_text

    taken = {d.id: d for d in documents}
    lines = [
        words("read.unread", origin=d.origin or d.id, language=d.language) for d in documents if d.language not in coder.languages
    ]
    for d in every:
        published = taken[d.id].published if d.id in taken else d.published
        if published is not None and (d.published is None or d.id not in taken):
            key = "read.assumed" if d.published is None else "read.later"
            lines.append(words(key, origin=d.origin or d.id, date=day_text(published, words)))
    return lines


def _write(text: str, out: Path | None) -> None:
    """Write whole or not at all. Raises InputError."""
    if out is None:
        sys.stdout.write(text)
        return
    import os
    import tempfile

    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}")
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(out)
    except OSError as error:
        raise InputError(
            str(out), f"cannot be written ({error.strerror})", "choose a folder that exists and may be written to"
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
