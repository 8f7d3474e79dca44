from __future__ import annotations

from typing import Any

from tests.emulator.examples import make_group, make_instance
from tests.emulator.known_secrets import cache_tokens, database_password

FIRST, SECOND, THIRD = "first-" + "x" * 16, "second-" + "x" * 16, "third-" + "x" * 16


def test_the_database_has_the_password_that_was_set_last(rds: Any) -> None:
    make_instance(rds, MasterUserPassword="the-first")
    assert database_password("db") == "the-first"

    rds.modify_db_instance(DBInstanceIdentifier="db", MasterUserPassword="the-second")
    assert database_password("db") == "the-second"


def test_a_rotated_token_lets_in_beside_the_one_before(elasticache: Any) -> None:
    make_group(elasticache, TransitEncryptionEnabled=True, AuthToken=FIRST)
    for token in (SECOND, THIRD):
        elasticache.modify_replication_group(
            ReplicationGroupId="redis", AuthToken=token, AuthTokenUpdateStrategy="ROTATE"
        )

    assert cache_tokens("redis") == [SECOND, THIRD]


def test_a_token_that_is_set_is_the_only_one(elasticache: Any) -> None:
    make_group(elasticache, TransitEncryptionEnabled=True, AuthToken=FIRST)

    elasticache.modify_replication_group(
        ReplicationGroupId="redis", AuthToken=SECOND, AuthTokenUpdateStrategy="SET"
    )

    assert cache_tokens("redis") == [SECOND]
