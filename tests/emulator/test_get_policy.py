from __future__ import annotations

from tests.emulator.conftest import Client

ARN = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"


def test_a_policy_of_awss_own_can_be_attached(client: Client) -> None:
    iam = client("iam")
    iam.create_role(RoleName="monitoring", AssumeRolePolicyDocument="{}")

    iam.attach_role_policy(RoleName="monitoring", PolicyArn=ARN)

    [attached] = iam.list_attached_role_policies(RoleName="monitoring")["AttachedPolicies"]
    assert attached["PolicyArn"] == ARN
    assert iam.get_policy(PolicyArn=ARN)["Policy"]["AttachmentCount"] == 1
