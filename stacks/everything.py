"""Everything that one `cdktf synth` makes: Terraform JSON, and what goes with it for people."""

from pathlib import Path

from aldeia.account import Account
from aldeia.documents.render import remove_documents_of_others, write_documents
from aldeia.manifest.environment import Manifest
from stacks.bindings import settle
from stacks.synthesis import synthesize, synthesize_account

BUILD = Path("build")


def make(what: Account | list[Manifest], outdir: Path, *, alone: bool) -> None:
    """Make environments with their documents, or the account; `alone`: what was made of others stays, else it goes."""
    if isinstance(what, Account):
        synthesize_account(what, outdir)
    else:
        synthesize(what, outdir, keep_others=alone)
        for manifest in what:
            write_documents(manifest, BUILD)
        if not alone:
            remove_documents_of_others({manifest.environment for manifest in what}, BUILD)
    settle()
