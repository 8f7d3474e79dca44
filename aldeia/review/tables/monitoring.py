"""Monitoring: alarms, the topic they go to, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import ALARMS, SNS, SNS_KMS, SNS_POLICY
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
    turned_off,
)
from aldeia.review.tables.keys import policy_rule
from aldeia.review.verdict import Effect, Gate, Rule, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference

BLIND = "for as long as it is so"


def _to_nobody(difference: Difference, _context: Context) -> bool:
    return not difference.unknown and not difference.after


def _loses(difference: Difference, _context: Context) -> bool:
    after = difference.after or ()
    return not difference.unknown and any(one not in after for one in difference.before or ())


def _silenced(touches: str) -> Rule:
    return always(Effect(DEGRADED, NOW, BLIND, touches, ALARMS, Gate.SILENCE))


_STATE = "The alarm starts anew from INSUFFICIENT_DATA"

ALARM = Table(
    created=quiet("One more alarm", ALARMS),
    deleted=_silenced("Nobody is told of this any more"),
    replaced=always(Effect(DEGRADED, NOW, "minutes", "The alarm goes and another is made, which has to see its periods first", ALARMS, Gate.SILENCE)),
    attributes={
        "actions_enabled": (
            when("switched off", turned_off, Effect(DEGRADED, NOW, BLIND, "The alarm fires and tells nobody", ALARMS, Gate.SILENCE)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "The alarm tells somebody again", ALARMS)),
        ),
        "alarm_actions": (
            when("to nobody", _to_nobody, Effect(DEGRADED, NOW, BLIND, "The alarm fires and tells nobody", ALARMS, Gate.SILENCE)),
            when("one is taken away", _loses, Effect(DEGRADED, NOW, BLIND, "The alarm no longer tells one of those it told", ALARMS, Gate.SILENCE)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "The alarm tells somebody more", ALARMS)),
        ),
        **each("ok_actions insufficient_data_actions", online("Who is told when it is over, or when nothing is measured", ALARMS)),
        # Whether looser or stricter depends on the direction; a person compares the numbers, which are shown.
        **each("threshold evaluation_periods datapoints_to_alarm period statistic extended_statistic comparison_operator threshold_metric_id", always(Effect(DEGRADED, NOW, "until it has seen its periods anew",
            "The alarm fires at another point: see whether that is still in time", ALARMS))),
        **each("metric_name namespace dimensions metric_query unit", always(Effect(DEGRADED, NOW, "until it has seen its periods anew",
            f"The alarm watches something else. {_STATE}", ALARMS))),
        **each("treat_missing_data evaluate_low_sample_count_percentiles", always(Effect(DEGRADED, NOW, BLIND,
            "Silence of the metric is judged otherwise: an alarm may sleep through it", ALARMS))),
        "alarm_description": quiet("What the message says", ALARMS),
        **TAG_ROWS,
    },
    forcing=frozenset({"alarm_name"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

TOPIC = Table(
    created=CREATED,
    deleted=_silenced("The topic goes with all its subscriptions: no alarm reaches anybody"),
    replaced=_silenced("The topic goes with all its subscriptions; those by mail have to be confirmed anew"),
    attributes={
        "policy": policy_rule("the topic", SNS_POLICY),
        "kms_master_key_id": (
            when("to none", _to_nobody, Effect(ONLINE, NOW, SECONDS, "Messages are no longer encrypted at rest", SNS_KMS, Gate.UNPROTECT)),
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
    deleted=_silenced("AWS's own policy comes back, which lets the owner publish and CloudWatch's alarms only in this account"),
    replaced=_silenced("The policy goes for a moment, and alarms with it"),
    attributes={"policy": policy_rule("the topic", SNS_POLICY)},
    forcing=frozenset({"arn"}),
    computed=frozenset({"id", "owner"}),
)  # fmt: skip

SUBSCRIPTION = Table(
    created=always(Effect(NONE, NEVER, NOTHING, "Somebody more is told, once they have confirmed", SNS, after=(Step.CONFIRM_SUBSCRIPTION,))),
    deleted=_silenced("This subscriber is no longer told"),
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
