"""Quantities in text, for every language: how numbers, scales, currencies and counted nouns combine (`amounts.yaml` in its folder).

Money comes in ISO currency codes, parts of a whole as unit «share» (13 % is 0.13), percentage points as «pp», multiples as «times»,
everything else in what is counted, as an English noun. A number without a unit is no amount: it may be a product's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from overtone.data import read_part
from overtone.language.letters import LETTER, is_letter
from overtone.language.matching import spelled, trie
from overtone.model import Amount, Span

Bound = Literal["about", "over", "under"]
_NAME = 16  # characters before a number in which a word may stand that makes it a model's name
_BEFORE = 8  # characters before a number in which «about» or «up to» may stand
_SYMBOL = 4  # letters of a unit that may follow its number without a blank: «3nm», «2GW»
_NOT_A_RANGE = 1000  # «1至100亿» shares its scale; ends further apart than this do not


class AmountGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file. `number` is the pattern of a number without scale, `scales` multiply it, `to` joins a range.

    `signs` are currencies before the number, `currencies` behind it; `units` are units behind the number (with what they mean and
    are multiplied by); `shares` are whole phrases with their value, `fractions` patterns with the groups `part` and `whole`;
    `counters` are classifiers with the unit that they mean by themselves, `nouns` are things counted, by the unit that they are
    reported in. `starts` matches where a number in words may start; `not_before` must not stand before a number, `not_after` not
    behind a unit; `model` before a number makes it a name («RTX 5090»). `about`, `over`, `under` stand before the number, `more`
    behind it, `odd` between it and its unit; a number that is `vague` is read as its least; `durations` are units before which
    «over» is no bound. `skip` are number words that count nothing, `never` matches phrases that only look like amounts, `stops`
    part a number from what it does not count.
    """

    number: str = r"\d+(?:[.,]\d+)*"
    scales: dict[str, float] = {}
    to: str = "[-–—]"
    signs: dict[str, str] = {}
    currencies: dict[str, str] = {}
    units: dict[str, tuple[str, float]] = {}
    shares: dict[str, float] = {}
    fractions: tuple[str, ...] = ()
    counters: dict[str, str] = {}
    nouns: dict[str, str] = {}
    starts: str = ""
    not_before: str = ""
    not_after: str = r"\w"
    about: str = "(?!)"
    over: str = "(?!)"
    under: str = "(?!)"
    more: str = "(?!)"
    odd: str = "(?!)"
    vague: str = ""
    model: str = "(?!)"
    durations: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    never: str = "(?!)"
    stops: str = ""


