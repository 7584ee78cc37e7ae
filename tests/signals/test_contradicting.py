"""Which earlier acts an act undoes: a word broken, a measure taken back, a denial that did not last."""

from __future__ import annotations

from datetime import date

from expectation.small import THEATRE, act
from overtone.expectation import History
from overtone.model import ACTS, Event, Product
from overtone.signals.contradicting import DENIED, MOST, contradicted, instruments, reversals

AS_OF = date(2031, 12, 31)


def _undone(event: Event, *known: Event) -> tuple[str, ...]:
    history = History(known, THEATRE)
    return contradicted([event], [*known, event], history, AS_OF).get(event.id, ())


def test_a_ban_after_its_lifting_by_another_hand_of_the_same_party() -> None:
    lifted = act("north", "CONCEDE", "lumen", 50, theme=("Prism",))
    ban = act("ministry", "SANCTION", "south", 57, theme=("prism", "chips"))
    assert _undone(ban, lifted) == (lifted.id,)


def test_acts_about_other_things_or_by_others_are_not_undone() -> None:
    ban = act("ministry", "SANCTION", "south", 57, theme=("Prism",))
    about_grain = act("north", "CONCEDE", "south", 50, theme=("grain",))
    by_south = act("south", "CONCEDE", "lumen", 50, theme=("Prism",))
    assert _undone(ban, about_grain, by_south) == ()


def test_without_a_theme_the_same_counterpart_tells() -> None:
    promise = act("north", "AGREE", "south", 50)
    assert _undone(act("north", "SANCTION", "south", 57), promise) == (promise.id,)
    assert _undone(act("north", "SANCTION", "lumen", 57), promise) == ()


def test_only_what_came_before_and_within_reach_is_undone() -> None:
    ban = act("north", "SANCTION", "south", 250)
    assert _undone(ban, act("north", "AGREE", "south", 251), act("north", "AGREE", "south", 40)) == ()


def test_weighing_an_act_undoes_nothing_and_is_not_undone() -> None:
    assert _undone(act("north", "SANCTION", "south", 57, status="considered"), act("north", "AGREE", "south", 50)) == ()
    assert _undone(act("north", "SANCTION", "south", 57), act("north", "AGREE", "south", 50, status="considered")) == ()


def test_doing_what_one_had_denied_and_denying_what_was_done() -> None:
    denial = act("north", "SANCTION", "south", 50, status="denied", mode="tariff")
    done = act("ministry", "SANCTION", "south", 57, mode="tariff")
    assert _undone(done, denial) == (denial.id,)
    later_denial = act("north", "SANCTION", "south", 60, status="denied")
    assert _undone(later_denial, done) == (done.id,)


def test_the_latest_come_first_and_few_are_named() -> None:
    promises = [act("north", "AGREE", "south", day) for day in range(50, 56)]
    found = _undone(act("north", "SANCTION", "south", 57), *promises)
    assert found == tuple(each.id for each in reversed(promises[-MOST:]))


def test_news_without_a_day_is_of_the_day_on_which_it_is_asked() -> None:
    promise = act("north", "AGREE", "south", 300)
    undated = Event(id="u", source="north", act="SANCTION", target="south")
    assert _undone(undated, promise) == (promise.id,)


def test_the_table_of_reversals_names_acts_and_gives_reasons() -> None:
    for kind, reversal in reversals().items():
        assert {kind, *reversal.undoes} <= {*ACTS, DENIED}
        assert kind not in reversal.undoes
        assert reversal.reason


def test_other_instruments_undo_nothing() -> None:
    """An export control is no word broken about tariffs, though both are about the same goods."""
    policies = instruments(
        (Product("t", "tariffs", "policy", family="tariffs"), Product("e", "licence rule", "policy", family="export-controls"))
    )
    spared = act("north", "CONCEDE", "south", 50, mode="exempt", theme=("chips", "tariffs"))
    eased = act("north", "CONCEDE", "south", 51, mode="exempt", theme=("chips", "licence rule"))
    ban = act("north", "SANCTION", "south", 57, mode="export-control", theme=("chips",))
    history = History([spared, eased], THEATRE)
    assert contradicted([ban], [spared, eased, ban], history, AS_OF, policies)[ban.id] == (eased.id,)
    assert set(contradicted([ban], [spared, eased, ban], history, AS_OF)[ban.id]) == {spared.id, eased.id}
