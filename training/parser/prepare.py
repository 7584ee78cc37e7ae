"""Clones of the treebanks → the training data of train.py: `python training/parser/prepare.py --treebanks FOLDER --out FOLDER`.

README.md lists the clones and their licences. Parts of GUM whose texts are not free for every use are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from data import Sentence, read, recut

from overtone.coding.grammar import grammar
from overtone.language import language

FREE_GENRES = {"academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"}
OLD_GSD = "9eab518"
"""The first public revision of UD_Chinese-GSD with its training part, in the scheme of Universal Dependencies 1."""


def simplify() -> Callable[[str], str]:
    """Traditional → simplified characters, full-width letters and digits → half-width, as the language module does."""
    import opencc

    to_simplified = opencc.OpenCC("t2s").convert
    narrow = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？；：（）"}
    return lambda form: str(to_simplified(form)).translate(narrow)


_WORD_BEFORE = re.compile(r"\b([A-Za-z]+)\s+$")
_PUBLISHED = date(2020, 1, 1)  # any day does: where dates stand is wanted, not which days they are


def timed(sentence: Sentence, code: str) -> Sentence:
    """The sentence with the words of its dates marked, markers before («on») and tails behind (晚) included, as the coder cuts them."""
    rules, text, ends = grammar(code), "", []
    for word in sentence:
        text += word.form
        ends.append(len(text))
        text += " " if word.space else ""
    starts = [end - len(word.form) for end, word in zip(ends, sentence, strict=True)]
    inside: set[int] = set()
    for found in language(code).dates(text, _PUBLISHED):
        start, end = found.span
        while (match := _WORD_BEFORE.search(text, max(0, start - 12), start)) and match[1].lower() in rules.date_markers:
            start = match.start(1)
        end += len(next((tail for tail in rules.date_tails if text.startswith(tail, end)), ""))
        words = [i for i in range(len(sentence)) if starts[i] < end and ends[i] > start]
        if words and starts[words[0]] >= start and ends[words[-1]] <= end:
            inside.update(words)
    return [word._replace(time=i in inside) for i, word in enumerate(sentence)]


_WIDE = {
    ",": "，",
    ".": "。",
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "..": "。。",
    "「": "“",
    "」": "”",
}
_LATIN = re.compile(r"[A-Za-z0-9.'-]*[A-Za-z]")


def modern(sentence: Sentence) -> Sentence:
    """A sentence of the first release of GSD as the text reads: wide punctuation, spaces between Latin words only.

    That release marks no spaces, so that every word would count as followed by one and never be cut anew.
    """
    words = [word._replace(form=_WIDE.get(word.form, word.form) if word.tag == "PUNCT" else word.form) for word in sentence]
    words = [word._replace(form="着") if word.form == "著" and word.tag == "PART" else word for word in words]
    behind = [word.form for word in words[1:]] + [""]
    return [w._replace(space=bool(_LATIN.match(w.form) and _LATIN.match(b))) for w, b in zip(words, behind, strict=True)]


def write(path: Path, sentences: Iterable[Sentence], code: str) -> None:
    lines = [json.dumps([list(word) for word in timed(s, code)], ensure_ascii=False) + "\n" for s in sentences if s]
    path.write_text("".join(lines), encoding="utf-8")
    print(path.name, len(lines), "sentences")


def english(banks: Path, out: Path) -> None:
    ewt, gum, pud = (
        banks / "UD_English-EWT",
        banks / "UD_English-GUM",
        list(read(banks / "UD_English-PUD" / "en_pud-ud-test.conllu")),
    )
    files = (ewt / "not-to-release" / "file-lists" / "files.train").read_text().split()
    train = [s for name in files for s in read(ewt / "not-to-release" / "sources" / name)]
    lists = [(gum / "not-to-release" / "file-lists" / f"files.{part}").read_text().split() for part in ("dev", "test")]
    kept = {name for part in lists for name in part}
    held: list[Sentence] = []
    for path in sorted((gum / "not-to-release" / "sources").glob("*.conllu")):
        if path.stem.split("_")[1] in FREE_GENRES:
            (held if path.stem in kept else train).extend(read(path))
    write(out / "en-train.jsonl", train + pud[:800], "en")
    write(out / "en-dev.jsonl", read(ewt / "en_ewt-ud-dev.conllu"), "en")
    write(out / "en-test.jsonl", read(ewt / "en_ewt-ud-test.conllu"), "en")
    write(out / "held-gum.jsonl", held, "en")
    write(out / "held-pud.jsonl", pud[800:], "en")


def chinese(banks: Path, out: Path) -> None:
    import rjieba
    from convert import convert, learn
    from harmonise import harmonise, merged_tag

    plain = simplify()

    def old(part: str) -> list[Sentence]:
        show = ["git", "-C", str(banks / "UD_Chinese-GSD"), "show", f"{OLD_GSD}:zh-ud-{part}.conllu"]
        copy = out / f"old-{part}.conllu"
        copy.write_bytes(subprocess.run(show, capture_output=True, check=True).stdout)
        return [modern(s) for s in read(copy, plain)]

    gsd = {part: list(read(banks / "UD_Chinese-GSDSimp" / f"zh_gsdsimp-ud-{part}.conllu", plain)) for part in ("dev", "test")}
    converters = [learn(old("dev"), gsd["dev"], seed=seed) for seed in (1, 2, 3)]
    banks_of = {n: list(read(banks / f"UD_Chinese-{n}" / f"zh_{n.lower()}-ud-test.conllu", plain)) for n in ("HK", "CFL", "PUD")}
    # The few trees of today's scheme count twice: PUD for its news, the development part of GSD for its cut of words.
    train = (
        [convert(s, converters) for s in old("train")] + banks_of["HK"] + banks_of["CFL"] + 2 * banks_of["PUD"] + 2 * gsd["dev"]
    )
    for part, sentences in {"train": train, **gsd}.items():
        write(out / f"zh-{part}.jsonl", (recut(harmonise(s), rjieba.cut, merged_tag) for s in sentences), "zh")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    choice = parser.parse_args()
    choice.out.mkdir(parents=True, exist_ok=True)
    english(choice.treebanks, choice.out)
    chinese(choice.treebanks, choice.out)


if __name__ == "__main__":
    main()
