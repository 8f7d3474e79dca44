"""Roles: with which CI plans, applies and looks for drift; each with what its task takes, in one environment alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment
from constructs import Construct

from stacks.addresses import at
from stacks.bootstrap import reading, writing
from stacks.bootstrap.identity_provider import subjects, taken_by
from stacks.bootstrap.writing_roles import at_most
from stacks.policies import policy

if TYPE_CHECKING:
    from aldeia.manifest.bootstrap import GitHub
    from aldeia.naming import Names
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement

SECONDS = {"plan": 3600, "apply": 7200, "drift": 3600}
"""The longest session: the provider waits 80 minutes for a change of the database, and for a plan five."""


def permissions(task: str, arns: Arns) -> dict[str, list[Statement]]:
    """Give a task's policies by name: several, as IAM takes 6,144 characters in one."""
    policies = {
        "read": reading.of_resources(arns),
        "state": [*reading.of_the_state(arns), *reading.of_secrets(arns)],
    }
    # Who only reads takes no lock (`-lock=false`), and so changes nothing at all.
    if task == "apply":
        policies["state"] += writing.of_the_state(arns)
        policies |= writing.policies(arns)
    return policies


class Roles(Construct):
    """One environment's three roles."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        arns: Arns,
        github: GitHub,
        provider_arn: str,
    ) -> None:
        super().__init__(scope, id_)
        self._names = names
        self._boundary(arns)
        self.arns: dict[str, str] = {}
        for task in SECONDS:
            trust = taken_by(provider_arn, subjects(task, github, names.environment))
            self.arns[task] = self._role(task, trust, permissions(task, arns))

    def _boundary(self, arns: Arns) -> None:
        at(
            f"{self._names.environment.replace('-', '_')}_boundary",
            IamPolicy(
                self,
                "boundary",
                name=self._names.ci_boundary,
                description="What a role that CI makes can be at most",
                policy=policy(*at_most(arns)),
            ),
        )

    def _role(self, task: str, trust: str, policies: dict[str, list[Statement]]) -> str:
        environment, name = self._names.environment.replace("-", "_"), self._names.ci_role(task)
        role = at(
            f"{environment}_{task}",
            IamRole(self, task, name=name, assume_role_policy=trust, max_session_duration=SECONDS[task]),
        )
        for about, statements in policies.items():
            key = f"{environment}_{task}_{about}"
            made = at(
                key, IamPolicy(self, f"{task}-{about}", name=f"{name}-{about}", policy=policy(*statements))
            )
            at(
                key,
                IamRolePolicyAttachment(
                    self, f"{task}-{about}-attached", role=role.name, policy_arn=made.arn
                ),
            )
        return role.arn
