"""For checkov: the rules as checks of its graph; loading this file registers them.

A graph check is told the real address of a resource, and sees the whole stack: a Python check of checkov's sees one
resource. The rules read the file itself, so that nothing of it is lost on the way through checkov's own form of it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.graph.checks_infra.base_check import BaseGraphCheck
from checkov.runner_filter import RunnerFilter

from aldeia.generated.stack import Stack
from policies.index import RULES
from policies.rule import Rule

Vertex = dict[str, Any]


class CheckovRule(BaseGraphCheck):
    """One rule in the form that checkov runs."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.id = rule.id
        self.name = rule.title
        self.resource_types = list(rule.types)
        self.rule = rule
        self.verdicts: dict[str, dict[str, list[str]]] = {}
        """The faults by file and address; an address without any passed."""

    def run(self, graph_connector: Any) -> tuple[list[Vertex], list[Vertex], list[Vertex]]:
        """Give the vertices that pass, those that fail, and those that nobody knows about, of which there are none."""
        vertices = [node[1] if isinstance(node, tuple) else node for node in graph_connector.nodes()]
        self.verdicts = {
            path: self.rule.judge(_stack(path)) for path in sorted({one["file_path_"] for one in vertices})
        }
        passed: list[Vertex] = []
        failed: list[Vertex] = []
        for vertex in vertices:
            faults = self.verdicts[vertex["file_path_"]].get(vertex["id_"])
            if vertex["block_type_"] == "resource" and faults is not None:
                (failed if faults else passed).append(vertex)
        return passed, failed, []


@cache
def _stack(path: str) -> Stack:
    return Stack(json.loads(Path(path).read_text(encoding="utf-8")))


CHECKS = [CheckovRule(rule) for rule in RULES]


def register() -> None:
    """Add the rules to checkov's checks of Terraform, once."""
    registry = get_graph_checks_registry("terraform")
    registry.load_checks()
    known = {check.id for check in registry.checks}
    for check in CHECKS:
        if check.id not in known:
            RunnerFilter.notify_external_check(check.id)
            registry.checks.append(check)


def told() -> dict[str, Any]:
    """Give each rule's title, severity and faults, by stack and address."""
    return {
        check.id: {
            "title": check.rule.title,
            "severity": check.rule.severity,
            "faults": {Path(path).parent.name: faults for path, faults in check.verdicts.items()},
        }
        for check in CHECKS
    }


register()
