"""`overtone add` and `overtone events`: read into the chronicle, and ask it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from overtone.cli.sources import Published, Publisher, SourceLanguage, Sources, TheatreName, day, progress, read_sources, report
from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.brief.names import Names
    from overtone.model import Document, Event, Theatre

Language = Literal["en", "zh"]
Home = Annotated[
    Path | None,
    Parameter(name="--home", help="Folder of the chronicle; else OVERTONE_HOME or ~/.local/share/overtone. 账本所在文件夹。"),
]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON. 输出 JSON。")]
Lang = Annotated[Language, Parameter(name="--lang", help="Language of the text: en or zh. 输出语言。")]

_BATCH = 256  # documents read and kept at a time: what is interrupted has kept the batches before

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "added": "{documents} added, {known} known already, {mentions} passages that tell an act; in {folder}",
        "none": "no event answers to this; {folder} holds what `overtone add` has read",
        "publishers": "told by {0}",
        "disputed": "disputed",
        "undated": "no day",
        "comma": ", ",
    },
    "zh": {
        "added": "新增 {documents} 篇，已有 {known} 篇，述及行为的段落 {mentions} 处；存于 {folder}",
        "none": "没有符合条件的事件；{folder} 存放 `overtone add` 读入的内容",
        "publishers": "来源：{0}",
        "disputed": "说法不一",
        "undated": "日期不明",
        "comma": "、",
    },
}


def add(
    *sources: Sources,
    theatre: TheatreName = None,
    home: Home = None,
    published: Published = None,
    publisher: Publisher = None,
    language: SourceLanguage = None,
    allow_private: Annotated[
        bool,
        Parameter(name="--allow-private", negative=(), help="Fetch from private and loopback addresses too. 允许读取内网地址。"),
    ] = False,
    json: Json = False,
    lang: Lang = "en",
) -> int:
    """Read articles into the chronicle; those that it holds already are passed over. 将文章读入事件账本，已有的跳过。

    Example: overtone add examples --theatre us-china-chips

    Example: overtone add column.txt --published 2025-04-18 --publisher "Harbour Review"

    Parameters
    ----------
    sources
        Files, folders, addresses, or «-» for standard input. 文件、文件夹、网址，或以「-」表示标准输入。
    """
    from overtone.chronicle import Ledger

    ledger = Ledger(home)
    ledger.known([])  # a chronicle that cannot be read is told of before the reading starts
    collection = read_sources(sources, published, publisher, language, allow_private=allow_private)
    counts = {"documents": 0, "known": 0, "mentions": 0}
    if collection.documents:
        counts = _added(ledger, collection.documents, theatre)
    if json:
        print_json({**counts, "folder": str(ledger.folder), "failures": [str(failure) for failure in collection.failures]})
    else:
        print(_WORDS[lang]["added"].format(**counts, folder=ledger.folder))
    return report(collection)


def _added(ledger: Any, documents: Sequence[Document], theatre: str | None) -> dict[str, int]:
    from overtone.coding import Coder
    from overtone.theatre import assemble

    known = ledger.known(document.id for document in documents)
    fresh = [document for document in documents if document.id not in known]
    counts = {"documents": 0, "known": len(documents) - len(fresh), "mentions": 0}
    if not fresh:
        return counts
    coder = Coder(assemble(theatre))
    coded = progress(coder.stream(fresh), len(fresh))
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        added = ledger.add(batch, [each for _, each in zip(batch, coded, strict=False)])
        counts = {name: count + getattr(added, name) for name, count in counts.items()}
    return counts


def events(
    *,
    source: Annotated[
        str | None, Parameter(help="Who acts: an id or any name, also of its party. 行为体（或其所属方）。")
    ] = None,
    target: Annotated[str | None, Parameter(help="Towards whom. 对象。")] = None,
    act: Annotated[str | None, Parameter(help="Type of act, such as SANCTION. 行为类型。")] = None,
    mode: Annotated[str | None, Parameter(help="Mode, such as export-control. 方式。")] = None,
    status: Annotated[
        Literal["actual", "future", "considered", "denied", "historical"] | None,
        Parameter(help="Done, announced, considered, denied or background. 状态。"),
    ] = None,
    since: Annotated[str | None, Parameter(help="First day. 起始日期。")] = None,
    until: Annotated[str | None, Parameter(help="Last day. 截止日期。")] = None,
    theme: Annotated[str | None, Parameter(help="What it was about, such as H20. 主题。")] = None,
    text: Annotated[str | None, Parameter(help="Words of the passage that tells it. 原文所含文字。")] = None,
    limit: Annotated[int | None, Parameter(help="So many, the latest. 最多条数（取最近者）。")] = None,
    theatre: TheatreName = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = "en",
) -> int:
    """The happenings of the chronicle, in order of time, each with a passage. 按时间列出账本中的事件，各附原文。

    Example: overtone events --source China --act SANCTION --since 2025-04-01

    Example: overtone events --theme H20 --lang zh --json
    """
    from overtone.chronicle import Ledger, Query
    from overtone.theatre import assemble

    asked = Query(
        source=_said(source),
        target=_said(target),
        act=_act(act),
        mode=_said(mode),
        status=status,
        since=day(since, "--since"),
        until=day(until, "--until"),
        theme=_said(theme),
        text=_said(text),
        limit=at_least_one(limit, "--limit"),
    )
    ledger, chosen = Ledger(home), assemble(theatre)
    found = ledger.events(asked, chosen.chronicle)
    documents = {each.id: each for each in ledger.read({m.document for event in found for m in event.mentions}).documents}
    told = Teller(chosen, found, documents, lang)
    if json:
        print_json([told.plain(event) for event in found])
        return 0
    for event in found:
        print(told.line(event))
        print(f"    {told.passages(event)[0]}")
    if not found:
        print(_WORDS[lang]["none"].format(folder=ledger.folder), file=sys.stderr)
    return 0


class Teller:
    """Events in words and as plain values, in one language."""

    def __init__(self, theatre: Theatre, events: Iterable[Event], documents: Mapping[str, Document], lang: Language) -> None:
        from overtone.brief.names import Names
        from overtone.brief.words import load_words

        self.names: Names = Names(theatre, events, load_words(lang))
        self._documents = documents
        self._words, self._lang = _WORDS[lang], lang

    def sentence(self, event: Event) -> str:
        """What was done by whom to whom; a recorded act that no document tells has its summary."""
        from overtone.brief.phrases import sentence

        if not event.mentions and self._lang in event.summary:
            return event.summary[self._lang]
        return sentence(self.names, event.source, event.act, event.target, event.mode, event.status, event.theme)

    def day(self, event: Event) -> str:
        """The day or days of an event."""
        if event.when is None:
            return self._words["undated"]
        first, last = event.when
        return str(first) if first == last else f"{first}/{last}"

    def voices(self, event: Event) -> list[str]:
        """The independent publishers; a document without one goes by its title."""
        found = (self._documents.get(each) for each in event.publishers)
        named = zip(event.publishers, found, strict=True)
        return [
            self.names.called(each) if document is None else document.title or document.origin or each for each, document in named
        ]

    def line(self, event: Event) -> str:
        """One line: id, day, sentence, publishers."""
        words = self._words
        publishers = words["publishers"].format(words["comma"].join(self.voices(event)))
        notes = "; ".join(([words["disputed"]] if event.disputed else []) + [publishers])
        return f"{event.id}  {self.day(event)}  {self.sentence(event)} ({notes})"

    def passages(self, event: Event) -> list[str]:
        """The passages that tell it, each with where it stands."""
        return [self.quote(mention.document, mention.evidence) for mention in event.mentions]

    def quote(self, document: str, span: tuple[int, int]) -> str:
        """«passage» (publisher, [start, end) of the document)."""
        found = self._documents[document]
        where = f"{found.publisher or found.title or found.origin or found.id}, {found.id} [{span[0]}, {span[1]})"
        return f"«{' '.join(found.text[slice(*span)].split())}» ({where})"

    def plain(self, event: Event) -> dict[str, Any]:
        """The event for JSON: offsets are half-open and count characters of the document's text."""
        return {
            "id": event.id,
            "sentence": self.sentence(event),
            "source": {"id": event.source, "name": self.names.of(event.source)},
            "act": event.act,
            "mode": event.mode,
            "target": None if event.target is None else {"id": event.target, "name": self.names.of(event.target)},
            "status": event.status,
            "when": event.when,
            "theme": event.theme,
            "publishers": event.publishers,
            "disputed": event.disputed,
            "passages": [self._passage(mention.document, mention.evidence, mention.status) for mention in event.mentions],
        }

    def _passage(self, document: str, span: tuple[int, int], status: str) -> dict[str, Any]:
        found = self._documents[document]
        text = found.text[slice(*span)]
        place = {"document": document, "publisher": found.publisher, "published": found.published}
        return {**place, "start": span[0], "end": span[1], "text": text, "status": status}


def _said(text: str | None) -> str | None:
    """An argument as it was typed: in a locale that knows no Chinese its bytes come escaped."""
    return os.fsencode(text).decode("utf-8", "replace") if text is not None else None


def _act(text: str | None) -> str | None:
    from overtone.model import ACTS

    if text is not None and text.upper() not in ACTS:
        raise InputError("--act", f"«{text}» is no act", f"choose one of {', '.join(ACTS)}")
    return text.upper() if text is not None else None


def at_least_one(number: int | None, option: str) -> int | None:
    if number is not None and number < 1:
        raise InputError(option, f"{number} is no number of lines", "give 1 or more")
    return number


def print_json(value: Any) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
