"""Database groups: parameter groups, subnet groups, and the copies of backups in a second region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
from aldeia.review.sources import RDS_PARAMETERS, RDS_REPLICATED, RDS_VPC
from aldeia.review.tables.common import (
    CREATED,
    DATA_LOSS,
    NOTHING,
    NOW,
    ONLINE,
    REBOOT,
    RESTART,
    SECONDS,
    TAG_ROWS,
    in_the_way,
    less,
    loses,
    online,
    quiet,
    same_name,
    unknown,
)
from aldeia.review.verdict import Effect, Gate, Step, Table, always, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference


def _static(difference: Difference, _context: Context) -> bool:
    """Say whether a parameter waits for a reboot: by its nature, or because it is told to."""
    known = POSTGRESQL_15.get(difference.part)
    block = difference.after or difference.before or {}
    return (known is not None and known.static) or block.get("apply_method") == "pending-reboot"


def _unheard(difference: Difference, _context: Context) -> bool:
    return difference.unknown or difference.part not in POSTGRESQL_15


_LOST = always(
    Effect(
        DATA_LOSS, NOW, NOTHING, "The copies in the second region are deleted for good: the loss of the first is then the loss of all backups",
        RDS_REPLICATED, Gate.DELETE,
    )
)  # fmt: skip

PARAMETER_GROUP = Table(
    created=CREATED,
    deleted=quiet("AWS deletes a parameter group only when no instance uses it", RDS_PARAMETERS),
    replaced=(in_the_way(RDS_PARAMETERS), *online("A new group is made beside the old one, which goes when nothing uses it; when its values count, the row of the instance says", RDS_PARAMETERS)),
    attributes={
        "parameter": (
            when("it is static, or told to wait (pending-reboot)", _static, Effect(RESTART, REBOOT, "minutes, when somebody reboots it",
                "AWS keeps the value for the next restart and makes none for it: it comes with yours, or with one that maintenance makes; connections break then, not before", RDS_PARAMETERS, after=(Step.REBOOT_DATABASE,))),
            when("it is not in the catalog", _unheard, unknown("aldeia does not know this parameter: see whether it is static, and add it to aldeia/catalog/postgresql_parameters.py")),
            otherwise(Effect(ONLINE, NOW, SECONDS, "The value counts for every session within moments, without a restart", RDS_PARAMETERS)),
        ),
        "skip_destroy": quiet("Only says whether Terraform deletes the group or leaves it behind", RDS_PARAMETERS),
        **TAG_ROWS,
    },
    forcing=frozenset({"description", "family", "name", "name_prefix"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

SUBNET_GROUP = Table(
    created=CREATED,
    deleted=quiet("AWS deletes a subnet group only when no instance uses it", RDS_VPC),
    replaced=(same_name(RDS_VPC), *online("A new group is made; what becomes of the instance that is in the old one, its own row says", RDS_VPC)),
    attributes={
        "subnet_ids": (
            when("one is taken out, or it is not known before the apply", lambda d, c: d.unknown or loses(d, c), Effect(ONLINE, NOW, SECONDS,
                "Standbys, and instances made later, may be in other subnets; the running one stays where it is, and AWS refuses to take its subnet out", RDS_VPC, may_fail="the instance, or its standby, is in a subnet that is taken out")),
            otherwise(Effect(ONLINE, NOW, SECONDS, "Standbys, and instances made later, may be in other subnets; the running one stays where it is", RDS_VPC)),
        ),
        "description": quiet("A description", RDS_VPC),
        **TAG_ROWS,
    },
    forcing=frozenset({"name", "name_prefix"}),
    computed=frozenset({"arn", "id", "supported_network_types", "vpc_id"}),
)  # fmt: skip

BACKUPS_REPLICATION = Table(
    created=CREATED,
    deleted=_LOST,
    replaced=always(
        Effect(
            DATA_LOSS, NOW, "until the first new copy is there", "The copies in the second region are deleted for good, and copying starts anew with what the first region has",
            RDS_REPLICATED, Gate.REPLACE,
        )
    ),
    attributes={
        # The provider replaces for it today; AWS could change it in place.
        "retention_period": (
            when("shorter", less, Effect(ONLINE, NOW, NOTHING, "Copies older than that are deleted for good", RDS_REPLICATED, Gate.SHORTEN_RETENTION)),
            otherwise(Effect(ONLINE, NOW, NOTHING, "Copies are kept for longer", RDS_REPLICATED)),
        ),
    },
    forcing=frozenset({"kms_key_id", "source_db_instance_arn", "pre_signed_url"}),
    computed=frozenset({"id"}),
)  # fmt: skip
