from __future__ import annotations

from tests.emulator.conftest import Client


def test_a_bucket_that_tells_the_event_bus_says_so(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="told")
    s3.put_bucket_notification_configuration(
        Bucket="told", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )

    assert s3.get_bucket_notification_configuration(Bucket="told")["EventBridgeConfiguration"] == {}


def test_another_bucket_does_not(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="silent")

    assert "EventBridgeConfiguration" not in s3.get_bucket_notification_configuration(Bucket="silent")
