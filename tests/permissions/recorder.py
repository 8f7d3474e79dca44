"""Recorder: what Terraform asks of AWS, written down as it comes in and before it is answered."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Parameters = dict[str, Any]

ACCOUNT = "123456789012"
_SIGNED = re.compile(r"Credential=[^/]+/\d+/(?P<region>[\w-]+)/(?P<service>[\w-]+)/aws4_request")
_EC2_ID = re.compile(r"(?:vpc|subnet|sg|sgr|rtb|acl|fl)-[0-9a-f]{8,}")
_IN_POLICIES = {"monitoring": "cloudwatch"}
"""What a service is called in policies, where its requests are signed with another name."""


@dataclass(frozen=True)
class Request:
    """One request, as AWS would judge it."""

    service: str
    """As policies call it."""
    region: str
    operation: str
    """As the API calls it; for S3 the method, and whether it is of a bucket or an object."""
    parameters: Parameters
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    """Tags of each resource of the network and each key that it names, as they were before it was answered."""


class Recorder:
    """Stands between a server and its clients, and writes down what Terraform asks."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self._lock = Lock()

    def around(self, application: Wsgi) -> Wsgi:
        """Give the application with its requests recorded."""

        def recorded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            if "Terraform" in environ.get("HTTP_USER_AGENT", ""):
                with self._lock:
                    self._requests.append(_request(environ, body))
            return application(environ, start_response)

        return recorded

    def taken(self) -> list[Request]:
        """Give what was asked since this was called before."""
        with self._lock:
            requests, self._requests = self._requests, []
        return requests


def _request(environ: dict[str, Any], body: bytes) -> Request:
    signed = _SIGNED.search(environ["HTTP_AUTHORIZATION"])
    assert signed is not None
    service = _IN_POLICIES.get(signed["service"], signed["service"])
    operation, parameters = _operation(service, environ, body)
    parameters |= _meant(service, signed["region"], operation, parameters)
    return Request(service, signed["region"], operation, parameters, _tags(signed["region"], parameters))


def _operation(service: str, environ: dict[str, Any], body: bytes) -> tuple[str, Parameters]:
    """Give operation and parameters, from wherever the service's protocol has them."""
    if service == "s3":
        path = environ["PATH_INFO"].strip("/")
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        kind = "object" if "/" in path else "bucket"
        return f"{environ['REQUEST_METHOD']} {kind}", query | {"path": path}
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.rsplit(".", 1)[1], json.loads(body or b"{}")
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return form.pop("Action"), form


def _meant(service: str, region: str, operation: str, parameters: Parameters) -> Parameters:
    """Give the resources that a request means and does not name: what it makes, the ends of an association or an alias."""
    if service == "kms" and operation == "DeleteAlias":
        return {"TargetKeyId": kms_backends[ACCOUNT][region].any_id_to_key_id(parameters["AliasName"])}
    if service == "iam" and operation in {"AttachRolePolicy", "DetachRolePolicy", "PutRolePolicy"}:
        role = iam_backends[ACCOUNT]["aws"].get_role(parameters["RoleName"])
        boundary = role.permissions_boundary
        return {"PermissionsBoundary": boundary["PermissionsBoundaryArn"]} if boundary else {}
    if operation == "StartDBInstanceAutomatedBackupsReplication":
        return {"DBInstanceAutomatedBackupsArn": f"arn:aws:rds:{region}:{ACCOUNT}:auto-backup:ab-x"}
    association = parameters.get("AssociationId")
    backend = ec2_backends[ACCOUNT][region]
    if operation == "ReplaceNetworkAclAssociation":
        acls = [acl._associations for acl in backend.network_acls.values()]
        return {"SubnetId": next(acl[association].subnet_id for acl in acls if association in acl)}
    if operation == "DisassociateRouteTable":
        tables = backend.route_tables.values()
        return {"RouteTableId": next(one.id for one in tables if association in one._associations)}
    return {}


def _tags(region: str, parameters: Parameters) -> dict[str, dict[str, str]]:
    network = ec2_backends[ACCOUNT][region].tags
    names = sorted(set(_EC2_ID.findall(json.dumps(parameters))))
    found = {name: dict(network.get(name, {})) for name in names}
    for key in filter(None, (parameters.get("KeyId"), parameters.get("TargetKeyId"))):
        backend = kms_backends[ACCOUNT][region]
        found[key] = dict(backend.tagger.get_tag_dict_for_resource(backend.any_id_to_key_id(key)))
    return found
