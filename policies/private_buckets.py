"""A bucket is versioned, under a key of ours, closed to the public, refuses requests in the clear, and tells of changes."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from aldeia.generated.statements import condition, principals, statements
from policies.rule import Rule

_BLOCKS = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


def faults(bucket: Resource) -> Iterator[str]:
    """S3's settings are resources beside the bucket: each is looked for."""
    encryption = _beside(bucket, "aws_s3_bucket_server_side_encryption_configuration")
    if not encryption:
        yield "it has no encryption of its own"
    versioning = [
        block.get("status")
        for beside in _beside(bucket, "aws_s3_bucket_versioning")
        for block in blocks_of(beside.get("versioning_configuration"))
    ]
    if versioning != ["Enabled"]:
        yield "it is not versioned"
    access = _beside(bucket, "aws_s3_bucket_public_access_block")
    if not access or not all(one.is_true(name) for one in access for name in _BLOCKS):
        yield "it is not closed to the public in all four ways"
    if not any(_refuses_plain(policy) for policy in _beside(bucket, "aws_s3_bucket_policy")):
        yield "no policy of it refuses requests in the clear"
    if not any(_refuses_other_keys(policy) for policy in _beside(bucket, "aws_s3_bucket_policy")):
        yield "no policy of it refuses what is put there under no key of KMS"
    if not any(one.is_true("eventbridge") for one in _beside(bucket, "aws_s3_bucket_notification")):
        yield "the event bus is not told of what is written and deleted"
    if not bucket.is_false("force_destroy"):
        yield "force_destroy would delete what is in it"


def _beside(bucket: Resource, type_: str) -> list[Resource]:
    return [one for one in bucket.stack.of(type_) if bucket in one.all("bucket", "aws_s3_bucket")]


def _refuses_plain(policy: Resource) -> bool:
    found = statements(policy.get("policy"))
    return found is None or any(
        statement.get("Effect") == "Deny"
        and ("*", "*") in principals(statement)
        and statement.get("Action") == "s3:*"
        and condition(statement, "aws:SecureTransport", "Bool") == ["false"]
        for statement in found
    )


def _refuses_other_keys(policy: Resource) -> bool:
    """A request may ask for S3's own encryption, whatever the bucket's default is: Terraform does without a key's name."""
    found = statements(policy.get("policy"))
    return found is None or any(
        statement.get("Effect") == "Deny"
        and ("*", "*") in principals(statement)
        and statement.get("Action") == "s3:PutObject"
        and condition(statement, "s3:x-amz-server-side-encryption", "StringNotEquals") == ["aws:kms"]
        for statement in found
    )


RULE = Rule(
    id="CKV2_ALDEIA_24",
    title="A bucket is versioned, encrypted, closed to the public, refuses plain HTTP and tells of changes",
    severity="high",
    types=("aws_s3_bucket",),
    faults=faults,
)
