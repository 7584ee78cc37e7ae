"""Amounts: money, shares and things counted, with ranges and bounds; dates and model numbers are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.language import language

# The amount's value (or range), unit and bound, as the text says it.
CHINESE = {
    "计提约55亿美元费用": (5.5e9, "USD", "about"),
    "补助66億美元": (6.6e9, "USD", None),
    "新台币300亿元": (3e10, "TWD", None),
    "10至20亿欧元": ((1e9, 2e9), "EUR", None),
    "1.5万亿元人民币": (1.5e12, "CNY", None),
    "上百亿美元": (1e10, "USD", "over"),
    "三分之一的营收": (1 / 3, "share", None),
    "20%至30%": ((0.2, 0.3), "share", None),
    "加征50%以上关税": (0.5, "share", "over"),
    "最高50%": (0.5, "share", "under"),
    "近七成": (0.7, "share", "about"),
    "提高10个百分点": (10, "pp", None),
    "翻了一番": (2, "times", None),
    "12家美国实体列入清单": (12, "entities", None),
    "超过3000万人": (3e7, "people", "over"),
    "30多名士兵": (30, "troops", "over"),
    "上千种商品": (1000, "goods", "over"),
    "几十家公司": (10, "firms", "over"),
    "为期90天": (90, "days", None),
    "7nm芯片": (7, "nm", None),
}
ENGLISH = {
    "a fine of €1.84bn": (1.84e9, "EUR", None),
    "worth US$10bn": (1e10, "USD", None),
    "about $5.5 billion": (5.5e9, "USD", "about"),
    "between $10bn and $20bn": ((1e10, 2e10), "USD", None),
    "half a trillion dollars": (5e11, "USD", None),
    "tens of billions of dollars": (1e10, "USD", "over"),
    "$3.50 a share": (3.5, "USD", None),
    "one-fifth of revenue": (0.2, "share", None),
    "half of its sales": (0.5, "share", None),
    "20-30 percent": ((0.2, 0.3), "share", None),
    "up to 25 per cent": (0.25, "share", "under"),
    "30 basis points": (0.3, "pp", None),
    "tripled": (3, "times", None),
    "117 other Chinese apps": (117, "apps", None),
    "six subsidiaries": (6, "firms", None),
    "18,000 of Nvidia's most advanced chips": (18000, "chips", None),
    "no fewer than 12 people": (12, "people", "over"),
    "more than a dozen Chinese firms": (12, "firms", "over"),
    "50 or more firms": (50, "firms", "over"),
    "hundreds of thousands of people": (1e5, "people", "over"),
    "over two years": (2, "years", None),
    "a 90-day pause": (90, "days", None),
    "3nm chips": (3, "nm", None),
}
NONE = {
    "zh": ["向中国出口H20芯片", "2025年", "4月9日", "RTX 5090显卡", "第7批", "两国", "一名官员", "3号", "G7"],
    "en": [
        "H20 chips",
        "in 2025",
        "on April 9",
        "RTX 5090 cards",
        "Boeing 737 jets",
        "Section 301 tariffs",
        "one official",
        "the G7",
    ],
}


@pytest.mark.parametrize(
    ("code", "text", "wanted"), [("zh", *item) for item in CHINESE.items()] + [("en", *item) for item in ENGLISH.items()]
)
def test_one_amount(code: str, text: str, wanted: tuple[object, str, str | None]) -> None:
    (amount,) = language(code).amounts(text)
    value = amount.value if amount.high is None else (amount.value, amount.high)
    assert value == pytest.approx(wanted[0])
    assert (amount.unit, amount.bound) == wanted[1:]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NONE.items() for text in texts])
def test_what_only_looks_like_an_amount(code: str, text: str) -> None:
    assert language(code).amounts(text) == []


def test_several_in_order() -> None:
    english = language("en").amounts("It put $500 billion over four years into 12 plants, 20% of them abroad.")
    assert [amount.text for amount in english] == ["$500 billion", "four years", "12 plants", "20%"]
    chinese = language("zh").amounts("对美加征关税税率由34%提高至84%，并把12家美国实体列入名单。")
    assert [amount.text for amount in chinese] == ["34%", "84%", "12家美国实体"]


def test_dates_that_the_caller_knows_are_not_looked_for_again() -> None:
    text = "The 10 days to April 9 cost 3 firms."
    assert [a.text for a in language("en").amounts(text, [(4, 22)])] == ["3 firms"]


PIECES = st.sampled_from(
    [*CHINESE, *ENGLISH, *NONE["zh"], *NONE["en"], " ", "，", ". ", "$", "亿", "%", "to", "至", "-", "1", "一"]
)


@settings(deadline=None)
@given(st.sampled_from(["en", "zh"]), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=8).map("".join))
def test_amounts_lie_in_order_inside_the_text(code: str, text: str) -> None:
    place = 0
    for amount in language(code).amounts(text):
        start, end = amount.span
        assert place <= start < end <= len(text)
        assert amount.text == text[start:end]
        assert amount.high is None or amount.high > amount.value
        place = end
