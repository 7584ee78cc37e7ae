"""The language of a text, by its script and, for Latin script, by its function words.

Those of languages that can be read and of their neighbours stand in `languages.yaml`; a language's own `pages.yaml` adds to them.

Chinese is «zh» in both scripts. Japanese is told by its kana, so Japanese written in Han alone counts as Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from overtone.corpus.cues import pages
from overtone.data import read

_SCRIPTS = {
    "han": "㐀-䶿一-鿿豈-﫿𠀀-𲎯",
    "kana": "ぁ-ゖァ-ヺー",
    "ko": "가-힣ᄀ-ᇿ",
    "ru": "Ѐ-ӿ",
    "ar": "؀-ۿ",
    "el": "Ͱ-Ͽ",
    "th": "฀-๿",
    "he": "֐-׿",
    "hi": "ऀ-ॿ",
}
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{1,40}(?:'[a-z]{1,3})?")
_SAMPLE = 20_000
_LOOKS_LIKE = 0.08  # share of function words; running English has about 0.4, a headline 0.1
_SHORT = 30  # words of a headline, which may hold no function word at all
_HEADLINES = "en"  # what such a headline in plain letters is


def language_of(text: str) -> str:
    """ISO 639-1 code of the language that most of `text` (its first 20 000 characters) is in, or «und»."""
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _counted().items()}
    words = [word.lower() for word in _WORD.findall(sample)]
    han, kana = counts.pop("han"), counts.pop("kana")
    if kana * 8 > han + kana and kana + han > len(words):
        return "ja"
    other, most = max(counts.items(), key=lambda item: item[1])
    if han > most and han >= len(words):
        return "zh"
    if most > len(words):
        return other
    return _latin(words)


def _latin(words: list[str]) -> str:
    if not words:
        return "und"
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in known) / len(words) for code, known in _function_words().items()}
    code, share = max(shares.items(), key=lambda item: item[1])
    if share >= _LOOKS_LIKE:
        return code
    plain = len(words) <= _SHORT and share == shares[_HEADLINES] and all(word.isascii() for word in words)
    return _HEADLINES if plain else "und"


@cache
def _counted() -> dict[str, re.Pattern[str]]:
    """The letters of each script, and of languages that have one of their own."""
    own = {code: page.letters for code, page in pages().items() if page.letters}
    return {script: re.compile(f"[{ranges}]") for script, ranges in (_SCRIPTS | own).items()}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    neighbours = read(dict[str, str], __package__, "languages.yaml")
    own = {code: page.words for code, page in pages().items() if page.words}
    return {code: frozenset(words.split()) for code, words in (neighbours | own).items()}
