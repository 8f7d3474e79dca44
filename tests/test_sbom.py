"""The bill of materials is valid CycloneDX, whole, and the same whenever it is made."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.sbom import PYTHON, ROOT, Package, of_npm, of_python, packages, project, text


@pytest.fixture(scope="module")
def written() -> str:
    return text(packages(ROOT), project(ROOT))


@pytest.fixture(scope="module")
def bill(written: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written)
    return document


def test_it_is_valid(written: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None


def test_it_is_the_same_each_time(written: str) -> None:
    assert text(packages(ROOT), project(ROOT)) == written
    assert "timestamp" not in written


def test_another_package_is_another_bill(written: str) -> None:
    other = text([*packages(ROOT), Package("pypi", "more", "1")], project(ROOT))

    assert re.findall(r"urn:uuid:\S+", other) != re.findall(r"urn:uuid:\S+", written)


@pytest.mark.parametrize("name", PYTHON)
def test_every_pin_of_a_python_lock_is_in_it(bill: dict[str, Any], name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", lock, re.MULTILINE)
    listed = {
        (one["name"], one["version"])
        for one in bill["components"]
        if {"name": "aldeia:lock", "value": f"requirements/{name}.lock"} in one["properties"]
    }

    assert len(pins) > 30
    assert {(pin.lower().replace("_", "-"), version) for pin, version in pins} == listed


def test_every_package_of_npm_is_in_it_with_its_hash(bill: dict[str, Any]) -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    ours = [one for one in bill["components"] if one["purl"].startswith("pkg:npm/")]

    assert {one["version"] for path, one in lock["packages"].items() if path.endswith("/cdktf-cli")} == {
        one["version"] for one in ours if one["name"] == "cdktf-cli"
    }
    # A package may lie under another name than its own.
    names = {
        (one.get("name") or path.rsplit("node_modules/", 1)[1], one["version"])
        for path, one in lock["packages"].items()
        if path
    }
    assert len(ours) == len(names)
    # What lies inside another package's file has that file's hash.
    bundled = {
        path.rsplit("node_modules/", 1)[1] for path, one in lock["packages"].items() if one.get("inBundle")
    }
    assert {one["name"] for one in ours if "hashes" not in one} <= bundled


def test_what_a_synth_needs_is_told_from_what_only_tests_need(bill: dict[str, Any]) -> None:
    scopes = {one["name"]: one["scope"] for one in bill["components"]}

    assert (scopes["cdktf"], scopes["pytest"], scopes["checkov"]) == ("required", "optional", "optional")


def test_the_project_depends_on_all_of_it(bill: dict[str, Any]) -> None:
    [depends] = [one for one in bill["dependencies"] if one["ref"] == "aldeia"]

    assert depends["dependsOn"] == sorted(one["bom-ref"] for one in bill["components"])


def test_a_python_pin_is_read_with_extras_and_markers() -> None:
    lock = (
        "psycopg[binary]==3.3.9 ; python_version < '4' \\\n    --hash=sha256:abc\nTyping_Extensions==4.1 \\\n"
    )

    assert [(one.name, one.version) for one in of_python(lock)] == [
        ("psycopg", "3.3.9"),
        ("typing-extensions", "4.1"),
    ]


def test_a_nested_package_of_npm_has_its_own_name() -> None:
    lock = {
        "packages": {
            "": {"version": "1"},
            "node_modules/a/node_modules/@b/c": {"version": "2", "integrity": "sha512-AAEC"},
        }
    }

    [package] = of_npm(lock)
    assert (str(package.purl), package.hashes[0][1]) == ("pkg:npm/%40b/c@2", "000102")
