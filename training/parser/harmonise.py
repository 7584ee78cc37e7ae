"""One scheme for the Chinese treebanks: what the same word in the same place is called differs among them.

GSD calls many adverbs and sentence-initial conjunctions subordinators and many nouns that end a compound particles; agents after
被 and times go by several names. The parser learns, and is measured on, one analysis: that of PUD, HK and CFL where they agree.
"""

from __future__ import annotations

from data import Sentence, Word

_ADVERBS = "也 都 则 就 还 亦 又 便 却 才 方 且 而 并 但 但是 然而 不过 并且 而且 可是 甚至 于是 所以 因而 因此 故 即 仍 再 只 更 均 皆 还是"
_PARTICLES = "的 地 得 之 了 着 过 吗 呢 吧 啊 啦 呀 嘛 们 所 等 而已 的话"
_FUNCTION = "case mark mark:rel mark:adv mark:prt discourse discourse:sp aux advmod cc punct compound:ext det"
ADVERBS, PARTICLES, FUNCTION = (frozenset(words.split()) for words in (_ADVERBS, _PARTICLES, _FUNCTION))
PLACES = frozenset("市省县区州国岛山河湖海洋村镇乡城街路桥站港江府部局院会党军社厅司署")
PASSIVE = frozenset("被遭受由让叫给")


def harmonise(sentence: Sentence) -> Sentence:
    """The sentence in the common scheme."""
    words = [_word(sentence, i) for i in range(len(sentence))]
    return _agents(words)


def _word(sentence: Sentence, place: int) -> Word:
    word = sentence[place]
    head = sentence[word.head] if word.head >= 0 else None
    if word.form == "的" and word.tag in ("SCONJ", "PART"):
        return word._replace(tag="PART")
    if word.tag == "SCONJ" and word.relation == "mark" and word.form in ADVERBS:
        return word._replace(tag="ADV", relation="advmod")
    if word.form == "地" and word.relation in ("mark", "mark:adv", "mark:rel"):
        return word._replace(tag="PART", relation="mark:adv")
    if word.tag == "PART" and word.form not in PARTICLES:
        if word.relation not in FUNCTION:
            return word._replace(tag="NOUN")
        if word.relation == "case" and word.head > place:
            return word._replace(tag="ADJ", relation="amod")
    if word.relation in ("nmod:tmod", "obl:tmod", "nmod", "obl") and head is not None:
        verbal = head.tag in ("VERB", "ADJ", "AUX")
        kind = ":tmod" if word.relation.endswith(":tmod") else ""
        return word._replace(relation=("obl" if verbal else "nmod") + kind)
    return word


def _agents(words: Sentence) -> Sentence:
    """被 as the verb's passive auxiliary and the nominal between them as its agent."""
    words = list(words)
    for i, word in enumerate(words):
        if word.form in PASSIVE and word.relation == "case" and word.head >= 0 and words[word.head].relation == "obl:agent":
            words[i] = word = word._replace(tag="AUX", head=words[word.head].head, relation="aux:pass")
        if word.relation == "aux:pass" and word.form in PASSIVE:
            for j in range(i + 1, word.head):
                inner = words[j]
                marked = any(w.head == j and w.relation == "case" and w.tag == "ADP" for w in words)
                if inner.head == word.head and inner.relation in ("obl", "nsubj", "obl:agent") and not marked:
                    words[j] = inner._replace(relation="obl:agent")
    return words


def merged_tag(words: list[Word], top: Word) -> str:
    """The part of speech of several treebank words that are one word at run time; `top` is the one nearest the root."""
    if any(w.tag == "NUM" for w in words) and any(w.relation == "clf" for w in words):
        return "NUM"
    if top.tag == "NOUN" and top.form in PLACES and any(w.tag == "PROPN" for w in words):
        return "PROPN"
    return top.tag
