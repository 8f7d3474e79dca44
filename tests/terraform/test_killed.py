"""An apply that is killed ten times, between AWS's answer and the write of the state, is taken up again each time."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

import boto3
import jmespath
import pytest

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.emulator.known_secrets import cache_tokens, database_password
from tests.emulator.server import Emulator
from tests.missing import needs_terraform, needs_the_provider
from tests.stacks.documents import ROOT
from tests.terraform.provider import terraform, terraform_environment
from tests.terraform.workspace import Workspace, prepare_for_apply

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=6)]

HOW = ("-input=false", "-no-color", "-parallelism=30")
REGION = "us-east-1"
# When each apply is killed: after so many requests that change something, however long they take (seeded, so that every
# run is the same; an apply of staging makes about 80), and twice when a store was just made, or sent its password: that
# answer is the one that comes late and is lost dearly.
MOMENTS: list[int | tuple[str, ...]] = [random.Random(seed).randint(1, 9) for seed in range(8)]
MOMENTS += [("CreateReplicationGroup", "ModifyReplicationGroup"), ("CreateDBInstance", "ModifyDBInstance")]
READS = ("Describe", "Get", "List")
Ask = Callable[[str], Any]

# What there is to be counted: type, service, request, where the ids are in its answer.
COUNTED = (
    ("aws_vpc", "ec2", "describe_vpcs", "Vpcs[].VpcId"),
    ("aws_subnet", "ec2", "describe_subnets", "Subnets[].SubnetId"),
    ("aws_route_table", "ec2", "describe_route_tables", "RouteTables[?!(Associations[?Main])].RouteTableId"),
    ("aws_network_acl", "ec2", "describe_network_acls", "NetworkAcls[?!IsDefault].NetworkAclId"),
    (
        "aws_security_group",
        "ec2",
        "describe_security_groups",
        "SecurityGroups[?GroupName != 'default'].GroupId",
    ),
    ("aws_flow_log", "ec2", "describe_flow_logs", "FlowLogs[].FlowLogId"),
    ("aws_kms_key", "kms", "list_keys", "Keys[].KeyId"),
    ("aws_kms_alias", "kms", "list_aliases", "Aliases[?TargetKeyId].AliasName"),
    ("aws_secretsmanager_secret", "secretsmanager", "list_secrets", "SecretList[].ARN"),
    ("aws_cloudwatch_log_group", "logs", "describe_log_groups", "logGroups[].logGroupName"),
    ("aws_cloudwatch_metric_alarm", "cloudwatch", "describe_alarms", "MetricAlarms[].AlarmName"),
    ("aws_sns_topic", "sns", "list_topics", "Topics[].TopicArn"),
    ("aws_sns_topic_subscription", "sns", "list_subscriptions", "Subscriptions[].SubscriptionArn"),
    ("aws_iam_role", "iam", "list_roles", "Roles[].RoleName"),
    ("aws_db_instance", "rds", "describe_db_instances", "DBInstances[].DbiResourceId"),
    ("aws_db_subnet_group", "rds", "describe_db_subnet_groups", "DBSubnetGroups[].DBSubnetGroupName"),
    (
        "aws_db_parameter_group",
        "rds",
        "describe_db_parameter_groups",
        "DBParameterGroups[].DBParameterGroupName",
    ),
    (
        "aws_elasticache_replication_group",
        "elasticache",
        "describe_replication_groups",
        "ReplicationGroups[].ReplicationGroupId",
    ),
    (
        "aws_elasticache_subnet_group",
        "elasticache",
        "describe_cache_subnet_groups",
        "CacheSubnetGroups[].CacheSubnetGroupName",
    ),
)
RULES = ("aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule")


class Executioner:
    """Stands before the emulator, and kills Terraform after AWS has done what it was asked and before it has answered."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application
        self._lock = Lock()
        self._moment: int | tuple[str, ...] = 0
        self._writes = 0
        self._victim: int | None = None
        self.last_asked: list[str] = []
        """What each that was killed had asked for last."""

    def await_moment(self, moment: int | tuple[str, ...], victim: int) -> None:
        """Kill a process group at its write of that number, or at the first that is called so."""
        with self._lock:
            self._moment, self._writes, self._victim = moment, 0, victim

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        action = action_of(environ)
        answer = list(self._application(environ, start_response))
        if not action.startswith(READS):
            self._count(action)
        return answer

    def _count(self, action: str) -> None:
        with self._lock:
            self._writes += 1
            come = self._writes == self._moment if isinstance(self._moment, int) else action in self._moment
            if come and self._victim is not None:
                os.killpg(self._victim, signal.SIGKILL)
                self._victim = None
                self.last_asked.append(action)


