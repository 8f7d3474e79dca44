"""Terraform: an environment planned and applied in the directory that a synth made, as CI and people do it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from aldeia.manifest.loader import load_directory
from aldeia.manifest.problem import ManifestError
from aldeia.pull_requests import PipelineError

PLAN_FILE = "aldeia.tfplan"
"""Holds secrets in clear text: it is made and applied on one machine, and never leaves it."""
PLAN_JSON = "plan.json"
LOCK_TIMEOUT = "-lock-timeout=5m"
HOW = ("-input=false", "-no-color")


@dataclass(frozen=True)
class Stack:
    """The directory of one environment's JSON."""

    directory: Path

    @property
    def plan_json(self) -> Path:
        return self.directory / PLAN_JSON

    def plan(self, *, lock: bool = True) -> None:
        """Initialise and plan; what Terraform says goes to the terminal. Raises PipelineError."""
        self.forget()
        self._run("init", *HOW)
        self._run("plan", *HOW, LOCK_TIMEOUT if lock else "-lock=false", f"-out={PLAN_FILE}")
        with open(self.plan_json, "wb", opener=_for_the_owner_alone) as file:
            self._run("show", "-json", PLAN_FILE, stdout=file.fileno())

    def apply(self) -> None:
        """Apply the plan file, and take over into the state what AWS then tells otherwise. Raises PipelineError."""
        try:
            self._run("apply", *HOW, LOCK_TIMEOUT, PLAN_FILE)
        finally:
            self.forget()
        # Rules and policies that are resources of their own appear in the group or topic that they belong to: known
        # from here on, they are no drift.
        self._run("apply", *HOW, LOCK_TIMEOUT, "-refresh-only", "-auto-approve")

    def forget(self) -> None:
        """Delete the plan file and its JSON."""
        for name in (PLAN_FILE, PLAN_JSON):
            (self.directory / name).unlink(missing_ok=True)

    def _run(self, *words: str, stdout: int | None = None) -> None:
        try:
            done = subprocess.run(
                ["terraform", *words],  # noqa: S607  # whichever Terraform the operator has on the PATH
                cwd=self.directory,
                env=_variables(),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                check=False,
            )
        except FileNotFoundError:
            raise PipelineError(
                "there is no terraform on the PATH: install Terraform 1.11 or newer"
            ) from None
        if done.returncode:
            raise PipelineError(f"terraform {words[0]} failed in {self.directory}; what it said stands above")


def stack_of(environment: str, outdir: Path = Path("cdktf.out")) -> Stack:
    """Give the directory of an environment's stack; raises PipelineError when there is none, or no synth has made it."""
    try:
        [manifest] = load_directory(only=environment)
    except ManifestError as error:
        raise PipelineError(str(error)) from error
    directory = outdir / "stacks" / manifest.stack_name
    if not (directory / "cdk.tf.json").is_file():
        raise PipelineError(f"{directory}: there is no cdk.tf.json; run make synth first")
    return Stack(directory)


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _variables() -> dict[str, str]:
    variables = dict(os.environ) | {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    # A configuration file that is named and not there would be complained of.
    if not Path(variables.get("TF_CLI_CONFIG_FILE", "")).is_file():
        variables.pop("TF_CLI_CONFIG_FILE", None)
    return variables
