"""Difference: what two scans of the same environments found, before a change and after it: new, gone, waived now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aldeia.scan import ScanError

MAKE = "make it with aldeia scan --soft --format json --output FILE"
_WORDS = ("environment", "address", "check", "title", "severity", "remedy")


@dataclass(frozen=True, order=True)
class Found:
    """One check that one resource fails in only one of the scans."""

    environment: str
    address: str
    check: str
    title: str
    severity: str
    remedy: str
    waived: str = ""
    """The reason of its waiver, if it has one."""


@dataclass(frozen=True)
class Difference:
    """Two scans beside each other."""

    new: list[Found]
    """Fails now and did not; not waived."""
    waived: list[Found]
    """Is waived now and was not: it is new, or it failed."""
    gone: list[Found]
    """Failed or was waived and is no more."""
    kept: int
    """Fails in both."""


def difference(before: Path, after: Path, environments: Collection[str]) -> Difference:
    """Compare two reports of `aldeia scan --format json`, as far as they are about some environments.

    An environment that the first does not have is new, and so is all that is found in it. Raises ScanError when one of
    them is no such report, or when the second does not have one of the environments.
    """
    old, new = _read(before, environments, whole=False), _read(after, environments, whole=True)
    failed = {key: found for key, found in new.items() if not found.waived}
    return Difference(
        new=sorted(found for key, found in failed.items() if key not in old or old[key].waived),
        waived=sorted(
            found for key, found in new.items() if found.waived and (key not in old or not old[key].waived)
        ),
        gone=sorted(found for key, found in old.items() if key not in new),
        kept=sum(key in old and not old[key].waived for key in failed),
    )


def _read(path: Path, environments: Collection[str], *, whole: bool) -> dict[tuple[str, str, str], Found]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        missing = sorted(set(environments) - set(document["passed"]))
        found = {(one.environment, one.address, one.check): one for one in _found(document)}
    except OSError as error:
        raise ScanError(
            f"{path}: cannot be read: {(error.strerror or 'unknown error').lower()}; {MAKE}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ScanError(f"{path}: this is no report of a scan; {MAKE}") from None
    if missing and whole:
        raise ScanError(f"{path}: {', '.join(missing)} was not scanned; {MAKE}")
    return {key: one for key, one in found.items() if one.environment in environments}


def _found(document: dict[str, Any]) -> Iterator[Found]:
    for one in document["failed"]:
        yield Found(**{word: str(one[word]) for word in _WORDS})
    for one in document["waived"]:
        yield replace(Found(**{word: str(one[word]) for word in _WORDS}), waived=str(one["waiver"]["reason"]))
