"""Site: all runbooks of an environment as one HTML file that needs nothing beside it and no server."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt

from aldeia.documents.render import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from aldeia.manifest.environment import Manifest
    from aldeia.operations.runbooks import Runbook


def site_of(manifest: Manifest, pages: Iterable[Runbook]) -> str:
    """Give the whole site: an index with search, and a section for each page."""
    shown = [{"page": page, "html": _html(page), "words": _words(page)} for page in pages]
    return _templates().get_template("runbooks/site.html.j2").render(manifest=manifest, pages=shown)


def _html(page: Runbook) -> str:
    """Give a page without its heading, which the site sets itself."""
    return str(_markdown().render(page.text.partition("\n")[2]))


def _words(page: Runbook) -> str:
    """Give what the search looks in: everything that is said, once, in lower case."""
    return " ".join(dict.fromkeys(re.findall(r"[a-z0-9_%.-]+", page.text.lower())))


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )


@cache
def _markdown() -> MarkdownIt:
    # No HTML of a manifest's text gets through.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule("table_open", lambda *_: '<div class="wide"><table>\n')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown


def _fence(_self: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    """Write a block of commands, with what it is for and a button that copies it."""
    kind = {"sh": "shell", "sql": "psql", "redis": "redis-cli"}[tokens[index].info]
    text = _escaped(tokens[index].content)
    return f'<figure><figcaption>{kind}<button type="button">copy</button></figcaption><pre><code>{text}</code></pre></figure>\n'


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Turn a link to another page's file into one to its section."""
    token = tokens[index]
    target = str(token.attrGet("href"))
    if "://" in target:
        token.attrSet("rel", "noreferrer")
    else:
        token.attrSet("href", f"#{target.removesuffix('.md')}")
    return self.renderToken(tokens, index, options, env)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
