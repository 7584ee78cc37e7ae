"""The one form of English text: half-width characters, plain apostrophes; same length."""

from __future__ import annotations

import functools
import re

_WIDE = re.compile("[\uff01-\uff5e\u3000\ud800-\udfff]")
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ]|(?<=\.)[’ʼ](?=s(?!\w))")


@functools.lru_cache(8)
def normalise(text: str) -> str:
    """Full-width → half-width characters, curly apostrophes → plain; curly quotes stay. Same length."""
    return text if text.isascii() else _APOSTROPHE.sub("'", _WIDE.sub(_narrow, text))


def _narrow(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x3000:
        return " "
    return "\ufffd" if code < 0xE000 else chr(code - 0xFEE0)
