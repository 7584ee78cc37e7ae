"""Both readers together, the second one a server on this machine: what it may add, confirm, correct and reject."""

from __future__ import annotations

import pytest

from chat_server import Behaviour, event, knowing, reading

from .conftest import Runs, analysed, second_reader

SANCTIONED = {
    "en": ("China sanctioned Orbis.", "China sanctioned Orbis", "en.sanction.sanction"),
    "zh": ("中国制裁了奥比斯。", "中国制裁了奥比斯", "zh.sanction.sanction"),
}
MUTE = reading(lambda sentence: [])


def sanctioned(
    language: str, act: str = "SANCTION", source: str = "China", target: str = "Orbis", status: str = "actual"
) -> Behaviour:
    """A model that knows one event of the sentence of a language."""
    _, quote, _ = SANCTIONED[language]
    return knowing({quote: [event(quote, source, act, target, status)]})


@pytest.mark.parametrize("language", SANCTIONED)
class TestWhatItMayChange:
    """One sentence, in which the first reader finds that China sanctioned Orbis."""

    def test_confirmed(self, run: Runs, language: str) -> None:
        text, _, rule = SANCTIONED[language]
        alone = run(text, MUTE, rejections="ignore").events[0].confidence
        result = run(text, sanctioned(language))
        assert result.told == [("China", "SANCTION", "Orbis", "actual", f"{rule}+second:test-model")]
        assert result.events[0].confidence > alone
        assert result.report.changes == {"confirmed": 1}

    @pytest.mark.parametrize(
        ("act", "status"), [("ACCUSE", "actual"), ("SANCTION", "considered")], ids=["another act", "another status"]
    )
    def test_corrected(self, run: Runs, language: str, act: str, status: str) -> None:
        text, _, rule = SANCTIONED[language]
        result = run(text, sanctioned(language, act, status=status))
        assert result.told == [("China", act, "Orbis", status, f"{rule}>second:test-model")]
        assert result.report.changes == {"corrected": 1}

    def test_turned_round(self, run: Runs, language: str) -> None:
        text, _, rule = SANCTIONED[language]
        result = run(text, sanctioned(language, "SANCTION", "Orbis", "China"))
        assert result.told == [("Orbis", "SANCTION", "China", "actual", f"{rule}>second:test-model")]

    @pytest.mark.parametrize(("corrections", "margin"), [("ignore", 30.0), ("unsure", 0.0)])
    def test_not_corrected_where_the_policy_says_so(self, run: Runs, language: str, corrections: str, margin: float) -> None:
        text, _, rule = SANCTIONED[language]
        result = run(text, sanctioned(language, "ACCUSE"), corrections=corrections, margin=margin, silent=False)
        assert result.told == [("China", "SANCTION", "Orbis", "actual", rule)]
        assert result.report.changes == {}

    @pytest.mark.parametrize("rejections", ["doubt", "ignore", "drop"])
    def test_not_found(self, run: Runs, language: str, rejections: str) -> None:
        text, _, rule = SANCTIONED[language]
        result = run(text, MUTE, rejections=rejections)
        assert result.report.changes == {"rejected": 1}
        rules = {"doubt": [f"{rule}-second:test-model"], "ignore": [rule], "drop": []}[rejections]
        assert [event.rule for event in result.events] == rules

    def test_an_event_of_which_the_first_reader_is_sure_is_never_dropped(self, run: Runs, language: str) -> None:
        text, _, rule = SANCTIONED[language]
        reader = second_reader("http://127.0.0.1:9/v1", margin=0.0, rejections="drop")
        assert [e.rule for e in reader.revise(analysed([text]))[0]] == [rule]
        assert reader.report.chosen == {}, "it is not even sent"

    def test_silence_does_not_count_where_something_was_thrown_away(self, run: Runs, language: str) -> None:
        """The model may have meant that very event, and not copied its words exactly."""
        text, quote, rule = SANCTIONED[language]
        result = run(
            text,
            knowing({quote: [event(quote[1:] + "!?", "China", "SANCTION", "Orbis"), event("…", "China", "SANCTION", "Orbis")]}),
        )
        assert result.report.discarded == {"quote": 1}
        assert [each.rule.split(".")[0] for each in result.events] == [language]
        missed = run(text, knowing({quote: [event(f"* {quote}", "China", "SANCTION", "Orbis")]}), rejections="drop")
        assert [each.rule for each in missed.events] == [rule]

    def test_added(self, run: Runs, language: str) -> None:
        text, quote, _ = SANCTIONED[language]
        known = {
            quote: [event(quote, "China", "SANCTION", "Orbis"), event(quote, "China", "THREATEN", "Orbis", "actual", "restrict")]
        }
        result = run(text, knowing(known))
        assert ("China", "THREATEN", "Orbis", "actual", "second:test-model") in result.told
        assert result.report.changes == {"confirmed": 1, "added": 1}
        added = next(each for each in result.events if each.act == "THREATEN")
        assert (added.mode, text[slice(*added.evidence)]) == ("restrict", quote)


