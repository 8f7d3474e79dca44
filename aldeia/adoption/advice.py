"""Advice: what an operator has to know before applying an adoption: passwords, tokens, names, and what must be waited for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aldeia.adoption.kinds import KINDS
from aldeia.adoption.outcome import Outcome
from aldeia.adoption.search import Found, Search, look

_STORED = re.compile(r"aws_secretsmanager_secret_version\.(?P<key>\w+)\.secret_string")
PASSWORDS = {"password_wo": "password", "auth_token": "AUTH token"}


def advice(search: Search, outcome: Outcome) -> list[str]:
    """Give a sentence for each, in the order of the addresses."""
    sentences = [sentence for one in outcome.found for sentence in _of(search, one)]
    return [*sentences, *_stores_left_behind(search)]


def _of(search: Search, found: Found) -> Iterator[str]:
    kind = KINDS[found.address.partition(".")[0]]
    if kind.settled is not None:
        path, settled = kind.settled
        status = look(path, found.thing)
        if status != settled:
            yield f"{found.address}: {found.import_id} is {status}; wait until it is {settled} before you apply"
    yield from _version(search, found)
    yield from _extended_support(found)
    for argument, noun in PASSWORDS.items():
        secret = _secret(search, found.address, argument)
        if secret is not None:
            yield f"{found.address}: {_consequence(noun, *secret)}"


def _version(search: Search, found: Found) -> Iterator[str]:
    """A major version alone is what the manifest may say; after an import the provider sends it as a change."""
    wanted = search.stack.resources[found.address].arguments.get("engine_version")
    is_so = found.thing.get("EngineVersion")
    if found.address.startswith("aws_db_instance.") and wanted and is_so and wanted != is_so:
        yield (
            f"{found.address}: the apply asks for version {wanted} and it has {is_so}: RDS may upgrade it, with a restart; "
            f'to stay, write engine_version: "{is_so}" into the manifest'
        )


def _extended_support(found: Found) -> Iterator[str]:
    """The provider (5.100) takes this argument when it makes a database, and sends no change of it."""
    wanted, is_so = found.asked_for.get("engine_lifecycle_support"), found.thing.get("EngineLifecycleSupport")
    if wanted and is_so and wanted != is_so:
        yield (
            f"{found.address}: Extended Support is {is_so}, and Terraform does not change it, though every plan would say so: "
            f"aws rds modify-db-instance --db-instance-identifier {found.import_id} --engine-lifecycle-support {wanted} "
            f"--apply-immediately --region {found.asked_for['region']}"
        )


def _consequence(noun: str, secret: str, stored: bool) -> str:  # noqa: FBT001  # one sentence or the other
    if noun == "AUTH token":
        which = f"the one in {secret}" if stored else f"a new one, which {secret} will hold"
        return f"the apply sends its AUTH token anew: {which}; the present one goes on working beside it"
    if stored:
        return (
            f"the apply sets its password to the one in {secret}; "
            "if Terraform made it, that is the one it has, if somebody else did, the old one ends"
        )
    return (
        f"the apply sets its password to a new one, which {secret} will hold, and the old one ends; "
        "be ready to restart what uses it"
    )


def _stores_left_behind(search: Search) -> Iterator[str]:
    """A secret that is stored anew while its store is in the state: the store would not hear of it."""
    for address in search.stack.resources:
        if address not in search.state:
            continue
        secret = _secret(search, address, "password_wo")
        if secret is not None and not secret[1]:
            yield (
                f"{address}: is in the state, and the version of {secret[0]} is not: the apply stores a new password "
                "that the database does not know; raise database.password_version in the manifest by one, then synth"
            )


def _secret(search: Search, address: str, argument: str) -> tuple[str, bool] | None:
    """Give the name of the secret that an argument is read from, and whether its value is in AWS and in the state."""
    expression = search.stack.resources[address].arguments.get(argument)
    reference = _STORED.search(expression) if isinstance(expression, str) else None
    if reference is None:
        return None
    secret = search.stack.resources[f"aws_secretsmanager_secret.{reference['key']}"]
    return secret.arguments["name"], f"aws_secretsmanager_secret_version.{reference['key']}" in search.state
