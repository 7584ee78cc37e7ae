"""`overtone signals` and `overtone explain`: what of the chronicle stands out, and the sum behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from cyclopts import Parameter

from overtone.cli.ledger import Home, Json, Lang, Language, Teller, at_least_one, print_json
from overtone.cli.sources import TheatreName, day
from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.expectation import Derivation, History
    from overtone.model import Departure, Event, Signal, Theatre

AsOf = Annotated[
    str | None,
    Parameter(name="--as-of", help="The day on which it stands; else that of the newest article. 基准日。"),
]

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "empty": "the chronicle holds nothing of before that day; read articles with `overtone add`",
        "line": "{rank:>3}. {score:6.1f}  {event}",
        "bits": "{bits:.1f} bits: {parts}",
        "departures": "departures: {0}",
        "against": "against {0}",
        "score": "score {0:.2f}: the sum of",
        "surprise": "surprise {0:.2f} bits: the sum of",
        "part": "{label}: p = {p:.4g}, {bits:.2f} bits; {seen:g} of {trials:g} in the record of {basis}",
        "start": "no record: {0:.4g}",
        "step": "{whose}{towards}: ({seen:.4g} + {alpha:g} × {prior:.4g}) / ({trials:g} + {alpha:g}) = {p:.4g}",
        "floor": "raised to the least that such a record allows: {0:.4g}",
        "stated": "the text states a departure: (0 + 1) / ({0:g} + 2) = {1:.4g}",
        "modeless": "no mode is told, so that the manner says nothing: 1",
        "towards": ", towards the same party",
        "instead": "expected instead: {0} ({1:.0%})",
        "usual": "usual",
        "stated_title": "departures that the articles state",
        "recorded": "usual, on record",
        "against_title": "undoes or disputes",
        "publishers": "independent publishers",
        "passages": "passages",
        "colon": ": ",
        "comma": ", ",
        "own": "{0} alone",
        "party": "the party of {0}",
        "kind": "all of its kind",
        "everybody": "everybody",
        "when": "when",
        "whom": "whom",
        "what": "what",
        "how": "how",
        "no_signal": "background, or of after {0}: no signal",
    },
    "zh": {
        "empty": "账本中没有该日之前的内容；请先用 `overtone add` 读入文章",
        "line": "{rank:>3}. {score:6.1f}  {event}",
        "bits": "{bits:.1f} 比特：{parts}",
        "departures": "反常之处：{0}",
        "against": "与之相反：{0}",
        "score": "得分 {0:.2f}，为以下各项之和",
        "surprise": "意外程度 {0:.2f} 比特，为以下各项之和",
        "part": "{label}：p = {p:.4g}，{bits:.2f} 比特；{basis}的记录 {trials:g} 次中有 {seen:g} 次",
        "start": "没有任何记录时：{0:.4g}",
        "step": "{whose}{towards}：({seen:.4g} + {alpha:g} × {prior:.4g}) / ({trials:g} + {alpha:g}) = {p:.4g}",
        "floor": "提高到该记录所容许的最小值：{0:.4g}",
        "stated": "原文指出其反常：(0 + 1) / ({0:g} + 2) = {1:.4g}",
        "modeless": "未述方式，故不计：1",
        "towards": "（对同一方）",
        "instead": "原本预期：{0}（{1:.0%}）",
        "usual": "惯常",
        "stated_title": "文章指出的反常之处",
        "recorded": "记录中的惯常做法",
        "against_title": "推翻或否认",
        "publishers": "独立来源",
        "passages": "原文",
        "colon": "：",
        "comma": "、",
        "own": "{0}自身",
        "party": "{0}一方",
        "kind": "同类行为体",
        "everybody": "所有行为体",
        "when": "时间",
        "whom": "对象",
        "what": "行为",
        "how": "方式",
        "no_signal": "属于背景，或发生在 {0} 之后：不是信号",
    },
}

_TERMS: dict[Language, dict[str, str]] = {
    "en": {},
    "zh": {
        "surprise": "意外程度",
        "stranger": "素无记录",
        "departure": "反常之处",
        "contradiction": "前后相反",
        "publisher": "独立来源",
        "doubt": "尚未确定",
        "passages": "述及段落",
        "intensity": "强度",
        "reading": "判读把握",
    },
}


class _Ranked(NamedTuple):
    """The signals of a chronicle on a day, and what they were ranked against."""

    signals: list[Signal]
    events: list[Event]
    theatre: Theatre
    history: History
    as_of: date
    tell: Teller


def signals(
    *,
    as_of: AsOf = None,
    since: Annotated[str | None, Parameter(name="--since", help="Leave out what happened before. 不列此日之前的事件。")] = None,
    top: Annotated[int, Parameter(name="--top", help="So many. 条数。")] = 10,
    theatre: TheatreName = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = "en",
) -> int:
    """Signals of the chronicle, the most telling first, with bits and reasons. 账本中的信号，按分量排序，附比特数与理由。

    Example: overtone signals --theatre us-china-chips --as-of 2025-04-19 --top 5
    """
    at_least_one(top, "--top")
    first = day(since, "--since")
    ranked = _ranked(theatre, home, as_of, lang)
    chosen = [each for each in ranked.signals if first is None or each.event.when is None or each.event.when[1] >= first][:top]
    if json:
        print_json([_plain(ranked, signal) for signal in chosen])
        return 0
    for rank, signal in enumerate(chosen, 1):
        for line in _lines(ranked, rank, signal, lang):
            print(line)
    return 0


def explain(
    id: str,
    /,
    *,
    as_of: AsOf = None,
    theatre: TheatreName = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = "en",
) -> int:
    """The sum behind an event's score, term by term, with its passages. 逐项解释一个事件的得分，附原文。

    Example: overtone explain 7f07af --theatre us-china-chips --lang zh

    Parameters
    ----------
    id
        The id of an event as `overtone events` and `overtone signals` print it, or its first letters. 事件编号或其前几位。
    """
    ranked = _ranked(theatre, home, as_of, lang)
    event = _meant(id, ranked.events)
    signal = next((each for each in ranked.signals if each.event.id == event.id), None)
    if signal is None:
        raise InputError(id, _WORDS[lang]["no_signal"].format(ranked.as_of), "ask for it with overtone events")
    if json:
        print_json({**_plain(ranked, signal), "derivation": [_plain_derivation(each) for each in _derived(ranked, signal)]})
        return 0
    for line in _explained(ranked, signal, lang):
        print(line)
    return 0


def _ranked(theatre: str | None, home: Any, as_of: str | None, lang: Language) -> _Ranked:
    from overtone.chronicle import Ledger, collapsed, merge
    from overtone.expectation import History
    from overtone.signals import rank
    from overtone.theatre import assemble

    standing = day(as_of, "--as-of")
    ledger = Ledger(home)
    kept = ledger.read()
    known = [(d, c) for d, c in zip(kept.documents, kept.coded, strict=True) if _appeared(d.published, standing)]
    if not known:
        raise InputError(str(ledger.folder), _WORDS[lang]["empty"])
    documents, coded = collapsed([d for d, _ in known]), [c for _, c in known]
    newest = standing or max((d.published for d in documents if d.published is not None), default=None) or date.today()
    chosen = assemble(theatre)
    events = merge(coded, documents, chosen.chronicle)
    # What the record and the articles both tell is one act.
    acts = {event.id: event for event in (*chosen.chronicle, *events)}
    history = History(acts.values(), chosen)
    tell = Teller(chosen, events, {d.id: d for d in documents}, lang)
    return _Ranked(rank(events, history, coded, chosen, newest), events, chosen, history, newest, tell)


def _appeared(published: date | None, standing: date | None) -> bool:
    return published is None or standing is None or published <= standing


def _meant(id: str, events: Sequence[Event]) -> Event:
    """The event with this id, or the only one whose id begins so. Raises InputError."""
    found = [event for event in events if event.id == id] or [event for event in events if id and event.id.startswith(id)]
    if not found:
        raise InputError(
            id or "ID", "no event has an id that begins so", "take one that overtone events or overtone signals prints"
        )
    if len(found) > 1:
        some = ", ".join(event.id for event in found[:5])
        raise InputError(id, f"{len(found)} events have ids that begin so", f"give more letters: {some}")
    return found[0]


def _lines(ranked: _Ranked, rank: int, signal: Signal, lang: Language) -> Iterator[str]:
    from overtone.signals import score

    words, tell, surprise = _WORDS[lang], ranked.tell, signal.surprise
    yield words["line"].format(rank=rank, score=score(signal), event=tell.line(signal.event))
    parts = words["comma"].join(f"{words[part.what]} {part.bits:.1f}" for part in surprise.parts)
    reasons = [words["bits"].format(bits=surprise.bits, parts=parts)]
    if signal.departures:
        labels = dict.fromkeys(_dimension(ranked.theatre, each, lang) for each in signal.departures)
        reasons.append(words["departures"].format(words["comma"].join(labels)))
    reasons += [words["against"].format(told) for told in _against(ranked, signal)]
    for reason in (*reasons, tell.passages(signal.event)[0]):
        yield " " * 13 + reason


def _explained(ranked: _Ranked, signal: Signal, lang: Language) -> Iterator[str]:
    from overtone.signals import score, terms

    words, tell = _WORDS[lang], ranked.tell
    yield tell.line(signal.event)
    yield ""
    yield words["score"].format(score(signal))
    for term in terms(signal):
        label = _TERMS[lang].get(term.name, term.name)
        yield f"  {term.points + 0.0:+8.2f} = {term.times:.2f} × {term.weight:g}  {label}{words['colon']}{term.reason[lang]}"
    yield ""
    yield from _surprise(ranked, signal, lang)
    if signal.departures:
        yield ""
        yield words["stated_title"]
        yield from _departures(ranked, signal, lang)
    if against := _against(ranked, signal):
        yield ""
        yield words["against_title"]
        yield from (f"  {told}" for told in against)
    yield ""
    voices = tell.voices(signal.event)
    yield f"{words['publishers']}{words['colon']}{len(voices)} ({words['comma'].join(voices)})"
    yield words["passages"]
    yield from (f"  {passage}" for passage in tell.passages(signal.event))


def _surprise(ranked: _Ranked, signal: Signal, lang: Language) -> Iterator[str]:
    from overtone.brief.phrases import sentence

    words = _WORDS[lang]
    yield words["surprise"].format(signal.surprise.bits)
    for each in _derived(ranked, signal):
        part = each.part
        basis = words["everybody"] if part.basis == "everybody" else ranked.tell.names.of(part.basis)
        yield "  " + words["part"].format(
            label=words[part.what], p=part.probability, bits=part.bits, seen=part.seen, trials=part.trials, basis=basis
        )
        yield from (f"      {line}" for line in _derivation(ranked, each, bool(signal.departures), words))
    for alternative in signal.surprise.alternatives:
        told = sentence(ranked.tell.names, signal.event.source, alternative.act, alternative.target, status="expected")
        yield "  " + words["instead"].format(told, alternative.probability)


def _derived(ranked: _Ranked, signal: Signal) -> tuple[Derivation, ...]:
    from overtone.expectation import derive
    from overtone.signals import dimensions

    return derive(signal.event, ranked.history, day=signal.event.told or ranked.as_of, departures=dimensions(signal.departures))


def _derivation(ranked: _Ranked, derivation: Derivation, departing: bool, words: dict[str, str]) -> Iterator[str]:
    """Every step of a part's probability as arithmetic."""
    from overtone.expectation import ALPHA

    part = derivation.part
    if part.what == "how" and not derivation.steps:
        yield words["stated"].format(part.trials, part.probability) if departing else words["modeless"]
        return
    yield words["start"].format(derivation.start)
    for step in derivation.steps:
        yield words["step"].format(
            whose=words[step.whose].format(ranked.tell.names.of(step.basis)),
            towards=words["towards"] if step.towards else "",
            seen=step.seen,
            trials=step.trials,
            prior=step.prior,
            alpha=ALPHA,
            p=step.probability,
        )
    if derivation.steps and part.probability > derivation.steps[-1].probability:
        yield words["floor"].format(derivation.floor)


