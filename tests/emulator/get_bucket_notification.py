"""GetBucketNotificationConfiguration: moto keeps that a bucket tells EventBridge, and leaves it out of its answer.

The provider would then plan it anew for ever. Could be offered to moto.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.responses import S3Response

from tests.emulator.extension import corrects


@corrects(S3Response)
def get_bucket_notification(motos_own: Callable[..., Any], self: S3Response) -> Any:
    kept = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if kept is None or kept.event_bridge is None or kept.topic or kept.queue or kept.cloud_function:
        return motos_own(self)
    self.data["Action"] = "GetBucketNotificationConfiguration"
    return self.serialized(ActionResult({"EventBridgeConfiguration": {}}))
