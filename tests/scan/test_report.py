"""What becomes of findings and waivers, by a program in checkov's place."""

from pathlib import Path

import pytest

from aldeia.manifest.problem import Place
from aldeia.scan import ScanError
from aldeia.scan.findings import Finding, Report
from aldeia.scan.formats import as_text
from aldeia.scan.report import scan
from aldeia.scan.stack import read
from tests.scan.terraform import check, document, reporting, saying, write


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALDEIA_TODAY", "2026-11-23")


def waivers(*entries: tuple[str, str, str]) -> Path:
    """A file of waivers: check, address, environments."""
    items = [
        f"  - check: {check_id}\n    address: {address}\n    environments: [{environments}]\n    reason: it is here for a test\n    owner: me\n    expires: 2027-11-30\n"
        for check_id, address, environments in entries
    ]
    path = Path("waivers.yaml")
    path.write_text("waivers:\n" + "".join(items) if items else "waivers: []\n", encoding="utf-8")
    return path


def scanned(waived: Path, only: tuple[str, ...] = ()) -> Report:
    """Scan staging and production, whose databases fail CKV_AWS_16 each, and pass something else."""
    outdir = Path("cdktf.out")
    checks = []
    for environment in ("production", "staging"):
        stack = read(write(outdir, document(environment), f"aldeia-{environment}"))
        line = next(
            line for line, keys in stack.blocks.items() if keys == ("resource", "aws_db_instance", "database")
        )
        checks.append(check(line, "resource.database", stack=f"aldeia-{environment}"))
        checks.append(
            check(
                line,
                "resource.database",
                result="PASSED",
                check_id="CKV_AWS_17",
                stack=f"aldeia-{environment}",
            )
        )
    made = [
        found
        for found in checks
        if not only or found["file_path"].split("/")[1].removeprefix("aldeia-") in only
    ]
    return scan(outdir, waived, only, program=reporting(Path(), *made))


def finding(environment: str) -> Finding:
    place = Place(f"cdktf.out/stacks/aldeia-{environment}/cdk.tf.json", 17)
    return Finding(environment, "aws_db_instance.database", "CKV_AWS_16", "Ensure it is encrypted", place)


def test_what_is_not_waived_has_failed() -> None:
    report = scanned(waivers())

    assert report == Report(
        [finding("production"), finding("staging")], [], [], {"production": 1, "staging": 1}
    )
    assert not report.clean


def test_a_waiver_counts_in_the_environments_that_it_names() -> None:
    report = scanned(waivers(("CKV_AWS_16", "aws_db_instance.database", "staging")))

    assert report.failed == [finding("production")]
    assert [(found, waiver.reason) for found, waiver in report.waived] == [
        (finding("staging"), "it is here for a test")
    ]
    assert report.useless == []
    assert not report.clean


def test_a_scan_with_every_finding_waived_is_clean() -> None:
    assert scanned(waivers(("CKV_AWS_16", "aws_db_instance.database", "staging, production"))).clean


def test_a_waiver_for_another_resource_of_the_same_name_waives_nothing() -> None:
    report = scanned(waivers(("CKV_AWS_16", "aws_security_group.database", "staging")))

    assert report.failed == [finding("production"), finding("staging")]
    assert [str(problem) for problem in report.useless] == [
        (
            "waivers.yaml:4:20: CKV_AWS_16 finds nothing at aws_security_group.database in staging; "
            "take staging out of this waiver, or the waiver away"
        )
    ]


def test_each_environment_of_a_waiver_must_be_needed() -> None:
    report = scanned(
        waivers(
            ("CKV_AWS_16", "aws_db_instance.database", "staging, production"),
            ("CKV_AWS_17", "aws_db_instance.database", "production"),
            ("CKV_AWS_16", "aws_db_instance.replica", "staging"),
            ("CKV_AWS_18", "aws_db_instance.database", "stagin"),
        )
    )

    assert [str(problem) for problem in report.useless] == [
        (
            "waivers.yaml:10:20: CKV_AWS_17 finds nothing at aws_db_instance.database in production; "
            "take production out of this waiver, or the waiver away"
        ),
        "waivers.yaml:16:20: there is no aws_db_instance.replica in staging; take staging out of this waiver, or the waiver away",
        "waivers.yaml:22:20: no stack is of stagin, only of production, staging; take stagin out of this waiver, or the waiver away",
    ]
    assert report.failed == []
    assert not report.clean


