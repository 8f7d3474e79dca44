"""The site is one file that needs nothing else: every page and link is in it, and its search finds what it should."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from aldeia.operations.site import site_of
from aldeia.synth import _node
from tests.operations.rendered import each_place, manifest_at, runbooks_at


class Read(HTMLParser):
    """What of a page's elements is of interest: ids, links, what is loaded, tags that are left open."""

    VOID = frozenset({"meta", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if "data-words" in given:
            self.words.append(given["data-words"])
        if tag == "a":
            self.links.append(given["href"])
        elif given.keys() & {"src", "href"}:
            self.loaded.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


@cache
def site(environment: str, variant: str = "as it is") -> str:
    return site_of(manifest_at(environment, variant), runbooks_at(environment, variant))


@each_place
def test_every_page_is_in_it_once_and_every_link_leads_somewhere(environment: str, variant: str) -> None:
    read = Read(site(environment, variant))

    assert read.open == []
    assert read.ids == ["start", *(runbook.slug for runbook in runbooks_at(environment, variant))]
    inside = {link for link in read.links if not link.startswith("https://")}
    assert inside == {"#", *(f"#{slug}" for slug in read.ids[1:])}


@each_place
def test_it_loads_nothing(environment: str, variant: str) -> None:
    text = site(environment, variant)

    assert Read(text).loaded == []
    assert re.findall(r"@import|(?<!\w)url\(|import\(|fetch\(|XMLHttpRequest", text) == []


def test_every_block_of_commands_can_be_copied_and_says_what_it_is_for() -> None:
    text = site("production")
    blocks = sum(runbook.text.count("\n```") // 2 for runbook in runbooks_at("production"))

    assert text.count("<pre><code>") == text.count(">copy</button>") == blocks > 100
    assert set(re.findall(r"<figcaption>(.*?)<button", text)) == {"shell", "psql", "redis-cli"}


def test_text_of_the_manifest_is_no_html() -> None:
    [first, *_] = runbooks_at("production")
    text = site_of(
        manifest_at("production"),
        [
            replace(
                first,
                title="<b>x",
                text="# x\n\n<script>alert(1)</script> & `<i>`\n\n```sh\na <b && c\n```\n",
            )
        ],
    )
    assert "<h1>&lt;b&gt;x</h1>" in text
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>&lt;i&gt;</code></p>" in text
    assert "<pre><code>a &lt;b &amp;&amp; c\n</code></pre>" in text


def found(environment: str, search: str) -> set[str]:
    """Ask the page's own function, in Node, which pages it finds."""
    text = site(environment)
    script = text.split("<script>")[1].split("</script>")[0]
    words = json.dumps(Read(text).words)
    asked = f"{script}\nconsole.log(JSON.stringify(found({words}, {json.dumps(search)})));"
    done = subprocess.run([_node(), "-e", asked], capture_output=True, text=True, check=True)
    slugs = [runbook.slug for runbook in runbooks_at(environment)]
    # The list is by store, the pages are in the alarms' order.
    listed = re.findall(r'<li data-words="[^"]*"><a href="#([^"]*)"', text)
    assert sorted(listed) == sorted(slugs)
    return {slug for slug, shown in zip(listed, json.loads(done.stdout), strict=True) if shown}


@pytest.mark.parametrize(
    ("search", "slugs"),
    [
        ("aldeia-prod-redis-002-evictions", {"cache-evictions"}),
        ("DEADLOCK detected", {"database-deadlocks"}),
        ("MaximumUsedTransactionIDs", {"database-transaction-ids-high"}),
        ("deadlocks SELECT blocked", {"database-deadlocks"}),
        ("nothing-has-this-word", set()),
    ],
)
def test_the_search_finds_the_pages_with_all_words(search: str, slugs: set[str]) -> None:
    assert found("production", search) == slugs


def test_an_empty_search_finds_all() -> None:
    assert found("production", "  ") == {runbook.slug for runbook in runbooks_at("production")}
