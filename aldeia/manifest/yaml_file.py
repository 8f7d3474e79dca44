"""A YAML file as plain values that remember where they were written.

Only what a manifest needs is read: one document of maps, lists and scalars, in YAML 1.2 (`on` is a word, not a
boolean). Anchors and aliases are refused, so a small file cannot unfold into a large one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from aldeia.files import why
from aldeia.manifest.broken_yaml import told
from aldeia.manifest.problem import Place, Problem
from aldeia.manifest.secrets import looks_like_a_secret, names_a_secret
from aldeia.manifest.yaml_quick import ordinary
from aldeia.manifest.yaml_tree import trees, value_of

if TYPE_CHECKING:
    from pathlib import Path

    from aldeia.manifest.yaml_tree import Tree, Value

MOST_BYTES = 256 * 1024
"""The manifests in use have 10 KiB; a larger file is something else."""
MOST_LEVELS = 20
"""The manifests in use have five."""
_TOO_DEEP = ("not a manifest: nested too deeply", "manifests have five levels")

Path_ = tuple[str | int, ...]


@dataclass
class YamlFile:
    """The values of one file, where each was written, and what was wrong with its YAML."""

    name: str
    values: dict[str, Any] | None = None
    places: dict[Path_, Place] = field(default_factory=dict)
    """The place of every key and list item, by its path from the top."""
    written: dict[Path_, str] = field(default_factory=dict)
    """The text of every scalar, by its path."""
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """Give the place of a path, or of the nearest part of it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.name))

    def refuse(self, place: Place, got: str, fix: str, setting: str = "") -> None:
        self.problems.append(Problem(place, setting, got, fix=fix))


def read(path: Path, name: str) -> YamlFile:
    """Read a file; whatever is wrong with it is in `problems`, with `values` None when nothing can be used."""
    file = YamlFile(name)
    try:
        text = _text(path, file)
        _refuse_secrets(text, file)
        tree = _tree(text, file)
    except _RefusedError as refused:
        file.problems.append(refused.problem)
    else:
        file.values = _Reader(file).top(tree)
    return file


