"""Files: written whole or not at all, and what cannot be is said in a sentence, without the system's number for it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from aldeia.files import sentence, write_atomically


def refused(path: Path) -> str:
    with pytest.raises(OSError) as raised:
        write_atomically(path, "new")
    return sentence(raised.value).replace(str(path.parent), "here")


def test_a_directory_in_the_place_of_a_file_is_named_and_not_our_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()

    assert refused(tmp_path / "page") == "here/page: is a directory; check the path and its permissions"
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


def test_a_file_in_the_place_of_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")

    said = refused(tmp_path / "build" / "page")
    assert said == "here: a file is where a directory should be; check the path and its permissions"


def test_no_permission_and_no_room_are_words() -> None:
    for number, word in ((errno.EACCES, "permission denied"), (errno.ENOSPC, "no space left on device")):
        error = OSError(number, os.strerror(number), "envs/staging.yaml")
        assert sentence(error) == f"envs/staging.yaml: {word}; check the path and its permissions"


def test_text_of_another_encoding_is_to_be_saved_anew() -> None:
    with pytest.raises(UnicodeDecodeError) as raised:
        b"\xff\xfe".decode()

    assert sentence(raised.value, Path("values.csv")) == (
        "values.csv: this is not UTF-8 text; save it as UTF-8"
    )


def test_what_is_of_no_file_is_said_as_it_is() -> None:
    assert sentence(ValueError("got 3, expected 4")) == "got 3, expected 4"
