"""Quick: the tree of an ordinary YAML text, by libyaml, fifty times as fast as by ruamel.yaml.

libyaml reads YAML 1.1, and says what is wrong in other words. So it is asked of a text alone that both read alike, and
whatever it refuses or is in doubt is left to ruamel.yaml. `tests/manifest/test_yaml_quick.py` holds the two to the
same tree.
"""

from __future__ import annotations

import re

import yaml
from yaml.events import (
    CollectionEndEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from aldeia.manifest.yaml_tree import Tree

# Line feeds, printable ASCII but for the backslash, and what other scripts write in. Escapes, tabs, carriage returns,
# U+0085, U+2028 and byte order marks are read in two ways.
_STRANGE = re.compile(r"[^\n -\[\]-~\xa1-\u1fff\u2030-\ud7ff]")
# Within brackets YAML 1.1 ends a plain value at other signs than YAML 1.2.
_PLAIN_IN_BRACKETS = re.compile(r"[A-Za-z0-9_./%+-]([A-Za-z0-9_./%+ -]*[A-Za-z0-9_./%+-])?")
_MOST_LEVELS = 20
_BLOCKS = ("|", ">")
_QUOTES = ("'", '"')


class _DoubtError(Exception):
    """Something that the two may read differently."""


def ordinary(text: str) -> Tree | None:
    """Give the tree of a text that is one ordinary map; None where ruamel.yaml is to be asked."""
    # PyYAML is also built without libyaml.
    if _STRANGE.search(text) or not yaml.__with_libyaml__:
        return None
    try:
        return _map(yaml.CBaseLoader(text))
    except (yaml.YAMLError, _DoubtError):
        return None


def _map(parser: yaml.CBaseLoader) -> Tree:
    """Read the map that is the whole text, without the marks of a document's start and end."""
    _expect(parser, StreamStartEvent)
    _expect(parser, DocumentStartEvent)
    tree = _tree(parser, _expect(parser, MappingStartEvent), 0)
    _expect(parser, DocumentEndEvent)
    _expect(parser, StreamEndEvent)
    return tree


def _expect(parser: yaml.CBaseLoader, kind: type[yaml.Event]) -> yaml.Event:
    event = parser.get_event()
    if not isinstance(event, kind) or getattr(event, "explicit", False):
        raise _DoubtError
    return event


def _tree(parser: yaml.CBaseLoader, start: yaml.Event, level: int, *, in_brackets: bool = False) -> Tree:
    """Read what starts with an event: a scalar, or a map or list with all that is in it."""
    if start.anchor or start.tag or level > _MOST_LEVELS:
        raise _DoubtError
    place = start.start_mark.line + 1, start.start_mark.column + 1
    if isinstance(start, ScalarEvent):
        return Tree("scalar", _text(start, in_brackets=in_brackets), *place, plain=start.style not in _QUOTES)
    items: list[Tree] = []
    while not isinstance(event := parser.get_event(), CollectionEndEvent):
        items.append(_tree(parser, event, level + 1, in_brackets=start.flow_style))
    if not isinstance(start, MappingStartEvent):
        return Tree("list", items, *place)
    return Tree("map", list(zip(items[::2], items[1::2], strict=True)), *place)


def _text(event: ScalarEvent, *, in_brackets: bool) -> str:
    """Take a value or key that stands on one line."""
    text = str(event.value)
    plain = event.style not in _QUOTES
    if event.style in _BLOCKS or event.start_mark.line != event.end_mark.line:
        raise _DoubtError
    if plain and (not text or (in_brackets and not _PLAIN_IN_BRACKETS.fullmatch(text))):
        raise _DoubtError
    return text
