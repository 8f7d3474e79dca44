"""The committed plans of tests/review/plans, made anew: `python -m tests.review.fixtures`, some ten minutes.

The real provider applies staging and production to the emulator once; each plan is then made from that state, with
`-refresh=false`, of a changed manifest or a changed cdk.tf.json. Only what changes and what a review reads is kept,
with ids that are the same in every run and no sensitive value.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from aldeia.manifest.loader import load
from aldeia.money.items import PRICED_TYPES, READ_ATTRIBUTES
from aldeia.review.tables.common import names_of
from stacks.synthesis import synthesize
from tests.emulator.server import Emulator
from tests.review.cases import CASES, GONE, Case
from tests.terraform.workspace import Workspace, prepare_for_apply

ROOT = Path(__file__).resolve().parents[2]
PLANS = Path(__file__).parent / "plans"
ENVIRONMENTS = ("production", "staging")
HOW = ("-input=false", "-no-color", "-parallelism=30")
MOMENT = "2026-11-23T12:00:00Z"
# What rules look at besides what changes: a test sees to it that they look at nothing else.
KEPT = names_of(
    "alarm_name allocated_storage apply_immediately auth_token_update_strategy automatic_failover_enabled "
    "cidr_block cidr_ipv4 cidr_ipv6 comparison_operator deletion_window_in_days egress endpoint engine engine_version engine_version_actual family "
    "final_snapshot_identifier from_port id identifier ip_protocol iops key_id maintenance_window "
    "multi_az multi_az_enabled name network_acl_id role num_cache_clusters parameter_group_name policy prefix_list_id protocol "
    "recovery_window_in_days referenced_security_group_id replicate_source_db replication_group_id "
    "rule_action security_group_id skip_destroy skip_final_snapshot snapshot_retention_limit "
    "snapshot_window storage_throughput storage_type to_port topic_arn vpc_security_group_ids "
)


def main() -> int:
    """Make them; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these; all when left out")
    parser.add_argument("--base", type=Path, help="where both were applied before, to go on from there")
    parser.add_argument("--endpoint", help="the emulator that they were applied to")
    arguments = parser.parse_args()
    chosen = [case for case in CASES if not arguments.names or case.name in arguments.names]
    with _applied(arguments.base, arguments.endpoint) as (base, endpoint):
        for case in chosen:
            write(case, normalised(plan_of(case, base, endpoint)))
    return 0


@contextmanager
def _applied(base: Path | None, endpoint: str | None) -> Iterator[tuple[Path, str]]:
    if base is not None and endpoint is not None:
        yield base, endpoint
        return
    with tempfile.TemporaryDirectory(prefix="aldeia-plans-") as temporary, Emulator() as emulator:
        synthesize(
            load([ROOT / "envs" / f"{name}.yaml" for name in ENVIRONMENTS]), Path(temporary) / "cdktf.out"
        )
        for name in ENVIRONMENTS:
            stack = Path(temporary) / "cdktf.out" / "stacks" / f"aldeia-{name}"
            path = stack / "cdk.tf.json"
            document = with_its_state_beside(json.loads(path.read_text(encoding="utf-8")))
            path.write_text(json.dumps(document, indent=2), encoding="utf-8")
            workspace = prepare_for_apply(stack, Path(temporary) / name, emulator.endpoint)
            _done(workspace.run("apply", "-auto-approve", *HOW))
        yield Path(temporary), emulator.endpoint


def with_its_state_beside(document: dict[str, Any]) -> dict[str, Any]:
    """Let Terraform keep the state in the workspace, whatever the manifest says: a case may move it away."""
    document["terraform"]["backend"] = {"local": {"path": "terraform.tfstate"}}
    return document


def plan_of(case: Case, base: Path, endpoint: str) -> dict[str, Any]:
    """Plan a case in the directory where its environment was applied; what is there stays as it was."""
    workspace = Workspace(base / case.environment)
    stack = workspace.directory / "cdk.tf.json"
    applied = stack.read_text(encoding="utf-8")
    state = workspace.directory / "terraform.tfstate"
    aside = state.with_suffix(".aside")
    written = state.read_text(encoding="utf-8")
    refresh = [] if case.how == "drift" else ["-refresh=false"]
    try:
        stack.write_text(json.dumps(_changed(case, base, json.loads(applied)), indent=2), encoding="utf-8")
        if case.how == "nothing-there":
            state.rename(aside)
        else:
            state.write_text(with_state(case, written), encoding="utf-8")
        destroy = ["-destroy"] if case.how == "destroy" else []
        with _drifted(endpoint) if case.how == "drift" else _as_it_is():
            _done(workspace.run("plan", "-out=plan", *HOW, *refresh, *destroy))
        return workspace.json("show", "-json", "plan")
    finally:
        stack.write_text(applied, encoding="utf-8")
        aside.unlink(missing_ok=True)
        state.write_text(written, encoding="utf-8")


