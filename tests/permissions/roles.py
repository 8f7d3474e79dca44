"""Roles: what each of CI's roles may do in an environment, with every name that is drawn later put in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.manifest.loader import load_directory
from stacks.bootstrap.arns import Arns
from stacks.bootstrap.roles import permissions
from stacks.policies import policy
from tests.permissions import evaluator
from tests.permissions.recorder import ACCOUNT

if TYPE_CHECKING:
    from tests.permissions.evaluator import Statement

ROOT = Path(__file__).parent.parent.parent
BUCKET = "arn:aws:s3:::aldeia-prod-terraform-state"
STATE_KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/state"


@cache
def arns(environment: str) -> Arns:
    """Give the names of an environment that is like production."""
    [production] = (one for one in load_directory(ROOT / "envs") if one.environment == "production")
    stage = {"production": "prod"}.get(environment, environment)
    manifest = production.model_copy(update={"environment": environment, "stage": stage})
    return Arns(manifest, ACCOUNT, BUCKET, STATE_KEY)


def policies(task: str, environment: str = "production") -> dict[str, str]:
    """Give a role's policies by name, as IAM is given them."""
    return {name: policy(*said) for name, said in permissions(task, arns(environment)).items()}


@cache
def statements(task: str, environment: str = "production") -> tuple[Statement, ...]:
    """Give the statements of all of a role's policies."""
    return tuple(
        statement
        for document in policies(task, environment).values()
        for statement in evaluator.statements(document)
    )
