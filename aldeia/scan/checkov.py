"""checkov: run as a child, from a virtual environment of its own, and never believed when it says nothing.

checkov ends with status 0 when it could not read a file, when it read none, and when it ran no check. Each of these
is an error here.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aldeia.scan import ScanError
from aldeia.today import VARIABLE

PROGRAM = Path(".venv-scan") / "bin" / "python"
"""The Python that has checkov, whose pins are old: it shares no virtual environment with us. `make scan` sets it up."""
ROOT = Path(__file__).parent.parent.parent
POLICIES = ROOT / "policies"
SECONDS = 300
"""More than ten times what two environments take on a slow machine."""
FILE_NAME = "cdk.tf.json"

# Blocks whose members checkov's parser takes in every form; of all others it takes maps only.
_READ_IN_FULL = ("resource", "data", "provider", "locals")


@dataclass(frozen=True)
class Record:
    """One check on one block, as checkov tells it."""

    check: str
    title: str
    stack: str
    block: str
    """`aws_vpc.main`, or `resource.main` without the type: it depends on how the check is written."""
    line: int
    """0 where checkov has no place for the block; `block` is its address then."""
    passed: bool
    severity: str = ""
    """As our own rules say it; checkov keeps its own to paying customers."""
    faults: tuple[str, ...] = ()
    """What is wrong, where a rule of ours tells."""


def readable(document: dict[str, Any]) -> dict[str, Any]:
    """Copy a document without what stops checkov's parser: required_version, experiments, moved, import, removed.

    Its parser gives a whole file up at the first member of a block that is not a map. No check is about these.
    """
    kept = {name: block if name in _READ_IN_FULL else _maps(block) for name, block in document.items()}
    return {name: block for name, block in kept.items() if block}


def run(directory: Path, program: Path = PROGRAM) -> list[Record]:
    """Scan every `<stack>/cdk.tf.json` of a directory; gives every check, or raises ScanError."""
    if not program.is_file():
        raise ScanError(f"checkov is not at {program}; run make scan, which sets it up")
    report = _report(_output(directory, program.absolute()))
    results, rules = report["results"], report.get("rules", {})
    _refuse_silence(results)
    checks = [check for kind in ("passed_checks", "failed_checks") for check in results[kind]]
    records = [_record(check) for check in checks if check["check_id"] not in rules]
    records += [record for id_, rule in rules.items() for record in _judged(id_, rule)]
    checked = Counter(record.stack for record in records)
    for path in sorted(directory.glob(f"*/{FILE_NAME}")):
        if not checked[path.parent.name]:
            raise ScanError(
                f"checkov ran no check on {path.parent.name}/{FILE_NAME}; is it Terraform for AWS?"
            )
    return records


def _maps(block: object) -> dict[str, object]:
    members = block if isinstance(block, dict) else {}
    return {name: value for name, value in members.items() if isinstance(value, dict)}


def _output(directory: Path, program: Path) -> str:
    words = [str(program), "-m", "aldeia.scan.inside_checkov", str(POLICIES)]
    try:
        child = subprocess.run(
            words,
            cwd=directory,
            env=_environment(directory),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ScanError(f"checkov was still running after {SECONDS} s and was stopped") from None
    except OSError as error:
        raise ScanError(
            f"checkov could not be run: {error}; remove .venv-scan and run make scan, which sets it up anew"
        ) from None
    if child.returncode and "ModuleNotFoundError" in _last_line(child.stderr):
        raise ScanError(
            f"checkov is not whole ({_last_line(child.stderr)}); remove .venv-scan and run make scan, which sets it up anew"
        )
    if child.returncode:
        raise ScanError(f"checkov ended with status {child.returncode}: {_last_line(child.stderr)}")
    return child.stdout


def _environment(directory: Path) -> dict[str, str]:
    """Nothing of the caller's but the day: CKV_* variables and a .checkov.yaml in the home directory can switch checks off."""
    return {
        "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true",  # it asks PyPI otherwise, in spite of --skip-download
        "HOME": str(directory),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        **({VARIABLE: os.environ[VARIABLE]} if VARIABLE in os.environ else {}),
    }


def _report(output: str) -> dict[str, Any]:
    try:
        report = json.loads(output)
    except json.JSONDecodeError:
        raise ScanError(f"checkov gave no report: {_last_line(output)}") from None
    if not isinstance(report, dict) or "results" not in report:
        raise ScanError("checkov read nothing: there was no Terraform JSON to scan")
    return report


def _refuse_silence(results: dict[str, Any]) -> None:
    """Refuse a report with something left out of it."""
    if results["parsing_errors"]:
        files = ", ".join(sorted("/".join(Path(name).parts[-2:]) for name in results["parsing_errors"]))
        raise ScanError(f"checkov could not read {files}, so nothing in there was checked")
    if results["skipped_checks"]:
        skipped = results["skipped_checks"][0]
        raise ScanError(
            f"checkov skipped {skipped['check_id']} at {skipped['resource']}; exceptions stand in envs/policy/waivers.yaml only"
        )


def _record(check: dict[str, Any]) -> Record:
    return Record(
        check=check["check_id"],
        title=check["check_name"],
        stack=Path(check["file_path"]).parts[1],
        block=check["resource"],
        line=check["file_line_range"][0],
        passed=check["check_result"]["result"] == "PASSED",
    )


def _judged(id_: str, rule: dict[str, Any]) -> Iterator[Record]:
    """Give a rule's verdicts by address; it also judges blocks that checkov's own report has no place for."""
    for stack, faults in rule["faults"].items():
        for address, found in faults.items():
            yield Record(id_, rule["title"], stack, address, 0, not found, rule["severity"], tuple(found))


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
