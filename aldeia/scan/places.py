"""Places: where in a Terraform JSON file each object is written, and which resource it is."""

from __future__ import annotations

import json
import re

Keys = tuple[str | int, ...]
"""The way to an object from the top: `("resource", "aws_vpc", "main")`."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,\n]')


def lines(text: str) -> dict[Keys, int]:
    """Give the line on which every object of a JSON text opens; the text is known to be JSON."""
    found: dict[Keys, int] = {}
    keys: list[str | int] = []
    in_list: list[bool] = []
    line, last = 1, ""
    for word in _TOKEN.findall(text):
        if word == "\n":
            line += 1
        elif word == ":":
            keys[-1] = json.loads(last)
        elif word == "," and in_list[-1]:
            keys[-1] = int(keys[-1]) + 1
        elif word in "{[":
            if word == "{":
                found[tuple(keys)] = line
            in_list.append(word == "[")
            keys.append(0)
        elif word in "}]":
            in_list.pop()
            keys.pop()
        else:
            last = word
    return found


def address(keys: Keys) -> str:
    """Write the way to a block as Terraform does: `aws_vpc.main`, `data.aws_caller_identity.current`, `provider.aws`."""
    words = [key for key in keys if isinstance(key, str)]
    return ".".join(words[1:] if words[:1] == ["resource"] else words)
