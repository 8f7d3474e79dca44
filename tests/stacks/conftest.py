"""Both environments, synthesized once for all tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aldeia.checkout import manifest_paths
from aldeia.manifest.loader import load_directory
from stacks.synthesis import synthesize
from tests.stacks.documents import ROOT, Document


@pytest.fixture(scope="session")
def outdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where cdktf's output of both committed environments lies."""
    path = tmp_path_factory.mktemp("synthesized") / "cdktf.out"
    synthesize(load_directory(ROOT / "envs"), path)
    return path


@pytest.fixture(scope="session")
def environments(outdir: Path) -> dict[str, Document]:
    """The Terraform documents by environment."""
    return {
        path.parent.name.removeprefix("aldeia-"): _document(path)
        for path in sorted(outdir.glob("stacks/*/cdk.tf.json"))
    }


@pytest.fixture(params=[path.stem for path in manifest_paths(ROOT / "envs")])
def environment(request: pytest.FixtureRequest, environments: dict[str, Document]) -> Document:
    """Each environment in turn."""
    return environments[request.param]


@pytest.fixture(scope="session")
def production(environments: dict[str, Document]) -> Document:
    return environments["production"]


@pytest.fixture(scope="session")
def staging(environments: dict[str, Document]) -> Document:
    return environments["staging"]


def _document(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    return Document(path.parent.name, text, values)
