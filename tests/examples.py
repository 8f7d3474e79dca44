"""A small valid manifest as plain data, one change at a time, and what the loader says of it.

Rules are asked hundreds of times and a YAML parser is slow, so the example is laid out here: the same text, and the same
places, that the loader would read. `tests/manifest/test_loader.py` holds the two to each other.
"""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aldeia.manifest.loader import load, load_directory, load_with_places
from aldeia.manifest.problem import ManifestError, Place
from aldeia.manifest.rules import as_problem, problems_of
from aldeia.manifest.shape import manifest_of
from aldeia.manifest.yaml_file import YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.problem import Problem
    from aldeia.manifest.rules.rule import Rule

ENVIRONMENTS = Path(__file__).parents[1] / "envs"

REMOVED = object()
"""The change that takes a key or a list item away."""

Changes = dict[str, Any]
"""Values by dotted path: `{"database.storage": "400 GiB", "network.database_subnets.1.cidr": REMOVED}`."""


class Edge(NamedTuple):
    """Where a rule begins to refuse: a change it accepts, the change one step further, and what it then says."""

    rule: Rule
    accepted: Changes
    refused: Changes
    message: str


EXAMPLE: dict[str, Any] = {
    "project": "aldeia",
    "environment": "testing",
    "stage": "test",
    "region": "us-east-1",
    "owner": "team",
    "tags": {"Application": "chatbot"},
    "state": {"backend": "local", "bucket": None, "key": None, "region": None, "kms_key_id": None},
    "network": {
        "vpc": "create",
        "vpc_cidr": "10.9.0.0/16",
        "database_subnets": [
            {"availability_zone": "us-east-1a", "cidr": "10.9.20.0/24"},
            {"availability_zone": "us-east-1b", "cidr": "10.9.21.0/24"},
        ],
        "application_subnets": [],
        "application_security_group": "create",
        "flow_log_retention": "14 days",
    },
    "encryption": {"key_rotation": "365 days", "key_deletion_window": "7 days"},
    "database": {
        "engine_version": "15",
        "auto_minor_version_upgrade": True,
        "instance_class": "db.t3.large",
        "storage": "100 GiB",
        "storage_ceiling": None,
        "iops": None,
        "throughput": None,
        "name": "aldeia_testing",
        "username": "aldeia_admin",
        "password_version": 1,
        "port": 5432,
        "multi_az": False,
        "backup_retention": "7 days",
        "backup_window": "03:00-04:00",
        "maintenance_window": "Sun 04:00-05:00",
        "apply_immediately": True,
        "deletion_protection": False,
        "enhanced_monitoring_interval": "0 s",
        "performance_insights": False,
        "performance_insights_retention": "7 days",
        "iam_authentication": False,
        "ca_certificate": "rds-ca-rsa2048-g1",
        "log_exports": ["postgresql", "upgrade"],
        "log_retention": "14 days",
        "parameters": {"max_connections": 200},
        "pool": {"max": 20, "min": 5, "idle_timeout": "30 s", "connection_timeout": "10 s", "processes": 4},
        "read_replica": {"enabled": False, "instance_class": "db.t3.medium"},
    },
    "cache": {
        "engine_version": "7.0",
        "auto_minor_version_upgrade": False,
        "node_type": "cache.t3.micro",
        "nodes": 1,
        "availability_zones": ["us-east-1a"],
        "multi_az": False,
        "automatic_failover": False,
        "port": 6379,
        "authentication": "token",
        "token_version": 1,
        "snapshot_retention": "7 days",
        "snapshot_window": "03:00-05:00",
        "maintenance_window": "Sun 05:00-06:00",
        "apply_immediately": True,
        "log_retention": "14 days",
        "parameters": {},
        "key_patterns": [{"pattern": "session:{sessionId}", "ttl": "24 hours", "holds": "sessions"}],
    },
    "alarms": {
        "subscriptions": [{"protocol": "email", "endpoint": "oncall@aldeia.example"}],
        "sustained_for": "5 min",
        "runbook_url": None,
        "quiet_during_maintenance": True,
        "database": {
            "cpu_above": "75%",
            "freeable_memory_below": "512 MB",
            "free_storage_below": "5 GB",
            "connections_above": 180,
            "read_latency_above": "10 ms",
            "write_latency_above": "10 ms",
            "read_iops_above": "auto",
            "write_iops_above": "auto",
            "disk_queue_above": "auto",
            "swap_above": "auto",
            "ebs_balance_below": "auto",
            "cpu_credits_below": "auto",
            "surplus_credits_above": "auto",
            "load_above": "auto",
            "transaction_ids_above": "auto",
        },
        "database_log": {
            "slow_statements_above": "auto",
            "errors_above": "auto",
            "deadlocks_above": "auto",
            "failed_logins_above": "auto",
            "refused_connections_above": "auto",
        },
        "read_replica": {
            "cpu_above": "auto",
            "freeable_memory_below": "auto",
            "free_storage_below": "auto",
            "connections_above": "auto",
            "cpu_credits_below": "auto",
            "lag_above": "auto",
        },
        "cache": {
            "cpu_above": "45%",
            "engine_cpu_above": "70%",
            "memory_warning_above": "75%",
            "memory_critical_above": "85%",
            "evictions_above": 0,
            "hit_rate_below": "90%",
            "swap_above": "50 MB",
            "connections_above": "auto",
            "network_in_above": "auto",
            "network_out_above": "auto",
            "cpu_credits_below": "auto",
            "replication_lag_above": "auto",
        },
        "silenced": [],
    },
    "recovery": {
        "database": {"rpo": "5 min", "rto": "4 hours"},
        "cache": {"rpo": "24 hours", "rto": "4 hours"},
        "cache_data": "rebuildable",
        "cross_region_backups": {"enabled": False, "region": "us-west-2", "retention": "7 days"},
        "secret_recovery_window": "0 days",
        "may_be_destroyed": True,
        "final_snapshot": False,
        "final_snapshot_number": 1,
    },
    "waivers": [],
}

