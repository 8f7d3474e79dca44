"""What looks like a secret: manifests are committed, so none may ever be typed into one."""

from __future__ import annotations

import re
from itertools import pairwise

# Shapes that services themselves give their secrets. No part repeats without a bound: a line of a manifest may be as
# long as the file, and must not take minutes.
_KNOWN_SHAPES = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\bsk_(?:live|test)_[A-Za-z0-9]{10,}"
    r"|\beyJ[A-Za-z0-9_-]{8,400}\.[A-Za-z0-9_-]{8}"
    r"|\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@]*:[^\s/@]+@"
    # A hash or a hexadecimal key, but not in a URL's path: PagerDuty's address of a service has one.
    r"|(?<![/\w-])(?=[a-f]{0,40}[0-9])(?=[0-9]{0,40}[a-f])[0-9a-f]{32,}\b"
)
_SECRET_KEY = re.compile(
    r"(?:^|[_-])(?:passwords?|passwd|pwd|tokens?|secrets?|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)$"
)
_TOKEN = re.compile(r"[A-Za-z0-9+/=_!&#$^<>-]{20,}")
# Of neighbouring characters in random letters and digits, 62% are of different kinds (small, capital, digit, other);
# of those in words run together, as DBInstanceClassMemory/4 or DataTier2026/state, about 32%.
_LEAST_CHANGES = 0.4


def names_a_secret(key: str) -> bool:
    """Say whether a setting of this name would hold a secret."""
    return _SECRET_KEY.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()) is not None


def looks_like_a_secret(text: str) -> bool:
    """Say whether any word of a text is shaped like a password, a token or a key."""
    return _KNOWN_SHAPES.search(text) is not None or any(map(_is_random, _TOKEN.findall(text)))


def _is_random(word: str) -> bool:
    kinds = [_kind(character) for character in word]
    changes = sum(one != next_one for one, next_one in pairwise(kinds))
    return {"small", "capital", "digit"} <= set(kinds) and changes > _LEAST_CHANGES * (len(word) - 1)


def _kind(character: str) -> str:
    if character.islower():
        return "small"
    if character.isupper():
        return "capital"
    return "digit" if character.isdigit() else "other"
