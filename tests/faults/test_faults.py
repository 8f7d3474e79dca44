"""Every fault is caught by its catcher and by nobody else, every rule has a fault, and a rule that goes is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from aldeia.manifest import loader, rules
from aldeia.manifest.extends import Reading, read_extended
from aldeia.manifest.rules.explained import ALL
from tests.faults import planting
from tests.faults.catching import ENVIRONMENTS, complaints, said
from tests.faults.fault import DIRECTORY, Fault, faults, in_manifests, read
from tests.faults.planting import good

if TYPE_CHECKING:
    from pathlib import Path

    from aldeia.manifest.yaml_file import YamlFile

BEFORE_ANY_RULE = ("yaml", "shape", "waivers")
each_fault = pytest.mark.parametrize("fault", in_manifests(), ids=lambda fault: fault.name)


def test_the_good_environments_are_accepted() -> None:
    assert said([good(environment) for environment in ENVIRONMENTS]) == []


@pytest.mark.parametrize("fault", [fault for fault in faults() if fault.given], ids=lambda fault: fault.name)
def test_what_is_given_beside_a_fault_is_accepted(fault: Fault) -> None:
    assert said([good(fault.good, fault.given)]) == []


@pytest.mark.parametrize("fault", [fault for fault in faults() if fault.beside], ids=lambda fault: fault.name)
def test_what_is_given_in_the_other_environment_is_accepted(fault: Fault) -> None:
    assert said([good(name, fault.beside if name != fault.good else None) for name in ENVIRONMENTS]) == []


@each_fault
def test_a_fault_is_caught_by_its_catcher_alone_which_names_the_setting(fault: Fault) -> None:
    assert complaints(fault) == []


@each_fault
def test_without_its_catcher_a_fault_is_not_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    for catcher in fault.caught_by:
        without(catcher, monkeypatch)

    assert [f"{catcher} does not catch it" for catcher in fault.caught_by] == [
        complaint for complaint in complaints(fault) if complaint.endswith("does not catch it")
    ]


def test_every_rule_has_a_fault_that_it_must_catch() -> None:
    caught_by = {catcher for fault in in_manifests() for catcher in fault.caught_by}

    assert caught_by == {*ALL, *BEFORE_ANY_RULE}


def test_every_directory_has_a_fault() -> None:
    directories = {path.name for path in DIRECTORY.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert directories == {fault.name for fault in faults()}


def test_a_fault_that_something_else_catches_is_told(tmp_path: Path) -> None:
    fault = written(tmp_path, "manifest: {database.port: 80}\ncaught_by: tls_is_forced")

    assert complaints(fault) == [
        "tls_is_forced does not catch it",
        "shape says: database.port: got 80, expected at least 1150",
    ]


def test_a_fault_that_nothing_catches_is_told(tmp_path: Path) -> None:
    fault = written(tmp_path, "manifest: {database.port: 5433}\ncaught_by: [shape, tls_is_forced]")

    assert complaints(fault) == ["shape does not catch it", "tls_is_forced does not catch it"]


def test_a_message_that_names_another_setting_is_told(tmp_path: Path) -> None:
    fault = written(tmp_path, "manifest: {database.port: 80}\nat: cache.port\ncaught_by: shape")

    assert complaints(fault) == ["database.port is named, and not cache.port"]


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ("caught_by: shape", "a fault says one of manifest, missing, text and stack"),
        (
            "manifest: {a: 1}\nmissing: [b]\ncaught_by: shape",
            "a fault says one of manifest, missing, text and stack",
        ),
        ("text: {a: b}\ncaught_by: shape", "a fault in text or stack says where it is told, or `file`"),
        ("manifest: {a: 1}", "Field required"),
        ("manifest: {a: 1}\ncaught_by: []", "at least 1 item"),
        ("manifest: {a: 1}\ncaught_by: shape\nnote: x", "Extra inputs are not permitted"),
    ],
)
def test_a_fault_that_is_none_is_refused(tmp_path: Path, lines: str, refusal: str) -> None:
    with pytest.raises(ValidationError) as error:
        written(tmp_path, lines)

    assert refusal in str(error.value)


def written(directory: Path, lines: str) -> Fault:
    """Give a fault as its file would be read."""
    words = "wrong: It is wrong.\ncosts: It costs.\nnoticed: apply\nsource: A test.\n"
    (directory / "fault.yaml").write_text(words + lines, encoding="utf-8")
    return read(directory)


def without(catcher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a catcher away."""
    if catcher in ALL:
        for group in ("RULES", "BETWEEN"):
            kept = tuple(rule for rule in getattr(rules, group) if rule.id != catcher)
            monkeypatch.setattr(rules, group, kept)
    elif catcher == "waivers":
        monkeypatch.setattr("aldeia.manifest.waiving._faults", lambda *_: iter(()))
        monkeypatch.setattr(loader, "problems_of_silences", lambda *_: [])
    elif catcher == "shape":
        monkeypatch.setattr(loader, "manifest_of", lambda _: None)
    else:
        monkeypatch.setattr(planting, "read_extended", unjudged)


def unjudged(path: Path, reading: Reading) -> YamlFile:
    """Read a file, and let all be that is wrong with its YAML."""
    file = read_extended(path, reading)
    file.problems = []
    return file
