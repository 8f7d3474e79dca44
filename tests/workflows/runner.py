"""Runner: a workflow's jobs, one after the other on this machine: every `run` in bash, and the few actions played.

A job gets a checkout of its own, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, and what the workflow gives it, and nothing of this
machine's credentials.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.workflows.expressions import Contexts, filled, value

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
SET_UP = (".venv", ".venv-scan", "node_modules")
"""What set-up makes: it is there already, and `make` is told so."""


def workflow(name: str) -> dict[str, Any]:
    """Read a workflow; `on` is a word, as in YAML 1.2."""
    document: dict[str, Any] = YAML(typ="safe").load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))
    return document


@dataclass
class Job:
    """What became of one job."""

    name: str
    result: str = "success"
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    roles: list[str] = field(default_factory=list)


@dataclass
class Run:
    """What became of a workflow."""

    jobs: dict[str, Job] = field(default_factory=dict)
    artifacts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Files by the artifact's name."""

    @property
    def conclusion(self) -> str:
        bad = any(job.result == "failure" for job in self.jobs.values())
        return "failure" if bad else "success"

    @property
    def log(self) -> str:
        return "\n".join(f"== {job.name}: {job.result}\n{job.log}" for job in self.jobs.values())

    def archive(self, name: str) -> bytes:
        """Give an artifact as GitHub hands it out."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as files:
            for path, content in self.artifacts[name].items():
                files.writestr(path, content)
        return data.getvalue()


@dataclass
class Runner:
    """Where it runs, and what GitHub would know."""

    directory: Path
    origin: Path
    commit: str
    """What is checked out: for a pull request its merge."""
    variables: dict[str, str]
    """Of the environment: how GitHub and AWS are reached here."""
    contexts: Contexts
    run: Run = field(default_factory=Run)

    def play(self, name: str, *, without: tuple[str, ...] = ()) -> Run:
        """Run a workflow's jobs in the order in which they stand, but for some, and give what became of them."""
        document = workflow(name)
        assert document["defaults"]["run"]["shell"] == "bash"
        for key, job in document["jobs"].items():
            if key in without:
                self.run.jobs[key] = Job(key, "skipped")
            else:
                self.job(key, job)
        return self.run

    def job(self, key: str, job: dict[str, Any]) -> None:
        """Run one job, for each entry of its matrix, if it is due."""
        contexts = self.contexts | {"needs": self._needs(job)}
        if not self._is_due(job, contexts):
            self.run.jobs[key] = Job(key, "skipped")
            return
        matrix = (job.get("strategy") or {}).get("matrix")
        entries = value(matrix, contexts)["include"] if matrix else [{}]
        for entry in entries:
            done = self._steps(key, job, contexts | {"matrix": entry})
            name = f"{key} {entry['environment']}" if entry else key
            self.run.jobs[name] = done

    def _needs(self, job: dict[str, Any]) -> dict[str, Any]:
        named = job.get("needs") or []
        names = [named] if isinstance(named, str) else named
        needs = {}
        for name in names:
            done = [one for key, one in self.run.jobs.items() if key.split(" ")[0] == name]
            results = {one.result for one in done}
            result = "failure" if "failure" in results else "skipped" if results == {"skipped"} else "success"
            needs[name] = {"result": result, "outputs": done[0].outputs}
        return needs

    def _is_due(self, job: dict[str, Any], contexts: Contexts) -> bool:
        condition = str(job.get("if", "true"))
        good = all(one["result"] == "success" for one in contexts["needs"].values())
        # Without a function of the run's state GitHub reads `success() &&` before it.
        if not good and "cancelled()" not in condition:
            return False
        return condition == "true" or bool(value(condition, contexts))

    def _steps(self, key: str, job: dict[str, Any], contexts: Contexts) -> Job:
        done = Job(key)
        place = self.directory / f"{len(self.run.jobs)}-{key}"
        place.mkdir(parents=True)
        worker = _Worker(self, place, contexts | {"steps": {}}, dict(self.variables), done)
        worker.variables |= {name: filled(text, contexts) for name, text in (job.get("env") or {}).items()}
        for step in job["steps"]:
            condition = str(step.get("if", ""))
            due = value(condition, worker.contexts) if condition else done.result == "success"
            if due and not worker.step(step) and not step.get("continue-on-error"):
                done.result = "failure"
        done.outputs = {
            name: filled(text, worker.contexts) for name, text in (job.get("outputs") or {}).items()
        }
        return done


