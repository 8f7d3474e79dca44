"""Connections: how the application's URLs are written, always with TLS and always verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aldeia.manifest.cache import Cache
    from aldeia.manifest.database import Database
    from aldeia.naming import Names

CA_BUNDLE = "/etc/ssl/rds/global-bundle.pem"
"""Where the application's image keeps AWS's certificates: truststore.pki.rds.amazonaws.com/global/global-bundle.pem."""
VERIFIED_TLS = f"sslmode=verify-full&sslrootcert={CA_BUNDLE}"


def database_url(database: Database, *, password: str, host: str) -> str:
    """Write the PostgreSQL URL; password and host may be Terraform expressions, the password already encoded."""
    return (
        f"postgresql://{database.username}:{password}@{host}:{database.port}/{database.name}?{VERIFIED_TLS}"
    )


def redis_url(cache: Cache, names: Names, *, token: str | None, host: str) -> str:
    """Write the Redis URL; without a token the user logs in with a short-lived one that IAM signs."""
    login = f":{token}" if token else names.cache_user
    return f"rediss://{login}@{host}:{cache.port}"
