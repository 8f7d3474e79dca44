"""Where the real AWS provider is to be had: docs/adr and tests/README.md say in which order."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOWNLOADS = ROOT / ".cache" / "terraform-plugins"
"""What the registry sent, kept for the next init: 140 MB that would be fetched for every workspace."""
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


def asks_the_registry() -> bool:
    """Say whether no configuration and no mirror has the provider."""
    return named_configuration() is None and _implied_mirror() is None and _other_mirror() is None


@contextmanager
def one_init_at_a_time() -> Iterator[None]:
    """Keep other processes' inits waiting: Terraform promises nothing for two that fill one cache of downloads."""
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    with (DOWNLOADS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def terraform_environment() -> dict[str, str]:
    """Give the environment for terraform: without a configuration file that is named and not there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    if named_configuration() is not None:
        environment["TF_CLI_CONFIG_FILE"] = os.environ["TF_CLI_CONFIG_FILE"]
    if asks_the_registry():
        environment["TF_PLUGIN_CACHE_DIR"] = str(DOWNLOADS)
    # GOGC: collect garbage less often. A plan then takes 6.5 s of CPU instead of 10, and 0.2 GiB more memory.
    return environment | {
        "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "GOGC": "400",
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
