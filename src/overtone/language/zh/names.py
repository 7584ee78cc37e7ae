"""Names by form in Chinese: titles, endings of firms and agencies, groups of people, transliterated names.

There are no capitals to go by, so the words of rjieba's cut and tags are read: a name runs backwards from its ending, or forwards from a
title, over words that can be part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from overtone.data import read
from overtone.language.names import Known, KnownIndex, NameForm, NameKind, outermost
from overtone.language.zh.latin import latin_names


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word lists of names.yaml."""

    titles: frozenset[str]
    firm_endings: frozenset[str]
    weak_endings: frozenset[str]
    agency_endings: frozenset[str]
    organisation_endings: frozenset[str]
    people: frozenset[str]
    tails: frozenset[str]
    makers: frozenset[str]
    not_names: frozenset[str]


class Word(NamedTuple):
    """A word of the cut with its tag; `known` is the index of the known name that it is, or −1."""

    start: int
    end: int
    form: str
    tag: str
    known: int = -1


_PROPER = ("nr", "ns", "nt", "nz", "eng")
_PART = ("n", "j", "b", "vn", "eng", "l", "an")
_QUALIFIERS = frozenset({"最高", "中央", "北方", "南方", "东部", "西部", "南部", "北部", "高级", "联合", "国家", "公平", "独立"})
_FIRM_PART = ("n", "j", "b", "eng", "l")
_FIRM_NOUNS = ("商", "业者", "厂商", "企业", "公司", "巨头", "车企", "药企", "制造商", "供应商", "开发商", "运营商")
_LONGEST = 16
_STEM = ("n", "j", "g", "z", "b")
_COVERBS = frozenset("于与和对向将已在就被把")
_DOT_REACH = 5  # words in which a full name has its dot
_DOTS = frozenset("·•・")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几多数半各大小新老首")
_DESCRIPTION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,}?(?:商|大厂|巨头|龙头|车企|药企)|[\u4e00-\u9fff]*?(?:厂商|业者|制造商|供应商|企业))(?=[\u4e00-\u9fff]{3,}$)"
)
"""What says what a firm is, in front of its name: 「韩国材料商」韩瑞电子."""
_REMEMBERED = 1 << 14  # words of which it is kept how they end
_LEGAL = ("有限公司", "有限责任公司", "股份公司")
_LEGAL_PART = (*_FIRM_PART, "vn", "v", "a", "nr", "ns", "nt", "nz", "m")
_FOREIGN = frozenset(
    "阿埃艾安奥巴贝比别波博布查达戴丹德蒂顿多厄恩尔法菲费弗福夫富盖戈格古哈海汉赫亨胡霍基吉加贾杰金卡凯坎科克肯库拉莱兰雷里利莉林卢鲁伦罗洛马迈曼梅蒙米莫姆木穆"
    "纳内尼涅努诺帕佩皮普奇契恰乔切让瑞若萨塞桑沙舍申什施史斯松苏索塔泰坦特提图托瓦万韦维沃乌武西希夏谢辛休雅亚扬耶伊因尤约泽扎詹兹佐茨奎迪娅娜"
)
"""Characters with which foreign names are written."""
_TRANSCRIBED = _FOREIGN | frozenset(
    "琳媛莺婕娟婷雯茱萝蕊梓妍丝道威廉约翰逊森登伯柏珀珍玛丽茜妮莎莲露蕾黛芙芬葛楚川朗鲍勒默朔冯赖丘汤彼得保大卫本明迪奇赛珊瑟色司思太唐陶腾田廷旺温翁锡歇修许雪英永宰赞曾兆哲芝朱宗堪柯寇郎劳乐黎列琉隆娄律略麦"
    "芒茅孟密敏摩墨牟慕南能宁农欧潘庞培彭平蒲齐钱强屈热仁荣茹儒叶昂昆琼琪璐菈蜜薇贡赫雷霍顺香齐佛侯候儿兴冈凡刚匡古吕咸唐喀喜坡堡塞夸妙姬娥娃学宾富寿山崔巨帝庇廖廷弥弼强彦律思恰惠戎扬拔捷撒放文斐昌普景曹朋李杜松林柴根格梁梯森楚楠欣欧民汉江沃沈波洁洪涅渥湛滕漠潘烈热熊特狄玻珀班甘白百皇盖盛祖福秋突窦竹策简米索纪纽绍维罗考胡腓良花苗苏若范荷莱莫菩菲萧葆蒂蒙蓬蓝虎裘西让许诺谭豪贝费贵赖赞路辛达迈迪连道遜都里金钦锡门闵阮阿陈雅雪霉霍韦顿颇额飞马骆高鲁鲍麻默齐"
)
"""Those, and what else stands in a full name with its dot."""
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")


