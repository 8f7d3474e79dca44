"""docs/review-verdicts.md: every row of every table with its source, as a page."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.review.render import prose
from aldeia.review.tables import TABLES
from aldeia.review.verdict import Case, Rule, Table

HEAD = """\
# What each change does

Made from `aldeia/review/tables` by `make snapshots`; what the words mean is in [review.md](review.md). Where two lines stand for
one attribute, the first whose condition holds is the verdict. An attribute that is in no table, and a type that has
none, is **unknown** and needs a person; that a resource of such a type goes is blocked.
"""
COLUMNS = (
    "| change | if | impact | when | how long | what it does | source |\n|---|---|---|---|---|---|---|\n"
)


def document() -> str:
    """Write the page."""
    return HEAD + "".join(_section(type_, table) for type_, table in TABLES.items())


def _section(type_: str, table: Table) -> str:
    rules = {"**created**": table.created, "**deleted**": table.deleted, "**replaced**": table.replaced}
    named = {f"`{name}`": rule for name, rule in table.attributes.items()}
    lines = "".join(line for together in (rules, named) for line in _lines(_together(together)))
    forcing = ", ".join(f"`{name}`" for name in sorted(table.forcing))
    computed = ", ".join(f"`{name}`" for name in sorted(table.computed))
    ends = [f"Replaced for: {forcing}."] if forcing else []
    ends += [f"Filled in by AWS or the provider: {computed}."] if computed else []
    return f"\n## {type_}\n\n{COLUMNS}{lines}\n{' '.join(ends)}\n"


def _together(rules: dict[str, Rule]) -> Iterator[tuple[str, Rule]]:
    """Put attributes with the same rule into one line."""
    names: dict[int, list[str]] = {}
    by_id: dict[int, Rule] = {}
    for name, rule in rules.items():
        names.setdefault(id(rule), []).append(name)
        by_id[id(rule)] = rule
    for key, rule in by_id.items():
        yield ", ".join(names[key]), rule


def _lines(rules: Iterator[tuple[str, Rule]]) -> Iterator[str]:
    for name, rule in rules:
        for case in rule:
            yield _line(name, case)


def _line(name: str, case: Case) -> str:
    effect = case.effect
    impact = f"{effect.impact.words}{f', `{effect.gate}`' if effect.gate else ''}"
    when = "never: AWS refuses it" if effect.refused else effect.timing.value
    source = f"[{effect.source.title}]({effect.source.url})"
    cells = (name, prose(case.condition), impact, when, effect.lasts, prose(effect.touches), source)
    return f"| {' | '.join(cells)} |\n"
