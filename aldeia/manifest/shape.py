"""Shape: pydantic's findings about one manifest, told in the words of the file."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from aldeia.manifest.environment import Manifest
from aldeia.manifest.problem import Problem
from aldeia.manifest.secrets import looks_like_a_secret, names_a_secret
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from aldeia.manifest.yaml_file import Path_, YamlFile

Shaped = TypeVar("Shaped", bound=BaseModel)

_LONGEST_ECHO = 60
# What a person may have put in quotes although it is no text; other faults have none (`(?!)` matches nothing).
_UNQUOTED = {"int_type": "-?[0-9]{1,15}", "bool_type": "true|false"}
# What pydantic calls a fault, and what we say was expected; the braces are filled from the fault's own figures.
_EXPECTED = {
    "bool_type": "expected true or false",
    "int_type": "expected a whole number",
    "string_type": "expected text",
    "model_type": "expected a group of settings",
    "model_attributes_type": "expected a group of settings",
    "mapping_type": "expected a map of names to values",
    "dict_type": "expected a map of names to values",
    "tuple_type": "expected a list, each item on its own line after a dash",
    "list_type": "expected a list, each item on its own line after a dash",
    "literal_error": "expected {expected}",
    "greater_than_equal": "expected at least {ge}",
    "less_than_equal": "expected at most {le}",
    "too_short": "expected at least {min_length} items",
    "string_too_short": "expected at least {min_length} characters",
    "refused": "{expected}",
}


def manifest_of(file: YamlFile) -> Manifest | None:
    """Build the manifest, or add every fault of shape to the file's problems."""
    return section_of(file, Manifest)


def section_of(file: YamlFile, model: type[Shaped]) -> Shaped | None:
    """Build what a file says, or add every fault of shape to the file's problems."""
    try:
        return model.model_validate(file.values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        # pydantic counts the good items of a list alone, and calls a list with a bad one too short.
        faults = [
            fault for fault in faults if fault["type"] != "too_short" or not _has_faults_in(fault, faults)
        ]
        found = [_problem(file, fault, model) for fault in faults]
    blamed = {problem.setting for problem in file.problems}
    blamed_lines = {(problem.place.file, problem.place.line) for problem in file.problems}
    # One sentence for each mistake: nothing more about what is blamed for its YAML already, and a setting that is
    # there under a mistyped name is not missing as well.
    mistyped = {problem.fix for problem in found}
    for problem in found:
        if problem.got == "missing":
            told = _did_you_mean(problem.setting) in mistyped or problem.setting in blamed
        else:
            line = (problem.place.file, problem.place.line)
            told = problem.setting in blamed or line in blamed_lines
        if not told:
            file.problems.append(problem)
    return None


def _has_faults_in(fault: ErrorDetails, faults: list[ErrorDetails]) -> bool:
    path = fault["loc"]
    return any(len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in faults)


def _problem(file: YamlFile, found: ErrorDetails, model: type[BaseModel]) -> Problem:
    path = tuple(found["loc"])
    if found["type"] == "missing":
        return Problem(file.place(path[:-1]), setting(path), "missing", fix=_what_to_add(path, model))
    if found["type"] == "extra_forbidden":
        return _unknown(file, path, model)
    is_a_name = path[-1:] == ("[key]",)
    path = path[:-1] if is_a_name else path
    context = found.get("ctx", {})
    if found["type"] == "literal_error" and f"'{file.written.get(path)}'" in context["expected"]:
        context["fix"] = f'write it in quotes: "{file.written[path]}"'
    if context.get("fix", "").startswith("write it in quotes"):
        # As it stands in the file: 15.10 has become the number 15.1.
        context["fix"] = f'write it in quotes: "{file.written[path]}"'
    if re.fullmatch(_UNQUOTED.get(found["type"], "(?!)"), file.written.get(path, "")):
        context["fix"] = f"write it without quotes: {file.written[path]}"
    if not context.get("fix") and not is_a_name:
        context["fix"] = _what_was_meant(file, path)
    expected = _EXPECTED.get(found["type"], found["msg"][:1].lower() + found["msg"][1:])
    return Problem(
        file.place(path),
        setting(path),
        f"got the name {path[-1]}" if is_a_name else f"got {_echo(file, path)}",
        expected.format(**context),
        context.get("fix", ""),
    )


def _what_to_add(path: Path_, model: type[BaseModel]) -> str:
    if model is not Manifest:
        return "add it"
    if _settings_at(path, model):
        return "copy this group of settings from another manifest in envs/, and change it"
    return "add it; envs/schema.json says what it may be"


def _what_was_meant(file: YamlFile, path: Path_) -> str:
    written = file.written.get(path, "")
    # A null is no value that was misspelt, and a secret is not repeated.
    if written.strip() in {"", "null", "~"} or len(written) > _LONGEST_ECHO or looks_like_a_secret(written):
        return ""
    from aldeia.manifest.meant import meant  # noqa: PLC0415  # needed for faulty manifests alone

    instead = meant(path, written)
    return f"did you mean {instead}?" if instead else ""


def _unknown(file: YamlFile, path: Path_, model: type[BaseModel]) -> Problem:
    key = str(path[-1])
    if names_a_secret(key):
        return Problem(
            file.place(path), setting(path), "a secret has no place in a manifest",
            fix="take it out; aldeia makes the passwords and keeps them in Secrets Manager",
        )  # fmt: skip
    known = _settings_at(path[:-1], model)
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        fix = _did_you_mean(setting((*path[:-1], near[0])))
        return Problem(file.place(path), setting(path), "unknown setting", fix=fix)
    elsewhere = [setting(found) for found in all_settings(model) if found[-1] == key]
    fix = (
        f"it belongs in {' or '.join(elsewhere)}" if elsewhere else f"known here: {', '.join(sorted(known))}"
    )
    return Problem(file.place(path), setting(path), "unknown setting", fix=fix)


def _did_you_mean(known: str) -> str:
    return f"did you mean {known}?"


def _echo(file: YamlFile, path: Path_) -> str:
    """Give what was written, cut to a line's length, and never a secret."""
    written = file.written.get(path)
    if written is None:
        value = _value_at(file.values, path)
        if isinstance(value, list):
            return f"a list of {len(value)}"
        return "a group of settings" if isinstance(value, dict) else "nothing"
    if looks_like_a_secret(written) or (path and names_a_secret(str(path[-1]))):
        return "what looks like a secret"
    one_line = " ".join(written.split())
    return (f"{one_line[:_LONGEST_ECHO]}..." if len(one_line) > _LONGEST_ECHO else one_line) or "nothing"


def _value_at(values: Any, path: Path_) -> Any:  # whatever the file says
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _settings_at(path: Path_, top: type[BaseModel]) -> list[str]:
    model: type[BaseModel] | None = top
    for part in path:
        if isinstance(part, str):
            model = (
                _model_of(model.model_fields[part].annotation)
                if model and part in model.model_fields
                else None
            )
    return list(model.model_fields) if model else []


@cache
def all_settings(model: type[BaseModel] = Manifest) -> tuple[Path_, ...]:
    return tuple(_settings_below(model, ()))


def _settings_below(model: type[BaseModel], path: Path_) -> Iterator[Path_]:
    for name, field in model.model_fields.items():
        yield (*path, name)
        inner = _model_of(field.annotation)
        if inner is not None:
            yield from _settings_below(inner, (*path, name))


def _model_of(annotation: Any) -> type[BaseModel] | None:  # a type of any kind
    """Give the section that an annotation holds: itself, or the items of its tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_of(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)
