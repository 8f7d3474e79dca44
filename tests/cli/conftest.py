"""A checkout for the verbs to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PARTS, ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own, so that nothing is made in the one under test."""
    for part in PARTS:
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "envs").mkdir()
    for name in ("staging", "production"):
        (tmp_path / "envs" / f"{name}.yaml").write_text((ROOT / "envs" / f"{name}.yaml").read_text())
    return tmp_path
