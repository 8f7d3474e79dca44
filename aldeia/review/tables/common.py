"""Common: what the tables of all types share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import TAGS, TERRAFORM
from aldeia.review.verdict import Case, Effect, Impact, Rule, Timing, always, each, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference
    from aldeia.review.sources import Source
    from aldeia.review.verdict import Gate, Step

NONE, ONLINE, DEGRADED, FAILOVER, RESTART, UNKNOWN, REPLACEMENT, DATA_LOSS = Impact
NOW, DEFERRABLE, REBOOT, NEVER = Timing
SECONDS = "seconds"
NOTHING = "-"


def quiet(touches: str, source: Source) -> Rule:
    """A change that nobody who uses the service could notice."""
    return always(Effect(NONE, NOW, NOTHING, touches, source))


def online(touches: str, source: Source, lasts: str = SECONDS, after: tuple[Step, ...] = ()) -> Rule:
    """A change during which the service goes on."""
    return always(Effect(ONLINE, NOW, lasts, touches, source, after=after))


def replacing(touches: str, source: Source, lasts: str = SECONDS, gate: Gate | None = None) -> Rule:
    """What becomes another thing; the old one is destroyed."""
    return always(Effect(REPLACEMENT, NOW, lasts, touches, source, gate))


def names_of(words: str) -> frozenset[str]:
    """Take the attributes' names apart."""
    return frozenset(words.split())


def same_name(source: Source) -> Case:
    """A group that is replaced under the name it has: it can be neither made before nor deleted while it is used."""
    return when(
        "its name stays",
        lambda _difference, context: not context.changes("name"),
        Effect(NONE, NOW, NOTHING,
            "AWS refuses to delete a group that is in use, and to make a second one of its name: the apply would fail here and leave the rest undone", source, refused=True),
    )  # fmt: skip


def in_the_way(source: Source) -> Case:
    """A group that is in use when Terraform would delete it: before there is another, or under its own name."""
    name_stays = same_name(source)
    return when(
        "its name stays, or it goes before the new one comes",
        lambda difference, context: (
            context.change.actions[0] == "delete" or name_stays.holds(difference, context)
        ),
        name_stays.effect,
    )


def unknown(touches: str) -> Effect:
    """What nobody wrote down."""
    return Effect(UNKNOWN, NOW, "unknown", touches, TERRAFORM)


TAG_ROWS = each("tags tags_all", quiet("Tags are labels; bills and reports that group by them follow", TAGS))
CREATED = quiet("Made from nothing; nothing existing is touched", TERRAFORM)
UNREAD = unknown("aldeia has no row for this attribute: find out what AWS does with it")
UNREAD_TYPE = unknown("aldeia has no table for this type of resource: find out what AWS does with it")


def more(difference: Difference, _context: Context) -> bool:
    """Say whether a number grows."""
    return _number(difference.after) > _number(difference.before)


def less(difference: Difference, _context: Context) -> bool:
    """Say whether a number shrinks."""
    return _number(difference.after) < _number(difference.before)


def turned_off(difference: Difference, _context: Context) -> bool:
    """Say whether a switch is off afterwards; ElastiCache writes some as text."""
    return not difference.unknown and not _switch(difference.after)


def gains(difference: Difference, _context: Context) -> bool:
    """Say whether a list has something that it had not, or is not known yet."""
    return difference.unknown or any(one not in (difference.before or ()) for one in difference.after or ())


def loses(difference: Difference, _context: Context) -> bool:
    """Say whether something of a list is no longer there."""
    after = difference.after or ()
    return not difference.unknown and any(one not in after for one in difference.before or ())


def forgotten_sooner(difference: Difference, _context: Context) -> bool:
    """Say whether a retention gets shorter; 0 keeps for ever."""
    before, after = (_number(value) or float("inf") for value in (difference.before, difference.after))
    return after < before


def _switch(value: object) -> bool:
    return value is True or value == "true"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
