"""Every alarm has a runbook and every runbook an alarm; it is whole, its links lead somewhere, its names are ours."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jinja2 import TemplateRuntimeError, UndefinedError
from markdown_it import MarkdownIt

from aldeia.alarms.table import alarms_of
from aldeia.documents.render import TEMPLATES, templates
from aldeia.manifest.environment import Manifest
from aldeia.naming import Names, names_of
from aldeia.operations.console import Console
from aldeia.operations.runbooks import runbooks_of
from tests.operations.rendered import PLACES, blocks, each_place, manifest_at, runbooks_at

SECTIONS = ["What it means", "What users notice", "Look", "Mend", "Escalate"]


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.*)$", "\n".join(_outside_of_blocks(text)), re.MULTILINE)


def links(text: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrGet("href"))


def _outside_of_blocks(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        inside ^= line.startswith("```")
        if not inside:
            yield line


@each_place
def test_every_alarm_has_a_page_that_names_it(environment: str, variant: str) -> None:
    pages = {runbook.slug: runbook.text for runbook in runbooks_at(environment, variant)}

    for alarm in alarms_of(manifest_at(environment, variant)):
        assert f"| [{alarm.name}](" in pages[alarm.runbook]


@each_place
def test_what_no_data_means_is_what_the_alarm_makes_of_it(environment: str, variant: str) -> None:
    pages = {runbook.slug: runbook.text for runbook in runbooks_at(environment, variant)}
    counted = {
        alarm.runbook
        for alarm in alarms_of(manifest_at(environment, variant))
        if alarm.missing.treatment == "breaching"
    }

    assert {slug for slug, text in pages.items() if "No data counts as an alarm too" in text} == counted


@each_place
def test_every_page_has_an_alarm(environment: str, variant: str) -> None:
    assert [runbook.slug for runbook in runbooks_at(environment, variant) if not runbook.signals] == []


def test_every_template_is_the_page_of_an_alarm_somewhere() -> None:
    made = {runbook.slug for place in PLACES for runbook in runbooks_at(*place)}
    written = {path.name.removesuffix(".md.j2") for path in (TEMPLATES / "runbooks").glob("[!_]*.md.j2")}

    assert written == made


@each_place
def test_every_page_has_all_sections_in_order_and_none_is_empty(environment: str, variant: str) -> None:
    for runbook in runbooks_at(environment, variant):
        assert headings(runbook.text) == SECTIONS, runbook.slug
        assert list(empty_sections(runbook.text)) == [], runbook.slug


def empty_sections(text: str) -> Iterator[str]:
    """Give each heading that nothing stands below, no deeper heading either."""
    parts = re.split(r"^(?=##+ )", "\n".join(_outside_of_blocks(text)) + "\n", flags=re.MULTILINE)
    for part, following in zip(parts, [*parts[1:], "# "], strict=True):
        heading, _, content = part.partition("\n")
        deeper = following.split(" ")[0] > heading.split(" ")[0]
        if not content.strip() and not deeper:
            yield heading


def test_an_empty_section_is_seen() -> None:
    assert list(empty_sections("# a\n\n## b\n\n### c\n\n## d\n\ntext\n\n## e\n")) == ["### c", "## e"]


@each_place
def test_every_link_to_another_page_resolves(environment: str, variant: str) -> None:
    runbooks = runbooks_at(environment, variant)
    pages = {f"{runbook.slug}.md" for runbook in runbooks}
    found = [
        (runbook.slug, link) for runbook in runbooks for link in links(runbook.text) if "://" not in link
    ]

    assert found
    assert [(slug, link) for slug, link in found if link not in pages] == []


def test_a_link_is_seen_in_a_table_and_in_prose() -> None:
    assert list(links("see [a](a.md)\n\n| x |\n| --- |\n| [b](b.md) |\n")) == ["a.md", "b.md"]


# Names


def names_in_aws(manifest: Manifest) -> set[str]:
    """Give everything that Names spells for a manifest, each method asked with all that it may be asked for."""
    names = names_of(manifest)
    zones = [subnet.availability_zone for subnet in manifest.network.database_subnets]
    asked: dict[str, list[list[Any]]] = {
        "database_log_group": [list(manifest.database.log_exports) or ["postgresql"]],
        "cache_log_group": [["engine-log", "slow-log"]],
        "cache_node": [list(range(1, manifest.cache.nodes + 1))],
        "database_subnet": [zones],
        "database_parameter_group": [[manifest.database.major_version]],
        "cache_parameter_group": [[manifest.cache.parameter_family]],
        "key_alias": [["data", "secrets", "logs", "alarms", "recovery"]],
    }
    spelled = {
        getattr(names, name) for name, member in inspect.getmembers(Names) if isinstance(member, property)
    } | {
        getattr(names, name)(*arguments) for name, choices in asked.items() for arguments in product(*choices)
    }
    return spelled | {signal.name for runbook in runbooks_of(manifest) for signal in runbook.signals}


def names_in(text: str, manifest: Manifest) -> set[str]:
    """Give what in a text is, or looks like, a name of this environment."""
    names = names_of(manifest)
    starts = "|".join(
        map(
            re.escape, [names.prefix, f"/aws/rds/instance/{names.prefix}", f"/aws/elasticache/{names.prefix}"]
        )
    )
    secrets = rf"{re.escape(manifest.environment)}/[a-z][a-z0-9/-]*"
    found = re.findall(rf"(?<![\w/-])(?:(?:{starts})[\w/-]*|{secrets})", text)
    # What ends in a dash goes on with a time, or is the beginning that all names have.
    return {name.rstrip("-") for name in found}


@each_place
def test_every_name_on_a_page_is_one_that_names_spells(environment: str, variant: str) -> None:
    manifest = manifest_at(environment, variant)
    known = names_in_aws(manifest) | {manifest.stack_name}

    for runbook in runbooks_at(environment, variant):
        found = names_in(runbook.text, manifest)
        assert found, runbook.slug
        assert found - known == set(), runbook.slug


OPTIONS = re.compile(
    r"--(?:db-instance-identifier|source-db-instance-identifier|target-db-instance-identifier|cache-cluster-id"
    r"|replication-group-id|secret-id|source-identifier|db-subnet-group-name) (\S+)|aws logs tail (\S+)"
)


@each_place
def test_every_identifier_that_a_command_is_given_is_one_of_ours(environment: str, variant: str) -> None:
    """An identifier that was typed into a template, of another environment or none, is not in Names."""
    known = names_in_aws(manifest_at(environment, variant)) | {'"$node"'}

    for runbook in runbooks_at(environment, variant):
        for block in blocks(runbook.text, "sh"):
            given = {one or other for one, other in OPTIONS.findall(block)}
            assert given - known == set(), runbook.slug


@pytest.mark.parametrize(
    "typed", ["aldeia-prod-database", "/aws/rds/instance/aldeia-prod-db/slow", "production/db"]
)
def test_a_name_that_is_not_ours_is_seen(typed: str) -> None:
    manifest = manifest_at("production")
    assert names_in(f"see `{typed}`, and --db-instance-identifier aldeia-prod-db", manifest) - names_in_aws(
        manifest
    ) == {typed}


# The console

SHOWS = re.compile(
    r"^(?:alarmsV2:alarm/|dashboards/dashboard/|logsV2:log-groups/log-group/|/redis/|database:id=)"
    r"|;is-cluster=false$"
)


@each_place
def test_every_link_to_the_console_is_of_this_region_and_shows_something_of_ours(
    environment: str, variant: str
) -> None:
    manifest = manifest_at(environment, variant)
    known = names_in_aws(manifest) | {manifest.stack_name}
    for runbook in runbooks_at(environment, variant):
        for link in links(runbook.text):
            if "://" not in link:
                continue
            parts = urlsplit(link)
            assert parts.hostname == "us-east-1.console.aws.amazon.com"
            assert parts.path in {"/cloudwatch/home", "/rds/home", "/elasticache/home", "/support/home"}
            assert parts.query in {"region=us-east-1", ""}
            shown = unquote(unquote(parts.fragment.replace("$", "%")))
            assert SHOWS.sub("", shown) in known | {"/case/create", ""}, link


# The templates


def test_a_page_without_one_of_its_sections_is_refused() -> None:
    template = templates().from_string('{% extends "runbooks/_page.md.j2" %}{% block look %}x{% endblock %}')
    with pytest.raises(TemplateRuntimeError, match="Required block 'meaning' not found"):
        template.render(page=runbooks_at("staging")[0], console=Console("us-east-1"))


def test_a_name_that_nobody_gives_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="has no attribute 'databse'"):
        templates().from_string("{{ names.databse }}").render(names=names_of(manifest_at("staging")))


def test_a_thing_to_fill_in_does_nothing_as_it_stands() -> None:
    """Whoever pastes it before the pid or the key is filled in ends no session and deletes no key."""
    for place in PLACES:
        for runbook in runbooks_at(*place):
            for block in blocks(runbook.text, "sql"):
                assert re.findall(r"\\set pid (?!0$).*", block, re.MULTILINE) == []
            for block in blocks(runbook.text, "redis"):
                for line in re.findall(r"^(?:UNLINK|DEL|EXPIRE|TTL|MEMORY USAGE) (\S+)", block, re.MULTILINE):
                    assert line == "nothing:here"


def test_the_pages_are_the_committed_snapshots(request: pytest.FixtureRequest) -> None:
    from tests.snapshots import assert_matches

    folder = Path(__file__).parent / "snapshots"
    for environment in ("production", "staging"):
        for runbook in runbooks_at(environment):
            assert_matches(folder / environment / f"{runbook.slug}.md", runbook.text, request)
