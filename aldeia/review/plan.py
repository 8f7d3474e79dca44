"""Plan: what `terraform show -json PLANFILE` wrote, read as far as a review needs it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from aldeia.money.bill import Bill, bill
from aldeia.review import ReviewError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "1"
"""The major version of Terraform's JSON that is read: developer.hashicorp.com/terraform/internals/json-format."""
_ACTIONS = {"no-op", "create", "read", "update", "delete", "forget"}
MOST_BYTES = 512 * 2**20
SHOW = "make it with `terraform show -json PLANFILE > plan.json`"


@dataclass(frozen=True, slots=True)
class Change:
    """One resource, and what becomes of it."""

    address: str
    type: str
    actions: tuple[str, ...]
    """Terraform's: no-op, create, read, update, delete, forget; two of them are a replacement."""
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    after_unknown: Any
    before_sensitive: Any
    after_sensitive: Any
    replace_paths: tuple[tuple[Any, ...], ...] = ()
    reason: str = ""
    """Terraform's `action_reason`."""
    moved_from: str = ""
    imported: bool = False

    @property
    def action(self) -> str:
        """One word for what happens: create, update, replace, delete, forget, import, move, or nothing."""
        if len(self.actions) > 1:
            return "replace"
        only = self.actions[0] if self.actions else "no-op"
        if only != "no-op":
            return only
        return "import" if self.imported else "move" if self.moved_from else ""


@dataclass(frozen=True)
class Plan:
    """One environment's plan."""

    file: str
    environment: str
    project: str
    owner: str
    """The team that answers for it, by its tag; empty when there is none."""
    region: str
    moment: datetime
    changes: list[Change]
    drift: list[Change]
    """What differs from the state because somebody changed it elsewhere."""
    bill: Bill
    """What the whole stack costs, with what does not change."""
    outputs: list[str] = field(default_factory=list)
    """Names of the outputs whose values change."""


def read_plan(path: Path) -> Plan:
    """Read a plan; raises ReviewError with a sentence when it is none, or none that can be judged."""
    return plan_of(read_document(path), str(path))


def read_document(path: Path) -> dict[str, Any]:
    """Read a plan's JSON as it stands; raises as `read_plan`."""
    document = _document(path, str(path))
    _refuse_other_json(document, str(path))
    return document


def plan_of(document: dict[str, Any], shown: str) -> Plan:
    """Read a plan from its JSON, which is told of by the name that is shown; raises as `read_plan`."""
    try:
        return _plan(document, shown)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ReviewError(f"{shown}: its parts are not those of a plan; {SHOW}") from error


def _plan(document: dict[str, Any], shown: str) -> Plan:
    tags, region, regions = _providers(document)
    environment = tags.get("Environment", "")
    if not environment:
        _refuse(
            shown,
            "the plan names no environment: its provider sets no tag Environment",
            "plan a stack of ours",
        )
    return Plan(
        file=shown,
        environment=str(environment),
        project=str(tags.get("Project", "")),
        owner=str(tags.get("Owner", "")),
        region=region,
        moment=_moment(document.get("timestamp")),
        changes=[change for entry in document.get("resource_changes") or () if (change := _change(entry))],
        drift=[change for entry in document.get("resource_drift") or () if (change := _change(entry))],
        bill=bill(document.get("resource_changes") or (), regions, region),
        outputs=_outputs(document),
    )


def _refuse(shown: str, got: str, remedy: str) -> NoReturn:
    raise ReviewError(f"{shown}: {got}; {remedy}")


def _document(path: Path, shown: str) -> dict[str, Any]:
    try:
        if path.is_dir():
            _refuse(shown, "this is a directory", SHOW)
        if path.stat().st_size > MOST_BYTES:
            _refuse(shown, f"got more than {MOST_BYTES // 2**20} MiB, expected a plan", "is this a plan?")
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise ReviewError(f"{shown}: cannot be read: {reason}; {SHOW}") from error
    if not data.strip():
        _refuse(shown, "the file is empty", SHOW)
    if data.startswith(b"PK"):
        _refuse(shown, "this is Terraform's plan file, not its JSON", SHOW)
    return _parsed(data, shown)


