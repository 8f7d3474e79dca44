"""Rules about parameters that the engines take and nobody means: a unit or a magnitude was probably mistaken."""

import re
from collections.abc import Iterator
from fractions import Fraction

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.parameters import number
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, rule

# PostgreSQL, query planning: 1.0 is its default for pages in sequence, 4.0 for pages at random on a turning disk.
PAGE_IN_SEQUENCE = Fraction(1)
MOST_FOR_A_RANDOM_PAGE = 10
# Below, a busy database logs most of what users type; above, what they have long given up waiting for.
SLOW_STATEMENT_FROM_MS, SLOW_STATEMENT_TO_MS = 10, 60_000
# redis.conf: 10 approximates true LRU very closely and costs more CPU; 5 is the usual, 3 is faster.
MOST_SAMPLES = 10
LONGEST_IDLE_SECONDS = 24 * 60 * 60


@rule(
    DOUBTFUL,
    source="PostgreSQL, query planning, random_page_cost: less than seq_page_cost is not physically sensible; 4 by default",
    fix="1.1 is usual on SSD",
    example={"database.parameters.random_page_cost": 0.9},
)
def a_random_page_costs_what_it_may(manifest: Manifest) -> Iterator[Fault]:
    """A page read at random costs as much as one in sequence or a few times more; otherwise plans go wrong."""
    written = manifest.database.parameters
    cost, least = number(manifest.database, "random_page_cost"), number(manifest.database, "seq_page_cost")
    least = PAGE_IN_SEQUENCE if least is None else least
    if cost is not None and not least <= cost <= MOST_FOR_A_RANDOM_PAGE:
        yield Fault(
            ("database", "parameters", "random_page_cost"), str(written["random_page_cost"]),
            f"{float(least)} (seq_page_cost) to {MOST_FOR_A_RANDOM_PAGE}", "1.1 is usual on SSD",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="PostgreSQL, log_min_duration_statement: 0 logs every statement, with what users typed",
    fix="1000 ms is usual, -1 turns it off",
    example={"database.parameters.log_min_duration_statement": "9 ms"},
)
def slow_statements_are_logged_and_no_others(manifest: Manifest) -> Iterator[Fault]:
    """What counts as a slow statement is neither nearly every one nor none."""
    written = manifest.database.parameters
    milliseconds = number(manifest.database, "log_min_duration_statement")
    if milliseconds is None or milliseconds < 0:
        return
    if not SLOW_STATEMENT_FROM_MS <= milliseconds <= SLOW_STATEMENT_TO_MS:
        yield Fault(
            ("database", "parameters", "log_min_duration_statement"), str(written["log_min_duration_statement"]),
            "10 ms to 60 s, or -1 for none", "0 logs every statement, with what users typed",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="redis.conf, maxmemory-samples: 10 is very close to true LRU and costs more CPU",
    fix="5 is usual",
    example={"cache.parameters.maxmemory-samples": 11},
)
def an_eviction_looks_at_few_keys(manifest: Manifest) -> Iterator[Fault]:
    """Redis looks at a handful of keys for each that it throws out; at many, it does nothing else when it is full."""
    written = manifest.cache.parameters
    samples = number(manifest.cache, "maxmemory-samples")
    if samples is not None and samples > MOST_SAMPLES:
        yield Fault(
            ("cache", "parameters", "maxmemory-samples"), str(written["maxmemory-samples"]),
            f"at most {MOST_SAMPLES}", "5 is usual",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="Redis, client handling: connections of clients that are gone count towards maxclients until they are closed",
    fix="300 s is usual, 0 turns it off",
    example={"cache.parameters.timeout": "2 days"},
)
def idle_clients_of_redis_are_let_go_within_a_day(manifest: Manifest) -> Iterator[Fault]:
    """A client that is silent for a day is gone: `timeout` and `tcp-keepalive` are seconds or minutes."""
    written = manifest.cache.parameters
    for name in ("timeout", "tcp-keepalive"):
        seconds = number(manifest.cache, name)
        if seconds is not None and seconds > LONGEST_IDLE_SECONDS:
            yield Fault(
                ("cache", "parameters", name), str(written[name]), "24 hours at most", "is its unit right?"
            )


@rule(
    HARMFUL,
    source="Redis, keyspace notifications: K or E, and at least one kind of event, or nothing is sent",
    fix="add the kind, as x for expirations",
    example={"cache.parameters.notify-keyspace-events": "E"},
)
def notifications_are_of_some_event(manifest: Manifest) -> Iterator[Fault]:
    """Keyspace notifications name a channel (K, E) and a kind of event; without the kind Redis sends nothing."""
    letters = str(manifest.cache.parameters.get("notify-keyspace-events", ""))
    path = ("cache", "parameters", "notify-keyspace-events")
    if re.fullmatch(r"[KEg$lshzxetmdnA]+", letters) is None:
        return
    if not set(letters) - {"K", "E"}:
        yield Fault(
            path, letters, "a kind of event as well, as x for expirations in Ex", "or Redis sends nothing"
        )
    if len(set(letters)) < len(letters):
        yield Fault(path, letters, "each letter once")


RULES = (
    a_random_page_costs_what_it_may,
    slow_statements_are_logged_and_no_others,
    an_eviction_looks_at_few_keys,
    idle_clients_of_redis_are_let_go_within_a_day,
    notifications_are_of_some_event,
)
