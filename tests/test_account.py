"""What an account has once: read from its manifest, and held against those of its environments."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aldeia.account import Account, load_account
from aldeia.manifest.problem import ManifestError

ENVIRONMENTS = Path(__file__).parent.parent / "envs"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "envs" / "account").mkdir(parents=True)
    for name in ("production.yaml", "staging.yaml", "account/bootstrap.yaml"):
        shutil.copyfile(ENVIRONMENTS / name, tmp_path / "envs" / name)


def changed(before: str, after: str, name: str = "account/bootstrap.yaml") -> None:
    path = Path("envs") / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def refusal() -> list[str]:
    with pytest.raises(ManifestError) as error:
        load_account()
    return str(error.value).splitlines()


def test_the_committed_one_is_of_production() -> None:
    account: Account = load_account()

    assert [manifest.environment for manifest in account.environments] == ["production"]
    assert (account.bucket, account.region) == ("aldeia-prod-terraform-state", "us-east-1")


def test_two_environments_may_share_a_bucket() -> None:
    changed("[production]", "[staging, production]")
    changed(
        "backend: local ",
        "backend: s3\n  bucket: aldeia-prod-terraform-state\n  key: staging/data-tier.tfstate\n  region: us-east-1\n"
        "  kms_key_id: alias/aldeia-terraform-state #",
        "staging.yaml",
    )
    changed(
        "permissions_boundary: null ", "permissions_boundary: aldeia-staging-ci-boundary ", "staging.yaml"
    )
    for setting in ("bucket", "key", "region", "kms_key_id"):
        changed(f"\n  {setting}: null", "", "staging.yaml")

    assert [manifest.environment for manifest in load_account().environments] == ["production", "staging"]


def test_an_environment_that_is_not_there_is_refused() -> None:
    changed("[production]", "[production, live]")

    assert refusal() == [
        "envs/account/bootstrap.yaml:7:28: environments[1]: there is no environment live; there is: production, staging"
    ]


def test_an_environment_that_is_named_twice_is_refused() -> None:
    changed("[production]", "[production, production]")

    assert refusal() == [
        "envs/account/bootstrap.yaml:7:28: environments[1]: production is named twice; keep one of the two"
    ]


def test_a_local_state_is_refused() -> None:
    changed("[production]", "[production, staging]")

    assert refusal() == [
        (
            "envs/account/bootstrap.yaml:7:28: environments[1]: got state.backend local in the manifest of staging, "
            "expected s3; set it to s3: CI and people share one state"
        )
    ]


def test_a_state_under_another_key_is_refused() -> None:
    changed("kms_key_id: alias/aldeia-terraform-state ", "kms_key_id: null ", "production.yaml")

    assert refusal() == [
        (
            "envs/account/bootstrap.yaml:7:16: environments[0]: got state.kms_key_id null in the manifest of production, "
            "expected alias/aldeia-terraform-state; name the key that is made here"
        )
    ]


def test_another_project_is_refused() -> None:
    changed("project: aldeia", "project: other")

    assert [line.split("environments[0]: ")[1] for line in refusal()] == [
        "got the project aldeia in the manifest of production, expected other; give both the same",
        (
            "got state.kms_key_id alias/aldeia-terraform-state in the manifest of production, "
            "expected alias/other-terraform-state; name the key that is made here"
        ),
    ]


def test_roles_without_the_boundary_are_refused() -> None:
    changed(
        "permissions_boundary: aldeia-prod-ci-boundary ", "permissions_boundary: null ", "production.yaml"
    )

    assert refusal() == [
        (
            "envs/account/bootstrap.yaml:7:16: environments[0]: got permissions_boundary null in the manifest of production, "
            "expected aldeia-prod-ci-boundary; name the policy that is made here"
        )
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "repository: aldeia/data-tier ",
            'repository: "aldeia/*" ',
            "github.repository: got aldeia/*, expected owner and name as aldeia/data-tier",
        ),
        ("branch: main", 'branch: "*"', "github.branch: got *, expected a branch as main"),
        (
            "oidc_provider: create ",
            "oidc_provider: there ",
            "github.oidc_provider: got there, expected create, or the ARN of the account's provider for GitHub",
        ),
        (
            "old_states: 365 days",
            "old_states: 7 days",
            "old_states: got 7 days, expected 30 days to 3650 days, in whole days",
        ),
        ("old_states: 365 days", "", "old_states: missing; add it"),
        ("old_states:", "old_state:", "old_state: unknown setting; did you mean old_states?"),
    ],
)
def test_a_fault_of_shape_is_told_with_its_line(before: str, after: str, said: str) -> None:
    changed(before, after)

    [line] = refusal()
    assert line.startswith("envs/account/bootstrap.yaml:")
    assert line.split(": ", 1)[1] == said


def test_a_fault_of_an_environment_is_told_first() -> None:
    changed("instance_class: db.t3.large", "instance_class: db.t3.enormous", "production.yaml")

    assert "db.t3.enormous" in refusal()[0]


def test_a_missing_file_is_told() -> None:
    Path("envs/account/bootstrap.yaml").unlink()

    [line] = refusal()
    assert line.startswith("envs/account/bootstrap.yaml:1:1: cannot be read: no such file or directory")
