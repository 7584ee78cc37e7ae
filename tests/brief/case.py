"""A small made-up contest: Arcadia controls Prism chips, Borealis buys them, and Lumen Devices stands between them.

Six documents by invented publishers, in English and Chinese, with a reprint, a denial and a reversal. Everything is built by
hand, so that a reader of the tests sees which noun becomes which part of a brief.
"""

from __future__ import annotations

from datetime import date

from overtone.brief import Inputs, Language, TheatreChoice
from overtone.model import (
    Actor,
    Affiliation,
    Alternative,
    Amount,
    Citation,
    Claim,
    CodedDocument,
    Departure,
    Dimension,
    Document,
    Event,
    EventMention,
    Figure,
    Party,
    Product,
    Reference,
    Signal,
    Span,
    Surprise,
    SurprisePart,
    Theatre,
)

AS_OF = date(2031, 5, 20)


def day(number: int, month: int = 5) -> tuple[date, date]:
    return date(2031, month, number), date(2031, month, number)


ARCADIA = Actor("ARC", "Arcadian Republic", "state", {"en": ("Arcadia",), "zh": ("阿卡迪亚",)})
BOREALIS = Actor("BOR", "Borealis", "state", {"zh": ("北原国",)})
BUREAU = Actor("ARC-BTS", "Bureau of Trade Security", "agency", {"zh": ("贸易安全局",)}, parties=(Affiliation("ARC"),))
LUMEN = Actor("LUMEN", "Lumen Devices", "firm", {"zh": ("流明器件",)})
VALE = Actor("VALE", "Ada Vale", "person", {"zh": ("艾达·韦尔",)}, parties=(Affiliation("LUMEN"),))
COUNCIL = Actor("BOR-CPT", "Council for Promoting Trade", "agency", {"zh": ("贸易促进会",)}, parties=(Affiliation("BOR"),))
ACTORS = (ARCADIA, BOREALIS, BUREAU, LUMEN, VALE, COUNCIL)

TEXTS = {
    "visit": (
        "en",
        "Northern Courier",
        date(2031, 5, 18),
        "Vale in Borealis",
        "Ada Vale visited Borealis on 17 May at the invitation of the Council for Promoting Trade.\n\n"
        "Unlike on her earlier trips, when she saw only staff and customers, she was received by a deputy premier. "
        "She wore a dark suit instead of her usual flight jacket. "
        "According to the Harbour Gazette, Vale also met the engineer Ilya Brandt; Lumen says that no such meeting took place.",
    ),
    "copy": (
        "en",
        "Daily Relay",
        date(2031, 5, 18),
        "Vale in Borealis (reprint)",
        "Ada Vale visited Borealis on 17 May at the invitation of the Council for Promoting Trade.",
    ),
    "licence": (
        "en",
        "Harbour Gazette",
        date(2031, 5, 16),
        "Prism chips under licence after all",
        "The Bureau of Trade Security put the Prism chip under a licence requirement for Borealis on 12 May. "
        "A week earlier Arcadia had said that it would shelve the controls. "
        "Lumen put the damage at 5.5 billion dollars. Sales to Borealis were 20% of its revenue in 2029 and 13% in 2030. "
        "Another firm of analysts puts the 2030 share at 15%.",
    ),
    "column": (
        "zh",
        "海港评论",
        date(2031, 5, 19),
        "韦尔为何此时北上",
        "艾达·韦尔5月17日抵达北原国访问。与以往只见客户不同，这次她受贸易促进会邀请而来。"
        "港口研究所的林若川认为，放行棱镜芯片对阿卡迪亚是重大胜利；众议员霍尔则说，卖给北原国的每一块芯片都是错误。"
        "阿卡迪亚正考虑对北原国加征关税。北原国商务代表周一否认将限制稀土出口。",
    ),
}


def span(document: str, passage: str) -> Span:
    """Where the passage stands in the document; it must stand there."""
    start = TEXTS[document][4].index(passage)
    return start, start + len(passage)


def refer(document: str, mention: str, actor: Actor | None = None, name: str = "", party: Actor | None = None) -> Reference:
    """A reference to a known actor, or to one found by form under its own name."""
    place = span(document, mention)
    if actor is None:
        return Reference(None, name or mention, mention, place, (mention,), Party(None, name or mention, (mention,)))
    owner = party or next((each for each in ACTORS if each.id == actor.party_on(AS_OF)), actor)
    names = tuple(name for names in actor.names.values() for name in names)
    return Reference(actor.id, actor.name, mention, place, names, Party(owner.id, owner.name), actor.kind)


DOCUMENTS = tuple(
    Document(
        id=f"doc-{key}",
        text=text,
        language=language,
        title=title,
        publisher=publisher,
        published=published,
        url=f"https://{key}.example/story" if language == "en" else None,
        origin=f"{key}.txt",
        copy_of="doc-visit" if key == "copy" else None,
    )
    for key, (language, publisher, published, title, text) in TEXTS.items()
)