def with_state(case: Case, written: str) -> str:
    """Write into a state what is there otherwise, in this case, than as committed."""
    document = json.loads(written)
    for address, name, value in case.state:
        type_, _, key = address.partition(".")
        [resource] = [one for one in document["resources"] if (one["type"], one["name"]) == (type_, key)]
        resource["instances"][0]["attributes"][name] = value
    return json.dumps(document) if case.state else written


def _changed(case: Case, base: Path, document: dict[str, Any]) -> dict[str, Any]:
    if case.manifest:
        document = _of_manifest(case, base)
    for path, value in case.json:
        *parents, last = path.split("/")
        place = document
        for part in parents:
            place = place.setdefault(part, {})
        if value is GONE:
            _kept_aside(document)[path] = place.pop(last)
        elif isinstance(value, dict) and set(value) == {"moved"}:
            place[last] = _kept_aside(document)[value["moved"]]
        else:
            place[last] = value(place[last]) if callable(value) else value
    document.pop("aside", None)
    return document


def _kept_aside(document: dict[str, Any]) -> dict[str, Any]:
    aside: dict[str, Any] = document.setdefault("aside", {})
    return aside


def _of_manifest(case: Case, base: Path) -> dict[str, Any]:
    text = (ROOT / "envs" / f"{case.environment}.yaml").read_text(encoding="utf-8")
    for written, instead in case.manifest:
        assert written in text, f"{case.name}: {written}"
        text = text.replace(written, instead, 1)
    directory = base / "changed"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    (directory / f"{case.environment}.yaml").write_text(text, encoding="utf-8")
    synthesize(load([directory / f"{case.environment}.yaml"]), directory / "cdktf.out")
    [stack] = (directory / "cdktf.out" / "stacks").iterdir()
    return with_its_state_beside(json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8")))


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _drifted(endpoint: str) -> Iterator[None]:
    """Change an alarm and the backups behind Terraform's back, and set both back."""

    def client(service: str) -> Any:
        return boto3.client(
            service, region_name="us-east-1", endpoint_url=endpoint,
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip

    def keep(days: int) -> None:
        client("rds").modify_db_instance(
            DBInstanceIdentifier="aldeia-staging-db", BackupRetentionPeriod=days, ApplyImmediately=True
        )

    keep(1)
    try:
        yield
    finally:
        keep(7)


def _done(done: Any) -> None:
    if done.returncode != 0:
        raise SystemExit(done.stderr or done.stdout)


def normalised(plan: dict[str, Any]) -> dict[str, Any]:
    """Keep what a review reads, and nothing that differs from run to run."""
    provider = plan["configuration"]["provider_config"]["aws"]["expressions"]
    kept = {
        "format_version": plan["format_version"],
        "terraform_version": plan["terraform_version"],
        "timestamp": MOMENT,
        "planned_values": {},
        "complete": plan.get("complete", True),
        "errored": plan.get("errored", False),
        "configuration": {
            "provider_config": {
                "aws": {"expressions": {name: provider[name] for name in ("default_tags", "region")}},
                **_other_providers(plan),
            },
            "root_module": {"resources": list(_elsewhere(plan))},
        },
        "resource_changes": [_trimmed(entry) for entry in _told(plan.get("resource_changes", []))],
        "resource_drift": [_trimmed(entry) for entry in _told(plan.get("resource_drift", []))],
        "output_changes": {
            name: {"actions": change["actions"]}
            for name, change in plan.get("output_changes", {}).items()
            if change["actions"] != ["no-op"]
        },
    }
    return renumbered(kept)


def _other_providers(plan: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {"expressions": {"region": provider["expressions"]["region"]}}
        for key, provider in plan["configuration"]["provider_config"].items()
        if key != "aws"
    }


def _elsewhere(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give what is not of the provider without an alias: a price depends on where something is."""
    for one in plan["configuration"]["root_module"].get("resources", []):
        if one["mode"] == "managed" and one["provider_config_key"] != "aws":
            yield {name: one[name] for name in ("address", "provider_config_key")}


def _told(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        changes = entry["change"]["actions"] != ["no-op"] or "previous_address" in entry
        if entry["mode"] == "managed" and (changes or entry["type"] in PRICED_TYPES):
            yield entry


def _trimmed(entry: dict[str, Any]) -> dict[str, Any]:
    change = entry["change"]
    before, after = change.get("before") or {}, change.get("after") or {}
    unknown = change.get("after_unknown") or {}
    update = "update" in change["actions"] or len(change["actions"]) > 1
    if change["actions"] == ["no-op"] and "previous_address" not in entry:
        return _of_what_stays(entry)
    names = {
        name
        for name in before.keys() | after.keys() | unknown.keys()
        if name in KEPT | READ_ATTRIBUTES
        or (update and (unknown.get(name) or before.get(name) != after.get(name)))
    }
    inner: dict[str, Any] = {"actions": change["actions"]}
    for side in ("before", "after"):
        marks = change.get(f"{side}_sensitive")
        values = change.get(side)
        inner[side] = None if values is None else {
            name: _without_secrets(values[name], (marks or {}).get(name) if isinstance(marks, dict) else marks, side)
            for name in sorted(names & values.keys())
        }  # fmt: skip
        inner[f"{side}_sensitive"] = _marks(marks, names)
    inner["after_unknown"] = _marks(unknown, names)
    if change.get("replace_paths"):
        inner["replace_paths"] = change["replace_paths"]
    outer = ("address", "mode", "type", "name", "previous_address", "action_reason")
    return {name: entry[name] for name in outer if name in entry} | {"change": inner}


def _of_what_stays(entry: dict[str, Any]) -> dict[str, Any]:
    """Keep what the price of a resource depends on."""
    values = entry["change"]["before"]
    kept = {name: values[name] for name in sorted(READ_ATTRIBUTES & values.keys()) if values[name]}
    change = {"actions": ["no-op"], "before": kept, "after": kept}
    return {name: entry[name] for name in ("address", "mode", "type")} | {"change": change}


def _marks(marks: Any, names: set[str]) -> Any:
    return (
        {name: marks[name] for name in sorted(names & marks.keys()) if marks[name]}
        if isinstance(marks, dict)
        else marks
    )


def _without_secrets(value: Any, mark: Any, side: str) -> Any:
    """Put words in the place of what Terraform marks as sensitive, which the emulator made up."""
    return f"sensitive-value-{side}" if mark is True and value is not None else value


def renumbered(plan: dict[str, Any]) -> dict[str, Any]:
    """Number the ids that the emulator draws, in the order in which they stand in the file."""
    seen: dict[str, str] = {}
    text = json.dumps(plan, sort_keys=True, ensure_ascii=False)
    for pattern, number in _DRAWN:
        for found in re.finditer(pattern, text):
            seen.setdefault(found[0], number(found, len(seen) + 1))
        text = re.sub(pattern, lambda found: seen[found[0]], text)
    result: dict[str, Any] = json.loads(text)
    return result


# What an id looks like, and how its number is written.
_DRAWN: tuple[tuple[str, Callable[[re.Match[str], int], str]], ...] = (
    (r"\b([a-z]{2,9})-[0-9a-f]{17}\b", lambda found, n: f"{found[1]}-{n:017x}"),
    (r"\bnacl-[0-9]+\b", lambda _, n: f"nacl-{n}"),
    (r"\bdb-[A-Z0-9]{26}\b", lambda _, n: f"db-{n:026d}"),
    (r"\bterraform-[0-9a-f]{26}\b", lambda _, n: f"terraform-{n:026x}"),
    (r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", lambda _, n: f"00000000-0000-0000-0000-{n:012x}"),
    (r"(secret:[a-z/-]+)-[A-Za-z0-9]{6}\b", lambda found, n: f"{found[1]}-{n:06d}"),
)


def write(case: Case, plan: dict[str, Any]) -> None:
    PLANS.mkdir(exist_ok=True)
    (PLANS / f"{case.name}.json").write_text(as_text(plan), encoding="utf-8")
    addresses = ", ".join(entry["address"] for entry in plan["resource_changes"][:4])
    print(f"{case.name}: {len(plan['resource_changes'])} changes: {addresses}", flush=True)  # noqa: T201  # a tool


def as_text(plan: dict[str, Any]) -> str:
    """Write a plan to be read: what changes line by line, what stays as it is in a line each."""
    lines: list[str] = []

    def shortened(entry: dict[str, Any]) -> Any:
        if entry["change"]["actions"] != ["no-op"] or "previous_address" in entry:
            return entry
        lines.append(json.dumps(entry, sort_keys=True, ensure_ascii=False))
        return f"line {len(lines) - 1}"

    changes = [shortened(entry) for entry in plan["resource_changes"]]
    text = json.dumps(plan | {"resource_changes": changes}, indent=1, sort_keys=True, ensure_ascii=False)
    return re.sub(r'"line (\d+)"', lambda found: lines[int(found[1])], text) + "\n"


if __name__ == "__main__":
    sys.exit(main())
