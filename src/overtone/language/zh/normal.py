"""The one form of Chinese text: simplified characters, half-width letters, digits and signs; same length."""

from __future__ import annotations

import functools
import re
from typing import Any

# The marks of Chinese punctuation keep their width: ！（），：；？
_WIDE = re.compile("[\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e\u3000\ud800-\udfff]")


_HONG_KONG = str.maketrans("敍枱粧糭衞衹", "叙台妆粽卫只")
"""Forms of Hong Kong that the tables of traditional characters do not have."""


@functools.lru_cache(8)
def normalise(text: str) -> str:
    """Traditional → simplified characters, full-width letters, digits and signs → half-width. Same length."""
    if text.isascii():
        return text
    narrow = _WIDE.sub(_narrow, text).translate(_HONG_KONG)
    simple = _simplified(narrow)
    if len(simple) == len(narrow):
        return simple
    return "".join([_one(character) for character in narrow])


def _narrow(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x3000:
        return " "
    return "\ufffd" if code < 0xE000 else chr(code - 0xFEE0)


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@functools.lru_cache(1 << 15)
def _one(character: str) -> str:
    simple = _simplified(character)
    return simple if len(simple) == 1 else character
