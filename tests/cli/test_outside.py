"""Outside a checkout, or below one: every verb that needs manifests says so in one sentence, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import aldeia

HERE = "envs: there is no such directory here; run this in a checkout of the data tier, which has it\n"
VERBS = (
    ["validate"],
    ["explain", "staging"],
    ["parity", "staging", "production"],
    ["new", "qa"],
    ["schema"],
    ["synth"],
    ["synth", "--environment", "bootstrap"],
    ["scan"],
    ["scan", "staging"],
    ["scan", "--waivers"],
    ["addresses"],
    ["addresses", "staging"],
    ["adopt", "staging"],
    ["alarms", "staging"],
    ["alarms", "staging", "--proof"],
    ["runbooks", "staging"],
    ["affected", "--all"],
    ["affected", "--base", "origin/main"],
    ["plan", "staging"],
    ["apply", "staging", "--reviewed", "plan.json"],
    ["drift", "--every"],
)


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_verb_outside_a_checkout_says_where_to_go(tmp_path: Path, words: list[str]) -> None:
    done = aldeia(tmp_path, *words)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", HERE)
    assert list(tmp_path.iterdir()) == []


def test_below_a_checkout_the_checkout_is_named(checkout: Path) -> None:
    below = checkout / "cdktf.out" / "stacks" / "aldeia-staging"
    below.mkdir(parents=True)
    done = aldeia(below, "synth")

    assert (done.returncode, done.stderr) == (
        1,
        f"envs: there is no such directory here; run this in {checkout}\n",
    )


def test_a_checkout_without_a_manifest_has_nothing_to_tell_of(tmp_path: Path) -> None:
    (tmp_path / "envs").mkdir()
    for words in (["affected", "--all"], ["drift", "--every"], ["scan"], ["synth"]):
        done = aldeia(tmp_path, *words)
        assert (done.returncode, done.stdout, done.stderr) == (
            1,
            "",
            "envs: no manifest (*.yaml) is there; add one, as envs/staging.yaml\n",
        )
