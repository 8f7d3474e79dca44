"""Rules between two environments."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule
from aldeia.manifest.yaml_file import YamlFile

ENVIRONMENT = ("environment",)
STAGE = ("stage",)
BLOCK = ("network", "vpc_cidr")
KEY = ("state", "key")
GROUP = ("network", "application_security_group")


@rule(
    REFUSED,
    source="Terraform: two stacks of one name are one",
    fix="rename one of the two",
    example={"environment": "testing"},
)
def each_environment_has_one_manifest(
    manifest: Manifest, earlier: Manifest, earlier_file: YamlFile
) -> Iterator[Fault]:
    """Two manifests are of two environments."""
    if manifest.environment == earlier.environment:
        yield Fault(
            ENVIRONMENT,
            manifest.environment,
            f"another name than that of {earlier_file.place(ENVIRONMENT)}",
            "rename one of the two",
        )


@rule(
    REFUSED,
    source="AWS: names are unique in an account and region",
    fix="give each its own stage",
    example={"stage": "test"},
)
def environments_share_no_names(
    manifest: Manifest, earlier: Manifest, earlier_file: YamlFile
) -> Iterator[Fault]:
    """Two environments have no AWS name in common."""
    # Joined: project a-b with stage c has the names of project a with stage b-c.
    if f"{manifest.project}-{manifest.stage}" == f"{earlier.project}-{earlier.stage}":
        yield Fault(
            STAGE,
            manifest.stage,
            f"another than that of {earlier_file.place(STAGE)}",
            "every AWS name is made of it",
        )


@rule(
    HARMFUL,
    source="VPC user guide, peering: blocks must not overlap",
    fix="take a free block; `aldeia new` finds one",
    example={"network.vpc_cidr": "10.9.0.0/16"},
)
def environments_share_no_addresses(
    manifest: Manifest, earlier: Manifest, earlier_file: YamlFile
) -> Iterator[Fault]:
    """Two environments' networks can be connected some day."""
    if manifest.network.vpc_cidr.network.overlaps(earlier.network.vpc_cidr.network):
        yield Fault(
            BLOCK, str(manifest.network.vpc_cidr),
            f"a block that does not overlap {earlier.network.vpc_cidr} of {earlier_file.place(BLOCK)}",
            "two VPCs of the same addresses can never be connected",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="Terraform, S3 backend: a key is one state",
    fix="give each its own key",
    example={
        "state.backend": "s3",
        "state.bucket": "aldeia-state",
        "state.key": "data.tfstate",
        "state.region": "us-east-1",
    },
)
def environments_share_no_state(
    manifest: Manifest, earlier: Manifest, earlier_file: YamlFile
) -> Iterator[Fault]:
    """Two environments' states do not overwrite each other."""
    ours, theirs = manifest.state, earlier.state
    if ours.backend == theirs.backend == "s3" and (ours.bucket, ours.key) == (theirs.bucket, theirs.key):
        yield Fault(
            KEY,
            str(ours.key),
            f"another than that of {earlier_file.place(KEY)} in the same bucket",
        )


@rule(
    HARMFUL,
    source="VPC user guide, security groups: a rule that names a group lets in whatever is in it",
    fix="give each environment's application a group of its own",
    example={"network.application_security_group": "sg-0a1b2c3d"},
)
def environments_share_no_application(
    manifest: Manifest, earlier: Manifest, earlier_file: YamlFile
) -> Iterator[Fault]:
    """One environment's application does not reach the stores of another: each has a security group of its own."""
    ours, theirs = manifest.network.application_security_group, earlier.network.application_security_group
    if ours == theirs != "create":
        yield Fault(
            GROUP, ours, f"another group than that of {earlier_file.place(GROUP)}",
            "what is in it reaches the stores of both",
        )  # fmt: skip


RULES = (
    environments_share_no_application,
    each_environment_has_one_manifest,
    environments_share_no_names,
    environments_share_no_addresses,
    environments_share_no_state,
)
