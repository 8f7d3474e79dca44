"""Reviewed: the plan that was kept when the pull request behind a commit was reviewed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from aldeia.github import GitHubError
from aldeia.github.client import persistently

if TYPE_CHECKING:
    from aldeia.github.client import GitHub

WORKFLOW = "plan.yml"
MOST_BYTES = 512 * 2**20


def artifact_of(environment: str) -> str:
    """Name the artifact that keeps an environment's plan."""
    return f"plan-{environment}"


def reviewed_plan(github: GitHub, commit: str, environment: str) -> bytes:
    """Give what was kept of an environment's plan by the last good review of the pull request that became a commit.

    Only a run of our own workflow counts, on a branch of this repository, that ended well. Raises GitHubError.
    """
    return persistently(lambda: _looked_up(github, commit, environment))


def _looked_up(github: GitHub, commit: str, environment: str) -> bytes:
    head = _head(github, commit)
    runs = [run for run in github.every(f"actions/workflows/{WORKFLOW}/runs", "workflow_runs", head_sha=head, event="pull_request", status="success") if _is_ours(run, github.repository)]  # fmt: skip
    if not runs:
        raise GitHubError(
            f"no run of {WORKFLOW} reviewed {head[:12]} and ended well; plan the change anew in a pull request"
        )
    newest = max(runs, key=lambda run: str(run["run_started_at"]))
    name = artifact_of(environment)
    kept = [one for one in github.every(f"actions/runs/{newest['id']}/artifacts", "artifacts", name=name) if not one["expired"]]  # fmt: skip
    if not kept:
        raise GitHubError(
            f"run {newest['id']} of {WORKFLOW} kept no plan of {environment}, or it has expired; "
            "plan the change anew in a pull request"
        )
    artifact = max(kept, key=lambda one: str(one["created_at"]))
    return _only_file(github.download(f"actions/artifacts/{artifact['id']}/zip"), name)


def _head(github: GitHub, commit: str) -> str:
    merged = [pull for pull in github.every(f"commits/{commit}/pulls") if pull.get("merged_at")]
    if not merged:
        raise GitHubError(f"{commit[:12]} came by no pull request, so no plan of it was reviewed; open one")
    return str(max(merged, key=lambda pull: str(pull["merged_at"]))["head"]["sha"])


def _is_ours(run: dict[str, Any], repository: str) -> bool:
    return bool((run.get("head_repository") or {}).get("full_name") == repository)


def _only_file(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            [entry] = archive.infolist()
            if entry.file_size <= MOST_BYTES:
                return archive.read(entry)
    except (ValueError, zipfile.BadZipFile) as error:
        raise GitHubError(f"{name}: the artifact is no archive of one plan; plan the change anew") from error
    raise GitHubError(f"{name}: got more than {MOST_BYTES // 2**20} MiB, expected a plan")
