"""Rules about who is told, and when."""

import re
from collections.abc import Iterator

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
    """Each subscription is there once."""
    subscriptions = manifest.alarms.subscriptions
    for index, subscription in enumerate(subscriptions):
        if subscription in subscriptions[:index]:
            yield Fault(("alarms", "subscriptions", index), "the same subscription twice", "each once")


@rule(
    HARMFUL,
    source="specification: warning at 75%, critical at 85%",
    fix="lower the warning, or raise the critical threshold",
    example={"alarms.cache.memory_warning_above": "85%", "alarms.cache.memory_critical_above": "85%"},
)
def a_warning_comes_before_it_is_critical(manifest: Manifest) -> Iterator[Fault]:
    """The warning goes off before the critical alarm does."""
    cache = manifest.alarms.cache
    if cache.memory_warning_above.value >= cache.memory_critical_above.value:
        yield Fault(
            ("alarms", "cache", "memory_warning_above"),
            str(cache.memory_warning_above),
            f"less than memory_critical_above ({cache.memory_critical_above})",
        )


RULES = (
    an_endpoint_is_one_of_its_protocol,
    somebody_is_told,
    nobody_is_told_twice,
    a_warning_comes_before_it_is_critical,
)
