"""Where the provider is looked for, and in which order."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from tests.terraform import provider


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a mirror and without a configuration."""
    for variable in ("TF_CLI_CONFIG_FILE", "ALDEIA_PROVIDER_MIRROR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    monkeypatch.setattr(provider, "SYSTEM_ADD_ONS", tmp_path / "add-ons")
    return tmp_path


def mirror_in(directory: Path) -> Path:
    (directory / provider.MIRRORED).mkdir(parents=True)
    return directory


def test_without_a_mirror_terraform_asks_the_registry_and_keeps_what_it_gets() -> None:
    assert provider.init_arguments() == []
    assert provider.terraform_environment()["TF_PLUGIN_CACHE_DIR"] == str(provider.DOWNLOADS)


def test_with_a_mirror_nothing_is_kept_twice(nowhere: Path) -> None:
    mirror_in(nowhere / "add-ons" / "a")

    assert "TF_PLUGIN_CACHE_DIR" not in provider.terraform_environment()


def test_a_second_init_waits_for_the_first(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "DOWNLOADS", nowhere / "downloads")

    with provider.one_init_at_a_time():
        assert not is_free(nowhere / "downloads" / ".lock")

    assert is_free(nowhere / "downloads" / ".lock")


def is_free(path: Path) -> bool:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_mirror_one_level_below_the_add_ons_is_found(nowhere: Path) -> None:
    (nowhere / "add-ons" / "a").mkdir(parents=True)
    mirror = mirror_in(nowhere / "add-ons" / "b")

    assert provider.init_arguments() == [f"-plugin-dir={mirror}"]


def test_a_named_mirror_comes_before_the_add_ons(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror_in(nowhere / "add-ons" / "a")
    monkeypatch.setenv("ALDEIA_PROVIDER_MIRROR", str(mirror_in(nowhere / "mine")))

    assert provider.init_arguments() == [f"-plugin-dir={nowhere / 'mine'}"]


@pytest.mark.parametrize(
    "implied", ["home/.terraform.d/plugins", "data/terraform/plugins", "share/terraform/plugins"]
)
def test_terraforms_own_places_come_before_both(nowhere: Path, implied: str) -> None:
    mirror_in(nowhere / "add-ons" / "a")
    mirror_in(nowhere / implied)

    assert provider.init_arguments() == []


def test_a_configuration_file_that_is_there_decides(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror_in(nowhere / "add-ons" / "a")
    (nowhere / "terraformrc").touch()
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(nowhere / "terraformrc"))

    assert provider.init_arguments() == []
    assert provider.terraform_environment()["TF_CLI_CONFIG_FILE"] == str(nowhere / "terraformrc")


def test_a_configuration_file_that_is_not_there_is_forgotten(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = mirror_in(nowhere / "add-ons" / "a")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(nowhere / "missing"))

    assert provider.init_arguments() == [f"-plugin-dir={mirror}"]
    assert "TF_CLI_CONFIG_FILE" not in provider.terraform_environment()
