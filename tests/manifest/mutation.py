"""Mutation: how many wrong values planted into the manifests are noticed, by us and by checkov alone.

`python -m tests.manifest.mutation` prints the score and every survivor with the reason why it does no harm. checkov is
asked about every stack that a mutant still makes when no rule of ours is there to stop it.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.examples import committed
from tests.faults.catching import ENVIRONMENTS, said
from tests.faults.checkov import Pair, noticed, stack_of
from tests.faults.planting import changed, good
from tests.manifest.harmless import HARMLESS, row
from tests.manifest.mutants import DROPPED, Mutant, mutants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.yaml_file import YamlFile


@dataclass
class Score:
    """What became of the mutants of one manifest."""

    environment: str
    caught: dict[Mutant, str] = field(default_factory=dict)
    """Those that are noticed, each with who says so first: a rule's id, `yaml`, `shape` or `waivers`."""
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.caught) + len(self.survivors)

    @property
    def percent(self) -> float:
        """The share that is noticed, of those that would do harm."""
        harmful = [mutant for mutant in self.survivors if row(mutant) is None]
        return 100 * len(self.caught) / (len(self.caught) + len(harmful))


def score(environment: str) -> Score:
    """Plant every mutant into a committed manifest, one at a time, beside the other."""
    result = Score(environment)
    for mutant in mutants_of(environment):
        found = said([planted(mutant) if name == environment else good(name) for name in ENVIRONMENTS])
        if found:
            result.caught[mutant] = found[0][0]
        else:
            result.survivors.append(mutant)
    return result


def mutants_of(environment: str) -> Iterator[Mutant]:
    """Give every mutant of a committed manifest."""
    yield from mutants(committed()[environment], good(environment).values or {}, environment)


def planted(mutant: Mutant) -> YamlFile:
    """Give the manifest with the wrong value in it."""
    values = {path: value for path, value in mutant.values.items() if value is not DROPPED}
    return changed(mutant.environment, values, [path for path in mutant.values if path not in values])


def main() -> int:
    """Print the score of each manifest; the status says whether a survivor has no reason."""
    scores = [score(environment) for environment in ENVIRONMENTS]
    for result in scores:
        before = sum(who in {"yaml", "shape"} for who in result.caught.values())
        print(  # noqa: T201  # its output
            f"{result.environment}: {result.percent:.1f}% of the harmful noticed; of {result.total} mutants the shape "
            f"refuses {before}, rules notice {len(result.caught) - before}, {len(result.survivors)} survive"
        )
        for rule, count in Counter(result.caught.values()).most_common():
            print(f"  {count:4} {rule}")  # noqa: T201  # as above
        for why, names in _by_reason(result):
            print(f"  survive: {why}: {', '.join(names)}")  # noqa: T201  # as above
    print(_beside_checkov(scores))  # noqa: T201  # as above
    return int(any(row(mutant) is None for result in scores for mutant in result.survivors))


def _by_reason(result: Score) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for mutant in result.survivors:
        found.setdefault(HARMLESS.get(row(mutant) or ("", ""), "NOBODY NOTICES"), []).append(mutant.name)
    yield from found.items()


def _beside_checkov(scores: list[Score]) -> str:
    """Say how many of the noticed mutants that make a stack, where nobody stops them, checkov notices."""
    sound = {name: stack_of(good(name).values or {}) or {} for name in ENVIRONMENTS}
    pairs = {
        f"{result.environment}-{number}": Pair(stack, sound[result.environment])
        for result in scores
        for number, mutant in enumerate(result.caught)
        if (stack := stack_of(planted(mutant).values or {})) is not None
    }
    found = sum(map(bool, noticed(pairs).values()))
    return f"of the {len(pairs)} noticed mutants that make a stack, checkov alone notices {found}"


if __name__ == "__main__":
    sys.exit(main())
