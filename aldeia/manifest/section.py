"""The closed, frozen base of every part of a manifest."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A group of settings that takes no key it does not know and never changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
