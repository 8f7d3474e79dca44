"""Access: three security groups; the stores are open to the application's group and to nothing else."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from aldeia.manifest.network import Network
from aldeia.naming import Names
from stacks.addresses import at


class Access(Construct):
    """Who may open a connection to what."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        network: Network,
        vpc_id: str,
        database_port: int,
        cache_port: int,
    ) -> None:
        super().__init__(scope, id_)
        self._vpc_id = vpc_id
        created = network.application_security_group == "create"
        self.application_security_group_id = network.application_security_group
        if created:
            self.application_security_group_id = self._group(
                "application",
                names.application_security_group,
                "The application, which alone reaches the stores",
            )
        self.database_security_group_id = self._group(
            "database", names.database_security_group, "PostgreSQL, open to the application only"
        )
        self.cache_security_group_id = self._group(
            "cache", names.cache_security_group, "Redis, open to the application only"
        )
        self._open("database", self.database_security_group_id, database_port, from_created_group=created)
        self._open("cache", self.cache_security_group_id, cache_port, from_created_group=created)

    def _group(self, key: str, name: str, description: str) -> str:
        group = at(
            key,
            SecurityGroup(
                self,
                f"{key}-group",
                name=name,
                description=description,
                vpc_id=self._vpc_id,
                tags={"Name": name},
            ),
        )
        return group.id

    def _open(self, store: str, group_id: str, port: int, *, from_created_group: bool) -> None:
        """Open one port of a store to the application; a group of ours is also let out to it, an existing one is not ours to change."""
        at(
            f"{store}_from_application",
            VpcSecurityGroupIngressRule(
                self,
                f"{store}-from-application",
                security_group_id=group_id,
                referenced_security_group_id=self.application_security_group_id,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                description=f"The application to the {store}",
            ),
        )
        if from_created_group:
            at(
                f"application_to_{store}",
                VpcSecurityGroupEgressRule(
                    self,
                    f"application-to-{store}",
                    security_group_id=self.application_security_group_id,
                    referenced_security_group_id=group_id,
                    ip_protocol="tcp",
                    from_port=port,
                    to_port=port,
                    description=f"The application to the {store}",
                ),
            )
