"""docs/specification.md says what is so: every setting, address, value and test that it names is there.

Its tables have five cells: what the specification says, the setting, the Terraform, the tests, the verdict. Only what is
in backticks is looked up; the rest is prose.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest.yaml_file import YamlFile, read

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "specification.md"
ENVIRONMENTS = ("staging", "production")
HEADER = ["The specification says", "Manifest", "Terraform", "Held by", "As written?"]
VERDICTS = ("As written.", "Departs:", "Added:", "Not yet:", "Not ours:")
ADDRESS = re.compile(r"(aws_\w+|data|ephemeral|output|provider|terraform)\.[\w.]+")
DOCUMENTS = ("connection.env", "environment.md")
MISSING = object()


@dataclass(frozen=True)
class Row:
    """One line of a table, and the environments that its section speaks of."""

    line: int
    environments: tuple[str, ...]
    cells: list[str]


def rows_of(document: str) -> list[Row]:
    rows = []
    environments: tuple[str, ...] = ENVIRONMENTS
    above: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(document.splitlines(), start=1):
        if heading := re.match(r"(#+) (.*)", line):
            level = len(heading[1])
            named = tuple(name for name in ENVIRONMENTS if re.search(rf"\b{name}\b", heading[2].lower()))
            above = [(depth, which) for depth, which in above if depth < level]
            environments = named or (above[-1][1] if above else ENVIRONMENTS)
            above.append((level, environments))
        cells = [cell.strip() for cell in line.split("|")[1:-1]] if line.startswith("|") else []
        # The table above the first section explains the others; a heading row that is another's is read as a row.
        if cells and above[1:] and cells != HEADER and set("".join(cells)) != {"-"}:
            rows.append(Row(number, environments, cells))
    return rows


def faults(document: str) -> list[str]:
    """Give everything in the document that is not so, each with its line."""
    return [f"{row.line}: {fault}" for row in rows_of(document) for fault in _faults_of(row)]


def _faults_of(row: Row) -> Iterator[str]:
    if len(row.cells) != len(HEADER) or not all(row.cells):
        yield f"expected five cells with something in each, got {len([cell for cell in row.cells if cell])}"
        return
    _, manifest, terraform, tests, verdict = row.cells
    for named in _in_backticks(manifest):
        yield from _setting_faults(named, row.environments)
    yield from _terraform_faults(terraform, row.environments)
    for named in _in_backticks(tests):
        yield from _test_faults(named)
    if not terraform.startswith("Not Terraform") and not _in_backticks(tests):
        yield "no test is named"
    if not verdict.startswith(VERDICTS):
        yield f"the verdict begins with none of {', '.join(VERDICTS)}"
    elif verdict in VERDICTS[1:]:
        yield "the verdict has no reason"


def _setting_faults(named: str, environments: tuple[str, ...]) -> Iterator[str]:
    """Look a setting up in both manifests, and its value in the section's; parameters differ between the two."""
    dotted, _, value = named.partition(": ")
    path = tuple(int(part) if part.isdigit() else part for part in dotted.split("."))
    for environment in ENVIRONMENTS:
        manifest = _manifest(environment)
        here = list(path)
        if "parameters" in path and environment not in environments:
            del here[path.index("parameters") + 1 :]
        if _at(manifest.values, here) is MISSING:
            yield f"{dotted} is no setting of {environment}.yaml"
        elif value and environment in environments and manifest.written.get(path) != value:
            yield f"{dotted} is {manifest.written.get(path)} in {environment}.yaml and not {value}"


def _terraform_faults(cell: str, environments: tuple[str, ...]) -> Iterator[str]:
    """Look up each address or file, and each claim in what was named last before it."""
    named = _in_backticks(cell)
    if not named and not cell.startswith(("Not Terraform: ", "See ")):
        yield "no address is named, and neither `Not Terraform: ` nor `See ` is said"
    for environment in environments:
        subject, inside = "", MISSING
        for text in named:
            if text in DOCUMENTS or ADDRESS.fullmatch(text):
                subject, inside = f"{text} of {environment}", _made(environment, text)
                if inside is MISSING:
                    yield f"{text} is not made in {environment}"
            elif text.endswith(" not made"):
                if _made(environment, text.removesuffix(" not made")) is not MISSING:
                    yield f"{text.removesuffix(' not made')} is made in {environment}"
            else:
                yield from _claim_faults(text, inside, subject or environment)


