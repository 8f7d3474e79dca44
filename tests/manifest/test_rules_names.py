"""The rules of rules/names.py: where each begins to refuse (EDGES, tried in test_rules.py)."""

from __future__ import annotations

from aldeia.manifest.rules import names as rules
from tests.examples import Edge

EDGES = (
    Edge(
        rules.the_databases_names_are_free,
        {"database.name": "users"},
        {"database.name": "user"},
        "database.name: got user, expected a name that is no word of SQL; put something to it, as the project",
    ),
    Edge(
        rules.the_databases_names_are_free,
        {"database.username": "selects"},
        {"database.username": "select"},
        "database.username: got select, expected a name that is no word of SQL; put something to it, as the project",
    ),
    Edge(
        rules.the_databases_names_are_free,
        {"database.name": "template2"},
        {"database.name": "template1"},
        "database.name: got template1, expected another name, RDS has a database of this one",
    ),
    Edge(
        rules.a_database_name_needs_no_quotes,
        {"database.name": "aldeia"},
        {"database.name": "aldeiA"},
        "database.name: got aldeiA, expected small letters, as aldeia; PostgreSQL reads a name without quotes in small "
        "letters",
    ),
)
