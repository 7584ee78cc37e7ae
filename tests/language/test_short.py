"""One-character names of states: in each example the states stand in brackets, every other such character is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.language import language

STATES = "中华美英法德日韩俄欧印朝乌以伊巴加澳台墨荷菲意越港波"
EXAMPLES = [
    "对[华]加征关税",
    "美国输[华]商品",
    "赴[美]签证",
    "驻[韩][美]军",
    "国防部长访[日]",
    "[中][美]元首会谈",
    "[美][中]贸易",
    "[俄][乌]冲突",
    "[以][伊]停火",
    "[印][巴]停火",
    "[加][墨]关系",
    "[德][法][英]三国",
    "[美]、[日]、[荷]三国",
    "[美]商务部宣布",
    "[美]财长访[华]",
    "[美]国会通过",
    "[英]外相表示",
    "[美]拟限制对[华]芯片出口",
    "[中]方称，[美]方应取消关税",
    "[波]方回应",
    "[美]媒称[中]企受阻",
    "向[美]出口稀土",
    "[日][韩]均反对",
    "日内瓦会谈",
    "日本和韩国",
    "10日，昨日，日前，今日",
    "美元与欧元",
    "美好，美团，华美",
    "中央，集中，其中",
    "在谈判中政府表示",
    "英伟达与华为",
    "法院依法裁定",
    "德云社，道德",
    "加以说明，加征关税",
    "所以，意见，可以",
    "韩正会见，与韩正会谈",
    "特朗普同日否认",
    "在华为",
    "平台，台风",
    "香港，港口",
]
SHOWN = [(re.sub(r"[\[\]]", "", line), [m.start() - 2 * i for i, m in enumerate(re.finditer(r"\[", line))]) for line in EXAMPLES]


@pytest.mark.parametrize(("text", "wanted"), SHOWN)
def test_short_forms(text: str, wanted: list[int]) -> None:
    allowed = language("zh").short_allowed
    assert [place for place, character in enumerate(text) if character in STATES and allowed(text, place)] == wanted


def test_english_has_none() -> None:
    assert not language("en").short_allowed("a", 0)


@settings(deadline=None)
@given(st.text(alphabet=[*STATES, *"对访驻方军国元、，。日前12 Ax\n"], min_size=1, max_size=20), st.data())
def test_the_answer_needs_only_the_neighbourhood(text: str, data: st.DataObject) -> None:
    """What stands far away, or behind other punctuation, changes nothing."""
    place = data.draw(st.integers(0, len(text) - 1))
    allowed = language("zh").short_allowed
    assert allowed(text, place) == allowed("他说。" + "好" * 8 + "。" + text + "。后来", place + 12)