def _claim_faults(claim: str, inside: Any, subject: str) -> Iterator[str]:
    """Judge what is said of a file or a resource, or of nothing."""
    if inside is MISSING:
        yield f"{claim} stands behind nothing that is made in {subject}"
    elif isinstance(inside, dict):
        yield from _attribute_faults(claim, inside, subject)
    elif claim not in inside:
        yield f"{subject} does not say {claim}"


def _attribute_faults(claim: str, resource: dict[str, Any], subject: str) -> Iterator[str]:
    """Judge `attribute = value`, `attribute contains text`, `attribute not set`, or an `attribute` that is there."""
    if claim.endswith(" not set"):
        attribute = claim.removesuffix(" not set")
        if _at(resource, _parts(attribute)) is not MISSING:
            yield f"{attribute} is set in {subject}"
        return
    attribute, relation, value = [*re.split(r" (=|contains) ", claim, maxsplit=1), "", ""][:3]
    found = _at(resource, _parts(attribute))
    if found is MISSING:
        yield f"{attribute} is not set in {subject}"
    elif relation == "=" and (type(found), found) != (type(json.loads(value)), json.loads(value)):
        yield f"{attribute} is {json.dumps(found)} in {subject} and not {value}"
    elif relation == "contains" and value not in found:
        yield f"{attribute} of {subject} does not contain {value}"


def _test_faults(named: str) -> Iterator[str]:
    file, _, function = named.partition("::")
    if not (ROOT / file).is_file():
        yield f"{file} is no file"
    elif function not in _functions(ROOT / file):
        yield f"{function} is no test of {file}"


