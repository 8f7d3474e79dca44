"""Where the real AWS provider is to be had: docs/adr and tests/README.md say in which order."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MIRRORED = Path("registry.terraform.io") / "hashicorp" / "aws"
SYSTEM_ADD_ONS = Path("/opt")


def init_arguments() -> list[str]:
    """Give what `terraform init` needs to find the provider.

    In this order: TF_CLI_CONFIG_FILE if that file exists; a mirror in one of Terraform's implied places, which it
    finds by itself; the directory that ALDEIA_PROVIDER_MIRROR names; one level below the system's directory for
    add-on packages; the registry.
    """
    if named_configuration() is not None:
        return []
    mirror = _implied_mirror()
    if mirror is not None:
        return []
    mirror = _other_mirror()
    return [f"-plugin-dir={mirror}"] if mirror is not None else []


def named_configuration() -> Path | None:
    """Give the file that TF_CLI_CONFIG_FILE names, if it is there."""
    named = os.environ.get("TF_CLI_CONFIG_FILE")
    return Path(named) if named and Path(named).is_file() else None


def terraform_environment() -> dict[str, str]:
    """Give the environment for terraform: without a configuration file that is named and not there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    if named_configuration() is not None:
        environment["TF_CLI_CONFIG_FILE"] = os.environ["TF_CLI_CONFIG_FILE"]
    return environment | {
        "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def terraform() -> str | None:
    """Give the terraform binary, if there is one."""
    return shutil.which("terraform")


def _implied_mirror() -> Path | None:
    """docs: Terraform CLI configuration, Implied Local Mirror Directories (Linux)."""
    home = Path.home()
    data_home = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    places = [home / ".terraform.d" / "plugins", data_home / "terraform" / "plugins"]
    data_dirs = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    places += [Path(directory) / "terraform" / "plugins" for directory in data_dirs]
    return next((place for place in places if (place / MIRRORED).is_dir()), None)


def _other_mirror() -> Path | None:
    named = os.environ.get("ALDEIA_PROVIDER_MIRROR")
    places = [Path(named)] if named else []
    if SYSTEM_ADD_ONS.is_dir():
        places += sorted(SYSTEM_ADD_ONS.iterdir())
    return next((place for place in places if (place / MIRRORED).is_dir()), None)
