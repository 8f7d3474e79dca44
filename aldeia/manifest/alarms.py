"""Alarms: who is told, and the thresholds that may differ by environment."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from aldeia.manifest.automatic import Auto, OrAuto
from aldeia.manifest.limits import Distinct, Matching, Within
from aldeia.manifest.section import Section
from aldeia.manifest.silence import Silence
from aldeia.manifest.values import Duration, Percent, Size

# The specification's; what `auto` is.
MEMORY_WARNING_PERCENT = 75
MEMORY_CRITICAL_PERCENT = 85

Severity = Literal["critical", "warning"]


class Subscription(Section):
    """Somebody who is told when an alarm goes off and when it is over."""

    protocol: Literal["email", "email-json", "https", "lambda", "sms", "sqs"]
    """How they are told; an e-mail address must confirm the first mail."""
    endpoint: Annotated[
        str, Matching(r"\S+", "an address for the protocol: an e-mail address, a URL, an ARN")
    ]
    """Where they are told: an e-mail address, a https URL, an ARN, a telephone number."""
    severities: Annotated[tuple[Severity, ...], Field(min_length=1), Distinct()] = ("critical", "warning")
    """What they are told: `critical` is one page for each store in trouble, `warning` every single alarm and event."""


Count = Annotated[StrictInt, Field(ge=0)]

# A threshold is a value, or `auto` for one that is worked out of class, storage and parameters.
AutoPercent = Annotated[Percent | Auto, OrAuto()]
AutoSize = Annotated[Size | Auto, OrAuto()]
AutoCount = Annotated[Count | Auto, OrAuto()]
AutoLatency = Annotated[Annotated[Duration, Within("1 ms", "999 ms", whole="ms")] | Auto, OrAuto()]
AutoLag = Annotated[Annotated[Duration, Within("1 s", "1 hour", whole="s")] | Auto, OrAuto()]


class DatabaseAlarms(Section):
    """Thresholds on the database instance."""

    cpu_above: AutoPercent
    """The processors are busy beyond this, on average; auto: 90%."""
    freeable_memory_below: AutoSize
    """Less memory than this is free or can be freed; auto: a tenth of the class's."""
    free_storage_below: AutoSize
    """Less of the volume than this is free; auto: a tenth of it, and half of that where it grows by itself."""
    connections_above: AutoCount
    """More connections than this are open; `max_connections` is the end; auto: 90% of what it leaves."""
    read_latency_above: AutoLatency
    """A read from the volume takes longer than this, nine times out of ten; auto: 20 ms."""
    write_latency_above: AutoLatency
    """A write to the volume takes longer than this, nine times out of ten; auto: 20 ms."""
    read_iops_above: AutoCount
    """More reads a second than this; auto: 80% of what volume and class do all day."""
    write_iops_above: AutoCount
    """More writes a second than this; auto: 80% of what volume and class do all day."""
    disk_queue_above: AutoCount
    """More reads and writes than this wait for the volume; auto: what keeps each waiting for 10 ms."""
    swap_above: AutoSize
    """The instance has swapped out more than this; auto: a tenth of the class's memory, at most 1 GiB."""
    ebs_balance_below: AutoPercent
    """Less than this is left of the class's burst to the volume; auto: 10%. Only on a class that bursts."""
    cpu_credits_below: AutoCount
    """Fewer CPU credits than this are left; auto: an hour at full load. Only on a burstable class."""
    surplus_credits_above: AutoCount
    """More CPU credits than this were used on credit and are billed; auto: 0. Only on a burstable class."""
    load_above: AutoCount
    """More sessions than this work at once; auto: the class's vCPUs. Only with performance_insights."""
    transaction_ids_above: AutoCount
    """The oldest transaction is this many ids old; at 2,000 million writes stop; auto: 1,000 million."""


class ReplicaAlarms(Section):
    """Thresholds on the read replica; without effect while there is none."""

    cpu_above: AutoPercent
    """The processors are busy beyond this, on average; auto: 90%."""
    freeable_memory_below: AutoSize
    """Less memory than this is free or can be freed; auto: a tenth of the class's."""
    free_storage_below: AutoSize
    """Less of the volume than this is free; auto: a tenth of it, and half of that where it grows by itself."""
    connections_above: AutoCount
    """More connections than this are open; auto: 90% of what `max_connections` leaves."""
    cpu_credits_below: AutoCount
    """Fewer CPU credits than this are left; auto: an hour at full load. Only on a burstable class."""
    lag_above: AutoLag
    """What is read is older than this; auto: 10 min, as an idle database counts up to 5 min."""


class LogAlarms(Section):
    """Thresholds on what the exported PostgreSQL log tells within five minutes; without effect where it is not exported."""

    slow_statements_above: AutoCount
    """More statements than this took longer than `log_min_duration_statement`; auto: 20."""
    errors_above: AutoCount
    """More statements or sessions than this were ended by an error; auto: 20."""
    deadlocks_above: AutoCount
    """More deadlocks than this; auto: 0."""
    failed_logins_above: AutoCount
    """More logins than this were refused; auto: 10."""
    refused_connections_above: AutoCount
    """More connections than this were refused as there are no more; auto: 0."""


class CacheAlarms(Section):
    """Thresholds on every cache node."""

    cpu_above: AutoPercent
    """The node's processors are busy beyond this; Redis uses one, so on two vCPUs it can take half; auto: 90% / vCPUs."""
    engine_cpu_above: AutoPercent
    """The one processor that Redis runs on is busy beyond this; auto: 90%."""
    memory_warning_above: AutoPercent
    """The first word that keys fill the memory; auto: 75%."""
    memory_critical_above: AutoPercent
    """The last word: take a larger node type; auto: 85%."""
    evictions_above: AutoCount
    """More keys than this were thrown out in a minute to make room; auto: 0, and 1,000 with an allkeys policy."""
    hit_rate_below: AutoPercent
    """Fewer reads than this find their key; auto: 80%."""
    swap_above: AutoSize
    """The node has swapped out more than this; auto: 50 MB."""
    connections_above: AutoCount
    """More clients than this are connected; auto: 50 for each process, and twice as many processes in a deployment."""
    network_in_above: AutoSize
    """More than this came in over the network in a minute; auto: 80% of what the node type takes all day."""
    network_out_above: AutoSize
    """More than this went out over the network in a minute; auto: 80% of what the node type sends all day."""
    cpu_credits_below: AutoCount
    """Fewer CPU credits than this are left; auto: an hour at full load. Only on a burstable type."""
    replication_lag_above: AutoLag
    """What a failover would lose is older than this; auto: 30 s. Only with a replica."""


class Alarms(Section):
    """Two topics, one alarm for each metric and thing, and one page for each store."""

    subscriptions: tuple[Subscription, ...]
    """Who is told when an alarm goes off, and when it is over."""
    sustained_for: Annotated[Duration, Within("1 min", "60 min", whole="min")]
    """How long a metric must stay past its threshold, minute by minute."""
    runbook_url: Annotated[str, Matching(r"https?://[^\s#]+", "a URL that starts with https://")] | None
    """Where the site that `aldeia runbooks` writes is published; null: an alarm names the page's file in build/."""
    quiet_during_maintenance: StrictBool
    """Whether a store's page waits while its maintenance window is open, and ten minutes longer."""
    database: DatabaseAlarms
    database_log: LogAlarms
    read_replica: ReplicaAlarms
    cache: CacheAlarms
    silenced: tuple[Silence, ...] = ()
    """Alarms that tell nobody here, each with its reason and its end."""
