"""DescribeSecurityGroupRules: moto answers the description of a rule for a CIDR, not of one for a security group.

AWS answers both. Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.ec2.models.security_groups import SecurityGroupRule

from tests.emulator.extension import makes_property


@makes_property(SecurityGroupRule)
def description(self: SecurityGroupRule) -> str | None:
    """What ModifySecurityGroupRules said last, which moto keeps with the range, or what the rule was made with."""
    return self.ip_range.get("Description") or self.source_group.get("Description")