def action_of(environ: dict[str, Any]) -> str:
    """Give the name of what is asked: each of AWS's protocols has it in another place."""
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return str(target).rpartition(".")[2]
    if "/operation/" in environ["PATH_INFO"]:
        return str(environ["PATH_INFO"]).rpartition("/")[2]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    return str(parse_qs(body.decode())["Action"][0])


@dataclass
class Run:
    """What became of staging."""

    workspace: Workspace
    endpoint: str
    checkout: Path
    before: dict[str, set[str]]
    imported: list[str] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @cached_property
    def state(self) -> dict[str, set[str]]:
        """The ids in Terraform's state at the end, by type."""
        resources = self.workspace.json("show", "-json")["values"]["root_module"]["resources"]
        managed = [one for one in resources if one["mode"] == "managed"]
        return {
            kind: {one["values"]["key_id"] if kind == "aws_kms_key" else one["values"]["id"] for one in managed if one["type"] == kind}
            for kind in {one["type"] for one in managed}
        }  # fmt: skip


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        emulator.reset()
        yield emulator


@pytest.fixture(scope="module")
def ask(emulator: Emulator) -> Ask:
    return lambda service: boto3.client(
        service, region_name=REGION, endpoint_url=emulator.endpoint,
        aws_access_key_id="testing", aws_secret_access_key="testing",
    )  # fmt: skip


@pytest.fixture(scope="module")
def executioner(emulator: Emulator) -> Executioner:
    executioner = Executioner(emulator._server.app)
    emulator._server.app = executioner
    return executioner


