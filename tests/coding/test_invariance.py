"""What a text says does not depend on the form of its characters: traditional or simplified, full or half width."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overtone.coding import Coder
from overtone.language import language
from overtone.model import CodedDocument, Document

from .conftest import PUBLISHED, Reads

GOLD = Path(__file__).parents[1] / "gold"
FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalnum()}
TRADITIONAL, HONG_KONG = opencc.OpenCC("s2t").convert, opencc.OpenCC("s2hk").convert
Form = Callable[[str], str]


def full(text: str) -> str:
    return text.translate(FULL)


def told(coded: CodedDocument, normalise: Form) -> Any:
    """All that was coded, texts in their normal form; the lists of an actor's names, which also have the text's own form, left out."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items() if key != "names"}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return normalise(value) if isinstance(value, str) else value

    return plain(msgspec.json.decode(msgspec.json.encode(coded)))


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("zh", lambda text: full(TRADITIONAL(text))),
        ("own-zh", lambda text: full(HONG_KONG(text))),
        ("en", full),
    ],
)
def test_gold_records_say_the_same_in_another_form(coder: Coder, file: str, form: Form) -> None:
    records = [json.loads(record) for record in (GOLD / f"{file}.jsonl").read_text("utf-8").splitlines()]
    code, normalise = records[0]["lang"], language(records[0]["lang"]).normalise

    def read(form: Form) -> list[Any]:
        days = [date.fromisoformat(record["published"]) for record in records]
        texts = [form(record["text"]) for record in records]
        documents = [Document(id="t", text=t, language=code, published=day) for t, day in zip(texts, days, strict=True)]
        return [told(coded, normalise) for coded in coder.code(documents)]

    pairs = zip(records, read(str), read(form), strict=True)
    assert [record["id"] for record, first, second in pairs if first != second] == []


CHARACTERS = "中国美國英偉達黄仁勳特朗普對华制裁加徵關税会見拒絕將未如果表示，。？“”4月9日55億美元H20該公司其被把与和、13%"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from(CHARACTERS), max_size=60))
def test_texts_of_one_normal_form_say_the_same(coder: Coder, text: str) -> None:
    normalise = language("zh").normalise
    forms = [Document(id="t", text=form, language="zh", published=PUBLISHED) for form in (text, normalise(text), full(text))]
    first, *others = (told(coded, normalise) for coded in coder.code(forms))
    assert others == [first, first]


@pytest.mark.parametrize(
    "text",
    [
        "美國商務部９日表示，該部將把華揚半導體公司列入實體清單。",
        "特朗普習近平雙方。新華社。雙方同意",  # two whom a plural means that others meant before
        "王毅與魯比奧會談後，兩國外長批評俄羅斯；雙方同意加徵１３％關稅。",
        "Ｉｔ ｓａｉｄ Ｎｖｉｄｉａ ｓｕｅｄ Ｉｎｔｅｌ； ｉｔ ｄｅｍａｎｄｅｄ ５ ｂｉｌｌｉｏｎ ｄｏｌｌａｒｓ．",
        "Nvidia criticised the U.S. on April ９; it said its sales in China fell by ＄５.5bn.",
    ],
)
def test_what_is_quoted_is_quoted_as_it_stands(reads: Reads, text: str) -> None:
    coded = reads(text)
    assert coded.events or coded.claims
    actors = [end for event in coded.events for end in (event.source, event.target, event.reporter) if end is not None]
    for actor in [*actors, *(claim.holder for claim in coded.claims)]:
        assert actor.mention == text[slice(*actor.span)]
    for amount in (amount for event in coded.events for amount in event.amounts):
        assert amount.text == text[slice(*amount.span)]


def test_one_firm_in_two_scripts_is_one_actor(reads: Reads) -> None:
    texts = ("美国对蓝骐半导体集团实施制裁。", "美國對藍騏半導體集團實施制裁。")
    (simple,), (traditional,) = (reads(text).events for text in texts)
    assert simple.target is not None
    assert traditional.target is not None
    assert simple.target.key == traditional.target.key
    assert traditional.target.mention == "藍騏半導體集團"
