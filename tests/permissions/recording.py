"""Recording: an environment planned, applied, changed and destroyed by the real provider, and what AWS would check for it.

`python -m tests.permissions.recording` writes `calls/` anew, in ten minutes: after a change of the stacks that asks AWS
something new. `test_roles.py` then says what CI's roles lack or have too much.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from aldeia.files import write_atomically
from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.emulator.server import Emulator
from tests.permissions.checks import Check, checks
from tests.permissions.implied import implied
from tests.permissions.recorder import Recorder, Request
from tests.terraform.account import Account
from tests.terraform.applied import HOW, Applied, apply_environment
from tests.terraform.changes import CHANGES
from tests.terraform.workspace import Workspace, beside

CALLS = Path(__file__).parent / "calls"
RECORDED = ("production", "variant")
PHASES = ("apply", "plan", "drift", "change", "destroy")
# Changes that touch every resource: whose it is, and a tag that goes.
_OF_TAGS = (
    ("owner: aldeia-platform\n", "owner: somebody-else\n"),
    ("  DataClassification: confidential\n", ""),
)
# A database's resource id, which is another in each run.
_DRAWN = re.compile(r"(?<=:db:)db-[A-Z0-9]{26}$")
# Asked because the tests switch the provider's own check of credentials off; a role's credentials have no user.
_OF_THE_TESTS = {("iam", "GetUser"), ("sts", "GetCallerIdentity")}


def record(environment: str, directory: Path) -> dict[str, list[Check]]:
    """Give the checks of each phase; raises ProviderMissingError when the provider cannot be had."""
    recorder, found = Recorder(), {}
    with Emulator(around=recorder.around) as emulator:
        emulator.reset()
        applied = apply_environment(environment, Account(emulator.endpoint, environment), directory)
        found["apply"] = recorder.taken()
        _run(applied.workspace, "plan", "-lock=false", *HOW)
        found["plan"] = recorder.taken()
        _run(applied.workspace, "plan", "-refresh-only", "-lock=false", *HOW)
        found["drift"] = recorder.taken()
        changed = _changed(applied)
        _run(changed, "apply", "-auto-approve", *HOW)
        found["change"] = recorder.taken()
        _let_go(changed)
        _run(changed, "apply", "-auto-approve", *HOW)
        _run(changed, "destroy", "-auto-approve", *HOW)
        found["destroy"] = recorder.taken()
    return {phase: _checks(requests, environment) for phase, requests in found.items()}


def written(found: dict[str, list[Check]]) -> str:
    """Write checks as a file, a line for each."""
    lines = {
        phase: ",\n".join(
            f"    {json.dumps([one.action, one.resource, dict(one.context)])}" for one in checks
        )
        for phase, checks in found.items()
    }
    return "{\n" + ",\n".join(f'  "{phase}": [\n{text}\n  ]' for phase, text in lines.items()) + "\n}\n"


def read(path: Path) -> dict[str, list[Check]]:
    """Read what `written` wrote."""
    document: dict[str, list[Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        phase: [Check(action, resource, tuple(context.items())) for action, resource, context in checks]
        for phase, checks in document.items()
    }


def _checks(requests: Iterable[Request], environment: str) -> list[Check]:
    """Give the checks of some requests, each once."""
    found = {
        replace(check, resource=_DRAWN.sub("db-DRAWN", check.resource))
        for request in requests
        if (request.service, request.operation) not in _OF_THE_TESTS
        for check in (*checks(request), *implied(request))
    }
    return sorted(
        replace(
            check, context=tuple((key, value.format(environment=environment)) for key, value in check.context)
        )
        for check in found
    )


def _run(workspace: Workspace, *words: str) -> None:
    done = workspace.run(*words)
    assert done.returncode == 0, done.stderr


def _changed(applied: Applied) -> Workspace:
    """Change every setting that can be, every tag, and what a newer aldeia might say otherwise."""
    text = applied.manifest.read_text(encoding="utf-8")
    # The changes are production's; one that differs much already would break rules by some of them.
    lines = [line for one in CHANGES for line in one.lines] if applied.environment == "production" else []
    # The role deletes keys no faster than the manifest says that it is made of.
    lines = [line for line in lines if "key_deletion_window" not in line[0]]
    for before, after in (*lines, *_OF_TAGS):
        text = text.replace(before, after)
    directory = applied.directory / "changed"
    directory.mkdir()
    path = directory / applied.manifest.name
    path.write_text(text, encoding="utf-8")
    synthesize(load([path]), directory / "cdktf.out")
    [stack] = (directory / "cdktf.out" / "stacks").iterdir()
    document = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    _of_a_newer_version(document["resource"])
    (stack / "cdk.tf.json").write_text(json.dumps(document), encoding="utf-8")
    return beside(applied.workspace, stack, directory / "work")


def _of_a_newer_version(resources: dict[str, dict[str, Any]]) -> None:
    """Word descriptions and policies otherwise."""
    for type_, argument in (
        ("aws_kms_key", "description"),
        ("aws_secretsmanager_secret", "description"),
        ("aws_vpc_security_group_ingress_rule", "description"),
    ):
        for values in resources.get(type_, {}).values():
            values[argument] += ", newer"
    for type_, argument in (
        ("aws_kms_key", "policy"),
        ("aws_iam_role", "assume_role_policy"),
        ("aws_iam_role_policy", "policy"),
        ("aws_sns_topic_policy", "policy"),
    ):
        for values in resources.get(type_, {}).values():
            policy = json.loads(values[argument])
            policy["Statement"][0]["Sid"] = "Newer"
            values[argument] = json.dumps(policy)


def _let_go(workspace: Workspace) -> None:
    """Take away what keeps an environment from being destroyed."""
    path = workspace.directory / "cdk.tf.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for members in document["resource"].values():
        for values in members.values():
            values.pop("lifecycle", None)
    document["resource"]["aws_db_instance"]["database"]["deletion_protection"] = False
    path.write_text(json.dumps(document), encoding="utf-8")


def main() -> None:
    """Record both environments side by side, and write what was asked."""
    with tempfile.TemporaryDirectory(prefix="aldeia-recording-") as directory, ProcessPoolExecutor(2) as pool:
        places = [Path(directory) / environment for environment in RECORDED]
        for place in places:
            place.mkdir()
        for environment, found in zip(RECORDED, pool.map(record, RECORDED, places), strict=True):
            write_atomically(CALLS / f"{environment}.json", written(found))
            print(f"wrote {CALLS.name}/{environment}.json")  # noqa: T201  # its output


if __name__ == "__main__":
    main()