def _departures(ranked: _Ranked, signal: Signal, lang: Language) -> Iterator[str]:
    words, tell = _WORDS[lang], ranked.tell
    for each in signal.departures:
        yield f"  {_dimension(ranked.theatre, each, lang)}{words['colon']}{tell.quote(each.document, each.evidence)}"
        if each.baseline is not None:
            yield f"      {words['usual']}{words['colon']}{tell.quote(each.document, each.baseline)}"
        for baseline in ranked.theatre.baselines:
            if baseline.dimension == each.dimension and baseline.actor in (signal.event.source, signal.event.target):
                yield f"      {words['recorded']}{words['colon']}{baseline.usual.get(lang, '')}"


def _dimension(theatre: Theatre, departure: Departure, lang: Language) -> str:
    labels = {dimension.id: dimension.labels for dimension in theatre.dimensions}
    return labels.get(departure.dimension, {}).get(lang, departure.dimension)


def _against(ranked: _Ranked, signal: Signal) -> list[str]:
    known = {event.id: event for event in ranked.history.events}
    return [f"{id}  {ranked.tell.day(known[id])}  {ranked.tell.sentence(known[id])}" for id in signal.contradicts if id in known]


def _plain(ranked: _Ranked, signal: Signal) -> dict[str, Any]:
    from overtone.signals import score, terms

    names = {"name", "times", "weight", "points"}
    return {
        "event": ranked.tell.plain(signal.event),
        "score": score(signal),
        "terms": [{name: getattr(term, name) for name in sorted(names)} for term in terms(signal)],
        "surprise": signal.surprise,
        "departures": [
            {
                "dimension": each.dimension,
                "document": each.document,
                "text": each.text,
                "evidence": each.evidence,
                "baseline": each.baseline,
            }
            for each in signal.departures
        ],
        "contradicts": signal.contradicts,
        "corroboration": signal.corroboration,
    }


def _plain_derivation(derivation: Derivation) -> dict[str, Any]:
    return {
        "part": derivation.part.what,
        "start": derivation.start,
        "steps": [step._asdict() for step in derivation.steps],
        "floor": derivation.floor,
    }
