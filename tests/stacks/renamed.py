"""Renamed: staging with its database under another address, as if somebody had given the construct a better name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cdktf_cdktf_provider_aws.db_instance import DbInstance

from aldeia.manifest.loader import load
from stacks.addresses import at
from stacks.moves import Move
from stacks.synthesis import synthesize
from tests.stacks.documents import ROOT, Document

MOVE = Move("aws_db_instance.database", "aws_db_instance.main")


def synthesize_renamed(monkeypatch: pytest.MonkeyPatch, directory: Path, *, declared: bool) -> Document:
    """Synthesize staging with `aws_db_instance.main`, with its move declared or not; below `directory`/stacks."""

    def renaming(name: str, element: Any) -> Any:
        return at("main" if name == "database" and isinstance(element, DbInstance) else name, element)

    monkeypatch.setattr("stacks.database.at", renaming)
    monkeypatch.setattr("stacks.moves.MOVES", (MOVE,) if declared else ())
    synthesize(list(load([ROOT / "envs" / "staging.yaml"])), directory)
    text = (directory / "stacks" / "aldeia-staging" / "cdk.tf.json").read_text(encoding="utf-8")
    return Document("aldeia-staging", text, json.loads(text))
