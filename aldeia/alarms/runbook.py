"""Runbook: where the page is that says what to do about an alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest


def runbook_of(store: str, symptom: str) -> str:
    """Name a page, of a symptom on whatever node: `cache-memory-critical`."""
    return f"{store.replace('_', '-')}-{symptom}"


def runbook_link(manifest: Manifest, runbook: str) -> str:
    """Give a page's address: on the published site, or the file that `aldeia runbooks` writes.

    >>> runbook_link(manifest, "database-cpu-high")
    'build/production/runbooks/database-cpu-high.md'
    """
    url = manifest.alarms.runbook_url
    return f"{url}#{runbook}" if url else f"build/{manifest.environment}/runbooks/{runbook}.md"
