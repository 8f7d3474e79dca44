"""The rules of rules/alarms.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from typing import Any

from aldeia.manifest.rules import alarms as rules
from tests.examples import Edge


def told(protocol: str, endpoint: str) -> dict[str, Any]:
    return {"alarms.subscriptions": [{"protocol": protocol, "endpoint": endpoint}]}


MAIL = {"protocol": "email", "endpoint": "oncall@aldeia.example"}
ARN = "arn:aws:lambda:us-east-1:123456789012:function:page"
AT = "alarms.subscriptions[0].endpoint: got"
EDGES = (
    *(
        Edge(
            rules.an_endpoint_is_one_of_its_protocol,
            told(protocol, right),
            told(protocol, wrong),
            f"{AT} {wrong}, expected {expected} with {protocol}",
        )
        for protocol, right, wrong, expected in (
            ("email", "oncall@aldeia.example", "oncall", "an e-mail address"),
            ("email-json", "oncall@aldeia.example", "oncall@aldeia", "an e-mail address"),
            ("https", "https://hooks.example/x", "http://hooks.example/x", "a URL that starts with https://"),
            ("lambda", ARN, "page", "the ARN of a function"),
            ("sms", "+15551234567", "oncall@aldeia.example", "a telephone number as +15551234567"),
            ("sqs", "arn:aws:sqs:us-east-1:123456789012:alarms", ARN, "the ARN of a queue"),
        )
    ),
    Edge(
        rules.nobody_is_told_twice,
        {"alarms.subscriptions": [MAIL, MAIL | {"endpoint": "second@aldeia.example"}]},
        {"alarms.subscriptions": [MAIL, MAIL]},
        "alarms.subscriptions[1]: got the same subscription twice, expected each once",
    ),
    Edge(
        rules.a_warning_comes_before_it_is_critical,
        {"alarms.cache.memory_warning_above": "84%", "alarms.cache.memory_critical_above": "85%"},
        {"alarms.cache.memory_warning_above": "85%", "alarms.cache.memory_critical_above": "85%"},
        "alarms.cache.memory_warning_above: got 85%, expected less than memory_critical_above (85%)",
    ),
    Edge(
        rules.nobody_is_told_twice,
        {},
        {
            "alarms.subscriptions": [
                MAIL | {"severities": ["critical"]},
                MAIL | {"severities": ["warning"]},
            ]
        },
        "alarms.subscriptions[1]: got the same subscription twice, expected each once",
    ),
    Edge(
        rules.somebody_is_paged,
        {"alarms.subscriptions.0.severities": ["critical", "warning"]},
        {"alarms.subscriptions.0.severities": ["warning"]},
        "alarms.subscriptions: got nobody who is told what is critical, expected one subscription with critical; "
        "or a store in trouble pages nobody",
    ),
    Edge(
        rules.somebody_reads_the_warnings,
        {"alarms.subscriptions.0.severities": ["critical", "warning"]},
        {"alarms.subscriptions.0.severities": ["critical"]},
        "alarms.subscriptions: got nobody who is told the warnings, expected one subscription with warning; "
        "or single alarms and events go unread",
    ),
    Edge(
        rules.somebody_is_told,
        {},
        {"alarms.subscriptions": []},
        "alarms.subscriptions: got a list of 0, expected at least one subscription; or alarms go off unheard",
    ),
    Edge(
        rules.an_endpoint_is_one_of_its_protocol,
        {"alarms.subscriptions.0.endpoint": "oncall@aldeia.example"},
        {"alarms.subscriptions.0.endpoint": "oncall@aldeia.example."},
        "alarms.subscriptions[0].endpoint: got oncall@aldeia.example., expected an e-mail address with email",
    ),
)
