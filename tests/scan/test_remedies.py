from pathlib import Path

import pytest

from aldeia.manifest.yaml_file import read
from aldeia.scan.remedies import Remedy, remedy_of, settings, severity_of

ENVIRONMENTS = Path(__file__).parent.parent.parent / "envs"


@pytest.mark.parametrize("name", ["staging.yaml", "production.yaml"])
def test_every_setting_that_a_remedy_names_is_written_in_the_manifests(name: str) -> None:
    written = {".".join(map(str, path)) for path in read(ENVIRONMENTS / name, name).places}

    assert settings() <= written


def test_the_remedy_depends_on_whose_log_it_is() -> None:
    assert [
        remedy_of("CKV_AWS_338", f"aws_cloudwatch_log_group.{name}").setting
        for name in ("database_upgrade", "cache_slow_log", "flow_logs")
    ] == ["database.log_retention", "cache.log_retention", "network.flow_log_retention"]


def test_what_no_setting_decides_is_mended_in_the_stacks() -> None:
    assert remedy_of("CKV_AWS_24", "aws_security_group.database") == Remedy(
        "", "mend it in stacks/: no setting of the manifest decides it"
    )


def test_severities_are_ours() -> None:
    assert [severity_of(check) for check in ("CKV_AWS_17", "CKV_AWS_16", "CKV_AWS_338", "CKV_AWS_1")] == [
        "critical",
        "high",
        "low",
        "medium",
    ]
