"""No secret is written anywhere in the JSON: neither where one belongs nor, by its look, anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.manifest.secrets import looks_like_a_secret, names_a_secret
from policies.rule import Rule

_EXPRESSION = re.compile(r"\$\{.*?\}")
# Arguments that are named like a secret and hold none: a name, an identifier, or what makes one.
_HARMLESS = re.compile(r"(_id|_arn|_name|_version|_length|_type|_strategy)$")


def faults(block: Resource) -> Iterator[str]:
    """Walk through all of a block; an expression is no literal."""
    yield from _walk(block.values, "")


def _walk(value: object, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            if name != "//":
                yield from _walk(member, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for member in value:
            yield from _walk(member, path)
    elif isinstance(value, str):
        literal = _EXPRESSION.sub("", value).strip()
        name = path.rsplit(".", 1)[-1].removesuffix("_wo").removesuffix("_string")
        if literal and names_a_secret(name) and not _HARMLESS.search(path) and literal == value.strip():
            yield f"{path} is a literal"
        elif any(looks_like_a_secret(word) for word in _words(value)):
            yield f"{path} looks like a secret"


def _words(value: str) -> list[str]:
    """Leave out expressions, and keep what stands before and after one apart; a key's name is not a key."""
    return [word for part in _EXPRESSION.split(value) for word in re.split(r"[\s\"\\,{}\[\]]+", part)]


RULE = Rule(
    id="CKV2_ALDEIA_14",
    title="No secret is written in the JSON",
    severity="critical",
    types=("*",),
    faults=faults,
)
