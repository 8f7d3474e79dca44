"""Workspace: one synthesized stack in a directory of its own, made ready for Terraform without credentials."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.terraform.provider import init_arguments, one_init_at_a_time, terraform_environment

PROVIDER_VERSION = "5.100.0"
QUESTIONS_OF_A_PLAN = ("secretsmanager", "sts")
"""Who am I, and a random password: all that a plan from nothing asks of AWS."""
EVERY_SERVICE = (
    "cloudwatch", "ec2", "elasticache", "iam", "kms", "logs", "rds", "s3", "secretsmanager", "sns", "sts",
)  # fmt: skip
CREDENTIALS = {"access_key": "testing", "secret_key": "testing"}
NO_QUESTIONS = {"skip_credentials_validation": True, "skip_metadata_api_check": True}
OVERRIDE = "override.tf.json"
BACKEND = "backend.tfbackend.json"


class ProviderMissingError(Exception):
    """Terraform could not install the AWS provider; the message is Terraform's."""


@dataclass(frozen=True)
class Workspace:
    """A directory with cdk.tf.json and an override that only tests write."""

    directory: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run terraform here and give what it said."""
        return subprocess.run(
            ["terraform", *arguments],
            cwd=self.directory,
            env=terraform_environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def json(self, *arguments: str) -> dict[str, Any]:
        """Run terraform here and give its JSON."""
        done = self.run(*arguments)
        assert done.stdout, done.stderr
        values: dict[str, Any] = json.loads(done.stdout)
        return values


def prepare(stack: Path, directory: Path, endpoint: str) -> Workspace:
    """Make a workspace for plans from nothing: a state of its own, and a plan's two questions go to a server on loopback.

    Raises ProviderMissingError when the provider cannot be had.
    """
    document = _copy(stack, directory)
    providers = _providers(document, endpoint, QUESTIONS_OF_A_PLAN, skip_requesting_account_id=True)
    local = {"backend": {"local": {"path": "terraform.tfstate"}}}
    _write(directory / OVERRIDE, {"terraform": local, "provider": {"aws": providers}})
    return _initialised(directory)


def prepare_for_apply(stack: Path, directory: Path, endpoint: str) -> Workspace:
    """Make a workspace that sends every request to the emulator and keeps the state where the stack says.

    Raises ProviderMissingError when the provider cannot be had.
    """
    document = _copy(stack, directory)
    providers = _providers(document, endpoint, EVERY_SERVICE, skip_requesting_account_id=False)
    _write(directory / OVERRIDE, {"provider": {"aws": providers}})
    if "s3" not in document["terraform"]["backend"]:
        return _initialised(directory)
    _write(directory / BACKEND, _s3(endpoint))
    return _initialised(directory, f"-backend-config={BACKEND}")


def beside(workspace: Workspace, stack: Path, directory: Path) -> Workspace:
    """Make a workspace for another version of a stack with the same state, without an init."""
    directory.mkdir(parents=True)
    for name in (OVERRIDE, ".terraform.lock.hcl"):
        shutil.copyfile(workspace.directory / name, directory / name)
    shutil.copyfile(stack / "cdk.tf.json", directory / "cdk.tf.json")
    (directory / ".terraform").symlink_to(workspace.directory / ".terraform")
    return Workspace(directory)


def _copy(stack: Path, directory: Path) -> dict[str, Any]:
    directory.mkdir(parents=True)
    shutil.copyfile(stack / "cdk.tf.json", directory / "cdk.tf.json")
    document: dict[str, Any] = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    return document


def _providers(
    document: dict[str, Any], endpoint: str, services: tuple[str, ...], *, skip_requesting_account_id: bool
) -> list[dict[str, Any]]:
    """Say of each of the stack's providers which services a server on loopback plays; none asks for credentials."""
    played = {
        "endpoints": [dict.fromkeys(services, endpoint)],
        "s3_use_path_style": True,
        "skip_requesting_account_id": skip_requesting_account_id,
    }
    return [
        {key: provider[key] for key in ("alias", "region") if key in provider}
        | CREDENTIALS
        | NO_QUESTIONS
        | played
        for provider in document["provider"]["aws"]
    ]


def _s3(endpoint: str) -> dict[str, Any]:
    """Say where the S3 backend finds its bucket; all the rest is the stack's."""
    played = {"endpoints": dict.fromkeys(("iam", "s3", "sts"), endpoint), "use_path_style": True}
    return CREDENTIALS | NO_QUESTIONS | played


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def _initialised(directory: Path, *arguments: str) -> Workspace:
    workspace = Workspace(directory)
    with one_init_at_a_time():
        done = workspace.run("init", "-input=false", "-no-color", *arguments, *init_arguments())
    # Terraform asks for the state first: a bucket that is not there is a fault, not a machine's lack.
    if re.search(r"Error: .*\bprovider", done.stderr):
        raise ProviderMissingError(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return workspace
