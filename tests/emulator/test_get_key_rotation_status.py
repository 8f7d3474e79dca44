from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.conftest import Client


@pytest.mark.parametrize(("asked_for", "days"), [({"RotationPeriodInDays": 180}, 180), ({}, 365)])
def test_the_period_is_the_one_that_was_asked_for_or_a_year(
    client: Client, asked_for: dict[str, Any], days: int
) -> None:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]

    kms.enable_key_rotation(KeyId=key, **asked_for)

    status = kms.get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, days)


def test_without_rotation_there_is_no_period(client: Client) -> None:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]

    status = kms.get_key_rotation_status(KeyId=key)

    assert (status["KeyId"], status["KeyRotationEnabled"]) == (key, False)
    assert "RotationPeriodInDays" not in status
