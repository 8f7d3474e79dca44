"""Writes build/sbom.cdx.json, a software bill of materials of all that the locks pin, Python and npm: `make sbom`.

CycloneDX 1.6, made of the locks alone: the same locks give the same bytes, on any machine and without the network.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from aldeia.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
FILE = Path("build") / "sbom.cdx.json"
PYTHON = ("synth", "development", "scan")
"""Locks; what `make synth` needs is required, what only the others have is optional."""
REQUIRED = "synth"
NPM = "package-lock.json"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")
_ALGORITHMS = {"sha512": HashAlgorithm.SHA_512, "sha1": HashAlgorithm.SHA_1}


@dataclass
class Package:
    """One pinned package, and which locks pin it."""

    type: str
    name: str
    version: str
    hashes: list[tuple[HashAlgorithm, str]] = field(default_factory=list)
    """npm has one file a version, and its hash; a Python package has several files, whose hashes the lock keeps."""
    license: str = ""
    locks: list[str] = field(default_factory=list)

    @property
    def purl(self) -> PackageURL:
        namespace, _, name = self.name.rpartition("/")
        return PackageURL(self.type, namespace or None, name, self.version)


def main() -> int:
    """Write the file, and say how much is in it."""
    found = packages(ROOT)
    write_atomically(FILE, text(found, project(ROOT)))
    counts = {kind: sum(one.type == kind for one in found) for kind in ("pypi", "npm")}
    print(f"wrote {FILE}: {counts['pypi']} Python packages, {counts['npm']} of npm")
    return 0


def project(root: Path) -> tuple[str, str]:
    """Give the project's name and version."""
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return told["name"], told["version"]


def packages(root: Path) -> list[Package]:
    """Give every package of every lock once, sorted."""
    found: dict[str, Package] = {}
    for name in PYTHON:
        lock = f"requirements/{name}.lock"
        for package in of_python((root / lock).read_text(encoding="utf-8")):
            found.setdefault(str(package.purl), package).locks.append(lock)
    for package in of_npm(json.loads((root / NPM).read_text(encoding="utf-8"))):
        if NPM not in found.setdefault(str(package.purl), package).locks:
            found[str(package.purl)].locks.append(NPM)
    return [found[purl] for purl in sorted(found)]


def of_python(lock: str) -> Iterator[Package]:
    """Read a lock with hashes: a package's line, and those of its files below."""
    for line in lock.splitlines():
        pinned = _PINNED.match(line)
        if pinned is not None:
            yield Package("pypi", pinned["name"].lower().replace("_", "-"), pinned["version"])


def of_npm(lock: dict[str, Any]) -> Iterator[Package]:
    """Read npm's lock; the project itself is in it under no name."""
    for path, one in lock["packages"].items():
        if not path or "version" not in one:
            continue
        name = one.get("name") or path.rsplit("node_modules/", 1)[1]
        algorithm, _, digest = one.get("integrity", "").partition("-")
        hashes = [(_ALGORITHMS[algorithm], base64.b64decode(digest).hex())] if digest else []
        yield Package("npm", name, one["version"], hashes, one.get("license", ""))


def text(found: list[Package], told: tuple[str, str]) -> str:
    """Write the bill: what changes from run to run (a time, a number drawn by chance) is not in it."""
    bom = Bom(components=[component(one) for one in found])
    name, version = told
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION, name=name, version=version, bom_ref=name
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    document = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    document["metadata"].pop("timestamp")
    document.pop("serialNumber")
    content = json.dumps(document, indent=2, sort_keys=True)
    # CycloneDX wants a UUID: one that is made of the content is the same for the same content.
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def component(package: Package) -> Component:
    """Write one package."""
    is_required = {f"requirements/{REQUIRED}.lock", NPM} & set(package.locks)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.purl.name,
        group=package.purl.namespace,
        version=package.version,
        purl=package.purl,
        bom_ref=str(package.purl),
        scope=ComponentScope.REQUIRED if is_required else ComponentScope.OPTIONAL,
        hashes=[HashType(alg=algorithm, content=digest) for algorithm, digest in package.hashes],
        licenses=[LicenseExpression(package.license)] if package.license else [],
        properties=[Property(name="aldeia:lock", value=lock) for lock in package.locks],
    )


if __name__ == "__main__":
    sys.exit(main())
