"""Every fault in a stack is caught by its catchers and by nobody else, and every link of the proof breaks by one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aldeia.alarms import proof
from aldeia.alarms.proof import prove
from aldeia.alarms.proof.chain import Chain, Steps, walk
from policies import index
from tests.faults.fault import in_stacks
from tests.faults.stacks import complaints_of, good_stack, merged, planted_stack, said_of

if TYPE_CHECKING:
    from tests.faults.fault import Fault

each_fault = pytest.mark.parametrize("fault", in_stacks(), ids=lambda fault: fault.name)


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_the_good_stacks_are_accepted(environment: str) -> None:
    assert said_of(environment, good_stack(environment)) == set()


@each_fault
def test_a_fault_is_caught_by_its_catchers_alone_which_name_the_place(fault: Fault) -> None:
    assert complaints_of(fault) == []


@each_fault
def test_without_its_catcher_a_fault_is_not_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    for catcher in fault.caught_by:
        without(catcher, monkeypatch)

    assert [f"{catcher} does not catch it" for catcher in fault.caught_by] == [
        complaint for complaint in complaints_of(fault) if complaint.endswith("does not catch it")
    ]


def test_every_link_of_the_proof_has_a_fault_that_breaks_it() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(proof.__path__[0]).glob("*.py"))
    links = set(re.findall(r'yield "([a-z]+)", (?:lambda|partial)', sources))

    # A silence is the manifest's to judge (tests/manifest): here it is only said.
    assert {f"proof.{link}" for link in links - {"silenced"}} == {
        catcher for fault in in_stacks() for catcher in fault.caught_by if catcher.startswith("proof.")
    }


def test_a_patch_that_changes_nothing_is_told() -> None:
    with pytest.raises(AssertionError, match=r"'b' is not in 'a'"):
        merged("a", {"b": "c"})


@each_fault
def test_a_fault_is_in_its_stack(fault: Fault) -> None:
    assert planted_stack(fault) != good_stack(fault.good)


def without(catcher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a catcher away: a policy, or one link of the proof, which then holds whatever there is."""
    if not catcher.startswith("proof."):
        monkeypatch.setattr(index, "RULES", [rule for rule in index.RULES if rule.id != catcher])
        return
    link = catcher.removeprefix("proof.")

    walking = getattr(prove, "walk", walk)  # another link may be believed already

    def believing(name: str, address: str, steps: Steps) -> Chain:
        return walking(name, address, ((step, str if step == link else look) for step, look in steps))

    monkeypatch.setattr(prove, "walk", believing)
