"""From a coded act to a sentence that an editor would print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overtone.brief.names import Names
from overtone.brief.words import Words

_FORMS = re.compile(r"\(([^()|]+)\|([^()|]+)\|([^()|]+)\)")


def _form(template: str, index: int) -> str:
    """The template with each «(base|past|-ing)» reduced to one form; a template without them stays as it is."""
    return _FORMS.sub(lambda match: match.group(index + 1), template)


def phrase_template(act: str, mode: str | None, words: Words, alone: bool) -> str:
    """The template of an act and mode, the act's own where the mode has none."""
    modes = words.raw(f"phrases.{act}")
    pair = modes.get(mode or "default", modes["default"])
    return str(pair[1 if alone else 0])


def sentence(
    names: Names,
    source: str,
    act: str,
    target: str | None,
    mode: str | None = None,
    status: str = "actual",
    theme: Sequence[str] = (),
) -> str:
    """«The United States is to impose tariffs on China»: no full stop, no date.

    `source` and `target` are ids of actors or keys of references; `status` one of the codebook's,
    «expected» (instead) or «refuted» (in a denial's own words).
    """
    words = names.words
    template = phrase_template(act, mode, words, target is None)
    values = {"target": names.spoken(target) if target is not None else ""}
    base, past, ing = (_form(template, index).format_map(values) for index in range(3))
    verb = words("is.other" if names.kind(source) == "group" else "is.one")
    text = words(f"state.{status}", source=names.spoken(source), base=base, past=past, ing=ing, **{"is": verb})
    return words.opening(text + _about(act, base, theme, names))


def _about(act: str, phrase: str, theme: Sequence[str], names: Names) -> str:
    """What the act was about, without what the phrase already says."""
    words, said = names.words, phrase.casefold()
    themes = list(dict.fromkeys(names.theme(each) for each in theme))
    fresh = [each for each in themes if each.casefold().rstrip("s") not in said]
    if not fresh:
        return ""
    about = words.raw("about")
    return str(about.get(act, about["default"])).format(theme=words.list(fresh))
