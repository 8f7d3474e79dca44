"""Affected: which environments a change touches, and why."""


class AffectedError(Exception):
    """It cannot be told what a change touches; the message says why and what to do."""
