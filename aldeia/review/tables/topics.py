"""Topics: where alarms go to, and who is told."""

from __future__ import annotations

from aldeia.review.sources import SNS, SNS_KMS, SNS_POLICY
from aldeia.review.tables.common import (
    CREATED,
    DEGRADED,
    NEVER,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    SECONDS,
    TAG_ROWS,
    online,
    quiet,
)
from aldeia.review.tables.keys import policy_rule
from aldeia.review.tables.monitoring import BLIND, silenced, to_nobody
from aldeia.review.verdict import Effect, Gate, Step, Table, always, each, otherwise, when

TOPIC = Table(
    created=CREATED,
    deleted=silenced("The topic goes with all its subscriptions: what is sent to it reaches nobody", lasts="for good"),
    replaced=silenced("The topic goes with all its subscriptions; those by mail have to be confirmed anew"),
    attributes={
        "policy": policy_rule("the topic", SNS_POLICY),
        "kms_master_key_id": (
            when("to none", to_nobody, Effect(ONLINE, NOW, SECONDS, "Messages are no longer encrypted at rest", SNS_KMS, Gate.UNPROTECT)),
            otherwise(Effect(DEGRADED, NOW, "until the key lets CloudWatch use it",
                "Messages are under another key: alarms reach nobody unless its policy lets CloudWatch in", SNS_KMS)),
        ),
        "delivery_policy": online("How often a delivery is tried again", SNS),
        **each("display_name signature_version tracing_config archive_policy", quiet("How messages look, are signed, traced or kept", SNS)),
        **each("application_failure_feedback_role_arn http_failure_feedback_role_arn lambda_failure_feedback_role_arn sqs_failure_feedback_role_arn", quiet("Where failed deliveries are written down", SNS)),
        **each("content_based_deduplication fifo_throughput_scope", quiet("Only of a FIFO topic, which ours is not", SNS)),
        **TAG_ROWS,
    },
    forcing=frozenset({"name", "name_prefix", "fifo_topic"}),
    computed=frozenset({"arn", "beginning_archive_time", "id", "owner"}),
)  # fmt: skip

TOPIC_POLICY = Table(
    created=CREATED,
    deleted=silenced("AWS's own policy comes back, which lets the owner publish and CloudWatch's alarms only in this account"),
    replaced=silenced("The policy goes for a moment, and alarms with it"),
    attributes={"policy": policy_rule("the topic", SNS_POLICY)},
    forcing=frozenset({"arn"}),
    computed=frozenset({"id", "owner"}),
)  # fmt: skip

SUBSCRIPTION = Table(
    created=always(Effect(NONE, NEVER, NOTHING, "Somebody more is told, once they have confirmed", SNS, after=(Step.CONFIRM_SUBSCRIPTION,))),
    deleted=silenced("This subscriber is no longer told", lasts="for good"),
    replaced=always(Effect(DEGRADED, NOW, "until the new one has confirmed",
        "One subscriber goes and another comes, who hears nothing before confirming", SNS, Gate.SILENCE, after=(Step.CONFIRM_SUBSCRIPTION,))),
    attributes={
        **each("filter_policy filter_policy_scope", always(Effect(DEGRADED, NOW, BLIND,
            "The subscriber gets only some of the messages", SNS, Gate.SILENCE))),
        **each("raw_message_delivery delivery_policy redrive_policy replay_policy subscription_role_arn", online("How messages are delivered", SNS)),
        **each("confirmation_timeout_in_minutes endpoint_auto_confirms", quiet("How Terraform waits for a confirmation", SNS)),
    },
    forcing=frozenset({"endpoint", "protocol", "topic_arn"}),
    computed=frozenset({"arn", "confirmation_was_authenticated", "id", "owner_id", "pending_confirmation"}),
)  # fmt: skip
