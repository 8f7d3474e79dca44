"""The database is what the specification asks for, in the units that AWS takes."""

from __future__ import annotations

from typing import Any

from tests.stacks.documents import Document


def test_staging_is_small_and_alone(staging: Document) -> None:
    assert picked(
        staging, "instance_class", "allocated_storage", "multi_az", "backup_retention_period", "db_name"
    ) == {
        "instance_class": "db.t3.small",
        "allocated_storage": 50,
        "multi_az": False,
        "backup_retention_period": 7,
        "db_name": "aldeia_staging",
    }
    assert "max_allocated_storage" not in staging.one("aws_db_instance.database")


def test_production_survives_the_loss_of_a_zone_and_grows(production: Document) -> None:
    assert picked(
        production, "instance_class", "allocated_storage", "max_allocated_storage", "multi_az",
        "backup_retention_period", "db_name",
    ) == {
        "instance_class": "db.t3.large",
        "allocated_storage": 100,
        "max_allocated_storage": 500,
        "multi_az": True,
        "backup_retention_period": 30,
        "db_name": "aldeia_production",
    }  # fmt: skip
    assert "availability_zone" not in production.one("aws_db_instance.database")


def test_both_are_postgresql_15_of_whatever_minor_version_aws_has(environment: Document) -> None:
    assert picked(
        environment,
        "engine",
        "engine_version",
        "auto_minor_version_upgrade",
        "engine_lifecycle_support",
        "username",
        "port",
    ) == {
        "engine": "postgres",
        "engine_version": "15",
        "auto_minor_version_upgrade": True,
        "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
        "username": "aldeia_admin",
        "port": 5432,
    }


def test_gp3_is_left_its_own_performance_below_400_gib(environment: Document) -> None:
    instance = environment.one("aws_db_instance.database")

    assert instance["storage_type"] == "gp3"
    assert "iops" not in instance
    assert "storage_throughput" not in instance


def test_windows_are_in_the_form_and_at_the_times_that_were_asked(environment: Document) -> None:
    assert picked(environment, "backup_window", "maintenance_window") == {
        "backup_window": "03:00-04:00",
        "maintenance_window": "sun:04:00-sun:05:00",
    }


def test_the_database_is_private_and_in_its_subnets(environment: Document) -> None:
    stage = "prod" if environment.name == "aldeia-production" else "staging"

    assert environment.one("aws_db_instance.database")["publicly_accessible"] is False
    assert environment.one("aws_db_instance.database")["identifier"] == f"aldeia-{stage}-db"
    assert environment.one("aws_db_subnet_group.database") == {
        "name": f"aldeia-{stage}-db-subnet-group",
        "description": f"Subnet group for {environment.name.removeprefix('aldeia-')} database",
        "subnet_ids": ["${aws_subnet.database_1a.id}", "${aws_subnet.database_1b.id}"],
    }


def test_the_database_is_in_its_own_groups(environment: Document) -> None:
    assert picked(environment, "vpc_security_group_ids", "db_subnet_group_name", "parameter_group_name") == {
        "vpc_security_group_ids": ["${aws_security_group.database.id}"],
        "db_subnet_group_name": "${aws_db_subnet_group.database.name}",
        "parameter_group_name": "${aws_db_parameter_group.database.name}",
    }


def test_changes_wait_for_the_window_in_production_alone(production: Document, staging: Document) -> None:
    assert picked(production, "apply_immediately") == {"apply_immediately": False}
    assert picked(staging, "apply_immediately") == {"apply_immediately": True}


def test_logins_are_by_password(environment: Document) -> None:
    assert picked(environment, "iam_database_authentication_enabled") == {
        "iam_database_authentication_enabled": False
    }


def test_production_is_watched_from_inside(production: Document) -> None:
    assert picked(
        production, "monitoring_interval", "monitoring_role_arn", "performance_insights_enabled",
        "performance_insights_retention_period", "performance_insights_kms_key_id", "database_insights_mode",
    ) == {
        "monitoring_interval": 60,
        "monitoring_role_arn": "${aws_iam_role.database_monitoring.arn}",
        "performance_insights_enabled": True,
        "performance_insights_retention_period": 7,
        "performance_insights_kms_key_id": "${aws_kms_key.data.arn}",
        "database_insights_mode": "standard",
    }  # fmt: skip
    attachment = production.one("aws_iam_role_policy_attachment.database_monitoring")
    assert attachment["policy_arn"] == "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    trust = production.statements("aws_iam_role.database_monitoring", "assume_role_policy")[
        "AssumedByTheService"
    ]
    assert trust["Principal"] == {"Service": "monitoring.rds.amazonaws.com"}
    assert set(trust["Condition"]) == {"ArnLike", "StringEquals"}


