"""Passwords are made by AWS, stored before they are used, and written into nothing of ours."""

from __future__ import annotations

from tests.stacks.documents import Document


def test_the_secrets_are_named_as_the_specification_has_them(environment: Document) -> None:
    name = environment.name.removeprefix("aldeia-")

    assert {secret["name"] for secret in environment.all("aws_secretsmanager_secret").values()} == {
        f"{name}/database/credentials",
        f"{name}/database/master",
        f"{name}/cache/credentials",
        f"{name}/cache/auth-token",
    }


def test_the_password_is_stored_first_and_the_database_takes_the_stored_one(environment: Document) -> None:
    version = environment.one("aws_secretsmanager_secret_version.database_master")
    read_back = environment.values["ephemeral"]["aws_secretsmanager_secret_version"]["database_master"]

    assert (
        version["secret_string_wo"]
        == "${ephemeral.aws_secretsmanager_random_password.database_master.random_password}"
    )
    # Through the version and not the secret: Terraform then reads after the value is in. And through what is unknown until
    # then: it would read a secret_id in the plan.
    assert read_back == {"secret_id": "${aws_secretsmanager_secret_version.database_master.arn}"}
    assert (
        environment.one("aws_db_instance.database")["password_wo"]
        == "${ephemeral.aws_secretsmanager_secret_version.database_master.secret_string}"
    )


def test_the_database_and_its_secret_get_the_same_password_version(environment: Document) -> None:
    assert (
        environment.one("aws_secretsmanager_secret_version.database_master")["secret_string_wo_version"] == 1
    )
    assert environment.one("aws_db_instance.database")["password_wo_version"] == 1


def test_no_password_reaches_the_state(environment: Document) -> None:
    for version in environment.all("aws_secretsmanager_secret_version").values():
        assert set(version) == {"secret_id", "secret_string_wo", "secret_string_wo_version"}
    assert "password" not in environment.one("aws_db_instance.database")
    assert "random_password" not in environment.values["resource"]


def test_the_password_fits_rds_and_a_url(environment: Document) -> None:
    for random in environment.values["ephemeral"]["aws_secretsmanager_random_password"].values():
        assert random == {"exclude_punctuation": True, "password_length": 32}


def test_the_application_connects_to_the_database_with_verified_tls(environment: Document) -> None:
    name = environment.name.removeprefix("aldeia-")
    content = environment.one("aws_secretsmanager_secret_version.database")["secret_string_wo"]

    assert (
        'DATABASE_URL = "postgresql://aldeia_admin:'
        "${urlencode(ephemeral.aws_secretsmanager_secret_version.database_master.secret_string)}"
        f"@${{aws_db_instance.database.address}}:5432/aldeia_{name}"
        '?sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem"'
    ) in content


def test_the_application_connects_to_the_cache_with_tls_and_the_stored_token(environment: Document) -> None:
    content = environment.one("aws_secretsmanager_secret_version.cache")["secret_string_wo"]

    assert (
        'REDIS_URL = "rediss://:'
        "${urlencode(ephemeral.aws_secretsmanager_secret_version.cache_token.secret_string)}"
        '@${aws_elasticache_replication_group.cache.primary_endpoint_address}:6379"'
    ) in content
    assert 'password = "${ephemeral.aws_secretsmanager_secret_version.cache_token.secret_string}"' in content


def test_the_connection_secrets_are_written_anew_when_what_they_say_changes(
    production: Document, staging: Document
) -> None:
    def version(document: Document, name: str) -> int:
        number: int = document.one(f"aws_secretsmanager_secret_version.{name}")["secret_string_wo_version"]
        return number

    for name in ("database", "cache"):
        assert version(production, name) != version(staging, name)


def test_the_auth_token_is_the_one_value_that_terraform_must_know(environment: Document) -> None:
    assert environment.values["data"]["aws_secretsmanager_secret_version"] == {
        "cache_token": {"secret_id": "${aws_secretsmanager_secret_version.cache_token.secret_id}"}
    }
    assert (
        environment.one("aws_elasticache_replication_group.cache")["auth_token"]
        == "${data.aws_secretsmanager_secret_version.cache_token.secret_string}"
    )


def test_deleted_secrets_come_back_in_production_and_free_their_name_in_staging(
    production: Document, staging: Document
) -> None:
    assert {
        secret["recovery_window_in_days"] for secret in production.all("aws_secretsmanager_secret").values()
    } == {30}
    assert {
        secret["recovery_window_in_days"] for secret in staging.all("aws_secretsmanager_secret").values()
    } == {0}


def test_no_output_is_a_secret(environment: Document) -> None:
    for name, output in environment.values["output"].items():
        assert "secret_string" not in str(output["value"])
        assert "password" not in name
        assert "token" not in name
