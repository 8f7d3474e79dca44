"""Logs: encrypted log groups that forget after a while."""

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from constructs import Construct

from aldeia.manifest.values import Duration
from stacks.addresses import at


def log_group(
    scope: Construct, address: str, *, name: str, retention: Duration, key_arn: str
) -> CloudwatchLogGroup:
    """Make a log group before the service does, which would make one that is not encrypted and keeps for ever."""
    return at(
        address,
        CloudwatchLogGroup(
            scope,
            f"{address}_log_group",
            name=name,
            retention_in_days=retention.days,
            kms_key_id=key_arn,
        ),
    )
