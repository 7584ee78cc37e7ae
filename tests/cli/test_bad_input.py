"""Whatever a source holds, the command ends: with what could be read, or with one clear line that names it and exit 2."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from .conftest import Overtone, one_line

SENTENCES = (
    "The Commerce Department put Nvidia's H20 chip under a license requirement on Wednesday. China criticised the United States.\n\n"
    "Nvidia chief executive Jensen Huang met the head of the trade council in Beijing on Thursday, the council said in a statement.\n"
)
CHINESE = (
    "黄仁勋抵达北京\n\n英伟达公司首席执行官黄仁勋17日抵达北京，中国贸促会会长任鸿斌当天会见了黄仁勋。"
    "美国政府近日要求英伟达向中国出口芯片须事先获得许可，中国商务部对此提出批评。\n"
)
TRADITIONAL = (
    "黃仁勳抵達北京\n\n輝達公司執行長黃仁勳17日抵達北京，中國貿促會會長任鴻斌當天會見了黃仁勳。"
    "美國政府近日要求輝達向中國出口晶片須事先獲得許可，中國商務部對此提出批評。\n"
)
NESTED = "<html><body>" + "<div>" * 100_000 + SENTENCES + "</div>" * 100_000 + "</body></html>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20_000_000)
    return out.getvalue()


REFUSED = {
    "empty.txt": b"",
    "blank.md": b"\n  \n",
    "binary.txt": bytes((i * 97 + i // 7) % 256 for i in range(5000)),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "large.txt": SENTENCES.encode() * (50_000_000 // len(SENTENCES)),
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "cut.gz": gzip.compress(SENTENCES.encode() * 50)[:60],
    "bomb.zip": zipped(),
    "bomb.txt.gz": gzip.compress(b"0" * 200_000_000, 1),
    "deep.html": NESTED.encode(),
    "no-json.jsonl": b"{{{{\n",
    "cut.xml": b"<?xml version='1.0'?><rss><channel><item><title>x",
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("command", ["brief", "code"])
def test_refused_with_one_line(overtone: Overtone, tmp_path: Path, name: str, command: str) -> None:
    source = tmp_path / name
    source.write_bytes(REFUSED[name])
    done = overtone(command, source)
    assert (done.code, done.out) == (2, "")
    assert one_line(done)
    assert name in done.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5"])
def test_chinese_in_every_encoding(overtone: Overtone, tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "article.txt"
    source.write_bytes((TRADITIONAL if encoding == "big5" else CHINESE).encode(encoding))
    done = overtone("code", source)
    assert (done.code, done.err) == (0, "")
    line = json.loads(done.out)
    assert line["lang"] == "zh"
    assert any(event["act"] == "CONSULT" for event in line["events"])


@pytest.mark.parametrize(
    "trap",
    [
        "a" * 50_000 + "!",
        "(" * 5_000 + SENTENCES,
        "1," * 20_000 + "x. " + SENTENCES,
        "2025-04-" * 5_000,
        "U.S. " * 10_000,
        "“" * 10_000 + SENTENCES,
        "$1 billion to " * 500,
        "对华" * 5_000,
        "一亿" * 5_000 + "美元",
        "第" * 20_000,
        "China banned, " * 5_000,
        " " * 100_000 + "x" + " " * 100_000,
    ],
    ids=lambda trap: trap.strip()[:12],
)
def test_traps_for_regular_expressions(overtone: Overtone, tmp_path: Path, trap: str) -> None:
    """The runner gives up after two minutes: patterns that retry every split of such a text would need years."""
    source = tmp_path / "trap.txt"
    source.write_text(trap, "utf-8")
    done = overtone("code", source)
    assert done.code in (0, 2)
    assert done.code == 0 or one_line(done)


@pytest.mark.parametrize("command", ["brief", "code"])
def test_a_folder_with_one_bad_file_gives_the_rest_and_names_the_bad_one(
    overtone: Overtone, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(SENTENCES, "utf-8")
    (folder / "better.txt").write_text(CHINESE, "utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = overtone(command, folder)
    assert done.code == 2
    assert one_line(done)
    assert "bad.pdf" in done.err
    assert "jensen-huang" in done.out if command == "code" else "Jensen Huang" in done.out
    if command == "brief":
        assert "bad.pdf" in done.out, "a reader of the brief learns of it too"


def test_several_bad_sources_are_named_each_on_a_line(overtone: Overtone, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    done = overtone("brief", tmp_path / "a.txt", tmp_path / "b.txt")
    assert (done.code, done.out) == (2, "")
    assert [line.split(":")[1].strip()[-5:] for line in done.err.splitlines()] == ["a.txt", "b.txt"]


def test_private_addresses_are_not_fetched(overtone: Overtone) -> None:
    for url in ("http://127.0.0.1:9/a", "http://169.254.169.254/latest", "http://[::1]/x", "http://localhost/"):
        done = overtone("code", url)
        assert (done.code, done.out) == (2, "")
        assert one_line(done)
