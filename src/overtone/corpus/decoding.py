"""Bytes → text: byte-order mark, UTF-8, what the source declares, then whichever encoding reads best."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from importlib.resources import files

from overtone.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "shift_jis", "euc_kr", "cp1251", "cp1252")
_DECLARED = re.compile(
    rb"""(?:charset\s{0,9}=\s{0,9}|encoding\s{0,9}=\s{0,9})["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 50  # more than one control character in so many is no text
_SAMPLE = 20_000
_READS = 0.45  # share of the characters outside ASCII that must look like a language
_MEND = "save it as UTF-8 and read it again"


def decode(data: bytes, place: str, declared: str | None = None, *, tolerant: bool = False) -> str:
    """Text of `data`. `declared` is the charset of the transport; `tolerant` forgives one bad byte in a thousand (web pages).

    Raises InputError for binary data, for a text cut off inside a character, and where no encoding gives readable text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, place)
    if wide := _without_mark(data):
        return _strictly(data, wide, place)
    if b"\0" in data[:_SAMPLE]:
        raise InputError(place, "this is binary data, not text", "give a text, HTML, PDF, feed, WARC or JSON lines file")
    try:
        return _sound(data.decode("utf-8"), place)
    except UnicodeDecodeError as error:
        return _otherwise(data, place, declared, tolerant, error)


def _otherwise(data: bytes, place: str, declared: str | None, tolerant: bool, error: UnicodeDecodeError) -> str:
    """Not UTF-8: what is declared if it reads at all, else the candidate that reads best."""
    named = _codec(declared) or next((codec for raw in _DECLARED.findall(data[:4096]) if (codec := _codec(raw.decode()))), None)
    candidates = dict.fromkeys((*([named] if named else ()), *_CANDIDATES))
    readings = [
        (quality(text[:_SAMPLE]) + (0.1 if name == named else 0), name) for name in candidates if (text := _try(data, name))
    ]
    best, name = max(readings, default=(0.0, ""))
    mended = data.decode("utf-8", "replace")
    broken = mended.count("�")
    if (
        data[: error.start].isascii() is False
        and broken <= max(1, len(mended) // 1000)
        and quality(mended[:_SAMPLE]) >= best - 0.1
    ):
        if tolerant:
            return mended
        if error.end >= len(data) - 1 and error.reason == "unexpected end of data":
            raise InputError(place, "the text breaks off inside a character: the file is cut off", "fetch or copy it again")
        raise InputError(place, f"the text is UTF-8 with broken bytes (the first at byte {error.start})", _MEND)
    if best >= _READS:
        return data.decode(name)
    raise InputError(
        place, "the text is in no encoding that gives readable text (UTF-8, GB18030, Big5, UTF-16 … were tried)", _MEND
    )


def quality(text: str) -> float:
    """How far the characters outside ASCII look like a language, −1 to 1; 1 where there are none, −1 where control characters abound."""
    if len(_CONTROLS.findall(text)) * _CONTROL_SHARE > len(text):
        return -1.0
    outside = [(i, character) for i, character in enumerate(text) if character > "\x7f"]
    if not outside:
        return 1.0
    return sum(_looks(text, i, character) for i, character in outside) / len(outside)


def _looks(text: str, i: int, character: str) -> float:
    if character in _frequent():
        return 1.0
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF:
        return 0.25  # a rare character: a few are normal, a text of them is not
    if 0x3040 <= code <= 0x30FF or 0xAC00 <= code <= 0xD7A3:
        return 0.8
    if unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs"):
        return -1.0
    if code < 0x0250 or 0x0400 <= code <= 0x04FF:
        return _looks_alphabetic(text, i, character)
    return 0.6 if 0x2010 <= code <= 0x2122 else 0.0


def _looks_alphabetic(text: str, i: int, character: str) -> float:
    """A Latin or Cyrillic letter belongs into a word of its own script: its neighbours tell."""
    neighbours = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
    if not character.isalpha():
        return 0.4 if neighbours.isascii() else -0.2
    cyrillic = character >= "\u0400"
    kin = sum((c.isascii() and c.isalpha() and not cyrillic) or ("\u0430" <= c <= "\u044f" and cyrillic) for c in neighbours)
    return (0.0, 0.6, 0.8)[kin]


@cache
def _frequent() -> frozenset[str]:
    """The characters that most of any Chinese text consists of, simplified and traditional, with Chinese punctuation."""
    return frozenset((files(__package__) / "characters.txt").read_text("utf-8")) - {"\n"}


def _sound(text: str, place: str) -> str:
    """Valid UTF-8 may still hold a text that somebody else read wrongly before."""
    sample = text[:_SAMPLE]
    if sample.count("�") > max(2, len(sample) // 100) or sample.count("锟斤拷") > 2:
        raise InputError(
            place, "the text was damaged before (its characters are replacement marks)", "take it from its source again"
        )
    outside = sum(character > "\x7f" for character in sample)
    foreign = outside > 20 and outside * 5 > len(sample)
    narrow = foreign and all(c < "\u0180" or "\u2010" <= c <= "\u2122" for c in set(sample))
    if narrow and any(_reads_as_utf8(sample, encoding) for encoding in ("latin-1", "cp1252")):
        raise InputError(
            place, "the text was read in a wrong encoding before (UTF-8 taken for Latin-1)", "take it from its source again"
        )
    return text


def _reads_as_utf8(sample: str, encoding: str) -> bool:
    """Are the characters, as bytes of `encoding`, valid UTF-8 (but for one that the end of the sample cuts)?"""
    try:
        data = sample.encode(encoding)
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeError:
        return False
    return True


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of text in Latin letters, or of line ends, is zero."""
    sample = data[: _SAMPLE // 10 * 2]
    if b"\0" not in sample or len(sample) < 4:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample.count(0) - zeros.count(0)
        text = _try(data[: len(sample)], encoding)
        if others == 0 and text and all(unicodedata.category(c) not in ("Cn", "Co", "Cc") or c in "\r\n\t" for c in text):
            return encoding
    return None


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return _sound(data.decode(encoding), place)
    except UnicodeDecodeError as error:
        raise InputError(place, f"the text says that it is {encoding} and is not (byte {error.start})", _MEND) from None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    name = _WIDER.get(name.lower(), name)
    try:
        return (
            codecs.lookup(name).name
            if codecs.lookup(name).name not in ("utf-8", "rot13", "hex", "base64", "zlib", "bz2")
            else None
        )
    except LookupError:
        return None
