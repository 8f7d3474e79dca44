"""Place: what the commands of one environment are filled in from, and the words that a step is made of."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aldeia.review.steps.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from aldeia.naming import Names
    from aldeia.review.judge import Finding


class Words(NamedTuple):
    """One step, written out."""

    text: str
    """What to do, in a sentence without its full stop."""
    command: str = ""
    """For a shell; empty where there is none."""
    note: str = ""
    """What to expect of it, or what it is for, in the same form."""


@dataclass(frozen=True)
class Place:
    """The environment whose plan was judged."""

    names: Names
    region: str
    moment: datetime

    def aws(self, *words: str) -> str:
        """Write one call of the AWS CLI, with a line for each option."""
        return self._call(words, " \\\n  ")

    def asked(self, *words: str) -> Shell:
        """Write one call of the AWS CLI whose answer, as text, goes into another command."""
        call = self._call((*words, "--output", "text"), " \\\n    ")
        return Shell(f'"$({call})"')

    def _call(self, words: Iterable[str], before_options: str) -> str:
        parts = ["aws"]
        for word in (*words, "--region", self.region):
            parts.append(before_options if word.startswith("--") else " ")
            parts.append(word if isinstance(word, Shell) else shlex.quote(word))
        return "".join(parts)

    def stamped(self, identifier: str, what: str) -> str:
        """Name what is kept of today, as AWS takes names: `aldeia-prod-db-before-20261123-1200`."""
        return f"{identifier}-{what}-{self.moment:%Y%m%d-%H%M}"

    def database(self, finding: Finding) -> str:
        """Name the instance as it is called now; a parameter group is that of the environment's own."""
        return finding.identifier if finding.type == "aws_db_instance" else self.names.database

    def cache(self, finding: Finding) -> str:
        """Name the replication group as it is called now; a parameter group is that of the environment's own."""
        own = finding.type == "aws_elasticache_replication_group"
        return finding.identifier if own else self.names.cache


def late(finding: Finding) -> str:
    """Say that something can be seen only after the window; nothing where it happens in the apply."""
    return f", after the window of {finding.when.split(',')[0]}" if finding.at else ""
