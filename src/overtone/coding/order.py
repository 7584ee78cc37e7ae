"""In which slot of an anchor a mention stands by the order of words: where trees are less sure, or say nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from overtone.coding.slots import Slot, View, remembered

_BEFORE_NAME = frozenset({"NUM", "ADJ", "DET", "NOUN", "PUNCT"})  # what may stand between a coverb and the name inside its phrase
_PHRASE = 5  # tokens that a noun phrase with a coverb of its own («日本对韩出口管制») is long at most


def linear_slot(
    view: View, anchor: tuple[int, int], mention: int, mentions: tuple[int, ...], wanted: Sequence[str] = ()
) -> Slot | None:
    """The slot that the order of words suggests: the marker right before the mention, else before or after the anchor.

    `anchor` are its first and last token, `mentions` the tokens of all mentions in the sentence, in order. Words that join lists and
    mark roles alike (与, 同) mark a role where the slot is `wanted`.
    """
    direct = view.tokens[mention - 1].form.lower() if mention else ""
    start = mention if direct in wanted and direct in view.grammar.joiners else _list_start(view, mention)
    return _by_order(view, anchor, mention, start, mentions)


@remembered
def _by_order(view: View, anchor: tuple[int, int], mention: int, start: int, mentions: tuple[int, ...]) -> Slot | None:
    """The slot of a mention whose list starts at token `start`."""
    grammar, segments = view.grammar, view.segments
    mark = None if clausal(view, anchor, start) else _linear_marker(view, start)
    borrowed = abs(segments[anchor[0]] - segments[mention])
    low, high = (anchor[1], mention) if mention > anchor[1] else (mention, anchor[0])
    between = max(0, bisect_left(mentions, high) - bisect_right(mentions, low))
    between -= sum(low < member < high for member in _list_members(view, start)) if between else 0
    if between and grammar.by_characters and mention < anchor[0] and mark is None:
        # Who stands behind a coverb is no rival for the subject: 「甲对乙禁运，并调查丙」.
        between -= sum(
            low < m < high and _linear_marker(view, m) in grammar.topics and not clausal(view, anchor, m) for m in mentions
        )
    following = mention + 1
    owned = following < len(view.tokens) and view.tokens[following].lemma in grammar.owner_marks
    if owned and not grammar.by_characters and following == anchor[0] - 1:
        return Slot("possessor", between, borrowed)  # «a result of Russia's invasion»: the owner, whatever stands before it
    if mark is not None:
        name = "subject" if mark in grammar.agents else "object" if mark in grammar.patients else mark
        onward = grammar.by_characters and borrowed and mention > anchor[1]  # 「…，实施对华断供」: the coverb is a later verb's
        if onward and mark not in grammar.verbal_markers:
            return None
        if mention < anchor[0] or grammar.marks_follow:
            return Slot(name, between, borrowed)
    if mention < anchor[0]:
        if borrowed and (opened(view, mention) or _asked(view, mention)):
            return None
        if _passive_between(view, mention, anchor[0]):
            return Slot("object", between, borrowed)
        if in_patient(view, mention):
            return Slot("object.possessor", between, borrowed)
        if owned and following < anchor[0]:
            return Slot("possessor", between, borrowed)
        return Slot("subject", between, borrowed)
    if not borrowed and (relative := _relative_head(view, anchor, mention, mentions)) is not None:
        return Slot(relative, between, 0)
    if borrowed:
        return Slot("next", between, 0) if borrowed == 1 and not between else None
    if mention < anchor[1]:  # inside the anchor, between its elements
        return Slot("object" if mention == anchor[0] + 1 else "object.possessor", between, 0)
    if mention == anchor[1] + 1:
        return Slot("object", 0, 0)
    return Slot("object.possessor", between, 0) if mention - anchor[1] <= 4 else None


def _relative_head(view: View, anchor: tuple[int, int], mention: int, mentions: tuple[int, ...]) -> str | None:
    """The role of a noun right behind the clause that modifies it: 「对大麦课税的北京」 acts, 「美国制裁的华为」 does not."""
    first = _list_start(view, mention)
    if not view.grammar.by_characters or first - 1 <= anchor[1] or view.tokens[first - 1].form not in view.grammar.owner_marks:
        return None
    segment = view.segments[anchor[0]]
    if any(view.tokens[at].form in view.grammar.owner_marks for at in range(anchor[1] + 1, first - 1)):
        return None
    before = [m for m in mentions if m < anchor[0] and view.segments[m] == segment]
    if any(_linear_marker(view, m) is None and not _possesses(view, m) for m in before):
        return "object"
    return "object" if any(view.turns(at) for at in range(bisect_left(view.segments, segment), anchor[0])) else "subject"


def _asked(view: View, mention: int) -> bool:
    """Does a verb that makes others act stand right before the mention («…禁止其出口，并…»)? The next clause is not the mention's."""
    return view.grammar.by_characters and mention > 0 and view.tokens[mention - 1].form in view.grammar.object_control


