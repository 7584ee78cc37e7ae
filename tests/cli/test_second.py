"""A second reader from the command line: a process of its own, a server on this machine, both languages."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_server import Behaviour, Request, Response, chat_server, event, knowing, reading, saying

from .conftest import EXAMPLES, Done, Overtone, one_line

KEY = "sk-very-secret-0123456789"
RECORDS = (
    '{"id": "en", "text": "China sanctioned Huawei on Monday.", "published": "2025-04-18"}\n'
    '{"id": "zh", "text": "中国周一制裁了华为。", "published": "2025-04-18"}\n'
)
KNOWN = {
    "China sanctioned": [
        event("China sanctioned Huawei on Monday", "China", "SANCTION", "Huawei", mode="blacklist"),
        event("China sanctioned Huawei", "China", "THREATEN", "Huawei"),
        event("China apologised to Huawei", "China", "CONCEDE", "Huawei"),
    ],
    "制裁了华为": [event("中国周一制裁了华为", "中国", "ACCUSE", "华为")],
}
ALL = "margin: 30\n"


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache for these tests; servers have ports of their own, so that no test finds the answers of another."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("OVERTONE_CACHE", str(folder))
        yield folder / "second"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy by which every sentence with an event is sent."""
    path = tmp_path / "policy.yaml"
    path.write_text(ALL, "utf-8")
    return path


@pytest.fixture(scope="module")
def alone(overtone: Overtone, own_cache: Path) -> Done:
    """What the first reader makes of the records by itself."""
    return overtone("code", "-", given=RECORDS)


def rules(out: str) -> dict[str, dict[str, str]]:
    """The rule of each act by document."""
    return {line["id"]: {e["act"]: e["rule"] for e in line["events"]} for line in map(json.loads, out.splitlines())}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["sentences chosen 2", "events added 1, confirmed 1, corrected 1, not found 0", "quote not in the sentence 1"]),
        ("zh", ["选出 2 句", "事件新增 1、印证 1、更正 1、未见 0", "引文不见于原句 1 条"]),
    ],
)
def test_code(overtone: Overtone, policy: Path, lang: str, said: list[str]) -> None:
    with chat_server(knowing(KNOWN)) as server:
        options = ("--second-reader", server.url, "--model", "qwen", "--second-policy", policy, "--lang", lang)
        done = overtone("code", "-", *options, given=RECORDS)
        again = overtone("code", "-", *options, given=RECORDS)
    assert done.code == 0
    assert rules(done.out) == {
        "en": {"SANCTION": "en.sanction.sanction+second:qwen", "THREATEN": "second:qwen"},
        "zh": {"ACCUSE": "zh.sanction.sanction>second:qwen"},
    }
    for line in map(json.loads, done.out.splitlines()):
        text = next(json.loads(r)["text"] for r in RECORDS.splitlines() if json.loads(r)["id"] == line["id"])
        assert all(text[slice(*e["source"]["span"])] == e["source"]["mention"] for e in line["events"])
    assert all(part in done.err for part in said)
    assert all(line.startswith("overtone: ") for line in done.err.splitlines())
    assert again.out == done.out, "the same input gives the same output, from the cache"
    assert len(server.requests) == 2


def test_the_contract_of_the_lines_stays(overtone: Overtone, alone: Done, policy: Path) -> None:
    with chat_server(knowing(KNOWN)) as server:
        with_model = overtone(
            "code", "-", "--second-reader", server.url, "--model", "m", "--second-policy", policy, given=RECORDS
        )
    assert alone.err == ""
    keys = [
        [(set(line), [set(e) for e in line["events"]]) for line in map(json.loads, done.out.splitlines())]
        for done in (with_model, alone)
    ]
    assert [{frozenset(top), *map(frozenset, events)} for top, events in keys[0]] == [
        {frozenset(top), *map(frozenset, events)} for top, events in keys[1]
    ]


