"""What the documents say of the checkout is true, and every exception to a rule is signed."""

from __future__ import annotations

import ast
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from aldeia.manifest.loader import load
from aldeia.manifest.problem import ManifestError

ROOT = Path(__file__).parent.parent
SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover)(?P<code>[:\[][^#]*)?(?P<reason>#.*)?"
)


def tracked(*patterns: str) -> list[Path]:
    """List the checkout's own files: those that git tracks, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def tree() -> Iterator[tuple[int, str]]:
    """Give the README's tree: depth and name of each line."""
    block = readme().split("## Where things are")[1].split("```")[1]
    for line in block.strip().splitlines():
        yield (len(line) - len(line.lstrip())) // 4, line.split()[0]


def test_everything_in_the_readmes_tree_is_there() -> None:
    parents: list[Path] = []
    for depth, name in tree():
        path = Path(*(parent.name for parent in parents[:depth]), name)
        assert (ROOT / path).exists(), path
        parents[depth:] = [path]


def test_everything_that_is_there_is_in_the_readmes_tree() -> None:
    listed = {name.rstrip("/") for depth, name in tree() if depth == 0}
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}

    assert {name for name in folders if not name.startswith(".") and name != "requirements"} <= listed


def test_every_part_of_aldeia_is_in_the_readmes_tree() -> None:
    listed = {name.rstrip("/") for depth, name in tree() if depth == 1}
    parts = {path.relative_to(ROOT / "aldeia").parts[0] for path in tracked("aldeia")}

    assert parts - {"__init__.py", "__main__.py", "files.py"} == listed


def test_every_make_target_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in tracked("*.md"):
        prose, *fenced = re.split(r"^```.*$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
        commands = re.findall(r"`make ([a-z ]+)", prose + "".join(fenced[1::2]))
        for block in fenced[0::2]:
            commands += re.findall(r"^(?:\$ )?make ([a-z ]+)", block, re.MULTILINE)
        for words in commands:
            assert set(words.split()) <= targets, f"{document.name}: make {words}"


def test_every_verb_is_in_the_help_and_says_what_it_does() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    shown = {line.split()[1]: line for line in done.stdout.splitlines() if line.startswith("  make ")}
    assert set(shown) == set(re.findall(r"^\.PHONY: ([a-z]+)$", makefile, re.MULTILINE))
    assert all(len(line.split()) > 2 for line in shown.values())


def test_every_link_in_the_documents_resolves() -> None:
    for document in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)}: {target}"


def test_every_decision_is_in_the_index() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")

    for page in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        assert f"]({page.name})" in index
        assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} ")


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_suppression_names_its_code_and_its_reason(path: Path) -> None:
    with tokenize.open(path) as file:
        comments = [
            token for token in tokenize.generate_tokens(file.readline) if token.type == tokenize.COMMENT
        ]
    for comment in comments:
        found = SUPPRESSION.match(comment.string)
        if found is not None:
            assert found["code"], f"{path.name}:{comment.start[0]}: which rule?"
            assert found["reason"] or "(" in comment.string, f"{path.name}:{comment.start[0]}: why?"


def test_no_test_is_left_uncollected() -> None:
    for path in tracked("tests/*.py"):
        functions = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
        ]
        if any(function.name.startswith("test_") for function in functions):
            assert path.name.startswith("test_"), path


def test_no_file_names_a_registry_or_a_machine() -> None:
    words = [
        "pypi" + ".org",
        "python" + "hosted",
        "registry.npm" + "js",
        "deb.debian" + ".org",
        str(ROOT) + "/",
    ]
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        for word in words:
            assert word not in text, f"{path.relative_to(ROOT)} names {word}"


def test_the_mistakes_in_the_readme_are_told_as_it_says(tmp_path: Path) -> None:
    text = (ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8")
    text = text.replace("instance_class: db.t3.small", "instance_clas: db.t3.small", 1)
    (tmp_path / "staging.yaml").write_text(text.replace("iops: null ", "iops: 12000 ", 1), encoding="utf-8")

    with pytest.raises(ManifestError) as refusal:
        load([tmp_path / "staging.yaml"])

    told = str(refusal.value).replace(str(tmp_path), "envs")
    assert f"$ make synth\n{told}\n```" in readme()


def test_main_stays_small() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) < 40


def test_both_manifests_figures_in_the_readme_are_the_planned_ones() -> None:
    for name, total in (("production", 125), ("staging", 105)):
        addresses = ROOT / "tests" / "stacks" / "addresses" / f"aldeia-{name}.txt"
        assert len(addresses.read_text(encoding="utf-8").split()) == total
        assert f"aldeia-{name}" in readme()
        assert f" {total}: " in readme()
