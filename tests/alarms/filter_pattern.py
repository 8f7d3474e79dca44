"""CloudWatch's filter patterns for unstructured text, evaluated; what AWS documents of them and what we use, no more.

Terms without a sign must all be in the message, terms behind `-` must not. Terms behind `?`: one of them must be there;
next to terms of another kind they are ignored. A term is a word of letters, digits and _, or anything in double quotes;
it is found anywhere in the message, inside a word too, and case matters. The empty pattern matches everything. JSON
patterns (`{`), space-delimited ones (`[`) and regular expressions (`%`) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 1024
TERM = re.compile(r'(?P<sign>[?-]?)(?:"(?P<phrase>(?:[^"\\]|\\.)*)"|(?P<word>\w+))(?=\s|$)', re.ASCII)


@dataclass(frozen=True)
class Pattern:
    """The terms of a pattern, by what is asked of them."""

    all_of: tuple[str, ...]
    one_of: tuple[str, ...]
    none_of: tuple[str, ...]

    def matches(self, message: str) -> bool:
        if self.one_of and not self.all_of and not self.none_of:
            return any(term in message for term in self.one_of)
        return all(term in message for term in self.all_of) and not any(
            term in message for term in self.none_of
        )


def parse(text: str) -> Pattern:
    """Take a pattern apart; ValueError for what CloudWatch refuses, or what is not of this kind."""
    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters, at most {LONGEST}")
    terms: dict[str, list[str]] = {"": [], "?": [], "-": []}
    at = 0
    while rest := text[at:].lstrip():
        at = len(text) - len(rest)
        found = TERM.match(text, at)
        if found is None:
            raise ValueError(f"no term at {rest!r}; what is not a word must be quoted")
        phrase = found["word"] or re.sub(r"\\(.)", r"\1", found["phrase"] or "")
        terms[found["sign"]].append(phrase)
        at = found.end()
    return Pattern(tuple(terms[""]), tuple(terms["?"]), tuple(terms["-"]))


def matches(text: str, message: str) -> bool:
    return parse(text).matches(message)
