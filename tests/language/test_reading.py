"""What every language does with text: its normal form, sentences, tokens and trees; and what each does in its own way."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.errors import InputError
from overtone.language import language, languages
from overtone.model import Span

_ENGLISH = "the|ban|on|chips|don't|cannot|Nvidia's|$5.5bn|U.S.|Mr.|No.|C.C.|US-made|https://a.com/?b=1|...|“|”|'|’|\"|(|)|.|!|?|\n|\n\n|,|；|１"
_CHINESE = "美国|對華|制裁|，|。|！|？|；|……|“|”|「|」|他说|说|（|）|H20|5.5|亿美元|１２|Ａ|％|\n|:|、|.|!"
PIECES = {"en": _ENGLISH.split("|"), "zh": _CHINESE.split("|")}
TRADITIONAL = opencc.OpenCC("s2t").convert
CODES = st.sampled_from(sorted(PIECES))
TEXTS = CODES.flatmap(
    lambda code: st.tuples(
        st.just(code),
        st.lists(st.one_of(st.sampled_from([*PIECES[code], " "]), st.text(max_size=3)), max_size=24).map("".join),
    )
)


def pieces(code: str, text: str) -> list[str]:
    return [text[slice(*span)] for span in language(code).sentences(text)]


def forms(code: str, text: str, *names: str) -> list[str]:
    """The forms of the text's tokens as one sentence, with these names merged."""
    spans = sorted((text.index(name), text.index(name) + len(name)) for name in names)
    return [token.form for token in language(code).tokens(text, (0, len(text)), spans)]


def lemmas(text: str) -> list[str]:
    (tree,) = language("en").parse([language("en").tokens(text, (0, len(text)), [])])
    return [token.lemma for token in tree.tokens]


def test_a_language_is_a_folder_and_an_unknown_one_names_those_there_are() -> None:
    assert {"en", "zh"} <= set(languages())
    assert [language(code).code for code in languages()] == list(languages())
    with pytest.raises(InputError, match=r"«xx».*en, zh"):
        language("xx")


@settings(deadline=None)
@given(TEXTS)
def test_the_normal_form_keeps_the_length_and_is_its_own(sample: tuple[str, str]) -> None:
    code, text = sample
    normal = language(code).normalise(text)
    assert len(normal) == len(text)
    assert language(code).normalise(normal) == normal


@pytest.mark.parametrize(
    ("code", "text", "normal"),
    [
        ("en", "Ｎvidia’s “Ｈ２０”　don’t", "Nvidia's “H20” don't"),
        ("en", "‘We won’t,’ he said", "‘We won't,’ he said"),
        ("zh", "對華「Ｈ２０」，５０％", "对华「H20」，50%"),
        ("zh", "台積電與臺灣", "台积电与台湾"),
        ("zh", "broken \ud800 surrogate 國", "broken \ufffd surrogate 国"),
    ],
)
def test_normal_forms(code: str, text: str, normal: str) -> None:
    assert language(code).normalise(text) == normal


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_in_order_and_leave_out_nothing_but_white_space(sample: tuple[str, str]) -> None:
    code, text = sample
    place = 0
    for start, end in language(code).sentences(text):
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        place = end
    assert not text[place:].strip()


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("en", ["He met Mr. Smith of Acme Inc.", "The firm rose 5.5%."]),
        ("en", ["The U.S. Commerce Department said no.", "It works for the U.S.", "He left."]),
        ("en", ["TSMC's C.C. Wei spoke on Jan. 5 at 10 a.m. on No. 5.", "Plan B.", "The end."]),
        ("en", ["“We will fight.”", "He left.", '"It is over!" he said.', "(She left.)", "He stayed... for what?!"]),
        ("en", ["See https://a.com/x.y?z=1.", "U.N. officials and Lt. Gen. Smith agreed."]),
        ("zh", ["“我们反对。”他说。", "“不会。”外交部发言人林剑11日表示，中方反对。"]),
        ("zh", ["他问：“为什么？”", "没人回答。", "美国宣布制裁；", "中国反对！", "真的吗？！", "价格是5.5亿……"]),
        ("zh", ["「不會。」他說。", "然後離開。", "（他说“好”。）"]),
    ],
)
def test_sentences(code: str, sentences: list[str]) -> None:
    assert pieces(code, (" " if code == "en" else "").join(sentences)) == sentences


def test_headlines_list_items_and_wrapped_lines() -> None:
    text = "Nvidia to build plant\n\nIt listed:\n- chips\n- software\n1. One thing\n"
    text += "The ban on the chips of the firm was a mistake, the\nfirm said. Yes"
    wanted = ["Nvidia to build plant", "It listed:", "- chips", "- software", "1. One thing"]
    assert pieces("en", text) == [*wanted, "The ban on the chips of the firm was a mistake, the\nfirm said.", "Yes"]
    assert pieces("zh", "标题\n正文第一句。第二句\n• 列表") == ["标题", "正文第一句。", "第二句", "• 列表"]


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=4))
def test_tokens_are_in_order_inside_their_sentence_and_miss_only_white_space(
    sample: tuple[str, str], places: list[tuple[int, int]]
) -> None:
    code, text = sample
    reader, normal = language(code), language(code).normalise(text)
    for sentence in reader.sentences(text):
        merged = names_in(sentence, places)
        tokens = reader.tokens(text, sentence, merged)
        place = sentence[0]
        for token in tokens:
            assert place <= token.start < token.end <= sentence[1]
            assert not normal[place : token.start].strip()
            assert len(token.form) == token.end - token.start
            assert token.form.split() == normal[token.start : token.end].split()
            place = token.end
        assert not normal[place : sentence[1]].strip()
        named = [(token.start, token.end) for token in tokens if token.mention >= 0]
        assert named == merged
        assert [token.mention for token in tokens if token.mention >= 0] == list(range(len(merged)))


