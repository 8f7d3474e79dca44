"""The program `aldeia`, which is also `python -m aldeia`: it can be stopped while it still loads."""

from __future__ import annotations

import sys


def main() -> None:
    """Load the command line and run it; ends with 130, and a word, where that is interrupted."""
    try:
        from aldeia.cli import main as run

        run()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