def mention(document: str, passage: str, source: Reference, act: str, target: Reference | None, **more: object) -> EventMention:
    """A mention of an act; the passage is its evidence."""
    values: dict[str, object] = {
        "document": f"doc-{document}",
        "evidence": span(document, passage),
        "source": source,
        "act": act,
        "target": target,
        "rule": "hand",
        **more,
    }
    return EventMention(**values)  # type: ignore[arg-type]


VISITS = (
    mention(
        "visit", "Ada Vale visited Borealis on 17 May", refer("visit", "Ada Vale", VALE), "CONSULT",
        refer("visit", "Borealis", BOREALIS), mode="visit", when=day(17),
    ),
    mention(
        "copy", "Ada Vale visited Borealis on 17 May", refer("copy", "Ada Vale", VALE), "CONSULT",
        refer("copy", "Borealis", BOREALIS), mode="visit", when=day(17),
    ),
    mention(
        "column", "艾达·韦尔5月17日抵达北原国访问", refer("column", "艾达·韦尔", VALE), "CONSULT",
        refer("column", "北原国", BOREALIS), mode="visit", when=day(17),
    ),
)  # fmt: skip
INVITATION = mention(
    "visit", "at the invitation of the Council for Promoting Trade", refer("visit", "Council for Promoting Trade", COUNCIL),
    "CONSULT", refer("visit", "Ada Vale", VALE), mode="invite",
)  # fmt: skip
MEETINGS = (
    mention(
        "visit", "Vale also met the engineer Ilya Brandt", refer("visit", "Vale", VALE), "CONSULT",
        refer("visit", "Ilya Brandt"), mode="meet", when=day(17), reporter=refer("visit", "Harbour Gazette"),
    ),
    mention(
        "visit", "Lumen says that no such meeting took place", refer("visit", "Vale", VALE), "CONSULT",
        refer("visit", "Ilya Brandt"), mode="meet", status="denied", when=day(17), reporter=refer("visit", "Lumen", LUMEN),
    ),
)  # fmt: skip
DAMAGE = Amount(5.5e9, "USD", "5.5 billion dollars", span("licence", "5.5 billion dollars"), bound="about")
CONTROL = mention(
    "licence", "The Bureau of Trade Security put the Prism chip under a licence requirement for Borealis on 12 May",
    refer("licence", "Bureau of Trade Security", BUREAU), "SANCTION", refer("licence", "Borealis", BOREALIS),
    mode="export-control", when=day(12), theme=("Prism",), amounts=(DAMAGE,),
)  # fmt: skip
SHELVED = mention(
    "licence", "A week earlier Arcadia had said that it would shelve the controls", refer("licence", "Arcadia", ARCADIA),
    "CONCEDE", refer("licence", "Borealis", BOREALIS), mode="suspend-measure", status="historical", when=day(5),
)  # fmt: skip
TARIFF = mention(
    "column", "阿卡迪亚正考虑对北原国加征关税", refer("column", "阿卡迪亚", ARCADIA), "SANCTION",
    refer("column", "北原国", BOREALIS), mode="tariff", status="considered", theme=("关税",),
)  # fmt: skip
RARE_EARTHS = mention(
    "column", "否认将限制稀土出口", refer("column", "北原国", BOREALIS), "SANCTION", None,
    mode="export-control", status="denied", theme=("稀土",),
)  # fmt: skip


def event(id: str, *mentions: EventMention, publishers: tuple[str, ...], disputed: bool = False) -> Event:
    first = mentions[0]
    return Event(
        id=id,
        source=first.source.key,
        act=first.act,
        target=first.target.key if first.target is not None else None,
        mode=first.mode,
        status=first.status,
        when=first.when,
        theme=first.theme,
        mentions=mentions,
        publishers=publishers,
        disputed=disputed,
    )


EVENTS = (
    event("visit", *VISITS, publishers=("Northern Courier", "海港评论")),
    event("invitation", INVITATION, publishers=("Northern Courier",)),
    event("meeting", *MEETINGS, publishers=("Northern Courier",), disputed=True),
    event("control", CONTROL, publishers=("Harbour Gazette",)),
    event("shelved", SHELVED, publishers=("Harbour Gazette",)),
    event("tariff", TARIFF, publishers=("海港评论",)),
    event("rare-earths", RARE_EARTHS, publishers=("海港评论",)),
)

