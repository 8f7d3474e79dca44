from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import make_instance
from tests.emulator.test_create_event_subscription import subscribe, topic


def found(rds: Any) -> Any:
    [one] = rds.describe_event_subscriptions(SubscriptionName="mine")["EventSubscriptionsList"]
    return one


def test_what_is_named_is_changed_and_the_rest_stays(client: Client) -> None:
    rds = client("rds")
    subscribe(rds, topic(client, open_to_rds=True))

    rds.modify_event_subscription(SubscriptionName="mine", EventCategories=["failure", "deletion"])

    assert sorted(found(rds)["EventCategoriesList"]) == ["deletion", "failure"]
    assert (found(rds)["SourceType"], found(rds)["Enabled"]) == ("db-instance", True)


def test_an_instance_is_added_and_taken_away(client: Client) -> None:
    rds = client("rds")
    subscribe(rds, topic(client, open_to_rds=True))
    name = make_instance(rds)["DBInstanceIdentifier"]

    rds.add_source_identifier_to_subscription(SubscriptionName="mine", SourceIdentifier=name)
    assert found(rds)["SourceIdsList"] == [name]
    rds.remove_source_identifier_from_subscription(SubscriptionName="mine", SourceIdentifier=name)
    assert found(rds)["SourceIdsList"] == []


def test_a_subscription_that_is_not_there_cannot_be_changed(client: Client) -> None:
    with pytest.raises(ClientError, match="SubscriptionNotFound"):
        client("rds").modify_event_subscription(SubscriptionName="gone", EventCategories=["failure"])