PROTECTED: Changes = {
    "recovery.may_be_destroyed": False,
    "recovery.final_snapshot": True,
    "recovery.secret_recovery_window": "7 days",
    "database.deletion_protection": True,
    "cache.authentication": "iam",
}
"""What makes the example an environment that may not be destroyed."""


def example(changes: Changes | None = None) -> dict[str, Any]:
    """Give the example as plain data with the changes made; a `parameters` path goes on with the whole name."""
    values = copy.deepcopy(EXAMPLE)
    for dotted, value in (changes or {}).items():
        *path, last = keys(dotted)
        inner: Any = values
        for key in path:
            inner = inner[key]
        if value is REMOVED:
            del inner[last]
        elif isinstance(inner, list) and last == len(inner):
            inner.append(value)
        else:
            inner[last] = value
    return values


def example_file(changes: Changes | None = None, name: str = "testing.yaml") -> YamlFile:
    """Give the example as the loader would have read it, without reading."""
    file = YamlFile(name, example(changes))
    file.places[()] = Place(name)
    for line, (path, column, scalar) in enumerate(_lines(file.values, ()), start=1):
        file.places[path] = Place(name, line, column)
        # An item of a list has no line of its own: its first key stands behind its dash.
        file.places.setdefault(path[:-1], Place(name, line, column))
        if scalar not in {None, "{}", "[]"}:
            text = json.loads(str(scalar))
            file.written[path] = text if isinstance(text, str) else str(scalar)
    return file


def example_text(changes: Changes | None = None) -> str:
    """Give the example as the text of a file."""
    shown = []
    for path, column, scalar in _lines(example(changes), ()):
        indent = " " * (column - 1)
        if isinstance(path[-1], int):
            shown.append(f"{indent[2:]}- {scalar}")
            continue
        if len(path) > 1 and isinstance(path[-2], int) and _first_key(example(changes), path):
            indent = f"{indent[2:]}- "
        shown.append(f"{indent}{_key_text(path[-1])}:{'' if scalar is None else f' {scalar}'}")
    return "\n".join([*shown, ""])


def a_manifest(changes: Changes | None = None) -> Manifest:
    """Give the example, changed, as a manifest; no rule is asked."""
    file = example_file(changes)
    manifest = manifest_of(file)
    assert manifest is not None, "\n".join(map(str, file.problems))
    return manifest


def refusals(changes: Changes | None = None) -> list[str]:
    """Give what shape and rules refuse in the example, warnings left out; each message's place is held to be right here."""
    file = example_file(changes)
    manifest = manifest_of(file)
    if manifest is not None:
        file.problems += problems_of(manifest, file)
    return without_places([problem for problem in file.problems if problem.severity == "error"], file)


def said_by(rule: Rule, changes: Changes) -> list[str]:
    """Give what one rule alone says of the example."""
    file = example_file(changes)
    return without_places([as_problem(rule, fault, file) for fault in rule(a_manifest(changes))], file)


def without_places(problems: Iterable[Problem], file: YamlFile) -> list[str]:
    """Give each message without its `file:line:column: `, and hold that to be the place of the setting it names."""
    said = []
    for problem in problems:
        named = tuple(keys(problem.setting.replace("[", ".").replace("]", "")))
        assert problem.place == file.place(named), f"{problem.place} is not the place of {problem.setting}"
        said.append(problem.sentence)
    return said


def problems(*paths: Path) -> list[str]:
    """Give everything the loader says of files, with its places; the paths are shortened to names."""
    try:
        load(paths)
    except ManifestError as error:
        text = str(error)
        for path in paths:
            text = text.replace(str(path), path.name)
        return text.splitlines()
    return []


def read_values(path: Path) -> dict[str, Any]:
    """Give the plain data of a manifest, with what it extends."""
    ((file, _),) = load_with_places([path])
    return file.values or {}


@cache
def committed() -> dict[str, Manifest]:
    """Give the manifests of envs/ by environment."""
    return {manifest.environment: manifest for manifest in load_directory(ENVIRONMENTS)}


def keys(dotted: str) -> list[str | int]:
    """Take a dotted path apart; a `parameters` path goes on with the whole name."""
    head, dot, parameter = dotted.partition(".parameters.")
    path: list[str | int] = [int(key) if key.isdigit() else key for key in head.split(".")]
    return [*path, "parameters", parameter] if dot else path


def _lines(
    value: Any, path: tuple[str | int, ...], column: int = 1
) -> Iterator[tuple[tuple[str | int, ...], int, str | None]]:
    """Give each line of the text: what it sets, the column it starts at, and its scalar if it has one."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        here = (*path, key)
        at = column if isinstance(value, dict) else column + 2
        if not isinstance(inner, dict | list) or not inner:
            yield here, at, json.dumps(inner)
        elif isinstance(value, list):
            yield from _lines(inner, here, at)
        else:
            yield here, at, None
            yield from _lines(inner, here, at + 2)


def _first_key(values: Any, path: tuple[str | int, ...]) -> bool:
    for key in path[:-1]:
        values = values[key]
    return bool(next(iter(values)) == path[-1])


def _key_text(key: str | int) -> str:
    return (
        json.dumps(key)
        if isinstance(key, str) and not key.replace("_", "").replace(".", "").isalnum()
        else str(key)
    )