def test_staging_is_not_watched_from_inside(staging: Document) -> None:
    instance = staging.one("aws_db_instance.database")

    assert instance["monitoring_interval"] == 0
    assert instance["performance_insights_enabled"] is False
    assert "performance_insights_retention_period" not in instance
    assert "monitoring_role_arn" not in instance
    assert set(staging.all("aws_iam_role")) == {"flow_logs"}


def test_logs_are_exported_into_groups_that_are_there_first(environment: Document) -> None:
    instance = environment.one("aws_db_instance.database")

    assert instance["enabled_cloudwatch_logs_exports"] == ["postgresql", "upgrade"]
    for log in instance["enabled_cloudwatch_logs_exports"]:
        group = environment.one(f"aws_cloudwatch_log_group.database_{log}")
        assert group["name"] == f"/aws/rds/instance/{instance['identifier']}/{log}"
        assert f"aws_cloudwatch_log_group.database_{log}" in instance["depends_on"]


def test_what_users_typed_is_forgotten_after_a_quarter_in_production_and_two_weeks_in_staging(
    production: Document, staging: Document
) -> None:
    assert production.one("aws_cloudwatch_log_group.database_postgresql")["retention_in_days"] == 90
    assert staging.one("aws_cloudwatch_log_group.database_postgresql")["retention_in_days"] == 14


def test_the_log_of_upgrades_is_kept_for_a_year(environment: Document) -> None:
    assert environment.one("aws_cloudwatch_log_group.database_upgrade")["retention_in_days"] == 365


def test_production_cannot_be_deleted_and_leaves_a_snapshot(production: Document) -> None:
    assert picked(
        production, "deletion_protection", "skip_final_snapshot", "final_snapshot_identifier", "delete_automated_backups",
        "copy_tags_to_snapshot", "lifecycle",
    ) == {
        "deletion_protection": True,
        "skip_final_snapshot": False,
        "final_snapshot_identifier": "aldeia-prod-db-final-1",
        "delete_automated_backups": False,
        "copy_tags_to_snapshot": True,
        "lifecycle": {"prevent_destroy": True},
    }  # fmt: skip


def test_staging_can_be_destroyed(staging: Document) -> None:
    instance = staging.one("aws_db_instance.database")

    assert instance["deletion_protection"] is False
    assert instance["skip_final_snapshot"] is True
    assert "lifecycle" not in instance


def test_productions_parameters_are_in_the_units_of_aws(production: Document) -> None:
    group = production.one("aws_db_parameter_group.database")

    assert group["name"] == "aldeia-postgres15-prod"
    assert group["family"] == "postgres15"
    assert parameters(group) == {
        "shared_buffers": ("{DBInstanceClassMemory/32768}", "pending-reboot"),
        "max_connections": ("200", "pending-reboot"),
        "work_mem": ("8192", "immediate"),
        "maintenance_work_mem": ("262144", "immediate"),
        "effective_cache_size": ("{DBInstanceClassMemory*3/32768}", "immediate"),
        "random_page_cost": ("1.1", "immediate"),
        "log_min_duration_statement": ("1000", "immediate"),
        "log_connections": ("1", "immediate"),
        "log_disconnections": ("1", "immediate"),
        "log_lock_waits": ("1", "immediate"),
        "log_temp_files": ("0", "immediate"),
        "shared_preload_libraries": ("pg_stat_statements", "pending-reboot"),
        "rds.force_ssl": ("1", "immediate"),
    }


def test_stagings_parameters_fit_its_memory_and_force_tls(staging: Document) -> None:
    group = staging.one("aws_db_parameter_group.database")
    ours = parameters(group)

    assert (group["name"], group["family"]) == ("aldeia-postgres15-staging", "postgres15")
    assert ours["log_min_duration_statement"] == ("1000", "immediate")
    assert ours["max_connections"] == ("100", "pending-reboot")
    assert ours["work_mem"] == ("4096", "immediate")
    assert ours["maintenance_work_mem"] == ("65536", "immediate")
    assert ours["rds.force_ssl"] == ("1", "immediate")


def parameters(group: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        parameter["name"]: (parameter["value"], parameter["apply_method"]) for parameter in group["parameter"]
    }


def picked(document: Document, *attributes: str) -> dict[str, Any]:
    instance = document.one("aws_db_instance.database")
    return {attribute: instance[attribute] for attribute in attributes}
