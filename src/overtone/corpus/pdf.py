"""PDF: the text of every page, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import re
import time
from collections import Counter

from overtone.corpus.dates import moment
from overtone.corpus.draft import Draft
from overtone.corpus.options import Limits
from overtone.errors import InputError

_END = re.compile(r"[。！？.!?:：;；”\"」』]$")
_HAN = re.compile("[㐀-鿿，。；：、！？”」』）]$")


def pdf(data: bytes, origin: str, limits: Limits) -> Draft:
    """The text of a PDF that has any. Scans hold pictures only and are refused.

    Raises InputError for damaged, encrypted and text-less files, and where reading takes longer than `limits.seconds`.
    """
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    deadline = time.monotonic() + limits.seconds
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(origin, "the PDF is locked by a password", "save it without the password")
        info = reader.metadata
        pages = []
        for number, sheet in enumerate(reader.pages, 1):
            if number > limits.pages or time.monotonic() > deadline:
                raise InputError(
                    origin, f"the PDF takes more than {limits.pages} pages or {limits.seconds:g} s", "give the pages that matter"
                )
            pages.append(sheet.extract_text() or "")
    except InputError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        MemoryError,
        AssertionError,
    ) as error:
        # pypdf meets damage in many places and raises as many kinds of error
        raise InputError(origin, f"the PDF is damaged ({type(error).__name__})", "fetch or export it again") from None
    text = "\n\n".join(_paragraphs(lines) for lines in _without_running_heads(pages))
    if not text.strip():
        raise InputError(origin, "the PDF holds no text, only pictures", "run it through text recognition (OCR) first")
    title = str(info.title).strip() if info and info.title else None
    when = moment(str(info.get("/CreationDate", ""))[2:10]) if info else None
    return Draft(
        text=text, origin=origin, title=title if title and title in text[:2000] else None, published=when.day if when else None
    )


def _without_running_heads(pages: list[str]) -> list[list[str]]:
    """Lines of each page, less page numbers and first and last lines that most pages share."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    edges = Counter(line for lines in split for line in {*lines[:1], *lines[-1:]} if line)
    running = {line for line, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    return [
        [line for line in lines if line not in running and not re.fullmatch(r"[-–—\s]{0,3}\d{1,4}[-–—\s]{0,3}", line)]
        for lines in split
    ]


def _paragraphs(lines: list[str]) -> str:
    """Join lines that the page's width broke: a full line without an end goes on in the next."""
    full = max((len(line) for line in lines), default=0) * 0.7
    text = ""
    broken = False
    for line in lines:
        if not line:
            broken = False
            text = text.rstrip("\n") + "\n\n"
        elif broken and text.endswith("-") and line[:1].islower():
            text = text[:-1] + line
        elif broken:
            text += line if _HAN.search(text) else f" {line}"
        else:
            text += line
        broken = len(line) >= full and not _END.search(line) if line else False
        if line and not broken:
            text += "\n"
    return text.strip()
