"""What holds for every test: one day, so that nothing that expires breaks a test by itself, and the same examples."""

import os

from hypothesis import settings

# The committed manifests and waivers name last days; `make synth` holds them against the clock, the tests against this.
os.environ["ALDEIA_TODAY"] = "2026-11-23"

# The same examples in every run, however slow the machine; `--hypothesis-profile=many` looks for more.
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=100)
settings.register_profile("many", deadline=None, max_examples=5_000)
settings.load_profile("same")