def setting(path: Path_) -> str:
    """Write a path as people do: `network.database_subnets[0].cidr`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


class _RefusedError(Exception):
    """The file as a whole is refused: nothing in it can be read."""

    def __init__(self, place: Place, got: str, fix: str) -> None:
        super().__init__(got)
        self.problem = Problem(place, "", got, fix=fix)


def _text(path: Path, file: YamlFile) -> str:
    here = Place(file.name)
    if path.is_dir():
        raise _RefusedError(here, "this is a directory", "name the manifest itself")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _RefusedError(here, "this is no ordinary file", "name the manifest itself")
        if size > MOST_BYTES:
            got = f"got a file of {size / 2**20:.1f} MiB, expected at most {MOST_BYTES // 1024} KiB"
            raise _RefusedError(here, got, "is this a manifest?")
        data = path.read_bytes()
    except OSError as error:
        got = f"cannot be read: {why(error)}"
        raise _RefusedError(here, got, "check the path and its permissions") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        raise _RefusedError(
            _place_after(before, file), "the file is not UTF-8 text", "save it as UTF-8"
        ) from error


def _tree(text: str, file: YamlFile) -> Tree:
    """Parse the text, which is to be one document, a map."""
    here = Place(file.name)
    if not text.strip():
        raise _RefusedError(here, "the file is empty", "copy a manifest from envs/ and change it")
    documents = _documents(text, file)
    if len(documents) > 1:
        place = Place(file.name, documents[1].line, documents[1].column)
        raise _RefusedError(place, "a second document starts here", "keep one environment in a file")
    if not documents or (documents[0].kind == "scalar" and documents[0].content in {"", "~", "null"}):
        raise _RefusedError(here, "the file has no settings", "copy a manifest from envs/ and change it")
    if documents[0].kind != "map":
        raise _RefusedError(here, "the file is not a map of settings", "write settings as `key: value`")
    return documents[0]


def _documents(text: str, file: YamlFile) -> list[Tree]:
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive is not None:
        place = _place_after(text[: directive.start()], file)
        raise _RefusedError(place, "directives (%) are not read", "take the line out")
    _refuse_deep_brackets(text, file)
    tree = ordinary(text)
    if tree is not None:
        return [tree]
    try:
        return trees(text)
    except MarkedYAMLError as error:
        line, column, got, fix = told(error)
        raise _RefusedError(Place(file.name, line, column), got, fix) from error
    except ReaderError as error:
        place = _place_after(text[: error.position], file)
        got = f"got the control character U+{error.character:04X}, expected text"
        raise _RefusedError(place, got, "take it out, and save the file as UTF-8") from error
    except RecursionError as error:
        raise _RefusedError(Place(file.name), *_TOO_DEEP) from error
    except (YAMLError, ValueError) as error:
        raise _RefusedError(Place(file.name), "not YAML", "compare it with a manifest in envs/") from error


def _refuse_deep_brackets(text: str, file: YamlFile) -> None:
    """Count brackets before the parser sees them: it takes seconds over a few thousand, and then overflows."""
    depth = 0
    for bracket in re.finditer(r"[\[{\]}]", text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MOST_LEVELS:
            raise _RefusedError(_place_after(text[: bracket.start()], file), *_TOO_DEEP)


def _place_after(text: str, file: YamlFile) -> Place:
    lines = re.split(r"\r\n|\r|\n", text)
    return Place(file.name, len(lines), len(lines[-1]) + 1)


def _refuse_secrets(text: str, file: YamlFile) -> None:
    if not looks_like_a_secret(text):  # no secret spans lines: most files are asked once
        return
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if looks_like_a_secret(line):
            file.refuse(
                Place(file.name, number),
                "this line holds what looks like a secret",
                "take it out and change it where it is used; aldeia makes and keeps the passwords itself",
            )


class _Reader:
    """Turns a tree into plain values, noting places as it goes."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def top(self, tree: Tree) -> dict[str, Any] | None:
        """Give the file's settings, or none when the file as a whole is refused."""
        values = self.value(tree, ())
        return values if isinstance(values, dict) else None

    def value(self, tree: Tree, path: Path_) -> Any:
        self.file.places.setdefault(path, self._place(tree))
        refusal = self._why_not(tree, path)
        if refusal is not None:
            self.file.refuse(self._place(tree), *refusal, setting(path))
            return None
        if tree.kind == "map":
            return self._map(tree, path)
        if tree.kind == "list":
            return [self.value(item, (*path, index)) for index, item in enumerate(tree.content)]
        return self._scalar(tree, path)

    def _why_not(self, tree: Tree, path: Path_) -> tuple[str, str] | None:
        if tree.has == "anchor":
            return "anchors and aliases (& and *) are not read", "write the value out"
        if len(path) > MOST_LEVELS:
            return _TOO_DEEP
        if tree.has == "tag":
            return "tags (!) are not read", "write the value alone"
        return None

    def _map(self, tree: Tree, path: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for written_key, inner in tree.content:
            key = str(written_key.content) if written_key.kind == "scalar" else ""
            place = self._place(written_key)
            if not key:
                self.file.refuse(
                    place, "a key is not a word", "write settings as `key: value`", setting(path)
                )
            elif key == "<<":
                self.file.refuse(
                    place, "merge keys (<<) are not read", "write the settings out", setting(path)
                )
            elif key in values:
                first = self.file.places[*path, key].line
                self.file.refuse(
                    place, f"written twice, first on line {first}", "keep one", setting((*path, key))
                )
            else:
                self.file.places[*path, key] = place
                values[key] = self.value(inner, (*path, key))
                self._refuse_a_named_secret(inner, (*path, key))
        return values

    def _refuse_a_named_secret(self, tree: Tree, path: Path_) -> None:
        if tree.kind == "scalar" and names_a_secret(str(path[-1])):
            fix = "take it out; aldeia makes the passwords and keeps them in Secrets Manager"
            self.file.refuse(
                self.file.places[path], "a secret has no place in a manifest", fix, setting(path)
            )

    def _scalar(self, tree: Tree, path: Path_) -> Value:
        self.file.written[path] = tree.content
        return value_of(tree.content, tree.plain)

    def _place(self, tree: Tree) -> Place:
        return Place(self.file.name, tree.line, tree.column)
