"""Waiver: a rule that one environment may break, for a reason and for a while."""

from typing import Annotated

from aldeia.manifest.limits import Matching
from aldeia.manifest.section import Section
from aldeia.manifest.values import Day


class Waiver(Section):
    """One rule, by its id; what it finds in this manifest is no problem until the waiver expires."""

    rule: Annotated[str, Matching(r"[a-z0-9_]+", "a rule's id; `aldeia rules` lists them")]
    """The id, as the message has it in brackets."""
    reason: Annotated[str, Matching(r"\S+( \S+){3,}", "a sentence that says why it is right here")]
    """Why it is right here."""
    owner: Annotated[str, Matching(r"\S.*", "the person or team that answers for it")]
    """Who answers for it, and is asked when it expires."""
    expires: Day
    """The last day it holds, two years from now at the latest."""
