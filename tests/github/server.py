"""A GitHub of one repository on loopback: the requests that we send, answered as its REST API documents them.

It keeps comments, issues, pull requests, runs and artifacts in memory, and can be told to fail the next requests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPOSITORY = "aldeia/data-tier"
TOKEN = "token-of-a-test"
BOT = "github-actions[bot]"
LONGEST = 65_536


@dataclass
class Fault:
    """What the next request that fits is answered with, instead or although it is done."""

    status: int
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    done: bool = False
    """Whether the request is carried out, and only its answer is lost."""
    dropped: bool = False
    """Whether the connection ends without an answer."""
    body: bytes = b'{"message": "a fault"}'


class FakeGitHub:
    """What the repository holds, and what was asked of it."""

    def __init__(self) -> None:
        self.url = ""
        self.storage = ""
        self.comments: dict[int, dict[str, Any]] = {}
        self.issues: dict[int, dict[str, Any]] = {}
        self.pulls: dict[str, list[dict[str, Any]]] = {}
        """Pull requests by the commit that they became."""
        self.runs: list[dict[str, Any]] = []
        self.artifacts: dict[int, list[dict[str, Any]]] = {}
        self.files: dict[int, bytes] = {}
        self.faults: list[Fault] = []
        self.requests: list[str] = []
        self.tokens_sent_elsewhere: list[str] = []
        self._next = 100

    def number(self) -> int:
        self._next += 1
        return self._next

    def comment(self, issue: int, body: str, author: str = BOT) -> dict[str, Any]:
        number = self.number()
        url = f"https://github.example/{REPOSITORY}/issues/{issue}#issuecomment-{number}"
        made = {"id": number, "body": body, "user": {"login": author}, "html_url": url, "issue": issue}
        self.comments[number] = made
        return made

    def issue(self, title: str, body: str, labels: list[str], author: str = BOT) -> dict[str, Any]:
        number = self.number()
        url = f"https://github.example/{REPOSITORY}/issues/{number}"
        made = {
            "number": number, "title": title, "body": body, "labels": [{"name": name} for name in labels],
            "state": "open", "state_reason": None, "user": {"login": author}, "html_url": url,
        }  # fmt: skip
        self.issues[number] = made
        return made

    def merged(self, commit: str, head: str) -> None:
        """Note that a pull request became a commit."""
        self.pulls[commit] = [{"number": 7, "merged_at": "2026-11-23T12:00:00Z", "head": {"sha": head}}]

    def run(self, head: str, *, conclusion: str = "success", repository: str = REPOSITORY) -> int:
        number = self.number()
        self.runs.append({
            "id": number, "head_sha": head, "event": "pull_request", "conclusion": conclusion,
            "run_started_at": f"2026-11-23T12:00:{number % 60:02}Z", "head_repository": {"full_name": repository},
        })  # fmt: skip
        return number

    def artifact(self, run: int, name: str, data: bytes, *, expired: bool = False) -> None:
        number = self.number()
        entry = {"id": number, "name": name, "expired": expired, "created_at": f"2026-11-23T13:{number}"}
        self.artifacts.setdefault(run, []).append(entry)
        self.files[number] = data

    def comments_of(self, issue: int) -> list[dict[str, Any]]:
        return [one for one in self.comments.values() if one["issue"] == issue]


class _Handler(BaseHTTPRequestHandler):
    github: FakeGitHub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        self.github.requests.append(f"{self.command} {self.path}")
        fault = self._fault()
        if fault and not fault.done:
            self._fail(fault)
            return
        status, answer, headers = self._answer(body)
        if fault:
            self._fail(fault)
        else:
            self._send(status, answer, headers)

    do_GET = do_POST = do_PATCH = _handle  # noqa: N815  # the names that the library asks for

    def _fault(self) -> Fault | None:
        for fault in self.github.faults:
            if fault.method in {"", self.command}:
                self.github.faults.remove(fault)
                return fault
        return None

    def _fail(self, fault: Fault) -> None:
        if fault.dropped:
            self.close_connection = True
            self.connection.close()
        else:
            self._send(fault.status, fault.body, fault.headers)

    def _send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _answer(self, body: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}, {}
        if not parts.path.startswith(f"/repos/{REPOSITORY}/"):
            return 404, {"message": "Not Found"}, {}
        path = parts.path.removeprefix(f"/repos/{REPOSITORY}/")
        if len(str(body.get("body") or "")) > LONGEST:
            too_long = [{"message": "body is too long (maximum is 65536 characters)"}]
            return 422, {"message": "Validation Failed", "errors": too_long}, {}
        for method, pattern, answer in _ROUTES:
            if method == self.command and (found := re.fullmatch(pattern, path)):
                return answer(self.github, found.groups(), body, query)  # type: ignore[no-any-return,operator]  # one of the functions below
        return 404, {"message": "Not Found"}, {}


class _Storage(_Handler):
    """Where artifacts lie: another server, that must never see the token."""

    def _answer(self, body: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        if "Authorization" in self.headers:
            self.github.tokens_sent_elsewhere.append(self.headers["Authorization"])
        return 200, self.github.files[int(self.path.rpartition("/")[2])], {}

    do_GET = _Handler._handle  # noqa: N815  # the name that the library asks for


def _page(entries: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
    size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
    return entries[(page - 1) * size : page * size]


def _comments(github: FakeGitHub, found: Any, _body: Any, query: dict[str, str]) -> Any:
    return 200, _page(github.comments_of(int(found[0])), query), {}


def _new_comment(github: FakeGitHub, found: Any, body: dict[str, Any], _query: Any) -> Any:
    return 201, github.comment(int(found[0]), body["body"]), {}


def _changed_comment(github: FakeGitHub, found: Any, body: dict[str, Any], _query: Any) -> Any:
    github.comments[int(found[0])]["body"] = body["body"]
    return 200, github.comments[int(found[0])], {}


def _issues(github: FakeGitHub, _found: Any, _body: Any, query: dict[str, str]) -> Any:
    chosen = [
        one
        for one in github.issues.values()
        if one["state"] == query.get("state", "open")
        and ("labels" not in query or query["labels"] in {label["name"] for label in one["labels"]})
    ]
    return 200, _page(chosen, query), {}


def _new_issue(github: FakeGitHub, _found: Any, body: dict[str, Any], _query: Any) -> Any:
    return 201, github.issue(body["title"], body["body"], body["labels"]), {}


def _changed_issue(github: FakeGitHub, found: Any, body: dict[str, Any], _query: Any) -> Any:
    github.issues[int(found[0])].update(body)
    return 200, github.issues[int(found[0])], {}


def _pulls(github: FakeGitHub, found: Any, _body: Any, query: dict[str, str]) -> Any:
    return 200, _page(github.pulls.get(found[0], []), query), {}


def _runs(github: FakeGitHub, _found: Any, _body: Any, query: dict[str, str]) -> Any:
    chosen = [
        run
        for run in github.runs
        if (run["head_sha"], run["event"], run["conclusion"])
        == (query["head_sha"], query["event"], query["status"])
    ]
    return 200, {"total_count": len(chosen), "workflow_runs": _page(chosen, query)}, {}


def _artifacts(github: FakeGitHub, found: Any, _body: Any, query: dict[str, str]) -> Any:
    chosen = [one for one in github.artifacts.get(int(found[0]), []) if one["name"] == query["name"]]
    return 200, {"total_count": len(chosen), "artifacts": _page(chosen, query)}, {}


def _archive(github: FakeGitHub, found: Any, _body: Any, _query: Any) -> Any:
    return 302, b"", {"Location": f"{github.storage}/{found[0]}"}


_ROUTES: tuple[tuple[str, str, object], ...] = (
    ("GET", r"issues/(\d+)/comments", _comments),
    ("POST", r"issues/(\d+)/comments", _new_comment),
    ("PATCH", r"issues/comments/(\d+)", _changed_comment),
    ("GET", r"issues", _issues),
    ("POST", r"issues", _new_issue),
    ("PATCH", r"issues/(\d+)", _changed_issue),
    ("GET", r"commits/(\w+)/pulls", _pulls),
    ("GET", r"actions/workflows/plan\.yml/runs", _runs),
    ("GET", r"actions/runs/(\d+)/artifacts", _artifacts),
    ("GET", r"actions/artifacts/(\d+)/zip", _archive),
)


@contextmanager
def serving() -> Iterator[FakeGitHub]:
    """Serve on two free ports of loopback: GitHub, and the place where its artifacts lie."""
    github = FakeGitHub()
    servers = [
        ThreadingHTTPServer(("127.0.0.1", 0), type(kind.__name__, (kind,), {"github": github}))
        for kind in (_Handler, _Storage)
    ]
    github.url, github.storage = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    github.storage = github.storage.replace("127.0.0.1", "localhost")
    threads = [Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield github
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()
