"""Steps: what an operator does before and after the apply, each with its command, filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.review.steps import cache, database, others
from aldeia.review.steps.place import Place, Words
from aldeia.review.verdict import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aldeia.review.judge import Finding

__all__ = ["WRITERS", "OperatorStep", "Place", "steps_of"]


@dataclass(frozen=True)
class OperatorStep:
    """One thing to do."""

    environment: str
    before: bool
    """Before the merge, or after the apply."""
    text: str
    command: str
    """For a shell; empty where there is none."""
    note: str
    """What to expect of it, or what it is for; may be empty."""


WRITERS: dict[Step, Callable[[Finding, Place], Words]] = {
    Step.EMPTY_SUBNET: others.empty_subnet,
    Step.TEST_UPGRADE: database.try_upgrade,
    Step.DELETE_COPY: database.delete_copy,
    Step.SNAPSHOT_DATABASE: database.snapshot,
    Step.SNAPSHOT_CACHE: cache.snapshot,
    Step.KEEP_BACKUPS: database.keep_backups,
    Step.KEEP_SNAPSHOTS: cache.keep_snapshots,
    Step.KEEP_LOGS: others.keep_logs,
    Step.RESTART_APPLICATION: others.restart_application,
    Step.WATCH_LOGINS: others.watch_logins,
    Step.WATCH_STORAGE: database.watch_storage,
    Step.WATCH_PENDING: others.watch_pending,
    Step.REBOOT_DATABASE: database.reboot,
    Step.REBOOT_CACHE: cache.reboot,
    Step.UPDATE_EXTENSIONS: database.update_extensions,
    Step.ANALYZE_DATABASE: database.analyze,
    Step.RETIRE_OLD_TOKEN: cache.retire_old_token,
    Step.CONFIRM_SUBSCRIPTION: others.confirm_subscription,
    Step.KEEP_KEY: others.keep_key,
}


def steps_of(findings: Iterable[Finding], place: Place) -> list[OperatorStep]:
    """Give the steps of one environment: before, then after, each once, in the order in which they are declared."""
    wanted: dict[tuple[bool, Step, str], OperatorStep] = {}
    for finding in findings:
        for before, steps in ((True, finding.effect.before), (False, finding.effect.after)):
            for step in steps:
                words = WRITERS[step](finding, place)
                wanted.setdefault(
                    (not before, step, words.text), OperatorStep(finding.environment, before, *words)
                )
    order = list(Step)
    return [wanted[key] for key in sorted(wanted, key=lambda key: (key[0], order.index(key[1]), key[2]))]