@pytest.fixture(scope="module")
def survived(
    emulator: Emulator, executioner: Executioner, ask: Ask, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Staging, killed and adopted ten times, then applied to its end."""
    run = begin(emulator, ask, tmp_path_factory.mktemp("killed"))
    for moment in MOMENTS:
        run.exits.append(apply_until(moment, run, executioner))
        run.said.append(adopt(run))
        imports = run.workspace.directory / "imports.tf.json"
        if imports.exists():
            run.imported += [block["to"] for block in json.loads(imports.read_text())["import"]]
        take_back_open_rules(run.said[-1], ask)
    done = run.workspace.run("apply", "-auto-approve", *HOW)
    assert done.returncode == 0, done.stdout + done.stderr
    run.said.append(adopt(run))
    return run


def begin(emulator: Emulator, ask: Ask, checkout: Path) -> Run:
    """Make a checkout with staging's stack in it, initialised; skips, or fails in CI, where Terraform cannot be had."""
    needs_terraform()
    (checkout / "envs").mkdir()
    manifest = checkout / "envs" / "staging.yaml"
    manifest.write_text((ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    synthesize(list(load([manifest])), checkout / "made")
    stacks = Path("stacks") / "aldeia-staging"
    with needs_the_provider():
        workspace = prepare_for_apply(
            checkout / "made" / stacks, checkout / "cdktf.out" / stacks, emulator.endpoint
        )
    return Run(workspace, emulator.endpoint, checkout, before=living(ask))


def apply_until(moment: int | tuple[str, ...], run: Run, executioner: Executioner) -> int:
    """Apply until Terraform and its provider are killed; gives the exit status."""
    with (run.checkout / "apply.log").open("a") as log:
        child = subprocess.Popen(
            [str(terraform()), "apply", "-auto-approve", *HOW],
            cwd=run.workspace.directory, env=terraform_environment(), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        executioner.await_moment(moment, child.pid)
        return child.wait()


def adopt(run: Run) -> str:
    """Run the command as an operator does; gives what it said."""
    variables = terraform_environment() | {
        "AWS_ENDPOINT_URL": run.endpoint,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "aldeia", "adopt", "staging"],
        cwd=run.checkout, env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def take_back_open_rules(said: str, ask: Ask) -> None:
    """Do what an operator does with the rule that AWS gives every new group and a killed Terraform left there."""
    for line in said.splitlines():
        rule, _, what = line.strip().partition("  ")
        if rule.startswith("sgr-") and "lets out 0.0.0.0/0" in what:
            group = what.split()[0]
            ask("ec2").revoke_security_group_egress(GroupId=group, SecurityGroupRuleIds=[rule])


def living(ask: Ask) -> dict[str, set[str]]:
    """Give the ids of everything in the emulator by type."""
    return {
        kind: set(jmespath.search(path, getattr(ask(service), request)()))
        for kind, service, request, path in COUNTED
    }


def secret(ask: Ask, name: str) -> str:
    return str(ask("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


def test_every_run_but_the_last_was_killed_and_things_were_lost(
    survived: Run, executioner: Executioner
) -> None:
    assert len(executioner.last_asked) == len(MOMENTS) == 10
    assert survived.exits == [-signal.SIGKILL] * len(MOMENTS)
    assert {"aws_db_instance.database", "aws_elasticache_replication_group.cache"} <= set(survived.imported)


def test_nothing_is_orphaned(survived: Run, ask: Ask) -> None:
    state = survived.state
    after = {kind: ids - survived.before[kind] for kind, ids in living(ask).items()}

    assert after == {kind: state[kind] for kind in after}


def test_no_group_lets_through_what_terraform_does_not_know(survived: Run, ask: Ask) -> None:
    groups = list(survived.state["aws_security_group"])
    rules = ask("ec2").describe_security_group_rules(Filters=[{"Name": "group-id", "Values": groups}])

    assert {rule["SecurityGroupRuleId"] for rule in rules["SecurityGroupRules"]} == (
        survived.state[RULES[0]] | survived.state[RULES[1]]
    )


def test_the_stored_password_is_the_databases(survived: Run, ask: Ask) -> None:
    stored = secret(ask, "staging/database/master")

    assert database_password("aldeia-staging-db") == stored
    assert json.loads(secret(ask, "staging/database/credentials"))["password"] == stored


def test_the_stored_token_is_the_caches(survived: Run, ask: Ask) -> None:
    stored = secret(ask, "staging/cache/auth-token")

    # The newest; where a kill cost the whole state, a token was made anew and the one before goes on working.
    assert cache_tokens("aldeia-staging-redis")[-1] == stored
    assert json.loads(secret(ask, "staging/cache/credentials"))["password"] == stored


def test_the_last_adoption_finds_nothing_and_takes_its_file_away(survived: Run) -> None:
    listed = ROOT / "tests" / "stacks" / "addresses" / "aldeia-staging.txt"
    all_of_them = len(listed.read_text(encoding="utf-8").split())
    told = f"{all_of_them} addresses are in Terraform's state, 0 were found in AWS, 0 are still to be made"
    assert told in survived.said[-1]
    assert "No address claims" not in survived.said[-1]
    assert list(survived.workspace.directory.glob("imports*")) == []


def test_a_second_plan_is_empty(survived: Run) -> None:
    planned = survived.workspace.run("plan", "-detailed-exitcode", *HOW)

    assert planned.returncode == 0, planned.stdout + planned.stderr
