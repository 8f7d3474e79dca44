"""Terraform: what it has in its state, asked of itself, so that every backend works."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from aldeia.adoption import AdoptionError

State = dict[str, dict[str, Any]]
"""A resource's attributes by its address. Secrets among them: never to be printed."""


def read_state(directory: Path) -> State:
    """Run `terraform show -json` in a stack's directory; raises AdoptionError when Terraform cannot answer."""
    try:
        done = subprocess.run(
            ["terraform", "show", "-json", "-no-color"],  # noqa: S607  # whichever Terraform the operator has on the PATH
            cwd=directory,
            env=_variables(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise AdoptionError(
            "there is no terraform on the PATH: adopting needs Terraform 1.11 or newer"
        ) from None
    if done.returncode != 0:
        reason = _reason(done.stderr)
        # Terraform's own sentence has the remedy where nobody has initialised it.
        fix = "" if "terraform init" in reason else "; if it was never initialised there, run terraform init"
        raise AdoptionError(f"{directory}: Terraform cannot read its state: {reason}{fix}")
    values = json.loads(done.stdout).get("values", {})
    resources = values.get("root_module", {}).get("resources", [])
    return {one["address"]: one["values"] for one in resources if one["mode"] == "managed"}


def _reason(said: str) -> str:
    """Shorten Terraform's message to the sentence that says what is wrong."""
    lines = [line.strip("│╷╵ ") for line in said.splitlines()]
    errors = [line.removeprefix("Error: ") for line in lines if line.startswith("Error: ")]
    return errors[0] if errors else " ".join(filter(None, lines)) or "nothing"


def _variables() -> dict[str, str]:
    variables = dict(os.environ) | {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    # A configuration file that is named and not there would be complained of.
    if not Path(variables.get("TF_CLI_CONFIG_FILE", "")).is_file():
        variables.pop("TF_CLI_CONFIG_FILE", None)
    return variables
