"""Render: the templates in templates/review, and how text from a plan is put into Markdown without harm."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "review"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#@])")


@cache
def templates() -> Environment:
    """Open templates/review, where a name that nobody gives is an error and never an empty string."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Markdown has escapes of its own, below.
        autoescape=select_autoescape(["html.j2"]),
    )
    environment.filters |= {"code": code, "prose": prose}
    return environment


def code(text: object) -> str:
    """Put text into a code span, where neither HTML nor a mention nor the end of a cell has a meaning."""
    one_line = " ".join(str(text).split()).replace("|", "\\|")
    if not one_line:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", one_line)), default=0) + 1)
    pad = " " if one_line.startswith("`") or one_line.endswith("`") else ""
    return f"{ticks}{pad}{one_line}{pad}{ticks}"


def prose(text: object) -> str:
    """Write text as it stands: what Markdown or GitHub would read otherwise is escaped; names in it stay whole."""
    return _SPECIAL.sub(
        lambda found: "@\u200b" if found[1] == "@" else f"\\{found[1]}", " ".join(str(text).split())
    )
