"""All that is read back after an apply, by what it is about."""

from __future__ import annotations

from tests.terraform.promised import cache, database, encryption, log, monitoring, network, secrets, telling

PROMISES = {
    **database.PROMISES,
    **cache.PROMISES,
    **network.PROMISES,
    **encryption.PROMISES,
    **secrets.PROMISES,
    **monitoring.PROMISES,
    **log.PROMISES,
    **telling.PROMISES,
}