def test_the_trace_shows_what_was_sent_and_what_became_of_it(overtone: Overtone, policy: Path) -> None:
    with chat_server(knowing(KNOWN)) as server:
        done = overtone(
            "code", "-", "--trace", "--second-reader", server.url, "--model", "m", "--second-policy", policy, given=RECORDS
        )
    assert done.code == 0
    for part in (
        "? sent to the second reader (near)",
        "thrown away: 1 × quote",
        "confirmed: China SANCTION",
        "added: China THREATEN/- Huawei [actual]",
        "corrected: China ACCUSE",
        "= China THREATEN/- Huawei",
    ):
        assert part in done.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_brief(overtone: Overtone, tmp_path: Path, lang: str) -> None:
    """The passages of the top signals are read too, and the brief says that a model has had its say."""
    out, told = tmp_path / "brief.json", tmp_path / "report.json"
    with chat_server(reading(lambda sentence: [])) as server:
        options = ("--second-reader", server.url, "--model", "qwen", "--price-in", 1, "--price-out", 2, "--second-report", told)
        brief = (
            "brief",
            EXAMPLES / "2025-04-17-zh-huang-beijing.md",
            "--theatre",
            "us-china-chips",
            "--as-of",
            "2025-04-19",
            "--lang",
            lang,
            *options,
        )
        done = overtone(*brief, "-o", out)
        first = out.read_text("utf-8")
        again = overtone(*brief, "-o", out)
    assert (done.code, done.out, again.code) == (0, "", 0)
    assert out.read_text("utf-8") == first, "the same brief, all from the cache"
    tree, report = json.loads(first), json.loads(told.read_text("utf-8"))
    assert any("qwen" in warning for warning in tree["warnings"])
    assert report["chosen"]["signal"] > 0
    assert (report["calls"], report["cached"]) == (0, sum(report["chosen"].values()))
    texts = {document["document"]: document["text"] for document in tree["documents"]}
    assert all(texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"] for quote in tree["quotes"])


def test_settings_of_the_environment(overtone: Overtone, monkeypatch: pytest.MonkeyPatch, policy: Path, own_cache: Path) -> None:
    with chat_server(reading(lambda sentence: [])) as server:
        monkeypatch.setenv("OVERTONE_LLM_URL", server.url)
        monkeypatch.setenv("OVERTONE_LLM_MODEL", "from-environment")
        monkeypatch.setenv("OVERTONE_LLM_KEY", KEY)
        done = overtone("code", "-", "--second-policy", policy, "--max-calls", "2", given=RECORDS)
        assert (done.code, len(server.requests)) == (0, 2)
        assert "from-environment" in done.err
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
        off = overtone("code", "-", "--second-reader", "off", given=RECORDS)
        assert (off.code, off.err, len(server.requests)) == (0, "", 2)
    kept = b"".join(path.read_bytes() for path in own_cache.rglob("*") if path.is_file())
    assert kept
    assert KEY not in done.out + done.err + kept.decode()


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_the_key_is_never_printed(overtone: Overtone, monkeypatch: pytest.MonkeyPatch, policy: Path, status: int) -> None:
    monkeypatch.setenv("OVERTONE_LLM_KEY", KEY)

    def leaks(request: Request) -> Response:
        return Response(
            json.dumps({"error": {"message": f"Bad {request.headers['authorization']}"}}).encode(),
            status,
            {"Retry-After": "9999"},
        )

    policy.write_text(ALL + "first_pause: 0\n", "utf-8")
    with chat_server(leaks) as server:
        options = ("--second-reader", server.url, "--model", "m", "--second-policy", policy, "--trace")
        done = overtone("code", "-", *options, given=RECORDS)
    assert done.code == 2
    assert KEY not in done.out + done.err


def closed() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


@pytest.mark.parametrize(("lang", "said"), [("en", "cannot be reached"), ("zh", "无法连接")])
def test_nobody_there_is_said_and_the_first_reader_has_done_its_work(
    overtone: Overtone, alone: Done, policy: Path, lang: str, said: str
) -> None:
    options = ("--second-reader", closed(), "--model", "m", "--second-policy", policy, "--lang", lang)
    done = overtone("code", "-", *options, given=RECORDS)
    assert done.code == 2
    assert rules(done.out) == rules(alone.out)
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_limit_that_is_reached_is_said(overtone: Overtone, policy: Path) -> None:
    with chat_server(reading(lambda sentence: [])) as server:
        options = ("--second-reader", server.url, "--model", "m", "--second-policy", policy, "--max-calls", "1", "--lang", "zh")
        done = overtone("code", "-", *options, given=RECORDS)
    assert (done.code, len(server.requests)) == (0, 1)
    assert "已达上限（1 次调用）" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--second-reader", "http://127.0.0.1:9/v1"], "--model: no model is named"),
        (["--second-reader", "127.0.0.1:9", "--model", "m"], "no http or https address"),
        (["--second-reader", f"https://{KEY}@a.example/v1", "--model", "m"], "put the key into OVERTONE_LLM_KEY"),
        (["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--max-calls", "0"], "--max-calls"),
        (["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--max-seconds", "-1"], "--max-seconds"),
        (["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--price-in", "nan"], "--price-in"),
        (["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--max-cost", "1"], "no price is given"),
        (["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--second-policy", "none.yaml"], "none.yaml"),
        (
            ["--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--second-report", "none/r.json"],
            "its folder does not exist",
        ),
        (["--model", "m"], "no second reader is asked for"),
        (["--max-calls", "3"], "no second reader is asked for"),
    ],
)
def test_mistakes_in_calling(overtone: Overtone, options: list[str], said: str) -> None:
    done = overtone("code", EXAMPLES / "2025-04-10-en-tariff-125.md", *options)
    assert (done.code, done.out) == (2, "")
    assert one_line(done)
    assert said in done.err
    assert KEY not in done.err


