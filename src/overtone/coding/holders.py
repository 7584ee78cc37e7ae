"""Who takes a position: the subject of the cue in the tree, else by the order of words; pronouns by the subject of the clause before."""

from __future__ import annotations

import msgspec

from overtone.coding.analysis import Mention
from overtone.coding.lines import Line, Run
from overtone.coding.passages import acts
from overtone.model import Reference

_KINDS = frozenset({"person", "agency", "firm", "organisation", "state", "bloc", "group", "media"})
_LIMIT = 4  # segments between a holder and the cue where only the order of words tells


def holder_of(line: Line, run: Run, kind: str, before: Mention | None) -> Mention | None:
    """The holder of the position that the cue at `run` states, or None. `before` is the speaker of the sentence before."""
    if kind == "source":
        found = _inside(line, run)
    elif kind.startswith("noun"):
        found = _owner(line, run)
    else:
        found = _by_tree(line, run) or (_by_order(line, run) if line.joined else None)
        if found is None and line.joined and _opens(line, run):
            found = before
    if found is None or found.reference.kind not in _KINDS or (found.reference.kind == "media" and kind in ("speech", "source")):
        return None
    if found.reference.kind == "state" and _within(line, found, run):
        return None
    if found.found == "pronoun" and found.reference.kind == "person":
        return _resolved(line, found)
    return found if acts(found) else None


def _by_tree(line: Line, run: Run) -> Mention | None:
    """The mention in the subject slot of one of the cue's tokens, the nearest in the tree."""
    ranked = []
    for anchor in range(*run):
        for token, mention in line.places.items():
            slot = line.view.slot(anchor, token)
            if slot is not None and slot.name == "subject" and not mention.adjective and (token < run[0] or not line.joined):
                ranked.append((slot.borrowed, slot.depth, abs(token - run[0]), token))
    return line.places[_named(line, min(ranked)[3])] if ranked else None


def _named(line: Line, token: int) -> int:
    """The one who is «of» what was found («Helen Toner of CSET»): trees often take the nearer name."""
    for before in range(token - 1, max(-1, token - 6), -1):
        if before in line.places and not line.places[before].adjective and line.places[before].reference.kind == "person":
            between = [line.tokens[at].lemma for at in range(before + 1, token)]
            return before if between and between[0] in ("of", "from", "at") else token
    return token


def _by_order(line: Line, run: Run) -> Mention | None:
    """The nearest actor before the cue that is not marked as something else; its own segment first."""
    segments, grammar = line.view.segments, line.view.grammar
    if _foreign(line, run):
        return None
    for token in range(run[0] - 1, -1, -1):
        away = segments[run[0]] - segments[token]
        if away > _LIMIT:
            return None
        mention = line.places.get(token)
        if mention is None or mention.adjective:
            continue
        before = line.tokens[token - 1].form if token else ""
        after = line.tokens[token + 1].form if token + 1 < len(line.tokens) else ""
        if before in grammar.markers or after in grammar.owner_marks or before in grammar.joiners:
            continue
        if away and _behind_verb(line, token):
            continue  # an object of the clause before is not the subject that goes on
        return mention
    return None


def _within(line: Line, state: Mention, run: Run) -> bool:
    """Does the state only hold those who say it («美国有反对脱钩的力量»)?"""
    grammar = line.view.grammar
    token = next((place for place, mention in line.places.items() if mention == state), run[0])
    between = range(token + 1, run[0])
    _, end = line.segment(run[0])
    behind = any(line.tokens[at].form in grammar.owner_marks for at in range(run[1], end))
    return behind and any(line.tokens[at].form in grammar.existentials for at in between)


def _behind_verb(line: Line, token: int) -> bool:
    """Does a verb stand before the mention in its segment?"""
    first, _ = line.segment(token)
    return any(line.tokens[at].tag == "VERB" for at in range(first, token))


def _inside(line: Line, run: Run) -> Mention | None:
    """The actor inside or right behind a source phrase («据X称», «according to X»)."""
    return next((line.places[token] for token in range(run[0], min(run[1] + 4, len(line.tokens))) if token in line.places), None)


def _owner(line: Line, run: Run) -> Mention | None:
    """The owner of a noun («Beijing's opposition to»), or the subject of the verb that it is the object of."""
    for token, mention in line.places.items():
        slot = line.view.slot(run[0], token)
        if slot is not None and slot.name in ("possessor", "carrier") and token < run[0]:
            return mention
    return None


def _opens(line: Line, run: Run) -> bool:
    """Does the cue open its sentence, so that its subject is the one spoken of before («还说…», 并称…)?"""
    return run[0] <= 3 and all(line.tokens[token].tag in ("ADV", "CCONJ", "SCONJ", "PUNCT", "PART") for token in range(run[0]))


def _foreign(line: Line, run: Run) -> bool:
    """Has the cue a subject of its own that is no known actor («有议员就称»)?"""
    for token in range(*run):
        subject = line.view.child(token, "nsubj")
        if subject is not None and subject < run[0] and line.tokens[subject].tag != "PRON":
            low, high = line.subtree(subject)
            return not any(place in line.places for place in range(low, high))
    return False


def _resolved(line: Line, pronoun: Mention) -> Mention:
    """A pronoun for a person: the first person of the sentence who is no object, since subjects go on."""
    for token in sorted(line.places):
        mention = line.places[token]
        if mention.span[0] >= pronoun.span[0]:
            break
        marked = token > 0 and line.tokens[token - 1].form in line.view.grammar.markers
        if mention.reference.kind == "person" and not marked and mention.found != "pronoun":
            reference = mention.reference
            return pronoun._replace(reference=_moved(pronoun, mention)) if reference.key != pronoun.reference.key else pronoun
    return pronoun


def _moved(pronoun: Mention, mention: Mention) -> Reference:
    return msgspec.structs.replace(mention.reference, mention=pronoun.reference.mention, span=pronoun.span)
