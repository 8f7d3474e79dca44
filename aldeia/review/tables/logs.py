"""Logs: log groups and flow logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import FLOW_LOGS, LOGS, LOGS_KMS, METRIC_FILTERS
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
    forgotten_sooner,
    names_of,
    quiet,
)
from aldeia.review.verdict import Effect, Gate, Step, Table, always, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference


def _left_behind(_difference: Difference, context: Context) -> bool:
    return context.before("skip_destroy") is True


_LEFT = Effect(NONE, NOW, NOTHING, "Terraform leaves the group and its logs behind", LOGS)

GROUP = Table(
    created=CREATED,
    deleted=(
        when("skip_destroy is set", _left_behind, _LEFT),
        otherwise(Effect(DATA_LOSS, NOW, NOTHING, "The log group goes for good, with everything that is in it", LOGS, Gate.DELETE, (Step.KEEP_LOGS,))),
    ),
    replaced=(
        when("skip_destroy is set", _left_behind, _LEFT),
        otherwise(Effect(DATA_LOSS, NOW, NOTHING,
            "The log group goes for good, with everything that is in it, and an empty one is made", LOGS, Gate.REPLACE, (Step.KEEP_LOGS,))),
    ),
    attributes={
        "retention_in_days": (
            when("shorter", forgotten_sooner, Effect(ONLINE, NOW, NOTHING,
                "Logs older than that are deleted for good, usually within 72 h", LOGS, Gate.SHORTEN_RETENTION, (Step.KEEP_LOGS,))),
            otherwise(Effect(ONLINE, NOW, NOTHING, "Logs are kept for longer from now on", LOGS)),
        ),
        "kms_key_id": (
            when("to none", lambda d, _c: not d.unknown and not d.after, Effect(ONLINE, NOW, NOTHING,
                "Logs written from now on are not under our key", LOGS_KMS, Gate.UNPROTECT)),
            otherwise(Effect(ONLINE, NOW, "minutes",
                "Logs written from now on are under the other key; older ones need the old key to be read", LOGS_KMS)),
        ),
        "skip_destroy": quiet("Only says whether Terraform deletes the group or leaves it behind", LOGS),
        **TAG_ROWS,
    },
    forcing=frozenset({"log_group_class", "name", "name_prefix"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

FLOW_LOG = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "for good",
        "Nobody writes down who connects to what any more; what was written stays", FLOW_LOGS, Gate.SILENCE)),
    replaced=always(Effect(DEGRADED, NOW, "minutes",
        "Nobody writes down who connects to what until the new one runs; what was written stays", FLOW_LOGS)),
    attributes={**TAG_ROWS},
    forcing=names_of(
    "deliver_cross_account_role destination_options eni_id iam_role_arn log_destination "
    "log_destination_type log_format log_group_name max_aggregation_interval subnet_id traffic_type "
    "vpc_id"
),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip


def _another_metric(difference: Difference, _context: Context) -> bool:
    """Say whether what counts into a metric now counts into another one, or into one more or less."""
    before, after = (
        [(block.get("namespace"), block.get("name")) for block in blocks or ()]
        for blocks in (difference.before, difference.after)
    )
    return difference.unknown or before != after


METRIC_FILTER = Table(
    created=quiet("Lines of the log are counted from now on; those that are there already are not", METRIC_FILTERS),
    deleted=always(Effect(DEGRADED, NOW, "for good",
        "Nothing counts these lines of the log any more: an alarm on the metric has no data", METRIC_FILTERS, Gate.SILENCE)),
    replaced=always(Effect(DEGRADED, NOW, SECONDS,
        "Lines that are written between the old filter and the new one are not counted", METRIC_FILTERS)),
    attributes={
        "pattern": always(Effect(DEGRADED, NOW, "from now on",
            "Other lines of the log are counted: see whether an alarm on the metric still fires", METRIC_FILTERS)),
        "metric_transformation": (
            when("into another metric", _another_metric, Effect(DEGRADED, NOW, "from now on",
                "The lines are counted into another metric: an alarm on the old one has no data", METRIC_FILTERS, Gate.SILENCE)),
            otherwise(Effect(DEGRADED, NOW, "from now on",
                "The lines count for more or less than before: see whether an alarm on the metric still fires", METRIC_FILTERS)),
        ),
        "apply_on_transformed_logs": quiet("Whether lines are counted as written or as transformed; ours are not transformed", METRIC_FILTERS),
    },
    forcing=frozenset({"log_group_name", "name"}),
    computed=frozenset({"id"}),
)  # fmt: skip
