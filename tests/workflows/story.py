"""Story: a repository on loopback's GitHub and an AWS that is played, to open pull requests in, to merge, and to drift."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from tests.affected.repository import ROOT, Repository, files_of_the_project
from tests.emulator.server import Emulator
from tests.github.server import REPOSITORY, TOKEN, FakeGitHub
from tests.terraform.provider import init_arguments, terraform_environment
from tests.workflows.runner import Run, Runner, plain_environment

BUCKET = "aldeia-test-terraform-state"
DATABASE = "aldeia-staging-db"
ROLE = "arn:aws:iam::123456789012:role/aldeia-staging-ci"
IN_S3 = (
    ("backend: local ", "backend: s3 "),
    ("bucket: null", f"bucket: {BUCKET}"),
    ("key: null", "key: staging/data-tier.tfstate"),
    ("region: null", "region: us-east-1"),
)


@dataclass
class Story:
    """Where everything happens."""

    directory: Path
    github: FakeGitHub
    emulator: Emulator
    origin: Repository = field(init=False)
    runs: int = 0
    broken: bool = False
    """Whether Terraform fails from here on."""
    before: str = ""

    def __post_init__(self) -> None:
        self.client("s3").create_bucket(Bucket=BUCKET)
        self.origin = Repository(self.directory / "origin")
        copy_project(self.origin.directory)
        self.origin.git("init", "--quiet", "--initial-branch=main")
        self.origin.commit("first")

    def client(self, service: str) -> Any:
        """Give a client of the AWS that is played."""
        return boto3.client(
            service, endpoint_url=self.emulator.endpoint, region_name="us-east-1",
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip

    def staging(self) -> str:
        """Write staging's manifest with its state in a bucket: CI plans no other."""
        text = (ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8")
        for old, new in IN_S3:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    def open(self, number: int, path: str, text: str) -> Run:
        """Open a pull request that writes one file, and run what GitHub would."""
        self.origin.git("checkout", "--quiet", "-b", f"change-{number}", "main")
        self.origin.write(path, text)
        head = self.origin.commit(f"change {number}")
        self.origin.git("checkout", "--quiet", "--detach", "main")
        self.origin.git("merge", "--quiet", "--no-ff", "-m", "merge", head)
        self.origin.git("update-ref", f"refs/pull/{number}/merge", "HEAD")
        self.origin.git("checkout", "--quiet", "main")
        pull_request = {"number": number, "head": {"repo": {"full_name": REPOSITORY}}}
        run = self._play("plan", f"refs/pull/{number}/merge", {"pull_request": pull_request})
        kept = self.github.run(head, conclusion=run.conclusion)
        for name in run.artifacts:
            self.github.artifact(kept, name, run.archive(name))
        return run

    def merge(self, number: int) -> Run:
        """Merge a pull request, and run what GitHub would."""
        self.before = self.origin.git("rev-parse", "main")
        head = self.origin.git("rev-parse", f"change-{number}")
        self.origin.git("merge", "--quiet", "--no-ff", "-m", f"merge {number}", f"change-{number}")
        self.github.merged(self.origin.git("rev-parse", "main"), head)
        return self.apply()

    def apply(self, attempt: int = 1) -> Run:
        """Run what a push to main does; a later attempt is a run that somebody started again."""
        return self._play("apply", "main", {"before": self.before}, attempt)

    def look(self) -> Run:
        """Run what the clock starts every morning."""
        return self._play("drift", "main", {})

    def _play(self, name: str, ref: str, event: dict[str, Any], attempt: int = 1) -> Run:
        self.runs += 1
        github = {
            "event_name": name, "event": event, "repository": REPOSITORY, "token": TOKEN, "run_id": self.runs,
            "run_attempt": attempt, "server_url": "https://github.example", "ref": ref,
        }  # fmt: skip
        contexts = {
            "github": github,
            "vars": {"AWS_ACCOUNT_IDS": json.dumps({"staging": "123456789012"})},
            "env": {},
        }
        runner = Runner(
            self.directory / f"{self.runs}-{name}", self.origin.directory, ref, self._variables(ref), contexts
        )
        # The scan of both revisions is a story of its own: test_check.py.
        return runner.play(name, without=("findings",))

    def _variables(self, ref: str) -> dict[str, str]:
        terraform = {
            name: text
            for name, text in terraform_environment().items()
            if name.startswith("TF_") or name in {"GOGC", "CHECKPOINT_DISABLE"}
        }
        backend = ["-backend-config=use_path_style=true", *init_arguments()]
        return plain_environment() | terraform | {
            "AWS_ENDPOINT_URL": self.emulator.endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
            "GITHUB_API_URL": self.github.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SHA": self.origin.git("rev-parse", ref),
            "TF_CLI_ARGS_apply": "-parallelism=30",
            "TF_CLI_ARGS_init": " ".join(backend),
            "TF_CLI_ARGS_plan": "-no-such-option" if self.broken else "-parallelism=30",
        }  # fmt: skip


def copy_project(directory: Path) -> None:
    """Copy the project as it stands, without its manifests and its tests."""
    for path in files_of_the_project():
        if not path.startswith(("tests/", "envs/staging", "envs/production")):
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, directory / path)


def initialised(directory: Path) -> None:
    """See whether the provider can be had at all, before a story begins."""
    (directory / "main.tf.json").write_text(
        '{"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100.0, < 7.0.0"}}}}'
    )
    subprocess.run(
        ["terraform", "init", "-input=false", "-backend=false", *init_arguments()],
        cwd=directory, env=os.environ | terraform_environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
