"""ListTagsForResource of ElastiCache: moto refuses the ARNs of parameter groups and user groups (InvalidARN).

AWS answers their tags. Could be offered to moto as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from moto.elasticache.models import ElastiCacheBackend

from tests.emulator.extension import corrects

OF_A_GROUP = re.compile(r"arn:aws[\w-]*:elasticache:[\w-]+:\d{12}:(parametergroup|usergroup):.+")


@corrects(ElastiCacheBackend)
def list_tags_for_resource(
    motos_own: Callable[..., dict[str, list[dict[str, str]]]], self: ElastiCacheBackend, arn: str
) -> dict[str, list[dict[str, str]]]:
    if OF_A_GROUP.fullmatch(arn):
        return self.tagging_service.list_tags_for_resource(arn)
    return motos_own(self, arn)
