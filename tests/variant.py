"""Production with everything optional turned the other way: what the committed environments do not use."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent

VPC = "vpc-0a1b2c3d4e5f60718"
APPLICATION_SECURITY_GROUP = "sg-0a1b2c3d4e5f60718"
APPLICATION_SUBNETS = "[{availability_zone: us-east-1a, cidr: 10.1.10.0/24}, {availability_zone: us-east-1b, cidr: 10.1.11.0/24}]"
SILENCE = "{alarm: evictions, reason: a full cache is what we want here, owner: team, expires: 2027-11-30}"
CHANGES = (
    ("environment: production ", "environment: variant "),
    ("stage: prod ", "stage: variant "),
    ("permissions_boundary: aldeia-prod-", "permissions_boundary: aldeia-variant-"),
    ("vpc: create", f"vpc: {VPC}"),
    ("application_security_group: create", f"application_security_group: {APPLICATION_SECURITY_GROUP}"),
    ("application_subnets: []", f"application_subnets: {APPLICATION_SUBNETS}"),
    ("authentication: token", "authentication: iam"),
    ("read_replica:\n    enabled: false", "read_replica:\n    enabled: true"),
    ("storage: 100 GiB", "storage: 400 GiB"),
    ("iops: null", "iops: 16000"),
    ("throughput: null", "throughput: 600 MiB"),
    ('engine_version: "15" ', 'engine_version: "15.15" '),
    ("auto_minor_version_upgrade: true", "auto_minor_version_upgrade: false"),
    ("kms_key_id: alias/aldeia-terraform-state ", "kms_key_id: alias/terraform-state "),
    ("quiet_during_maintenance: true", "quiet_during_maintenance: false"),
    ("silenced: []", f"silenced: [{SILENCE}]"),
    ("log_exports: [postgresql, upgrade]", "log_exports: [upgrade]"),
)


def write_variant(
    directory: Path, *, vpc: str = VPC, application_security_group: str = APPLICATION_SECURITY_GROUP
) -> Path:
    """Write the variant's manifest, with the ids of what is there already, into a directory, and give its path."""
    text = (ROOT / "envs" / "production.yaml").read_text(encoding="utf-8")
    for written, instead in CHANGES:
        assert written in text, written
        text = text.replace(written, instead, 1)
    text = text.replace(VPC, vpc).replace(APPLICATION_SECURITY_GROUP, application_security_group)
    path = directory / "variant.yaml"
    path.write_text(text, encoding="utf-8")
    return path
