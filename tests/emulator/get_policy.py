"""GetPolicy, AttachRolePolicy: moto knows AWS's managed policies only where MOTO_IAM_LOAD_MANAGED_POLICIES says so.

AWS has them always. moto then reads all 1,600 for each of six partitions, at every reset: 1.4 s; here once, for the
partition that is used: 0.1 s. Could be offered to moto.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend

from tests.emulator.extension import corrects

PARTITION = "aws"


@corrects(IAMBackend)
def _init_aws_policies(motos_own: Callable[..., list[Any]], self: IAMBackend) -> list[AWSManagedPolicy]:
    if self.region_name != PARTITION:
        return []
    return [
        AWSManagedPolicy.from_data(name, self.account_id, self.region_name, data)
        for name, data in _policies().items()
    ]


@cache
def _policies() -> dict[str, Any]:
    policies: dict[str, Any] = json.loads(aws_managed_policies_data)
    return policies
