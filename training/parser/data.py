"""Treebanks in CoNLL-U → sentences cut and written as the parser meets them at run time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

CAPITAL_LINKS = frozenset({"of", "and", "the", "for", "&", "on", "in", "to", "de", "-", "'s", "al", "bin", "von", "van"})
NAME_LINKS = frozenset(
    {"flat", "flat:name", "flat:foreign", "compound", "nmod", "amod", "nmod:poss", "conj", "cc", "case", "det", "appos"}
)
PROPER_ENDINGS = ("an", "ese", "ish", "i", "ian", "ench", "tch", "ss")


class Word(NamedTuple):
    """A word of a training sentence; `head` −1 is the root; `space`: white space follows; `mention`: a merged actor name.

    `time`: part of a date, which run time cuts out of the sentence before it is parsed.
    """

    form: str
    tag: str
    head: int
    relation: str
    space: bool = True
    mention: bool = False
    time: bool = False


Sentence = list[Word]


def read(path: Path, convert: Callable[[str], str] = str) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; multi-word ranges and empty nodes are left out, so that forms are syntactic words."""
    sentence: Sentence = []
    inside, joined = 0, False
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line:
            if sentence:
                yield sentence
            sentence, inside = [], 0
        elif line[0] != "#":
            cells = line.split("\t")
            if "-" in cells[0]:
                inside, joined = int(cells[0].split("-")[1]), "SpaceAfter=No" in cells[9]
            elif cells[0].isdigit():
                number = int(cells[0])
                space = "SpaceAfter=No" not in cells[9]
                if number <= inside:
                    space = number == inside and not joined
                sentence.append(Word(convert(cells[1]), cells[3], int(cells[6]) - 1, cells[7], space))
    if sentence:
        yield sentence


def regroup(
    sentence: Sentence,
    groups: Sequence[tuple[list[int], str, bool]],
    merged: Callable[[list[Word], Word], str] = lambda _, top: top.tag,
) -> Sentence:
    """The sentence over new tokens. A group is (the words whose last character lies in the token, its form, a name merged).

    The word nearest the root speaks for its group; a piece that ends no word has an empty group whose word is given as a
    negative number, −1 − word, and depends on that word's last piece as `compound`.
    """
    depth = [_depth(sentence, i) for i in range(len(sentence))]
    owner = {word: token for token, (words, _, _) in enumerate(groups) for word in words if word >= 0}
    tokens: Sentence = []
    for words, form, mention in groups:
        if words[0] < 0:
            whole = sentence[-1 - words[0]]
            tokens.append(Word(form, whole.tag, owner[-1 - words[0]], "compound", False, False))
            continue
        top = sentence[min(words, key=lambda i: depth[i])]
        head = owner[top.head] if top.head >= 0 else -1
        tag = "PROPN" if mention else top.tag if len(words) == 1 else merged([sentence[i] for i in words], top)
        tokens.append(Word(form, tag, head, top.relation, sentence[words[-1]].space, mention))
    return tokens


def _depth(sentence: Sentence, word: int) -> int:
    steps = 0
    while sentence[word].head >= 0:
        word = sentence[word].head
        steps += 1
    return steps


def recut(sentence: Sentence, cut: Callable[[str], Iterable[str]], merged: Callable[[list[Word], Word], str]) -> Sentence:
    """The sentence with the boundaries of another segmenter, as at run time; `merged` tags what it joins."""
    text, ends = "", []
    for word in sentence:
        text += word.form
        ends.append(len(text))
        text += " " if word.space else ""
    groups: list[tuple[list[int], str, bool]] = []
    place = word = 0
    for piece in cut(text):
        end = place + len(piece)
        place = end
        if not piece.strip():
            continue
        words = []
        while word < len(ends) and ends[word] <= end:
            words.append(word)
            word += 1
        groups.append((words or [-1 - word], piece.strip(), False))
    return regroup(sentence, groups, merged)