def _parsed(data: bytes, shown: str) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.lstrip().startswith(b'{"@level"'):
            raise ReviewError(
                f"{shown}: this is the log of `terraform plan -json`, not a plan; {SHOW}"
            ) from error
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ReviewError(f"{shown}{place}: this is not JSON; {SHOW}") from error
    if not isinstance(document, dict):
        _refuse(shown, "got JSON that is no object, expected a plan", SHOW)
    return document


def _refuse_other_json(document: dict[str, Any], shown: str) -> None:
    version = document.get("format_version")
    if not isinstance(version, str) or not version:
        _refuse(shown, "got JSON without format_version, expected a plan", SHOW)
    if version.split(".")[0] != FORMAT:
        _refuse(
            shown, f"got plan format {version}, expected {FORMAT}.x", "use a Terraform 1.x, or a newer aldeia"
        )
    if document.get("errored") is True:
        _refuse(
            shown, "the plan ended in an error, so it is not whole", "mend what `terraform plan` says first"
        )
    if document.get("complete") is False:
        _refuse(shown, "the plan is not complete: Terraform defers changes", "apply it in steps with -target")
    if "planned_values" not in document:
        what = "a state" if "values" in document else "JSON of another kind"
        _refuse(shown, f"this is {what}, expected a plan", SHOW)


def _change(entry: dict[str, Any]) -> Change | None:
    """Read one entry; nothing when it is of a data source, or nothing happens."""
    inner = entry.get("change") or {}
    actions = tuple(inner.get("actions") or ())
    quiet = actions in {(), ("no-op",), ("read",)}
    if entry.get("mode") != "managed" or (
        quiet and not entry.get("previous_address") and not inner.get("importing")
    ):
        return None
    before, after = inner.get("before"), inner.get("after")
    if not all(isinstance(value, dict | None) for value in (before, after)):
        raise TypeError("a resource is a map of attributes")
    if not set(actions) <= _ACTIONS:
        raise ValueError("an action of another kind")
    return Change(
        address=str(entry["address"]),
        type=str(entry["type"]),
        actions=actions,
        before=before,
        after=after,
        after_unknown=inner.get("after_unknown"),
        before_sensitive=inner.get("before_sensitive"),
        after_sensitive=inner.get("after_sensitive"),
        replace_paths=tuple(tuple(path) for path in inner.get("replace_paths") or ()),
        reason=str(entry.get("action_reason") or ""),
        moved_from=str(entry.get("previous_address") or ""),
        imported=bool(inner.get("importing")),
    )


def _providers(document: dict[str, Any]) -> tuple[dict[str, str], str, dict[str, str]]:
    """Give default tags and region of the provider without an alias, and the regions of what has another one."""
    configuration = document.get("configuration") or {}
    providers = configuration.get("provider_config") or {}
    expressions = (providers.get("aws") or {}).get("expressions") or {}
    blocks = expressions.get("default_tags") or [{}]
    tags = (blocks[0].get("tags") or {}).get("constant_value") or {}
    others = {
        str(one["address"]): _region(providers.get(one.get("provider_config_key")) or {})
        for one in (configuration.get("root_module") or {}).get("resources") or ()
        if one.get("provider_config_key") not in {None, "aws"}
    }
    return tags, _region(providers.get("aws") or {}), others


def _region(provider: dict[str, Any]) -> str:
    expressions = provider.get("expressions") or {}
    return str((expressions.get("region") or {}).get("constant_value") or "")


def _moment(timestamp: object) -> datetime:
    """Read Terraform's timestamp; older plans have none and are taken to be made now."""
    try:
        return datetime.fromisoformat(str(timestamp)).astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)


def _outputs(document: dict[str, Any]) -> list[str]:
    changes = document.get("output_changes") or {}
    return sorted(
        name for name, change in changes.items() if (change.get("actions") or ["no-op"]) != ["no-op"]
    )
