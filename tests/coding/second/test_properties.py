"""Whatever a server returns: nothing is raised, every passage lies in its text and is the quote, and every act is the codebook's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat_server import ChatServer, Request, Response, chat_server, saying
from overtone.coding.second import complaints, lines
from overtone.model import ACTS, STATUSES

from .conftest import analysed, second_reader

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TEXTS = [
    "China sanctioned Orbis on 3 April, and Washington accused China of bullying. It then lifted the ban. Lindqvist met Moreau.",
    "中国制裁了奥比斯，美国对此表示反对。双方4月9日举行会谈，商务部否认加征34%关税。",
]
WORDS = [text[a:b] for text in TEXTS for a in range(0, len(text), 5) for b in (a + 3, a + 16, a + 40)]

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PASSAGE = st.sampled_from(WORDS) | st.text(max_size=10)
END = st.sampled_from(["a1", "a2", "a3", "a9", "China", "Washington", "Orbis", "中国", "美国", "双方", "It"]) | PASSAGE
EVENT = st.fixed_dictionaries(
    {
        "quote": PASSAGE | st.sampled_from(TEXTS),
        "source": END,
        "act": st.sampled_from([*ACTS, "WAR"]),
        "target": END | st.none(),
        "status": st.sampled_from([*STATUSES, "done"]),
        "mode": st.sampled_from(["tariff", "meet", "nonsense"]) | st.none(),
    }
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["s1", "s2", "s3", "s4", "s5", "s9"]) | JUNK, "events": st.lists(EVENT | JUNK, max_size=6)}
    )
    | JUNK,
    max_size=6,
)
CONTENT = (
    st.builds(lambda answers: json.dumps({"sentences": answers}, ensure_ascii=False), ANSWERS)
    | st.builds(lambda answers: f"Well:\n```json\n{json.dumps({'sentences': answers})}\n```", ANSWERS)
    | st.text(max_size=60)
    | JUNK
)
COMPLETION = st.builds(
    lambda content, usage, reason, more: saying(content, usage=usage, finish_reason=reason, message=more),
    CONTENT,
    JUNK | st.fixed_dictionaries({"prompt_tokens": st.integers(), "completion_tokens": st.integers()}),
    st.sampled_from(["stop", "length", "content_filter", None]),
    st.just({}) | st.builds(lambda junk: {"refusal": junk}, JUNK),
)
RAW = st.builds(
    lambda body, status, headers: Response(body, status, headers),
    st.binary(max_size=200) | st.builds(lambda junk: json.dumps(junk).encode(), JUNK),
    st.sampled_from([200, 201, 204, 302, 400, 401, 404, 418, 422, 429, 500, 503]),
    st.dictionaries(
        st.sampled_from(["Retry-After", "Location", "Content-Type"]), st.text("0123456789az:/-, ", max_size=12), max_size=2
    ),
)


class Mood:
    """What the server answers next."""

    response = Response(b"")


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[ChatServer, Mood]]:
    mood = Mood()

    def behave(request: Request) -> Response:
        return mood.response

    with chat_server(behave) as running:
        yield running, mood


def hold(server: tuple[ChatServer, Mood], response: Response, **policy: Any) -> None:
    """Both texts read with a server that answers so: what holds of everything that comes out."""
    running, mood = server
    mood.response = response
    reader = second_reader(running.url, attempts=2, **policy)
    analyses = analysed(TEXTS)
    for analysis, events in zip(analyses, reader.revise(analyses), strict=True):
        text = analysis.document.text
        for event in events:
            assert 0 <= event.evidence[0] < event.evidence[1] <= len(text)
            assert any(a <= event.evidence[0] and event.evidence[1] <= b for a, b in (s.span for s in analysis.sentences))
            assert event.act in ACTS
            assert event.status in STATUSES
            assert event.mode is None or event.mode in ACTS[event.act].modes
            assert event.target is not None or ACTS[event.act].solitary
            assert 0 < event.confidence < 1
            for actor in (event.source, event.target):
                if actor is not None:
                    assert text[slice(*actor.span)] == actor.mention
            for amount in event.amounts:
                assert text[slice(*amount.span)] == amount.text
        assert len({(e.evidence, e.act, e.source.key, e.target and e.target.key) for e in events}) == len(events)
    for language in ("en", "zh"):
        for line in (*lines(reader.report, language), *complaints(reader.report, language)):
            assert line.isprintable()


@SLOW
@given(
    response=COMPLETION,
    rejections=st.sampled_from(["drop", "doubt", "ignore"]),
    corrections=st.sampled_from(["all", "unsure", "ignore"]),
)
def test_whatever_the_model_says(server: tuple[ChatServer, Mood], response: Response, rejections: str, corrections: str) -> None:
    hold(server, response, rejections=rejections, corrections=corrections)


@SLOW
@given(response=RAW)
def test_whatever_the_server_sends(server: tuple[ChatServer, Mood], response: Response) -> None:
    hold(server, response)
