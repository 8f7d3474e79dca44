"""What looks like a secret: manifests are committed, so none may ever be typed into one."""

from __future__ import annotations

import math
import re
from collections import Counter

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
)
_SECRET_KEY = re.compile(
    r"(?:^|[_-])(?:passwords?|passwd|pwd|tokens?|secrets?|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)$"
)
_TOKEN = re.compile(r"[A-Za-z0-9+/=_!&#$^<>-]{20,}")
# Measured: 32 random letters and digits have 4.2 to 4.8 bits a character; names, paths and ARNs stay below 4.
_BITS_PER_CHARACTER = 4.0


def names_a_secret(key: str) -> bool:
    """Say whether a setting of this name would hold a secret."""
    return _SECRET_KEY.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()) is not None


def looks_like_a_secret(text: str) -> bool:
    """Say whether any word of a text is shaped like a password, a token or a key."""
    return _KNOWN_SHAPES.search(text) is not None or any(map(_is_random, _TOKEN.findall(text)))


def _is_random(word: str) -> bool:
    kinds = sum(re.search(kind, word) is not None for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    return kinds == 3 and _bits_per_character(word) > _BITS_PER_CHARACTER  # noqa: PLR2004  # all three kinds of character


def _bits_per_character(word: str) -> float:
    return -sum(n / len(word) * math.log2(n / len(word)) for n in Counter(word).values())
