"""Rules about where Terraform keeps its state."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule


@rule(
    REFUSED,
    source="Terraform, S3 backend: bucket, key and region are required",
    fix="write all three, or set backend to local",
    example={
        "state.backend": "s3",
        "state.bucket": "aldeia-state",
        "state.key": None,
        "state.region": "us-east-1",
    },
)
def s3_state_says_where(manifest: Manifest) -> Iterator[Fault]:
    """A state in S3 says in which bucket, under which key, in which region."""
    if manifest.state.backend == "s3":
        for name in ("bucket", "key", "region"):
            if getattr(manifest.state, name) is None:
                yield Fault(("state", name), "null", f"a {name} with backend s3")


@rule(
    HARMFUL,
    source="design: a manifest says nothing that has no effect",
    fix="set backend to s3, or the rest to null",
    example={"state.backend": "local", "state.bucket": "aldeia-state"},
)
def local_state_names_no_bucket(manifest: Manifest) -> Iterator[Fault]:
    """A local state names no bucket: who reads it would believe that the state is there."""
    if manifest.state.backend == "local":
        for name in ("bucket", "key", "region", "kms_key_id"):
            if getattr(manifest.state, name) is not None:
                yield Fault(
                    ("state", name),
                    str(getattr(manifest.state, name)),
                    "null with backend local",
                    "or set backend to s3",
                )


@rule(
    HARMFUL,
    source="provider aws 5.100 and 6.25, schema: auth_token is no write-only argument",
    fix="set state.backend to s3, or cache.authentication to iam",
    example={
        "cache.authentication": "token",
        "state.backend": "local",
        "recovery.may_be_destroyed": False,
        "recovery.final_snapshot": True,
        "recovery.secret_recovery_window": "7 days",
        "database.deletion_protection": True,
    },
)
def a_protected_cache_token_lies_in_encrypted_remote_state(manifest: Manifest) -> Iterator[Fault]:
    """The state holds the AUTH token in clear, so a protected environment keeps it encrypted and away from laptops."""
    # The AWS provider has no write-only AUTH token (5.100 and 6.25): the token is in the state in clear.
    if (
        manifest.cache.authentication == "token"
        and not manifest.recovery.may_be_destroyed
        and manifest.state.backend == "local"
    ):
        yield Fault(
            ("cache", "authentication"),
            "token with a local state",
            "an encrypted remote state in an environment that may not be destroyed, as the state holds the token",
            "set state.backend to s3, or authentication to iam",
        )


@rule(
    REFUSED,
    source="KMS developer guide, keys belong to a region: S3 encrypts with a key of the bucket's own",
    fix="name a key of the bucket's region",
    example={
        "state.backend": "s3",
        "state.bucket": "aldeia-state",
        "state.key": "testing.tfstate",
        "state.region": "us-east-1",
        "state.kms_key_id": "arn:aws:kms:us-west-2:123456789012:alias/state",
    },
)
def the_states_key_is_of_the_buckets_region(manifest: Manifest) -> Iterator[Fault]:
    """The key that encrypts the state is one of the region that the bucket is in."""
    state = manifest.state
    if state.kms_key_id is None or state.region is None or not state.kms_key_id.startswith("arn:"):
        return
    region = state.kms_key_id.split(":")[3]
    if region != state.region:
        yield Fault(
            ("state", "kms_key_id"), f"a key of {region}", f"one of {state.region}, where the bucket is"
        )


RULES = (
    s3_state_says_where,
    the_states_key_is_of_the_buckets_region,
    local_state_names_no_bucket,
    a_protected_cache_token_lies_in_encrypted_remote_state,
)
