"""Advisories: known vulnerabilities of a pinned package that we live with, each with its reason and its last day."""

from typing import Annotated

from aldeia.manifest.limits import Matching
from aldeia.manifest.section import Section
from aldeia.manifest.values import Day


class Advisory(Section):
    """One advisory, by any of its names."""

    advisory: Annotated[
        str, Matching(r"(CVE|GHSA|PYSEC|OSV|MAL)-[\w-]+", "an advisory's name as CVE-2026-12345")
    ]
    """As `make audit` names it."""
    package: Annotated[str, Matching(r"[@\w./-]+", "a package's name")]
    """What it is about."""
    reason: Annotated[str, Matching(r"\S+( \S+){3,}", "a sentence that says why it does no harm here")]
    """Why it does no harm here."""
    owner: Annotated[str, Matching(r"\S.*", "the person or team that answers for it")]
    """Who answers for it, and is asked when it expires."""
    expires: Day
    """The last day it is accepted."""


class Advisories(Section):
    """All that are accepted."""

    advisories: tuple[Advisory, ...]
