"""Report: the settings of an environment explained, in a few lines each, whole for one of them, and as JSON."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.explain.reach import EACH_ITEM, Reach, known, of_the_map, reach_of
from aldeia.explain.readers import readers_of, recorded
from aldeia.manifest.settings import Setting, settings_of

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.yaml_file import YamlFile

MOST_SHOWN = 2
"""Of what a setting becomes, when several are told; some become a part of every name."""
_NOTHING_SEEN = Reach((), (), (), ())


class ExplainError(Exception):
    """What is asked for is no setting; the message says what is."""


@dataclass(frozen=True)
class Explained:
    """A setting, what it becomes, and the rules that look at it."""

    setting: Setting
    reach: Reach
    rules: list[str]

    @property
    def stands_in(self) -> str:
        return str(self.setting.place) if self.setting.place else "nowhere: it is the default"


def explain(manifest: Manifest, file: YamlFile, under: str = "") -> list[Explained]:
    """Explain every setting of an environment, or those under a path as `database`; raises ExplainError without any."""
    settings = settings_of(manifest, file)
    chosen = [setting for setting in settings if _is_under(setting.name, under)]
    if not chosen:
        raise ExplainError(_unknown(under, settings))
    rules = recorded(file.values or {})
    return [
        Explained(setting, reach_of(setting, manifest) or _NOTHING_SEEN, readers_of(setting.kind, rules))
        for setting in chosen
    ]


def _is_under(name: str, path: str) -> bool:
    return not path or name == path or name.startswith((f"{path}.", f"{path}["))


def _unknown(path: str, settings: list[Setting]) -> str:
    known_paths = {setting.name[:end] for setting in settings for end in _ends(setting.name)}
    near = difflib.get_close_matches(path, known_paths, n=1)
    fix = f"did you mean {near[0]}?" if near else "aldeia explain ENVIRONMENT lists all of them"
    return f"there is no setting {path}; {fix}"


def _ends(name: str) -> list[int]:
    return [*(index for index, character in enumerate(name) if character in ".["), len(name)]


def several(explained: list[Explained], manifest: Manifest) -> str:
    """Say of each setting what it is, where it stands, and the first of what it becomes."""
    lines = []
    for one in explained:
        lines.append(f"{one.setting.name}: {one.setting.value}  ({one.stands_in})")
        lines += [f"    {becomes}" for becomes in _becomes(one.reach)]
    more = f"aldeia explain {manifest.environment} {explained[0].setting.name}"
    return "\n".join([*lines, f"`{more}` says all about one of them", *_reservation(manifest)])


def _becomes(reach: Reach) -> list[str]:
    if reach.terraform:
        return _first(reach.terraform)
    documents = ", ".join(reach.documents)
    if reach.otherwise:
        said = f"; said in {documents}" if documents else ""
        return [f"nothing as it is{said}; another value would make", *_first(reach.otherwise)]
    without = "without effect while other settings are as they are" if reach.elsewhere else "no Terraform"
    return [f"{without}; said in {documents}" if documents else without]


def _first(targets: tuple[str, ...]) -> list[str]:
    rest = len(targets) - MOST_SHOWN
    return [*map(_told, targets[:MOST_SHOWN]), *([f"and {rest} more"] if rest > 0 else [])]


def _told(target: str) -> str:
    return f"{target}  (one for each item)" if target.endswith(f".{EACH_ITEM}") else target


def sheet(one: Explained, manifest: Manifest) -> str:
    """Say everything about one setting, in lines."""
    parts = (
        ("stands in", [one.stands_in]),
        ("means", [one.setting.meaning]),
        ("terraform", [_told(target) for target in one.reach.terraform] or ["nothing"]),
        ("otherwise", [_told(target) for target in one.reach.otherwise]),
        ("elsewhere", list(one.reach.elsewhere)),
        ("documents", list(one.reach.documents) or ["none"]),
        ("rules", one.rules or ["none but its own form"]),
    )
    lines = [f"{one.setting.name}: {one.setting.value}"]
    for heading, said in parts:
        lines += [f"  {heading if index == 0 else '':<10}{text}" for index, text in enumerate(said)]
    if one.reach.otherwise:
        lines.append("otherwise: what is not there, and would be were this another value")
    if one.reach.elsewhere:
        lines.append("elsewhere: where other settings are as in another environment, it becomes this too")
    return "\n".join([*lines, *_reservation(manifest)])


def _reservation(manifest: Manifest) -> list[str]:
    if known(manifest):
        return []
    told = (
        f"`make snapshots` has not seen {manifest.environment} as it is now"
        if of_the_map(manifest)
        else f"{manifest.environment} is none of those that `make snapshots` tries"
    )
    return [f"{told}: what a setting becomes is what it becomes in any manifest that it has seen"]


def as_json(explained: list[Explained], manifest: Manifest) -> str:
    """Give the same as JSON, whole."""
    settings = [
        {
            "setting": one.setting.name,
            "value": one.setting.value,
            "place": _place(one.setting),
            "meaning": one.setting.meaning,
            "terraform": list(one.reach.terraform),
            "otherwise": list(one.reach.otherwise),
            "elsewhere": list(one.reach.elsewhere),
            "documents": list(one.reach.documents),
            "rules": one.rules,
        }
        for one in explained
    ]
    document = {"environment": manifest.environment, "exact": known(manifest), "settings": settings}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _place(setting: Setting) -> dict[str, Any] | None:
    place = setting.place
    return {"file": place.file, "line": place.line, "column": place.column} if place else None
