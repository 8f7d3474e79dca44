"""Bootstrap: what an AWS account has once, so that CI can apply environments to it."""

from typing import Annotated

from pydantic import Field

from aldeia.manifest.encryption import Encryption
from aldeia.manifest.environment import TagText
from aldeia.manifest.limits import Matching, Within
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration

NAME = "bootstrap"
"""What it is called where an environment's name is asked for."""
_ARN_OF_A_PROVIDER = r"arn:aws:iam::[0-9]{12}:oidc-provider/token\.actions\.githubusercontent\.com"


class GitHub(Section):
    """Whose runs may take the roles."""

    repository: Annotated[
        str, Matching(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", "owner and name as aldeia/data-tier")
    ]
    """The one repository, as its address on GitHub ends."""
    branch: Annotated[str, Matching(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}", "a branch as main")]
    """The branch from which environments are applied and looked after."""
    oidc_provider: Annotated[
        str,
        Matching(rf"create|{_ARN_OF_A_PROVIDER}", "create, or the ARN of the account's provider for GitHub"),
    ]
    """`create`, or the ARN of the identity provider that is there already: an account has one for GitHub."""


class Bootstrap(Section):
    """The state's bucket and key, GitHub as an identity provider, and three roles for each environment."""

    project: Annotated[
        str, Matching(r"(?=.{2,12}$)[a-z](-?[a-z0-9])*", "2 to 12 lower-case letters, digits and single -")
    ]
    """First part of every name, the environments' own."""
    owner: TagText
    """The team that answers for it; the `Owner` tag."""
    environments: Annotated[tuple[str, ...], Field(min_length=1)]
    """The environments of this account that CI applies; their manifests name the bucket and its region."""
    github: GitHub
    encryption: Encryption
    """How the state's key is kept."""
    old_states: Annotated[Duration, Within("30 days", "3650 days", whole="day")]
    """How long each state that was written over can be brought back."""
