"""`overtone theatre`: list, show, check and begin the data packs of contests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

if TYPE_CHECKING:
    from overtone.theatre import Summary

Language = Literal["en", "zh"]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON. 输出 JSON。")]
Lang = Annotated[Language, Parameter(name="--lang", help="Language of the text: en or zh. 输出语言。")]

app = App(
    name="theatre",
    help="List, show, check and begin theatres, the data packs of contests. 查看、校验与新建战局资料包。\n\n"
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
        "gaps": "longest stretches without an act",
        "gap": "{0:>8} days, {1} to {2}",
        "documented": "{0} of {1} sourced rows name a document; {2} are disputed",
        "confidence": "confidence: {0}",
        "high": "{0} high",
        "medium": "{0} medium",
        "low": "{0} low",
        "": "{0} unsaid",
        "sources": "sources, by publisher",
        "clean": "{0}: nothing to mend",
        "count": "{0}: {1} to mend",
        "new": "The skeleton of «{0}» lies in {1}. Mend the files, then run: overtone theatre check {1}",
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
        "gaps": "最长的空白期（无记录行为）",
        "gap": "{0:>8} 天，{1} 至 {2}",
        "documented": "{1} 条有出处的记录中，{0} 条注明了具体文件；{2} 条存在争议",
        "confidence": "可信度：{0}",
        "high": "高 {0} 条",
        "medium": "中 {0} 条",
        "low": "低 {0} 条",
        "": "未注明 {0} 条",
        "sources": "来源（按出版方）",
        "clean": "{0}：未发现问题",
        "count": "{0}：有 {1} 处需要修改",
        "new": "「{0}」的骨架已写入 {1}。修改各文件后运行：overtone theatre check {1}",
    },
}


@app.command(name="list")
def list_(*, json: Json = False, lang: Lang = "en") -> int:
    """The theatres that come with Overtone. 列出自带的战局资料包。

    Example: overtone theatre list --lang zh
    """
    from overtone.theatre import load, shipped, summarise

    summaries = {name: summarise(load(name)) for name in shipped()}
    if json:
        _print_json([_row(name, summary) for name, summary in summaries.items()])
    else:
        for summary in summaries.values():
            print(f"{summary.id:<20} {summary.title.get(lang, '')}")
    return 0


@app.command
def show(theatre: str, /, *, json: Json = False, lang: Lang = "en") -> int:
    """What a theatre holds: counts, time span, gaps, sources. 显示资料包的条目数、时间跨度、空白期和来源。

    Example: overtone theatre show us-china-chips

    Parameters
    ----------
    theatre
        Name of a shipped theatre, or a folder. 自带资料包的名称或文件夹。
    """
    from overtone.theatre import load, summarise

    summary = summarise(load(theatre))
    if json:
        _print_json(_row(theatre, summary))
    else:
        print("\n".join(_lines(summary, lang)))
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


@app.command
def new(name: str, folder: Path | None = None, /, *, json: Json = False, lang: Lang = "en") -> int:
    """Write the commented skeleton of a new theatre; nothing is overwritten. 新建资料包骨架，逐项附注释，不覆盖任何文件。

    Example: overtone theatre new strait ./strait

    Parameters
    ----------
    name
        Id of the theatre: small letters, digits, hyphens. 资料包标识：小写字母、数字、连字符。
    folder
        Folder to make; else one of that name here. 要新建的文件夹，默认在当前目录下以标识为名。
    """
    from overtone.theatre import create

    folder = Path(name) if folder is None else folder
    files = create(name, folder)
    if json:
        _print_json({"id": name, "folder": str(folder), "files": [str(path) for path in files]})
    else:
        for path in files:
            print(path)
        print(_WORDS[lang]["new"].format(name, folder))
    return 0


def _lines(summary: Summary, lang: Language) -> list[str]:
    words = _WORDS[lang]
    lines = [f"{summary.id}: {summary.title.get(lang, '')}"]
    if text := summary.summary.get(lang):
        lines.append(" ".join(text.split()))
    if summary.sides:
        lines.append(f"{words['sides']}: {', '.join(summary.sides)}")
    lines += [f"{count:>8} {words[part]}" for part, count in summary.counts.items() if count]
    if summary.span:
        lines.append(words["span"].format(*summary.span))
    if summary.gaps:
        lines.append(f"{words['gaps']}:")
        lines += [words["gap"].format(gap.days, gap.first, gap.last) for gap in summary.gaps]
    if summary.sourced:
        lines.append(words["documented"].format(summary.documented, summary.sourced, summary.disputed))
        levels = [words[level].format(count) for level, count in summary.confidence.items()]
        lines.append(words["confidence"].format(("，" if lang == "zh" else ", ").join(levels)))
        lines.append(f"{words['sources']}:")
        lines += [f"{count:>8} {publisher}" for publisher, count in summary.sources.items()]
    return lines


def _row(name: str, summary: Summary) -> dict[str, Any]:
    import msgspec

    return {"name": name, **msgspec.structs.asdict(summary)}


def _print_json(value: Any) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
