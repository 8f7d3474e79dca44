"""Alarms: who is told, and the thresholds that may differ by environment."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from aldeia.manifest.limits import Matching, Within
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration, Percent, Size


class Subscription(Section):
    """Somebody who is told when an alarm goes off and when it is over."""

    protocol: Literal["email", "email-json", "https", "lambda", "sms", "sqs"]
    """How they are told; an e-mail address must confirm the first mail."""
    endpoint: Annotated[
        str, Matching(r"\S+", "an address for the protocol: an e-mail address, a URL, an ARN")
    ]
    """Where they are told: an e-mail address, a https URL, an ARN, a telephone number."""


Count = Annotated[StrictInt, Field(ge=0)]


class DatabaseAlarms(Section):
    """Thresholds on the database instance."""

    cpu_above: Percent
    """The processors are busy beyond this, on average."""
    freeable_memory_below: Size
    """Less memory than this is free or can be freed."""
    free_storage_below: Size
    """Less of the volume than this is free."""
    connections_above: Count
    """More connections than this are open; `max_connections` is the end."""
    read_latency_above: Annotated[Duration, Within("1 ms", "2 s", whole="ms")]
    """A read from the volume takes longer than this, on average."""
    write_latency_above: Annotated[Duration, Within("1 ms", "2 s", whole="ms")]
    """A write to the volume takes longer than this, on average."""


class CacheAlarms(Section):
    """Thresholds on every cache node."""

    cpu_above: Percent
    """The node's processors are busy beyond this; Redis uses one, so on two vCPUs it can take half."""
    engine_cpu_above: Percent
    """The one processor that Redis runs on is busy beyond this."""
    memory_warning_above: Percent
    """The first word that keys fill the memory."""
    memory_critical_above: Percent
    """The last word: take a larger node type."""
    evictions_above: Count
    """More keys than this were thrown out in a minute to make room."""
    hit_rate_below: Percent
    """Fewer reads than this find their key."""
    swap_above: Size
    """The node has swapped out more than this."""


class Alarms(Section):
    """One topic, one alarm for each metric and node."""

    subscriptions: tuple[Subscription, ...]
    """Who is told of every alarm, and when it is over."""
    sustained_for: Annotated[Duration, Within("1 min", "60 min", whole="min")]
    """How long a metric must stay past its threshold, minute by minute."""
    database: DatabaseAlarms
    cache: CacheAlarms
