"""checkov's own Python, where it is set up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.missing import cannot


@pytest.fixture(scope="session")
def checkov_python() -> Path:
    """The Python that has checkov; a laptop may be without it, CI may not."""
    python = Path(__file__).parent.parent.parent / ".venv-scan" / "bin" / "python"
    if not python.exists():
        cannot("checkov is not set up here; make scan does it")
    return python
