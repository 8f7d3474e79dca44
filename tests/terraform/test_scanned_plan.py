"""The real plans of both environments under the real checkov."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.scan.findings import Report
from aldeia.scan.report import scan
from tests.missing import cannot
from tests.stacks.documents import ROOT
from tests.terraform.workspace import Workspace

pytestmark = [pytest.mark.terraform, pytest.mark.slow]
WAIVERS = ROOT / "envs" / "policy" / "waivers.yaml"


@pytest.fixture(scope="module")
def checkov() -> Path:
    """The Python that has checkov; a laptop may be without it, CI may not."""
    program = ROOT / ".venv-scan" / "bin" / "python"
    if not program.exists():
        cannot("checkov is not set up here; make scan does it")
    return program


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, workspaces: dict[str, Workspace]) -> dict[str, Path]:
    """Real plans of both environments, from nothing."""
    directory = tmp_path_factory.mktemp("plans")
    for name in ("staging", "production"):
        workspaces[name].run("plan", "-input=false", "-out=scanned")
        (directory / f"{name}.json").write_text(json.dumps(workspaces[name].json("show", "-json", "scanned")))
    return {path.stem: path for path in directory.iterdir()}


def test_the_real_plans_pass_as_their_stacks_do(planned: dict[str, Path], checkov: Path) -> None:
    report: Report = scan(Path("unused"), WAIVERS, program=checkov, plans=planned.values())

    assert [(found.environment, found.check, found.address, found.faults) for found in report.failed] == []
    assert report.passed.keys() == {"staging", "production"}
    assert min(report.passed.values()) > 250


def test_a_fault_in_a_plan_is_found_at_its_address(
    planned: dict[str, Path], checkov: Path, tmp_path: Path
) -> None:
    plan = json.loads(planned["production"].read_text())
    for resource in plan["planned_values"]["root_module"]["resources"]:
        if resource["address"] == "aws_db_instance.database":
            resource["values"]["deletion_protection"] = False
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(plan))

    report = scan(Path("unused"), WAIVERS, program=checkov, plans=[path])

    assert [(found.check, found.address, str(found.place)) for found in report.failed] == [
        ("CKV2_ALDEIA_11", "aws_db_instance.database", str(path)),
        ("CKV_AWS_293", "aws_db_instance.database", str(path)),
    ]
