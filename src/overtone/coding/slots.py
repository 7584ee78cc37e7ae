"""In which slot of an anchor a mention stands, by the tree; `order` says it by the order of words.

Slots are named as in the constructions: subject, object, indirect, possessor, a marker («on», «对»), or one of these inside the object
(«object.possessor», «object.to»). Passive and agent phrases are turned round here, so that rows need no voices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from overtone.coding.grammar import Grammar
from overtone.language.tree import Token, Tree

# Relations that do not change whose role it is: members of a list, the same thing named again, parts of a name.
_TRANSPARENT = frozenset({"conj", "appos", "flat", "flat:name", "list", "dep", "reparandum"})
_OWNER = frozenset({"nmod:poss", "compound", "amod", "nmod", "det:poss", "nmod:desc", "nmod:npmod", "nmod:unmarked"})
_QUOTE = 9  # tokens that a quotation is long at most in which marks do not end a clause
_ORIGINS = frozenset({"in", "from", "subject"})  # the slots of a participle in which the maker of goods stands
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
