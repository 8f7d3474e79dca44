"""What holds for every test: one day, so that nothing that expires breaks a test by itself, the same examples, an order."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings

# The committed manifests and waivers name last days; `make synth` holds them against the clock, the tests against this.
os.environ["ALDEIA_TODAY"] = "2026-11-23"

# The same examples in every run, however slow the machine; `--hypothesis-profile=many` looks for more.
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=100)
settings.register_profile("many", deadline=None, max_examples=5_000)
settings.load_profile("same")

# An apply waits for most of its time: three on each core finish sooner, where there is memory for Terraform and provider.
WORKERS_PER_CORE = 3
GIB_PER_WORKER = 2


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Say what `-n auto` is."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count() or 1
    return max(1, min(WORKERS_PER_CORE * cores, int(memory_gib / GIB_PER_WORKER)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, by their `slow(minutes=...)`: a worker is given whole files, in order."""
    minutes: defaultdict[Path, float] = defaultdict(float)
    for item in items:
        for mark in item.iter_markers("slow"):
            minutes[item.path] = max(minutes[item.path], mark.kwargs.get("minutes", 0.5))
    items.sort(key=lambda item: -minutes[item.path])