@cache
def lists() -> Lists:
    """The word lists."""
    return read(Lists, "overtone.language", "zh", "names.yaml")


_LONGEST_ENDING = 16
"""Characters at the end of a word in which an ending is looked for: a word may be a line of a million figures."""


@cache
def _endings() -> dict[str, NameKind]:
    found: dict[str, NameKind] = dict.fromkeys(lists().organisation_endings, "organisation")
    found |= dict.fromkeys(lists().firm_endings | lists().weak_endings, "firm")
    found |= dict.fromkeys(lists().agency_endings, "agency")
    return found


def names(text: str, known: list[Known]) -> list[NameForm]:
    """Names that the form gives away in normalised text, in order, not overlapping."""
    index = KnownIndex(known)
    words = _cut(text, known)
    found = [*_titled(words, index), *_organisations(words, index), *_described(words), *_groups(words, index)]
    found += [*_dotted(text, index), *_bare(words), *_opening(words), *latin_names(text, index)]
    return outermost(found)


def _cut(text: str, known: list[Known]) -> list[Word]:
    """The words between known names, and the known names as words of their own."""
    import rjieba

    words: list[Word] = []

    def cut(start: int, end: int) -> None:
        at = start
        for form, tag in rjieba.tag(text[start:end]):
            name = form[1:]
            if (
                form[0] in "商方"
                and len(name) > 1
                and words
                and words[-1].tag in ("n", "vn")
                and _coined(form)
                and words[-1].end == at
            ):
                words.append(Word(at, at + 1, form[0], "u"))  # 「材料 商韩瑞 电子」: the dealer, then a name
                at, form = at + 1, name
            if form[-1] in _COVERBS and len(form) > 2 and _coined(form):
                words.append(Word(at, at + len(form) - 1, form[:-1], tag))  # 「宏岳 精机于 …」
                at, form, tag = at + len(form) - 1, form[-1], "p"
            words.append(Word(at, at + len(form), form, tag))
            at += len(form)

    place = 0
    for number, entry in enumerate(known):
        cut(place, entry.span[0])
        words.append(Word(*entry.span, text[slice(*entry.span)], "known", number))
        place = entry.span[1]
    cut(place, len(text))
    return words


def _proper(word: Word) -> bool:
    return word.tag.startswith((*_PROPER, "ng")) and word.form not in lists().not_names and len(word.form) > 1


@cache
def _coined(form: str) -> bool:
    """Is it a word that the dictionary does not hold («岚晟»)? Before the ending of a firm it is part of its name."""
    import rjieba

    return 2 <= len(form) <= 4 and bool(_HAN_ONLY.fullmatch(form)) and len(rjieba.cut(form, False)) == len(form)


def _stem(word: Word) -> bool:
    """May the word be what a firm is called, before an ending that says what it is?"""
    return word.known < 0 and word.tag.startswith(_STEM) and word.form not in lists().not_names and _coined(word.form)


def _title_in(word: Word) -> bool:
    return word.known < 0 and _ends_in_title(word.form)


@lru_cache(_REMEMBERED)
def _ends_in_title(form: str) -> bool:
    titles = lists().titles
    return any(form[cut:] in titles for cut in range(max(0, len(form) - 6), len(form) - 1))


@lru_cache(_REMEMBERED)
def _ending(form: str) -> str | None:
    """The longest ending of a firm, agency or organisation that a word has."""
    tail = form[-_LONGEST_ENDING:]
    return next((tail[cut:] for cut in range(len(tail)) if tail[cut:] in _endings()), None)


def _titled(words: list[Word], index: KnownIndex) -> Iterator[NameForm]:
    """Titles with a name behind them, an owner before them, or both."""
    for at, word in enumerate(words):
        if not _title_in(word) and not _heads_agency(words, at, index):
            continue
        first, owner = _owner_before(words, at, index)
        if owner >= 0 and first > 1 and words[first - 1].form in ("驻", "访") and words[first - 2].known >= 0:
            first, owner = first - 2, words[first - 2].known  # 「日本驻韩大使」: the first state's, not the second's
        owners = (owner,) if owner >= 0 else ()
        begin = words[first].start if owner >= 0 else word.start
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and after.known >= 0 and index.known[after.known].kind == "person":
            yield NameForm((begin, after.end), (after.start, after.end), "person", owners, after.known)
            continue
        name = _person_from(words, at + 1) or _unusual(words, at + 1)
        if name is not None:
            yield NameForm((begin, name[1]), name, "person", owners)
        elif owner >= 0:
            yield NameForm((begin, word.end), (word.start, word.end), "person", owners, role=True)


def _heads_agency(words: list[Word], at: int, index: KnownIndex) -> bool:
    """Is the word the 长 of a known agency (「美国财政部」 and 「长」)?"""
    before = words[at - 1].known if at else -1
    return words[at].form == "长" and before >= 0 and index.known[before].kind == "agency"