def test_one_environment_alone_is_judged_without_the_others_waivers() -> None:
    report = scanned(
        waivers(("CKV_AWS_16", "aws_db_instance.database", "staging, production")), only=("staging",)
    )

    assert report.passed == {"staging": 1}
    assert report.clean


def test_an_environment_that_was_not_made_is_an_error() -> None:
    with pytest.raises(ScanError) as error:
        scanned(waivers(), only=("stagin",))
    assert (
        str(error.value)
        == "there is no stack of stagin in cdktf.out, only of production, staging; run make synth first"
    )


def test_a_manifest_without_a_stack_is_not_passed_over() -> None:
    Path("envs").mkdir()
    Path("envs/qa.yaml").write_text("environment: qa\n", encoding="utf-8")

    with pytest.raises(ScanError) as error:
        scanned(waivers())
    assert str(error.value) == (
        "there is no stack of qa in cdktf.out, only of production, staging; "
        "run make synth, or name what is to be scanned: production, staging"
    )
    assert scanned(waivers(), only=("production",)).passed == {"production": 1}


def test_a_directory_without_stacks_is_an_error() -> None:
    Path("cdktf.out").mkdir()
    with pytest.raises(ScanError) as error:
        scan(Path("cdktf.out"), waivers(), program=saying(Path(), "{}"))
    assert str(error.value) == "there is no stack in cdktf.out; run make synth first"


def test_the_text_lists_what_failed_and_counts_the_rest() -> None:
    report = scanned(
        waivers(
            ("CKV_AWS_16", "aws_db_instance.database", "staging"), ("CKV_AWS_1", "aws_vpc.main", "staging")
        )
    )

    assert as_text(report).splitlines() == [
        (
            "cdktf.out/stacks/aldeia-production/cdk.tf.json:17:1: high: aws_db_instance.database: Ensure it is encrypted; "
            "mend it in stacks/: no setting of the manifest decides it [CKV_AWS_16]"
        ),
        "waivers.yaml:10:20: there is no aws_vpc.main in staging; take staging out of this waiver, or the waiver away",
        "production: 1 passed, 1 failed, 0 waived",
        "staging: 1 passed, 0 failed, 1 waived",
        f"{report.seconds:.1f} s; aldeia scan --waivers lists what is waived, and why",
    ]


def test_a_waiver_holds_on_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2027-11-30")

    assert scanned(waivers(("CKV_AWS_16", "aws_db_instance.database", "staging, production"))).clean


def test_a_waiver_that_has_expired_waives_nothing_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2027-12-01")
    report = scanned(waivers(("CKV_AWS_16", "aws_db_instance.database", "staging, production")))

    assert report.failed == [finding("production"), finding("staging")]
    assert [str(problem) for problem in report.useless] == [
        (
            "waivers.yaml:7:5: CKV_AWS_16 at aws_db_instance.database is waived until 2027-11-30, which is past; "
            "mend what it waives, or agree with me on a new day"
        )
    ]


def test_a_finding_points_at_the_setting_that_decides_it() -> None:
    Path("envs").mkdir()
    Path("envs/staging.yaml").write_text("database:\n  multi_az: false\n", encoding="utf-8")
    stack = read(write(Path("cdktf.out"), document()))
    line = next(
        at for at, keys in stack.blocks.items() if keys == ("resource", "aws_db_instance", "database")
    )
    program = reporting(Path(), check(line, "resource.database", check_id="CKV_AWS_157"))

    [found] = scan(Path("cdktf.out"), waivers(), program=program).failed

    assert (found.setting, found.decided) == ("database.multi_az", Place("envs/staging.yaml", 2, 3))
    assert found.sentence == (
        "aws_db_instance.database: Ensure it is encrypted; database.multi_az: set it to true"
    )
