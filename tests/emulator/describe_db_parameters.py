"""DescribeDBParameters: moto answers every value whatever Source was asked for, and says of none where it comes from.

AWS says Source `user` of what was set, and answers only that where it is asked for. Could be offered to moto.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.rds.responses import RDSResponse

from tests.emulator.extension import corrects


@corrects(RDSResponse)
def describe_db_parameters(
    motos_own: Callable[[RDSResponse], ActionResult], self: RDSResponse
) -> ActionResult:
    answer: Any = motos_own(self).result
    wanted = self.params.get("Source") in {None, "user"}
    parameters = [{**parameter, "Source": "user"} for parameter in answer["Parameters"] if wanted]
    return ActionResult({"Parameters": parameters})
