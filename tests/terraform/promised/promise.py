"""Promise: one question to AWS, and by environment the answer that the specification asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.terraform.account import Account

ENVIRONMENTS = ("staging", "production", "variant")
Row = tuple[Any, ...]


class Absent:
    """Stands in a table where an environment has no such thing."""


ABSENT = Absent()


@dataclass(frozen=True)
class Promise:
    """What is read back, and a table: a name and a value for all environments, or one for each of ENVIRONMENTS."""

    read: Callable[[Account], dict[str, Any]]
    rows: tuple[Row, ...]
    whole: bool = True
    """Nothing may be there but the rows; else the rows are picked from what is read."""

    def found(self, account: Account) -> dict[str, Any]:
        """Read back what AWS has."""
        read = self.read(account)
        return read if self.whole else {row[0]: read.get(row[0]) for row in self.rows}

    def expected(self, environment: str) -> dict[str, Any]:
        """Give the table's column of an environment."""
        column = 1 + ENVIRONMENTS.index(environment)
        values = {row[0]: row[1] if len(row) == 2 else row[column] for row in self.rows}
        return {name: value for name, value in values.items() if value is not ABSENT}
