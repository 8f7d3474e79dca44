"""Alarms: who is told, and the thresholds that may differ by environment."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from aldeia.manifest.limits import Matching, Within
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration, Percent, Size


class Subscription(Section):
    """Somebody who is told when an alarm goes off and when it is over."""

    protocol: Literal["email", "email-json", "https", "lambda", "sms", "sqs"]
    endpoint: Annotated[
        str, Matching(r"\S+", "an address for the protocol: an e-mail address, a URL, an ARN")
    ]


Count = Annotated[StrictInt, Field(ge=0)]


class DatabaseAlarms(Section):
    """Thresholds on the database instance."""

    cpu_above: Percent
    freeable_memory_below: Size
    free_storage_below: Size
    connections_above: Count
    read_latency_above: Annotated[Duration, Within("1 ms", "60 s", whole="ms")]
    write_latency_above: Annotated[Duration, Within("1 ms", "60 s", whole="ms")]


class CacheAlarms(Section):
    """Thresholds on every cache node."""

    cpu_above: Percent
    engine_cpu_above: Percent
    memory_warning_above: Percent
    memory_critical_above: Percent
    evictions_above: Count
    hit_rate_below: Percent
    swap_above: Size


class Alarms(Section):
    """One topic, one alarm for each metric and node."""

    subscriptions: tuple[Subscription, ...]
    sustained_for: Annotated[Duration, Within("1 min", "60 min", whole="min")]
    """How long a metric must stay past its threshold, minute by minute."""
    database: DatabaseAlarms
    cache: CacheAlarms
