"""Files: written whole or not at all, and in words when that, or reading, cannot be."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write a text beside its place and rename it there: whoever reads sees the old or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # mkstemp makes files that only their owner reads.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def why(error: OSError | UnicodeDecodeError) -> str:
    """Say in words why a file could not be read or written, as `no such file or directory`."""
    if isinstance(error, UnicodeDecodeError):
        return "this is not UTF-8 text"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a file is where a directory should be"
    return (error.strerror or "unknown error").lower()


def sentence(error: Exception, path: Path | None = None) -> str:
    """Say what an error says, with the file and a remedy where it is of a file."""
    if not isinstance(error, OSError | UnicodeDecodeError):
        return str(error)
    # Of a renaming, the second is the one that somebody named.
    named = path or (isinstance(error, OSError) and (error.filename2 or error.filename)) or "a file"
    fix = (
        "save it as UTF-8" if isinstance(error, UnicodeDecodeError) else "check the path and its permissions"
    )
    return f"{named}: {why(error)}; {fix}"
