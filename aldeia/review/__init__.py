"""Review: what a Terraform plan does to the data, when, and whether it may be merged."""


class ReviewError(Exception):
    """The review cannot be made; the message says why and what to do, in a sentence for each fault."""
