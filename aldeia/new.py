"""New: a further environment's manifest, made from another's with everything changed that no two may share."""

from __future__ import annotations

import io
import re
from ipaddress import IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter

from aldeia.checkout import ENVIRONMENTS
from aldeia.files import write_atomically
from aldeia.manifest.environment import Manifest
from aldeia.manifest.extends import ENDINGS, KEY
from aldeia.manifest.layers import OWN
from aldeia.manifest.limits import Matching
from aldeia.manifest.loader import load_with_places, manifest_files, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.loader import Loaded
    from aldeia.manifest.network import Subnet
    from aldeia.manifest.yaml_file import Path_

MODELINE = "# yaml-language-server: $schema=schema.json"
PRIVATE = IPv4Network("10.0.0.0/8")
VPC_PREFIX = 16
"""Each environment's VPC starts at a block of this length, the longest that AWS allows, so that it may grow to it."""
SUBNETS = ("database_subnets", "application_subnets")


class NewError(Exception):
    """The environment cannot be made; the message says why and what to do."""


class _Representer(RoundTripRepresenter):
    """Writes null as the manifests do; ruamel.yaml would leave the place empty."""


_Representer.add_representer(
    type(None), lambda representer, _: representer.represent_scalar("tag:yaml.org,2002:null", "null")
)


def new(
    environment: str,
    source: str,
    stage: str | None = None,
    *,
    short: bool = False,
    directory: Path = ENVIRONMENTS,
) -> Path:
    """Write the manifest of an environment that is not there yet, check it with all others, and give its path.

    `short` writes what differs from the source alone, which the manifest then extends. Raises NewError, or ManifestError
    when the manifests that are there have a problem or the new one would have; nothing is left behind then.
    """
    stage = environment if stage is None else stage
    path = directory / f"{environment}.yaml"
    _refuse_a_bad_name("environment", environment, "")
    _refuse_a_bad_name("stage", stage, "; name a short one with --stage")
    _refuse_a_file_that_is_there(directory, environment)
    loaded = load_with_places(manifest_files(directory))
    file, manifest = named(loaded, source, directory)
    _refuse_a_stage_that_is_there(loaded, stage, manifest)
    changes = dict(_changes(environment, stage, manifest, loaded))
    original = Path(file.name)
    text = _short(original, manifest, changes) if short else _whole(original, manifest, changes)
    write_atomically(path, text)
    try:
        load_with_places(manifest_files(directory))
    except BaseException:
        path.unlink()
        raise
    return path


def _refuse_a_bad_name(setting: str, name: str, fix: str) -> None:
    form = next(part for part in Manifest.model_fields[setting].metadata if isinstance(part, Matching))
    try:
        form.check(name)
    except PydanticCustomError as error:
        raise NewError(f"got the {setting} {name}, expected {form.expected}{fix}") from error


def _refuse_a_file_that_is_there(directory: Path, environment: str) -> None:
    for ending in ENDINGS:
        there = (directory / environment).with_suffix(ending)
        if there.exists() or there.is_symlink():
            raise NewError(f"{there} is there already; choose another name")


def _refuse_a_stage_that_is_there(loaded: list[Loaded], stage: str, source: Manifest) -> None:
    for file, other in loaded:
        if f"{other.project}-{other.stage}" == f"{source.project}-{stage}":
            place = file.place(("stage",))
            raise NewError(
                f"{place}: the stage {stage} is that of {other.environment}; choose another with --stage"
            )


