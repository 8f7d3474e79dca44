"""GitHub: comments, issues and artifacts, through its REST API."""


class GitHubError(Exception):
    """GitHub refused, or could not be asked; the message says what and what to do."""
