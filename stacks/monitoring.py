"""Monitoring: every alarm, one page for each store, and what RDS itself has to tell."""

from __future__ import annotations

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.cloudwatch_composite_alarm import (
    CloudwatchCompositeAlarm,
    CloudwatchCompositeAlarmActionsSuppressor,
)
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import (
    CloudwatchMetricAlarm,
    CloudwatchMetricAlarmMetricQuery,
    CloudwatchMetricAlarmMetricQueryMetric,
)
from cdktf_cdktf_provider_aws.db_event_subscription import DbEventSubscription
from constructs import Construct

from aldeia.alarms.alarm import Alarm
from aldeia.alarms.events import EVENTS
from aldeia.alarms.pages import EXTENSION_SECONDS, WAIT_SECONDS, Page, Quiet
from aldeia.naming import Names
from stacks.addresses import at
from stacks.topics import Topics

# CloudWatch refuses to delete an alarm that a composite alarm names. With this, Terraform changes the composite first.
_LET_GO_FIRST = TerraformResourceLifecycle(create_before_destroy=True)
COMPARISONS = {"above": "GreaterThanThreshold", "below": "LessThanThreshold"}


class Monitoring(Construct):
    """An alarm for each row of the alarm table and each thing it is on; what is critical pages once for each store."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        alarms: list[Alarm],
        pages: list[Page],
        topics: Topics,
        instance_ids: list[str],
    ) -> None:
        super().__init__(scope, id_)
        self._topics = topics
        made = {alarm.name: self._alarm(alarm) for alarm in alarms}
        for page in pages:
            self._page(page, [made[name].alarm_name for name in page.alarms])
        self._events(names, instance_ids)

    def _alarm(self, alarm: Alarm) -> CloudwatchMetricAlarm:
        """Make one alarm; it tells the warnings' topic, whatever its severity (docs/adr/0010)."""
        is_percentile = alarm.statistic.startswith("p")
        told = None if alarm.silence else [self._topics.warnings.arn]
        return at(
            alarm.key,
            CloudwatchMetricAlarm(
                self,
                f"alarm-{alarm.key}",
                alarm_name=alarm.name,
                alarm_description=alarm.message,
                namespace=alarm.namespace,
                metric_name=alarm.metric,
                dimensions=dict(alarm.dimensions),
                statistic=None if is_percentile else alarm.statistic,
                extended_statistic=alarm.statistic if is_percentile else None,
                period=alarm.period_seconds,
                comparison_operator=COMPARISONS[alarm.direction],
                threshold=alarm.threshold,
                evaluation_periods=alarm.evaluation_periods,
                datapoints_to_alarm=alarm.datapoints_to_alarm,
                treat_missing_data=alarm.missing.treatment,
                alarm_actions=told,
                ok_actions=told,
                tags={"SilencedUntil": str(alarm.silence.expires)} if alarm.silence else None,
                lifecycle=_LET_GO_FIRST if alarm.severity == "critical" else None,
            ),
        )

    def _page(self, page: Page, alarm_names: list[str]) -> None:
        at(
            page.key,
            CloudwatchCompositeAlarm(
                self,
                f"page-{page.key}",
                alarm_name=page.name,
                alarm_description=page.description,
                alarm_rule=" OR ".join(f'ALARM("{name}")' for name in alarm_names),
                actions_suppressor=self._quiet(page.quiet) if page.quiet else None,
                alarm_actions=[self._topics.critical.arn],
                ok_actions=[self._topics.critical.arn],
            ),
        )

    def _quiet(self, quiet: Quiet) -> CloudwatchCompositeAlarmActionsSuppressor:
        window = at(quiet.key, _window(self, quiet))
        return CloudwatchCompositeAlarmActionsSuppressor(
            alarm=window.alarm_name, wait_period=WAIT_SECONDS, extension_period=EXTENSION_SECONDS
        )

    def _events(self, names: Names, instance_ids: list[str]) -> None:
        topics = {"critical": self._topics.critical, "warning": self._topics.warnings}
        for severity, categories in EVENTS.items():
            at(
                f"database_{severity}",
                DbEventSubscription(
                    self,
                    f"events-{severity}",
                    name=names.database_events(severity),
                    sns_topic=topics[severity].arn,
                    source_type="db-instance",
                    source_ids=instance_ids,
                    event_categories=sorted(categories),
                    # RDS tries the topic when it is told of it.
                    depends_on=[topics[severity].policy],
                ),
            )


def _window(scope: Construct, quiet: Quiet) -> CloudwatchMetricAlarm:
    """Make the alarm that is on while a maintenance window is open; it tells nobody, and is asked by the page."""
    return CloudwatchMetricAlarm(
        scope,
        f"alarm-{quiet.key}",
        alarm_name=quiet.name,
        alarm_description=quiet.description,
        comparison_operator="GreaterThanThreshold",
        threshold=0,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data="notBreaching",
        lifecycle=_LET_GO_FIRST,
        metric_query=[
            CloudwatchMetricAlarmMetricQuery(
                id="open", label="the window is open", expression=quiet.expression, return_data=True
            ),
            CloudwatchMetricAlarmMetricQuery(
                id="m1",
                return_data=False,
                metric=CloudwatchMetricAlarmMetricQueryMetric(
                    namespace=quiet.namespace,
                    metric_name=quiet.metric,
                    dimensions=dict(quiet.dimensions),
                    period=60,
                    stat="Average",
                ),
            ),
        ],
    )
