"""Monitoring: alarms, what wakes nobody twice, RDS's own messages, and dashboards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.alarm_rules import asked
from aldeia.review.sources import ALARMS, COMPOSITES, DASHBOARDS, RDS_EVENTS
from aldeia.review.tables.common import (
    CREATED,
    DEGRADED,
    NOTHING,
    NOW,
    ONLINE,
    SECONDS,
    TAG_ROWS,
    less,
    loses,
    more,
    online,
    quiet,
    turned_off,
)
from aldeia.review.verdict import Effect, Gate, Rule, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference
    from aldeia.review.sources import Source

BLIND = "for as long as it is so"


def to_nobody(difference: Difference, _context: Context) -> bool:
    """Say whether nothing is left of a list or a name."""
    return not difference.unknown and not difference.after


def silenced(touches: str, source: Source = ALARMS, lasts: str = BLIND) -> Rule:
    """Somebody who was told is told no more."""
    return always(Effect(DEGRADED, NOW, lasts, touches, source, Gate.SILENCE))


def _looser(difference: Difference, context: Context) -> int:
    """Give 1 where the alarm comes later than before, -1 where earlier, 0 where nobody can say."""
    up = {
        "GreaterThanThreshold": 1,
        "GreaterThanOrEqualToThreshold": 1,
        "LessThanThreshold": -1,
        "LessThanOrEqualToThreshold": -1,
    }
    same = not difference.unknown and not context.changes("comparison_operator")
    moves = more(difference, context) - less(difference, context)
    return up.get(str(context.after("comparison_operator")), 0) * moves if same else 0


def _later(difference: Difference, context: Context) -> bool:
    return _looser(difference, context) > 0


def _earlier(difference: Difference, context: Context) -> bool:
    return _looser(difference, context) < 0


def _asks_fewer(difference: Difference, _context: Context) -> bool:
    return difference.unknown or bool(asked(difference.before) - asked(difference.after))


_STATE = "The alarm starts anew from INSUFFICIENT_DATA"
_ACTIONS = {
    "alarm_actions": (
        when("to nobody", to_nobody, Effect(DEGRADED, NOW, BLIND, "The alarm fires and tells nobody", ALARMS, Gate.SILENCE)),
        when("one is taken away", loses, Effect(DEGRADED, NOW, BLIND, "The alarm no longer tells one of those it told", ALARMS, Gate.SILENCE)),
        otherwise(Effect(ONLINE, NOW, SECONDS, "The alarm tells somebody more", ALARMS)),
    ),
    **each("ok_actions insufficient_data_actions", online("Who is told when it is over, or when nothing is measured", ALARMS)),
    "alarm_description": quiet("What the message says", ALARMS),
    **TAG_ROWS,
}  # fmt: skip

ALARM = Table(
    created=quiet("One more alarm", ALARMS),
    deleted=silenced("Nobody is told of this any more", lasts="for good"),
    replaced=always(Effect(DEGRADED, NOW, "minutes", "The alarm goes and another is made, which has to see its periods first", ALARMS, Gate.SILENCE)),
    attributes={
        "actions_enabled": (
            when("switched off", turned_off, Effect(DEGRADED, NOW, BLIND, "The alarm fires and tells nobody", ALARMS, Gate.SILENCE)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "The alarm tells somebody again", ALARMS)),
        ),
        "threshold": (
            when("it comes later", _later, Effect(DEGRADED, NOW, BLIND, "The alarm comes later than before: see whether that is still in time", ALARMS)),
            when("it comes earlier", _earlier, Effect(ONLINE, NOW, NOTHING, "The alarm comes earlier than before", ALARMS)),
            otherwise(Effect(DEGRADED, NOW, BLIND, "The alarm fires at another point: see whether that is still in time", ALARMS)),
        ),
        **each("evaluation_periods datapoints_to_alarm period statistic extended_statistic comparison_operator threshold_metric_id", always(Effect(DEGRADED, NOW, BLIND,
            "The alarm fires at another point: see whether that is still in time", ALARMS))),
        **each("metric_name namespace dimensions metric_query unit", always(Effect(DEGRADED, NOW, "until it has seen its periods anew",
            f"The alarm watches something else. {_STATE}", ALARMS))),
        **each("treat_missing_data evaluate_low_sample_count_percentiles", always(Effect(DEGRADED, NOW, BLIND,
            "Silence of the metric is judged otherwise: an alarm may sleep through it", ALARMS))),
        **_ACTIONS,
    },
    forcing=frozenset({"alarm_name"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

COMPOSITE_ALARM = Table(
    created=quiet("One more alarm, of other alarms", COMPOSITES),
    deleted=silenced("Nobody is told of this any more, unless the alarms in it tell somebody themselves", COMPOSITES, "for good"),
    # The provider (5.100) replaces it for actions_enabled, too.
    replaced=silenced("The alarm goes and another is made; with actions_enabled off it tells nobody", COMPOSITES),
    attributes={
        "alarm_rule": (
            when("an alarm is no longer asked", _asks_fewer, Effect(DEGRADED, NOW, BLIND,
                "An alarm that was part of the rule no longer is: this one does not fire for it any more", COMPOSITES, Gate.SILENCE)),
            otherwise(Effect(DEGRADED, NOW, SECONDS, "The alarm fires for other states of the alarms in it: see whether that is still in time", COMPOSITES)),
        ),
        "actions_suppressor": (
            when("taken away", to_nobody, Effect(ONLINE, NOW, SECONDS, "Nothing keeps the alarm quiet any more", COMPOSITES)),
            otherwise(Effect(DEGRADED, NOW, "while the suppressing alarm is in ALARM",
                "The alarm fires and tells nobody for as long as another alarm does", COMPOSITES, Gate.SILENCE)),
        ),
        **_ACTIONS,
    },
    forcing=frozenset({"actions_enabled", "alarm_name"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

EVENT_SUBSCRIPTION = Table(
    created=quiet("RDS tells of its own events, as failovers and low storage", RDS_EVENTS),
    deleted=silenced("RDS tells nobody of its events any more, as failovers and low storage", RDS_EVENTS, "for good"),
    replaced=silenced("The subscription goes and another is made: events in between are told to nobody", RDS_EVENTS),
    attributes={
        "enabled": (
            when("switched off", turned_off, Effect(DEGRADED, NOW, BLIND, "RDS tells nobody of its events", RDS_EVENTS, Gate.SILENCE)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "RDS tells of its events again", RDS_EVENTS)),
        ),
        **each("event_categories source_ids", (
            when("to all of them", to_nobody, Effect(ONLINE, NOW, SECONDS, "RDS tells of everything that its kind of source does", RDS_EVENTS)),
            when("one is taken away, or all become some", lambda d, c: loses(d, c) or not d.before, Effect(DEGRADED, NOW, BLIND,
                "RDS no longer tells of something that it told of", RDS_EVENTS, Gate.SILENCE)),
            otherwise(Effect(ONLINE, NOW, SECONDS, "RDS tells of something more", RDS_EVENTS)),
        )),
        "sns_topic": silenced("RDS tells another topic: whoever hears only of the old one hears nothing", RDS_EVENTS),
        "source_type": silenced("RDS tells of another kind of source, and no longer of this one", RDS_EVENTS),
        **TAG_ROWS,
    },
    forcing=frozenset({"name", "name_prefix"}),
    computed=frozenset({"arn", "customer_aws_id", "id"}),
)  # fmt: skip

DASHBOARD = Table(
    created=CREATED,
    deleted=quiet("A page to look at goes; what it showed is still measured", DASHBOARDS),
    replaced=quiet("A page to look at gets another name or address", DASHBOARDS),
    attributes={"dashboard_body": quiet("What the page shows; nothing is measured otherwise", DASHBOARDS)},
    forcing=frozenset({"dashboard_name"}),
    computed=frozenset({"dashboard_arn", "id"}),
)
