"""Writes the table of English lemmas, src/overtone/language/en/lemmas.txt, from the dictionary of lemminflect (MIT).

Run `pip install lemminflect==0.2.3` in an environment of its own, then `python tools/english/lemmas.py`. The program itself needs
neither: the table says, for endings of words and whole words, how a form becomes its lemma, and the longest ending decides. It
is the smallest table that gives every form of the dictionary its lemma, and so it carries over to words that no dictionary has.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).parents[2] / "src/overtone/language/en/lemmas.txt"
TAGS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV"}
PLAIN = re.compile(r"[a-z]{2,18}")

# Where the dictionary leaves a choice, or lacks what the news has.
CHOSEN = {
    "verb": "found find, fell fall, bound bind, bore bear, lay lay, ground ground, feed feed, putting put, singing sing, laden laden, saw see, "
    "felt feel, left leave, met meet, spat spit, wound wind, sped speed, shot shoot, led lead, fed feed, bred breed, axed axe, axing axe, "
    "axes axe, greenlit greenlight, "
    "paled pale, developed develop, developing develop, consisted consist, bathed bathe, dived dive, "
    "routed rout, costed cost, sought seek, forbade forbid, pled plead, lit light, retrofitted retrofit, offset offset, stove stove, "
    "crew crew, boded bode, premiered premiere, premiering premiere, programmed program, programming program, bit bite, slew slay, "
    "hung hang, stuck stick, "
    "struck strike, sawed saw, bade bid, bidden bid, wove weave, rang ring, rung ring, began begin, wed wed, rent rent, rents rent, "
    "stole steal, lain lie, lying lie, tying tie, dying die, vying vie, overlay overlay, tarred tar, "
    "annexed annex, annexing annex, annexes annex",
    "noun": "leaves leaf, data data, means means, axes axis, bases base, media media, taxes tax, taxis taxi, doses dose, dice die, dive dive, "
    "bacteria bacterium, real real, opera opera, stamina stamina, physics physics, goods goods, folks folk, cola cola, staves staff, "
    "news news, species species, series series, headquarters headquarters, crossroads crossroads, economics economics, politics politics, "
    "statistics statistic, telecommunications telecommunication, criteria criterion, phenomena phenomenon, lenses lens, gas gas, "
    "gases gas, buses bus, crises crisis, analyses analysis, theses thesis, indices index, indexes index, chassis chassis, corps corps, "
    "innings inning, barracks barracks, ethics ethics, logistics logistics, semiconductors semiconductor, geopolitics geopolitics, "
    "proceedings proceeding, troops troop, better better, lens lens, people people, sanctions sanction, customs customs, arms arms, "
    "auspices auspices, antics antic, thousands thousand, millions million, billions billion, movies movie, cookies cookie",
    "adj": "better good, best good, worse bad, worst bad, more more, most most, less less, least least, further further, elder elder, "
    "eldest eldest, upper upper, inner inner, outer outer, lower lower, utter utter, former former, latter latter, other other",
    "adv": "better well, best well, worse badly, worst badly, more more, most most, further further, less less, least least, later later, "
    "earlier earlier, longer long, sooner soon, faster fast, harder hard, lower low, higher high, closer close",
}


class Change(NamedTuple):
    """How a form becomes its lemma: `cut` characters off its end, `add` in their place."""

    cut: int
    add: str


def change(form: str, lemma: str) -> Change:
    """The change from a form to its lemma."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return Change(len(form) - same, lemma[same:])


def dictionary() -> dict[str, dict[str, str]]:
    """Part of speech → form → lemma; lemmas are forms of themselves."""
    spec = importlib.util.find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise SystemExit("lemminflect is not installed: pip install lemminflect==0.2.3")
    resources = Path(spec.origin).parent / "resources"
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for form, tag, _ in rows(resources / "infl_lu.csv.gz"):
        table[tag][form] = form
    for form, tag, lemmas in rows(resources / "lemma_lu.csv.gz"):
        table[tag][form] = best(form, lemmas.split("/"))
    for tag, pairs in CHOSEN.items():
        table[tag].update(pair.split() for pair in pairs.split(", "))
    return table


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """The lines of one of lemminflect's tables that are about plain words of an open class."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for form, tag, rest, *_ in csv.reader(lines):
            if tag in TAGS and PLAIN.fullmatch(form):
                yield form, tag, rest


def best(form: str, lemmas: list[str]) -> str:
    """Of several lemmas the one that keeps most of the form and is shorter than it («chambers» is chamber)."""
    plain = [lemma for lemma in lemmas if PLAIN.fullmatch(lemma)] or [form]
    shorter = [lemma for lemma in plain if lemma != form] if form.endswith("s") else plain
    return min(shorter or plain, key=lambda lemma: (change(form, lemma).cut, len(lemma)))


class Node:
    """An ending: the longer endings by the letter before it (`^`: the whole word), and what each change would cost below it."""

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.costs: dict[Change, int] = {}
        self.counts: dict[Change, int] = defaultdict(int)

    def add(self, form: str, wanted: Change) -> None:
        """Enter a form with the change that it needs."""
        node = self
        node.counts[wanted] += 1
        for letter in f"{form[::-1]}^":
            node = node.below.setdefault(letter, Node())
            node.counts[wanted] += 1

    def solve(self) -> None:
        """`costs[change]`: how many entries are needed below if this ending has the change (Sankoff's parsimony)."""
        for node in self.below.values():
            node.solve()
        for wanted in self.counts:
            self.costs[wanted] = sum(node.cost(wanted) for node in self.below.values())
        if not self.below:
            self.costs = dict.fromkeys(self.counts, 0)

    def cost(self, inherited: Change) -> int:
        """Entries needed here and below if the shorter ending has the change `inherited`."""
        return min(self.costs.get(inherited, 1 << 30), 1 + min(self.costs.values()))

    def entries(self, ending: str, inherited: Change | None) -> Iterator[tuple[Change, str]]:
        """The entries of the table, shorter endings first."""
        own = inherited
        if own not in self.costs or self.costs[own] > 1 + min(self.costs.values()):
            own = min(self.costs, key=lambda c: (self.costs[c], -self.counts[c], c))
            yield own, ending
        for letter, node in sorted(self.below.items()):
            yield from node.entries(letter + ending, own)


def main() -> None:
    """Write the table: a line is a part of speech, how much to cut, what to add, and the endings concerned."""
    lines = [
        "# Written by tools/english/lemmas.py from the dictionary of lemminflect (MIT, see NOTICE). ^ is the start of a word.\n"
    ]
    for tag, forms in dictionary().items():
        root = Node()
        for form, lemma in sorted(forms.items()):
            root.add(form, change(form, lemma))
        root.solve()
        groups: dict[Change, list[str]] = defaultdict(list)
        for wanted, ending in root.entries("", None):
            groups[wanted].append(ending or "-")
        lines += [f"{TAGS[tag]}\t{c.cut}\t{c.add}\t{' '.join(sorted(groups[c]))}\n" for c in sorted(groups)]
        print(tag, len(forms), "forms", sum(map(len, groups.values())), "endings")
    OUT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