def _changes(
    environment: str, stage: str, source: Manifest, loaded: list[Loaded]
) -> Iterator[tuple[Path_, str]]:
    """Give each setting that must be another than the source's, and what it is to be."""
    if source.network.vpc != "create":
        raise NewError(
            f"{source.environment} lies in a VPC that is there already, {source.network.vpc}; its block cannot be "
            "chosen for you: copy the manifest, or take it --from an environment whose VPC is made"
        )
    yield ("environment",), environment
    yield ("stage",), stage
    if source.state.key is not None:
        yield ("state", "key"), _state_key(source.state.key, source.environment, environment)
    old = source.network.vpc_cidr.network
    block = _free_block(old.prefixlen, [manifest.network.vpc_cidr.network for _, manifest in loaded])
    yield ("network", "vpc_cidr"), str(block)
    for kind in SUBNETS:
        for index, subnet in enumerate(getattr(source.network, kind)):
            yield ("network", kind, index, "cidr"), str(_moved(subnet, old, block))
    yield ("database", "name"), re.sub("[^a-z0-9]", "_", f"{source.project}_{environment}")


def _state_key(key: str, old: str, environment: str) -> str:
    renamed = re.sub(rf"\b{re.escape(old)}\b", environment, key)
    return renamed if renamed != key else f"{environment}/{key}"


def _free_block(prefix: int, taken: list[IPv4Network]) -> IPv4Network:
    """Give the lowest block of a VPC that meets no other environment's, at the start of a /16 of 10.0.0.0/8."""
    for room in PRIVATE.subnets(new_prefix=VPC_PREFIX):
        if not any(room.overlaps(other) for other in taken):
            return next(room.subnets(new_prefix=prefix))
    raise NewError("every /16 of 10.0.0.0/8 is another environment's; write network.vpc_cidr by hand")


def _moved(subnet: Subnet, old: IPv4Network, block: IPv4Network) -> IPv4Network:
    """Give a subnet at the same distance from the start of another VPC."""
    offset = int(subnet.cidr.network.network_address) - int(old.network_address)
    return IPv4Network((int(block.network_address) + offset, subnet.cidr.network.prefixlen))


def _whole(original: Path, source: Manifest, changes: dict[Path_, str]) -> str:
    """Give the source's text, its comments and its order, with the changes in it."""
    yaml = _yaml()
    document = yaml.load(original.read_text(encoding="utf-8"))
    for (*path, last), value in changes.items():
        inner = document
        for part in path:
            inner = inner[part] if isinstance(part, int) else inner.setdefault(part, {})
        inner[last] = value
    settings = re.sub(r"\A(?:[ \t]*(?:#.*)?\n)+", "", _dumped(yaml, document))
    told = f"# {changes['environment',]}: made from {original.name} by `aldeia new`; its comments give that one's reasons."
    return f"{MODELINE}\n#\n{told}\n\n{_renamed_in_comments(settings, source, changes['stage',])}"


def _renamed_in_comments(text: str, source: Manifest, stage: str) -> str:
    """Let a comment that gives a name as an example give the new environment's."""
    old, name = f"{source.project}-{source.stage}", f"{source.project}-{stage}"
    return re.sub(r"(?<=\s)#.*", lambda comment: re.sub(rf"\b{re.escape(old)}\b", name, comment[0]), text)


def _short(original: Path, source: Manifest, changes: dict[Path_, str]) -> str:
    """Give what is not inherited, and no more; a list of subnets is written out."""
    document: dict[str, Any] = {}
    for path in OWN:
        value = changes.get(path) or _subnets(source, path, changes)
        inner = document
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {}) if value else inner
        if value:
            inner[str(path[-1])] = value
    told = f"# {changes['environment',]}: what differs from {original.name}; `aldeia explain {changes['environment',]}` says the rest."
    return f"{MODELINE}\n#\n{told}\n\n{KEY}: {original.name}\n\n{_dumped(_yaml(), document)}"


def _subnets(source: Manifest, path: Path_, changes: dict[Path_, str]) -> list[dict[str, str]]:
    subnets: tuple[Subnet, ...] = getattr(source.network, str(path[-1]), ()) if path[-1] in SUBNETS else ()
    return [
        {"availability_zone": subnet.availability_zone, "cidr": changes[*path, index, "cidr"]}
        for index, subnet in enumerate(subnets)
    ]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 4096  # no line is broken that was not
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: YAML, document: Any) -> str:
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()
