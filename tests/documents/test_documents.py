"""The documents of an environment: byte for byte as they were read last, and what must be true of any of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from aldeia.alarms.table import alarms_of
from aldeia.documents import text
from aldeia.documents.render import DOCUMENTS, remove_documents_of_others, templates, write_documents
from aldeia.manifest.secrets import looks_like_a_secret
from aldeia.naming import Names, names_of
from tests.documents.rendered import (
    ENVIRONMENTS,
    OUTPUT,
    ROOT,
    SNAPSHOTS,
    contract_of,
    document_of,
    each_document,
    each_environment,
    each_variant,
    manifest_of,
    outputs_of_the_stack,
    sections_of,
    sheet_of,
)
from tests.snapshots import assert_matches


@each_document
@each_environment
def test_a_document_is_the_committed_snapshot(
    environment: str, document: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    write_documents(ENVIRONMENTS[environment], tmp_path)
    made = (tmp_path / environment / document).read_bytes()
    assert_matches(SNAPSHOTS / environment / document, made.decode(), request)
    assert made == (SNAPSHOTS / environment / document).read_bytes()


@each_document
@each_variant
@each_environment
def test_no_document_holds_a_secret(environment: str, variant: str, document: str) -> None:
    made = document_of(manifest_of(environment, variant), document)
    # RDS's own word for a class's memory is mixed enough to be taken for a secret.
    lines = made.replace("DBInstanceClassMemory", "").splitlines()
    assert [line for line in lines if looks_like_a_secret(line)] == []


@each_variant
@each_environment
def test_the_secrets_in_the_sheet_are_those_that_names_spells(environment: str, variant: str) -> None:
    manifest = manifest_of(environment, variant)
    names = names_of(manifest)
    expected = {getattr(names, name) for name in vars(Names) if name.endswith("_secret")}
    if manifest.cache.authentication == "iam":
        expected.remove(names.cache_token_secret)
    assert (
        set(re.findall(rf"\b{environment}/[a-z]+/[a-z-]+", sheet_of(manifest)))
        - {f"{environment}/connection"}
        == expected
    )


@each_environment
def test_the_contract_names_the_secrets_that_hold_the_urls(environment: str) -> None:
    manifest = manifest_of(environment)
    names = names_of(manifest)
    found = dict(re.findall(r"^(\w+_SECRET_NAME)=(.*)$", contract_of(manifest), re.MULTILINE))
    assert found == {"DATABASE_SECRET_NAME": names.database_secret, "REDIS_SECRET_NAME": names.cache_secret}


@each_variant
@each_environment
def test_every_alarm_is_in_the_sheet_with_its_threshold(environment: str, variant: str) -> None:
    manifest = manifest_of(environment, variant)
    rows = [line for line in sheet_of(manifest).splitlines() if line.startswith("| `")]
    found = {
        alarm.name: [row for row in rows if row.startswith(f"| `{alarm.name}` ")]
        for alarm in alarms_of(manifest)
    }
    assert {name: len(matching) for name, matching in found.items()} == dict.fromkeys(found, 1)
    for alarm in alarms_of(manifest):
        assert f"{alarm.metric} {alarm.direction} {alarm.written} " in found[alarm.name][0]


@pytest.mark.parametrize(
    ("alarm", "threshold"),
    [
        ("aldeia-prod-db-cpu-high", "| Average > 75% "),
        ("aldeia-prod-db-storage-low", "| Minimum < 5,368,709,120 bytes "),
        ("aldeia-prod-db-connections-high", "| Maximum > 180 "),
        ("aldeia-prod-db-read-latency-high", "| p90 > 0.01 s "),
        ("aldeia-prod-redis-002-evictions", "| Sum > 0 "),
    ],
)
def test_a_threshold_is_shown_in_cloudwatchs_unit(alarm: str, threshold: str) -> None:
    (row,) = [
        line for line in sheet_of(manifest_of("production")).splitlines() if line.startswith(f"| `{alarm}` ")
    ]
    assert threshold in row


@each_variant
@each_environment
def test_every_parameter_is_in_the_sheet_as_written(environment: str, variant: str) -> None:
    manifest = manifest_of(environment, variant)
    rows = {
        tuple(map(str.strip, line.split("|")[1:3]))
        for line in sheet_of(manifest).splitlines()
        if line.startswith("|")
    }
    written = [
        *manifest.database.parameters.items(),
        *manifest.cache.parameters.items(),
        ("rds.force_ssl", "on"),
    ]
    assert [row for name, value in written if (row := (f"`{name}`", str(value))) not in rows] == []


def test_a_parameter_is_shown_in_awss_unit() -> None:
    sheet = sheet_of(manifest_of("production"))
    assert re.search(r"^\| `work_mem` +\| 8MB +\| `8192` +\| at once +\|$", sheet, re.MULTILINE)
    assert re.search(
        r"^\| `shared_buffers` +\| 25% +\| `\{DBInstanceClassMemory/32768\}` +\| after a restart +\|$",
        sheet,
        re.MULTILINE,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "3,000 IOPS, 125 MiB/s"),
        ({"database.storage": "400 GiB"}, "12,000 IOPS, 500 MiB/s"),
        (
            {"database.storage": "400 GiB", "database.iops": 16_000, "database.throughput": "1000 MiB"},
            "16,000 IOPS, 1000 MiB/s",
        ),
    ],
)
def test_the_sheet_says_what_the_storage_does(changes: dict[str, Any], said: str) -> None:
    assert re.search(
        rf"^\| Storage does +\| {said} +\|$",
        sheet_of(manifest_of("production", changes=changes)),
        re.MULTILINE,
    )


@pytest.mark.parametrize(("ceiling", "said"), [("399 GiB", False), ("400 GiB", True), (None, False)])
def test_the_sheet_tells_of_gp3s_step_when_the_storage_can_reach_it(ceiling: str | None, said: bool) -> None:
    sheet = sheet_of(manifest_of("production", changes={"database.storage_ceiling": ceiling}))
    assert ("From 400 GiB it does" in sheet) is said


def test_memory_that_is_kept_back_is_not_counted_for_keys() -> None:
    assert "1.03 GiB on each node, 25% is kept" in sheet_of(manifest_of("production"))
    half = manifest_of("production", changes={"cache.parameters": {"reserved-memory-percent": "50"}})
    assert "0.68 GiB on each node, 50% is kept" in sheet_of(half)


def test_with_iam_there_is_no_token_and_the_user_is_named() -> None:
    manifest = manifest_of("production", "iam")
    contract, sheet = contract_of(manifest), sheet_of(manifest)
    assert "REDIS_AUTHENTICATION=iam\nREDIS_USERNAME=aldeia-prod-redis-app\n" in contract
    assert "AUTH token" not in contract + sheet
    assert "--user aldeia-prod-redis-app" in sheet
    assert "REDIS_USERNAME" not in contract_of(manifest_of("production"))


def test_a_replicas_host_is_given_only_when_there_is_one() -> None:
    without, with_one = manifest_of("production"), manifest_of("production", "read replica")
    assert "REPLICA" not in contract_of(without)
    assert "aldeia-prod-db-replica" not in sheet_of(without)
    assert "DATABASE_REPLICA_HOST=" in contract_of(with_one)
    assert "`aldeia-prod-db-replica`, `db.t3.medium`: 2 vCPU, 4 GiB RAM" in sheet_of(with_one)
    assert "DATABASE_REPLICA_URL" in sheet_of(with_one)


def test_an_existing_network_is_named_by_its_ids_and_nothing_of_it_is_claimed() -> None:
    manifest = manifest_of("production", "existing network")
    sheet, names = sheet_of(manifest), names_of(manifest)
    assert "vpc-0a1b2c3d4e5f60718" in sheet
    assert "must let it out to the two groups of the stores" in sheet
    for ours in (
        names.vpc, names.flow_log_group, names.application_security_group, names.application_subnet("us-east-1a"),
        "Flow logs",
    ):  # fmt: skip
        assert ours not in sheet


def test_listed_application_subnets_are_in_the_sheet() -> None:
    sheet = sheet_of(manifest_of("production", "application subnets"))
    assert "`aldeia-prod-private-app-1a`" in sheet
    assert "The network ACL lets in the application's subnets alone: 10.1.30.0/24, 10.1.31.0/24." in sheet


def test_without_key_patterns_neither_document_speaks_of_keys_of_the_cache() -> None:
    manifest = manifest_of("production", "no key patterns")
    assert re.findall(r"REDIS_KEY|# Keys", contract_of(manifest)) == []
    assert "| Keys " not in sheet_of(manifest)


def test_a_key_without_a_time_says_that_this_is_on_purpose() -> None:
    contract = contract_of(manifest_of("production"))
    assert "REDIS_KEY_SESSION_TTL_SECONDS=86400\n" in contract
    assert "# No REDIS_KEY_CHAT_TTL_SECONDS, on purpose: " in contract


def test_two_patterns_of_one_word_have_variables_of_their_own() -> None:
    patterns = [{"pattern": f"cache:{{{name}}}", "ttl": "1 hour", "holds": name} for name in ("user", "page")]
    contract = contract_of(manifest_of("production", changes={"cache.key_patterns": patterns}))
    assert "REDIS_KEY_CACHE_PATTERN='cache:{user}'\n" in contract
    assert "REDIS_KEY_CACHE_2_PATTERN='cache:{page}'\n" in contract


def test_text_of_the_manifest_stays_in_its_comment_and_in_its_cell() -> None:
    patterns = [{"pattern": "cache:{id}", "ttl": "1 hour", "holds": "rows\nrm -rf | pages"}]
    manifest = manifest_of("production", changes={"cache.key_patterns": patterns})
    assert "\n# rows rm -rf | pages\n" in contract_of(manifest)
    assert re.search(
        r"^\| `cache:\{id\}` +\| 1 hour +\| rows rm -rf \\\| pages +\|$", sheet_of(manifest), re.MULTILINE
    )


@pytest.mark.parametrize(
    ("environment", "said", "not_said"),
    [
        ("production", "Nothing that holds data: Terraform refuses", "Everything: `terraform destroy`"),
        ("staging", "Everything: `terraform destroy`", "Nothing that holds data"),
    ],
)
def test_the_sheet_says_what_may_be_destroyed(environment: str, said: str, not_said: str) -> None:
    sheet = sheet_of(manifest_of(environment))
    assert said in sheet
    assert not_said not in sheet


@each_environment
def test_the_sheet_gives_the_promises_of_the_manifest(environment: str) -> None:
    manifest = manifest_of(environment)
    sheet = sheet_of(manifest)
    for store, promise in (("Database", manifest.recovery.database), ("Cache", manifest.recovery.cache)):
        assert re.search(rf"^\| {store} +\| {promise.rpo} +\| {promise.rto} +\|", sheet, re.MULTILINE)


@each_document
@each_variant
@each_environment
def test_no_line_ends_in_a_space_and_no_two_empty_lines_follow_each_other(
    environment: str, variant: str, document: str
) -> None:
    made = document_of(manifest_of(environment, variant), document)
    assert re.findall(r".*[ \t]+\n", made) == []
    assert "\n\n\n" not in made
    assert made.endswith("\n")
    assert not made.endswith("\n\n")


@each_variant
@each_environment
def test_no_section_and_no_table_of_the_sheet_is_empty(environment: str, variant: str) -> None:
    sheet = sheet_of(manifest_of(environment, variant))
    sections = sections_of(sheet)
    for section, following in zip(sections, [*sections[1:], "# "], strict=True):
        title, _, content = section.partition("\n")
        deeper = following.split(" ")[0] > title.split(" ")[0]
        assert content.strip() or deeper, f"{title} is empty"
    assert re.findall(r"^\| -.*\n(?!\|)", sheet, re.MULTILINE) == []


@each_variant
@each_environment
def test_the_columns_of_a_table_stand_under_each_other(environment: str, variant: str) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", sheet_of(manifest_of(environment, variant)), re.MULTILINE)
    assert tables
    for table in tables:
        edges = {
            tuple(found.start() for found in re.finditer(r"(?<!\\)\|", line)) for line in table.splitlines()
        }
        assert len(edges) == 1, table


def test_a_table_with_a_row_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^zip\(\)"):
        text.aligned("| a | b |\n| --- | --- |\n| 1 |\n")


@each_variant
@each_environment
def test_every_terraform_output_that_a_document_asks_for_exists(environment: str, variant: str) -> None:
    manifest = manifest_of(environment, variant)
    asked = OUTPUT.findall(contract_of(manifest) + sheet_of(manifest))
    assert asked
    assert set(asked) - outputs_of_the_stack() == set()


def test_nobody_is_told_to_turn_the_check_of_certificates_off() -> None:
    for environment in ENVIRONMENTS:
        contract = contract_of(manifest_of(environment))
        assert (
            re.findall(r"^[^#\n]*(?:rejectUnauthorized|sslmode=(?!verify-full))", contract, re.MULTILINE)
            == []
        )
        assert len(re.findall(r"rejectUnauthorized: false", contract)) == len(
            re.findall(r"[Nn]ever rejectUnauthorized: false", contract)
        )


@each_document
def test_a_name_that_nobody_gives_is_an_error(document: str) -> None:
    source = templates().loader
    assert source is not None
    template, _, _ = source.get_source(templates(), DOCUMENTS[document])
    with pytest.raises(UndefinedError, match=r"^'manifest' is undefined$"):
        templates().from_string(template).render()
    with pytest.raises(UndefinedError, match="has no attribute 'databse'"):
        templates().from_string("{{ manifest.databse }}").render(manifest=ENVIRONMENTS["staging"])


def test_a_fault_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = ENVIRONMENTS["staging"]
    before = {path: path.read_bytes() for path in write_documents(manifest, tmp_path)}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_documents(manifest_of("staging", "iam"), tmp_path)

    assert {path: path.read_bytes() for path in (tmp_path / "staging").iterdir()} == before


def test_the_documents_lie_in_the_directory_of_their_environment(tmp_path: Path) -> None:
    made = write_documents(ENVIRONMENTS["staging"], tmp_path / "build")
    assert made == [
        tmp_path / "build" / "staging" / "connection.env",
        tmp_path / "build" / "staging" / "environment.md",
    ]
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == made


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("aldeia.manifest.loader", "jinja2"),
        ("aldeia.documents.render", "cdktf"),
        ("aldeia.documents.render", "stacks"),
    ],
)
def test_importing_a_module_does_not_bring_what_it_does_not_need(module: str, unwanted: str) -> None:
    program = f"import sys, {module}; sys.exit({unwanted!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_documents_of_an_environment_that_is_no_more_go_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    for name in ("staging", "production"):
        write_documents(ENVIRONMENTS[name], tmp_path)
    (tmp_path / "production").rename(tmp_path / "qa")
    (tmp_path / "qa" / "runbooks").mkdir()
    (tmp_path / "qa" / "runbooks" / "index.html").write_text("")
    shutil.copytree(tmp_path / "qa", tmp_path / "noted")
    (tmp_path / "noted" / "notes.md").write_text("mine")
    (tmp_path / "report").mkdir()
    (tmp_path / "sbom.cdx.json").write_text("{}")

    remove_documents_of_others({"staging"}, tmp_path)

    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert left == [
        "noted",
        "noted/notes.md",
        "report",
        "sbom.cdx.json",
        "staging",
        *(f"staging/{name}" for name in sorted(DOCUMENTS)),
    ]
