"""State: where Terraform keeps what it knows."""

from typing import Annotated, Literal

from aldeia.manifest.limits import Matching
from aldeia.manifest.recovery import Region
from aldeia.manifest.section import Section

_ARN_OF_A_KEY = r"arn:aws:kms:[a-z0-9-]+:[0-9]{12}:(?:key|alias)/[A-Za-z0-9/_-]+"


class State(Section):
    """A local file, or an object in S3 that is locked while it is written."""

    backend: Literal["local", "s3"]
    """`local`: a file beside the checkout's output; `s3`: an object that everybody shares."""
    bucket: (
        Annotated[str, Matching(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "a bucket name of 3 to 63 characters")]
        | None
    )
    """The bucket, which must be there before the first apply; null with `local`."""
    key: (
        Annotated[
            str,
            Matching(
                r"(?!/)[A-Za-z0-9!_.*'()/-]{1,1024}(?<!/)", "an object key as production/data-tier.tfstate"
            ),
        ]
        | None
    )
    """The object's name; null with `local`."""
    region: Region | None
    """The bucket's region; null with `local`."""
    kms_key_id: (
        Annotated[str, Matching(rf"alias/[A-Za-z0-9/_-]+|{_ARN_OF_A_KEY}", "a key alias or ARN")] | None
    )
    """The key that encrypts the state; null: S3's own (SSE-S3)."""
