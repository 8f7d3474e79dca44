"""Proof: each alarm of a stack followed link by link, from the metric to somebody who is told.

CloudWatch tests nothing of this: an alarm on a metric that does not exist, or to a topic it may not publish to, is
accepted, and silent for ever.
"""

from __future__ import annotations


class ProofError(Exception):
    """A stack has alarms that reach nobody, or cannot be read; the message has their chains."""
