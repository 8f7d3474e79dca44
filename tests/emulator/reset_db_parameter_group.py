"""ResetDBParameterGroup, which moto lacks: all values, or those that are named, are the family's own again.

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.rds.exceptions import DBParameterGroupNotFoundError
from moto.rds.responses import RDSResponse

from tests.emulator.extension import adds


@adds(RDSResponse)
def reset_db_parameter_group(self: RDSResponse) -> ActionResult:
    name = self.params["DBParameterGroupName"]
    if name not in self.backend.db_parameter_groups:
        raise DBParameterGroupNotFoundError(name)
    parameters = self.backend.db_parameter_groups[name].parameters
    if self.params.get("ResetAllParameters"):
        parameters.clear()
    for parameter in self.params.get("Parameters", []):
        parameters.pop(parameter["ParameterName"], None)
    return ActionResult({"DBParameterGroupName": name})
