"""Number words read as numbers: Chinese numerals and English ones, mixed with digits as the press mixes them."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_PLAIN = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)

_ENGLISH = {
    **{
        "a": 1,
        "an": 1,
        "zero": 0,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
    },
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70},
    **{"eighty": 80, "ninety": 90},
}
_ENGLISH_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def digits(text: str) -> float | None:
    """A number in digits, with or without thousands separators."""
    return float(re.sub("[,，]", "", text)) if _PLAIN.fullmatch(text) else None


def chinese_number(text: str) -> float | None:
    """«一百二十», «两万亿», «3.5万», «二〇二五», «三点五»; None if it is no number. «十几» and «数百» are not read here."""
    plain = digits(text)
    if plain is not None or not text:
        return plain
    whole, point, decimals = text.partition("点")
    if point:
        left, right = chinese_number(whole), [_DIGITS.get(c) for c in decimals]
        if left is None or not right or None in right:
            return None
        return left + float("0." + "".join(map(str, right)))
    if len(text) > 1 and all(c in _DIGITS for c in text):  # a year or number said digit by digit
        return float("".join(str(_DIGITS[c]) for c in text))
    return _scaled(text)


def _scaled(text: str) -> float | None:
    """A number with 亿 and 万: what stands before the last, greatest scale is multiplied, what stands behind it is added."""
    for scale in ("亿", "万"):
        before, mark, after = text.rpartition(scale)
        if mark:
            left = chinese_number(before) if before else None
            right = chinese_number(after.removeprefix("零")) if after.removeprefix("零") else 0.0
            return None if left is None or right is None else left * _SCALES[scale] + right
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> float | None:
    total = 0
    digit: int | None = None
    for place, character in enumerate(text):
        if character in _POWERS:
            if digit is None and not (character == "十" and place == 0):
                return None
            total, digit = total + (1 if digit is None else digit) * _POWERS[character], None
        elif character in _DIGITS and (digit is None or digit == 0):
            digit = _DIGITS[character]
        else:
            return None
    return float(total + (digit or 0))


def english_number(text: str) -> float | None:
    """«twenty-five», «two hundred and ten», «3.5 million», «a hundred»; None if it is no number."""
    words = [word for word in re.split(r"[\s-]+", text.lower()) if word and word != "and"]
    total, current, seen = 0.0, 0.0, False
    for word in words:
        value: float | None = _ENGLISH.get(word)
        if value is None:
            value = digits(word)
        if value is not None:
            current, seen = current + value, True
        elif word == "hundred" and seen:
            current *= 100
        elif word in _ENGLISH_POWERS and seen:
            total, current = total + current * _ENGLISH_POWERS[word], 0.0
        else:
            return None
    return total + current if seen else None
