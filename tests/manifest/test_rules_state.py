"""The rules of rules/state.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from typing import Any

from aldeia.manifest.rules import state as rules
from tests.examples import PROTECTED, Edge, refusals

S3: dict[str, Any] = {
    "state.backend": "s3",
    "state.bucket": "aldeia-state",
    "state.key": "testing.tfstate",
    "state.region": "us-east-1",
}

EDGES = (
    *(
        Edge(
            rules.s3_state_says_where,
            S3,
            {**S3, f"state.{name}": None},
            f"state.{name}: got null, expected a {name} with backend s3",
        )
        for name in ("bucket", "key", "region")
    ),
    *(
        Edge(
            rules.local_state_names_no_bucket,
            {},
            {f"state.{name}": value},
            f"state.{name}: got {value}, expected null with backend local; or set backend to s3",
        )
        for name, value in (
            ("bucket", "aldeia-state"),
            ("key", "testing.tfstate"),
            ("region", "us-east-1"),
            ("kms_key_id", "alias/state"),
        )
    ),
    Edge(
        rules.a_protected_cache_token_lies_in_encrypted_remote_state,
        {**PROTECTED, **S3, "cache.authentication": "token"},
        {**PROTECTED, "cache.authentication": "token"},
        "cache.authentication: got token with a local state, expected an encrypted remote state in an environment that may "
        "not be destroyed, as the state holds the token; set state.backend to s3, or authentication to iam",
    ),
    Edge(
        rules.a_protected_cache_token_lies_in_encrypted_remote_state,
        {**PROTECTED, "cache.authentication": "iam"},
        {**PROTECTED, "cache.authentication": "token"},
        "cache.authentication: got token with a local state, expected an encrypted remote state in an environment that may "
        "not be destroyed, as the state holds the token; set state.backend to s3, or authentication to iam",
    ),
    Edge(
        rules.the_states_key_is_of_the_buckets_region,
        {**S3, "state.kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/a"},
        {**S3, "state.kms_key_id": "arn:aws:kms:us-east-2:123456789012:key/a"},
        "state.kms_key_id: got a key of us-east-2, expected one of us-east-1, where the bucket is",
    ),
    Edge(
        rules.the_states_key_is_of_the_buckets_region,
        {**S3, "state.kms_key_id": "alias/state"},
        {
            **S3,
            "state.region": "us-west-2",
            "state.kms_key_id": "arn:aws:kms:us-east-1:123456789012:alias/state",
        },
        "state.kms_key_id: got a key of us-east-1, expected one of us-west-2, where the bucket is",
    ),
)


def test_what_may_be_destroyed_may_keep_its_token_in_a_local_state() -> None:
    assert refusals({"cache.authentication": "token"}) == []


def test_a_bucket_encrypted_with_a_key_of_its_own_is_accepted() -> None:
    assert refusals({**S3, "state.kms_key_id": "alias/state"}) == []
