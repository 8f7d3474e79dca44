"""The fast way into the bindings is only faster: same bytes, and a fall-back when something is laid out differently."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stacks.documents import ROOT


def synthesize_in_a_process(directory: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    (directory / "envs").symlink_to(ROOT / "envs")
    environment = {
        name: value for name, value in os.environ.items() if name not in {"NODE_OPTIONS", "ENVIRONMENT"}
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        cwd=directory, env=environment | changes, check=True, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_the_stock_bindings_give_the_same_bytes(outdir: Path, tmp_path: Path) -> None:
    done = synthesize_in_a_process(tmp_path, ALDEIA_FAST_BINDINGS="0")

    made = {path.name + path.parent.name: path.read_bytes() for path in tmp_path.glob("cdktf.out/**/*.json")}
    expected = {path.name + path.parent.name: path.read_bytes() for path in outdir.glob("**/*.json")}
    assert made == {name.replace(outdir.name, "cdktf.out"): content for name, content in expected.items()}
    assert done.stderr == ""


def test_the_fast_way_says_nothing(tmp_path: Path) -> None:
    assert synthesize_in_a_process(tmp_path, ALDEIA_FAST_BINDINGS="1").stderr == ""


def test_only_the_modules_in_use_are_loaded() -> None:
    count = "import stacks.environment, sys; print(sum('cdktf_cdktf_provider_aws.' in name for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", count], cwd=ROOT, check=True, capture_output=True, text=True)

    assert 30 < int(done.stdout) < 100  # of 4,400


@pytest.mark.slow
def test_a_package_laid_out_differently_is_loaded_whole_with_one_warning(tmp_path: Path) -> None:
    script = (
        "from stacks import bindings; import sys; del sys.modules[bindings.PROVIDER]\n"
        "from unittest import mock\n"
        "with mock.patch('pathlib.Path.exists', return_value=False): bindings._import_provider_modules_one_by_one()\n"
        "print(bindings.PROVIDER in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert done.stdout == "False\n"
    assert (
        done.stderr
        == "aldeia: cdktf_cdktf_provider_aws is laid out differently; loading all of it (slow, but right)\n"
    )


@pytest.mark.parametrize(
    ("source", "said", "loaded"),
    [
        ('exports.vpc = require("./vpc");', "", ""),
        (
            'module.exports = { vpc: require("./vpc") };',
            "aldeia: the provider library is laid out differently",
            "vpc",
        ),
    ],
)
def test_the_library_is_loaded_lazily_or_whole_with_one_warning(
    source: str, said: str, loaded: str, tmp_path: Path
) -> None:
    library = tmp_path / "@cdktf" / "provider-aws" / "lib"
    library.mkdir(parents=True)
    (library / "index.js").write_text(source)
    (library / "vpc.js").write_text('process.stdout.write("vpc");')
    hook = ROOT / "stacks" / "lazy_provider.cjs"

    done = subprocess.run(
        [os.environ["JSII_NODE"], "--require", str(hook), "-e", f"require({str(library / 'index.js')!r})"],
        check=True, capture_output=True, text=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip

    assert done.stderr.startswith(said)
    assert bool(done.stderr) == bool(said)
    assert done.stdout == loaded
