"""ModifyEventSubscription, AddSourceIdentifierToSubscription, RemoveSourceIdentifierFromSubscription: moto lacks them.

AWS changes what is named and leaves the rest, and answers the subscription. Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.rds.exceptions import SubscriptionNotFoundError
from moto.rds.models import EventSubscription
from moto.rds.responses import RDSResponse

from tests.emulator.create_event_subscription import refuse_sources, refuse_topic
from tests.emulator.extension import adds

CHANGEABLE = {
    "SnsTopicArn": "sns_topic_arn",
    "SourceType": "source_type",
    "EventCategories": "event_categories",
    "Enabled": "enabled",
}


@adds(RDSResponse)
def modify_event_subscription(self: RDSResponse) -> ActionResult:
    subscription = _named(self)
    if "SnsTopicArn" in self.params:
        refuse_topic(self.backend, self.params["SnsTopicArn"])
    for parameter, attribute in CHANGEABLE.items():
        if parameter in self.params:
            setattr(subscription, attribute, self.params[parameter])
    return ActionResult({"EventSubscription": subscription})


@adds(RDSResponse)
def add_source_identifier_to_subscription(self: RDSResponse) -> ActionResult:
    subscription, name = _named(self), self.params["SourceIdentifier"]
    refuse_sources(self.backend, [name])
    subscription.source_ids = [*subscription.source_ids, name]
    return ActionResult({"EventSubscription": subscription})


@adds(RDSResponse)
def remove_source_identifier_from_subscription(self: RDSResponse) -> ActionResult:
    subscription, name = _named(self), self.params["SourceIdentifier"]
    subscription.source_ids = [one for one in subscription.source_ids if one != name]
    return ActionResult({"EventSubscription": subscription})


def _named(response: RDSResponse) -> EventSubscription:
    name = response.params["SubscriptionName"]
    found = response.backend.event_subscriptions.get(name)
    if found is None:
        raise SubscriptionNotFoundError(name)
    return found
