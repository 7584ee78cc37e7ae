"""Reprints: one report that ten papers print is one source."""

from __future__ import annotations

from datetime import date

from overtone.corpus.copies import copies
from overtone.model import Document

REPORT = (
    "The ministry said on Tuesday that it had put six firms on its list, that exports to them would stop at once, and that it would "
    "answer any further step by the other side with measures of its own, according to a statement on its site."
)
DAY = date(2031, 4, 16)


def _document(id: str, publisher: str, text: str, published: date = DAY) -> Document:
    return Document(id=id, text=text, language="en", publisher=publisher, published=published)


def _copy_of(*documents: Document) -> dict[str, str | None]:
    return {document.id: document.copy_of for document in copies(documents)}


def test_the_earliest_is_the_original() -> None:
    first, later = _document("a", "Harbour Wire", REPORT), _document("b", "Post", REPORT, date(2031, 4, 17))
    assert _copy_of(later, first) == {"b": "a", "a": None}


def test_of_one_day_who_credits_another_copies() -> None:
    """Read first or not, the paper that names the agency in its lead has it from there."""
    original = _document("z", "Harbour Wire", REPORT)
    reprint = _document("a", "Post", "Harbour Wire reported: " + REPORT)
    assert _copy_of(reprint, original) == {"a": "z", "z": None}


def test_other_reports_of_the_same_day_are_no_copies() -> None:
    other = "A spokeswoman denied on Tuesday that talks had been broken off; the next round would be held in autumn, she told reporters."
    assert _copy_of(_document("a", "Post", REPORT), _document("b", "Harbour Wire", other * 2)) == {"a": None, "b": None}
