"""Rules about where Terraform keeps its state."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault


def s3_state_says_where(manifest: Manifest) -> Iterator[Fault]:
    if manifest.state.backend == "s3":
        for name in ("bucket", "key", "region"):
            if getattr(manifest.state, name) is None:
                yield Fault(("state", name), "null", f"a {name} with backend s3")


def local_state_names_no_bucket(manifest: Manifest) -> Iterator[Fault]:
    if manifest.state.backend == "local":
        for name in ("bucket", "key", "region", "kms_key_id"):
            if getattr(manifest.state, name) is not None:
                yield Fault(
                    ("state", name),
                    str(getattr(manifest.state, name)),
                    "null with backend local",
                    "or set backend to s3",
                )


def a_protected_cache_token_lies_in_encrypted_remote_state(manifest: Manifest) -> Iterator[Fault]:
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


RULES = (
    s3_state_says_where,
    local_state_names_no_bucket,
    a_protected_cache_token_lies_in_encrypted_remote_state,
)
