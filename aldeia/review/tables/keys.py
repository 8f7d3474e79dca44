"""Keys: KMS keys, their aliases, and the secrets in Secrets Manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.policies import widened
from aldeia.review.sources import (
    KMS_ALIAS,
    KMS_DELETE,
    KMS_ENABLE,
    KMS_POLICY,
    KMS_ROTATE,
    SECRETS_CHANGE,
    SECRETS_DELETE,
)
from aldeia.review.tables.common import (
    CREATED,
    DATA_LOSS,
    DEGRADED,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    SECONDS,
    TAG_ROWS,
    less,
    quiet,
    turned_off,
)
from aldeia.review.verdict import Effect, Gate, Rule, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference
    from aldeia.review.sources import Source


def lets_in_more(difference: Difference, _context: Context) -> bool:
    """Say whether a policy allows more than before; one that is not known yet, or cannot be read, may."""
    try:
        return difference.unknown or widened(difference.before, difference.after)
    except (ValueError, TypeError, AttributeError):
        return True


def policy_rule(what: str, source: Source) -> Rule:
    """The verdict on a policy document."""
    return (
        when("it allows more, or is not known before the apply", lets_in_more, Effect(ONLINE, NOW, SECONDS,
            f"The policy of {what} allows something that it did not, to somebody or under less conditions", source, Gate.WIDEN)),
        otherwise(Effect(DEGRADED, NOW, "for good, for those who lose a right",
            f"The policy of {what} allows nothing new; who used what it no longer allows is refused", source)),
    )  # fmt: skip


KEY_GONE = "The key is scheduled for deletion: after the waiting period whatever it encrypted can never be read again"

KEY = Table(
    created=CREATED,
    deleted=always(Effect(DATA_LOSS, NOW, "at once, and for good after 7 to 30 days of waiting", KEY_GONE, KMS_DELETE, Gate.DELETE, after=(Step.KEEP_KEY,))),
    replaced=always(Effect(DATA_LOSS, NOW, "at once, and for good after 7 to 30 days of waiting", KEY_GONE, KMS_DELETE, Gate.REPLACE, after=(Step.KEEP_KEY,))),
    attributes={
        "policy": policy_rule("the key", KMS_POLICY),
        "deletion_window_in_days": (
            when("shorter", less, Effect(NONE, NOW, NOTHING,
                "A deletion of the key can be called back for fewer days", KMS_DELETE, Gate.SHORTEN_RETENTION)),
            otherwise(Effect(NONE, NOW, NOTHING, "A deletion of the key can be called back for longer", KMS_DELETE)),
        ),
        "enable_key_rotation": (
            when("switched off", turned_off, Effect(ONLINE, NOW, NOTHING, "The key material stays the same from now on", KMS_ROTATE, Gate.UNPROTECT)),
            otherwise(Effect(ONLINE, NOW, NOTHING, "The key material changes by itself; what is encrypted stays readable", KMS_ROTATE)),
        ),
        "rotation_period_in_days": quiet("The key material changes more or less often; what is encrypted stays readable", KMS_ROTATE),
        "is_enabled": (
            when("switched off", turned_off, Effect(DEGRADED, NOW, "for as long as it stays off",
                "Nothing under the key can be read or written: instances stop, secrets and logs are refused", KMS_ENABLE, Gate.LOSE_DATA, restarts=True)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "What is under the key can be read again", KMS_ENABLE)),
        ),
        "description": quiet("A description", KMS_POLICY),
        "bypass_policy_lockout_safety_check": always(Effect(NONE, NOW, NOTHING,
            "Says whether AWS takes a policy that locks everybody out", KMS_POLICY, Gate.UNPROTECT)),
        **TAG_ROWS,
    },
    forcing=frozenset({"customer_master_key_spec", "key_usage", "multi_region", "custom_key_store_id", "xks_key_id"}),
    computed=frozenset({"arn", "id", "key_id"}),
)  # fmt: skip

ALIAS = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "for good, for those who use the alias",
        "The alias goes, the key stays: our stores name the key itself", KMS_ALIAS)),
    replaced=always(Effect(DEGRADED, NOW, SECONDS, "The alias goes and another comes; the key stays", KMS_ALIAS)),
    attributes=each("target_key_id target_key_arn", always(Effect(DEGRADED, NOW, SECONDS,
        "The alias names another key: what is encrypted by the alias from now on is under that one", KMS_ALIAS))),
    forcing=frozenset({"name", "name_prefix"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

SECRET = Table(
    created=CREATED,
    deleted=always(Effect(DATA_LOSS, NOW, "at once, and for good when the recovery window ends",
        "The secret goes, and its name is blocked until the recovery window ends: who reads it at start does not start", SECRETS_DELETE, Gate.DELETE)),
    replaced=always(Effect(DATA_LOSS, NOW, "at once, and for good when the recovery window ends",
        "The secret goes and another is made, with another ARN and no old versions", SECRETS_DELETE, Gate.REPLACE)),
    attributes={
        "policy": policy_rule("the secret", SECRETS_CHANGE),
        "kms_key_id": always(Effect(ONLINE, NOW, SECONDS,
            "Versions made from now on are under the other key; who reads needs leave to use it", SECRETS_CHANGE)),
        "recovery_window_in_days": (
            when("shorter", less, Effect(NONE, NOW, NOTHING,
                "A deletion of the secret can be called back for fewer days", SECRETS_DELETE, Gate.SHORTEN_RETENTION)),
            otherwise(Effect(NONE, NOW, NOTHING, "A deletion of the secret can be called back for longer", SECRETS_DELETE)),
        ),
        "description": quiet("A description", SECRETS_CHANGE),
        "force_overwrite_replica_secret": quiet("Only says how Terraform makes copies in other regions", SECRETS_CHANGE),
        "replica": always(Effect(ONLINE, NOW, "minutes", "Copies of the secret in other regions come or go", SECRETS_CHANGE)),
        **TAG_ROWS,
    },
    forcing=frozenset({"name", "name_prefix"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

_NEW_VERSION = always(Effect(ONLINE, NOW, SECONDS,
    "The secret has a new content; the one before stays readable as AWSPREVIOUS, and clients have the old one until they read again", SECRETS_CHANGE, after=(Step.RESTART_APPLICATION,)))  # fmt: skip

SECRET_VERSION = Table(
    created=CREATED,
    deleted=always(Effect(DATA_LOSS, NOW, "for good", "The content of the secret is no longer its current one", SECRETS_CHANGE, Gate.DELETE)),
    replaced=_NEW_VERSION,
    replacement="adds a version",
    attributes=each("secret_string secret_binary secret_string_wo_version version_stages", _NEW_VERSION),
    forcing=frozenset({"secret_id"}),
    computed=frozenset({"arn", "has_secret_string_wo", "id", "secret_string_wo", "version_id"}),
)  # fmt: skip
