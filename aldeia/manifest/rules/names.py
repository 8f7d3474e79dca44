"""Rules about the names inside PostgreSQL."""

from collections.abc import Iterator

from aldeia.catalog.sql_words import RESERVED_WORDS
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, REFUSED, rule

# What every instance has before anybody asks for a database.
DATABASES_OF_RDS = frozenset({"rdsadmin", "template0", "template1"})


@rule(
    REFUSED,
    source="RDS API reference, CreateDBInstance, DBName and MasterUsername; aldeia/catalog/sql_words.py",
    fix="take another name, as aldeia_production",
    example={"database.name": "user"},
)
def the_databases_names_are_free(manifest: Manifest) -> Iterator[Fault]:
    """Database and master user are named by no word that SQL keeps for itself, nor as what RDS makes by itself."""
    database = manifest.database
    for name, word in (("name", database.name), ("username", database.username)):
        if word.lower() in RESERVED_WORDS:
            yield Fault(
                ("database", name),
                word,
                "a name that is no word of SQL",
                "put something to it, as the project",
            )
    if database.name.lower() in DATABASES_OF_RDS:
        yield Fault(("database", "name"), database.name, "another name, RDS has a database of this one")


@rule(
    DOUBTFUL,
    source="PostgreSQL, lexical structure: names that are not in quotes are folded to small letters",
    fix="write it in small letters",
    example={"database.name": "Aldeia"},
)
def a_database_name_needs_no_quotes(manifest: Manifest) -> Iterator[Fault]:
    """A name with capitals is another one in every statement that forgets the quotes."""
    name = manifest.database.name
    if name != name.lower():
        yield Fault(
            ("database", "name"), name, f"small letters, as {name.lower()}",
            "PostgreSQL reads a name without quotes in small letters",
        )  # fmt: skip


RULES = (
    the_databases_names_are_free,
    a_database_name_needs_no_quotes,
)
