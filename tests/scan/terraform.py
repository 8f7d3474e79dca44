"""Small Terraform documents, and a checkov that says what it is told to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
WAIVERS = ROOT / "envs" / "policy" / "waivers.yaml"
Document = dict[str, Any]


def document(environment: str = "staging", **blocks: object) -> Document:
    """A document that says which environment it is, with a database and a security group of one name."""
    resources = {
        "aws_db_instance": {"database": {"storage_encrypted": True}},
        "aws_security_group": {"database": {"description": "PostgreSQL"}},
    }
    provider = {"aws": [{"default_tags": [{"tags": {"Environment": environment}}]}]}
    return {"provider": provider, "resource": resources} | blocks


def write(outdir: Path, content: Document, name: str = "aldeia-staging") -> Path:
    """Write a document where cdktf does."""
    path = outdir / "stacks" / name / "cdk.tf.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return path


def check(
    line: int,
    block: str,
    *,
    result: str = "FAILED",
    check_id: str = "CKV_AWS_16",
    stack: str = "aldeia-staging",
) -> Document:
    """One check as checkov writes it."""
    return {
        "check_id": check_id,
        "check_name": "Ensure it is encrypted",
        "check_result": {"result": result},
        "file_path": f"/{stack}/cdk.tf.json",
        "file_line_range": [line, line + 2],
        "resource": block,
    }


def saying(directory: Path, output: str, status: int = 0, error: str = "") -> Path:
    """A program in checkov's place that prints a text and ends."""
    program = directory / "python"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nprint({output!r})\nprint({error!r}, file=sys.stderr)\nsys.exit({status})\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


def reporting(directory: Path, *checks: Document, **results: list[Any]) -> Path:
    """A program in checkov's place that reports these checks."""
    found = {
        "passed_checks": [made for made in checks if made["check_result"]["result"] == "PASSED"],
        "failed_checks": [made for made in checks if made["check_result"]["result"] == "FAILED"],
        "skipped_checks": [],
        "parsing_errors": [],
    }
    return saying(directory, json.dumps({"results": found | results}))
