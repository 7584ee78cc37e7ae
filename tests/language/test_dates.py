"""Dates in both languages, resolved against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.language.calendar import date_reader
from overtone.language.dating import prepare
from overtone.language.en.dates import dates as english
from overtone.language.numbers import english_number
from overtone.language.zh.dates import dates as chinese

FRIDAY = date(2025, 4, 18)

CHINESE = {
    "4月9日接到通知": "2025-04-09/2025-04-09",
    "10日美国商务部宣布": "2025-04-10/2025-04-10",
    "16日至17日访问": "2025-04-16/2025-04-17",
    "16、17日举行": "2025-04-16/2025-04-17",
    "将于5月1日生效": "2025-05-01/2025-05-01",
    "自20日起实施": "2025-04-20/2025-04-20",
    "2025年4月": "2025-04-01/2025-04-30",
    "二〇二四年上半年": "2024-01-01/2024-06-30",
    "2023财年": "2023-01-01/2023-12-31",
    "去年12月": "2024-12-01/2024-12-31",
    "今年1月下旬": "2025-01-21/2025-01-31",
    "今年1月以来": "2025-01-01/2025-04-18",
    "明年1月起": "2026-01-01/2026-01-31",
    "上周三": "2025-04-09/2025-04-09",
    "周二": "2025-04-15/2025-04-15",
    "上週五": "2025-04-11/2025-04-11",
    "本周": "2025-04-14/2025-04-20",
    "昨日": "2025-04-17/2025-04-17",
    "本月早些时候": "2025-04-01/2025-04-18",
    "约1周前": "2025-04-08/2025-04-14",
    "两年前": "2023-01-01/2023-12-31",
    "过去三年": "2022-04-18/2025-04-18",
    "2018年至2020年": "2018-01-01/2020-12-31",
    "2018年以来": "2018-01-01/2025-04-18",
    "上世纪90年代": "1990-01-01/1999-12-31",
    "第一季度": "2025-01-01/2025-03-31",
    "去年第四季度": "2024-10-01/2024-12-31",
    "年底前": "2025-12-01/2025-12-31",
}

ENGLISH = {
    "on April 9": "2025-04-09/2025-04-09",
    "April 9, 2025": "2025-04-09/2025-04-09",
    "9 April 2025": "2025-04-09/2025-04-09",
    "April 9-11": "2025-04-09/2025-04-11",
    "2025-04-09": "2025-04-09/2025-04-09",
    "from May 1": "2025-05-01/2025-05-01",
    "said on Tuesday": "2025-04-15/2025-04-15",
    "will meet on Tuesday": "2025-04-22/2025-04-22",
    "banned by India on Wednesday": "2025-04-16/2025-04-16",
    "by Thursday": "2025-04-24/2025-04-24",
    "last Friday": "2025-04-11/2025-04-11",
    "next Tuesday": "2025-04-22/2025-04-22",
    "last week": "2025-04-07/2025-04-13",
    "overnight": "2025-04-17/2025-04-18",
    "late January": "2025-01-21/2025-01-31",
    "in July": "2024-07-01/2024-07-31",
    "in April of last year": "2024-04-01/2024-04-30",
    "in the first quarter of 2024": "2024-01-01/2024-03-31",
    "earlier this month": "2025-04-01/2025-04-18",
    "two years ago": "2023-01-01/2023-12-31",
    "since 2018": "2018-01-01/2025-04-18",
    "over the past three years": "2022-04-18/2025-04-18",
    "by the end of the year": "2025-12-01/2025-12-31",
    "fiscal 2025": "2025-01-01/2025-12-31",
    "the 1990s": "1990-01-01/1999-12-31",
    "the 2018 ban": "2018-01-01/2018-12-31",
}


@pytest.mark.parametrize(("text", "days"), CHINESE.items())
def test_chinese(text: str, days: str) -> None:
    assert ["/".join(map(str, found.days or ())) for found in chinese(text, FRIDAY)] == [days]


@pytest.mark.parametrize(("text", "days"), ENGLISH.items())
def test_english(text: str, days: str) -> None:
    assert ["/".join(map(str, found.days or ())) for found in english(text, FRIDAY)] == [days]


@pytest.mark.parametrize(
    "text", ["为期三天", "12个月", "100日元", "每日", "最近日本经济", "H20和4090", "第3条", "10日内答复", "2000家企业"]
)
def test_chinese_durations_prices_and_products_are_no_dates(text: str) -> None:
    assert chinese(text, FRIDAY) == []


@pytest.mark.parametrize(
    "text", ["for three days", "he may say so", "a march on Rome", "2,022 soldiers", "an RTX 2080", "25% to 30%"]
)
def test_english_durations_modals_and_products_are_no_dates(text: str) -> None:
    assert english(text, FRIDAY) == []


def test_the_same_day_is_the_last_day_named_that_has_passed() -> None:
    found = chinese("经济产业省15日宣布，将从20日起收紧管制。外交部当天召见大使，次日再次抗议。", FRIDAY)
    assert [f.days[0].day for f in found if f.days] == [15, 20, 15, 16]


def test_two_days_earlier_counts_from_the_day_before_it_in_the_text() -> None:
    found = english("Beijing on Friday retaliated for the tariffs imposed two days earlier.", FRIDAY)
    assert [f.days for f in found] == [(FRIDAY, FRIDAY), (date(2025, 4, 16), date(2025, 4, 16))]


def test_a_day_after_a_full_date_keeps_its_month() -> None:
    found = chinese("2022年10月7日出台的新规于12日生效。", FRIDAY)
    assert found[1].days == (date(2022, 10, 12), date(2022, 10, 12))


def test_without_a_publication_date_only_full_dates_are_resolved() -> None:
    assert [f.days is None for f in english("on April 9, 2025 and last week", None)] == [False, True]
    assert [f.days for f in chinese("上周五", None)] == [None]


def test_impossible_days_are_unresolved_not_an_error() -> None:
    assert [f.days for f in chinese("2025年2月30日", FRIDAY)] == [None]


NEWSLIKE = st.lists(
    st.sampled_from(
        [
            *CHINESE,
            *ENGLISH,
            "至",
            "到",
            "-",
            " to ",
            "。",
            ". ",
            "年",
            "月",
            "日",
            "前",
            "后",
            "9",
            "一二",
            "0000",
            "Monday",
            "May",
            "\n",
        ]
    )
    | st.text(max_size=4),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(NEWSLIKE, st.none() | st.dates())
def test_offsets_are_right_for_any_text_and_day(text: str, published: date | None) -> None:
    for read in (chinese, english):
        end = 0
        for found in read(text, published):
            assert found.span[0] >= end
            assert text[slice(*found.span)] == found.text
            assert found.days is None or found.days[0] <= found.days[1]
            end = found.span[1]


_GRAMMAR = date_reader("en", english_number).grammar
_EVERYWHERE = prepare(_GRAMMAR.patterns, _GRAMMAR.slots, ())
"""The same patterns, each tried at every place of the text."""


@settings(deadline=None)
@given(NEWSLIKE)
def test_looking_only_near_key_words_misses_nothing(text: str) -> None:
    near = {(match.re.pattern, match.span()) for match in date_reader("en", english_number).patterns.matches(text)}
    assert near == {(match.re.pattern, match.span()) for match in _EVERYWHERE.matches(text)}
