"""Adoption: what lives in AWS under the stack's names and is not in Terraform's state, as import blocks."""


class AdoptionError(Exception):
    """Nothing was written; the message says why, in a sentence for each fault."""
