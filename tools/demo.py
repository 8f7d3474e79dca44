"""`make demo`: staging applied by the real Terraform to an AWS that is played on this machine.

No account and no credentials are needed, and nothing is opened but a port of the loopback interface. Everything is
made in a temporary directory, and is gone when the demo ends or is interrupted.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import boto3
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tests.emulator.server import Emulator
from tests.terraform.provider import terraform, terraform_environment
from tests.terraform.workspace import ProviderMissingError, Workspace, prepare_for_apply

ENVIRONMENT = "staging"
INTERRUPTED = 130
SECONDS_TO_END = 5
STEP = 10


def main() -> int:
    """Show it; gives the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if terraform() is None:
        return fail("there is no terraform on the PATH: the demo needs Terraform 1.11 or newer")
    try:
        with tempfile.TemporaryDirectory(prefix="aldeia-demo-") as temporary, Emulator() as emulator:
            return show(Path(temporary), emulator.endpoint)
    except ProviderMissingError as error:
        return fail(f"the AWS provider cannot be had here (tests/README.md): {error}")
    except KeyboardInterrupt:
        return fail("demo: stopped, and cleaned up", INTERRUPTED)


def show(directory: Path, endpoint: str) -> int:
    """Synthesize, apply, and print what is there."""
    outdir = directory / "cdktf.out"
    variables = {"CDKTF_OUTDIR": str(outdir), "ENVIRONMENT": ENVIRONMENT}
    # In a process of its own: jsii's helper would say its last words when a Ctrl-C ends it.
    made = subprocess.run([sys.executable, "main.py"], env=os.environ | variables, check=False)
    if made.returncode != 0:
        return made.returncode
    [stack] = (outdir / "stacks").iterdir()
    print(f"demo: AWS is played at {endpoint}; applying {stack.name}, about two minutes", flush=True)
    workspace = prepare_for_apply(stack, directory / "work" / "stacks" / stack.name, endpoint)
    status = apply(workspace)
    if status != 0:
        return status
    outputs = workspace.json("output", "-json")
    print_table(
        ["output", "value"], [[name, shown(output["value"])] for name, output in sorted(outputs.items())]
    )
    print_table(["alarm", "watches", "fires"], [row_of(alarm) for alarm in alarms(endpoint)])
    print("demo: done, and cleaned up; your own: make synth, then terraform apply (README)")
    return 0


def apply(workspace: Workspace) -> int:
    """Apply, with one line that counts; the whole process group ends when we are interrupted."""
    began = time.monotonic()
    child = subprocess.Popen(
        [str(terraform()), "apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=30"],
        cwd=workspace.directory,
        # Its provider's socket too goes away with the demo's directory.
        env=terraform_environment() | {"TMPDIR": str(workspace.directory.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    told = 0
    try:
        assert child.stdout is not None, "it is a pipe"  # noqa: S101  # for the type checker
        for line in child.stdout:
            said.append(line)
            made = sum("Creation complete" in one for one in said)
            if made >= told + STEP:
                told = made
                print(f"demo: {made} resources after {time.monotonic() - began:.0f} s", flush=True)
        status = child.wait()
    except BaseException:
        end(child)
        raise
    if status != 0:
        sys.stderr.write("".join(said[-30:]))
    return status


def end(child: subprocess.Popen[str]) -> None:
    """End Terraform and its provider at once: what they made is played, and forgotten with the emulator."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(timeout=SECONDS_TO_END)


def alarms(endpoint: str) -> list[dict[str, Any]]:
    """Ask the played CloudWatch what alarms there are."""
    client = boto3.client(
        "cloudwatch",
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106  # the emulator takes anything
    )
    found: list[dict[str, Any]] = client.describe_alarms()["MetricAlarms"]
    return sorted(found, key=lambda alarm: str(alarm["AlarmName"]))


def row_of(alarm: dict[str, Any]) -> list[str]:
    watched = ", ".join(dimension["Value"] for dimension in alarm["Dimensions"])
    sign = ">" if alarm["ComparisonOperator"].startswith("Greater") else "<"
    minutes = alarm["Period"] * alarm["EvaluationPeriods"] // 60
    fires = f"{alarm['Statistic']} {sign} {alarm['Threshold']:,.12g} for {minutes} min"
    return [alarm["AlarmName"], f"{alarm['MetricName']} of {watched}", fires]


def shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def print_table(headings: list[str], rows: list[list[str]]) -> None:
    table = Table(*headings, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, emoji=False, markup=False, width=None if sys.stdout.isatty() else 140)
    with console.capture() as capture:
        console.print(table)
    print("\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n"), end="\n\n")


def fail(message: str, status: int = 1) -> int:
    print(message, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
