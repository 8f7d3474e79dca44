"""DescribeNetworkAcls: moto does not know the filter network-acl-id (FilterNotImplementedError).

AWS answers the list of that id, or none. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.network_acls import NetworkAcl

from tests.emulator.extension import corrects


@corrects(NetworkAcl)
def get_filter_value(
    motos_own: Callable[..., Any], self: NetworkAcl, filter_name: str, method_name: str | None = None
) -> Any:
    return self.id if filter_name == "network-acl-id" else motos_own(self, filter_name, method_name)
