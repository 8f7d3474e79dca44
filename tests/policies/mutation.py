"""Mutation: how many faults planted into the generated JSON our rules, the proof of the alarms and checkov's checks notice.

`python -m tests.policies.mutation` prints the score and every survivor with the reason why it does no harm. Our rules
judge every mutant in process, and every synth's proof the rest; what both miss is given to checkov in one run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aldeia.alarms.proof.prove import prove
from aldeia.generated.stack import Stack
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load_directory
from aldeia.scan import checkov
from policies.index import RULES
from tests.policies.harmless import reason
from tests.policies.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
STACKS = ("aldeia-production", "aldeia-staging", "aldeia-bootstrap")
BASE = "unchanged"
# Nothing that is asked of checkov depends on them, and they are a third of the document: it is not asked about them.
_NOT_FOR_CHECKOV = ("aws_cloudwatch_metric_alarm", "aws_kms_alias")


@dataclass(frozen=True)
class Score:
    """Who noticed how many."""

    stack: str
    ours: list[Mutant]
    proofs: list[Mutant]
    checkovs: list[Mutant]
    survivors: list[Mutant]

    @property
    def percent(self) -> float:
        """The share of mutants that are noticed, of those that are not harmless."""
        caught = len(self.ours) + len(self.proofs) + len(self.checkovs)
        harmful = [mutant for mutant in self.survivors if reason(self.stack, mutant) is None]
        return 100 * caught / (caught + len(harmful))


def score(stack: str, python: Path) -> Score:
    """Plant every fault into a committed stack, one at a time."""
    document = json.loads((ROOT / "tests" / "stacks" / "snapshots" / f"{stack}.tf.json").read_text("utf-8"))
    made = list(mutants(document))
    before = noticed(document)
    ours = [mutant for mutant in made if noticed(mutant.document) - before]
    missed = [mutant for mutant in made if mutant not in ours]
    proofs = noticed_by_the_proof(stack, document, missed)
    missed = [mutant for mutant in missed if mutant not in proofs]
    caught = noticed_by_checkov(document, missed, python)
    return Score(
        stack,
        ours,
        proofs,
        [mutant for mutant in missed if mutant in caught],
        [mutant for mutant in missed if mutant not in caught],
    )


def noticed(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Give rule and address of whatever our rules find in a document."""
    stack = Stack(document)
    return {(rule.id, address) for rule in RULES for address, faults in rule.judge(stack).items() if faults}


def noticed_by_the_proof(stack: str, document: dict[str, Any], made: Iterable[Mutant]) -> list[Mutant]:
    """Give the mutants whose alarms a synth refuses, as they reach nobody or are not those that the manifest asks for."""
    manifests = [one for one in load_directory(ROOT / "envs") if one.stack_name == stack]
    return [
        mutant
        for manifest in manifests
        for mutant in made
        if broken(manifest, mutant.document) - broken(manifest, document)
    ]


def broken(manifest: Manifest, document: dict[str, Any]) -> set[tuple[str, str]]:
    """Give name and broken link of each chain that does not hold."""
    return {(chain.name, chain.links[-1].step) for chain in prove(manifest, document).broken}


def noticed_by_checkov(document: dict[str, Any], made: Iterable[Mutant], python: Path) -> set[Mutant]:
    """Give the mutants in which checkov's own checks find more than in the unchanged document."""
    asked = (mutant for mutant in made if not mutant.address.startswith(_NOT_FOR_CHECKOV))
    by_name = {f"mutant-{number}": mutant for number, mutant in enumerate(asked)}
    with tempfile.TemporaryDirectory(prefix="aldeia-mutants-") as temporary:
        documents = {name: mutant.document for name, mutant in by_name.items()}
        for name, content in (documents | {BASE: document}).items():
            path = Path(temporary) / name / checkov.FILE_NAME
            path.parent.mkdir()
            path.write_text(json.dumps(_for_checkov(content), indent=1), encoding="utf-8")
        records = checkov.run(Path(temporary), python)
    found: dict[str, set[tuple[str, str]]] = {}
    for record in records:
        if not record.passed:
            found.setdefault(record.stack, set()).add((record.check, record.block))
    return {mutant for name, mutant in by_name.items() if found.get(name, set()) - found.get(BASE, set())}


def _for_checkov(document: dict[str, Any]) -> dict[str, Any]:
    kept = {
        type_: members for type_, members in document["resource"].items() if type_ not in _NOT_FOR_CHECKOV
    }
    return checkov.readable(document | {"resource": kept})


def main() -> int:
    """Print the score of each stack; the status says whether a survivor has no reason."""
    status = 0
    for stack in STACKS:
        result = score(stack, ROOT / checkov.PROGRAM)
        total = len(result.ours) + len(result.proofs) + len(result.checkovs) + len(result.survivors)
        print(  # noqa: T201  # its output
            f"{stack}: {result.percent:.1f}% of the harmful noticed; of {total} mutants our rules notice {len(result.ours)}, "
            f"the proof of the alarms {len(result.proofs)} more, checkov {len(result.checkovs)}, {len(result.survivors)} survive"
        )
        for mutant in result.survivors:
            why = reason(stack, mutant)
            status |= why is None
            print(f"  {mutant.name}: {why or 'NOBODY NOTICES'}")  # noqa: T201  # as above
    return status


if __name__ == "__main__":
    sys.exit(main())