def _in_backticks(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _parts(path: str) -> list[str | int]:
    """Split `parameter[rds.force_ssl].value` and `subnet_ids.0`."""
    return [
        int(plain) if plain.isdigit() else plain or name
        for name, plain in re.findall(r"\[([^\]]+)\]|([^.\[\]]+)", path)
    ]


def _at(value: Any, path: list[str | int]) -> Any:
    """Walk into maps by key, into lists by number or by the `name` of an item."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part, MISSING)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else MISSING
        elif isinstance(value, list):
            value = next((item for item in value if item.get("name") == part), MISSING)
        else:
            return MISSING
    return value


def _made(environment: str, address: str) -> Any:
    """Give a file's text or a resource's attributes."""
    if address in DOCUMENTS:
        return _document(environment, address)
    stack = json.loads(_snapshot(environment))
    return _at(stack["resource"] if address.startswith("aws_") else stack, _parts(address))


@cache
def _snapshot(environment: str) -> str:
    path = ROOT / "tests" / "stacks" / "snapshots" / f"aldeia-{environment}.tf.json"
    return path.read_text(encoding="utf-8")


@cache
def _document(environment: str, name: str) -> str:
    path = ROOT / "tests" / "documents" / "snapshots" / environment / name
    return path.read_text(encoding="utf-8")


@cache
def _manifest(environment: str) -> YamlFile:
    path = ROOT / "envs" / f"{environment}.yaml"
    return read(path, path.name)


@cache
def _functions(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


# What the document says


def test_all_that_the_document_names_is_there() -> None:
    assert faults(DOCUMENT.read_text(encoding="utf-8")) == []


def test_every_section_has_rows() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    headings = [
        number for number, line in enumerate(document.splitlines(), start=1) if line.startswith("## ")
    ]
    lines = [row.line for row in rows_of(document)]

    assert headings
    for start, end in zip(headings, [*headings[1:], len(document.splitlines()) + 1], strict=True):
        assert any(start < line < end for line in lines), document.splitlines()[start - 1]


# That a wrong word in it would be noticed

TABLE = f"""\
# Title
## Production database

| {" | ".join(HEADER)} |
| --- | --- | --- | --- | --- |
"""
GOOD = {
    "says": "Backup retention: 30 days",
    "manifest": "`database.backup_retention: 30 days`",
    "terraform": "`aws_db_instance.database` `backup_retention_period = 30` `iops not set`",
    "tests": "`tests/test_specification.py::test_a_row_that_is_so_has_no_fault`",
    "verdict": "As written.",
}
DATABASE = "aws_db_instance.database of production"


def with_row(**changes: str) -> str:
    return f"{TABLE}| {' | '.join((GOOD | changes).values())} |\n"


def test_a_row_that_is_so_has_no_fault() -> None:
    assert len(rows_of(with_row())) == 1
    assert faults(with_row()) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"says": ""}, "expected five cells with something in each, got 4"),
        ({"verdict": "As written. | and more"}, "expected five cells with something in each, got 6"),
        (
            {"manifest": "`database.backup_retention: 31 days`"},
            "database.backup_retention is 30 days in production.yaml and not 31 days",
        ),
        ({"terraform": "`aws_db_instance.databse`"}, "aws_db_instance.databse is not made in production"),
        (
            {"terraform": "`aws_db_instance.database not made`"},
            "aws_db_instance.database is made in production",
        ),
        (
            {"terraform": "`aws_db_instance.database` `backup_retention_period = 7`"},
            f"backup_retention_period is 30 in {DATABASE} and not 7",
        ),
        (
            {"terraform": "`aws_db_instance.database` `multi_az = 1`"},
            f"multi_az is true in {DATABASE} and not 1",
        ),
        ({"terraform": "`aws_db_instance.database` `iops = 3000`"}, f"iops is not set in {DATABASE}"),
        ({"terraform": "`aws_db_instance.database` `iops`"}, f"iops is not set in {DATABASE}"),
        ({"terraform": "`aws_db_instance.database` `multi_az not set`"}, f"multi_az is set in {DATABASE}"),
        (
            {"terraform": "`aws_db_instance.database` `db_name contains staging`"},
            f"db_name of {DATABASE} does not contain staging",
        ),
        ({"terraform": "`multi_az = true`"}, "multi_az = true stands behind nothing that is made in production"),
        (
            {"terraform": "`connection.env` `DATABASE_POOL_MAX=21`"},
            "connection.env of production does not say DATABASE_POOL_MAX=21",
        ),
        ({"terraform": "none"}, "no address is named, and neither `Not Terraform: ` nor `See ` is said"),
        ({"tests": "`tests/test_specification.py::test_nothing`"}, "test_nothing is no test of tests/test_specification.py"),
        ({"tests": "`tests/test_nothing.py::test_nothing`"}, "tests/test_nothing.py is no file"),
        ({"tests": "none"}, "no test is named"),
        (
            {"verdict": "Nearly."},
            "the verdict begins with none of As written., Departs:, Added:, Not yet:, Not ours:",
        ),
        ({"verdict": "Departs:"}, "the verdict has no reason"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_so_is_told(changes: dict[str, str], fault: str) -> None:
    assert faults(with_row(**changes)) == [f"6: {fault}"]


def test_a_setting_must_be_in_both_manifests() -> None:
    assert faults(with_row(manifest="`database.backup_retension`")) == [
        "6: database.backup_retension is no setting of staging.yaml",
        "6: database.backup_retension is no setting of production.yaml",
    ]


def test_a_section_of_no_environment_speaks_of_both() -> None:
    document = with_row(terraform="`aws_db_instance.database` `multi_az = true`")

    assert faults(document) == []
    assert faults(document.replace("Production database", "Database")) == [
        "6: database.backup_retention is 7 days in staging.yaml and not 30 days",
        "6: multi_az is false in aws_db_instance.database of staging and not true",
    ]


def test_a_parameter_is_asked_of_its_sections_environment_alone() -> None:
    named = "`cache.parameters.maxmemory-policy: allkeys-lru`"

    assert faults(with_row(manifest=named)) == []
    assert faults(with_row(manifest="`cache.parameters.maxmemory-polcy`")) == [
        "6: cache.parameters.maxmemory-polcy is no setting of production.yaml"
    ]


@pytest.mark.parametrize(
    ("headings", "environments"),
    [
        (["## Database"], ENVIRONMENTS),
        (["## Production database"], ("production",)),
        (["## Production database", "### Parameters"], ("production",)),
        (["## Production database", "### Parameters of staging"], ("staging",)),
        (["## Production database", "## Cost"], ENVIRONMENTS),
    ],
)
def test_the_nearest_heading_that_names_an_environment_decides(
    headings: list[str], environments: tuple[str, ...]
) -> None:
    document = with_row().replace("## Production database", "\n".join(headings))

    assert [row.environments for row in rows_of(document)] == [environments]
