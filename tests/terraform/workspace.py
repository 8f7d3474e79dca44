"""Workspace: one synthesized stack in a directory of its own, made ready for Terraform without credentials."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.terraform.provider import init_arguments, terraform_environment

PROVIDER_VERSION = "5.100.0"
NO_CREDENTIALS = {
    "access_key": "testing",
    "secret_key": "testing",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
}


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
    """Copy a stack, send the provider's few questions to a server on loopback, and run init.

    Raises ProviderMissingError when the provider cannot be had.
    """
    directory.mkdir(parents=True)
    document = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    shutil.copyfile(stack / "cdk.tf.json", directory / "cdk.tf.json")
    (directory / "override.tf.json").write_text(json.dumps(_override(document, endpoint)), encoding="utf-8")
    workspace = Workspace(directory)
    done = workspace.run("init", "-input=false", "-no-color", *init_arguments())
    if done.returncode != 0:
        raise ProviderMissingError(done.stderr.strip())
    return workspace


def _override(document: dict[str, Any], endpoint: str) -> dict[str, Any]:
    """Keep the state here; need no credentials; ask a server on loopback who we are and for random passwords."""
    services = {"sts": endpoint, "secretsmanager": endpoint}
    providers = [
        {key: provider[key] for key in ("alias", "region") if key in provider}
        | NO_CREDENTIALS
        | {"endpoints": [services]}
        for provider in document["provider"]["aws"]
    ]
    return {
        "terraform": {"backend": {"local": {"path": "terraform.tfstate"}}},
        "provider": {"aws": providers},
    }
