"""What a synth says: the table of what was made, and why it could not be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.synth import SynthError, resources_by_kind, run, summary, what_it_said
from tests.cli.running import ROOT, aldeia


def test_a_synth_that_fails_shows_what_cdktf_said(checkout: Path) -> None:
    (checkout / "main.py").unlink()
    (checkout / "main.py").write_text("import sys; sys.exit('the sky fell\\n  on us')")

    with pytest.raises(SynthError) as error:
        run(checkout)

    assert str(error.value) == "the sky fell\n  on us"


def test_where_cdktf_itself_failed_all_of_its_words_are_shown() -> None:
    assert what_it_said("\nnode: not that way\n") == "cdktf synth failed:\nnode: not that way"


def test_without_the_cdktf_cli_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(
        SynthError, match=r"^the CDKTF CLI is not installed here; run make synth, which sets it up$"
    ):
        run(tmp_path)


def test_every_resource_type_in_use_has_a_kind() -> None:
    for path in (ROOT / "tests" / "stacks" / "snapshots").glob("*.tf.json"):
        document = json.loads(path.read_text())
        assert sum(resources_by_kind(document).values()) == sum(map(len, document["resource"].values()))


def test_the_table_is_made_of_what_lies_there(tmp_path: Path) -> None:
    stack = tmp_path / "stacks" / "aldeia-x"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text('{"resource": {"aws_kms_key": {"a": {}}, "aws_vpc": {"b": {}}}}')
    (tmp_path / "manifest.json").write_text(
        '{"stacks": {"aldeia-x": {"synthesizedStackPath": "stacks/aldeia-x/cdk.tf.json"}}}'
    )

    headings, rows, caption = summary(tmp_path, 1.234, ["aldeia-x"])

    assert headings == ["stack", "resources", "cdk.tf.json is in"]
    assert rows == [["aldeia-x", "2: keys 1, network 1", str(stack)]]
    assert caption.startswith("1.2 s; for people: build/; ")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("/usr/bin/terraform", "next, in such a directory: terraform init, terraform plan"),
        (None, "there is no terraform on the PATH: plan and apply need Terraform 1.11 or newer"),
    ],
)
def test_a_machine_without_terraform_is_told_so(
    found: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('{"stacks": {}}')
    monkeypatch.setattr("shutil.which", lambda name: found)

    assert summary(tmp_path, 1.0, [])[2] == f"1.0 s; for people: build/; {said}"


def test_what_cannot_be_written_is_a_sentence(checkout: Path) -> None:
    (checkout / "build").write_text("")
    done = aldeia(checkout, "synth", "staging")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "build/staging: a file is where a directory should be; check the path and its permissions\n",
    )
