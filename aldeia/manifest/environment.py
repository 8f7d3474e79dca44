"""Manifest: everything that one environment is."""

from collections.abc import Mapping
from typing import Annotated

from aldeia.manifest.alarms import Alarms
from aldeia.manifest.cache import Cache
from aldeia.manifest.database import Database
from aldeia.manifest.encryption import Encryption
from aldeia.manifest.limits import Matching
from aldeia.manifest.network import Network
from aldeia.manifest.recovery import Recovery, Region
from aldeia.manifest.section import Section
from aldeia.manifest.state import State
from aldeia.manifest.waiver import Waiver

TagText = Annotated[
    str, Matching(r"[\w .:/=+@-]{1,128}", "1 to 128 letters, digits, spaces and . : / = + @ - _")
]


class Manifest(Section):
    """One environment of the data tier."""

    project: Annotated[
        str, Matching(r"(?=.{2,12}$)[a-z](-?[a-z0-9])*", "2 to 12 lower-case letters, digits and single -")
    ]
    """First part of every name."""
    environment: Annotated[
        str,
        Matching(
            r"(?!bootstrap$)(?=.{2,16}$)[a-z](-?[a-z0-9])*",
            "2 to 16 lower-case letters, digits and single -, and not bootstrap",
        ),
    ]
    """The environment's full name: the stack, the secrets' path."""
    stage: Annotated[
        str, Matching(r"(?=.{2,8}$)[a-z](-?[a-z0-9])*", "2 to 8 lower-case letters, digits and single -")
    ]
    """The environment's short name, the second part of every name."""
    region: Region
    """Where everything is, but for the copies of backups that recovery names."""
    owner: TagText
    """The team that answers for this environment; the `Owner` tag."""
    tags: Mapping[TagText, TagText]
    """Further tags of every resource."""
    permissions_boundary: (
        Annotated[str, Matching(r"[A-Za-z0-9_+=,.@-]{1,128}", "the name of an IAM policy of the account")]
        | None
    ) = None
    """The IAM policy that bounds the roles made here, whoever writes their own policies; null: none does."""
    state: State
    network: Network
    encryption: Encryption
    database: Database
    cache: Cache
    alarms: Alarms
    recovery: Recovery
    waivers: tuple[Waiver, ...] = ()
    """Rules that this environment may break, each with its reason and its end."""

    @property
    def stack_name(self) -> str:
        return f"{self.project}-{self.environment}"
