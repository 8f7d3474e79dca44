"""Report: chains for people, link by link, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aldeia.alarms.proof import ProofError
from aldeia.alarms.proof.chain import Chain
from aldeia.alarms.proof.prove import Proof, prove
from aldeia.manifest.environment import Manifest

FILE_NAME = "cdk.tf.json"


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
    except ValueError as error:
        raise ProofError(f"{path}: is not JSON ({error}); run make synth again") from None
    return document


def refuse(proofs: Iterable[Proof]) -> None:
    """Raise ProofError with every chain that is broken, link by link; nothing when all hold."""
    broken = [proof for proof in proofs if proof.broken]
    if broken:
        raise ProofError(
            "\n".join(line for proof in broken for line in [_summary(proof), *_told(proof.broken)])
        )


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


def _told(chains: Iterable[Chain]) -> Iterator[str]:
    for chain in chains:
        yield f"{chain.name} ({chain.address})" if chain.address else chain.name
        width = max(len(link.step) for link in chain.links)
        for link in chain.links:
            yield f"  {'BROKEN' if link.broken else 'ok':6}  {link.step:{width}}  {link.says}"
