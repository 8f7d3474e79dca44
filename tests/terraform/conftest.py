"""Both environments, initialised once, with moto answering what a plan asks of AWS."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from aldeia.manifest.loader import load, load_directory
from stacks.synthesis import synthesize
from tests.missing import cannot
from tests.stacks.documents import ROOT
from tests.terraform.provider import terraform
from tests.terraform.workspace import ProviderMissingError, Workspace, prepare
from tests.variant import write_variant


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """A server that plays AWS, on a free port of the loopback interface."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> dict[str, Workspace]:
    """A workspace for each environment and for the variant; skips, or fails in CI, where Terraform or its provider is not to be had."""
    if terraform() is None:
        cannot("there is no terraform on the PATH: install Terraform 1.11 or newer")
    outdir = tmp_path_factory.mktemp("terraform") / "cdktf.out"
    manifests = [*load_directory(ROOT / "envs"), *load([write_variant(outdir.parent)])]
    synthesize(manifests, outdir)
    try:
        return {
            stack.name.removeprefix("aldeia-"): prepare(stack, outdir.parent / "work" / stack.name, endpoint)
            for stack in sorted((outdir / "stacks").iterdir())
        }
    except ProviderMissingError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error}")
