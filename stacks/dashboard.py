"""Dashboard: the environment's one page in CloudWatch."""

import json
from typing import Any

from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard
from constructs import Construct

from aldeia.naming import Names
from stacks.addresses import at


class Dashboard(Construct):
    """What aldeia.alarms.dashboard lays out."""

    def __init__(self, scope: Construct, id_: str, *, names: Names, body: dict[str, Any]) -> None:
        super().__init__(scope, id_)
        at(
            "environment",
            CloudwatchDashboard(
                self,
                "dashboard",
                dashboard_name=names.dashboard,
                dashboard_body=json.dumps(body, separators=(",", ":"), sort_keys=True),
            ),
        )