class AmountReader(NamedTuple):
    """A grammar made ready."""

    grammar: AmountGrammar
    starts: re.Pattern[str]
    quantity: re.Pattern[str]
    shares: re.Pattern[str]
    fractions: tuple[re.Pattern[str], ...]
    bounds: tuple[tuple[Bound, re.Pattern[str]], ...]
    more: re.Pattern[str]
    vague: re.Pattern[str]
    model: re.Pattern[str]
    never: re.Pattern[str]
    number: Callable[[str], float | None]
    noun: Callable[[AmountGrammar, str, int, str | None], tuple[str, int] | None]

    def read(self, text: str, folded: str, dates: Sequence[Span]) -> list[Amount]:
        """Every quantity, in order, not overlapping; what lies inside one of `dates` (in order) is none.

        `folded` is the text in the language's normal form.
        """
        found = [*self._quantities(folded, text), *self._shares(folded, text)]
        found.sort(key=lambda amount: (amount.span[0], -amount.span[1]))
        kept: list[Amount] = []
        for amount in found:
            if not (kept and amount.span[0] < kept[-1].span[1]):
                kept.append(amount)
        return _outside(kept, dates)

    def _quantities(self, folded: str, text: str) -> list[Amount]:
        found, place = [], 0
        for start in self.starts.finditer(folded):
            if start.start() < place or (match := self.quantity.match(folded, start.start())) is None:
                continue
            amount = self._quantity(match, folded, text)
            place = max(amount.span[1] if amount else match.end("low"), match.start() + 1)
            if amount:
                found.append(amount)
        return found

    def _quantity(self, match: re.Match[str], folded: str, text: str) -> Amount | None:
        if self.never.match(folded, match.start("low")):
            return None
        low, high = self.number(match["low"]), self.number(match["high"]) if match["high"] else None
        if low is None:
            return None
        scale, scale_high = self._scale(match["scale"]), self._scale(match["scale_high"])
        if high is not None and not match["scale"] and low < high * _NOT_A_RANGE:
            scale = scale_high  # «10至20亿»: the scale belongs to both
        named = self._unit(match, folded)
        if named is None or (match["low"].lower() in self.grammar.skip and named[1] is None):
            return None
        if named[1] is None and self.model.search(folded[max(0, match.start() - _NAME) : match.start()]):
            return None
        unit, factor, end = named[0], named[1] or 1.0, named[2]
        low *= scale * factor
        high = high * scale_high * factor if high is not None else None
        if high is not None and high <= low:
            high = None
        span = (match.start(), end)
        return Amount(_clean(low), unit, text[slice(*span)], span, _clean(high), self._bound(folded, span, match, unit))

    def _unit(self, match: re.Match[str], folded: str) -> tuple[str, float | None, int] | None:
        """Unit, factor (None for things counted) and end of the amount."""
        grammar = self.grammar
        if sign := match["sign"]:  # before the currency behind the number: «新台币300亿元»
            return grammar.signs[" ".join(sign.lower().split())], 1.0, match.end()
        if currency := match["currency"]:
            return grammar.currencies[" ".join(currency.lower().split())], 1.0, match.end()
        if unit := match["unit"]:
            name, factor = grammar.units[" ".join(unit.lower().split())]
            return name, factor, match.end()
        noun = self.noun(grammar, folded, match.end(), match["counter"])
        return (noun[0], None, noun[1]) if noun else None

    def _scale(self, word: str | None) -> float:
        return self.grammar.scales[word.lower()] if word else 1.0

    def _shares(self, folded: str, text: str) -> list[Amount]:
        found = []
        for match in self.shares.finditer(folded):
            words = " ".join(match[0].lower().split())
            unit = "times" if self.grammar.shares[words] > 1 else "share"
            found.append((match, self.grammar.shares[words], unit))
        for pattern in self.fractions:
            for match in pattern.finditer(folded):
                part, whole = self.number(match["part"]), self.number(match["whole"])
                if part is not None and whole:
                    found.append((match, part / whole, "share"))
        return [
            Amount(_clean(value), unit, text[slice(*m.span())], m.span(), None, self._bound(folded, m.span(), m, unit))
            for m, value, unit in found
        ]

    def _bound(self, folded: str, span: Span, match: re.Match[str], unit: str) -> Bound | None:
        before = folded[max(0, span[0] - 2 * _BEFORE) : span[0]]
        for bound, pattern in self.bounds:
            if (said := pattern.search(before)) and not (unit in self.grammar.durations and said[0].strip() == "over"):
                return bound
        more = bool(self.more.match(folded, span[1]))
        if "low" in match.re.groupindex:
            more = more or bool(match["more"] or self.vague.fullmatch(match["low"]) or self.more.match(folded, match.end("low")))
        return "over" if more else None


def _clean(value: float | None) -> float:
    """Without the dust of binary arithmetic («17.4 %» is 0.174)."""
    return float(f"{value:.12g}") if value is not None else None  # type: ignore[return-value]


def _outside(amounts: list[Amount], dates: Sequence[Span]) -> list[Amount]:
    kept, place = [], 0
    for amount in amounts:
        while place < len(dates) and dates[place][1] <= amount.span[0]:
            place += 1
        if place == len(dates) or dates[place][0] >= amount.span[1]:
            kept.append(amount)
    return kept


