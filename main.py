"""The entry point of `cdktf synth`: every manifest of envs/, or ENVIRONMENT alone, becomes Terraform JSON."""

import os
import sys
from pathlib import Path

from aldeia.alarms.proof import ProofError
from aldeia.manifest.loader import check_directory
from aldeia.manifest.problem import ManifestError


def main() -> int:
    """Synthesize; gives the exit status: 0, or 1 when a manifest has a problem or an alarm reaches nobody."""
    only = os.environ.get("ENVIRONMENT")
    try:
        checked = check_directory(only=only)
        for problem in checked.problems:
            print(problem, file=sys.stderr)
        if checked.errors:
            return 1
        # Only now: importing cdktf takes longer than finding a typo.
        from aldeia.documents.render import write_documents
        from stacks.bindings import settle
        from stacks.synthesis import synthesize

        outdir = Path(os.environ.get("CDKTF_OUTDIR", "cdktf.out"))
        synthesize(checked.manifests, outdir, keep_others=bool(only))
    except (ManifestError, ProofError) as error:
        print(error, file=sys.stderr)
        return 1
    for manifest in checked.manifests:
        write_documents(manifest, Path("build"))
    settle()
    return 0


if __name__ == "__main__":
    sys.exit(main())
