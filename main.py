"""The entry point of `cdktf synth`: every manifest of envs/, or ENVIRONMENT alone, becomes Terraform JSON."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from aldeia.account import load_account
from aldeia.alarms.proof import ProofError
from aldeia.files import sentence
from aldeia.manifest.bootstrap import NAME as BOOTSTRAP
from aldeia.manifest.loader import check_directory
from aldeia.manifest.problem import ManifestError


def main() -> int:
    """Synthesize; gives the exit status: 0, or 1 when a manifest has a problem or an alarm reaches nobody."""
    only = os.environ.get("ENVIRONMENT")
    try:
        account = load_account() if only == BOOTSTRAP else None
        checked = check_directory(only=None if account else only)
        for problem in checked.problems:
            print(problem, file=sys.stderr)
        if checked.errors:
            return 1
        # Only now: importing cdktf takes longer than finding a typo.
        from stacks.everything import make

        outdir = Path(os.environ.get("CDKTF_OUTDIR", "cdktf.out"))
        make(account or checked.manifests, outdir, alone=bool(only))
    except (ManifestError, ProofError, OSError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
