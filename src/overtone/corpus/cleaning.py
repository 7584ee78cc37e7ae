"""Main text out of copied text: the head is read for what it says, furniture and repeats go, prose stays to the letter.

Nothing here knows a site: lines go because they equal the title again, stand in the cue lists, or follow a closing line.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from overtone.corpus.cues import bare, is_closing, is_furniture, is_notice, is_short
from overtone.corpus.dates import moment
from overtone.corpus.draft import Draft

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\t]")
_SENTENCE_END = re.compile(r"[。！？!?.…]['\"”’」』)）]{0,2}$")
_HEAD = 8  # lines in which title, by-line, source and date stand
_BYLINE = re.compile(r"^(?:文|撰文|作者|记者|本报记者|撰稿|記者)\s{0,3}[|｜/:：丨]\s{0,3}\S[^。]{0,40}$|^By\s+[A-Z][^.!?]{1,60}$")
_SOURCE = re.compile(r"(?:来源|來源|来自|Source)\s{0,2}[:：]\s{0,2}([^\s|｜:：,，。;；()（）]{2,30}(?: [A-Z][\w.&-]{1,20}){0,3})")
_STANCE = re.compile(r"不代表(?!本)([^\s,，。;；、]{2,16}?)(?:的)?(?:立场|观点|立場|觀點)")
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]{3,100})[^\s，。；）)]{0,300}")
_WIRE_ZH = re.compile(r"^[（(【]?([一-鿿]{1,5}社)[一-鿿]{2,8}\d{1,2}月\d{1,2}日[电電讯訊]")
_WIRE_EN = re.compile(r"^[A-Z][\w .,/'-]{1,60}\(([A-Z][A-Za-z .&-]{1,30})\)\s{0,2}[-–—]")
_OWN = ("本站", "本网", "本報", "本报", "本刊", "本平台", "本公众号", "我们", "官方", "任何")


def cleaned(draft: Draft) -> Draft:
    """`draft` with main text only: title, blank line, body. What head and notices say fills what the source left open."""
    if draft.verbatim:
        return draft
    lines = [" ".join(line.split(" ")).strip() for line in _plain(draft.text).split("\n")]
    title = " ".join(_plain(draft.title or "").split()) or _title(lines)
    draft = _learn(msgspec.structs.replace(draft, title=title), lines)
    body = _without_repeats(_body(_before_closing(lines), title))
    text = "\n\n".join(part for part in (title, "\n".join(body).strip()) if part)
    return msgspec.structs.replace(draft, text=re.sub(r"\n{3,}", "\n\n", text))


def _plain(text: str) -> str:
    """One kind of line end and of space, nothing invisible. Full-width forms and traditional characters stay."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0b", "\n")
        .replace("\x0c", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def _title(lines: list[str]) -> str | None:
    """The first line, if it looks like a headline: short, no full stop, more text below."""
    for i, line in enumerate(lines):
        if not line or is_furniture(line):
            continue
        headline = len(line) <= (160 if line.isascii() else 60) and not line.endswith(("。", ".", "，", ",", "；", "：", ":"))
        return line if headline and not _BYLINE.match(line) and any(lines[i + 1 :]) else None
    return None


def _learn(draft: Draft, lines: list[str]) -> Draft:
    """Publisher and day from the dated lines of the head, from wire datelines and from notices of origin."""
    head = [line for line in lines if line][:_HEAD]
    publisher, published, zone, url = draft.publisher, draft.published, draft.zone, draft.url
    for line in head:
        if published is None and is_short(line) and (found := moment(line)) and not _SENTENCE_END.search(line):
            published, zone = found.day, found.zone
        if publisher is None and is_short(line) and (named := _SOURCE.search(line)):
            publisher = named[1]
        if publisher is None and (wire := _WIRE_ZH.match(line) or _WIRE_EN.match(line)):
            publisher = wire[1]
    for line in lines:
        if line and is_notice(line):
            publisher = publisher or _named_in(line)
            url = url or (address[0] if (address := _ADDRESS.search(line)) else None)
    return msgspec.structs.replace(draft, publisher=publisher, published=published, zone=zone, url=url)


def _named_in(notice: str) -> str | None:
    """Whom a notice of origin names: «不代表某某立场», else the host of its address."""
    if (stance := _STANCE.search(notice)) and not stance[1].startswith(_OWN):
        return stance[1]
    address = _ADDRESS.search(notice)
    return address[1].lower().removeprefix("www.") if address else None


def _before_closing(lines: list[str]) -> list[str]:
    """Without what follows a closing line in the last 40 % of the text, if no prose comes after it."""
    total = sum(map(len, lines))
    seen = 0
    for i, line in enumerate(lines):
        seen += len(line)
        if seen > 0.6 * total and is_closing(line) and not any(map(_is_prose, lines[i + 1 :])):
            return lines[:i]
    return lines


def _is_prose(line: str) -> bool:
    return bool(_SENTENCE_END.search(line)) and not is_short(line) and not is_notice(line)


def _body(lines: list[str], title: str | None) -> list[str]:
    """Without the title again, by-lines and bare dates of the head, and furniture."""
    again = bare(title) if title else None
    kept: list[str] = []
    met = 0
    for line in lines:
        if not line:
            kept.append(line)
            continue
        met += 1
        if bare(line) == again or (is_furniture(line) and not _is_number(line)):
            continue
        if met <= _HEAD and (_BYLINE.match(line) or _is_dateline(line)):
            continue
        kept.append(line)
    while kept and not any(map(str.isalpha, kept[-1])):  # counters that stood between text and buttons: «(0)»
        kept.pop()
    return kept


def _is_number(line: str) -> bool:
    """«01»: the number of a section is no furniture."""
    return line.isdigit()


def _is_dateline(line: str) -> bool:
    """A line of the head that holds a date, perhaps time and source, and no sentence."""
    return is_short(line) and moment(line) is not None and not _SENTENCE_END.search(line) and sum(map(str.isalpha, line)) <= 30


def _without_repeats(lines: list[str]) -> list[str]:
    """A short line that stands three times or more (a caption, a button) stays once."""
    counts = Counter(line for line in lines if line and is_short(line) and not _SENTENCE_END.search(line))
    seen: set[str] = set()
    kept = []
    for line in lines:
        if counts[line] >= 3 and line in seen:
            continue
        seen.add(line)
        kept.append(line)
    return kept
