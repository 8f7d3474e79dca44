"""What is said of settings that are wrong: one sentence for each, in the words of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.examples import REMOVED, refusals

if TYPE_CHECKING:
    from tests.examples import Changes

REFUSED: tuple[tuple[str, Changes, list[str]], ...] = (
    (
        "an unknown key is told the name that was meant",
        {"database.storage": REMOVED, "database.storge": "100 GiB"},
        ["database.storge: unknown setting; did you mean database.storage?"],
    ),
    (
        "a key from elsewhere is told where it belongs",
        {"database.nodes": 2},
        ["database.nodes: unknown setting; it belongs in cache.nodes"],
    ),
    (
        "a key that belongs in two places is told both",
        {"multi_az": True},
        ["multi_az: unknown setting; it belongs in database.multi_az or cache.multi_az"],
    ),
    (
        "a key that is like nothing is told what there is",
        {"encryption.algorithm": "AES-256"},
        ["encryption.algorithm: unknown setting; known here: key_deletion_window, key_rotation"],
    ),
    (
        "an unknown key in a list",
        {"network.database_subnets.0.zone": "us-east-1a"},
        ["network.database_subnets[0].zone: unknown setting; known here: availability_zone, cidr"],
    ),
    (
        "a missing key",
        {"database.port": REMOVED},
        ["database.port: missing; add it; envs/schema.json says what it may be"],
    ),
    (
        "a missing group",
        {"recovery.cross_region_backups": REMOVED},
        [
            "recovery.cross_region_backups: missing; copy this group of settings from another manifest in envs/, and change it"
        ],
    ),
    (
        "a missing section",
        {"cache": REMOVED},
        ["cache: missing; copy this group of settings from another manifest in envs/, and change it"],
    ),
    (
        "a text for a number",
        {"database.port": "5432"},
        ["database.port: got 5432, expected a whole number; write it without quotes: 5432"],
    ),
    (
        "a text for a yes or no",
        {"database.multi_az": "on"},
        ["database.multi_az: got on, expected true or false; did you mean true?"],
    ),
    (
        "a value that a rule would need is wrong, and the rule is silent",
        {"database.storage": 20, "database.iops": 12000},
        ["database.storage: got 20, expected a size with its unit, as 100 GiB or 8MB; did you mean 20 GiB?"],
    ),
    ("a fraction for a number", {"cache.nodes": 1.5}, ["cache.nodes: got 1.5, expected a whole number"]),
    (
        "a yes in quotes",
        {"database.multi_az": "true"},
        ["database.multi_az: got true, expected true or false; write it without quotes: true"],
    ),
    (
        "a number for a text",
        {"owner": 7},
        [
            'owner: got 7, expected 1 to 128 letters, digits, spaces and . : / = + @ - _; write it in quotes: "7"'
        ],
    ),
    (
        "a version without quotes",
        {"cache.engine_version": 7.0},
        ["cache.engine_version: got 7.0, expected '6.2', '7.0' or '7.1'; write it in quotes: \"7.0\""],
    ),
    (
        "a major version without quotes",
        {"database.engine_version": 15},
        [
            (
                'database.engine_version: got 15, expected a major version as "15", or a minor one as "15.15"; '
                'write it in quotes: "15"'
            )
        ],
    ),
    (
        "a word that is none of those there are",
        {"state.backend": "remote"},
        ["state.backend: got remote, expected 'local' or 's3'"],
    ),
    (
        "a list for a text",
        {"region": ["us-east-1"]},
        ["region: got a list of 1, expected a region as us-east-1"],
    ),
    (
        "a group for a text",
        {"region": {"a": 1}},
        ["region: got a group of settings, expected a region as us-east-1"],
    ),
    ("nothing for a group", {"encryption": None}, ["encryption: got null, expected a group of settings"]),
    ("a text for a group", {"encryption": "on"}, ["encryption: got on, expected a group of settings"]),
    (
        "a list for a group",
        {"encryption": [1, 2]},
        ["encryption: got a list of 2, expected a group of settings"],
    ),
    (
        "a text for a list",
        {"database.log_exports": "upgrade"},
        [
            "database.log_exports: got upgrade, expected a list, each item on its own line after a dash; did you mean [upgrade]?"
        ],
    ),
    ("a text for a map", {"tags": "none"}, ["tags: got none, expected a map of names to values"]),
    (
        "too short a list",
        {"network.database_subnets.1": REMOVED},
        ["network.database_subnets: got a list of 1, expected at least 2 items"],
    ),
    (
        "a size without its unit",
        {"database.storage": 100},
        [
            "database.storage: got 100, expected a size with its unit, as 100 GiB or 8MB; did you mean 100 GiB?"
        ],
    ),
    (
        "a size with another thing's unit",
        {"database.storage": "100 days"},
        ["database.storage: got 100 days, expected a size with its unit, as 100 GiB or 8MB"],
    ),
    (
        "a unit that is spelled wrong",
        {"alarms.cache.swap_above": "50 mb"},
        [
            "alarms.cache.swap_above: got 50 mb, expected a size with its unit, as 100 GiB or 8MB, or auto; did you mean 50 MB?"
        ],
    ),
    (
        "a text that would fill the screen",
        {"region": "x" * 500},
        [f"region: got {'x' * 60}..., expected a region as us-east-1"],
    ),
    (
        "a text of several lines",
        {"region": "a\nb\x1b[2J"},
        ["region: got a b?[2J, expected a region as us-east-1"],
    ),
    (
        "an empty text",
        {"cache.key_patterns.0.holds": ""},
        ["cache.key_patterns[0].holds: got nothing, expected at least 1 characters"],
    ),
    (
        "a tag's name",
        {"tags.a*b": "x"},
        ["tags.a*b: got the name a*b, expected 1 to 128 letters, digits, spaces and . : / = + @ - _"],
    ),
)


@pytest.mark.parametrize(("changes", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_wrong_setting_is_refused_in_one_sentence(changes: Changes, said: list[str]) -> None:
    assert refusals(changes) == said
