"""What holds for every test: one day, so that nothing that expires breaks a test by itself."""

import os

# The committed manifests and waivers name last days; `make synth` holds them against the clock, the tests against this.
os.environ["ALDEIA_TODAY"] = "2026-11-23"
