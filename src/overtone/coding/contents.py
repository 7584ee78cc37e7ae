"""What a cue governs: the content of a statement, the object of a verb, the matter of a demand."""

from __future__ import annotations

import re

from overtone.coding.analysis import Mention
from overtone.coding.lines import Line, Run


def verb_of(line: Line, run: Run) -> int:
    """The token of a cue that its slots hang on: its verb."""
    verbs = [token for token in range(*run) if line.tokens[token].tag in ("VERB", "AUX")]
    return (verbs[-1] if line.joined else verbs[0]) if verbs else run[0]


def statement(line: Line, run: Run) -> Run:
    """What a verb of saying governs: what follows it, or, where it closes the sentence, what stands before."""
    last = len(line.tokens)
    after = (run[1], last)
    segment = line.segment(run[0])
    if not line.joined and segment[0] > 0 and segment[1] - segment[0] <= 4 and segment[1] < last:
        opening = next((t + 1 for t in range(segment[0] - 2, -1, -1) if line.tokens[t].form in ";；"), 0)
        return opening, last  # «if …, she argues, …»: the saying is put in
    if sum(line.tokens[token].tag != "PUNCT" for token in range(*after)) >= 2:
        return after
    return 0, line.segment(run[0])[0]


def without_mark(line: Line, run: Run) -> Run:
    end = run[1]
    while end > run[0] and line.tokens[end - 1].tag == "PUNCT" and line.tokens[end - 1].form in line.view.grammar.breaks:
        end -= 1
    return run[0], end


def object_of(line: Line, run: Run, after: Run) -> Run:
    """The object of an English verb with what hangs on it, inside its segment where the tree gives none."""
    head = verb_of(line, run)
    for relation in ("obj", "obl", "xcomp", "ccomp", "advcl"):
        child = line.view.child(head, relation)
        if child is not None and child >= run[1]:
            low, high = line.subtree(child)
            extra = [
                line.subtree(c)
                for c in line.view.children[head]
                if c > child and line.view.relations[c] in ("xcomp", "advcl", "obl")
            ]
            high = max([high, *(e[1] for e in extra if e[0] <= high + 1)])
            return unbroken(line, (max(low, run[1]), high))
    subject = line.view.child(head, "nsubj:pass")
    if subject is not None:
        return line.subtree(subject)
    return unbroken(line, after)


def unbroken(line: Line, run: Run) -> Run:
    """Up to the first mark that ends a clause outside quotes; commas of a list of names do not."""
    inside = False
    for token in range(*run):
        form = line.tokens[token].form
        inside ^= form in '"“”'
        listed = form == "," and token - 1 in line.places
        if form in line.view.grammar.breaks and not inside and token > run[0] and not listed:
            return run[0], token
    return run


def behind_addressee(line: Line, content: Run) -> Run:
    """A demand's content without whom it is addressed to («urged the Commission to …», 敦促中方…)."""
    if content[0] in line.places and content[1] - content[0] > 1:
        return content[0] + 1, content[1]
    for token in range(content[0], min(content[1], content[0] + 10)):
        if not line.joined and line.tokens[token].lemma == "to" and token + 1 < content[1]:
            negated = token > content[0] and line.tokens[token - 1].lemma in ("not", "never")  # «urged it not to lift»
            return token - 1 if negated else token + 1, content[1]
    return content


def before_cue(line: Line, run: Run, cue: re.Pattern[str]) -> Run:
    """An object in front of its verb, without the other cues and adverbs in between («对此强烈不满、坚决反对»)."""
    other = line.find(cue, run)
    end = other[0] if other is not None and other[0] > run[0] else run[1]
    while end > run[0] + 1 and line.tokens[end - 1].tag in ("ADV", "ADJ", "PUNCT", "PART", "AUX"):
        end -= 1
    return run[0], end


def ordered(line: Line, run: Run, holder: Mention) -> bool:
    """Is it an order by an authority to those under it, rather than a demand of another party?"""
    if holder.reference.kind not in ("agency", "state", "bloc"):
        return False
    near = (line.places[token] for token in range(run[1], min(run[1] + 2, len(line.tokens))) if token in line.places)
    addressee = next(near, None)
    return addressee is None or addressee.reference.kind not in ("state", "bloc", "agency", "person", "organisation")


def points_back(line: Line, run: Run) -> bool:
    """Do the tokens only point back («it», 此)?"""
    said = line.said(run).strip()
    if line.joined and said.lstrip("对就针")[:1] in ("此", "这"):
        return len(said) <= 4
    return said in ("此", "这", "之", "该", "其", "it", "this", "that", "them", "") or len(said) <= 1
