"""Torment the coder with spoilt news, and see that it keeps its promises whatever the text.

    python tools/fuzz.py --minutes 10 --language zh --seed 1

Texts of the gold records are cut, doubled, spliced, sown with marks, controls, emoji and broken characters, brought into the other
script or width, and coded. Promised is: nothing is raised; offsets lie inside the text and what is quoted stands there; the same
text, alone or among others, gives the same output; so does any text of the same normal form, in full-width letters or traditional
characters; the output of whole text is JSON. Bytes in any encoding, spoilt too, are read without raising. What breaks a promise is
printed as a line of JSON (what, text, seed), and the exit code is 1. `--seconds-for-5mb` tells instead how long lines of five
megabytes take.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import opencc

from overtone.coding import Coder, line
from overtone.corpus import Options, read
from overtone.language import language
from overtone.model import CodedDocument, Document
from overtone.theatre import assemble

GOLD = Path(__file__).parents[1] / "tests" / "gold"
PUBLISHED = date(2025, 4, 18)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NARROW = {wide: code for code, wide in WIDE.items()}
ALPHANUMERIC = {code: wide for code, wide in WIDE.items() if chr(code).isalnum()}
SOWN = [
    *"\x00\x01\x07\x1b\x7f\x85\xa0\xad\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029\ufeff\ufffd\ufffe\U000e0041",
    *"😀👨‍👩‍👧🇨🇳é́̈ﬁİßſŉǆ①²½٣৩𝟗𠮷㍿㈱ﷺ\ud800\udfff\U0010ffff",
    *"\"'“”‘’「」『』《》（）()[]【】…—–-.,，。;；:：!！?？、\n\n\r\t %％$￥€",
    "9" * 400, "１" * 200, "1e308", "-0", "0" * 60 + "月", "99999年99月99日", "2025-02-30", "$" * 50, "一" * 80, "亿" * 30,
    "((((((", "“「『" * 20,
]  # fmt: skip

Mutation = Callable[[random.Random, str, str], str]


def _cut(rng: random.Random, text: str) -> tuple[int, int]:
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.randrange(1, 40))


def deleted(rng: random.Random, text: str, other: str) -> str:
    start, end = _cut(rng, text)
    return text[:start] + text[end:]


def doubled(rng: random.Random, text: str, other: str) -> str:
    start, end = _cut(rng, text)
    return text[:start] + text[start:end] * rng.randrange(2, 12) + text[end:]


def spliced(rng: random.Random, text: str, other: str) -> str:
    start, _ = _cut(rng, text)
    first, last = _cut(rng, other)
    return text[:start] + other[first:last] + text[start:]


def sown(rng: random.Random, text: str, other: str) -> str:
    for _ in range(rng.randrange(1, 6)):
        start, _ = _cut(rng, text)
        text = text[:start] + rng.choice(SOWN) + text[start:]
    return text


def swapped(rng: random.Random, text: str, other: str) -> str:
    """Two pieces changed about."""
    a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    c = rng.randrange(b, len(text) + 1)
    return text[:a] + text[b:c] + text[a:b] + text[c:]


def shuffled(rng: random.Random, text: str, other: str) -> str:
    words = list(text) if rng.random() < 0.2 else text.split(" ")
    rng.shuffle(words)
    return (" " if len(words) < len(text) else "").join(words)


def widened(rng: random.Random, text: str, other: str) -> str:
    return text.translate(rng.choice([WIDE, ALPHANUMERIC, NARROW]))


def quoted(rng: random.Random, text: str, other: str) -> str:
    start, end = _cut(rng, text)
    left, right = rng.choice([("“", "”"), ("「", "」"), ('"', '"'), ("(", ")"), ("（", "）"), ("'", "'"), ("《", "》")])
    deep = rng.randrange(1, 30)
    return text[:start] + left * deep + text[start:end] + right * rng.randrange(deep + 1) + text[end:]


def unbroken(rng: random.Random, text: str, other: str) -> str:
    """Without the marks that end sentences and clauses."""
    return "".join(character for character in text * rng.randrange(1, 8) if character not in "。，.,;；!！?？\n")


def cased(rng: random.Random, text: str, other: str) -> str:
    return rng.choice([str.upper, str.lower, str.title, str.swapcase])(text)


@cache
def converter(name: str) -> Any:
    return opencc.OpenCC(name)


def rewritten(rng: random.Random, text: str, other: str) -> str:
    return str(converter(rng.choice(["s2t", "t2s", "s2hk", "s2twp"])).convert(_whole(text)))


MUTATIONS: list[Mutation] = [
    deleted, doubled, spliced, sown, sown, swapped, shuffled, widened, quoted, unbroken, cased, rewritten,
]  # fmt: skip


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which the converter does not take."""
    return text.encode("utf-8", "replace").decode()


def mutated(rng: random.Random, texts: list[str]) -> str:
    text = rng.choice(texts)
    for _ in range(rng.randrange(1, 6)):
        text = rng.choice(MUTATIONS)(rng, text or "x", rng.choice(texts))[:4000]
    return text


def document(text: str, code: str, id: str = "x") -> Document:
    return Document(id=id, text=text, language=code, published=PUBLISHED)


