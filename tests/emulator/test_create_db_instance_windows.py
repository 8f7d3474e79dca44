from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import make_instance

REFUSED = "The backup window and maintenance window must not overlap."


@pytest.mark.parametrize(
    ("backup", "maintenance"),
    [
        ("03:00-04:00", "sun:04:00-sun:05:00"),
        ("05:00-06:00", "sun:04:00-sun:05:00"),
        ("00:30-01:00", "sat:23:30-sun:00:30"),
        ("23:00-00:30", "sun:00:30-sun:01:30"),
    ],
)
def test_windows_may_touch(rds: Any, backup: str, maintenance: str) -> None:
    made = make_instance(rds, PreferredBackupWindow=backup, PreferredMaintenanceWindow=maintenance)

    assert (made["PreferredBackupWindow"], made["PreferredMaintenanceWindow"]) == (backup, maintenance)


@pytest.mark.parametrize(
    ("backup", "maintenance"),
    [
        ("03:00-04:01", "sun:04:00-sun:05:00"),
        ("04:59-06:00", "sun:04:00-sun:05:00"),
        ("00:29-01:00", "sat:23:30-sun:00:30"),
        ("23:00-00:31", "sun:00:30-sun:01:30"),
    ],
)
def test_windows_may_not_have_a_minute_in_common(rds: Any, backup: str, maintenance: str) -> None:
    with pytest.raises(ClientError, match=REFUSED):
        make_instance(rds, PreferredBackupWindow=backup, PreferredMaintenanceWindow=maintenance)
