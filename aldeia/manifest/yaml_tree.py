"""Tree: a YAML text as maps, lists and scalars with their places, read by ruamel.yaml, and what a scalar says."""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

Value = str | int | float | bool | None


class Tree(NamedTuple):
    """A map, a list or a scalar, and where it starts, counted from 1."""

    kind: Literal["map", "list", "scalar"]
    content: Any
    """Pairs of trees of a map, trees of a list, the text of a scalar."""
    line: int
    column: int
    plain: bool = False
    """Whether a scalar stands without quotes, so that it may be a number."""
    has: Literal["", "anchor", "tag"] = ""
    """What no manifest may have."""


def trees(text: str) -> list[Tree]:
    """Give the tree of each document in YAML 1.2; raises what ruamel.yaml raises of a text that is no YAML."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of anchors used twice: whoever reads the trees refuses every anchor
        return [_tree(node) for node in YAML(typ="safe", pure=True).compose_all(text)]


@lru_cache(maxsize=4096)
def value_of(text: str, plain: bool) -> Value:  # noqa: FBT001  # a scalar is these two
    """Give what a scalar says in YAML 1.2: `on` is text, `0o14` a number; dates, bytes and the like stay text."""
    try:
        value = _yaml().constructor.construct_object(ScalarNode(_tag(text, plain), text), deep=True)
    except ValueError:  # a number of a thousand digits, the 99th of a month
        return text
    return value if isinstance(value, str | int | float | bool | None) else text


def _tree(node: Node) -> Tree:
    """Turn a node; what is in one with an anchor or a tag is left out, as aliases may repeat it without end."""
    place = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, ScalarNode):
        plain = node.style is None
        return Tree("scalar", node.value, *place, plain, _has(node, _tag(node.value, plain)))
    has = _has(node, str(_yaml().resolver.resolve(type(node), None, (False, True))))
    if isinstance(node, MappingNode):
        pairs = [] if has else [(_tree(key), _tree(value)) for key, value in node.value]
        return Tree("map", pairs, *place, has=has)
    return Tree("list", [] if has else [_tree(item) for item in node.value], *place, has=has)


def _has(node: Node, tag: str) -> Literal["", "anchor", "tag"]:
    if node.anchor is not None:
        return "anchor"
    return "" if node.tag == tag else "tag"


@lru_cache(maxsize=4096)
def _tag(text: str, plain: bool) -> str:  # noqa: FBT001  # as above
    return str(_yaml().resolver.resolve(ScalarNode, text, (plain, not plain)))


@cache
def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)
