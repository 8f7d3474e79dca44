"""Expressions: what stands between `${{` and `}}`, worked out as GitHub documents it, as far as our workflows use it."""

from __future__ import annotations

import json
import re
from typing import Any

Contexts = dict[str, Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<sign>&&|\|\||==|!=|>|[()!.\[\],])|(?P<name>[A-Za-z_][\w-]*))"
)
_WHOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def filled(text: str, contexts: Contexts) -> str:
    """Replace every expression in a text by its value."""
    return _WHOLE.sub(lambda found: _text(value(found[1], contexts)), text)


def value(expression: str, contexts: Contexts) -> Any:
    """Work out one expression; `${{ }}` around it may be there or not."""
    whole = _WHOLE.fullmatch(expression.strip())
    parser = _Parser(whole[1] if whole else expression, contexts)
    result = parser.either()
    assert parser.at_end, f"{expression}: not read to its end"
    return result


def _text(result: Any) -> str:
    if result is None:
        return ""
    if isinstance(result, bool):
        return str(result).lower()
    return result if isinstance(result, str) else json.dumps(result, separators=(",", ":"))


class _Parser:
    def __init__(self, text: str, contexts: Contexts) -> None:
        self._contexts = contexts
        self._tokens: list[tuple[str, str]] = []
        at = 0
        text = text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            assert found is not None, f"{text[at:]}: not an expression that is known here"
            self._tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()

    @property
    def at_end(self) -> bool:
        return not self._tokens

    def _take(self, sign: str) -> bool:
        if self._tokens and self._tokens[0] == ("sign", sign):
            self._tokens.pop(0)
            return True
        return False

    def either(self) -> Any:
        left = self._both()
        while self._take("||"):
            right = self._both()
            left = left or right
        return left

    def _both(self) -> Any:
        left = self._compared()
        while self._take("&&"):
            right = self._compared()
            left = left and right
        return left

    def _compared(self) -> Any:
        left = self._one()
        if self._take("=="):
            return left == self._one()
        if self._take("!="):
            return left != self._one()
        return left > self._one() if self._take(">") else left

    def _one(self) -> Any:
        if self._take("!"):
            return not self._one()
        if self._take("("):
            inner = self.either()
            assert self._take(")")
            return inner
        kind, word = self._tokens.pop(0)
        if kind == "text":
            return word[1:-1].replace("''", "'")
        return int(word) if kind == "number" else self._named(word)

    def _named(self, word: str) -> Any:
        if self._take("("):
            arguments = [] if self._take(")") else [self.either()]
            assert not arguments or self._take(")")
            found: Any = json.loads(arguments[0]) if word == "fromJSON" else {"cancelled": False}[word]
        else:
            found = self._contexts[word]
        while True:
            if self._take("."):
                found = (found or {}).get(self._tokens.pop(0)[1])
            elif self._take("["):
                found = found[self.either()]
                assert self._take("]")
            else:
                return found
