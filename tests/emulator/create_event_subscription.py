"""CreateEventSubscription: moto takes any topic and any source.

RDS tries the topic before it answers, and refuses one that it may not publish to; and it refuses an instance that is
not there. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from moto.rds.exceptions import RDSClientError
from moto.rds.models import EventSubscription, RDSBackend
from moto.sns.models import sns_backends

from tests.emulator.extension import corrects


@corrects(RDSBackend)
def create_event_subscription(
    motos_own: Callable[..., EventSubscription], self: RDSBackend, settings: dict[str, Any]
) -> EventSubscription:
    refuse_topic(self, settings["sns_topic_arn"])
    refuse_sources(self, settings.get("source_ids") or [])
    # AWS's default; moto's is off.
    return motos_own(self, {"enabled": True, **settings})


def refuse_topic(backend: RDSBackend, arn: str) -> None:
    """Raise what RDS says of a topic that is not there, or that does not let it publish."""
    topic = sns_backends[backend.account_id][backend.region_name].topics.get(arn)
    if topic is None:
        raise RDSClientError("SNSTopicArnNotFound", f"SNS topic {arn} does not exist.")
    if "events.rds.amazonaws.com" not in topic.policy:
        raise RDSClientError("SNSNoAuthorization", f"You do not have permission to publish to {arn}.")


def refuse_sources(backend: RDSBackend, ids: Iterable[str]) -> None:
    """Raise what RDS says of an instance that is not there."""
    for name in ids:
        if name not in backend.databases:
            raise RDSClientError("SourceNotFound", f"DB Instance {name} not found.")
