"""Changes of a manifest, planned by the real provider: in place, exactly what was asked for; or refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from subprocess import CompletedProcess
from typing import TypeVar

import pytest

from tests.emulator.known_secrets import cache_tokens, database_password
from tests.emulator.server import Emulator
from tests.terraform.account import Account
from tests.terraform.applied import HOW, Applied, synthesized
from tests.terraform.changes import CHANGES, REPLACED, REPLACEMENTS, Change, Replacement
from tests.terraform.destroyed import protected_addresses
from tests.terraform.differences import Difference, differences
from tests.terraform.leaks import NOTHING_TO_DO
from tests.terraform.workspace import Workspace, beside

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=7)]

ENVIRONMENT = "production"
# A plan that asks AWS nothing: what AWS has is what was applied a moment ago.
FROM_THE_STATE = ("-refresh=false", "-lock=false", "-input=false", "-no-color")
AT_ONCE = 2
# It draws every threshold: it follows many settings together, and is of none alone.
DASHBOARD = "aws_cloudwatch_dashboard.environment"


T = TypeVar("T")


def rounds_of(changes: Iterable[T], addresses_of: Callable[[T], set[str]]) -> list[list[T]]:
    """Put changes together that have no address in common: whatever differs there is one setting's doing."""
    rounds: list[tuple[set[str], list[T]]] = []
    for change in changes:
        addresses = addresses_of(change)
        free = (one for one in rounds if not one[0] & addresses)
        taken, together = next(free, (set(), []))
        if not together:
            rounds.append((taken, together))
        taken |= addresses
        together.append(change)
    return [together for _, together in rounds]


ROUNDS = rounds_of(CHANGES, lambda change: set(change.differs))
REPLACING_ROUNDS = rounds_of(REPLACEMENTS, lambda replacement: {replacement.address})


def lines_of(changes: Iterable[Change]) -> list[tuple[str, str]]:
    return [line for change in changes for line in change.lines]


def changed(applied: Applied, name: str, lines: Iterable[tuple[str, str]]) -> Workspace:
    """Write the manifest with changes, and make a workspace of it beside the one that was applied."""
    directory = applied.directory / name
    directory.mkdir()
    text = applied.manifest.read_text(encoding="utf-8")
    for written, instead in lines:
        assert text.count(written) == 1, written
        text = text.replace(written, instead)
    (directory / "production.yaml").write_text(text, encoding="utf-8")
    stack = synthesized(directory / "production.yaml", directory / "cdktf.out")
    return beside(applied.workspace, stack, directory / "work")


def planned(workspace: Workspace) -> dict[str, Difference]:
    done = workspace.run("plan", "-out=plan", *FROM_THE_STATE)
    assert done.returncode == 0, done.stderr
    return differences(workspace.json("show", "-json", "plan"))


def replacing(applied: Applied, name: str, replacements: list[Replacement]) -> Workspace:
    """Make a workspace in which stores would have to be replaced."""
    workspace = changed(applied, name, [one.line for one in replacements if one.line])
    path = workspace.directory / "cdk.tf.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for one in replacements:
        kind, key = one.address.split(".")
        document["resource"][kind][key] |= one.attributes or {}
    path.write_text(json.dumps(document), encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def plans(applied: Applied) -> list[dict[str, Difference]]:
    """What each round would change, by address."""
    workspaces = [
        changed(applied, f"round-{number}", lines_of(together)) for number, together in enumerate(ROUNDS)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(planned, workspaces))


@pytest.fixture(scope="module")
def refusals(applied: Applied) -> list[CompletedProcess[str]]:
    """What Terraform says when stores would have to be replaced, round by round."""
    workspaces = [
        replacing(applied, f"replacing-{number}", together)
        for number, together in enumerate(REPLACING_ROUNDS)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda workspace: workspace.run("plan", *FROM_THE_STATE), workspaces))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.setting)
def test_a_change_plans_exactly_this(plans: list[dict[str, Difference]], change: Change) -> None:
    [plan] = [plan for plan, together in zip(plans, ROUNDS, strict=True) if change in together]

    assert {address: plan.get(address) for address in change.differs} == change.differs


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_nothing_else_is_planned(plans: list[dict[str, Difference]], number: int) -> None:
    planned = set(plans[number]) - {DASHBOARD}

    assert planned == {address for change in ROUNDS[number] for address in change.differs}


def test_the_dashboard_follows_thresholds_and_what_they_are_worked_out_of(
    plans: list[dict[str, Difference]],
) -> None:
    drawn = [number for number, plan in enumerate(plans) if DASHBOARD in plan]
    thresholds = [
        number
        for number, together in enumerate(ROUNDS)
        if any("alarms.cache" in one.setting for one in together)
    ]

    assert drawn == thresholds


def test_only_what_holds_no_data_is_ever_replaced(plans: list[dict[str, Difference]]) -> None:
    replaced = {address for plan in plans for address in plan if plan[address].get("is") == REPLACED}

    assert {address.split(".")[0] for address in replaced} == {
        "aws_db_instance_automated_backups_replication",
        "aws_secretsmanager_secret_version",
    }


@pytest.mark.parametrize("replacement", REPLACEMENTS, ids=lambda replacement: replacement.what)
def test_what_would_replace_a_store_is_refused_with_its_address(
    refusals: list[CompletedProcess[str]], replacement: Replacement
) -> None:
    [(refused, together)] = [
        (refused, together)
        for refused, together in zip(refusals, REPLACING_ROUNDS, strict=True)
        if replacement in together
    ]

    assert refused.returncode == 1
    assert protected_addresses(refused) == {one.address for one in together}


@pytest.fixture(scope="module")
def applied_at_once(applied: Applied, plans: list[dict[str, Difference]]) -> Workspace:
    """All changes in one apply, after each was planned by itself."""
    workspace = changed(applied, "all", lines_of(CHANGES))
    done = workspace.run("apply", "-auto-approve", *HOW)
    assert done.returncode == 0, done.stderr
    return workspace


@pytest.fixture(scope="module")
def before(applied: Applied, emulator: Emulator) -> dict[str, str]:
    """The secrets as they were after the first apply."""
    return secrets_of(Account(emulator.endpoint, ENVIRONMENT))


def secrets_of(account: Account) -> dict[str, str]:
    names = ("production/database/master", "production/cache/auth-token", "production/database/credentials")
    return {
        name: account.ask("secretsmanager", "get_secret_value", SecretId=name)["SecretString"]
        for name in names
    }


def test_all_changes_are_applied_at_once_and_nothing_is_left_to_do(
    before: dict[str, str], applied_at_once: Workspace
) -> None:
    again = applied_at_once.run("plan", "-detailed-exitcode", *HOW)

    assert again.returncode == NOTHING_TO_DO, again.stdout + again.stderr


def test_a_new_password_is_the_databases_and_the_applications(
    before: dict[str, str], applied_at_once: Workspace, account: Account
) -> None:
    now = secrets_of(account)

    assert now["production/database/master"] != before["production/database/master"]
    assert database_password("aldeia-prod-db") == now["production/database/master"]
    assert json.loads(now["production/database/credentials"])["password"] == now["production/database/master"]


def test_a_new_token_is_let_in_beside_the_old_one(
    before: dict[str, str], applied_at_once: Workspace, account: Account
) -> None:
    old, new = before["production/cache/auth-token"], secrets_of(account)["production/cache/auth-token"]

    assert old != new
    assert cache_tokens("aldeia-prod-redis") == [old, new]
