"""Whatever passes the rules becomes a stack, its alarms are proved, and its documents are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aldeia.documents.render import write_documents
from stacks.synthesis import synthesize
from tests.manifest.passing import is_refused, passing


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_manifest_that_passes_the_rules_becomes_a_stack(tmp_path: Path, seed: int) -> None:
    manifest = passing(seed)

    synthesize([manifest], tmp_path / "cdktf.out")
    write_documents(manifest, tmp_path / "build")

    path = tmp_path / "cdktf.out" / "stacks" / manifest.stack_name / "cdk.tf.json"
    assert "aws_db_instance" in json.loads(path.read_text(encoding="utf-8"))["resource"]


def test_the_same_seed_is_the_same_manifest_and_another_one_is_not() -> None:
    assert passing(1) == passing(1)
    assert len({passing(seed).model_dump_json() for seed in range(5)}) == 5
    assert not any(is_refused(passing(seed)) for seed in range(5))
