"""How days, numbers, chances, names and acts are put into words, in both languages; and that the two files of words say the same."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overtone.brief import Language, assemble, load_words
from overtone.brief.formats import BEYOND, bits_text, days_text, odds_text, percent_text, quantity, value_text
from overtone.brief.marks import MOST, beyond, cited_once, marks
from overtone.brief.names import Names
from overtone.brief.phrases import sentence
from overtone.brief.structure import Line
from overtone.brief.topics import topic_text
from overtone.errors import InputError
from overtone.model import ACTS, STATUSES, Actor, Amount, Product, Theatre

from . import case

EN, ZH = load_words("en"), load_words("zh")
# Lists and tables of one language alone: names of units and of topics, words that take the article, scales.
OWN = ("definite", "scale", "unit.names", "topic.heads", "capital")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text of a file of words with its dotted key."""
    if path in OWN:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, f"{path}.{number}")
    else:
        yield path, node


def slots(text: object) -> set[str]:
    """What is filled into a text: «n», «basis»."""
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(dict(leaves(EN.tree))) == set(dict(leaves(ZH.tree)))


def test_both_languages_fill_in_the_same_values() -> None:
    zh = dict(leaves(ZH.tree))
    differing = {
        key: (text, zh[key])
        for key, text in leaves(EN.tree)
        # English needs forms of verbs where Chinese needs none, and forms for one where Chinese has no plural.
        if not key.startswith(("state.", "topic.", "is.", "date.")) and slots(text) - {"n"} != slots(zh[key]) - {"n"}
    }
    assert not differing


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_act_and_mode_can_be_told(language: Language) -> None:
    names = Names(case.THEATRE, (), load_words(language))
    for act in ACTS.values():
        for mode in (None, *act.modes):
            for status in (*STATUSES, "expected", "refuted"):
                for target in ("BOR", None):
                    text = sentence(names, "LUMEN", act.id, target, mode, status)
                    assert not set(text) & set("{}|"), text
        assert set(names.words.raw(f"phrases.{act.id}")) == {"default", *act.modes}


@pytest.mark.parametrize(
    ("status", "en", "zh"),
    [
        ("actual", "The Bureau of Trade Security imposed tariffs on Borealis", "贸易安全局对北原国加征关税"),
        ("future", "The Bureau of Trade Security is to impose tariffs on Borealis", "贸易安全局将对北原国加征关税"),
        (
            "considered",
            "The Bureau of Trade Security is considering imposing tariffs on Borealis",
            "贸易安全局正考虑对北原国加征关税",
        ),
        (
            "denied",
            "It is denied that the Bureau of Trade Security imposed tariffs on Borealis",
            "有说法否认贸易安全局对北原国加征关税",
        ),
        ("historical", "Earlier, the Bureau of Trade Security imposed tariffs on Borealis", "此前，贸易安全局对北原国加征关税"),
        ("refuted", "The Bureau of Trade Security did not impose tariffs on Borealis", "贸易安全局并未对北原国加征关税"),
    ],
)
def test_sentences(status: str, en: str, zh: str) -> None:
    told = [
        sentence(Names(case.THEATRE, (), words), "ARC-BTS", "SANCTION", "BOR", "tariff", status, ("tariffs",))
        for words in (EN, ZH)
    ]
    assert told == [en, zh]


def test_what_an_act_is_about() -> None:
    told = [
        sentence(Names(case.THEATRE, (), words), "VALE", "CONSULT", "BOR", "visit", theme=("棱镜", "稀土")) for words in (EN, ZH)
    ]
    assert told == ["Ada Vale visited Borealis, about Prism and rare earths", "艾达·韦尔访问北原国（谈及棱镜和稀土）"]


def test_chances_in_words() -> None:
    assert [odds_text(bits, EN) for bits in (0, 1, 3, 7.2, 16.2, 28)] == [
        "about 100%", "about 50%", "about 12%", "about 1 in 150", "about 1 in 75,000", "less than 1 in a million",
    ]  # fmt: skip
    assert [odds_text(bits, ZH) for bits in (1, 7.2, 16.2, 28)] == ["约50%", "约150分之一", "约7.5万分之一", "不到百万分之一"]
    assert (bits_text(1.0, EN), bits_text(7.26, EN), bits_text(-0.0, EN), bits_text(7.26, ZH)) == (
        "1.0 bit", "7.3 bits", "0.0 bits", "7.3比特",
    )  # fmt: skip
    assert [percent_text(p) for p in (0, 0.0002, 0.004, 0.5, 0.99995, 1)] == ["0.0%", "<0.1%", "0.4%", "50%", ">99.9%", "100%"]


@given(st.floats(0, 60, allow_nan=False))
def test_no_chance_is_named_that_no_record_can_tell(bits: float) -> None:
    text = odds_text(bits, EN)
    assert (text == EN("odds.beyond")) == (2.0 ** min(bits, 40.0) >= BEYOND)


