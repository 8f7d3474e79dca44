"""Synthesis: manifests in, files out; whole or not at all, and the same bytes every time."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdktf import App

from aldeia.alarms.proof.report import proof_of, refuse
from aldeia.manifest.bootstrap import NAME
from aldeia.naming import AccountNames
from stacks.environment import EnvironmentStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from aldeia.account import Account
    from aldeia.manifest.environment import Manifest

LOCKS = Path("envs") / "locks"
"""Provider locks that are committed: `<environment>.terraform.lock.hcl`, laid beside the JSON they belong to."""
LOCK_NAME = ".terraform.lock.hcl"


def synthesize(manifests: list[Manifest], outdir: Path, *, keep_others: bool = False) -> None:
    """Write cdk.tf.json of every manifest and cdktf's own manifest.json below `outdir`.

    Stacks that were made there before and are not among these stay listed with `keep_others`, and in any case when
    they hold a state; cdktf deletes the directories of all that are not listed.

    Raises ProofError when an alarm of a stack reaches nobody.

    All of it is made in a directory beside and moved into place file by file when it is complete, so a fault or a
    Ctrl-C leaves what was there; what Terraform keeps in a stack's directory (.terraform) stays.
    """

    def fill(app: App) -> dict[str, str]:
        for manifest in manifests:
            EnvironmentStack(app, manifest.stack_name, manifest=manifest)
        return {manifest.environment: manifest.stack_name for manifest in manifests}

    def proved(made: Path) -> None:
        refuse([proof_of(manifest, made) for manifest in manifests])

    _synthesize(fill, outdir, keep_others=keep_others, check=proved)


def synthesize_account(account: Account, outdir: Path) -> None:
    """Write cdk.tf.json of the account, beside whatever was made there before."""
    from stacks.bootstrap.stack import BootstrapStack  # noqa: PLC0415  # seldom wanted, and slow to import

    def fill(app: App) -> dict[str, str]:
        name = AccountNames(account.bootstrap.project).stack
        BootstrapStack(app, name, account=account)
        return {NAME: name}

    _synthesize(fill, outdir, keep_others=True, check=lambda _: None)


def _synthesize(
    fill: Callable[[App], dict[str, str]], outdir: Path, *, keep_others: bool, check: Callable[[Path], None]
) -> None:
    """Make what `fill` puts into the app; it gives the stacks' names by environment. `check` may refuse what was made."""
    outdir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=outdir.parent, prefix=f".{outdir.name}-") as temporary:
        made = Path(temporary)
        app = App(outdir=str(made), stack_traces=False)
        names = fill(app)
        app.synth()
        for path in sorted(made.rglob("*.json")):
            path.write_text(tidy(path.read_text(encoding="utf-8")), encoding="utf-8")
        check(made)
        for environment, name in names.items():
            _lay_lock_beside(environment, made / "stacks" / name)
        _list_other_stacks(made / "manifest.json", outdir, keep_others=keep_others)
        _move_into_place(made, outdir)


def tidy(text: str) -> str:
    """Sort a document's keys and drop cdktf's notes on single resources, which repeat what the address says."""
    document = json.loads(text)
    for kind in ("resource", "data"):
        for resources in document.get(kind, {}).values():
            for resource in resources.values():
                resource.pop("//", None)
    _drop_overrides(document.get("//"))
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _drop_overrides(note: dict[str, Any] | None) -> None:
    if note is not None:
        note.get("metadata", {}).pop("overrides", None)


def _lay_lock_beside(environment: str, directory: Path) -> None:
    lock = LOCKS / f"{environment}{LOCK_NAME}"
    if lock.exists():
        shutil.copyfile(lock, directory / LOCK_NAME)


def _list_other_stacks(manifest: Path, outdir: Path, *, keep_others: bool) -> None:
    """Go on listing stacks that were made before.

    One environment alone must not cost the others what Terraform keeps beside their JSON: an init, a saved plan, or
    errored.tfstate, which is the only copy of a state that could not be written.
    """
    document = json.loads(manifest.read_text(encoding="utf-8"))
    for name, stack in _stacks_before(outdir).items():
        directory = (outdir / stack["synthesizedStackPath"]).parent
        if directory.is_dir() and (keep_others or any(directory.glob("*.tfstate*"))):
            document["stacks"].setdefault(name, stack)
    manifest.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _stacks_before(outdir: Path) -> dict[str, dict[str, Any]]:
    try:
        stacks: dict[str, dict[str, Any]] = json.loads(
            (outdir / "manifest.json").read_text(encoding="utf-8")
        )["stacks"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # there is none, or it is not cdktf's: nothing to go on with
    return stacks


def _move_into_place(made: Path, outdir: Path) -> None:
    # manifest.json comes last: it is what tells cdktf which stacks there are.
    files = sorted(
        (path for path in made.rglob("*") if path.is_file()), key=lambda path: (path.parent == made, path)
    )
    for path in files:
        target = outdir / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
