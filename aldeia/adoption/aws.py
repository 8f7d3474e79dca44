"""AWS: what it answers, each question asked once, and its refusals as sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aldeia.adoption import AdoptionError

DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "AuthorizationErrorException",
    "UnauthorizedOperation",
)
NOT_TAKEN = (
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
)
CREDENTIALS = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to those with which you apply"
READING = "AWS's own policy ReadOnlyAccess has all that adopting needs"


class AbsentError(Exception):
    """AWS says that there is no such thing."""


class DeniedError(AdoptionError):
    """AWS does not let the caller ask this."""


class Aws:
    """Clients of AWS's services, by boto3's own chain of credentials; AWS_ENDPOINT_URL is obeyed."""

    def __init__(self) -> None:
        self._clients: dict[tuple[str, str], Any] = {}
        self._answers: dict[str, list[dict[str, Any]]] = {}

    def ask(
        self,
        service: str,
        action: str,
        parameters: Mapping[str, Any],
        region: str,
        *,
        absent: tuple[str, ...] = (),
    ) -> list[dict[str, Any]]:
        """Give every page of an answer; the same question is asked once.

        Raises AbsentError for one of the error codes `absent`, and AdoptionError for every other.
        """
        question = json.dumps([service, action, parameters, region], sort_keys=True)
        if question not in self._answers:
            with _sentences(service, region, absent):
                self._answers[question] = list(self._pages(service, action, parameters, region))
        return self._answers[question]

    def caller(self, region: str) -> dict[str, str]:
        """Say who asks: account and partition."""
        [answer] = self.ask("sts", "get_caller_identity", {}, region)
        return {"account": answer["Account"], "partition": answer["Arn"].split(":")[1]}

    def _pages(
        self, service: str, action: str, parameters: Mapping[str, Any], region: str
    ) -> Iterator[dict[str, Any]]:
        client = self._client(service, region)
        if client.can_paginate(action):
            yield from client.get_paginator(action).paginate(**parameters)
        else:
            yield getattr(client, action)(**parameters)

    def _client(self, service: str, region: str) -> Any:
        import boto3  # noqa: PLC0415  # half a second, which only this verb spends

        if (service, region) not in self._clients:
            self._clients[service, region] = boto3.client(service, region_name=region)
        return self._clients[service, region]


@contextmanager
def _sentences(service: str, region: str, absent: tuple[str, ...]) -> Iterator[None]:
    """Say botocore's errors for people."""
    from botocore import exceptions, parsers  # noqa: PLC0415  # as boto3

    try:
        yield
    except exceptions.ClientError as error:
        code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
        if code in absent:
            raise AbsentError from None
        action = f"{service}:{error.operation_name}"
        if code in DENIED:
            raise DeniedError(f"AWS does not let you call {action} in {region}; {READING}") from None
        if code in NOT_TAKEN:
            raise AdoptionError(f"AWS does not take these credentials ({code}); {CREDENTIALS}") from None
        raise AdoptionError(f"AWS answers {action} in {region} with {code}: {message}") from None
    except (exceptions.EndpointConnectionError, parsers.ResponseParserError) as error:
        raise AdoptionError(f"AWS cannot be reached: {str(error).splitlines()[0]}") from None
    except exceptions.BotoCoreError as error:
        raise AdoptionError(f"AWS cannot be asked: {str(error).rstrip('.')}; {CREDENTIALS}") from None