def test_days() -> None:
    spans = [
        (date(2025, 4, 17), date(2025, 4, 17)),
        (date(2025, 4, 9), date(2025, 4, 19)),
        (date(2025, 4, 9), date(2025, 5, 2)),
        (date(2024, 12, 30), date(2025, 1, 2)),
        (date(2025, 2, 1), date(2025, 2, 28)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2022, 1, 1), date(2024, 12, 31)),
    ]
    assert [days_text(span, EN) for span in spans] == [
        "17 April 2025", "9–19 April 2025", "9 April – 2 May 2025", "30 December 2024 – 2 January 2025", "February 2025", "2024", "2022 – 2024",
    ]  # fmt: skip
    assert [days_text(span, ZH) for span in spans] == [
        "2025年4月17日", "2025年4月9日至19日", "2025年4月9日至5月2日", "2024年12月30日至2025年1月2日", "2025年2月", "2024年", "2022年至2024年",
    ]  # fmt: skip
    assert days_text(None, EN) == ""


def test_amounts() -> None:
    assert (value_text(5.5e9, "USD", EN), value_text(5.5e9, "USD", ZH)) == ("US$5.5 billion", "55亿美元")
    assert (value_text(0.13, "share", EN), value_text(0.13, "share", ZH)) == ("13%", "13%")
    assert (value_text(6, "firms", EN), value_text(6, "firms", ZH)) == ("6 firms", "6家企业")
    assert value_text(3, "gigawatts", ZH) == "3 gigawatts"
    assert value_text(15000, "", EN) == "15,000"
    up_to = Amount(5.5e9, "USD", "up to 5.5 billion dollars", (0, 25), bound="under")
    assert (quantity(up_to, EN).text, quantity(up_to, ZH).text) == ("up to US$5.5 billion", "至多55亿美元")
    between = Amount(1.0, "USD", "1 to 2 dollars", (0, 14), high=2.0)
    assert quantity(between, EN).text == "US$1–2"


def test_a_name_that_has_no_english_form_is_quoted() -> None:
    names = Names(case.THEATRE, case.EVENTS, EN)
    assert names.of("BOR-CPT") == "Council for Promoting Trade"
    assert names.of("~Ilya Brandt") == "Ilya Brandt"
    inputs = case.inputs("en")
    assert [holder.holder.name for holder in assemble(inputs).claims] == ["林若川", "霍尔"]


def test_topics_in_chinese() -> None:
    theatre = Theatre(
        id="t",
        title={"en": "T"},
        actors=(Actor("us", "United States", "state", {"zh": ("美国",)}), Actor("cn", "China", "state", {"zh": ("中国",)})),
        products=(
            Product("chips", "semiconductors", names={"zh": ("半导体",)}),
            Product("h20", "H20", names={"zh": ("H20芯片",)}),
        ),
    )
    names = Names(theatre, (), ZH)
    told = {
        "tariffs": "关税",
        "tariffs by United States on China": "美国对中国的关税",
        "semiconductor export controls on China": "对中国的半导体出口管制",
        "H20 exports to China": "对中国的H20芯片出口",
        "H20 sales ban": "H20芯片禁售",
        "American companies to invest in China": "American companies to invest in China",
        "深度求索利用英伟达芯片": "深度求索利用英伟达芯片",
    }
    assert {topic: topic_text(topic, names) for topic in told} == told
    assert topic_text("tariffs by United States on China", Names(theatre, (), EN)) == "tariffs by United States on China"


def test_a_statement_has_three_marks_and_says_where_the_others_are() -> None:
    brief = assemble(case.inputs())
    quotes = {quote.id: quote for quote in brief.quotes}
    ids = tuple(quotes)[: MOST + 2]
    run = marks(ids, quotes)
    assert (run.shown, run.more) == (ids[:MOST], 2)
    assert run.entry in quotes[ids[MOST]].cited_by
    assert marks(ids[:MOST], quotes).entry is None


def test_statements_in_a_row_on_the_same_passage_carry_one_mark() -> None:
    lines = (Line("a", ("q1",)), Line("b", ("q1",)), Line("c", ("q2",)), Line("d", (), ("Gazette",)))
    assert [line.quotes for line in cited_once(lines)] == [(), ("q1",), ("q2",), ()]
    assert [line.quotes for line in beyond(lines, ("q1",))] == [(), (), ("q2",), ()]


def test_values_are_never_read_as_templates() -> None:
    assert EN("bottom.first", sentence="{0.__class__} {n}") == "{0.__class__} {n}."


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match=r"«xx».*en, zh"):
        load_words("xx")
    with pytest.raises(KeyError, match=r"signal\.nothing"):
        EN("signal.nothing")


def test_a_document_without_publisher_goes_by_its_title() -> None:
    inputs = case.inputs()
    events = [msgspec.structs.replace(each, publishers=("doc-visit", "海港评论")) for each in inputs.events[:1]]
    entry = assemble(msgspec.structs.replace(inputs, events=events, signals=())).events[0]
    assert entry.publishers == ("“Vale in Borealis” (publisher not named)", "海港评论")
