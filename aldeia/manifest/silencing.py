"""Silencing: what is wrong with the alarms that a manifest silences; as honest as a waiver, and never waived itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.alarms.table import alarms_of
from aldeia.manifest.problem import Problem
from aldeia.manifest.rules.fault import suggestion
from aldeia.manifest.waiving import day_faults
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aldeia.alarms.alarm import Alarm
    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.yaml_file import Path_, YamlFile


def problems_of_silences(manifest: Manifest, file: YamlFile) -> list[Problem]:
    """Tell of each silence that has ended, that silences nothing, or after which a store could page nobody."""
    if not manifest.alarms.silenced:
        return []
    try:
        alarms = alarms_of(manifest)
    except KeyError:  # a class that is not known: another rule says so
        return []
    faults = [*_faults(manifest, alarms), *_mute_stores(alarms)]
    return [_problem(file, path, *words) for path, *words in faults]


def _faults(manifest: Manifest, alarms: Sequence[Alarm]) -> Iterator[tuple[Path_, str, str, str]]:
    known = {name for alarm in alarms for name in (alarm.key, alarm.symptom)}
    seen: set[str] = set()
    for index, silence in enumerate(manifest.alarms.silenced):
        here: Path_ = ("alarms", "silenced", index)
        if silence.alarm not in known:
            yield (
                (*here, "alarm"),
                f"got {silence.alarm}",
                "expected an alarm of this environment, by key or symptom",
                suggestion(
                    silence.alarm, sorted(known), f"see aldeia alarms {manifest.environment}, or take it out"
                ),
            )
        elif silence.alarm in seen:
            yield (*here, "alarm"), f"got {silence.alarm} twice", "expected each once", "take one out"
        seen.add(silence.alarm)
        for words in day_faults(silence.expires, "mend what made it noisy, or agree on a new day"):
            yield (*here, "expires"), *words


def _mute_stores(alarms: Sequence[Alarm]) -> Iterator[tuple[Path_, str, str, str]]:
    """A composite alarm of no alarm cannot be: then nothing of the store pages."""
    for store in ("database", "cache"):
        critical = [alarm for alarm in alarms if alarm.store == store and alarm.severity == "critical"]
        if all(alarm.silence for alarm in critical):
            yield (
                ("alarms", "silenced"),
                f"got every critical alarm of the {store}",
                "expected one at least that pages",
                "take one out",
            )


def _problem(file: YamlFile, path: Path_, got: str, expected: str, fix: str) -> Problem:
    return Problem(file.place(path), setting(path), got, expected, fix)