def test_an_actor_of_the_same_party_is_the_same_to_both(run: Runs) -> None:
    """The first reader's own choice between a state and its ministry stands."""
    text = "China's commerce ministry criticised Orbis."
    result = run(text, knowing({"criticised": [event("criticised Orbis", "China", "ACCUSE", "Orbis")]}))
    assert result.report.changes == {"confirmed": 1}


def test_a_sentence_with_a_trigger_and_two_actors_is_sent_where_nothing_was_coded(run: Runs) -> None:
    quote = "欧盟与中国之间的关税让奥比斯很头疼"
    result = run(quote + "。", knowing({quote: [event(quote, "欧盟", "SANCTION", "中国", mode="tariff")]}), margin=0.0)
    assert result.report.chosen == {"silent": 1}
    assert ("European Union", "SANCTION", "China", "actual", "second:test-model") in result.told
    assert run(quote + "。", MUTE, margin=0.0, silent=False).report.chosen == {}


def test_passages_of_top_signals_are_sent_however_sure_they_are(run: Runs) -> None:
    text, quote, _ = SANCTIONED["en"]
    reader = second_reader("http://127.0.0.1:9/v1", margin=0.0)
    reader.revise(analysed([text]), {"d0": [(0, len(quote))]})
    assert reader.report.chosen == {"signal": 1}


def test_a_date_says_what_is_still_to_come_and_what_is_long_past(run: Runs) -> None:
    text = "On 3 May 2019 Washington accused China of something, and Orbis will be listed on 1 December 2025."
    known = event("Washington accused China", "Washington", "ACCUSE", "China")
    result = run(text, knowing({"Washington": [{**known, "quote": text[:52]}]}))
    (accused,) = [each for each in result.events if each.act == "ACCUSE"]
    assert (accused.status, str(accused.when and accused.when[0])) == ("historical", "2019-05-03")


def test_documents_and_sentences_keep_their_order(run: Runs) -> None:
    texts = ["China sanctioned Orbis. Washington accused China.", "美国批评中国。中国制裁了奥比斯。", "China sanctioned Orbis."]
    result = run(texts, MUTE)
    assert [each.document for each in result.events] == ["d0", "d0", "d1", "d1", "d2"]
    assert [each.act for each in result.events] == ["SANCTION", "ACCUSE", "ACCUSE", "SANCTION", "SANCTION"]


def test_documents_with_one_id_do_not_mix(run: Runs) -> None:
    """Ids of callers need not be unique."""
    first, second = analysed(["China sanctioned Orbis.", "中国制裁了奥比斯。还是中国。"])
    twin = second._replace(document=first.document.__class__(id="d0", text=second.document.text, language="zh"))
    reader = second_reader("http://127.0.0.1:9/v1")
    told = reader.revise([first, twin])
    assert [[each.rule for each in document] for document in told] == [["en.sanction.sanction"], ["zh.sanction.sanction"]]
    assert reader.report.unanswered == 2
