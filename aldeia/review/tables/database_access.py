"""Database access: passwords, logins, groups and addresses of an aws_db_instance."""

from __future__ import annotations

from aldeia.review.sources import (
    RDS_CERTIFICATES,
    RDS_PARAMETERS,
    RDS_RENAME,
    RDS_SAME_VPC,
    RDS_SETTINGS,
    RDS_VPC,
)
from aldeia.review.tables.common import (
    DEFERRABLE,
    DEGRADED,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    REBOOT,
    RESTART,
    SECONDS,
    gains,
    online,
    turned_off,
)
from aldeia.review.tables.database_capacity import FROM_SNAPSHOT
from aldeia.review.verdict import Effect, Gate, Rule, Step, always, each, otherwise, when

ATTRIBUTES: dict[str, Rule] = {
    "password_wo_version": always(Effect(DEGRADED, NOW, "until every client has read the secret again",
        "The master password changes: open connections stay, new ones with the old password are refused", RDS_SETTINGS, after=(Step.RESTART_APPLICATION, Step.WATCH_LOGINS), shuts_out="new connections with the old password")),
    **each("password manage_master_user_password master_user_secret_kms_key_id", always(Effect(DEGRADED, NOW, "until every client has the new password",
        "The master password changes: open connections stay, new ones with the old password are refused", RDS_SETTINGS, after=(Step.RESTART_APPLICATION,), shuts_out="new connections with the old password"))),
    "iam_database_authentication_enabled": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "until the clients log in otherwise",
            "Who logs in by IAM is refused", RDS_SETTINGS, after=(Step.WATCH_PENDING,), shuts_out="logins by IAM")),
        otherwise(Effect(ONLINE, DEFERRABLE, "minutes",
            "IAM may log in too, where a user has rds_iam; passwords work as before", RDS_SETTINGS, after=(Step.WATCH_PENDING,))),
    ),
    "ca_cert_identifier": always(Effect(RESTART, DEFERRABLE, "minutes",
        "The server's certificate changes; the instance restarts unless its version takes it without, and clients that trust only the old authority are refused", RDS_CERTIFICATES, after=(Step.WATCH_PENDING,))),
    "parameter_group_name": always(Effect(RESTART, REBOOT, "minutes, once somebody reboots it",
        "Another parameter group: none of its values count before a reboot, which AWS does not make by itself", RDS_PARAMETERS, after=(Step.REBOOT_DATABASE,))),
    "option_group_name": online("Options change; PostgreSQL has none that restart", RDS_SETTINGS),
    "db_subnet_group_name": (
        when("the security groups stay, so the VPC does", lambda _d, c: not c.changes("vpc_security_group_ids"), Effect(NONE, NOW, NOTHING,
            "AWS moves an instance to a group of another VPC only: within one it refuses, and the apply would fail here and leave the rest undone; change the subnets of the group that it has", RDS_SAME_VPC, refused=True)),
        otherwise(Effect(RESTART, DEFERRABLE, "minutes, and until every client reaches it in the other VPC",
            "The instance moves to the subnets of another VPC, and its address changes", RDS_VPC, before=FROM_SNAPSHOT, after=(Step.WATCH_PENDING,))),
    ),
    "vpc_security_group_ids": (
        when("one is added", gains, Effect(ONLINE, NOW, SECONDS, "Whoever the added security group lets in may connect", RDS_SETTINGS, Gate.WIDEN)),
        otherwise(Effect(DEGRADED, NOW, "until the groups that are left let the clients in",
            "A security group no longer lets its clients in", RDS_SETTINGS, shuts_out="clients of the group that is taken away")),
    ),
    "port": always(Effect(RESTART, NOW, "minutes, and until every client knows the new port",
        "The port changes and the instance restarts at once, whatever apply_immediately says", RDS_SETTINGS, after=(Step.RESTART_APPLICATION,))),
    "publicly_accessible": (
        when("switched off", turned_off, Effect(DEGRADED, NOW, "for good",
            "The address resolves to a private one everywhere", RDS_SETTINGS, shuts_out="clients from outside")),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The instance gets a public address", RDS_SETTINGS, Gate.WIDEN)),
    ),
    "network_type": always(Effect(RESTART, DEFERRABLE, "minutes", "The kinds of address change; downtime is possible", RDS_SETTINGS)),
    "identifier": always(Effect(RESTART, DEFERRABLE, "minutes, and until every client knows the new address",
        "The instance restarts under another name: its address, its metrics, and the alarms and log groups that name it change", RDS_RENAME, after=(Step.RESTART_APPLICATION,))),
}  # fmt: skip