@dataclass
class _Worker:
    """One job under way."""

    runner: Runner
    place: Path
    contexts: Contexts
    variables: dict[str, str]
    done: Job

    @property
    def checkout(self) -> Path:
        return self.place / "checkout"

    def step(self, step: dict[str, Any]) -> bool:
        if "run" in step:
            return self._shell(step)
        action = step["uses"].partition("@")[0].rpartition("/")[2].replace("-", "_")
        given = {name: filled(str(text), self.contexts) for name, text in (step.get("with") or {}).items()}
        return bool(getattr(self, f"_{action}")(given))

    def _shell(self, step: dict[str, Any]) -> bool:
        assert "${{" not in step["run"], "what GitHub fills in is not quoted for a shell: hand it on in env"
        script, output, summary = (self.place / name for name in ("script", "output", "summary"))
        script.write_text(step["run"], encoding="utf-8")
        for path in (output, summary):
            path.write_text("", encoding="utf-8")
        given = {name: filled(str(text), self.contexts) for name, text in (step.get("env") or {}).items()}
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.checkout, env=self.variables | given | files, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        self.done.log += f"$ {step['run'].strip()}\n{done.stdout}"
        self.done.summary += summary.read_text(encoding="utf-8")
        if "id" in step:
            lines = output.read_text(encoding="utf-8").splitlines()
            outputs = dict(line.split("=", 1) for line in lines)
            self.contexts["steps"][step["id"]] = {"outputs": outputs}
        return done.returncode == 0

    def _checkout(self, given: dict[str, str]) -> bool:
        assert given["persist-credentials"] == "False"
        depth = given.get("fetch-depth", "1")
        git = ["git", "-c", "advice.detachedHead=false"]
        place = self.checkout / given.get("path", ".")
        commit = given.get("ref", self.runner.commit)
        fetch = [*git, "fetch", "--quiet", *([f"--depth={depth}"] if depth != "0" else [])]
        for command in (
            [*git, "init", "--quiet", str(place)],
            [*fetch[:1], "-C", str(place), *fetch[1:], f"file://{self.runner.origin}", commit],
            [*git[:1], "-C", str(place), *git[1:], "checkout", "--quiet", "FETCH_HEAD"],
        ):
            subprocess.run(command, check=True, capture_output=True)
        for part in SET_UP:
            (place / part).symlink_to(ROOT / part)
        # .gitignore has them as directories, which a link is not.
        exclude = place / ".git" / "info" / "exclude"
        exclude.write_text("".join(f"/{part}\n" for part in SET_UP), encoding="utf-8")
        return True

    def _setup_terraform(self, given: dict[str, str]) -> bool:
        assert given["terraform_wrapper"] == "False"
        return shutil.which("terraform", path=self.variables["PATH"]) is not None

    def _configure_aws_credentials(self, given: dict[str, str]) -> bool:
        self.done.roles.append(given["role-to-assume"])
        self.variables |= {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": given["aws-region"],
        }
        return True

    def _upload_artifact(self, given: dict[str, str]) -> bool:
        path = self.checkout / given["path"]
        files = sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []
        if files:
            there = self.runner.run.artifacts
            assert given["name"] not in there, "GitHub refuses a second one of the same name"
            there[given["name"]] = {file.name: file.read_bytes() for file in files}
        return bool(files) or given["if-no-files-found"] != "error"

    def _download_artifact(self, given: dict[str, str]) -> bool:
        there = self.runner.run.artifacts
        chosen = (
            [there[given["name"]]]
            if "name" in given
            else [files for name, files in there.items() if fnmatchcase(name, given["pattern"])]
        )
        target = self.checkout / given.get("path", ".")
        for files in chosen:
            target.mkdir(exist_ok=True)
            for name, content in files.items():
                (target / name).write_bytes(content)
        return True

    def _upload_sarif(self, given: dict[str, str]) -> bool:
        return (self.checkout / given["sarif_file"]).is_file()


def plain_environment() -> dict[str, str]:
    """Give this machine's environment without credentials, and with what set-up makes as made."""
    ours = ("AWS_", "GITHUB_", "TF_", "ENVIRONMENT", "MAKE", "MFLAGS", "NODE_OPTIONS", "PYTEST_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
    return kept | {"CI": "true", "MAKEFLAGS": " -- SETUP=@true"}
