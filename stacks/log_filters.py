"""Log filters: what counts the events of the database's exported log into metrics."""

from cdktf_cdktf_provider_aws.cloudwatch_log_metric_filter import (
    CloudwatchLogMetricFilter,
    CloudwatchLogMetricFilterMetricTransformation,
)
from constructs import Construct

from aldeia.alarms.log_filters import LogFilter
from stacks.addresses import at


class LogFilters(Construct):
    """One metric filter for each pattern; an event is one, and where there is none, no value is sent or paid for."""

    def __init__(self, scope: Construct, id_: str, *, filters: list[LogFilter], log_group_name: str) -> None:
        super().__init__(scope, id_)
        for one in filters:
            self._filter(one, log_group_name)

    def _filter(self, one: LogFilter, log_group_name: str) -> None:
        at(
            one.key,
            CloudwatchLogMetricFilter(
                self,
                one.key,
                name=one.name,
                log_group_name=log_group_name,
                pattern=one.pattern,
                metric_transformation=CloudwatchLogMetricFilterMetricTransformation(
                    namespace=one.namespace,
                    name=one.metric,
                    value="1",
                    unit="Count",
                ),
            ),
        )
