"""Silenced alarms in a manifest: what they silence, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.alarms.table import alarms_of
from aldeia.manifest.silencing import problems_of_silences
from tests.examples import Changes, a_manifest, example_file, example_text, problems, refusals, without_places

SILENCE = {
    "alarm": "cache_001_evictions",
    "reason": "a full cache is what we want here",
    "owner": "team",
    "expires": "2026-12-31",
}
PAIR = {"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2026-12-31")


def said(*silences: dict[str, Any], changes: Changes | None = None) -> list[str]:
    all_changes = {**(changes or {}), "alarms.silenced": list(silences)}
    file = example_file(all_changes)
    return without_places(problems_of_silences(a_manifest(all_changes), file), file)


def silenced(alarm: str) -> list[str]:
    manifest = a_manifest({**PAIR, "alarms.silenced": [SILENCE | {"alarm": alarm}]})
    return [alarm.key for alarm in alarms_of(manifest) if alarm.silence]


def test_one_alarm_is_silenced_by_its_key_and_all_of_a_kind_by_their_symptom() -> None:
    assert silenced("cache_002_evictions") == ["cache_002_evictions"]
    assert silenced("evictions") == ["cache_001_evictions", "cache_002_evictions"]
    assert silenced("swap-high") == ["database_swap_high", "cache_001_swap_high", "cache_002_swap_high"]


def test_a_silence_holds_up_to_its_last_day_and_is_an_error_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(SILENCE) == []
    monkeypatch.setenv("ALDEIA_TODAY", "2027-01-01")
    assert said(SILENCE) == [
        (
            "alarms.silenced[0].expires: got 2026-12-31, expected a day to come; "
            "mend what made it noisy, or agree on a new day"
        )
    ]


def test_a_silence_ends_within_two_years() -> None:
    assert said(SILENCE | {"expires": "2028-12-30"}) == []
    assert said(SILENCE | {"expires": "2028-12-31"}) == [
        "alarms.silenced[0].expires: got 2028-12-31, expected a day within two years; take an earlier one"
    ]


@pytest.mark.parametrize(
    ("alarm", "fix"),
    [
        ("cache_002_evictions", "did you mean cache_001_evictions? If not, see aldeia alarms testing, or take it out"),
        ("load-high", "see aldeia alarms testing, or take it out"),
    ],
)  # fmt: skip
def test_a_silence_of_what_is_not_there_is_refused(alarm: str, fix: str) -> None:
    assert said(SILENCE | {"alarm": alarm}) == [
        f"alarms.silenced[0].alarm: got {alarm}, expected an alarm of this environment, by key or symptom; {fix}"
    ]


def test_an_alarm_is_silenced_once() -> None:
    assert said(SILENCE, SILENCE) == [
        "alarms.silenced[1].alarm: got cache_001_evictions twice, expected each once; take one out"
    ]


def test_a_store_is_never_silenced_altogether() -> None:
    critical = ("cpu-high", "engine-cpu-high", "memory-critical")
    assert said(*(SILENCE | {"alarm": alarm} for alarm in critical[:2])) == []
    assert said(*(SILENCE | {"alarm": alarm} for alarm in critical)) == [
        "alarms.silenced: got every critical alarm of the cache, expected one at least that pages; take one out"
    ]


def test_of_an_unknown_class_nothing_is_said() -> None:
    assert said(SILENCE, changes={"database.instance_class": "db.z9.large"}) == []


def test_the_loader_tells_of_it(tmp_path: Any) -> None:
    path = tmp_path / "testing.yaml"
    path.write_text(example_text({"alarms.silenced": [SILENCE | {"alarm": "nothing"}]}), encoding="utf-8")
    [told] = problems(path)
    assert told.startswith("testing.yaml:")
    assert "alarms.silenced[0].alarm: got nothing" in told


def test_a_reason_is_a_sentence_and_somebody_answers_for_it() -> None:
    wrong = SILENCE | {"reason": "noisy", "owner": ""}
    assert refusals({"alarms.silenced": [wrong]}) == [
        "alarms.silenced[0].reason: got noisy, expected a sentence that says why nobody needs to hear it",
        "alarms.silenced[0].owner: got nothing, expected the person or team that answers for it",
    ]
