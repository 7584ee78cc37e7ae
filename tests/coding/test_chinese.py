"""What a Chinese sentence leaves to the order of its words, to the sentence before, or to whoever is spoken of."""

from __future__ import annotations

import pytest

from overtone.coding import Coder
from overtone.model import Document

from .conftest import PUBLISHED, Reads, Tells


def mentions(coder: Coder, text: str) -> dict[str, str]:
    """Each mention of an actor in the text, with the name of the actor that it means."""
    (analysis,) = coder.analyse([Document(id="t", text=text, language="zh", published=PUBLISHED)])
    return {m.reference.mention: m.reference.name for sentence in analysis.sentences for m in sentence.mentions}


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("岚晟科技首席执行官辞职。", "岚晟科技", "岚晟科技"),  # no word of the dictionary, before the ending of a firm
        ("（兆芯控股公告）公司停产。", "兆芯控股", "兆芯控股"),
        ("韩国材料商韩瑞电子扩产。", "韩瑞电子", "韩瑞电子"),  # what it is, then what it is called
        ("公司与美国Lattera公司签约。", "美国Lattera公司", "美国Lattera公司"),
        ("本公司与美商 Corvane Systems 和解。", "Corvane Systems", "Corvane Systems"),
        ("主席凯瑟琳·道恩斯致函阿斯麦。", "主席凯瑟琳·道恩斯", "凯瑟琳·道恩斯"),
        ("俄罗斯驻英国大使馆发表声明。", "俄罗斯驻英国大使馆", "Embassies of Russia"),
        ("陆方派出军机，国防部全程掌握。", "国防部", "Ministry of Defence of Taiwan"),
        ("白宫致函阿斯麦，要求后者停止发货。", "后者", "ASML"),
        ("高通就收购英特尔与对方接触。", "对方", "Intel Corporation"),
        ("H&M否认此事，京东下架商品后，这家瑞典服装零售商没有回应。", "这家瑞典服装零售商", "H&M"),
    ],
)
def test_who_is_named(coder: Coder, text: str, mention: str, name: str) -> None:
    assert mentions(coder, text).get(mention) == name


@pytest.mark.parametrize("text", ["全球通信卫星市场放缓。", "地方政府频繁地向边境部署兵力。", "工业自动化和基础教育投资增长。"])
def test_no_actor_is_made_of_common_words(coder: Coder, text: str) -> None:
    assert mentions(coder, text) == {}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("中国与美国谈判。双方同意停火。", ("China", "AGREE", "United States")),
        ("欧盟对美国加征关税后，将反制措施搁置。", ("European Union", "CONCEDE", "United States")),  # the object before its verb
        ("就在中国制裁立陶宛之后，对澳洲大麦课以重税的北京又召见大使。", ("China", "SANCTION", "Australia")),  # relative clause
        ("长江存储由美国商务部列入实体清单。", ("US Department of Commerce", "SANCTION", "YMTC")),  # 由 turns the clause
        ("针对欧盟拟对谷歌开罚一事，特朗普沉默。", ("European Union", "SANCTION", "Google")),
        ("特朗普：以色列伊朗已同意停火。", ("Israel", "AGREE", "Iran")),  # states side by side
        ("问：美国商务部9日制裁华为，中方有何评论？", ("US Department of Commerce", "SANCTION", "Huawei")),
    ],
)
def test_who_did_it_to_whom(tells: Tells, text: str, event: tuple[str, str, str]) -> None:
    assert event in tells(text)


def test_both_of_two_sides_act_on_each_other(tells: Tells) -> None:
    told = tells("真主党与以色列27日停火。")
    assert ("Hezbollah", "RETREAT", "Israel") in told
    assert ("Israel", "RETREAT", "Hezbollah") in told


def test_the_members_of_a_list_are_meant_and_not_the_state_that_counts_them(tells: Tells) -> None:
    told = tells("中国商务部宣布，将英特尔、高通等6家美国企业列入不可靠实体清单。")
    assert {target for _, act, target in told if act == "SANCTION"} == {"Intel Corporation", "Qualcomm"}


def test_a_question_without_a_request_for_comment_tells_nothing(tells: Tells) -> None:
    assert tells("美国商务部会不会制裁华为？") == []


def test_what_is_weighed_is_considered(reads: Reads) -> None:
    (event,) = reads("欧盟委员会正在研究是否对中国电动汽车发起反补贴调查。").events
    assert (event.act, event.status) == ("ACCUSE", "considered")


def test_a_law_that_is_signed_is_no_agreement(tells: Tells) -> None:
    assert all(act != "AGREE" for _, act, _ in tells("特朗普签署一项针对中国的法案。"))


def test_a_court_before_which_one_sues_is_not_sued(tells: Tells) -> None:
    assert tells("中国就美国关税向世贸组织提起诉讼。").count(("China", "ACCUSE", "World Trade Organization")) == 0
