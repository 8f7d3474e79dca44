"""Scan: checkov over the Terraform JSON, and the findings that we live with, each with its reason."""


class ScanError(Exception):
    """The scan proves nothing; the message says why, in a sentence for each fault."""
