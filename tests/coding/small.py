"""A small theatre, and texts read against it: what the examples of the coding room share."""

from __future__ import annotations

from datetime import date
from functools import cache

from overtone.coding.analysis import Analysis
from overtone.coding.coder import Coder
from overtone.model import Actor, Affiliation, Document, Product, Theatre

PUBLISHED = date(2025, 4, 18)


def _actor(id: str, name: str, kind: str, zh: str, party: str | None = None, en: tuple[str, ...] = ()) -> Actor:
    parties = (Affiliation(party),) if party else ()
    names = {"zh": tuple(zh.split("|")), "en": en}
    return Actor(id, name, kind, names=names, parties=parties)  # type: ignore[arg-type]


ACTORS = (
    Actor(
        "us", "United States", "state", names={"zh": ("美国", "美方")}, metonyms={"en": ("Washington",)}, short={"zh": ("美",)}
    ),
    Actor("cn", "China", "state", names={"zh": ("中国", "中方")}, adjectives={"en": ("Chinese",)}, short={"zh": ("华", "中")}),
    _actor("eu", "European Union", "bloc", "欧盟", en=("EU",)),
    _actor("mofcom", "Ministry of Commerce of China", "agency", "商务部", "cn", ("commerce ministry",)),
    _actor("senate", "US Senate", "agency", "参议院", "us", ("Senate",)),
    _actor("orbis", "Orbis", "firm", "奥比斯"),
    _actor("lindqvist", "Ada Lindqvist", "person", "林德奎斯特", "orbis", ("Lindqvist",)),
    _actor("moreau", "Paul Moreau", "person", "莫罗", None, ("Moreau",)),
    _actor("weiss", "Karin Weiss", "person", "魏斯", None, ("Weiss",)),
)
PRODUCTS = (
    Product(id="q7", name="Q7", names={"zh": ("Q7芯片",)}),
    Product(id="chips", name="semiconductors", names={"en": ("chip", "chips"), "zh": ("芯片",)}),
    Product(id="controls", name="export controls", names={"en": ("export control",), "zh": ("出口管制",)}),
    Product(id="tariffs", name="tariffs", names={"en": ("tariff",), "zh": ("关税",)}),
)


@cache
def coder() -> Coder:
    """The coder of the small theatre."""
    return Coder(Theatre(id="small", title={"en": "Small"}, actors=ACTORS, products=PRODUCTS))


def read(text: str, language: str) -> Analysis:
    """A text read as a document of 18 April 2025."""
    (analysis,) = coder().analyse([Document(id="d", text=text, language=language, published=PUBLISHED)])
    return analysis
