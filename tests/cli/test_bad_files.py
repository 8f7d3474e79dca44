"""Files that verbs are given and cannot use: a sentence with the file's name, and never the system's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import aldeia

STACK = Path("cdktf.out") / "stacks" / "aldeia-staging"


def what_files_may_be(directory: Path) -> list[str]:
    """Make one of each: none, a directory, bytes, an empty file, and text that is none of what verbs read."""
    (directory / "folder").mkdir()
    (directory / "bytes").write_bytes(b"\xff\xfe\x00\x01")
    (directory / "empty").write_bytes(b"")
    (directory / "zeros").write_bytes(b"time\n\0\0")
    (directory / "text").write_text("hello")
    return ["missing", "folder", "bytes", "empty", "zeros", "text"]


@pytest.mark.parametrize(
    "words",
    [
        ["validate", "FILE"],
        ["review", "FILE"],
        ["same-plan", "FILE", "FILE"],
        ["drift", "FILE"],
        ["alarms", "staging", "--simulate", "FILE"],
    ],
    ids=lambda words: words[0],
)
def test_a_file_that_cannot_be_read_is_named_in_a_sentence(checkout: Path, words: list[str]) -> None:
    (checkout / STACK).mkdir(parents=True)
    (checkout / STACK / "cdk.tf.json").write_text('{"resource": {}}')
    for name in what_files_may_be(checkout):
        done = aldeia(checkout, *(name if word == "FILE" else word for word in words))

        assert done.returncode == 1, name
        first = done.stderr.splitlines()[0]
        assert first.startswith(name), first
        assert not {"[Errno", "Traceback", "codec"} & set(done.stderr.split()), done.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder", "folder cannot be written: is a directory; name another file\n"),
        (
            "text/file",
            "text/file cannot be written: a file is where a directory should be; name another file\n",
        ),
    ],
)
def test_a_file_that_cannot_be_written_is_named_in_a_sentence(checkout: Path, target: str, said: str) -> None:
    what_files_may_be(checkout)
    done = aldeia(checkout, "affected", "--all", "--save", target)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_what_synth_made_and_cannot_be_read_is_told_in_a_sentence(checkout: Path) -> None:
    (checkout / STACK / "cdk.tf.json").mkdir(parents=True)
    done = aldeia(checkout, "alarms", "staging", "--proof")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"{STACK}/cdk.tf.json: is a directory; check the path and its permissions\n",
    )
