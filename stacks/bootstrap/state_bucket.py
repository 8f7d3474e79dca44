"""State bucket: versioned, under a key of its own, closed to the public, and deaf to plain HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_notification import S3BucketNotification
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControls,
    S3BucketOwnershipControlsRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import (
    S3BucketVersioningA,
    S3BucketVersioningVersioningConfiguration,
)
from constructs import Construct

from stacks.addresses import at
from stacks.policies import administered_by_account, policy, used_through

if TYPE_CHECKING:
    from aldeia.manifest.encryption import Encryption
    from aldeia.manifest.values import Duration
    from aldeia.naming import AccountNames

UNFINISHED_UPLOAD_DAYS = 7


class StateBucket(Construct):
    """Where every environment's state lies, each under a key of its own; the lock is a file beside it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: AccountNames,
        bucket: str,
        region: str,
        encryption: Encryption,
        old_states: Duration,
        account_id: str,
    ) -> None:
        super().__init__(scope, id_)
        key = self._key(names, encryption, region, account_id)
        kept = TerraformResourceLifecycle(prevent_destroy=True)
        made = at("state", S3Bucket(self, "bucket", bucket=bucket, lifecycle=kept))
        self.bucket = made.bucket
        self.arn = made.arn
        self.key_arn = key.arn
        self._encrypted(key)
        self._versioned(old_states)
        self._closed(made)
        self._told()

    def _key(self, names: AccountNames, encryption: Encryption, region: str, account_id: str) -> KmsKey:
        key = at(
            "state",
            KmsKey(
                self,
                "key",
                description=f"{names.project}: Terraform's states",
                enable_key_rotation=True,
                rotation_period_in_days=encryption.key_rotation.days,
                deletion_window_in_days=encryption.key_deletion_window.days,
                policy=policy(
                    administered_by_account(account_id),
                    used_through([f"s3.{region}.amazonaws.com"], account_id),
                ),
                lifecycle=TerraformResourceLifecycle(prevent_destroy=True),
            ),
        )
        at("state", KmsAlias(self, "alias", name=names.state_key_alias, target_key_id=key.key_id))
        return key

    def _encrypted(self, key: KmsKey) -> None:
        default = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
            sse_algorithm="aws:kms", kms_master_key_id=key.arn
        )
        # No bucket key: with one, KMS is asked once in a while; without, each time a state is read, which CloudTrail notes.
        rule = S3BucketServerSideEncryptionConfigurationRuleA(
            apply_server_side_encryption_by_default=default, bucket_key_enabled=False
        )
        at(
            "state",
            S3BucketServerSideEncryptionConfigurationA(self, "encryption", bucket=self.bucket, rule=[rule]),
        )

    def _versioned(self, old_states: Duration) -> None:
        enabled = S3BucketVersioningVersioningConfiguration(status="Enabled")
        versioning = at(
            "state",
            S3BucketVersioningA(self, "versioning", bucket=self.bucket, versioning_configuration=enabled),
        )
        rule = S3BucketLifecycleConfigurationRule(
            id="old-states",
            status="Enabled",
            filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
            noncurrent_version_expiration=[
                S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=old_states.days)
            ],
            abort_incomplete_multipart_upload=[
                S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(
                    days_after_initiation=UNFINISHED_UPLOAD_DAYS
                )
            ],
        )
        at(
            "state",
            S3BucketLifecycleConfiguration(
                self, "lifecycle", bucket=self.bucket, rule=[rule], depends_on=[versioning]
            ),
        )

    def _closed(self, bucket: S3Bucket) -> None:
        block = at(
            "state",
            S3BucketPublicAccessBlock(
                self,
                "public-access",
                bucket=self.bucket,
                block_public_acls=True,
                block_public_policy=True,
                ignore_public_acls=True,
                restrict_public_buckets=True,
            ),
        )
        owner = S3BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced")
        at("state", S3BucketOwnershipControls(self, "ownership", bucket=self.bucket, rule=owner))
        at(
            "state",
            S3BucketPolicy(
                self, "policy", bucket=self.bucket, policy=bucket_policy(bucket.arn), depends_on=[block]
            ),
        )

    def _told(self) -> None:
        """Let rules of the account's event bus hear of each object that is made or deleted: who listens is theirs."""
        at("state", S3BucketNotification(self, "notification", bucket=self.bucket, eventbridge=True))


def bucket_policy(bucket_arn: str) -> str:
    """Refuse what comes in the clear, and what is put there under another kind of key; who may, the roles say."""
    everything = [bucket_arn, f"{bucket_arn}/*"]
    return policy(
        {
            "Sid": "OnlyOverTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": everything,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
        {
            "Sid": "OnlyUnderKms",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:PutObject",
            "Resource": f"{bucket_arn}/*",
            # Without a word on encryption the bucket's own default is taken, which is our key.
            "Condition": {
                "Null": {"s3:x-amz-server-side-encryption": "false"},
                "StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"},
            },
        },
    )
