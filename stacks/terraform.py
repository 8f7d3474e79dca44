"""Terraform: versions, provider, tags and state of a stack."""

from cdktf import LocalBackend, S3Backend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderDefaultTags
from constructs import Construct

from aldeia.manifest.environment import Manifest

# 1.11 brought write-only arguments, which keep the password out of the state.
REQUIRED_TERRAFORM = ">= 1.11.0"
# The bindings pin one version of 6.x and write `aws` for a source; what is emitted is right for both majors.
REQUIRED_PROVIDER = {"source": "hashicorp/aws", "version": ">= 5.100.0, < 7.0.0"}


class Terraform(Construct):
    """What every resource of the stack stands on."""

    def __init__(self, scope: TerraformStack, id_: str, *, manifest: Manifest) -> None:
        super().__init__(scope, id_)
        scope.add_override("terraform.required_version", REQUIRED_TERRAFORM)
        scope.add_override("terraform.required_providers.aws", REQUIRED_PROVIDER)
        AwsProvider(
            scope,
            "aws",
            region=manifest.region,
            default_tags=[AwsProviderDefaultTags(tags=_tags(manifest))],
        )
        self.recovery_provider = _recovery_provider(scope, manifest)
        _backend(scope, manifest)


def _recovery_provider(stack: TerraformStack, manifest: Manifest) -> AwsProvider | None:
    """Reach the region that receives copies; by an alias, as 5.x has no `region` on a resource."""
    copies = manifest.recovery.cross_region_backups
    if not copies.enabled:
        return None
    return AwsProvider(
        stack,
        "aws_recovery",
        alias="recovery",
        region=copies.region,
        default_tags=[AwsProviderDefaultTags(tags=_tags(manifest))],
    )


def _tags(manifest: Manifest) -> dict[str, str]:
    ours = {
        "Project": manifest.project,
        "Environment": manifest.environment,
        "Owner": manifest.owner,
        "ManagedBy": "aldeia",
    }
    return dict(manifest.tags) | ours


def _backend(stack: TerraformStack, manifest: Manifest) -> None:
    state = manifest.state
    if state.backend == "local":
        # Beside the checkout's cdktf.out, which may be deleted at any time; relative, so that no machine's path is
        # in the output. Terraform resolves it in the stack's directory, cdktf.out/stacks/<name>.
        LocalBackend(stack, path=f"../../../terraform.{manifest.stack_name}.tfstate")
        return
    assert state.bucket is not None, "a rule refuses s3 without a bucket"  # noqa: S101  # for the type checker
    assert state.key is not None, "a rule refuses s3 without a key"  # noqa: S101  # for the type checker
    backend = S3Backend(
        stack,
        bucket=state.bucket,
        key=state.key,
        region=state.region,
        encrypt=True,
        kms_key_id=state.kms_key_id,
    )
    backend.add_override("use_lockfile", True)  # noqa: FBT003  # Terraform's own argument, newer than cdktf
