"""Items: what one resource costs in a month, line by line, as far as a price is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from aldeia.money import prices
from aldeia.money.prices import Price

FREE = frozenset({
    "aws_cloudwatch_log_group", "aws_db_event_subscription", "aws_db_parameter_group", "aws_db_subnet_group",
    "aws_default_security_group", "aws_elasticache_parameter_group", "aws_elasticache_subnet_group",
    "aws_elasticache_user", "aws_elasticache_user_group", "aws_flow_log", "aws_iam_role", "aws_iam_role_policy",
    "aws_iam_role_policy_attachment", "aws_kms_alias", "aws_network_acl", "aws_network_acl_rule", "aws_route_table",
    "aws_route_table_association", "aws_secretsmanager_secret_version", "aws_security_group", "aws_sns_topic",
    "aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_subnet", "aws_vpc", "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule", "aws_cloudwatch_log_metric_filter",
    "aws_db_instance_automated_backups_replication",
})  # fmt: skip
"""What has no price by the month. What is done with some of it has, by use: see BY_USE."""
BY_USE = (
    "data transfer, what logs take in and keep, metrics made of logs, backups beyond the database's size, their "
    "copies in another region, CPU credits, messages, requests to keys and secrets"
)


@dataclass(frozen=True)
class Resource:
    """One resource as it is, or is planned to be."""

    type: str
    region: str
    values: Mapping[str, Any]
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The instances of the same plan by their identifiers: a replica takes from its source what it does not say."""

    def get(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True)
class Item:
    """One line of a bill."""

    what: str
    usd: Decimal | None
    """A month; None when no price is known."""
    estimated: bool = False


def items_of(resource: Resource) -> list[Item]:
    """Give a resource's lines; none for what is free or paid by use."""
    if resource.type in FREE:
        return []
    priced = _PRICED.get(resource.type)
    try:
        return list(priced(resource)) if priced else [Item(resource.type, None)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # Values of another kind than a provider's: what they cost nobody knows, and the review goes on.
        return [Item(resource.type, None)]


def _item(resource: Resource, what: str, price: Price | None, quantity: float | Decimal) -> Item:
    known = price is not None and (
        resource.region == prices.REGION or (price.everywhere and not resource.region.startswith("cn-"))
    )
    if price is None or not known:
        where = "" if resource.region == prices.REGION else f" in {resource.region or 'an unknown region'}"
        return Item(f"{what}{where}", None)
    # A volume's GiB are whole, and so is all else: cents are rounded once, at the end.
    return Item(what, price.usd * Decimal(str(quantity)), price.estimated)


def _database(resource: Resource) -> Iterator[Item]:
    values = {**resource.sources.get(str(resource.get("replicate_source_db")), {}), **_said(resource)}
    zones = 2 if resource.get("multi_az") else 1
    where = ", Multi-AZ" if zones == 2 else ""  # noqa: PLR2004  # two zones
    name = str(values.get("instance_class"))
    hour = prices.DATABASE_CLASS_HOUR.get(name) if values.get("engine") == "postgres" else None
    yield _item(resource, f"{name}{where}", hour, zones * prices.HOURS)
    kind, gib = str(values.get("storage_type")), values.get("allocated_storage")
    per_gib = prices.DATABASE_GIB_MONTH.get(kind) if gib else None
    yield _item(resource, f"{gib or 'unknown'} GiB {kind}{where}", per_gib, zones * (gib or 0))
    yield from _performance(resource, values, kind, zones)


def _performance(resource: Resource, values: Mapping[str, Any], kind: str, zones: int) -> Iterator[Item]:
    free = prices.FREE_GP3_IOPS if kind == "gp3" else 0
    paid = max(0, (values.get("iops") or 0) - free)
    if paid and kind not in {"gp2", "standard"}:
        yield _item(resource, f"{paid:,} IOPS", prices.DATABASE_IOPS_MONTH.get(kind), zones * paid)
    more = (values.get("storage_throughput") or 0) - prices.FREE_GP3_MIB_PER_SECOND
    if more > 0:
        yield Item(f"{more:,} MiB/s above {prices.FREE_GP3_MIB_PER_SECOND}", None)
    if (values.get("performance_insights_retention_period") or 7) > 7:  # noqa: PLR2004  # days that are free
        yield Item("Performance Insights for longer than 7 days", None)
    if values.get("database_insights_mode") == "advanced":
        yield Item("Database Insights, advanced", None)


def _said(resource: Resource) -> dict[str, Any]:
    return {name: value for name, value in resource.values.items() if value is not None}


def _cache(resource: Resource) -> Iterator[Item]:
    name = str(resource.get("node_type"))
    shards = resource.get("num_node_groups") or 1
    nodes = resource.get("num_cache_clusters") or shards * (
        1 + (resource.get("replicas_per_node_group") or 0)
    )
    hour = prices.CACHE_NODE_HOUR.get(name) if resource.get("engine") in {None, "redis"} else None
    yield _item(resource, f"{nodes} x {name}", hour, nodes * prices.HOURS)


def _alarm(resource: Resource) -> Iterator[Item]:
    if resource.get("threshold_metric_id"):
        yield Item("anomaly detection", None)
        return
    queries = [query for query in resource.get("metric_query") or () if query.get("metric")]
    # A plan has a list of one; the JSON that it is made from has the metric itself.
    metrics = [one[0] if isinstance(one, list) else one for one in (query["metric"] for query in queries)]
    periods = [metric.get("period") for metric in metrics] or [resource.get("period")]
    fast = any(period and period < 60 for period in periods)  # noqa: PLR2004  # seconds of a minute
    price = prices.FAST_ALARM_METRIC_MONTH if fast else prices.ALARM_METRIC_MONTH
    many = len(queries) or 1
    yield _item(resource, f"alarm of {many} metrics" if many > 1 else "alarm", price, many)


def _one(what: str, price: Price) -> Callable[[Resource], Iterable[Item]]:
    return lambda resource: [_item(resource, what, price, 1)]


def _secret(resource: Resource) -> Iterator[Item]:
    copies = len(resource.get("replica") or ())
    yield _item(
        resource, "secret" + (f" and {copies} copies" if copies else ""), prices.SECRET_MONTH, 1 + copies
    )


_PRICED: dict[str, Callable[[Resource], Iterable[Item]]] = {
    "aws_cloudwatch_composite_alarm": _one("composite alarm", prices.COMPOSITE_ALARM_MONTH),
    "aws_cloudwatch_dashboard": _one("dashboard", prices.DASHBOARD_MONTH),
    "aws_cloudwatch_metric_alarm": _alarm,
    "aws_db_instance": _database,
    "aws_elasticache_replication_group": _cache,
    "aws_kms_key": _one("key", prices.KEY_MONTH),
    "aws_secretsmanager_secret": _secret,
}
READ_ATTRIBUTES = frozenset({
    "allocated_storage", "database_insights_mode", "engine", "identifier", "instance_class", "iops", "metric_query",
    "multi_az", "node_type", "num_cache_clusters", "num_node_groups", "performance_insights_retention_period", "period",
    "replica", "replicas_per_node_group", "replicate_source_db", "storage_throughput", "storage_type",
    "threshold_metric_id",
})  # fmt: skip
"""What a price depends on; committed plans keep it."""
PRICED_TYPES = frozenset(_PRICED)
