"""What is missing is a reason to skip on a laptop, and to fail in CI."""

from __future__ import annotations

import pytest

from tests.missing import needs_terraform, needs_the_provider
from tests.terraform.workspace import ProviderMissingError

Skipped, Failed = pytest.skip.Exception, pytest.fail.Exception


@pytest.mark.parametrize(("ci", "ends"), [("true", Failed), ("", Skipped)])
def test_without_terraform_ci_fails_and_a_laptop_skips(
    monkeypatch: pytest.MonkeyPatch, ci: str, ends: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "/nonexistent")

    with pytest.raises(ends, match=r"^there is no terraform on the PATH: install Terraform 1\.11 or newer$"):
        needs_terraform()


@pytest.mark.parametrize(("ci", "ends"), [("true", Failed), ("", Skipped)])
def test_without_the_provider_ci_fails_and_a_laptop_skips(
    monkeypatch: pytest.MonkeyPatch, ci: str, ends: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    said = r"^the AWS provider cannot be had here \(tests/README.md\): no network$"
    with pytest.raises(ends, match=said), needs_the_provider():
        raise ProviderMissingError("no network")


def test_with_both_a_test_goes_on_and_other_errors_are_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    needs_terraform()
    with pytest.raises(ValueError, match="else"), needs_the_provider():
        raise ValueError("else")
