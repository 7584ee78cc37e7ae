"""Every kind of source, as a user gives it."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from overtone.corpus import Options, read

from .conftest import Reader
from .pages import BODY_EN, BODY_ZH, HTML_EN, HTML_ZH, pdf_bytes


def test_plain_text_has_title_and_body_without_by_line(one: Reader) -> None:
    document = one("column.txt", "敏感时期的一次访问\n\n文 | 李明\n\n" + "\n\n".join(BODY_ZH))
    assert document.title == "敏感时期的一次访问"
    assert document.text == "敏感时期的一次访问\n\n" + "\n\n".join(BODY_ZH)
    assert (document.language, document.published, document.copy_of) == ("zh", None, None)
    assert len(document.id) == 16


def test_front_block_of_markdown(one: Reader) -> None:
    front = "---\ntitle: Licences reviewed\npublisher: Harbour Post\npublished: 2025-04-18\nlanguage: en\nurl: https://example.org/a\n---\n"
    document = one("a.md", f"{front}\nThe **ministry** [said](https://example.org) that it would review.\n")
    assert (document.title, document.publisher, document.published) == ("Licences reviewed", "Harbour Post", date(2025, 4, 18))
    assert document.text == "Licences reviewed\n\nThe ministry said that it would review."


def test_page_in_english(one: Reader) -> None:
    document = one("page.html", HTML_EN)
    assert document.text == "Ministry reviews chip licences\n\n" + "\n\n".join(BODY_EN)
    assert (document.publisher, document.published, document.zone) == ("Harbour Post", date(2025, 4, 18), "+08:00")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_page_in_chinese_whatever_its_encoding(one: Reader, encoding: str) -> None:
    document = one("page.htm", HTML_ZH.encode(encoding))
    assert document.text == "商务部复审芯片许可证\n\n" + "\n\n".join(BODY_ZH)
    assert (document.title, document.publisher) == ("商务部复审芯片许可证", "海湾日报")
    assert (document.published, document.language) == (date(2025, 4, 18), "zh")


def test_json_lines_are_kept_to_the_letter(one: Reader) -> None:
    text = "  打赏\n黄仁勋访华\u3000。\n"
    entity = {"start": 5, "end": 8, "name": "黄仁勋", "kind": "person"}
    line = {
        "id": 7,
        "text": text,
        "lang": "zh-CN",
        "published": "2025-04-18T08:00:00+08:00",
        "entities": [entity],
        "unknown": [1],
    }
    document = one("a.jsonl", json.dumps(line) + "\n\n")
    assert (document.id, document.text, document.language, document.zone) == ("7", text, "zh", "+08:00")
    assert document.text[document.entities[0].start : document.entities[0].end] == "黄仁勋"


def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    lines = [
        '{"text": "One."}',
        '{"text": 5}',
        "no json",
        '{"text": ""}',
        '{"text": "a", "published": "soon"}',
        '{"text": "Two."}',
    ]
    lines.append('{"text": "ab", "entities": [{"start": 1, "end": 9}]}')
    path.write_text("\n".join(lines), "utf-8")
    got = read([str(path)])
    assert [document.text for document in got.documents] == ["One.", "Two."]
    assert [failure.place.rpartition(":")[2] for failure in got.failures] == ["2", "3", "4", "5", "7"]


def test_json_array(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "One."},\n {"id": "b", "text": "Two."}, {"no": 1}]', "utf-8")
    got = read([str(path)])
    assert [document.text for document in got.documents] == ["One.", "Two."]
    assert "a.json[2]" in str(got.failures[0])


FEED = """<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>海湾日报</title>
<item><title>商务部复审许可证</title><link>https://example.org/1</link><pubDate>2026年4月9日 15:00</pubDate>
<description><![CDATA[<p>商务部周四表示，将展开复审。</p><p>下一篇：别的事</p>]]></description></item>
<item><title>第二条消息</title><link>https://example.org/2026/04/10/b.html</link><description>企业表示欢迎这一决定。</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><title>Licences &amp; rules</title>
<link href="https://example.org/a"/><published>2025-04-18T09:30:00-04:00</published>
<content type="html">&lt;p&gt;The ministry said that it would review.&lt;/p&gt;</content></entry></feed>"""


def test_feeds_in_rss_and_atom(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FEED.encode("gb2312"))
    (tmp_path / "b.atom").write_text(ATOM, "utf-8")
    got = read([str(tmp_path)])
    assert got.failures == ()
    first, second, third = got.documents
    assert (first.text, first.published, first.publisher) == (
        "商务部复审许可证\n\n商务部周四表示，将展开复审。",
        date(2026, 4, 9),
        "海湾日报",
    )
    assert second.published == date(2026, 4, 10)
    assert (third.title, third.zone, third.url) == ("Licences & rules", "-04:00", "https://example.org/a")


def test_json_feed(one: Reader) -> None:
    item = {"id": "1", "title": "复审", "content_html": "<p>商务部说，将展开复审。</p>", "date_published": "2025-04-18T01:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "海湾日报", "items": [item]}
    document = one("feed.json", json.dumps(feed))
    assert (document.text, document.publisher, document.zone) == ("复审\n\n商务部说，将展开复审。", "海湾日报", "+00:00")


def _warc(packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, status, html in (
        ("https://example.org/en", "200 OK", HTML_EN),
        ("https://example.org/no", "404 Not Found", "<p>gone</p>"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(html.encode()), http_headers=headers))
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_warc(one: Reader, packed: bool) -> None:
    document = one("crawl.warc.gz" if packed else "crawl.warc", _warc(packed))
    assert (document.url, document.publisher) == ("https://example.org/en", "Harbour Post")
    assert document.text.endswith(BODY_EN[-1])


def test_warc_that_is_cut_off_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "cut.warc"
    path.write_bytes(_warc(False) + b"WARC/1.0\r\nWARC-Type: resp")
    got = read([str(path)])
    assert len(got.documents) == 1


def test_pdf(one: Reader) -> None:
    lines = ("Licences reviewed", "", *(BODY_EN[0][i : i + 60] for i in range(0, len(BODY_EN[0]), 60)))
    document = one("report.pdf", pdf_bytes(lines))
    assert "Ministry of Trade said on Thursday" in document.text
    assert document.language == "en"


def test_gzipped_text_and_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("\n".join(BODY_ZH).encode("gb18030")))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))
    got = read([str(tmp_path)])
    assert got.failures == ()
    assert [document.language for document in got.documents] == ["zh", "en", "en"]


def test_a_folder_is_sorted_hides_hidden_files_and_names_the_bad_one(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name, text in (
        ("b/2.txt", BODY_EN[1]),
        ("a.txt", BODY_EN[0]),
        (".hidden.txt", "no"),
        (".git/x.txt", "no"),
        ("c.txt", ""),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    got = read([str(tmp_path)])
    assert [document.text for document in got.documents] == [BODY_EN[0], BODY_EN[1]]
    assert [failure.problem for failure in got.failures] == ["it is empty"]
    assert "c.txt" in str(got.failures[0])


@pytest.mark.parametrize(
    ("given", "expected"),
    [('{"text": "One."}\n', "One."), (HTML_EN, "Ministry reviews chip licences"), (BODY_ZH[0], BODY_ZH[0])],
)
def test_standard_input_is_sniffed(given: str, expected: str) -> None:
    (document,) = read(["-"], stdin=io.BytesIO(given.encode())).documents
    assert document.text.startswith(expected)
    assert document.origin.startswith("-")


def test_content_beats_the_name(one: Reader) -> None:
    assert one("page.txt", HTML_EN).publisher == "Harbour Post"
    assert one("lines.txt", '{"text": "One."}\n{"text": "Two."}'[:17]).text == "One."
    assert one("prose.html", BODY_EN[0]).text == BODY_EN[0]


def test_options_say_what_the_source_does_not(one: Reader) -> None:
    options = Options(published=date(2025, 4, 18), publisher="某报", language="zh", title="标题")
    document = one("a.txt", BODY_ZH[0], options)
    assert (document.published, document.publisher, document.title) == (date(2025, 4, 18), "某报", "标题")
    assert document.text == f"标题\n\n{BODY_ZH[0]}"
    own = one("b.jsonl", '{"text": "One.", "published": "2024-01-02", "publisher": "P"}', options)
    assert (own.published, own.publisher, own.text) == (date(2024, 1, 2), "P", "One.")


def test_order_is_that_of_the_input(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / f"{name}.txt").write_text(f"The report {name} was on the table.", "utf-8")
    got = read([str(tmp_path / f"{name}.txt") for name in "cab"])
    assert [document.origin[-5] for document in got.documents] == ["c", "a", "b"]
