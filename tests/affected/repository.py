"""A repository of its own for a test: the committed manifests, and files of every other kind, in one commit."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "README.md", "aldeia/catalog/regions.py", "aldeia/synth.py", "docs/review.md", "envs/policy/parity.yaml",
    "envs/schema.json", "package-lock.json", "policies/stack.py", "requirements/synth.lock", "stacks/cache.py",
    "templates/app/connection.env.j2", "tests/test_naming.py",
)  # fmt: skip
SETTINGS = (
    "-c", "user.name=Test", "-c", "user.email=test@aldeia.example",
    # A checkout that another user made is read all the same.
    "-c", "safe.directory=*",
)  # fmt: skip
MADE = {".venv", ".venv-scan", ".cache", "build", "cdktf.out", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Repository:
    """A directory under git."""

    directory: Path

    def git(self, *words: str) -> str:
        # Nothing of this machine's or its user's settings.
        variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *SETTINGS, *words],
            cwd=self.directory,
            env=variables | settings,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        file = self.directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str = "", new: str = "# changed\n") -> None:
        """Replace a text, or put one at the end."""
        text = (self.directory / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1) if old else text + new)

    def commit(self, subject: str = "change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)
        return self.git("rev-parse", "HEAD")


def repository(directory: Path) -> Repository:
    """Make a repository whose one commit is on `main`; HEAD is on a branch that leaves it."""
    made = Repository(directory)
    made.git("init", "--quiet", "--initial-branch=main")
    for path in FILES:
        made.write(path, "first\n")
    for name in ("staging", "production"):
        made.write(f"envs/{name}.yaml", (ROOT / "envs" / f"{name}.yaml").read_text(encoding="utf-8"))
    made.write("envs/qa.yaml", "extends: staging.yaml\nenvironment: qa\nstage: qa\n")
    made.commit("first")
    made.git("checkout", "--quiet", "-b", "change")
    return made


def files_of_the_project() -> list[str]:
    """List what is committed or will be: by git, or in a copy without its history by what nobody makes."""
    if (ROOT / ".git").exists():
        listed = Repository(ROOT).git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
        return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(path) for path in paths if not MADE & set(path.parts))
