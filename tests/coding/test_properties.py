"""What holds of any text: offsets lie inside it and equal the quote, the same input gives the same output, nothing is raised."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overtone.coding import Coder, line
from overtone.model import CodedDocument, Document, GivenEntity

from .conftest import PUBLISHED

_SENTENCE = (
    "China United States Nvidia Huawei Donald Trump sanctioned met will not tariffs on imposed said that the company it "
    "$5.5bn 13% H20 April 9 Monday if banned from selling to accused of and or"
)
_WORDS = [*_SENTENCE.split(), ",", ".", '"', "?", "(", ")"]
_CHARACTERS = "中国美国英伟达黄仁勋特朗普对华制裁加征关税会见拒绝将未如果表示，。？“”（）4月9日55亿美元H20该公司其被把与和、"

TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join),
    st.text(st.sampled_from(_CHARACTERS), max_size=60),
    st.text(max_size=80),
)
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def language_of(text: str) -> str:
    return "zh" if re.search("[\u4e00-\u9fff]", text) else "en"


def read(coder: Coder, text: str, entities: tuple[GivenEntity, ...] = ()) -> CodedDocument:
    (coded,) = coder.code([Document(id="p", text=text, language=language_of(text), published=PUBLISHED, entities=entities)])
    return coded


@SLOW
@given(text=TEXTS)
def test_offsets_lie_in_the_text(coder: Coder, text: str) -> None:
    coded = read(coder, text)
    passages = [event.evidence for event in coded.events] + [claim.evidence for claim in coded.claims]
    passages += [figure.evidence for figure in coded.figures] + [departure.evidence for departure in coded.departures]
    passages += [departure.baseline for departure in coded.departures if departure.baseline is not None]
    for start, end in passages:
        assert 0 <= start < end <= len(text)
    actors = [event.source for event in coded.events] + [event.target for event in coded.events if event.target is not None]
    actors += [claim.holder for claim in coded.claims]
    for actor in actors:
        assert len(actor.mention) == actor.span[1] - actor.span[0]
    for amount in (amount for event in coded.events for amount in event.amounts):
        assert amount.text == text[slice(*amount.span)]


@SLOW
@given(text=TEXTS)
def test_the_same_text_gives_the_same_events(coder: Coder, text: str) -> None:
    first, again = read(coder, text), read(coder, text)
    assert first == again
    assert msgspec.json.encode(line(first)) == msgspec.json.encode(line(again))


@SLOW
@given(text=TEXTS, start=st.integers(-5, 90), length=st.integers(-5, 90))
def test_any_entities_are_survived(coder: Coder, text: str, start: int, length: int) -> None:
    read(coder, text, (GivenEntity(start, start + length, "Somebody", "person"), GivenEntity(0, 1)))


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("美国商务部将华为列入实体清单。", "美國商務部將華為列入實體清單。"),
        ("中国对美国商品加征34%关税。", "中国对美国商品加征３４％关税。"),
        ("China sanctioned Huawei.", "Ｃｈｉｎａ sanctioned Huawei."),
    ],
)
def test_width_and_script_do_not_matter(coder: Coder, text: str, twin: str) -> None:
    def told(of: str) -> list[tuple[str, str, str, str | None]]:
        return [(e.source.name, e.act, e.status, e.target.name if e.target else None) for e in read(coder, of).events]

    assert told(text) == told(twin) != []


@pytest.mark.parametrize(("unit", "language"), [("1", "zh"), ("“", "zh"), ("1", "en"), ("\"'", "en"), ("(", "en")])
def test_a_line_of_figures_or_marks_is_read_and_says_nothing(coder: Coder, unit: str, language: str) -> None:
    text = unit * (200_000 // len(unit))  # minutes where an ending is sought in all of it, or a tree among marks
    (coded,) = coder.code([Document(id="long", text=text, language=language, published=PUBLISHED)])
    assert (coded.events, coded.claims, coded.figures, coded.departures) == ((), (), (), ())


def test_documents_do_not_touch_each_other(coder: Coder) -> None:
    texts = ["China sanctioned Huawei.", "美国制裁了华为。", "It rained.", "", "英伟达起诉英特尔。"]
    documents = [Document(id=str(n), text=t, language=language_of(t), published=PUBLISHED) for n, t in enumerate(texts)]
    together = coder.code(documents)
    assert together == [coder.code([document])[0] for document in documents]
    assert [coded.id for coded in together] == [document.id for document in documents]
