"""Rules between two environments."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault


def each_environment_has_one_manifest(
    manifest: Manifest, earlier: Manifest, earlier_file: str
) -> Iterator[Fault]:
    if manifest.environment == earlier.environment:
        yield Fault(("environment",), manifest.environment, f"another name than that of {earlier_file}")


def environments_share_no_names(manifest: Manifest, earlier: Manifest, earlier_file: str) -> Iterator[Fault]:
    # Joined: project a-b with stage c has the names of project a with stage b-c.
    if f"{manifest.project}-{manifest.stage}" == f"{earlier.project}-{earlier.stage}":
        yield Fault(
            ("stage",), manifest.stage, f"another than that of {earlier_file}", "every AWS name is made of it"
        )


def environments_share_no_addresses(
    manifest: Manifest, earlier: Manifest, earlier_file: str
) -> Iterator[Fault]:
    if manifest.network.vpc_cidr.network.overlaps(earlier.network.vpc_cidr.network):
        yield Fault(
            ("network", "vpc_cidr"), str(manifest.network.vpc_cidr),
            f"a block that does not overlap {earlier.network.vpc_cidr} of {earlier_file}",
            "two VPCs of the same addresses can never be connected",
        )  # fmt: skip


def environments_share_no_state(manifest: Manifest, earlier: Manifest, earlier_file: str) -> Iterator[Fault]:
    ours, theirs = manifest.state, earlier.state
    if ours.backend == theirs.backend == "s3" and (ours.bucket, ours.key) == (theirs.bucket, theirs.key):
        yield Fault(
            ("state", "key"), str(ours.key), f"another than that of {earlier_file} in the same bucket"
        )


RULES = (
    each_environment_has_one_manifest,
    environments_share_no_names,
    environments_share_no_addresses,
    environments_share_no_state,
)
