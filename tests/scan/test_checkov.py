"""checkov's silence, by a program in its place that says what it is told to, and by itself."""

import json
import subprocess
from pathlib import Path

import pytest

from aldeia.scan import ScanError
from aldeia.scan.checkov import Record, run
from tests.scan.terraform import ROOT, Document, check, document, reporting, saying


def refused(directory: Path, program: Path) -> str:
    with pytest.raises(ScanError) as error:
        run(directory, program)
    return str(error.value)


def copied(directory: Path, content: Document, name: str = "aldeia-staging") -> Path:
    """A document as it lies before checkov."""
    path = directory / "copy" / name / "cdk.tf.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return directory / "copy"


def test_what_checkov_says_is_taken_over(tmp_path: Path) -> None:
    program = reporting(tmp_path, check(3, "resource.database"), check(9, "aws_vpc.main", result="PASSED"))

    assert run(copied(tmp_path, document()), program) == [
        Record("CKV_AWS_16", "Ensure it is encrypted", "aldeia-staging", "aws_vpc.main", 9, passed=True),
        Record(
            "CKV_AWS_16", "Ensure it is encrypted", "aldeia-staging", "resource.database", 3, passed=False
        ),
    ]


def test_checkov_that_is_missing_is_an_error(tmp_path: Path) -> None:
    assert refused(tmp_path, Path(".venv-scan/bin/nothing")) == (
        "checkov is not at .venv-scan/bin/nothing; run make scan, which sets it up"
    )


def test_checkov_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/nowhere/python\n", encoding="utf-8")
    program.chmod(0o755)

    assert refused(tmp_path, program) == (
        f"checkov could not be run: [Errno 2] No such file or directory: '{program}'; "
        "remove .venv-scan and run make scan, which sets it up anew"
    )


def test_a_crash_of_checkov_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    program = saying(tmp_path, "", status=2, error="Traceback\nKeyError: 'resource'\n")

    assert refused(tmp_path, program) == "checkov ended with status 2: KeyError: 'resource'"


def test_an_environment_without_checkov_is_to_be_set_up_anew(tmp_path: Path) -> None:
    program = saying(tmp_path, "", 1, "Traceback\nModuleNotFoundError: No module named 'checkov'")

    assert refused(tmp_path, program) == (
        "checkov is not whole (ModuleNotFoundError: No module named 'checkov'); "
        "remove .venv-scan and run make scan, which sets it up anew"
    )


def test_output_that_is_no_report_is_an_error(tmp_path: Path) -> None:
    assert refused(tmp_path, saying(tmp_path, "hello")) == "checkov gave no report: hello"
    assert refused(tmp_path, saying(tmp_path, "")) == "checkov gave no report: it said nothing"


def test_a_report_without_results_is_an_error(tmp_path: Path) -> None:
    program = saying(tmp_path, '{"passed": 0, "failed": 0, "parsing_errors": 0}')

    assert refused(tmp_path, program) == "checkov read nothing: there was no Terraform JSON to scan"


def test_a_file_that_was_not_read_is_an_error_though_others_were(tmp_path: Path) -> None:
    errors = ["/tmp/x/aldeia-staging/cdk.tf.json", "/tmp/x/aldeia-production/cdk.tf.json"]
    program = reporting(tmp_path, check(3, "resource.database"), parsing_errors=errors)

    assert refused(copied(tmp_path, document()), program) == (
        "checkov could not read aldeia-production/cdk.tf.json, aldeia-staging/cdk.tf.json, so nothing in there was checked"
    )


def test_a_stack_without_a_check_is_an_error_though_others_have_some(tmp_path: Path) -> None:
    copied(tmp_path, document("production"), "aldeia-production")
    program = reporting(tmp_path, check(3, "resource.database"))

    assert refused(copied(tmp_path, document()), program) == (
        "checkov ran no check on aldeia-production/cdk.tf.json; is it Terraform for AWS?"
    )


def test_a_check_that_is_skipped_by_other_means_than_a_waiver_is_an_error(tmp_path: Path) -> None:
    program = reporting(tmp_path, skipped_checks=[check(3, "resource.database")])

    assert refused(copied(tmp_path, document()), program) == (
        "checkov skipped CKV_AWS_16 at resource.database; exceptions stand in envs/policy/waivers.yaml only"
    )


def test_nothing_of_the_callers_environment_reaches_checkov(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CKV_SKIP_CHECK", "CKV_AWS_16")
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\n/usr/bin/env >&2\n/bin/pwd >&2\nexit 2\n", encoding="utf-8")
    program.chmod(0o755)
    directory = copied(tmp_path, document())

    assert refused(directory, program) == f"checkov ended with status 2: {directory}"
    program.write_text(
        "#!/bin/sh\necho ${CKV_SKIP_CHECK:-none} $HOME $CKV_SKIP_PACKAGE_UPDATE_CHECK >&2\nexit 2\n",
        encoding="utf-8",
    )
    assert refused(directory, program) == f"checkov ended with status 2: none {directory} true"


@pytest.mark.slow
@pytest.mark.parametrize(
    "block",
    [
        {"moved": [{"from": "aws_vpc.a", "to": "aws_vpc.main"}]},
        {"import": [{"id": "vpc-1", "to": "aws_vpc.main"}]},
        {"removed": [{"from": "aws_vpc.a", "lifecycle": {"destroy": False}}]},
        {"terraform": {"required_version": ">= 1.11.0"}},
    ],
    ids=lambda block: next(iter(block)),
)
def test_the_real_checkov_reads_nothing_of_a_document_with_such_a_block(
    tmp_path: Path, checkov: Path, block: Document
) -> None:
    assert refused(copied(tmp_path, document(**block)), checkov) == (
        "checkov could not read aldeia-staging/cdk.tf.json, so nothing in there was checked"
    )


@pytest.mark.slow
def test_the_real_checkov_finds_an_empty_directory_in_order_and_we_do_not(
    tmp_path: Path, checkov: Path
) -> None:
    assert refused(tmp_path, checkov) == "checkov read nothing: there was no Terraform JSON to scan"


@pytest.mark.slow
def test_a_graph_check_that_raises_ends_the_scan_and_is_not_left_out(tmp_path: Path, checkov: Path) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "__init__.py").touch()
    (policies / "broken.py").write_text(
        "from checkov.common.checks_infra.registry import get_graph_checks_registry\n"
        "from checkov.common.graph.checks_infra.base_check import BaseGraphCheck\n"
        "registry = get_graph_checks_registry('terraform')\n"
        "registry.load_checks()\n"
        "check = BaseGraphCheck()\n"
        "check.id = 'CKV2_BROKEN_1'\n"
        "registry.checks.append(check)\n",
        encoding="utf-8",
    )
    directory = copied(tmp_path, document())

    done = subprocess.run(
        [checkov, "-m", "aldeia.scan.inside_checkov", policies],
        cwd=directory,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (
        1,
        "",
        "CKV2_BROKEN_1 broke down: AttributeError('solver attribute was not set')",
    )
