"""Applied: an environment that the real provider has made in an emulator from nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.stacks.documents import ROOT
from tests.terraform.account import Account
from tests.terraform.workspace import Workspace, prepare_for_apply
from tests.variant import write_variant

HOW = ("-input=false", "-no-color", "-parallelism=30")
STATE_BUCKET = "aldeia-prod-terraform-state"


@dataclass(frozen=True)
class Applied:
    """An environment after its first apply."""

    environment: str
    workspace: Workspace
    manifest: Path
    directory: Path
    """For what tests make beside it."""
    said: str
    """What terraform said while it applied."""

    def state(self) -> dict[str, Any]:
        """Give the state, from wherever it is kept."""
        return self.workspace.json("state", "pull")


def apply_environment(environment: str, account: Account, directory: Path) -> Applied:
    """Synthesize and apply; raises ProviderMissingError when the provider cannot be had."""
    manifest = what_is_there_first(environment, account, directory)
    stack = synthesized(manifest, directory / "cdktf.out")
    # Three levels deep, as in a checkout: a local state is kept three levels up.
    workspace = prepare_for_apply(stack, directory / "work" / "stacks" / stack.name, endpoint_of(account))
    done = workspace.run("apply", "-auto-approve", *HOW)
    assert done.returncode == 0, done.stderr
    return Applied(environment, workspace, manifest, directory, done.stdout + done.stderr)


def synthesized(manifest: Path, outdir: Path) -> Path:
    """Synthesize one manifest, and give its stack's directory."""
    synthesize(list(load([manifest])), outdir)
    [stack] = (outdir / "stacks").iterdir()
    return stack


def what_is_there_first(environment: str, account: Account, directory: Path) -> Path:
    """Make what a manifest only names: the state's bucket; for the variant its key and the application's network."""
    account.client("s3").create_bucket(Bucket=STATE_BUCKET)
    if environment != "variant":
        return ROOT / "envs" / f"{environment}.yaml"
    kms, ec2 = account.client("kms"), account.client("ec2")
    key = kms.create_key(Description="Terraform's state")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/terraform-state", TargetKeyId=key)
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "the application's"}])
    group = ec2.create_security_group(GroupName="the application", Description="there before", VpcId=vpc)
    return write_variant(directory, vpc=vpc, application_security_group=group["GroupId"])


def endpoint_of(account: Account) -> str:
    """Give the URL that an account is asked at."""
    return str(account.client("sts").meta.endpoint_url)


def backend_of(applied: Applied) -> dict[str, Any]:
    """Give the backend that terraform uses here, in its own words."""
    path = applied.workspace.directory / ".terraform" / "terraform.tfstate"
    backend: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["backend"]
    return backend
