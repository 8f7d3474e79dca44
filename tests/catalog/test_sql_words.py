"""The words that SQL keeps for itself, against a PostgreSQL of this machine."""

from __future__ import annotations

from aldeia.catalog.sql_words import RESERVED_WORDS
from tests.missing import cannot
from tools.postgresql import installed, major_version, server


def test_the_words_are_those_that_postgresql_reserves() -> None:
    programs = [directory for directory in installed() if major_version(directory) == "15"]
    if not programs:
        cannot("no PostgreSQL 15 on this machine")
    with server(programs[0]) as connection:
        rows = connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')").fetchall()

    assert {word for (word,) in rows} == RESERVED_WORDS


def test_the_words_are_in_small_letters() -> None:
    assert all(word == word.lower() for word in RESERVED_WORDS)