def merge_hyphens(sentence: Sentence, chance: Callable[[], bool]) -> Sentence:
    """«anti - dumping» as the one token «anti-dumping», by chance: treebanks differ."""
    groups: list[tuple[list[int], str, bool]] = []
    i = 0
    while i < len(sentence):
        end = i
        while (
            end + 2 < len(sentence) and sentence[end + 1].form == "-" and not sentence[end].space and not sentence[end + 1].space
        ):
            end += 2
        words = list(range(i, end + 1)) if end > i and chance() else [i]
        groups.append((words, "".join(sentence[w].form for w in words), sentence[i].mention and len(words) == 1))
        i = words[-1] + 1
    return regroup(sentence, groups)


def merge_names(sentence: Sentence, chance: Callable[[], bool], chinese: bool) -> Sentence:
    """Names of several words as one token, by chance, as known actors are at run time."""
    below: list[list[int]] = [[] for _ in sentence]
    for i, word in enumerate(sentence):
        if word.head >= 0:
            below[word.head].append(i)
    groups: list[tuple[list[int], str, bool]] = []
    i = 0
    while i < len(sentence):
        span = _name_from(sentence, below, i, chinese)
        if span and chance():
            joint = "" if chinese else " "
            form = "".join(sentence[w].form + (joint if sentence[w].space else "") for w in span).strip()
            groups.append((span, form, True))
            i = span[-1] + 1
        else:
            groups.append(([i], sentence[i].form, sentence[i].mention))
            i += 1
    return regroup(sentence, groups)


def _name_from(sentence: Sentence, below: list[list[int]], start: int, chinese: bool) -> list[int]:
    """The longest span from `start` that is a name: one head, links of names within, a proper noun at either end."""
    best: list[int] = []
    for end in range(start + 1, min(start + 8, len(sentence))):
        span = range(start, end + 1)
        tops = [i for i in span if sentence[i].head not in span]
        if len(tops) != 1 or any(sentence[i].relation not in NAME_LINKS for i in span if i != tops[0]):
            continue
        if any(
            i not in span and not i < start for word in span for i in below[word] if sentence[i].relation in ("flat", "flat:name")
        ):
            continue
        words = [sentence[i] for i in span]
        if not any(w.tag == "PROPN" for w in words) or words[0].tag in ("DET", "ADP", "PRON", "NUM", "CCONJ", "SYM"):
            continue
        if any(w.relation == "conj" and w.head == tops[0] for w in words):
            continue  # «Utah and Arizona» are two
        if chinese:
            fits = len(words) <= 4 and all(w.tag in ("PROPN", "NOUN", "ADJ", "PART", "X") and w.form not in "的之" for w in words)
        else:
            fits = all(w.form[0].isupper() or w.form.lower() in CAPITAL_LINKS for w in words)
            fits = (
                fits and words[-1].tag in ("PROPN", "NOUN") and words[-1].form[0].isupper() and sentence[tops[0]].tag == "PROPN"
            )
            fits = fits and not any(w.form == "'s" for w in words)
        if fits:
            best = list(span)
    return best


def augment(sentence: Sentence, rng: random.Random, chinese: bool) -> Sentence:
    """One noisy version of the sentence: dates cut out, merged names, headline style, case, quotes and final stop as the news has them."""
    if rng.random() < 0.5:
        sentence = without_times(sentence)
    if not chinese:
        sentence = merge_hyphens(sentence, lambda: rng.random() < 0.5)
    names = rng.choice((0.0, 0.6, 0.9))
    sentence = merge_names(sentence, lambda: rng.random() < names, chinese)
    sentence = [_flag(word, rng, chinese) for word in sentence]
    if len(sentence) > 3 and sentence[-1].form in ".。" and sentence[-1].head >= 0 and rng.random() < 0.15:
        sentence = _without(sentence, {len(sentence) - 1})
    if not chinese:
        style = rng.random()
        if style < 0.08:
            sentence = headline(sentence)
        elif style < 0.14:
            change = rng.choice((str.lower, str.upper, _capital))
            sentence = [w._replace(form=change(w.form)) for w in sentence]
    return sentence


