"""The evaluator of filter patterns says of AWS's own examples what AWS says of them."""

from __future__ import annotations

import pytest

from tests.alarms.filter_pattern import matches, parse

BAD, UNAUTHORIZED, MISSING, INVALID, INTERNAL = (
    "[ERROR 400] BAD REQUEST",
    "[ERROR 401] UNAUTHORIZED REQUEST",
    "[ERROR 419] MISSING ARGUMENTS",
    "[ERROR 420] INVALID ARGUMENTS",
    "[ERROR 500] INTERNAL SERVER ERROR",
)


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("ERROR", [BAD, UNAUTHORIZED, MISSING, INVALID, INTERNAL]),
        ("ERROR ARGUMENTS", [MISSING, INVALID]),
        ("?INTERNAL ?ARGUMENTS", [MISSING, INVALID, INTERNAL]),
        ('"INTERNAL SERVER ERROR"', [INTERNAL]),
        ("ERROR -ARGUMENTS", [BAD, UNAUTHORIZED, INTERNAL]),
        ('ERROR -"BAD REQUEST" -ARGUMENTS', [UNAUTHORIZED, INTERNAL]),
        ('?"BAD REQUEST" ?"INTERNAL SERVER ERROR"', [BAD, INTERNAL]),
        ("-ERROR", []),
        ("error", []),
        ("AUTHORIZED", [UNAUTHORIZED]),
        ("", [BAD, UNAUTHORIZED, MISSING, INVALID, INTERNAL]),
    ],
)
def test_it_matches_what_the_user_guide_says(pattern: str, matched: list[str]) -> None:
    assert [
        message for message in (BAD, UNAUTHORIZED, MISSING, INVALID, INTERNAL) if matches(pattern, message)
    ] == matched


@pytest.mark.parametrize("message", ["[INFO 200] SUCCESSFUL REQUEST", "[WARN] UNAUTHORIZED REQUEST", BAD])
def test_optional_terms_beside_others_are_ignored(message: str) -> None:
    assert matches("?ERROR ?ARGUMENTS REQUEST", message)
    assert not matches("?ERROR -REQUEST", message)


def test_a_quote_in_a_phrase_is_escaped() -> None:
    assert matches(r'"user \"app\""', 'login of user "app" failed')


@pytest.mark.parametrize(
    "pattern", [":ERROR:", '"no end', "a|b", "{ $.a = 1 }", "[a, b]", "%E%", 'a"b"', "é", "x" * 1025]
)
def test_what_is_no_pattern_of_this_kind_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"must be quoted$|at most 1024$"):
        parse(pattern)