def _owner_before(words: list[Word], at: int, index: KnownIndex) -> tuple[int, int]:
    """Where the phrase begins and which known name owns the title at `at` («土耳其工业和技术部长»: 土耳其); −1 if none."""
    place, length = at - 1, 0
    while place >= 0 and words[place].known < 0 and length < 10:
        word = words[place]
        if not (word.tag.startswith(_PART) or word.form in ("和", "与", "前", "时任", "现任", "驻", "最高", "副", "新任", " ")):
            return at, -1
        length += len(word.form)
        place -= 1
    if place >= 0 and words[place].known >= 0 and index.known[words[place].known].kind != "person":
        return place, words[place].known
    return at, -1


def _person_from(words: list[Word], at: int) -> tuple[int, int] | None:
    """The span of a personal name that begins with word `at`, or None."""
    start, end, run = -1, -1, ""
    foreign = _foreign(words, at)
    if foreign is not None:
        return foreign
    while at < len(words) and words[at].known < 0 and len(run) < 12:
        word = words[at]
        joint = word.form in ("·", "-", "•", "・") and run
        latin = word.tag == "eng" and (not run or run.isascii())
        han = _HAN_ONLY.fullmatch(word.form) and (
            word.tag.startswith(("nr", "ns", "nz")) or (run and len(word.form) == 1 and word.tag in ("m", "j", "g", "zg", "x"))
        )
        if not (joint or latin or han) or word.form in lists().titles or word.form in lists().tails:
            break
        start = word.start if start < 0 else start
        end, run = word.end, run + word.form
        at += 1
    for tail in sorted(lists().tails, key=len, reverse=True):
        if run.endswith(tail) and len(run) - len(tail) >= 2:
            end -= len(tail)
            break
    return (start, end) if start >= 0 and end - start >= 2 else None


def _foreign(words: list[Word], at: int) -> tuple[int, int] | None:
    """The span of words from `at` on that are written with the characters of foreign names, three at least."""
    dotted = any(word.form in _DOTS for word in words[at + 1 : at + _DOT_REACH])
    end, characters = at, _TRANSCRIBED if dotted else _FOREIGN
    while end < len(words) and words[end].known < 0 and (characters | _DOTS).issuperset(words[end].form):
        end += 1
    if end > at and words[end - 1].form in _DOTS:
        end -= 1
    return (words[at].start, words[end - 1].end) if end > at and words[end - 1].end - words[at].start > 2 else None


def _unusual(words: list[Word], at: int) -> tuple[int, int] | None:
    """A word behind a title that is no name to the dictionary but stands where only one can (「驻华大使金杉宪治敦促」)."""
    if at + 1 >= len(words) or words[at].known >= 0 or words[at + 1].tag.startswith(("n", "u")):
        return None
    word = words[at]
    return (word.start, word.end) if word.tag == "n" and 3 <= len(word.form) <= 5 and word.form not in lists().not_names else None


def _organisations(words: list[Word], index: KnownIndex) -> Iterator[NameForm]:
    """Names that run back from an ending of firms, agencies or organisations."""
    for at, word in enumerate(words):
        if word.known >= 0 or word.form in lists().not_names or word.tag.startswith(("v", "d", "p")):
            continue
        ending = _ending(word.form)
        if ending is None and word.tag != "nt":
            continue
        if ending in lists().weak_endings and not (word.form == ending and at and _stem(words[at - 1])):
            continue
        kind: NameKind = _endings()[ending] if ending else "organisation"
        whole = kind != "firm" or word.form.endswith(
            ("公司", "集团")
        )  # «…检测技术股份有限公司» says that all before it is its name
        legal = word.form.endswith(_LEGAL)
        first = _run_back(words, at, _LEGAL_PART if legal else _PART if whole else _FIRM_PART)
        owner = words[first - 1].known if first > 0 else -1
        if owner >= 0 and index.known[owner].kind == "person":
            owner = -1
        named = (
            (legal and at - first >= 2)
            or (kind == "firm" and any(_stem(each) for each in words[first:at]))
            or any(_proper(each) for each in words[first:at])
            or (_proper(word) and word.form != ending)
        )
        if not named and not (owner >= 0 and kind != "firm" and index.known[owner].kind in ("state", "bloc")):
            continue
        begin = words[first - 1].start if owner >= 0 else words[first].start
        owners = (owner,) if owner >= 0 else ()
        if owner < 0 and first == at and word.form == ending:
            continue
        core = _without_description("".join(each.form for each in words[first : at + 1])) if kind == "firm" else 0
        yield NameForm((begin, word.end), (words[first].start + core if core else begin, word.end), kind, owners)


