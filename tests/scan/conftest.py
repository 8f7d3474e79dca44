"""checkov where it is set up, and both committed environments as it sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.scan.findings import Report
from aldeia.scan.report import scan
from tests.missing import cannot
from tests.scan.terraform import ROOT, WAIVERS


@pytest.fixture(scope="session")
def checkov() -> Path:
    """The Python that has the real one; a laptop may be without it, CI may not."""
    program = ROOT / ".venv-scan" / "bin" / "python"
    if not program.exists():
        cannot("checkov is not set up here; make scan does it")
    return program


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What cdktf makes of the committed manifests."""
    from aldeia.manifest.loader import load_directory
    from stacks.synthesis import synthesize

    outdir = tmp_path_factory.mktemp("scanned") / "cdktf.out"
    synthesize(load_directory(ROOT / "envs"), outdir)
    return outdir


@pytest.fixture(scope="session")
def report(committed: Path, checkov: Path) -> Report:
    """The scan of the committed environments with the committed waivers."""
    return scan(committed, WAIVERS, program=checkov)
