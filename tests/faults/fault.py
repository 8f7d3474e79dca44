"""Fault: one thing that is wrong with an otherwise good environment, read from `tests/faults/<name>/fault.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

DIRECTORY = Path(__file__).parent
FILE_NAME = "fault.yaml"

Sentence = Annotated[str, Field(pattern=r"^[^\n|]+\.$")]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Fault(BaseModel):
    """What is wrong, what it costs, what makes it, and who must catch it.

    Exactly one of `manifest`, `missing`, `text` and `stack` says what the fault is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    """The directory's name."""
    scanner: Annotated[int, Field(ge=1, le=17)] | None = None
    """Its number among the 17 faults that checkov 3.3.30 was shown in an experiment; it found two."""
    traps: tuple[Annotated[int, Field(ge=1, le=16)], ...] = ()
    """The numbers of the specification's traps that it is in: what is typed as it stands there and goes wrong."""
    wrong: Sentence
    costs: Sentence
    """What it costs whoever meets it, if nothing catches it."""
    noticed: Literal["plan", "apply", "next apply", "use", "outage", "restore", "bill", "breach"]
    """When they meet it."""
    source: Sentence
    """Where it is known from."""
    good: Literal["production", "staging"] = "production"
    """The environment that it is planted into."""
    given: dict[str, Any] = {}
    """Settings that the fault needs and that are good by themselves, as `manifest`."""
    beside: dict[str, Any] = {}
    """The same in the other environment, for a fault that lies between the two."""
    manifest: dict[str, Any] = {}
    """Settings of the manifest, by dotted path, and what they become."""
    missing: tuple[str, ...] = ()
    """Settings, by dotted path, that are taken out."""
    text: dict[str, str] = {}
    """Pieces of the manifest's text, each there once, and what they become."""
    stack: dict[str, dict[str, Any] | None] = {}
    """Resources of the stack, by address, as a JSON merge patch (RFC 7396); a text that gets a map has pieces replaced."""
    at: str = ""
    """The setting that the message must name; without it the first that `manifest` or `missing` names. Of a fault in the
    stack the alarm, or whatever else the proof's broken chain is of."""
    caught_by: Annotated[tuple[str, ...], Field(min_length=1), BeforeValidator(_listed)]
    """A rule's id, or several where each has something to say of it; `yaml`, `shape` or `waivers` for what is found
    before any rule, or about waivers. Of a fault in the stack `proof.LINK`, for the link that must be broken, and the
    ids of policies."""
    in_terraform: dict[str, Any] = {}
    """The same fault in the stack, by address, as a JSON merge patch (RFC 7396): for checkov, where the manifest
    cannot become a stack that has it."""

    @model_validator(mode="after")
    def _is_one_change(self) -> Self:
        if sum(map(bool, (self.manifest, self.missing, self.text, self.stack))) != 1:
            raise ValueError("a fault says one of manifest, missing, text and stack")
        if not self.named:
            raise ValueError("a fault in text or stack says where it is told, or `file`")
        return self

    @property
    def named(self) -> str:
        """The setting that the message must name; `file` for none."""
        return self.at or next(iter((*self.manifest, *self.missing)), "")


def read(directory: Path) -> Fault:
    """Read a fault; raises ValidationError when it is not one."""
    values = YAML(typ="safe", pure=True).load((directory / FILE_NAME).read_text(encoding="utf-8"))
    return Fault(name=directory.name, **values)


@cache
def faults() -> tuple[Fault, ...]:
    """Give every fault by name; a directory is all it takes to add one."""
    return tuple(read(path.parent) for path in sorted(DIRECTORY.glob(f"*/{FILE_NAME}")))


def in_manifests() -> tuple[Fault, ...]:
    """Give those that lie in a manifest."""
    return tuple(fault for fault in faults() if not fault.stack)


def in_stacks() -> tuple[Fault, ...]:
    """Give those that lie in a stack, where no manifest could have made them."""
    return tuple(fault for fault in faults() if fault.stack)
