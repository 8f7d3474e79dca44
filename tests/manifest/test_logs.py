"""How long a log is kept goes by what is in it."""

from __future__ import annotations

import pytest

from aldeia.manifest.logs import kept_for
from aldeia.manifest.values import Duration


@pytest.mark.parametrize("log", ["postgresql", "slow-log"])
@pytest.mark.parametrize("retention", ["14 days", "400 days"])
def test_what_users_typed_is_kept_for_as_long_as_the_manifest_says(log: str, retention: str) -> None:
    assert kept_for(log, Duration.parse(retention)).days == Duration.parse(retention).days


@pytest.mark.parametrize("log", ["engine-log", "upgrade"])
@pytest.mark.parametrize(("retention", "days"), [("14 days", 365), ("365 days", 365), ("400 days", 400)])
def test_a_log_without_users_is_kept_for_a_year_at_the_least(log: str, retention: str, days: int) -> None:
    assert kept_for(log, Duration.parse(retention)).days == days
