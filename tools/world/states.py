"""Writes the states of the world pack: names from CLDR (through Babel), and what CLDR lacks from states.psv beside this file.

Run `python tools/world/states.py` with the dev dependencies; it rewrites packs/world/actors/states.jsonl.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from opencc import OpenCC

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/overtone/theatre/packs/world/actors/states.jsonl"
COLUMNS = ("code", "name", "adjectives", "seats_en", "seats_zh", "en", "zh", "short", "omit", "party")
TRADITIONAL = ("zh_Hant", "zh_Hant_HK")
SIMPLIFY = OpenCC("t2s").convert

# States whose English name takes the article.
_DEFINITE = "ae bs cd cf cg cz do gb km ky mh mv nl ph sb sc us va vg fk fo"
DEFINITE = frozenset(_DEFINITE.split())

# What patterns build names of agencies from, where it is more than the adjectives and the Chinese name.
STEMS: dict[str, dict[str, list[str]]] = {
    "ae": {"en": ["Emirati", "UAE"], "zh": ["阿联酋"]},
    "ba": {"en": ["Bosnian"], "zh": ["波黑"]},
    "cn": {"en": ["Chinese", "China"], "zh": ["中国", "大陆"]},
    "gb": {"en": ["British", "UK", "U.K."], "zh": ["英国"]},
    "hk": {"en": ["Hong Kong"], "zh": ["香港", "港府"]},
    "id": {"en": ["Indonesian"], "zh": ["印尼", "印度尼西亚"]},
    "kp": {"en": ["North Korean"], "zh": ["朝鲜", "北韩"]},
    "kr": {"en": ["South Korean", "Korean", "Korea"], "zh": ["韩国", "南韩"]},
    "mo": {"en": ["Macau", "Macao"], "zh": ["澳门"]},
    "nz": {"en": ["New Zealand"], "zh": ["新西兰"]},
    "ru": {"en": ["Russian"], "zh": ["俄罗斯", "俄"]},
    "sa": {"en": ["Saudi", "Saudi Arabian"], "zh": ["沙特", "沙特阿拉伯"]},
    "tw": {"en": ["Taiwanese", "Taiwan"], "zh": ["台湾"]},
    "us": {"en": ["US", "U.S.", "American", "United States"], "zh": ["美国"]},
    "au": {"en": ["Australian"], "zh": ["澳大利亚", "澳洲"]},
    "ph": {"en": ["Philippine"], "zh": ["菲律宾"]},
    "tr": {"en": ["Turkish"], "zh": ["土耳其"]},
    "ar": {"en": ["Argentine", "Argentinian"], "zh": ["阿根廷"]},
    "ps": {"en": ["Palestinian"], "zh": ["巴勒斯坦"]},
    "cd": {"en": ["Congolese"], "zh": ["刚果（金）"]},
}


def main() -> None:
    """Write one actor a line."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows()]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows() -> Iterator[dict[str, Any]]:
    """The states as rows of actors."""
    english, chinese = Locale("en").territories, Locale("zh").territories
    traditional = [Locale.parse(locale).territories for locale in TRADITIONAL]
    for line in (HERE / "states.psv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")] + [""] * len(COLUMNS)
            cell = dict(zip(COLUMNS, cells, strict=False))
            code = cell["code"].upper()
            yield state(cell, english[code], chinese[code], [table.get(code, "") for table in traditional])


def state(cell: dict[str, str], english: str, chinese: str, traditional: list[str]) -> dict[str, Any]:
    """One state: the columns of the table over CLDR's names."""
    lists = {key: [item.strip() for item in cell[key].split(";") if item.strip()] for key in COLUMNS[2:9]}
    omit = set(lists["omit"])
    name = cell["name"] or english.replace(" & ", " and ")
    own_chinese = lists["zh"]
    first = own_chinese[0] if formulaic(chinese) and own_chinese else chinese
    simplified = {SIMPLIFY(text) for text in (first, *own_chinese)}
    variants = [text for text in traditional if text and not formulaic(text) and SIMPLIFY(text) not in simplified]
    adjectives = [word for word in lists["adjectives"] if word != name]
    row: dict[str, Any] = {"id": cell["code"], "name": name, "kind": "state"}
    row["names"] = {
        "en": [
            text
            for text in dict.fromkeys([*([english] if plain(english) and english != name else []), *lists["en"]])
            if text not in omit
        ],
        "zh": [text for text in dict.fromkeys([first, *own_chinese, *variants]) if SIMPLIFY(text) not in omit or text == first],
    }
    row["adjectives"] = {"en": [word for word in adjectives if word not in row["names"]["en"]]}
    row["metonyms"] = {language: [text for text in lists[f"seats_{language}"] if text not in omit] for language in ("en", "zh")}
    row["short"] = {"zh": [text for text in lists["short"] if text not in omit]}
    row["stems"] = STEMS.get(cell["code"]) or {"en": lists["adjectives"][:1], "zh": [first]}
    row["definite"] = cell["code"] in DEFINITE
    row["party"] = cell["party"]
    return {key: kept for key, value in row.items() if (kept := _kept(value))}


def _kept(value: Any) -> Any:
    return {key: item for key, item in value.items() if item} if isinstance(value, dict) else value


def plain(name: str) -> bool:
    """Is a CLDR name one that a newspaper writes?"""
    return not any(mark in name for mark in "(&") and " - " not in name and "SAR" not in name


def formulaic(chinese: str) -> bool:
    """Is CLDR's Chinese name a formula rather than the usual name (特别行政区, 领土, 刚果（金）)?"""
    return any(mark in SIMPLIFY(chinese) for mark in ("特别行政区", "领土", "自治区", "（"))


if __name__ == "__main__":
    main()
