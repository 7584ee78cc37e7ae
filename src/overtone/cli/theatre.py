"""`overtone theatre`: list, show and check the data packs of contests."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

Language = Literal["en", "zh"]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON. 输出 JSON。")]
Lang = Annotated[Language, Parameter(name="--lang", help="Language of the text: en or zh. 输出语言。")]

app = App(
    name="theatre",
    help="List, show and check theatres, the data packs of contests. 查看与校验战局资料包。\n\n"
    "Example: overtone theatre show us-china-chips",
)

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "sides": "sides",
        "actors": "actors",
        "products": "products",
        "chronicle": "recorded acts",
        "dimensions": "dimensions",
        "baselines": "baselines",
        "figures": "figures",
        "span": "from {0} to {1}",
        "sources": "sources, by publisher",
        "clean": "{0}: nothing to mend",
        "count": "{0}: {1} to mend",
    },
    "zh": {
        "sides": "对阵各方",
        "actors": "行为体",
        "products": "产品",
        "chronicle": "记录在案的行为",
        "dimensions": "维度",
        "baselines": "惯常做法",
        "figures": "数据",
        "span": "{0} 至 {1}",
        "sources": "来源（按出版方）",
        "clean": "{0}：未发现问题",
        "count": "{0}：有 {1} 处需要修改",
    },
}
_PARTS = ("actors", "products", "chronicle", "dimensions", "baselines", "figures")


@app.command(name="list")
def list_(*, json: Json = False, lang: Lang = "en") -> int:
    """The theatres that come with Overtone. 列出自带的战局资料包。

    Example: overtone theatre list --lang zh
    """
    from overtone.theatre import load, shipped

    rows = [_line(load(name), name) for name in shipped()]
    if json:
        _print_json(rows)
    else:
        for row in rows:
            print(f"{row['id']:<20} {row['title'].get(lang, '')}")
    return 0


@app.command
def show(theatre: str, /, *, json: Json = False, lang: Lang = "en") -> int:
    """What a theatre holds: counts, time span, sources. 显示资料包的条目数、时间跨度和来源。

    Example: overtone theatre show us-china-chips

    Parameters
    ----------
    theatre
        Name of a shipped theatre, or a folder. 自带资料包的名称或文件夹。
    """
    from overtone.theatre import load

    loaded = load(theatre)
    row = _line(loaded, theatre)
    if json:
        _print_json(row)
        return 0
    words = _WORDS[lang]
    print(f"{loaded.id}: {loaded.title.get(lang, '')}")
    if summary := loaded.summary.get(lang):
        print(" ".join(summary.split()))
    if loaded.sides:
        print(f"{words['sides']}: {', '.join(loaded.sides)}")
    for part in _PARTS:
        if row["counts"][part]:
            print(f"{row['counts'][part]:>8} {words[part]}")
    if row["span"]:
        print(words["span"].format(*row["span"]))
    if row["sources"]:
        print(f"{words['sources']}:")
        for publisher, count in row["sources"].items():
            print(f"{count:>8} {publisher}")
    return 0


@app.command
def check(theatre: str, /, *, json: Json = False, lang: Lang = "en") -> int:
    """Name what is to mend in a theatre, with file and line; exit 1 if anything is. 校验资料包，逐条指出文件、行号与改法。

    Example: overtone theatre check ./my-theatre

    Parameters
    ----------
    theatre
        Name of a shipped theatre, or a folder. 自带资料包的名称或文件夹。
    """
    from overtone import theatre as room

    findings = room.check(theatre)
    if json:
        _print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            print(finding)
        words = _WORDS[lang]
        print((words["count"] if findings else words["clean"]).format(theatre, len(findings)))
    return 1 if findings else 0


def _line(theatre: Any, name: str) -> dict[str, Any]:
    days = [day for event in theatre.chronicle if event.when for day in event.when]
    return {
        "id": theatre.id,
        "name": name,
        "title": theatre.title,
        "summary": theatre.summary,
        "sides": theatre.sides,
        "counts": {part: len(getattr(theatre, part)) for part in _PARTS},
        "names": sum(len(names) for actor in theatre.actors for names in actor.names.values()),
        "span": _span(days),
        "sources": _sources(theatre),
    }


def _span(days: Iterable[date]) -> list[str] | None:
    known = sorted(days)
    return [known[0].isoformat(), known[-1].isoformat()] if known else None


def _sources(theatre: Any) -> dict[str, int]:
    rows = (*theatre.chronicle, *theatre.baselines, *theatre.figures)
    return dict(Counter(citation.publisher for row in rows for citation in row.citations).most_common())


def _print_json(value: Any) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
