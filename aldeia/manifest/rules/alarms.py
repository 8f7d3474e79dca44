"""Rules about who is told, and when."""

import re
from collections.abc import Iterator

from aldeia.manifest.alarms import MEMORY_CRITICAL_PERCENT, MEMORY_WARNING_PERCENT, AutoPercent
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule

# SNS API reference of Subscribe: what an endpoint is, by protocol.
ENDPOINTS = {
    "email": (r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", "an e-mail address"),
    "email-json": (r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", "an e-mail address"),
    "https": (r"https://[^/\s]+.*", "a URL that starts with https://"),
    "lambda": (r"arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:.+", "the ARN of a function"),
    "sms": (r"\+[1-9][0-9]{6,14}", "a telephone number as +15551234567"),
    "sqs": (r"arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:.+", "the ARN of a queue"),
}


@rule(
    REFUSED,
    source="SNS API reference, Subscribe, Endpoint",
    fix="write what the protocol takes",
    example={
        "alarms.subscriptions.0.protocol": "https",
        "alarms.subscriptions.0.endpoint": "oncall@aldeia.example",
    },
)
def an_endpoint_is_one_of_its_protocol(manifest: Manifest) -> Iterator[Fault]:
    """Whom an alarm is sent to is written as the protocol takes it."""
    for index, subscription in enumerate(manifest.alarms.subscriptions):
        pattern, expected = ENDPOINTS[subscription.protocol]
        if re.fullmatch(pattern, subscription.endpoint) is None:
            path = ("alarms", "subscriptions", index, "endpoint")
            yield Fault(path, subscription.endpoint, f"{expected} with {subscription.protocol}")


@rule(
    HARMFUL,
    source="SNS developer guide: what is published to a topic without a subscription is gone",
    fix="add a subscription",
    example={"alarms.subscriptions": []},
)
def somebody_is_told(manifest: Manifest) -> Iterator[Fault]:
    """An alarm that goes off is told to somebody."""
    if not manifest.alarms.subscriptions:
        yield Fault(
            ("alarms", "subscriptions"),
            "a list of 0",
            "at least one subscription",
            "or alarms go off unheard",
        )


@rule(
    REFUSED,
    source="SNS API reference, Subscribe: the same endpoint again is the same subscription",
    fix="keep one",
    example={
        "alarms.subscriptions": [
            {"protocol": "email", "endpoint": "a@aldeia.example"},
            {"protocol": "email", "endpoint": "a@aldeia.example"},
        ]
    },
)
def nobody_is_told_twice(manifest: Manifest) -> Iterator[Fault]:
    """Each subscription is there once, with all the severities that it hears."""
    subscriptions = [(one.protocol, one.endpoint) for one in manifest.alarms.subscriptions]
    for index, subscription in enumerate(subscriptions):
        if subscription in subscriptions[:index]:
            yield Fault(("alarms", "subscriptions", index), "the same subscription twice", "each once")


@rule(
    HARMFUL,
    source="SNS developer guide: what is published to a topic without a subscription is gone",
    fix="add critical to the severities of whoever is on call",
    example={"alarms.subscriptions.0.severities": ["warning"]},
)
def somebody_is_paged(manifest: Manifest) -> Iterator[Fault]:
    """Somebody hears what is critical."""
    told = {severity for one in manifest.alarms.subscriptions for severity in one.severities}
    if told and "critical" not in told:
        yield Fault(
            ("alarms", "subscriptions"), "nobody who is told what is critical", "one subscription with critical",
            "or a store in trouble pages nobody",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="SNS developer guide: what is published to a topic without a subscription is gone",
    fix="add warning to somebody's severities",
    example={"alarms.subscriptions.0.severities": ["critical"]},
)
def somebody_reads_the_warnings(manifest: Manifest) -> Iterator[Fault]:
    """Single alarms and events are told to the warnings' topic alone, so somebody reads them."""
    told = {severity for one in manifest.alarms.subscriptions for severity in one.severities}
    if told and "warning" not in told:
        yield Fault(
            ("alarms", "subscriptions"), "nobody who is told the warnings", "one subscription with warning",
            "or single alarms and events go unread",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="specification: warning at 75%, critical at 85%",
    fix="lower the warning, or raise the critical threshold",
    example={"alarms.cache.memory_warning_above": "85%", "alarms.cache.memory_critical_above": "85%"},
)
def a_warning_comes_before_it_is_critical(manifest: Manifest) -> Iterator[Fault]:
    """The warning goes off before the critical alarm does."""
    cache = manifest.alarms.cache
    warning = percent(cache.memory_warning_above, MEMORY_WARNING_PERCENT)
    if warning >= percent(cache.memory_critical_above, MEMORY_CRITICAL_PERCENT):
        yield Fault(
            ("alarms", "cache", "memory_warning_above"),
            str(cache.memory_warning_above),
            f"less than memory_critical_above ({cache.memory_critical_above})",
        )


def percent(threshold: AutoPercent, auto: int) -> int:
    """Give a percentage as a number, also where the manifest leaves it to us."""
    return auto if isinstance(threshold, str) else threshold.value


RULES = (
    an_endpoint_is_one_of_its_protocol,
    somebody_is_told,
    nobody_is_told_twice,
    somebody_is_paged,
    somebody_reads_the_warnings,
    a_warning_comes_before_it_is_critical,
)
