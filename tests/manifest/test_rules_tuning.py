"""The rules of rules/tuning.py: where each begins to refuse (EDGES, tried in test_rules.py)."""

from __future__ import annotations

import pytest

from aldeia.manifest.rules import tuning as rules
from aldeia.manifest.rules.rule import Rule
from tests.examples import Changes, Edge, said_by

COST = "database.parameters.random_page_cost"
SLOW = "database.parameters.log_min_duration_statement"
EVENTS = "cache.parameters.notify-keyspace-events"

EDGES = (
    Edge(
        rules.a_random_page_costs_what_it_may,
        {COST: 1},
        {COST: 0.99},
        f"{COST}: got 0.99, expected 1.0 (seq_page_cost) to 10; 1.1 is usual on SSD",
    ),
    Edge(
        rules.a_random_page_costs_what_it_may,
        {COST: 10},
        {COST: 10.1},
        f"{COST}: got 10.1, expected 1.0 (seq_page_cost) to 10; 1.1 is usual on SSD",
    ),
    Edge(
        rules.a_random_page_costs_what_it_may,
        {COST: 0.5, "database.parameters.seq_page_cost": 0.5},
        {COST: 0.4, "database.parameters.seq_page_cost": 0.5},
        f"{COST}: got 0.4, expected 0.5 (seq_page_cost) to 10; 1.1 is usual on SSD",
    ),
    *(
        Edge(
            rules.slow_statements_are_logged_and_no_others,
            {SLOW: accepted},
            {SLOW: refused},
            f"{SLOW}: got {refused}, expected 10 ms to 60 s, or -1 for none; 0 logs every statement, with what users typed",
        )
        for accepted, refused in (("10 ms", "9 ms"), ("60 s", "61 s"), (-1, 0))
    ),
    Edge(
        rules.an_eviction_looks_at_few_keys,
        {"cache.parameters.maxmemory-samples": 10},
        {"cache.parameters.maxmemory-samples": 11},
        "cache.parameters.maxmemory-samples: got 11, expected at most 10; 5 is usual",
    ),
    *(
        Edge(
            rules.idle_clients_of_redis_are_let_go_within_a_day,
            {f"cache.parameters.{name}": "1 day"},
            {f"cache.parameters.{name}": "86401 s"},
            f"cache.parameters.{name}: got 86401 s, expected 24 hours at most; is its unit right?",
        )
        for name in ("timeout", "tcp-keepalive")
    ),
    Edge(
        rules.notifications_are_of_some_event,
        {EVENTS: "KEx"},
        {EVENTS: "KE"},
        f"{EVENTS}: got KE, expected a kind of event as well, as x for expirations in Ex; or Redis sends nothing",
    ),
    Edge(
        rules.notifications_are_of_some_event,
        {EVENTS: "Ex"},
        {EVENTS: "Exx"},
        f"{EVENTS}: got Exx, expected each letter once",
    ),
)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    "changes",
    [
        {
            COST: "cheap",
            SLOW: "long",
            "cache.parameters.timeout": "5 min?",
            "cache.parameters.maxmemory-samples": "five",
        },
        {EVENTS: "Ex (for expiration events)", "database.engine_version": "99"},
    ],
)
def test_what_another_rule_refuses_is_told_once(rule: Rule, changes: Changes) -> None:
    assert said_by(rule, changes) == []