def broken_offsets(coded: CodedDocument, text: str) -> Iterator[str]:
    """What lies outside the text, or does not quote it."""
    spans = [event.evidence for event in coded.events] + [claim.evidence for claim in coded.claims]
    spans += [figure.evidence for figure in coded.figures] + [departure.evidence for departure in coded.departures]
    spans += [departure.baseline for departure in coded.departures if departure.baseline is not None]
    yield from (f"evidence {span} of a text of {len(text)}" for span in spans if not 0 <= span[0] < span[1] <= len(text))
    ends = [end for event in coded.events for end in (event.source, event.target, event.reporter)]
    for actor in [*ends, *(claim.holder for claim in coded.claims), *(figure.whose for figure in coded.figures)]:
        if actor is not None and text[slice(*actor.span)] != actor.mention:
            yield f"mention {actor.mention!r} is not at {actor.span}"
    for amount in [a for event in coded.events for a in event.amounts] + [a for claim in coded.claims for a in claim.amounts]:
        if text[slice(*amount.span)] != amount.text:
            yield f"amount {amount.text!r} is not at {amount.span}"


def normal(coded: CodedDocument, normalise: Callable[[str], str]) -> Any:
    """The output with every text in its normal form, without the lists of an actor's names, which have the text's own form."""

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(each) for key, each in value.items() if key != "names"}
        if isinstance(value, list | tuple):
            return [told(each) for each in value]
        return normalise(value) if isinstance(value, str) else value

    return told(msgspec.to_builtins(coded))


def twin(text: str, code: str) -> str | None:
    """The text in full-width letters, and in traditional characters if Chinese; None where its normal form is then another."""
    other = text.translate(ALPHANUMERIC)
    if code == "zh":
        other = str(converter("s2t").convert(_whole(other)))
    normalise = language(code).normalise
    return other if other != text and normalise(other) == normalise(text) else None


def faults(coder: Coder, text: str, code: str, beside: str) -> Iterator[str]:
    """The promises that the text breaks."""
    (coded,) = coder.code([document(text, code)])
    yield from broken_offsets(coded, text)
    again = coder.code([document(beside, code, "y"), document(text, code)])[1]
    if again != coded:
        yield "another output at the second time, beside another text"
    if _whole(text) == text:
        msgspec.json.encode(line(coded))
    if (other := twin(text, code)) is not None:
        (same,) = coder.code([document(other, code)])
        normalise = language(code).normalise
        yield from broken_offsets(same, other)
        if normal(same, normalise) != normal(coded, normalise):
            yield "another output in another script or width"


def spoilt_bytes(rng: random.Random, text: str) -> bytes:
    data = bytearray(_whole(text).encode(rng.choice(["utf-8", "gb18030", "big5", "utf-16", "shift-jis", "latin-1"]), "replace"))
    for _ in range(rng.randrange(6)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def tried(coder: Coder, rng: random.Random, texts: list[str], code: str) -> Iterator[tuple[str, str]]:
    """One round: what was broken, and the text that broke it."""
    text, beside = mutated(rng, texts), rng.choice(texts)
    try:
        yield from ((fault, text) for fault in faults(coder, text, code, beside))
        if rng.random() < 0.2:
            collection = read(["-"], Options(published=PUBLISHED), io.BytesIO(spoilt_bytes(rng, text)))
            coder.code(collection.documents)
    except Exception:
        yield traceback.format_exc(limit=-3), text


def five_megabytes(coder: Coder, code: str, texts: list[str]) -> None:
    """How long lines of 5 MB take: news without line breaks, and what nobody writes."""
    units = {
        "news": " ".join(" ".join(text.split()) for text in texts),
        "one letter": "中" if code == "zh" else "a",
        "figures": "1",
    }
    units |= {
        "marks": "“" if code == "zh" else '"',
        "names": "美国中国" if code == "zh" else "US China ",
        "sayings": "他说，" if code == "zh" else "it said, ",
    }
    for name, unit in units.items():
        for share in (0.1, 1.0):
            text = unit * int(share * 5e6 / len(unit.encode()) + 1)
            start = time.process_time()
            (coded,) = coder.code([document(text, code)])
            print(
                f"{code} {name}: {len(text.encode()) / 1e6:.1f} MB in {time.process_time() - start:.1f} s, {len(coded.events)} events",
                flush=True,
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=("en", "zh"), default="zh")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=0, help="stop after so many texts instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds-for-5mb", action="store_true")
    asked = parser.parse_args()
    coder = Coder(assemble())
    files = [GOLD / f"{asked.language}.jsonl", GOLD / f"own-{asked.language}.jsonl"]
    records = [json.loads(record) for file in files for record in file.read_text("utf-8").splitlines()]
    texts = [
        str(record["text"]) for record in records if int(re.sub(r"\D", "", record["id"]) or 1) % 2
    ]  # the even ones are put away
    if asked.seconds_for_5mb:
        five_megabytes(coder, asked.language, texts)
        return 0
    found: Counter[str] = Counter()
    end, rounds = time.monotonic() + 60 * asked.minutes, 0
    while rounds < asked.rounds if asked.rounds else time.monotonic() < end:
        rng = random.Random(f"{asked.seed}.{rounds}")
        for what, text in tried(coder, rng, texts, asked.language):
            found[what.strip().splitlines()[-1][:80]] += 1
            print(json.dumps({"what": what, "seed": f"{asked.seed}.{rounds}", "text": text}), flush=True)
        rounds += 1
    print(
        f"{asked.language}: {rounds} texts, {sum(found.values())} broken promises {dict(found.most_common(8))}", file=sys.stderr
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
