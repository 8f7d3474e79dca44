"""Reach: which environments a changed file touches, and in which word."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

# What no environment is made from. Whatever is neither here nor below is taken to touch all of them: a file that
# somebody adds next year is planned once too often, and not once too seldom.
NOWHERE = (
    ".ci/*", ".editorconfig", ".gitattributes", ".github/*", ".gitignore", ".npmrc", ".pre-commit-config.yaml",
    "*.md", "LICENSE", "Makefile", "benchmarks/*", "docs/*", "envs/account/*", "envs/schema.json",
    "requirements/development.*", "requirements/scan.*", "tests/*", "tools/*",
)  # fmt: skip
MANIFESTS = ("envs/*.yaml", "envs/*.yml")
LOCKS = ("envs/locks/", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Kind:
    """What a file is to the environments."""

    word: str
    visible: bool = True
    """Whether all that it does can be seen in the JSON that is made: a lock file's versions cannot."""


MANIFEST = Kind("manifest")
EXTENDED = Kind("extended manifest")
LOCK = Kind("lock file", visible=False)
UNKNOWN = Kind("of unknown use", visible=False)
EVERYWHERE = (
    ("envs/policy/*", Kind("policy", visible=False)),
    ("policies/*", Kind("policy", visible=False)),
    ("templates/*", Kind("template")),
    ("aldeia/catalog/*", Kind("catalogue")),
    ("aldeia/money/*", Kind("price list")),
    ("aldeia/*", Kind("code")),
    ("stacks/*", Kind("code")),
    ("main.py", Kind("code")),
    ("cdktf.json", Kind("code")),
    ("pyproject.toml", Kind("code")),
    ("package.json", LOCK),
    ("package-lock.json", LOCK),
    ("requirements/synth.*", LOCK),
)


def locked_environment(path: str) -> str | None:
    """Give the environment whose provider lock a path is."""
    before, after = LOCKS
    if path.startswith(before) and path.endswith(after):
        return path.removeprefix(before).removesuffix(after)
    return None


def kind_everywhere(path: str) -> Kind | None:
    """Say what a file is to all environments; None when it is nothing to any, or a manifest."""
    for pattern, kind in EVERYWHERE:
        if fnmatchcase(path, pattern):
            return kind
    if locked_environment(path) or any(fnmatchcase(path, pattern) for pattern in (*NOWHERE, *MANIFESTS)):
        return None
    return UNKNOWN