def _without_description(name: str) -> int:
    """Where the name of a firm begins behind what only says what it is; 0 where all is its name."""
    match = _DESCRIPTION.match(name)
    return match.end() if match is not None and name[match.end() :] not in _endings() else 0


def _opening(words: list[Word]) -> Iterator[NameForm]:
    """A few characters that make no word, between a mark and the ending of a firm: 「（兆芯控股）」."""
    for at, word in enumerate(words):
        if word.known >= 0 or word.form not in lists().firm_endings | lists().weak_endings:
            continue
        first = at
        while first > 0 and words[first - 1].known < 0 and _syllable(words[first - 1]):
            first -= 1
        length = word.start - words[first].start
        if 2 <= length <= 4 and (first == 0 or words[first - 1].tag == "x"):
            yield NameForm((words[first].start, word.end), (words[first].start, word.end), "firm")


def _syllable(word: Word) -> bool:
    single = len(word.form) == 1 and word.form not in _NUMERALS and word.tag.startswith((*_STEM, "m"))
    return bool(_HAN_ONLY.fullmatch(word.form)) and (single or _stem(word))


def _described(words: list[Word]) -> Iterator[NameForm]:
    """A name right behind a word for a kind of firm: 「芯片商北陆电装」."""
    for at, word in enumerate(words):
        if word.known >= 0 or not word.form.endswith(_FIRM_NOUNS) or at + 1 >= len(words):
            continue
        last = at
        while (
            last + 1 < len(words)
            and words[last + 1].known < 0
            and words[last + 1].tag.startswith(("n", "j", "eng"))
            and last - at < 3
        ):
            last += 1
        if last > at and (_proper(words[at + 1]) or _stem(words[at + 1]) or words[at + 1].tag.startswith("nr")):
            span = (words[at + 1].start, words[last].end)
            if 2 <= span[1] - span[0] <= 8:
                yield NameForm(span, span, "firm")


def _run_back(words: list[Word], at: int, parts: tuple[str, ...]) -> int:
    """The first word of the name that ends with word `at`."""
    first, length = at, len(words[at].form)
    while first > 0:
        word = words[first - 1]
        length += len(word.form)
        if word.known >= 0 or length > _LONGEST or word.form in lists().tails or _title_in(word):
            break
        part = (
            word.tag.startswith(parts)
            or _stem(word)
            or word.form.startswith("第")
            or word.form in _QUALIFIERS
            or word.form in _endings()
        )
        if not part or (word.tag in ("nrt",) and len(word.form) > 6):
            break
        first -= 1
    return first


def _groups(words: list[Word], index: KnownIndex) -> Iterator[NameForm]:
    """A known owner with people behind it: 「韩国渔民」, 「日本安斯泰来制药一名员工」."""
    people = lists().people
    for at, word in enumerate(words):
        if word.known >= 0 or word.form not in people:
            continue
        place, length = at - 1, 0
        while place >= 0 and words[place].known < 0 and length < 10 and words[place].tag.startswith((*_PART, "m", "q")):
            length += len(words[place].form)
            place -= 1
        if place >= 0 and words[place].known >= 0 and index.known[words[place].known].kind != "person":
            yield NameForm((words[place].start, word.end), (words[place].start, word.end), "group", (words[place].known,))


def _dotted(text: str, index: KnownIndex) -> Iterator[NameForm]:
    """Transliterated full names: 「斯蒂芬·威特」."""
    for match in _DOTTED.finditer(text):
        start, end = _transcribed(match[0], match.start())
        if not index.covering(start, end) and text[start] not in "·•・":
            yield NameForm((start, end), (start, end), "person")


def _transcribed(name: str, start: int) -> tuple[int, int]:
    """The span of a name with its dot, without what stands before and behind it («主席凯瑟琳·道恩斯致函»)."""
    dots = [at for at, character in enumerate(name) if character in "·•・"]
    first, last = dots[0], dots[-1]
    while first > 0 and name[first - 1] in _TRANSCRIBED:
        first -= 1
    while last + 1 < len(name) and name[last + 1] in _TRANSCRIBED:
        last += 1
    if first == dots[0] or last == dots[-1]:
        return start, start + len(name)
    for title in lists().titles:
        if name[first : dots[0]].startswith(title):
            first += len(title)
    return start + first, start + last + 1


def _bare(words: list[Word]) -> Iterator[NameForm]:
    """Names without title or ending: transliterated names that open a clause."""
    for at, word in enumerate(words):
        if word.known >= 0 or word.form in lists().not_names:
            continue
        if word.tag == "nrt" and len(word.form) > 2 and (at == 0 or words[at - 1].tag == "x"):
            name = _person_from(words, at)
            if name is not None:
                yield NameForm(name, name, "person")
