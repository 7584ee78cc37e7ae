"""`overtone theatre list|show|check|new` in both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from overtone.cli.main import run

from .conftest import ACTORS, Write


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run(["theatre", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.mark.parametrize(("language", "title"), [("en", "The United States and China over chips"), ("zh", "中美芯片之争")])
def test_list(capsys: pytest.CaptureFixture[str], language: str, title: str) -> None:
    code, out, _ = _run(capsys, "list", "--lang", language)
    assert code == 0
    assert out.splitlines()[0].startswith("world")
    assert title in out


@pytest.mark.parametrize(("language", "word"), [("en", "recorded acts"), ("zh", "记录在案的行为")])
def test_show_counts_what_a_pack_holds(write: Write, capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    act = "- {id: a1, source: north, act: DEVELOP, day: 2024-05-01, citation: {publisher: Gazette}}\n"
    folder = write(chronicle=act)
    code, out, _ = _run(capsys, "show", str(folder), "--lang", language)
    assert code == 0
    assert f"1 {word}" in out
    assert "2024-05-01" in out
    assert "Gazette" in out


@pytest.mark.parametrize(
    ("language", "gap"), [("en", "9 days, 2024-05-02 to 2024-05-10"), ("zh", "9 天，2024-05-02 至 2024-05-10")]
)
def test_show_tells_the_gaps(write: Write, capsys: pytest.CaptureFixture[str], language: str, gap: str) -> None:
    act = "- {{id: a{0}, source: north, act: DEVELOP, day: 2024-05-{0}, citation: {{publisher: Gazette}}}}\n"
    _, out, _ = _run(capsys, "show", str(write(chronicle=act.format("01") + act.format("11"))), "--lang", language)
    assert gap in out


@pytest.mark.parametrize(("language", "line"), [("en", "confidence: 1 high, 1 unsaid"), ("zh", "可信度：高 1 条，未注明 1 条")])
def test_show_tells_how_sure_the_rows_are(write: Write, capsys: pytest.CaptureFixture[str], language: str, line: str) -> None:
    act = "- {{id: a{0}, source: north, act: DEVELOP, day: 2024-05-01, theme: [P{0}], citation: {{publisher: Gazette}}{1}}}\n"
    folder = write(chronicle=act.format(1, ", confidence: high") + act.format(2, ""))
    _, out, _ = _run(capsys, "show", str(folder), "--lang", language)
    assert line in out.splitlines()


def test_show_prints_json(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "show", str(write()), "--json")
    assert json.loads(out)["counts"]["actors"] == 3


@pytest.mark.parametrize(("language", "word"), [("en", "1 to mend"), ("zh", "有 1 处需要修改")])
def test_check_exits_1_where_something_is_to_mend(
    write: Write, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    folder = write(actors=ACTORS + "- {id: x, name: Xanadu Works, kind: firm}\n")
    code, out, _ = _run(capsys, "check", str(folder), "--lang", language)
    assert code == 1
    assert f"{folder / 'actors.yaml'}:4: names: no Chinese name" in out
    assert word in out.splitlines()[-1]


def test_check_prints_json_and_exits_0_where_nothing_is(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "check", str(write()), "--json")
    assert (code, json.loads(out)) == (0, [])


@pytest.mark.parametrize(("language", "word"), [("en", "The skeleton of «strait»"), ("zh", "「strait」的骨架")])
def test_new_writes_what_check_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    folder = tmp_path / "strait"
    code, out, _ = _run(capsys, "new", "strait", str(folder), "--lang", language)
    assert code == 0
    assert out.splitlines()[0] == str(folder / "theatre.yaml")
    assert word in out.splitlines()[-1]
    assert _run(capsys, "check", str(folder))[0] == 0


def test_new_makes_a_folder_of_its_name_and_writes_over_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = _run(capsys, "new", "strait", "--json")
    assert (code, json.loads(out)["folder"]) == (0, "strait")
    (tmp_path / "strait" / "actors.yaml").write_text("mine", "utf-8")
    code, out, err = _run(capsys, "new", "strait")
    assert (code, out) == (2, "")
    assert err == "overtone: strait: exists already; choose another folder, which will be made\n"
    assert (tmp_path / "strait" / "actors.yaml").read_text("utf-8") == "mine"


def test_an_unknown_theatre_is_one_line_and_exit_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "overtone.cli.main", "theatre", "show", "nowhere"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("overtone: nowhere: is no theatre")
    assert done.stderr.count("\n") == 1