def without_times(sentence: Sentence) -> Sentence:
    """The sentence as the coder reads it, dates cut out; what hung on a date hangs on the nearest word above that stays."""
    gone = {i for i, word in enumerate(sentence) if word.time}
    if not gone or len(sentence) - len(gone) < 2:
        return sentence
    top = next(i for i, word in enumerate(sentence) if word.head < 0)
    if top in gone:
        top = min((i for i in range(len(sentence)) if i not in gone), key=lambda i: (_depth(sentence, i), i))
    words = []
    for i, word in enumerate(sentence):
        if i == top:
            word = word._replace(head=-1, relation="root")
        elif word.head < 0:
            word = word._replace(head=top, relation="parataxis")
        words.append(word)
    return _without(words, gone)


def verbal(sentences: list[Sentence]) -> tuple[list[str], list[str]]:
    """Chinese words of two characters that may be verbs: those of the coder's rules, and those of the trees.

    Of the rules: words that are a pattern's first part alone (制裁), and members of groups («制裁|惩罚|…») of which jieba's
    dictionary calls at least half verbs or nouns of action, as it does not call all (制裁: a noun). Of the trees: what it
    calls so, whatever the word is there.
    """
    import rjieba

    def acts(form: str) -> bool:
        return [tag for _, tag in rjieba.tag(form)] in (["v"], ["vn"])

    rules: set[str] = set()
    for path in sorted(files("overtone").joinpath("language", "zh", "rules").iterdir(), key=lambda each: each.name):
        for group in re.findall(r'^\s+- "([^"~ =]+)', path.read_text(encoding="utf-8"), re.MULTILINE):
            words = [word for word in group.split("|") if re.fullmatch("[一-鿿]{2}", word)]
            if 2 * sum(map(acts, words)) >= len(words) or words == [group]:
                rules.update(words)
    forms = sorted({w.form for s in sentences for w in s if len(w.form) == 2 and w.tag in ("VERB", "NOUN")})
    return sorted(rules), [form for form in forms if acts(form)]


def swap_verbs(sentence: Sentence, verbs: tuple[list[str], list[str]], rng: random.Random) -> Sentence:
    """The sentence, three in ten verbs of two characters with an object replaced by one of `verbs`.

    Trees of encyclopedias show many words of the news as nouns only (制裁), which are verbs there.
    """
    over = {word.head for word in sentence if word.relation == "obj"}
    return [
        word._replace(form=rng.choice(rng.choice(verbs)))
        if i in over and word.tag == "VERB" and len(word.form) == 2 and rng.random() < 0.3
        else word
        for i, word in enumerate(sentence)
    ]


def _flag(word: Word, rng: random.Random, chinese: bool) -> Word:
    """Mark single words as actor mentions now and then: names often, peoples («Chinese») and nouns in argument places less."""
    if word.tag == "PROPN":
        return word._replace(mention=word.mention or rng.random() < 0.5)
    people = word.tag == "ADJ" and word.form[:1].isupper() and word.form.endswith(PROPER_ENDINGS)
    argument = word.tag == "NOUN" and word.relation in ("nsubj", "obj", "obl", "nmod", "nsubj:pass")
    share = 0.5 if people else 0.06 if argument else 0.0
    return word._replace(mention=rng.random() < share) if share else word


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def headline(sentence: Sentence) -> Sentence:
    """Without articles and auxiliaries, capitals at the start of words, no stop."""
    inner = {word.head for word in sentence}
    gone = {
        i
        for i, word in enumerate(sentence)
        if i not in inner
        and word.head >= 0
        and (word.form.lower() in ("a", "an", "the") or word.relation in ("aux", "aux:pass", "cop") or word.form == ".")
    }
    if len(sentence) - len(gone) < 2:
        return sentence
    return [w._replace(form=_capital(w.form)) for w in _without(sentence, gone)]


def _without(sentence: Sentence, gone: set[int]) -> Sentence:
    """The sentence without some words, the root not among them; what hung on one of them hangs on the nearest word above."""
    new, place = {-1: -1}, 0
    for i in range(len(sentence)):
        if i not in gone:
            new[i] = place
            place += 1

    def above(head: int) -> int:
        while head in gone:
            head = sentence[head].head
        return head

    return [word._replace(head=new[above(word.head)]) for i, word in enumerate(sentence) if i not in gone]