def test_brief_minds_the_same(overtone: Overtone, tmp_path: Path) -> None:
    done = overtone("brief", EXAMPLES, "--second-reader", "localhost", "-o", tmp_path / "brief.html")
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert one_line(done)


def test_eval_measures_what_it_adds(overtone: Overtone, alone: Done, policy: Path, tmp_path: Path) -> None:
    """A model that knows the event which the first reader misses: recall goes from a half to the whole."""
    record = json.loads(RECORDS.splitlines()[0])
    both = [
        {"source": "China", "source_party": "China", "target": "Huawei", "target_party": "Huawei", "act": act}
        for act in ("SANCTION", "THREATEN")
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({**record, "lang": "en", "events": both, "claims": []}) + "\n", "utf-8")
    with chat_server(knowing(KNOWN)) as server:
        options = ("--second-reader", server.url, "--model", "m", "--second-policy", policy)
        found = [json.loads(overtone("eval", gold, "--json", *more).out)["party"]["R"] for more in ((), options)]
    assert found == [0.5, 1.0]


OFFLINE = """
import socket, sys
def refuse(*_): raise AssertionError("no connection may be made")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
from overtone.cli.main import run
try:
    run(sys.argv[1:])
finally:
    assert not {"httpx", "tenacity", "overtone.coding.second.reader"} & set(sys.modules), "nothing of it is even loaded"
"""


@pytest.mark.parametrize("command", [["code"], ["code", "--trace"], ["brief", "--as-of", "2025-04-19"]])
def test_without_it_there_is_no_network_at_all(command: list[str]) -> None:
    arguments = [command[0], str(EXAMPLES / "2025-04-10-en-tariff-125.md"), *command[1:]]
    done = subprocess.run([sys.executable, "-c", OFFLINE, *arguments], capture_output=True, timeout=120, env={**os.environ})
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_the_extra_the_mend_is_said(policy: Path) -> None:
    code = "import sys; sys.modules['tenacity'] = None\nfrom overtone.cli.main import run\nrun(sys.argv[1:])"
    arguments = ["code", "-", "--second-reader", "http://127.0.0.1:9/v1", "--model", "m"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], input=RECORDS.encode(), capture_output=True, timeout=120)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"pip install 'overtone[llm]'" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_an_unencrypted_way_for_the_key_is_warned_of(overtone: Overtone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERTONE_LLM_KEY", KEY)
    done = overtone("code", "-", "--second-reader", "http://no-such-host.invalid/v1", "--model", "m", given=RECORDS)
    assert "travel unencrypted" in done.err
    assert KEY not in done.err


def reading_nothing(reply: Response) -> Behaviour:
    return lambda request: reply


def test_garbage_from_the_model_changes_nothing(overtone: Overtone, alone: Done, policy: Path) -> None:
    for reply in (saying("No."), Response(b"<html>"), Response(b"")):
        with chat_server(reading_nothing(reply)) as server:
            done = overtone("code", "-", "--second-reader", server.url, "--model", "m", "--second-policy", policy, given=RECORDS)
        assert rules(done.out) == rules(alone.out)
        assert "Traceback" not in done.err
