"""The committed environments under the real checkov, and faults planted into them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.scan.findings import Report
from aldeia.scan.report import scan
from tests.scan.terraform import WAIVERS

pytestmark = pytest.mark.slow

# Measured: 376 and 320. Much fewer would mean that checkov or our rules look away.
FEWEST_PASSED = {"production": 340, "staging": 290}


def test_nothing_fails_that_is_not_waived(report: Report) -> None:
    assert report.failed == []


def test_every_waiver_is_needed(report: Report) -> None:
    assert [str(problem) for problem in report.useless] == []


def test_both_environments_were_looked_at(report: Report) -> None:
    assert report.passed.keys() == FEWEST_PASSED.keys()
    assert {name for name, fewest in FEWEST_PASSED.items() if report.passed[name] < fewest} == set()


@pytest.fixture(scope="module")
def faulty(committed: Path, checkov: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Production with a database in the clear, and two groups of one more name that are open to the world."""
    document = json.loads(
        (committed / "stacks" / "aldeia-production" / "cdk.tf.json").read_text(encoding="utf-8")
    )
    resources = document["resource"]
    resources["aws_db_instance"]["database"]["storage_encrypted"] = False
    world = {"description": "planted", "from_port": 22, "to_port": 22}
    group = {"vpc_id": "${aws_vpc.main.id}", "description": "planted"}
    ingress = [world | {"protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]
    resources["aws_security_group"]["database"] |= {"ingress": ingress}
    resources["aws_security_group"]["planted"] = group
    resources["aws_vpc_security_group_ingress_rule"]["planted"] = world | {
        "security_group_id": "${aws_security_group.database.id}",
        "cidr_ipv4": "0.0.0.0/0",
        "ip_protocol": "tcp",
    }
    document["moved"] = [{"from": "aws_db_instance.old", "to": "aws_db_instance.database"}]
    outdir = tmp_path_factory.mktemp("faulty")
    path = outdir / "stacks" / "aldeia-production" / "cdk.tf.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document, indent=4), encoding="utf-8")
    return scan(outdir, WAIVERS, only=["production"], program=checkov)


def test_planted_faults_are_found_at_their_own_addresses(faulty: Report) -> None:
    assert [(found.check, found.address) for found in faulty.failed] == [
        ("CKV2_ALDEIA_4", "aws_db_instance.database"),
        ("CKV_AWS_16", "aws_db_instance.database"),
        ("CKV2_ALDEIA_7", "aws_security_group.database"),
        ("CKV2_ALDEIA_8", "aws_security_group.database"),
        ("CKV_AWS_24", "aws_security_group.database"),
        ("CKV2_AWS_5", "aws_security_group.planted"),
        ("CKV2_ALDEIA_7", "aws_vpc_security_group_ingress_rule.planted"),
        ("CKV2_ALDEIA_8", "aws_vpc_security_group_ingress_rule.planted"),
        ("CKV_AWS_24", "aws_vpc_security_group_ingress_rule.planted"),
    ]


def test_a_finding_names_the_line_of_the_file_itself(faulty: Report) -> None:
    for found in faulty.failed:
        line = Path(found.place.file).read_text(encoding="utf-8").splitlines()[found.place.line - 1]
        assert line.strip() == f'"{found.address.split(".")[1]}": {{'


def test_a_fault_that_is_mended_leaves_its_waiver_useless(
    committed: Path, checkov: Path, tmp_path: Path
) -> None:
    text = (committed / "stacks" / "aldeia-staging" / "cdk.tf.json").read_text(encoding="utf-8")
    path = tmp_path / "stacks" / "aldeia-staging" / "cdk.tf.json"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace('"multi_az": false', '"multi_az": true'), encoding="utf-8")
    report = scan(tmp_path, WAIVERS, only=["staging"], program=checkov)

    assert [problem.got for problem in report.useless] == [
        "CKV_AWS_157 finds nothing at aws_db_instance.database in staging"
    ]
    assert report.failed == []
