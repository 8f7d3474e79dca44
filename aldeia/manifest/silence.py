"""Silence: an alarm that one environment does not want to hear, for a reason and for a while."""

from typing import Annotated

from aldeia.manifest.limits import Matching
from aldeia.manifest.section import Section
from aldeia.manifest.values import Day


class Silence(Section):
    """One alarm, or one symptom wherever it is watched; it goes off and tells nobody until the silence ends."""

    alarm: Annotated[
        str,
        Matching(r"[a-z0-9]+([_-][a-z0-9]+)*", "an alarm's key or symptom; `aldeia alarms ENV` lists them"),
    ]
    """Its key (`cache_001_evictions`), or a symptom (`evictions`) for that of every store and node."""
    reason: Annotated[str, Matching(r"\S+( \S+){3,}", "a sentence that says why nobody needs to hear it")]
    """Why nobody needs to hear it."""
    owner: Annotated[str, Matching(r"\S.*", "the person or team that answers for it")]
    """Who answers for it, and is asked when it expires."""
    expires: Day
    """The last day it holds, two years from now at the latest."""
