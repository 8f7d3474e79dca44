"""Encryption: how our keys are kept. That everything is encrypted with them is not a setting."""

from typing import Annotated

from aldeia.manifest.limits import Within
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration


class Encryption(Section):
    """The customer-managed keys of one environment."""

    key_rotation: Annotated[Duration, Within("90 days", "2560 days", whole="day")]
    """KMS makes new key material this often; old data stays readable."""
    key_deletion_window: Annotated[Duration, Within("7 days", "30 days", whole="day")]
    """How long a deleted key can be brought back."""
