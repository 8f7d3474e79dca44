"""Every alarm of an environment, made of the stores' rows and of what the manifest says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from aldeia.alarms.alarm import Alarm, Store
from aldeia.alarms.cache_rows import CACHE_ALARMS
from aldeia.alarms.database_rows import DATABASE_ALARMS, REPLICA_ALARMS
from aldeia.alarms.log_rows import LOG_ALARMS
from aldeia.alarms.row import DOWN, STOPPED, Row, Samples, Worked, in_cloudwatch_unit, written
from aldeia.alarms.runbook import runbook_link, runbook_of
from aldeia.manifest.things import Instance, Node
from aldeia.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.alarms.row import Threshold
    from aldeia.manifest.automatic import Auto
    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.silence import Silence

__all__ = ["AS_WRITTEN", "Alarm", "alarms_of"]

AThing = TypeVar("AThing", Instance, Node)


@dataclass(frozen=True)
class Source:
    """Where a store's metrics come from, and where the manifest has their thresholds."""

    section: str
    namespace: str
    dimension: str | None


_SOURCES: dict[Store, Source] = {
    "database": Source("database", "AWS/RDS", "DBInstanceIdentifier"),
    "database_replica": Source("read_replica", "AWS/RDS", "DBInstanceIdentifier"),
    "cache": Source("cache", "AWS/ElastiCache", "CacheClusterId"),
}
AS_WRITTEN = "as the manifest has it"


def alarms_of(manifest: Manifest) -> list[Alarm]:
    """Make every alarm of an environment: the database's, its replica's, then node by node of the cache."""
    return [*_of_instances(manifest), *_of_nodes(manifest)]


def _of_instances(manifest: Manifest) -> Iterator[Alarm]:
    names, database = names_of(manifest), manifest.database
    instance = Instance(names.database, database.instance_class, manifest)
    yield from _alarms(DATABASE_ALARMS, instance, "database")
    log = Source("database_log", names.database_log_metrics, None)
    yield from _alarms(LOG_ALARMS, instance, "database", log)
    if database.read_replica.enabled:
        replica = Instance(names.database_replica, database.read_replica.instance_class, manifest)
        yield from _alarms(REPLICA_ALARMS, replica, "database_replica")


def _of_nodes(manifest: Manifest) -> Iterator[Alarm]:
    names = names_of(manifest)
    for number in range(1, manifest.cache.nodes + 1):
        yield from _alarms(CACHE_ALARMS, Node(names.cache_node(number), number, manifest), "cache")


def _alarms(
    rows: tuple[Row[AThing], ...], thing: AThing, store: Store, source: Source | None = None
) -> Iterator[Alarm]:
    for row in rows:
        if row.is_sent(thing):
            yield _alarm(row, thing, store, source or _SOURCES[store])


def _alarm(row: Row[AThing], thing: AThing, store: Store, source: Source) -> Alarm:
    manifest = thing.manifest
    path = ("alarms", source.section, row.setting)
    setting: Threshold | Auto = getattr(getattr(manifest.alarms, path[1]), row.setting)
    worked = row.auto(thing) if isinstance(setting, str) else Worked(setting, AS_WRITTEN)
    minutes = manifest.alarms.sustained_for.minutes
    samples = row.samples or Samples(60, minutes, minutes)
    key = f"{_address(thing, store)}_{row.symptom.replace('-', '_')}"
    return Alarm(
        key=key,
        name=names_of(manifest).alarm(thing.name, row.symptom),
        symptom=row.symptom,
        store=store,
        thing=thing.name,
        meaning=row.meaning,
        severity=row.severity,
        silence=silence_of(manifest, key, row.symptom),
        namespace=source.namespace,
        metric=row.metric,
        statistic=row.statistic,
        direction=row.direction,
        threshold=in_cloudwatch_unit(worked.threshold),
        unit=row.unit,
        written=written(worked.threshold),
        setting=written(setting),
        path=path,
        formula=worked.formula,
        period_seconds=samples.period_seconds,
        evaluation_periods=samples.evaluation_periods,
        datapoints_to_alarm=samples.datapoints_to_alarm,
        # What may be destroyed may be stopped too: there, no data is no news.
        missing=STOPPED if manifest.recovery.may_be_destroyed and row.missing is DOWN else row.missing,
        dimensions=((source.dimension, thing.name),) if source.dimension else (),
        runbook_link=runbook_link(manifest, runbook_of(store, row.symptom)),
    )


def silence_of(manifest: Manifest, key: str, symptom: str) -> Silence | None:
    """Give the manifest's reason to silence an alarm, by its own key or by its symptom."""
    return next((silence for silence in manifest.alarms.silenced if silence.alarm in {key, symptom}), None)


def _address(thing: Instance | Node, store: Store) -> str:
    return store if isinstance(thing, Instance) else f"{store}_{thing.number:03d}"
