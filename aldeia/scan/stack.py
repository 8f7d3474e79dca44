"""Stack: the Terraform JSON of one environment, and the copy of it that checkov reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aldeia.manifest.problem import Place
from aldeia.scan import ScanError, places
from aldeia.scan.checkov import Record, readable
from aldeia.scan.plan import read_plan


@dataclass(frozen=True)
class Stack:
    """One environment's stack, and what is written where in it."""

    environment: str
    path: Path
    copy: str
    """The text that checkov reads."""
    blocks: dict[int, places.Keys]
    """The object that opens on each line of the copy."""
    lines: dict[places.Keys, int]
    """The line of each object in the file itself; none where it is a plan, of which nobody reads the lines."""
    is_plan: bool = False

    @property
    def addresses(self) -> set[str]:
        """Every resource's, data source's and provider's address."""
        depth = {"resource": 3, "data": 3, "provider": 3}
        return {
            places.address(keys)
            for keys in self.blocks.values()
            if keys and len(keys) == depth.get(str(keys[0]))
        }

    def address(self, record: Record) -> str:
        """Give the address that Terraform has for what checkov names, as aws_vpc.main for `resource.main`."""
        return places.address(self._block(record))

    def place(self, record: Record) -> Place:
        """Give the place in the file itself: the copy has other lines."""
        if self.is_plan:
            return Place(str(self.path), 0)
        return Place(str(self.path), self.lines[self._block(record)])

    def _block(self, record: Record) -> places.Keys:
        """Find the block by its line in the copy: its name alone may be that of several, of different types."""
        if not record.line:
            return self._named(record.block)
        keys = self.blocks.get(record.line, ())
        if places.address(keys).split(".")[-1] != record.block.split(".")[-1]:
            said = f"checkov says {record.check} of {record.block} in {self.path}"
            raise ScanError(f"{said}, which is not what stands on line {record.line} of what it read")
        return keys

    def _named(self, address: str) -> places.Keys:
        """Find the block of an address; one that is no map has its kind's line, as a literal in `locals` has."""
        for keys in self.blocks.values():
            if len(keys) > 1 and places.address(keys) == address:
                return keys
        return (address.split(".", maxsplit=1)[0],)


def read(path: Path) -> Stack:
    """Read a cdk.tf.json; raises ScanError when it is not one of ours."""
    try:
        text = path.read_text(encoding="utf-8")
        document: dict[str, Any] = json.loads(text)
    except OSError as error:
        raise ScanError(f"{path} cannot be read: {(error.strerror or 'unknown error').lower()}") from None
    except ValueError:
        raise ScanError(f"{path} is not JSON; run make synth again") from None
    return _stack(path, document, places.lines(text))


def read_planned(path: Path) -> Stack:
    """Read a plan's JSON; raises ScanError when it is no plan of a stack of ours."""
    return _stack(path, read_plan(path), {}, is_plan=True)


def _stack(
    path: Path, document: dict[str, Any], lines: dict[places.Keys, int], *, is_plan: bool = False
) -> Stack:
    try:
        environment: str = document["provider"]["aws"][0]["default_tags"][0]["tags"]["Environment"]
    except (KeyError, IndexError, TypeError):
        raise ScanError(
            f"{path} has no default tag that names its environment; run make synth again"
        ) from None
    # Indented, so that no two objects open on one line, and a line tells which block it is.
    copy = json.dumps(readable(document), indent=2)
    blocks = {line: keys for keys, line in places.lines(copy).items()}
    return Stack(environment, path, copy, blocks, lines, is_plan)
