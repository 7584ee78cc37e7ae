"""In which slot of an anchor a mention stands: by the tree, and by the order of words where the tree does not say.

Slots are named as in the constructions: subject, object, indirect, possessor, a marker («on», «对»), or one of these inside the object
(«object.possessor», «object.to»). Passive and agent phrases are turned round here, so that rows need no voices.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from overtone.coding.grammar import Grammar
from overtone.language.tree import Token, Tree

# Relations that do not change whose role it is: members of a list, the same thing named again, parts of a name.
_TRANSPARENT = frozenset({"conj", "appos", "flat", "flat:name", "list", "dep", "reparandum"})
_OWNER = frozenset({"nmod:poss", "compound", "amod", "nmod", "det:poss", "nmod:desc", "nmod:npmod", "nmod:unmarked"})
_BEFORE_NAME = frozenset({"NUM", "ADJ", "DET", "NOUN", "PUNCT"})  # what may stand between a coverb and the name inside its phrase
_QUOTE = 9  # tokens that a quotation is long at most in which marks do not end a clause
_PHRASE = 5  # tokens that a noun phrase with a coverb of its own («日本对韩出口管制») is long at most
_ORIGINS = frozenset({"in", "from", "subject"})  # the slots of a participle in which the maker of goods stands
_CLAUSAL = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass"})
_MARK = frozenset({"case", "mark", "case:loc", "mark:rel"})


Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def remembered(question: Callable[[View, *Asked], Answer]) -> Callable[[View, *Asked], Answer]:
    """A question to a view, answered once for the same arguments: many constructions ask the same of the same words."""

    @wraps(question)
    def answer(view: View, *asked: *Asked) -> Answer:
        given = view.answers[question]
        try:
            known: Answer = given[asked]
        except KeyError:
            known = given[asked] = question(view, *asked)
        return known

    return answer


class Slot(NamedTuple):
    """A slot with how far it was fetched: `depth` steps inside phrases, `borrowed` clauses from which it was inherited."""

    name: str
    depth: int = 0
    borrowed: int = 0


def _spaced(before: Token, after: Token) -> bool:
    """Does a space part two Chinese words, as the halves of a headline?"""
    return after.start - before.end == 1 and before.form[-1] > "\u2e80" and after.form[0] > "\u2e80"


class View:
    """A sentence's tree with the lookups that slots need, each computed once."""

    def __init__(self, tree: Tree, grammar: Grammar) -> None:
        self.tree, self.grammar = tree, grammar
        self.tokens, self.heads, self.relations = tree
        self.answers: defaultdict[Callable[..., Any], dict[tuple[Any, ...], Any]] = defaultdict(dict)

    def forget(self) -> None:
        """Forget the answers given so far: of a long document, those of all sentences would take more room than it does."""
        self.answers.clear()

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token."""
        return self.tree.children()

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside short quotation marks, where no clause ends («联合利剑—2024A»)."""
        found: set[int] = set()
        opened: dict[str, int] = {}
        for at, token in enumerate(self.tokens):
            if token.form in self.grammar.quotes:
                opened[self.grammar.quotes[token.form]] = at
            elif token.form in opened and at - opened[token.form] <= _QUOTE:
                found.update(range(opened[token.form] + 1, at))
        return frozenset(found)

    @cached_property
    def segments(self) -> list[int]:
        """The number of the comma-to-comma segment of each token."""
        number, result = 0, []
        for at, token in enumerate(self.tokens):
            if at and self.grammar.by_characters and _spaced(self.tokens[at - 1], token):
                number += 1
            result.append(number)
            number += token.form in self.grammar.breaks and at not in self.quoted
        return result

    def child(self, token: int, *relations: str) -> int | None:
        """The first dependent of `token` with one of the relations."""
        for c in self.children[token]:
            if self.relations[c] in relations:
                return c
        return None

    @remembered
    def marker(self, token: int) -> str | None:
        """The preposition, postposition or coverb that marks `token`, in its lemma."""
        for c in self.children[token]:
            if self.relations[c] in _MARK and (lemma := self.tokens[c].lemma) not in self.grammar.owner_marks:
                return lemma
        return None

    def owned(self, token: int) -> bool:
        """Is the token marked as an owner (X's, X的)?"""
        return any(self.tokens[c].lemma in self.grammar.owner_marks for c in self.children[token] if self.relations[c] in _MARK)

    @remembered
    def passive(self, verb: int) -> bool:
        """Is the verb passive: a passive subject or auxiliary, a passive coverb, or a bare past participle after a noun?"""
        if self.child(verb, "nsubj:pass", "aux:pass") is not None and not self._hearsay(verb):
            return True
        if any(map(self.turns, self.children[verb])) and not self._hearsay(verb):
            return True
        return self.relations[verb] == "acl" and self.grammar.participle(self.tokens[verb].form)

    def turns(self, token: int) -> bool:
        """Does the word make its clause passive? Behind some others it is part of a longer word (以……为由)."""
        if self.tokens[token].form not in self.grammar.passive:
            return False
        return not token or self.tokens[token - 1].form not in self.grammar.not_before_passive

    def _hearsay(self, verb: int) -> bool:
        """Is the passive only that of a verb of saying («被曝见了»)?"""
        return any(self.said_so(c) for c in self.children[verb] if self.turns(c))

    def said_so(self, passive: int) -> bool:
        """Does a verb of saying follow the word that makes the clause passive?"""
        following = passive + 1
        return following < len(self.tokens) and self.tokens[following].form.startswith(self.grammar.hearsay or ("\0",))

    def step(self, token: int) -> str | None:
        """The slot that `token` has under its own head; None where a clause boundary lies between."""
        relation, head = self.relations[token], self.heads[token]
        if relation in ("nsubj", "nsubj:outer"):
            turned = self.child(head, "nsubj:pass") is None and (self._agent(head) or self.child(head, "aux:pass") is not None)
            return "object" if turned and self.passive(head) else "subject"
        if relation == "nsubj:pass":
            return "subject" if self._hearsay(head) else "object"
        if relation in ("obj", "obl:patient", "dislocated"):
            mark = self.marker(token)
            return (
                "object" if mark is None or mark in self.grammar.patients else "subject" if mark in self.grammar.agents else mark
            )
        if relation == "iobj":
            return "indirect"
        if relation == "obl:agent":
            return "subject"
        if relation in ("obl", "nmod", "obl:tmod", "nmod:tmod", "obl:unmarked", "vocative", "advmod", "xcomp", "obl:npmod"):
            mark = self.marker(token)
            if mark is None:
                return "possessor" if relation == "nmod" or self.owned(token) else ("object" if relation == "obl" else None)
            if mark in self.grammar.agents or self._absolute(token, head, mark):
                return "subject"
            return "object" if mark in self.grammar.patients else mark
        if relation in _OWNER:
            return "possessor"
        return None

    def _absolute(self, token: int, verb: int, mark: str) -> bool:
        """Is it the subject of a participle behind «with» («with Washington blocking the judges»)?"""
        return mark in self.grammar.absolutes and token < verb and self.tokens[verb].form.endswith("ing")

    def _agent(self, verb: int) -> bool:
        """Does the verb have an agent phrase that makes its plain subject the one acted on (zh: X被Y制裁)?"""
        return any(map(self.turns, self.children[verb]))

    def top(self, token: int) -> int:
        """The head of the list or apposition that `token` belongs to."""
        for _ in range(len(self.tokens)):
            if self.relations[token] not in _TRANSPARENT or self.heads[token] < 0:
                break
            token = self.heads[token]
        return token

    def slot(self, anchor: int, mention: int, limit: int = 3) -> Slot | None:
        """The slot of `mention` with respect to the word `anchor`, or None; it is inherited over at most `limit` clauses."""
        return self._above(mention).get(anchor) or (self._inherited(anchor, mention, limit) if limit else None)

    def below(self, anchor: int, mention: int) -> Slot | None:
        """The slot of a mention inside the anchor's own phrase; None if it stands elsewhere."""
        return self._above(mention).get(anchor)

    @remembered
    def _above(self, mention: int) -> dict[int, Slot | None]:
        """The slot of a mention in the phrase of each word above it, up to the clause in which it stands."""
        found: dict[int, Slot | None] = {}
        steps: list[str] = []
        token, head = mention, self.heads[mention]
        while head >= 0:
            if self.relations[token] not in _TRANSPARENT:
                step = self.step(token)
                if step is None and steps and steps[-1] in _ORIGINS and self.provenance(token):
                    steps, step = [], "possessor"
                if step is None:
                    clause = self._through_clause(token)
                    if clause is not None:
                        found[head] = _reached([*steps, clause])
                    break
                if not (steps and self._measure(token)):
                    steps.append(step)
                elif steps[-1] == "of":
                    steps[-1] = step  # «on $200bn of Chinese goods»
            elif steps and steps[-1] != "subject" and self.relations[token] == "conj" and self.tokens[token].tag == "VERB":
                break  # «defended the suit and praised SoftBank»: the object of the second verb is not the first one's
            found[head] = _reached(steps)
            token, head = head, self.heads[head]
        return found

    def _measure(self, token: int) -> bool:
        """Is the token only how much («duties of 35% on cars»)? What hangs on it belongs to the noun above."""
        return self.tokens[token].tag in ("SYM", "NUM") or self.tokens[token].lemma in self.grammar.measures

    def provenance(self, token: int) -> bool:
        """Does a participle say whose the goods are («cars made in China», «chips designed by Nvidia»)?"""
        return self.relations[token] in ("acl", "acl:relcl") and self.tokens[token].lemma in self.grammar.provenance

    def _through_clause(self, token: int) -> str | None:
        """A participle on the anchor («the ban imposed by Tokyo») hands its own slots to the anchor; a content clause its subject."""
        relation = self.relations[token]
        if relation in ("acl", "acl:relcl"):
            return "clause-modifier"
        if relation in ("ccomp", "xcomp", "csubj"):
            return "clause"
        return None

    @remembered
    def _inherited(self, anchor: int, mention: int, limit: int) -> Slot | None:
        """A slot that the anchor has from the word above it: coordinated verbs, control, relative clauses, carrying verbs."""
        head, relation = self.heads[anchor], self.relations[anchor]
        if head < 0:
            return None
        if relation in ("acl", "acl:relcl"):
            return self._modified_noun(anchor, head, mention)
        above = self.slot(head, mention, limit - 1)
        if above is None:
            return None
        verbal = self.tokens[anchor].tag in ("VERB", "AUX", "ADJ")
        if verbal and relation in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"):
            if self.child(anchor, "nsubj", "nsubj:pass", "csubj") is not None and relation != "xcomp":
                return None
            return self._control(anchor, head, relation, above)
        occasion = relation == "obl" and self.marker(anchor) in self.grammar.occasions  # «after a meeting with Putin, Trump flew»
        carries = self.tokens[head].lemma in self.grammar.carriers or occasion
        if (
            carries
            and above.name == "subject"
            and relation in ("obj", "nsubj:pass", "obl", "nmod", "conj", "ccomp", "xcomp", "nsubj")
        ):
            return Slot("carrier", above.depth, above.borrowed + 1)
        if relation == "conj":
            return Slot(above.name, above.depth, above.borrowed + 1)
        return None

    def _control(self, anchor: int, head: int, relation: str, above: Slot) -> Slot | None:
        """Who does what the dependent verb says: the governor's subject, or its object for verbs that make others act."""
        wanted = "subject"
        controls = relation in ("xcomp", "ccomp") and self.tokens[head].lemma in self.grammar.object_control
        if controls and self.child(head, "obj", "iobj") is not None:
            wanted = "object"
        if self.passive(head) and relation == "xcomp":
            wanted = "object"  # «was ordered to sell»: the passive subject acts
        if relation == "advcl" and self.marker(anchor) in self.grammar.grounds:
            blamed = self.passive(head) or self.child(head, "obj") is not None
            wanted = "object" if blamed else "subject"  # «fined Alibaba for squeezing merchants»
        if above.name != wanted:
            return None
        name = "object" if self.passive(anchor) else "subject"
        return Slot(name, above.depth, above.borrowed + 1)

    def _modified_noun(self, anchor: int, noun: int, mention: int) -> Slot | None:
        """The noun that a relative clause or participle modifies is its subject or, in the passive, its object."""
        if self.top(mention) != self.top(noun) and mention != noun:
            return None
        own = self.child(anchor, "nsubj")
        if own is not None and self.tokens[own].lemma not in self.grammar.relatives:
            return Slot("object", 1, 1)
        return Slot("object" if self.passive(anchor) else "subject", 0, 1)


def _reached(steps: Sequence[str]) -> Slot | None:
    """The slot to which steps lead, the last of them under the anchor; none where the mention is coordinated with the anchor itself."""
    if not steps:
        return None
    top, inner = steps[-1], steps[0]
    if top == "clause":
        return Slot("clause", len(steps) - 2) if inner == "subject" else None
    if len(steps) == 1:
        return Slot(top)
    if inner == "possessor" and top != "object" and all(step == "of" for step in steps[1:-1]):
        return Slot(top, len(steps) - 1)  # «on Chinese goods», «on $200bn of Chinese goods»: the owner of what is marked
    return Slot(f"{top}.{inner}" if top in ("object", "subject") else inner, len(steps) - 1)


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
    if (
        mark != "对"
        and mark in grammar.topics
        and anchor[0] - mention <= _PHRASE
        and view.tokens[mention + 1].form in grammar.topics
    ):
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
