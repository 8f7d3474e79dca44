"""Report: chains for people, link by link, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aldeia.alarms.proof import ProofError
from aldeia.alarms.proof.chain import Chain, Link
from aldeia.alarms.proof.prove import Proof, prove
from aldeia.manifest.environment import Manifest

FILE_NAME = "cdk.tf.json"
MOST_NAMED = 3
"""Of the chains that one link breaks."""


def proof_of(manifest: Manifest, outdir: Path) -> Proof:
    """Prove what synth has made of a manifest; raises ProofError when it has made nothing."""
    return prove(manifest, document_of(manifest, outdir))


def document_of(manifest: Manifest, outdir: Path) -> dict[str, Any]:
    """Read the Terraform JSON that synth has made of a manifest; raises ProofError when there is none."""
    path = outdir / "stacks" / manifest.stack_name / FILE_NAME
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProofError(
            f"{path}: there is no such file; run make synth ENVIRONMENT={manifest.environment} first"
        ) from None
    except ValueError:
        raise ProofError(
            f"{path}: is not JSON; run make synth ENVIRONMENT={manifest.environment} again"
        ) from None
    return document


def refuse(proofs: Iterable[Proof]) -> None:
    """Raise ProofError with each broken link, and whose chains it breaks; nothing when all hold."""
    broken = [proof for proof in proofs if proof.broken]
    if broken:
        raise ProofError("\n".join(line for proof in broken for line in [_summary(proof), *_causes(proof)]))


def as_text(proof: Proof) -> str:
    """Write all chains, the broken ones last, where the terminal ends."""
    whole = [chain for chain in proof.chains if not chain.is_broken]
    return "\n".join([*_told([*whole, *proof.broken]), _summary(proof)])


def as_json(proof: Proof) -> str:
    """Write all chains for programs."""
    chains = [asdict(chain) | {"broken": chain.is_broken} for chain in proof.chains]
    return json.dumps(
        {"environment": proof.environment, "broken": len(proof.broken), "chains": chains}, indent=2
    )


def _summary(proof: Proof) -> str:
    count = len(proof.chains)
    if not proof.broken:
        return f"{proof.stack}: all {count} chains hold, from the metric to somebody who is told"
    return f"{proof.stack}: {len(proof.broken)} of {count} chains {'is' if len(proof.broken) == 1 else 'are'} broken"


def _causes(proof: Proof) -> Iterator[str]:
    """Tell one broken link once, however many chains go through it."""
    chains: dict[Link, list[Chain]] = {}
    for chain in proof.broken:
        chains.setdefault(chain.links[-1], []).append(chain)
    for link, broken in chains.items():
        yield f"  BROKEN  {link.step}: {link.says}"
        rest = f", and {len(broken) - MOST_NAMED} more" if len(broken) > MOST_NAMED else ""
        names = ", ".join(chain.name for chain in broken[:MOST_NAMED])
        yield f"          for {_named(broken[0]) if len(broken) == 1 else names}{rest}"


def _named(chain: Chain) -> str:
    return f"{chain.name} ({chain.address})" if chain.address else chain.name


def _told(chains: Iterable[Chain]) -> Iterator[str]:
    for chain in chains:
        yield _named(chain)
        width = max(len(link.step) for link in chain.links)
        for link in chain.links:
            yield f"  {'BROKEN' if link.broken else 'ok':6}  {link.step:{width}}  {link.says}"