def names_in(sentence: Span, places: list[tuple[int, int]]) -> list[Span]:
    """Spans inside the sentence, in order and apart."""
    spans: list[Span] = []
    for start, length in sorted(places):
        first = sentence[0] + start
        if first + length <= sentence[1] and (not spans or first >= spans[-1][1]):
            spans.append((first, first + length))
    return spans


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They don’t think Nvidia's can't, won't", "They|do|n't|think|Nvidia|'s|ca|n't|,|wo|n't"),
        ("The firms’ US-made H20 chips cost $5.5bn.", "The|firms|'|US-made|H20|chips|cost|$|5.5bn|."),
        ("US$10bn, 50% or €1.84bn at 10am", "US$|10bn|,|50|%|or|€|1.84bn|at|10|am"),
        ("“It cannot,” O'Brien of AT&T said...", "“|It|can|not|,|”|O'Brien|of|AT&T|said|..."),
        ("See https://a.com/x?y=1, or info@a.org!", "See|https://a.com/x?y=1|,|or|info@a.org|!"),
        ("C.C. Wei of TSMC Corp. left the U.S. on Jan. 5.", "C.C.|Wei|of|TSMC|Corp.|left|the|U.S.|on|Jan.|5|."),
        ("1,000 and/or 3.5--maybe", "1,000|and|/|or|3.5|--|maybe"),
    ],
)
def test_english_words(text: str, wanted: str) -> None:
    assert forms("en", text) == wanted.split("|")


def test_a_name_is_one_token_and_cuts_what_it_touches() -> None:
    assert forms("en", "U.S.-led talks of Jensen Huang's", "U.S.", "Jensen Huang") == [
        "U.S.",
        "-",
        "led",
        "talks",
        "of",
        "Jensen Huang",
        "'s",
    ]
    assert forms("zh", "何立峰同美国财政部长贝森特会谈", "何立峰", "美国财政部长贝森特") == [
        "何立峰",
        "同",
        "美国财政部长贝森特",
        "会谈",
    ]


def test_chinese_words_are_the_same_in_both_scripts_and_widths() -> None:
    simple = "美国商务部9日宣布，将限制对华出口H20芯片，涉及5.5亿美元。"
    wide = simple.translate({ord(c): ord(c) + 0xFEE0 for c in "H20955"})
    traditional = TRADITIONAL(simple)
    assert traditional != simple
    assert forms("zh", traditional) == forms("zh", wide) == forms("zh", simple)
    assert {"H20", "5.5", "对华"} <= set(forms("zh", simple))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["制裁", "关税", "谈判", "对华", "。", "，", "H20", "12", "说", "“", "”", "欧盟", "东", "头发"]),
        max_size=20,
    )
)
def test_traditional_text_has_the_sentences_and_tokens_of_simplified(words: list[str]) -> None:
    simple = "".join(words)
    traditional = TRADITIONAL(simple)
    reader = language("zh")
    assert len(traditional) == len(simple)
    assert reader.sentences(traditional) == reader.sentences(simple)
    assert forms("zh", traditional) == forms("zh", simple)


def test_parsing_gives_tags_and_lemmas() -> None:
    assert lemmas("The firms were banned from selling chips.") == ["the", "firm", "be", "ban", "from", "sell", "chip", "."]
    text = "美国制裁了华为"
    (tree,) = language("zh").parse([language("zh").tokens(text, (0, 7), [(0, 2), (5, 7)])])
    assert [(token.lemma, token.mention) for token in tree.tokens] == [("美国", 0), ("制裁", -1), ("了", -1), ("华为", 1)]
    assert (tree.tokens[0].tag, tree.tokens[1].tag, tree.tokens[3].tag) == ("PROPN", "VERB", "PROPN")


def calls(function: Callable[[], Any]) -> int:
    """How many functions, Python's and C's, are called on the way: a measure of work that no clock disturbs."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(counted)
    try:
        function()
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("unit", ["。”他说", "a. ", "U.S. ", "“A!” he said ", "美、日。", "1, ", "$5 ", "\n- a", "……"])
def test_work_grows_with_the_length_and_no_faster(code: str, unit: str) -> None:
    reader = language(code)

    def read(text: str) -> None:
        for sentence in reader.sentences(text):
            reader.tokens(text, sentence, [])
        reader.amounts(text, [span for span, _, _ in reader.dates(text, None)])

    read(unit * 10)  # loads data
    assert calls(lambda: read(unit * 2000)) < 4.5 * calls(lambda: read(unit * 500)) + 1000
