"""GetKeyRotationStatus: moto leaves the period out, and forgets the one that EnableKeyRotation was given.

AWS answers KeyId, KeyRotationEnabled and, while rotation is on, RotationPeriodInDays: what was asked for, or 365.
Could be offered to moto as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from moto.kms.models import Key
from moto.kms.responses import KmsResponse

from tests.emulator.extension import corrects

AWS_PERIOD_DAYS = 365


def key_of(response: KmsResponse) -> Key:
    """Give the key that a request is about."""
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


@corrects(KmsResponse)
def enable_key_rotation(motos_own: Callable[[KmsResponse], str], self: KmsResponse) -> str:
    answer = motos_own(self)
    asked_for = self._get_param("RotationPeriodInDays")
    key_of(self).__dict__["rotation_period_in_days"] = asked_for or AWS_PERIOD_DAYS
    return answer


@corrects(KmsResponse)
def get_key_rotation_status(motos_own: Callable[[KmsResponse], str], self: KmsResponse) -> str:
    status = json.loads(motos_own(self))
    key = key_of(self)
    status["KeyId"] = key.id
    if status["KeyRotationEnabled"]:
        status["RotationPeriodInDays"] = key.__dict__.get("rotation_period_in_days", AWS_PERIOD_DAYS)
    return json.dumps(status)
