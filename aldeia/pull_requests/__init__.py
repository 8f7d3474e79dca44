"""Pull requests: a plan made, told, kept, and applied as it was reviewed; and what differs from it later."""


class PipelineError(Exception):
    """A step cannot be done; the message says why and what to do."""
