"""Composite: an alarm on the states of other alarms, its rule, and what may hold its actions back.

CloudWatch user guide, Create a composite alarm; API reference, PutCompositeAlarm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.evaluation import State
from aldeia.alarms.simulation.timeline import Change

COMPOSITE_ALARM = "aws_cloudwatch_composite_alarm"
States = Mapping[str, State]
_TOKEN = re.compile(
    r"""\s*(?:(?P<function>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s()"]+))\s*\)"""
    r"""|(?P<word>AND|OR|NOT|TRUE|FALSE|\(|\)))"""
)


@dataclass(frozen=True)
class Rule:
    """A rule that was read."""

    text: str
    names: tuple[str, ...]
    """The alarms that it asks, in order and each once."""
    holds: Callable[[States], bool]


def rule(text: str) -> Rule:
    """Read a rule: `ALARM("a") AND NOT (OK(b) OR TRUE)`; NOT binds closest, then AND.

    Raises SimulationError, with the place, for what is no rule.
    """
    reader = _Reader(text, _tokens(text))
    holds = reader.either()
    if reader.at < len(reader.tokens):
        raise SimulationError(
            f"rule {text!r}: {_shown(reader.tokens[reader.at])} stands where the rule should end"
        )
    return Rule(text, tuple(dict.fromkeys(reader.names)), holds)


def run(rule_: Rule, changes: Mapping[str, Sequence[Change]], start: State = "OK") -> list[Change]:
    """Give every change of a composite alarm, from those of the alarms that it asks, which begin without data."""
    states: dict[str, State] = dict.fromkeys(rule_.names, "INSUFFICIENT_DATA")
    events = sorted((change.second, name, change.state) for name in rule_.names for change in changes[name])
    state, found = start, []
    for index, (second, name, child) in enumerate(events):
        states[name] = child
        if index + 1 < len(events) and events[index + 1][0] == second:
            continue
        now: State = "ALARM" if rule_.holds(states) else "OK"
        if now != state:
            found.append(Change(second, now))
            state = now
    return found


@dataclass(frozen=True)
class Suppressor:
    """What holds the actions of a composite alarm back while it is in ALARM itself."""

    changes: Sequence[Change]
    wait_seconds: int
    """How long the actions wait for it to go into ALARM."""
    extension_seconds: int
    """How long they are held back after it has left ALARM."""


def actions(changes: Sequence[Change], suppressor: Suppressor, start: State = "OK") -> list[Change]:
    """Give the actions that are taken: when, and for which state.

    An action that was held back is taken when nothing holds it any longer, unless the state is by then the one of
    which people were last told.
    """
    held_by = [(change.second, False, change.state) for change in suppressor.changes]
    events = sorted([*held_by, *((change.second, True, change.state) for change in changes)])
    state = told = start
    held_until, taken = 0.0, []
    for second, of_composite, new in [*events, (inf, False, "OK")]:
        if state != told and held_until < second:
            taken.append(Change(int(held_until), state))
            told = state
        if not of_composite:
            held_until = inf if new == "ALARM" else second + suppressor.extension_seconds
        else:
            state = new
            # A wait that has begun goes on; so does what the suppressor holds back.
            held_until = held_until if held_until > second else second + suppressor.wait_seconds
    return taken


def _tokens(text: str) -> list[str | tuple[str, str]]:
    tokens: list[str | tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise SimulationError(
                f"rule {text!r}: what stands at {text[at:].strip()[:20]!r} is no part of a rule"
            )
        name = found["quoted"] or found["bare"]
        tokens.append((found["function"], name.rpartition(":alarm:")[2]) if name else found["word"])
        at = found.end()
    return tokens


def _shown(token: str | tuple[str, str]) -> str:
    return f"'{token[0]}({token[1]})'" if isinstance(token, tuple) else repr(token or "its end")


class _Reader:
    """A rule's tokens, read from the left."""

    def __init__(self, text: str, tokens: list[str | tuple[str, str]]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0
        self.names: list[str] = []

    def either(self) -> Callable[[States], bool]:
        sides = [self.both()]
        while self._takes("OR"):
            sides.append(self.both())
        return lambda states: any(side(states) for side in sides)

    def both(self) -> Callable[[States], bool]:
        sides = [self.single()]
        while self._takes("AND"):
            sides.append(self.single())
        return lambda states: all(side(states) for side in sides)

    def single(self) -> Callable[[States], bool]:
        if self._takes("NOT"):
            inner = self.single()
            return lambda states: not inner(states)
        if self._takes("("):
            inner = self.either()
            if not self._takes(")"):
                raise SimulationError(f"rule {self.text!r}: a parenthesis is not closed")
            return inner
        return self._asked()

    def _asked(self) -> Callable[[States], bool]:
        found = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        if found in {"TRUE", "FALSE"}:
            return lambda _: found == "TRUE"
        if not isinstance(found, tuple):
            raise SimulationError(f"rule {self.text!r}: {_shown(found)} stands where an alarm is asked")
        state, name = found
        self.names.append(name)
        return lambda states: states[name] == state

    def _takes(self, word: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at] == word
        self.at += found
        return found
