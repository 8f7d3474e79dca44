"""Recovery: what is promised, what is kept elsewhere, and what may be destroyed."""

from typing import Annotated, Literal

from pydantic import StrictBool

from aldeia.manifest.limits import Counter, Matching, Within
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration

Region = Annotated[str, Matching(r"[a-z]{2}(-[a-z]+)+-[0-9]", "a region as us-east-1")]


class Promise(Section):
    """What users are told they lose, and for how long they wait, when a store is lost."""

    rpo: Duration
    """Recovery point objective: the most data, in time, that is lost."""
    rto: Duration
    """Recovery time objective: the longest the store is away."""


class CrossRegionBackups(Section):
    """A copy of the database's automated backups in another region."""

    enabled: StrictBool
    """Whether there is one."""
    region: Region
    """Where it is; without effect while there is none."""
    retention: Annotated[Duration, Within("1 day", "35 days", whole="day")]
    """How long it is kept there."""


class Recovery(Section):
    """The promises and the means."""

    database: Promise
    cache: Promise
    cache_data: Literal["durable", "rebuildable"]
    """Whether the application can make the cache's content again."""
    cross_region_backups: CrossRegionBackups
    secret_recovery_window: Annotated[Duration, Within("0 days", "30 days", whole="day")]
    """How long a deleted secret can be brought back; 0 days: at once gone, and its name free again."""
    may_be_destroyed: StrictBool
    """Whether `terraform destroy` may remove the stores. false: Terraform refuses to plan it."""
    final_snapshot: StrictBool
    """Whether a last snapshot of each store is taken when it is destroyed."""
    final_snapshot_number: Counter
    """Part of the last snapshots' names; raise it after a destroy, a name is taken only once."""
