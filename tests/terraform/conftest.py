"""The environments: initialised, with moto answering what a plan asks of AWS; and applied to an emulator."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from aldeia.manifest.loader import load, load_directory
from stacks.synthesis import synthesize
from tests.emulator.server import Emulator
from tests.missing import needs_terraform, needs_the_provider
from tests.stacks.documents import ROOT
from tests.terraform.account import Account
from tests.terraform.applied import Applied, apply_environment
from tests.terraform.leaks import Traces, traces_of
from tests.terraform.workspace import Workspace, prepare
from tests.variant import write_variant

# Imported as late as this, by the files of tests: a comparison in it is shown like one of theirs.
pytest.register_assert_rewrite("tests.terraform.proofs")


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
    needs_terraform()
    outdir = tmp_path_factory.mktemp("terraform") / "cdktf.out"
    manifests = [*load_directory(ROOT / "envs"), *load([write_variant(outdir.parent)])]
    synthesize(manifests, outdir)
    with needs_the_provider():
        return {
            stack.name.removeprefix("aldeia-"): prepare(stack, outdir.parent / "work" / stack.name, endpoint)
            for stack in sorted((outdir / "stacks").iterdir())
        }


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    """An emulator for one file of tests, with nothing in it."""
    with Emulator() as emulator:
        emulator.reset()
        yield emulator


@pytest.fixture(scope="module")
def applied(
    emulator: Emulator, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Applied:
    """The file's ENVIRONMENT, applied once for all its tests; skips, or fails in CI, where Terraform cannot be had."""
    needs_terraform()
    environment = request.module.ENVIRONMENT
    with needs_the_provider():
        return apply_environment(
            environment, Account(emulator.endpoint, environment), tmp_path_factory.mktemp(environment)
        )


@pytest.fixture(scope="module")
def traces(applied: Applied) -> Traces:
    """What Terraform left behind, gathered once for all tests of the file."""
    return traces_of(applied)


@pytest.fixture
def account(emulator: Emulator, applied: Applied) -> Account:
    """What the emulator has now."""
    return Account(emulator.endpoint, applied.environment)
