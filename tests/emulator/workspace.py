"""A workspace whose every request goes to the emulator, so that apply and destroy work in it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terraform.workspace import Workspace, prepare

SERVICES = (
    "cloudwatch", "ec2", "elasticache", "iam", "kms", "logs", "rds", "s3", "secretsmanager", "sns", "sts",
)  # fmt: skip


def prepare_for_apply(stack: Path, directory: Path, endpoint: str) -> Workspace:
    """Do what a plan's workspace needs, and send every service's requests to the emulator."""
    workspace = prepare(stack, directory, endpoint)
    override = directory / "override.tf.json"
    document = json.loads(override.read_text(encoding="utf-8"))
    for provider in document["provider"]["aws"]:
        provider["endpoints"] = [dict.fromkeys(SERVICES, endpoint)]
        provider["skip_requesting_account_id"] = False
    override.write_text(json.dumps(document), encoding="utf-8")
    return workspace
