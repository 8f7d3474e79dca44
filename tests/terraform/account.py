"""Account: what AWS answers after an apply, with names in the place of identifiers that differ from run to run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3

Answer = dict[str, Any]
PREFIXES = {"staging": "aldeia-staging", "production": "aldeia-prod", "variant": "aldeia-variant"}


class Account:
    """Asks AWS, at an endpoint, about one environment; the same question is asked once."""

    def __init__(self, endpoint: str, environment: str) -> None:
        self.environment = environment
        self.prefix = PREFIXES[environment]
        self.answers: dict[str, Answer] = {}
        self._endpoint = endpoint

    def client(self, service: str, region: str = "us-east-1") -> Any:
        """Give boto3's client of a service."""
        return boto3.client(
            service, region_name=region, endpoint_url=self._endpoint,
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip

    def ask(self, service: str, action: str, region: str = "us-east-1", **about: Any) -> Answer:
        """Give all pages of an answer, as `ask("rds", "describe_db_instances")`."""
        question = json.dumps([service, action, region, about])
        if question not in self.answers:
            if not self._endpoint:
                raise KeyError(question)
            client = self.client(service, region)
            if client.can_paginate(action):
                answer = client.get_paginator(action).paginate(**about).build_full_result()
            else:
                answer = getattr(client, action)(**about)
            self.answers[question] = {
                key: value for key, value in answer.items() if key != "ResponseMetadata"
            }
        return self.answers[question]

    def altered(self, question: str, answer: Answer) -> Account:
        """Give this account with another answer to one question; it asks AWS nothing new."""
        other = Account("", self.environment)
        other.answers = self.answers | {question: answer}
        return other

    def key(self, arn: str | None) -> str | None:
        """Give a key's alias; what has none is given as it came."""
        if arn is None:
            return None
        place, _, key_id = arn.partition(":key/")
        region = place.split(":")[3] if place.count(":") > 3 else "us-east-1"
        for alias in self.ask("kms", "list_aliases", region)["Aliases"]:
            if alias.get("TargetKeyId") == key_id:
                return str(alias["AliasName"])
        return arn

    def security_group(self, group_id: str) -> str:
        """Give a security group's name."""
        for group in self.ask("ec2", "describe_security_groups")["SecurityGroups"]:
            if group["GroupId"] == group_id:
                return str(group["GroupName"])
        return group_id

    def subnet(self, subnet_id: str) -> str:
        """Give a subnet's name and block."""
        for subnet in self.subnets():
            if subnet["SubnetId"] == subnet_id:
                return f"{name_of(subnet)} {subnet['CidrBlock']} {subnet['AvailabilityZone']}"
        return subnet_id

    def subnets(self) -> Iterator[Answer]:
        """Give the subnets that have a name: a default VPC's have none."""
        for subnet in self.ask("ec2", "describe_subnets")["Subnets"]:
            if name_of(subnet):
                yield subnet


def name_of(resource: Answer) -> str:
    """Give a resource's tag Name, or nothing."""
    return tags_of(resource.get("Tags", [])).get("Name", "")


def tags_of(tags: list[dict[str, str]]) -> dict[str, str]:
    """Give AWS's list of tags as keys and values."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def last_part(arn: str | None) -> str | None:
    """Give what follows an ARN's last slash or colon: a role's or a topic's name."""
    return None if arn is None else arn.replace("/", ":").rsplit(":", 1)[1]
