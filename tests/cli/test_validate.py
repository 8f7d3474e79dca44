"""The verbs validate and rules: what is said of manifests, and of what they are held to."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import aldeia


def test_validate_names_what_it_checked(checkout: Path) -> None:
    done = aldeia(checkout, "validate")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "no problem in production, staging; 4 problems waived\n",
        "",
    )


def test_validate_tells_every_problem_of_every_file(checkout: Path) -> None:
    for name in ("staging", "production"):
        path = checkout / "envs" / f"{name}.yaml"
        path.write_text(path.read_text().replace("  port: 5432", "  port: 80"))

    done = aldeia(checkout, "validate")

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "envs/production.yaml",
        "envs/staging.yaml",
        "2 errors; 4 problems waived",
    ]


def test_validate_looks_at_the_files_that_are_named_alone(checkout: Path) -> None:
    (checkout / "envs" / "production.yaml").write_text("")

    done = aldeia(checkout, "validate", "envs/staging.yaml")

    assert (done.returncode, done.stdout) == (0, "no problem in staging\n")


def test_validate_of_a_file_that_is_not_there_says_so(checkout: Path) -> None:
    done = aldeia(checkout, "validate", "envs/stagin.yaml")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("envs/stagin.yaml:1:1: ")


def test_validate_of_an_environments_name_is_told_the_file(checkout: Path) -> None:
    done = aldeia(checkout, "validate", "staging")

    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "staging: there is no such file; did you mean envs/staging.yaml?\n",
    )  # fmt: skip


def test_validate_writes_what_programs_read_to_its_output(checkout: Path) -> None:
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("  port: 5432", "  port: 80"))

    done = aldeia(checkout, "validate", "--format", "json")

    assert (done.returncode, done.stderr) == (1, "")
    assert [problem["setting"] for problem in json.loads(done.stdout)["problems"]] == ["database.port"]


def test_a_warning_is_printed_and_refused_only_where_it_is_asked_for(checkout: Path) -> None:
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("backup_window: 03:00-04:00", "backup_window: 10:00-21:00"))

    done = aldeia(checkout, "validate")
    strict = aldeia(checkout, "validate", "--strict")

    assert (done.returncode, strict.returncode) == (0, 1)
    assert "warning: database.backup_window: " in done.stderr
    assert strict.stderr == done.stderr


def test_the_rules_are_listed(checkout: Path) -> None:
    done = aldeia(checkout, "rules")

    assert done.returncode == 0
    assert "error    gp3_is_provisioned_only_from_400_gib\n         gp3 takes iops" in done.stdout


def test_one_rule_is_told_with_an_example(checkout: Path) -> None:
    done = aldeia(checkout, "rules", "redis_failover_needs_a_replica")

    assert done.stdout == (
        "redis_failover_needs_a_replica\n\nAutomatic failover has a replica to fail over to.\n\n"
        "Severity: error: AWS, Terraform or the engine refuses it\nHolds: within an environment\n"
        "Source: ElastiCache API reference, CreateReplicationGroup, AutomaticFailoverEnabled\n"
        "Remedy: add a node, or turn failover off\nMay be waived: no\nBroken, as an example, by:\n"
        "    cache.nodes: 1\n    cache.automatic_failover: true\n"
    )


def test_a_rule_that_is_not_there_is_looked_for_nearby(checkout: Path) -> None:
    done = aldeia(checkout, "rules", "redis_failover_needs_replica")

    assert done.returncode == 1
    assert done.stderr == (
        "there is no rule redis_failover_needs_replica; did you mean redis_failover_needs_a_replica? "
        "If not, aldeia rules lists them\n"
    )


def test_a_part_of_rules_ids_is_told_which_have_it(checkout: Path) -> None:
    done = aldeia(checkout, "rules", "gp3")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        (
            "there is no rule gp3; there is: gp3_figures_go_together, gp3_iops_are_in_range, "
            "gp3_is_provisioned_only_from_400_gib\n"
        ),
    )