def _possesses(view: View, mention: int) -> bool:
    return mention + 1 < len(view.tokens) and view.tokens[mention + 1].lemma in view.grammar.owner_marks


@remembered
def clausal(view: View, anchor: tuple[int, int], mention: int) -> bool:
    """Does the marker in front of the mention open a clause with the anchor as its verb («对于美国实施出口管制的看法»), or a
    noun phrase with the anchor as its head («就日本对韩出口管制»)?
    """
    grammar, segments = view.grammar, view.segments
    opening = grammar.topics | grammar.openers
    if not grammar.opinions or mention > anchor[0] or (mark := _linear_marker(view, mention)) not in opening:
        return False
    if mark in grammar.clause_topics and anchor[0] - mention <= _PHRASE and view.tokens[mention + 1].form in grammar.topics:
        return True
    behind = range(anchor[1] + 1, bisect_right(segments, segments[mention]))
    ahead = range(bisect_left(segments, segments[mention]), mention)
    outer = sum(view.tokens[at].form in opening for at in ahead) == 1  # 「针对欧盟拟对谷歌开罚一事」: not 谷歌
    if outer and "".join(view.tokens[at].form for at in behind).rstrip("".join(grammar.breaks)).endswith(
        grammar.matters or ("\0",)
    ):
        return True
    if mark not in grammar.topics:
        return False
    return any(view.tokens[at].form in grammar.opinions and view.tokens[at - 1].form in grammar.owner_marks for at in behind)


def inner(view: View, mention: int) -> int | None:
    """Of a mention whose marker stands inside another's phrase («对对华限制的反对»: 华), the token that ends the inner phrase."""
    word = view.tokens[mention - 1].form if mention > 1 else ""
    if word not in view.grammar.topics or view.tokens[mention - 2].form not in view.grammar.topics:
        return None
    same = range(mention + 1, bisect_right(view.segments, view.segments[mention]))
    return next((at for at in same if view.tokens[at].form in view.grammar.owner_marks), same.stop)


def opened(view: View, token: int) -> bool:
    """Does the token stand in a segment that is no clause («针对……的报道，»)?"""
    segment = view.segments[token]
    first = bisect_left(view.segments, segment)
    return view.tokens[first].form.lower() in view.grammar.openers


@remembered
def in_patient(view: View, mention: int) -> bool:
    """Does the mention lie inside a phrase that a patient marker opens («将A、B等6家美国企业列入…»: 美国)?"""
    grammar, segment = view.grammar, view.segments[mention]
    if not grammar.by_characters:
        return False
    for at in range(mention - 1, max(-1, mention - 16), -1):
        token = view.tokens[at]
        if view.segments[at] != segment or (token.tag == "VERB" and token.mention < 0):
            return False
        if token.form in grammar.patients:
            inner = next((n for n in range(at + 1, mention + 1) if view.tokens[n].mention >= 0), None)
            return inner is not None and inner != mention and _linear_marker(view, inner) == token.form
    return False


@remembered
def _passive_between(view: View, mention: int, anchor: int) -> bool:
    """Does a word that makes the clause passive stand between the mention and the anchor, in the anchor's segment?"""
    segment = view.segments[anchor]
    return any(view.turns(at) and view.segments[at] == segment for at in range(mention + 1, anchor))


def _list_start(view: View, mention: int) -> int:
    """The first token of the enumeration in which the mention stands («中国、印度、韩国»: 中国)."""
    position = mention
    while position >= 1:
        before = view.tokens[position - 1]
        if before.mention >= 0 and len(before.form) == len(view.tokens[position].form) == 1 and view.grammar.by_characters:
            position -= 1  # 「与美英结盟」
        elif position >= 2 and before.form in view.grammar.joiners and view.tokens[position - 2].mention >= 0:
            position -= 2
        else:
            break
    return position


def linear_marker(view: View, mention: int) -> str | None:
    """The marker in front of the phrase in which a mention stands."""
    return _linear_marker(view, _list_start(view, mention))


def _list_members(view: View, start: int) -> frozenset[int]:
    """The mentions of the enumeration that begins with token `start`."""
    members, position = [start], start
    while (
        position + 2 < len(view.tokens)
        and view.tokens[position + 1].form in view.grammar.joiners
        and view.tokens[position + 2].mention >= 0
    ):
        position += 2
        members.append(position)
    return frozenset(members)


@remembered
def _linear_marker(view: View, start: int) -> str | None:
    """The marker in front of a phrase; articles are passed over, and what the grammar lets stand before a name («把两家中国银行»)."""
    grammar = view.grammar
    for position in range(start - 1, max(-1, start - 2 - grammar.marker_reach), -1):
        token = view.tokens[position]
        word = token.form.lower()
        if view.segments[position] != view.segments[start]:
            return None
        if word in grammar.markers:
            doubled = position > 0 and view.tokens[position - 1].form.lower() == word  # 「对对华限制」: the inner one marks 华
            return None if doubled else word
        modifies = word in grammar.through or (grammar.marker_reach and token.mention < 0 and token.tag in _BEFORE_NAME)
        if not (word in grammar.articles or modifies):
            return None
    return None
