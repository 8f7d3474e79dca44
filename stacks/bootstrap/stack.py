"""BootstrapStack: the contents page of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import LocalBackend, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderDefaultTags
from constructs import Construct

from aldeia.manifest.bootstrap import NAME
from aldeia.naming import AccountNames, names_of
from stacks.addresses import at
from stacks.bootstrap.arns import Arns
from stacks.bootstrap.identity_provider import identity_provider
from stacks.bootstrap.roles import Roles
from stacks.bootstrap.state_bucket import StateBucket
from stacks.terraform import REQUIRED_PROVIDER, REQUIRED_TERRAFORM

if TYPE_CHECKING:
    from aldeia.account import Account


class BootstrapStack(TerraformStack):
    """The state's bucket and key, GitHub as an identity provider, and three roles for each environment."""

    def __init__(self, scope: Construct, id_: str, *, account: Account) -> None:
        super().__init__(scope, id_)
        self._terraform(account)
        account_id = at("current", DataAwsCallerIdentity(self, "caller")).account_id
        names = AccountNames(account.bootstrap.project)

        state = StateBucket(
            self,
            "state",
            names=names,
            bucket=account.bucket,
            region=account.region,
            encryption=account.bootstrap.encryption,
            old_states=account.bootstrap.old_states,
            account_id=account_id,
        )
        provider_arn = identity_provider(self, account.bootstrap.github)
        TerraformOutput(self, "state_bucket", value=state.bucket)
        TerraformOutput(self, "state_key_alias", value=names.state_key_alias)
        for manifest in account.environments:
            roles = Roles(
                self,
                f"roles-{manifest.environment}",
                names=names_of(manifest),
                arns=Arns(manifest, account_id, state.arn, state.key_arn),
                github=account.bootstrap.github,
                provider_arn=provider_arn,
            )
            for task, arn in roles.arns.items():
                TerraformOutput(self, f"{manifest.environment}_{task}_role_arn", value=arn)

    def _terraform(self, account: Account) -> None:
        """Its own state is a file: the bucket is not there before, and no secret is in it."""
        self.add_override("terraform.required_version", REQUIRED_TERRAFORM)
        self.add_override("terraform.required_providers.aws", REQUIRED_PROVIDER)
        bootstrap = account.bootstrap
        tags = {
            "Project": bootstrap.project,
            "Environment": NAME,
            "Owner": bootstrap.owner,
            "ManagedBy": "aldeia",
        }
        AwsProvider(self, "aws", region=account.region, default_tags=[AwsProviderDefaultTags(tags=tags)])
        LocalBackend(self, path=f"../../../terraform.{AccountNames(bootstrap.project).stack}.tfstate")
