"""Identity provider: GitHub, whose runs are given a token that says which repository, branch or environment they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_openid_connect_provider import IamOpenidConnectProvider

from stacks.addresses import at
from stacks.policies import policy

if TYPE_CHECKING:
    from constructs import Construct

    from aldeia.manifest.bootstrap import GitHub

HOST = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


def identity_provider(scope: Construct, github: GitHub) -> str:
    """Give the provider's ARN; AWS knows GitHub's certificates, so that no thumbprint is needed."""
    if github.oidc_provider != "create":
        return github.oidc_provider
    made = at(
        "github",
        IamOpenidConnectProvider(scope, "github", url=f"https://{HOST}", client_id_list=[AUDIENCE]),
    )
    return made.arn


def subjects(task: str, github: GitHub, environment: str) -> list[str]:
    """Say which runs may take a role, as GitHub writes it into the token's `sub`.

    A job that names an environment has that as its subject, whatever its branch: GitHub's own rules of the environment
    say which branches and who may approve. Source: GitHub, About security hardening with OpenID Connect.
    """
    repository, branch = f"repo:{github.repository}", f"ref:refs/heads/{github.branch}"
    return {
        "plan": [f"{repository}:pull_request"],
        "apply": [f"{repository}:environment:{environment}"],
        "drift": [f"{repository}:{branch}"],
    }[task]


def taken_by(provider_arn: str, subject: list[str]) -> str:
    """Write a trust policy for runs of these subjects and nobody else."""
    return policy(
        {
            "Sid": "TakenByRunsOfTheRepository",
            "Effect": "Allow",
            "Principal": {"Federated": provider_arn},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{HOST}:aud": AUDIENCE, f"{HOST}:sub": subject}},
        }
    )