def words(alternatives: Iterable[str]) -> str:
    """Words as a regular expression, longer ones first, blanks of any width."""
    return trie(map(spelled, alternatives))


@cache
def amount_reader(
    language: str,
    number: Callable[[str], float | None],
    noun: Callable[[AmountGrammar, str, int, str | None], tuple[str, int] | None],
) -> AmountReader:
    """The reader of a language's amounts; `number` reads its number words, `noun` finds what is counted behind a number."""
    grammar = _lowered(read_part(AmountGrammar, language, "amounts.yaml") or AmountGrammar())
    return AmountReader(
        grammar,
        _starts(grammar),
        _quantity(grammar),
        re.compile(_bounded(words(grammar.shares)), re.IGNORECASE),
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in grammar.fractions),
        (
            ("about", re.compile(f"(?:{grammar.about})\\s*$", re.IGNORECASE)),
            ("under", re.compile(f"(?:{grammar.under})\\s*$", re.IGNORECASE)),
            ("over", re.compile(f"(?:{grammar.over})\\s*$", re.IGNORECASE)),
        ),
        re.compile(grammar.more, re.IGNORECASE),
        re.compile(grammar.vague, re.IGNORECASE),
        re.compile(f"(?:{grammar.model})$"),
        re.compile(grammar.never, re.IGNORECASE),
        number,
        noun,
    )


def _lowered(grammar: AmountGrammar) -> AmountGrammar:
    """With all words to be looked up in lower case, as the text's words are."""
    tables = ("scales", "signs", "currencies", "units", "counters", "nouns")
    lowered = {name: {key.lower(): value for key, value in getattr(grammar, name).items()} for name in tables}
    return msgspec.structs.replace(grammar, **lowered)


def _bounded(pattern: str) -> str:
    return rf"(?<!{LETTER})(?:{pattern})(?!{LETTER})"


def _starts(grammar: AmountGrammar) -> re.Pattern[str]:
    """Where a quantity may begin, much faster to look for than a quantity: a digit, a sign, or the first letters of a word."""
    signs = {sign[0] for sign in grammar.signs}
    letters = "".join(sorted({sign for sign in signs if is_letter(sign)}))
    others = "".join(re.escape(sign) for sign in sorted(signs) if sign not in letters)
    starts = [r"\d+", f"[{others}]" if others else "", rf"(?<!{LETTER})[{letters.upper()}{letters.lower()}]" if letters else ""]
    return re.compile("|".join(start for start in (*starts, grammar.starts) if start))


def _quantity(grammar: AmountGrammar) -> re.Pattern[str]:
    """The pattern of a number with what may stand around it."""
    scale = words(grammar.scales)
    letter_end = f"(?!{LETTER})"
    joined = words({unit for unit in grammar.units if unit.isascii() and unit.isalpha() and len(unit) <= _SYMBOL})
    tail = (
        rf"(?:(?P<currency>{words(grammar.currencies)}){letter_end}|(?P<unit>{words(grammar.units)})(?!{grammar.not_after})"
        rf"|(?P<counter>{words(grammar.counters)}){letter_end})"
    )
    return re.compile(
        rf"(?:(?<![A-Za-z\d])(?P<sign>{words(grammar.signs)})\s?|(?<![A-Za-z\d.,])(?<![A-Za-z]-){grammar.not_before})"
        rf"(?P<low>{grammar.number})(?:\s?-?(?P<scale>{scale}){letter_end})?"
        rf"(?:\s?(?:{words(grammar.currencies)}|%)?\s?(?:{grammar.to})\s?(?:{words(grammar.signs)})?"
        rf"(?P<high>{grammar.number})(?:\s?-?(?P<scale_high>{scale}){letter_end})?)?"
        rf"(?![\d.,]*\d|(?!(?:{joined}){letter_end})[A-Za-z])(?P<more>{grammar.odd})?(?:[\s-]?(?:{tail}))?",
        re.IGNORECASE,
    )
