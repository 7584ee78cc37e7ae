"""A small world: Northland, its ministry and minister, Southland, the firm Lumen and Ada Vale who leads it; and two newspapers."""

from __future__ import annotations

from datetime import date
from typing import Any

from overtone.model import ActorKind, CodedDocument, Days, Document, EventMention, Party, Reference


def day(number: int, month: int = 5) -> Days:
    return date(2031, month, number), date(2031, month, number)


def actor(id: str, name: str, party: str | None = None, kind: ActorKind = "other", names: tuple[str, ...] = ()) -> Reference:
    return Reference(id, name, name, (0, 1), names, Party(party or id, party or id), kind)


NORTH = actor("north", "Northland", kind="state", names=("北国",))
MINISTRY = actor("ministry", "Ministry of Trade", "north", "agency")
MINISTER = actor("minister", "Bo Lindqvist", "north", "person")
SOUTH = actor("south", "Southland", kind="state")
LUMEN = actor("lumen", "Lumen Devices", kind="firm")
ADA = actor("ada", "Ada Vale", "lumen", "person", ("艾达·韦尔",))
GAZETTE = actor("gazette", "Harbour Gazette", kind="media", names=("海港公报",))


def document(
    id: str, published: int = 20, publisher: str | None = "Courier", copy_of: str | None = None, text: str = ""
) -> Document:
    text = text or f"The text of {id}."
    return Document(id=id, text=text, language="en", publisher=publisher, published=day(published)[0], copy_of=copy_of)


def mention(id: str, source: Reference, act: str, target: Reference | None, at: int = 0, **more: Any) -> EventMention:
    return EventMention(document=id, evidence=(at, at + 5), source=source, act=act, target=target, rule="by-hand", **more)


def coded(*mentions: EventMention) -> list[CodedDocument]:
    """Documents as coded, from mentions that name them."""
    ids = dict.fromkeys(each.document for each in mentions)
    return [CodedDocument(id=id, language="en", events=tuple(m for m in mentions if m.document == id)) for id in ids]
