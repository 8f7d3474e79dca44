"""Which environments a change touches, and why."""

from __future__ import annotations

import pytest

from aldeia.affected.reach import kind_everywhere
from aldeia.affected.report import said
from aldeia.affected.touched import affected
from tests.affected.repository import Repository, files_of_the_project

ALL = ["production", "qa", "staging"]


def told(repository: Repository, base: str = "main") -> dict[str, tuple[str, list[str]]]:
    found = affected(repository.directory, base)
    return {one.environment.name: (one.change, list(map(said, one.reasons))) for one in found.touched}


def test_nothing_changed_touches_nothing(repository: Repository) -> None:
    assert told(repository) == {}
    assert affected(repository.directory, "main").untouched == ALL


def test_a_manifest_touches_its_environment_and_those_that_extend_it(repository: Repository) -> None:
    repository.change("envs/staging.yaml")
    repository.commit()

    assert told(repository) == {
        "qa": ("changed", ["envs/staging.yaml (extended manifest, changed)"]),
        "staging": ("changed", ["envs/staging.yaml (manifest, changed)"]),
    }


def test_a_file_that_is_no_longer_extended_touches_too(repository: Repository) -> None:
    repository.change("envs/qa.yaml", "staging.yaml", "production.yaml")
    repository.change("envs/staging.yaml")

    assert told(repository)["qa"] == (
        "changed",
        ["envs/qa.yaml (manifest, changed)", "envs/staging.yaml (extended manifest, changed)"],
    )


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("aldeia/catalog/regions.py", "catalogue"),
        ("aldeia/synth.py", "code"),
        ("envs/policy/parity.yaml", "policy"),
        ("package-lock.json", "lock file"),
        ("policies/stack.py", "policy"),
        ("requirements/synth.lock", "lock file"),
        ("stacks/cache.py", "code"),
        ("templates/app/connection.env.j2", "template"),
    ],
)
def test_what_all_are_made_from_touches_all(repository: Repository, path: str, word: str) -> None:
    repository.change(path)
    repository.commit()

    assert told(repository) == dict.fromkeys(ALL, ("changed", [f"{path} ({word}, changed)"]))


@pytest.mark.parametrize("path", ["README.md", "docs/review.md", "envs/schema.json", "tests/test_naming.py"])
def test_what_none_is_made_from_touches_none(repository: Repository, path: str) -> None:
    repository.change(path)
    repository.commit()

    assert told(repository) == {}


def test_a_file_that_nobody_knows_touches_all(repository: Repository) -> None:
    repository.write("lambda/rotate.py", "pass\n")

    assert told(repository) == dict.fromkeys(ALL, ("changed", ["lambda/rotate.py (of unknown use, added)"]))


def test_the_price_list_is_called_by_its_name() -> None:
    kind = kind_everywhere("aldeia/money/prices.csv")

    assert kind is not None
    assert kind.word == "price list"


def test_every_committed_file_has_a_known_use() -> None:
    files = files_of_the_project()

    assert [path for path in files if (kind := kind_everywhere(path)) and kind.word == "of unknown use"] == []


def test_a_provider_lock_touches_its_environment(repository: Repository) -> None:
    repository.write("envs/locks/qa.terraform.lock.hcl", "locked\n")

    assert told(repository) == {"qa": ("changed", ["envs/locks/qa.terraform.lock.hcl (lock file, added)"])}


def test_an_environment_can_be_added(repository: Repository) -> None:
    repository.write("envs/load.yaml", "extends: qa.yaml\nenvironment: load\nstage: load\n")

    assert told(repository) == {"load": ("added", ["envs/load.yaml (manifest, added)"])}


def test_an_environment_can_be_deleted(repository: Repository) -> None:
    (repository.directory / "envs" / "qa.yaml").unlink()
    repository.commit()

    assert told(repository) == {"qa": ("deleted", ["envs/qa.yaml (manifest, deleted)"])}


def test_a_renamed_file_of_the_same_environment_is_a_change_of_it(repository: Repository) -> None:
    repository.git("mv", "envs/staging.yaml", "envs/stage.yaml")
    repository.change("envs/qa.yaml", "staging.yaml", "stage.yaml")
    repository.commit()

    assert told(repository)["staging"] == (
        "changed",
        ["envs/stage.yaml (manifest, renamed from envs/staging.yaml)"],
    )


def test_a_renamed_environment_is_one_deleted_and_one_added(repository: Repository) -> None:
    repository.git("mv", "envs/production.yaml", "envs/live.yaml")
    repository.change("envs/live.yaml", "environment: production", "environment: live")
    repository.commit()

    assert told(repository) == {
        "live": ("added", ["envs/live.yaml (manifest, renamed from envs/production.yaml)"]),
        "production": ("deleted", ["envs/live.yaml (manifest, renamed from envs/production.yaml)"]),
    }


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_not_committed_counts(repository: Repository, staged: bool) -> None:
    repository.change("envs/production.yaml")
    if staged:
        repository.git("add", "--all")

    assert told(repository) == {"production": ("changed", ["envs/production.yaml (manifest, changed)"])}


def test_what_git_ignores_does_not_count(repository: Repository) -> None:
    repository.write(".gitignore", "/build/\n")
    repository.write("build/production/connection.env", "made\n")

    assert told(repository) == {}


def test_what_others_merged_since_is_not_this_change(repository: Repository) -> None:
    repository.change("envs/production.yaml")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.change("envs/staging.yaml")
    repository.commit()
    repository.git("checkout", "--quiet", "change")

    assert list(told(repository)) == ["production"]


def test_a_manifest_that_cannot_be_read_is_called_by_its_file(repository: Repository) -> None:
    repository.write("envs/production.yaml", "database: [\n")

    assert told(repository) == {"production": ("changed", ["envs/production.yaml (manifest, changed)"])}


def test_manifests_that_extend_each_other_end(repository: Repository) -> None:
    repository.change("envs/qa.yaml", "staging.yaml", "qa.yaml")

    assert list(told(repository)) == ["qa"]


def test_names_with_spaces_and_quotes_are_read_whole(repository: Repository) -> None:
    repository.write('stacks/a "new" café.py', "pass\n")
    repository.commit()

    assert told(repository)["qa"] == ("changed", ['stacks/a "new" café.py (code, added)'])


def test_a_project_may_be_a_part_of_its_repository(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    (repository.directory / "data").mkdir()
    for name in ("aldeia", "envs", "stacks"):
        repository.git("mv", name, f"data/{name}")
    repository.commit()
    repository.git("checkout", "--quiet", "-B", "change")
    repository.change("data/envs/production.yaml")
    repository.change("package-lock.json")
    inside = Repository(repository.directory / "data")

    assert told(inside) == {"production": ("changed", ["envs/production.yaml (manifest, changed)"])}
