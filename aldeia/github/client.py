"""Client: one request at a time to GitHub's REST API, and what of its faults passes by itself."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from aldeia.github import GitHubError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Result = TypeVar("Result")

API = "https://api.github.com"
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each further try, where GitHub does not say itself how long to wait."""
LONGEST_PAUSE = 120.0
PAGE = 100
"""As many entries a page as GitHub gives."""
TIMEOUT = urllib3.Timeout(connect=10, read=60)
PASSING = {429, 500, 502, 503, 504}
REMEDIES = {
    401: "GITHUB_TOKEN is not valid here",
    403: "give the job its permission: issues: write, pull-requests: write or actions: read",
    404: "check the repository's name, the number, and that the token may see it",
    422: "GitHub does not take what was sent",
}


class PassingError(GitHubError):
    """GitHub could not answer now, and may in a moment."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait
        """Seconds, where GitHub says how long."""


class GitHub:
    """One repository, and the token that may write to it."""

    def __init__(self, repository: str, token: str, api: str = API) -> None:
        self.repository = repository
        self._api = api.rstrip("/")
        self._token = token
        self._pool = _pool(self._api)

    @staticmethod
    def from_environment(variables: Mapping[str, str]) -> GitHub:
        """Use what GitHub Actions sets: GITHUB_REPOSITORY, GITHUB_API_URL, and GITHUB_TOKEN, which a job has to hand on."""
        for name, what in (("GITHUB_REPOSITORY", "as aldeia/data-tier"), ("GITHUB_TOKEN", "that may write")):
            if not variables.get(name):
                raise GitHubError(f"{name} is not set; set it to the repository's, {what}")
        api = variables.get("GITHUB_API_URL") or API
        return GitHub(variables["GITHUB_REPOSITORY"], variables["GITHUB_TOKEN"], api)

    def get(self, path: str, **query: str | int) -> Any:
        """Ask for one thing below the repository."""
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path)

    def every(self, path: str, key: str = "", **query: str | int) -> Iterator[dict[str, Any]]:
        """Give all entries of a list, page by page; `key` names the list where the answer is an object."""
        page = 1
        while True:
            answer = self.get(path, **query, per_page=PAGE, page=page)
            entries = answer[key] if key else answer
            yield from entries
            if len(entries) < PAGE:
                return
            page += 1

    def send(self, method: str, path: str, **body: object) -> Any:
        """Make or change something below the repository."""
        return self._send(method, path, json.dumps(body).encode())

    def download(self, path: str) -> bytes:
        """Give a file, from wherever GitHub sends us for it; the token stays with GitHub."""
        return bytes(self._send("GET", path, binary=True))

    def _send(self, method: str, path: str, body: bytes | None = None, *, binary: bool = False) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": "aldeia",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        url = f"{self._api}/repos/{self.repository}/{path}"
        # Nothing is tried again here: a POST whose answer was lost may have been heard (`persistently`).
        once = Retry(connect=0, read=0, status=0, other=0, redirect=3, respect_retry_after_header=False)
        try:
            answer = self._pool.request(
                method, url, body=body, headers=headers, timeout=TIMEOUT, retries=once
            )
        except HTTPError as error:
            raise PassingError(f"{method} {path}: GitHub cannot be reached: {_reason(error)}") from error
        if answer.status >= 400:  # noqa: PLR2004  # HTTP's own bound between good and bad
            raise _fault(f"{method} {path.partition('?')[0]}", answer)
        return answer.data if binary else _json(f"{method} {path}", answer.data)


def persistently(action: Callable[[], Result], pauses: tuple[float, ...] = PAUSES) -> Result:
    """Do something that may be done again from its start, until it succeeds or fails for good.

    The action looks before it writes, each time: what was written by a try whose answer was lost is found, and not
    written twice. Raises GitHubError with the last fault.
    """
    for pause in pauses:
        try:
            return action()
        except PassingError as error:
            time.sleep(min(pause if error.wait is None else error.wait, LONGEST_PAUSE))
    try:
        return action()
    except PassingError as error:
        raise GitHubError(f"{error}; tried {len(pauses) + 1} times, run it again later") from error


def _pool(api: str) -> urllib3.PoolManager:
    parts = urlsplit(api)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()


def _fault(request: str, answer: urllib3.BaseHTTPResponse) -> GitHubError:
    said = _said(answer.data)
    message = f"{request}: GitHub answers {answer.status}{f', {said}' if said else ''}"
    wait = answer.headers.get("Retry-After")
    # Its limits are told as 429, or as 403 with how long to wait or with no request left.
    limited = answer.status == 403 and (wait or answer.headers.get("X-RateLimit-Remaining") == "0")  # noqa: PLR2004  # forbidden
    if answer.status in PASSING or limited:
        return PassingError(message, float(wait) if wait and wait.isdigit() else None)
    return GitHubError(f"{message}; {REMEDIES.get(answer.status, 'see what GitHub says of it')}")


def _said(data: bytes) -> str:
    try:
        document = json.loads(data)
    except ValueError:
        return ""
    if not isinstance(document, dict):
        return ""
    details = [one.get("message", "") for one in document.get("errors") or () if isinstance(one, dict)]
    return ": ".join(filter(None, [str(document.get("message", "")), *details]))


def _json(request: str, data: bytes) -> Any:
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError as error:
        raise PassingError(f"{request}: GitHub's answer is not JSON") from error


def _reason(error: HTTPError) -> str:
    cause = getattr(error, "reason", None) or error
    return type(cause).__name__.removesuffix("Error")