DEPARTURES = (
    Departure(
        document="doc-visit",
        dimension="host",
        text="received by a deputy premier",
        evidence=span("visit", "she was received by a deputy premier"),
        baseline=span("visit", "her earlier trips, when she saw only staff and customers"),
    ),
    Departure(
        document="doc-visit",
        dimension="dress",
        text="a dark suit",
        evidence=span("visit", "She wore a dark suit"),
        baseline=span("visit", "her usual flight jacket"),
    ),
    Departure(
        document="doc-column",
        dimension="invitation",
        text="受贸易促进会邀请而来",
        evidence=span("column", "这次她受贸易促进会邀请而来"),
        baseline=span("column", "与以往只见客户不同"),
    ),
)
SURPRISE = Surprise(
    9.5,
    (
        SurprisePart("when", 2.5, 0.177, 2, 12, "VALE"),
        SurprisePart("whom", 4.0, 0.0625, 0, 12, "VALE"),
        SurprisePart("what", 0.5, 0.707, 9, 12, "VALE"),
        SurprisePart("how", 2.5, 0.177, 31, 204, "everybody"),
    ),
    (Alternative("CONSULT", "LUMEN", 0.62), Alternative("DEVELOP", None, 0.21)),
    "VALE",
)
SIGNALS = (
    Signal(EVENTS[0], SURPRISE, DEPARTURES[:2], (), 2),
    Signal(
        EVENTS[3],
        Surprise(
            4.1,
            (SurprisePart("when", 3.0, 0.125, 1, 3, "ARC-BTS"), SurprisePart("what", 1.1, 0.466, 1, 3, "ARC")),
            (Alternative("CONCEDE", "BOR", 0.41),),
            "ARC",
        ),
        (),
        ("shelved",),
        1,
    ),
    Signal(EVENTS[1], Surprise(0.7, (SurprisePart("what", 0.7, 0.61, 40, 66, "everybody"),)), DEPARTURES[:1], (), 1),
)

CODED = (
    CodedDocument(id="doc-visit", language="en", departures=DEPARTURES[:2]),
    CodedDocument(
        id="doc-licence",
        language="en",
        figures=(
            Figure(
                document="doc-licence", value=0.20, unit="share", what="share of revenue from Borealis",
                evidence=span("licence", "Sales to Borealis were 20% of its revenue in 2029"),
                whose=refer("licence", "Lumen", LUMEN), when=(date(2029, 1, 1), date(2029, 12, 31)),
            ),
            Figure(
                document="doc-licence", value=0.13, unit="share", what="share of revenue from Borealis",
                evidence=span("licence", "13% in 2030"), whose=refer("licence", "Lumen", LUMEN),
                when=(date(2030, 1, 1), date(2030, 12, 31)),
            ),
            Figure(
                document="doc-licence", value=0.15, unit="share", what="share of revenue from Borealis",
                evidence=span("licence", "puts the 2030 share at 15%"), whose=refer("licence", "Lumen", LUMEN),
                when=(date(2030, 1, 1), date(2030, 12, 31)),
            ),
            Figure(
                document="doc-licence", value=5.5e9, unit="USD", what="damage",
                evidence=span("licence", "Lumen put the damage at 5.5 billion dollars"), whose=refer("licence", "Lumen", LUMEN),
            ),
        ),
    ),
    CodedDocument(
        id="doc-column",
        language="zh",
        departures=DEPARTURES[2:],
        claims=(
            Claim(
                document="doc-column", evidence=span("column", "放行棱镜芯片对阿卡迪亚是重大胜利"),
                holder=refer("column", "林若川"), topic="棱镜", stance="for",
            ),
            Claim(
                document="doc-column", evidence=span("column", "卖给北原国的每一块芯片都是错误"),
                holder=refer("column", "霍尔"), topic="卖给北原国的芯片", stance="against",
            ),
        ),
    ),
)  # fmt: skip

THEATRE = Theatre(
    id="prism",
    title={"en": "Arcadia and Borealis: Prism chips", "zh": "阿卡迪亚与北原国：棱镜芯片之争"},
    sides=("ARC", "BOR"),
    actors=ACTORS,
    products=(
        Product("prism", "Prism", names={"zh": ("棱镜",), "en": ("Prism chip",)}),
        Product("tariff", "tariffs", kind="policy", names={"zh": ("关税",)}),
        Product("rare-earths", "rare earths", kind="goods", names={"zh": ("稀土",)}),
    ),
    dimensions=(
        Dimension("host", {"en": "host", "zh": "接待规格"}),
        Dimension("dress", {"en": "dress", "zh": "着装"}),
    ),
    chronicle=(
        Event(
            id="record-1", source="ARC-BTS", act="SANCTION", target="BOR", mode="export-control",
            when=(date(2028, 10, 7), date(2028, 10, 7)),
            summary={"en": "The Bureau of Trade Security controlled the first Prism chips.", "zh": "贸易安全局管制首批棱镜芯片。"},
            citations=(Citation("Official Gazette", date(2028, 10, 8), "Rule 12"),),
        ),
        Event(id="record-2", source="VALE", act="CONSULT", target="LUMEN", mode="visit", when=day(20, 1)),
        Event(id="record-3", source="BOR", act="SANCTION", target="ARC", mode="tariff", when=day(2, 3)),
    ),
)  # fmt: skip


def inputs(language: Language = "en") -> Inputs:
    """The whole case."""
    return Inputs(
        theatre=THEATRE,
        documents=DOCUMENTS,
        coded=CODED,
        events=EVENTS,
        signals=SIGNALS,
        as_of=AS_OF,
        language=language,
        failures=("broken.pdf: no text could be read from it",),
        warnings=(),
        choice=TheatreChoice(asked=False, named=14),
    )


def empty(language: Language = "en") -> Inputs:
    """One document in which nothing happens."""
    weather = Document(id="doc-weather", text="Rain is expected in the north.", language="en", title="Weather")
    return Inputs(theatre=THEATRE, documents=(weather,), coded=(), events=(), signals=(), as_of=AS_OF, language=language)
