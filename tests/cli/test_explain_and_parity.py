"""The verbs explain and parity, over the committed manifests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import ROOT, aldeia


def test_explain_says_all_about_one_setting(checkout: Path) -> None:
    done = aldeia(checkout, "explain", "staging", "database.storage")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"$ aldeia explain staging database.storage\n{done.stdout}```" in (ROOT / "README.md").read_text()


def test_explain_lists_a_section_and_writes_json(checkout: Path) -> None:
    listed = aldeia(checkout, "explain", "staging", "database.read_replica").stdout.splitlines()
    document = json.loads(
        aldeia(checkout, "explain", "staging", "database.read_replica", "--format", "json").stdout
    )

    names = ["database.read_replica.enabled", "database.read_replica.instance_class"]
    assert [line.split(":")[0] for line in listed if line.startswith("database")] == names
    assert [setting["setting"] for setting in document["settings"]] == names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("qa",), "envs: there is no environment qa; there is: production, staging\n"),
        (("staging", "databse"), "there is no setting databse; did you mean database?\n"),
    ],
)
def test_explain_of_what_is_not_there_is_refused(checkout: Path, words: tuple[str, ...], said: str) -> None:
    done = aldeia(checkout, "explain", *words)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_explain_of_a_faulty_manifest_tells_the_faults(checkout: Path) -> None:
    (checkout / "envs" / "production.yaml").write_text("")

    done = aldeia(checkout, "explain", "staging")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("envs/production.yaml:1:1: the file is empty")


def approve_as_committed(checkout: Path) -> None:
    (checkout / "envs" / "policy").mkdir()
    policy = (ROOT / "envs" / "policy" / "parity.yaml").read_text()
    (checkout / "envs" / "policy" / "parity.yaml").write_text(policy)


def test_parity_tells_what_differs_and_is_content_with_what_is_approved(checkout: Path) -> None:
    approve_as_committed(checkout)

    done = aldeia(checkout, "parity", "staging", "production")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("differences between staging and production, all of them approved\n")


def test_parity_fails_for_what_is_not_approved(checkout: Path) -> None:
    approve_as_committed(checkout)
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("iam_authentication: false", "iam_authentication: true"))

    done = aldeia(checkout, "parity", "staging", "production", "--format", "json")

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["problems"] == [
        (
            "envs/production.yaml:61:3: database.iam_authentication: got false, expected true as in "
            "envs/staging.yaml:61:3; make them the same, or approve it with its reason in envs/policy/parity.yaml"
        )
    ]


def test_parity_without_its_file_or_with_an_unknown_environment_is_refused(checkout: Path) -> None:
    without = aldeia(checkout, "parity", "staging", "production")
    approve_as_committed(checkout)
    unknown = aldeia(checkout, "parity", "staging", "prod")

    assert (without.returncode, without.stdout, without.stderr) == (
        1, "", "envs/policy/parity.yaml:1:1: cannot be read: no such file or directory; check the path and its permissions\n",
    )  # fmt: skip
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "envs: there is no environment prod; there is: production, staging\n",
    )
