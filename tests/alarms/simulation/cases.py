"""Cases: for each alarm a series that sets it off, one that must not, and one with gaps; and what comes of each.

A series has one word for each period, the first on the left: a value in the unit of the case, `-` for none, several
samples with `/` between them, `*5` for five times the same. What comes of it is written as CloudWatch's changes of state,
each with the minute: `1 OK, 10 ALARM`. An alarm begins with INSUFFICIENT_DATA.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20
GIB = 2**30
MS = 0.001
MILLION = 1_000_000

ONE_SLOW = "/".join(["4"] * 19 + ["500"])
"""A minute of twenty reads, one of which took half a second: nine of ten were fast."""
THREE_SLOW = "/".join(["4"] * 17 + ["10.5"] * 3)

ByEnvironment = str | dict[str, str]
"""The same in both environments, or one for each."""


@dataclass(frozen=True)
class Case:
    """What must come of three series for one alarm of one store."""

    store: str
    symptom: str
    unit: float
    """What a value of the series is worth in CloudWatch's unit."""
    fires: ByEnvironment
    fired: str
    quiet: ByEnvironment
    stayed: str
    gaps: ByEnvironment
    gapped: ByEnvironment


def of(environment: str, given: ByEnvironment) -> str:
    """Give what a case says of an environment."""
    return given if isinstance(given, str) else given[environment]


def both(production: str, staging: str) -> dict[str, str]:
    return {"production": production, "staging": staging}


# Silence of a store that is up says that it is down; staging may be stopped, where it says nothing. The last value counts
# for as long as it is among the seven of the evaluation range.
DOWN = both("1 OK, 11 ALARM", "1 OK")

CASES = (
    Case(
        "database", "cpu-high", 1,
        fires="60*5 80*5 60", fired="1 OK, 10 ALARM, 11 OK",
        quiet="60*3 80*4 60 80*4 75*9", stayed="1 OK",
        gaps="60*4 -*9", gapped=DOWN,
    ),
    Case(
        "database", "memory-low", MIB,
        fires=both("900*5 500*5 900", "300*5 190*5 300"), fired="1 OK, 10 ALARM, 11 OK",
        quiet=both("900*3 500*4 900 512*9", "300*3 190*4 300 200*9"), stayed="1 OK",
        gaps=both("900 500*3 -*9", "300 190*3 -*9"), gapped="1 OK, 8 ALARM, 11 INSUFFICIENT_DATA",
    ),
    Case(
        "database", "storage-low", GIB,
        fires="9*5 4.9*5 30", fired="1 OK, 10 ALARM, 11 OK",
        quiet="9*3 4.9*4 9 5*9", stayed="1 OK",
        gaps="9*2 -*3 4.9*2 - 4.9*3", gapped="1 OK, 9 INSUFFICIENT_DATA, 10 ALARM",
    ),
    Case(
        "database", "connections-high", 1,
        fires=both("40*3 60/181/60*5 40", "20*3 30/91/30*5 20"), fired="1 OK, 8 ALARM, 9 OK",
        quiet=both("40*3 199*4 40 180*9", "20*3 99*4 20 90*9"), stayed="1 OK",
        gaps=both("40*4 -*9", "20*4 -*9"), gapped=DOWN,
    ),
    Case(
        "database", "read-latency-high", MS,
        fires=f"4*5 {THREE_SLOW}*5 4", fired="1 OK, 10 ALARM, 11 OK",
        quiet=f"4*3 {ONE_SLOW}*9 50*4 10*9", stayed="1 OK",
        gaps="4 50*2 -*12", gapped="1 OK, 8 ALARM, 10 INSUFFICIENT_DATA",
    ),
    Case(
        "database", "write-latency-high", MS,
        fires=f"4*5 {THREE_SLOW}*5 4", fired="1 OK, 10 ALARM, 11 OK",
        quiet=f"4*3 {ONE_SLOW}*9 50*4 10*9", stayed="1 OK",
        gaps="4 - 50 - 50 - 50 - 50 - 50", gapped="1 OK, 8 ALARM",
    ),
    Case(
        "database", "read-iops-high", 1,
        fires=both("900*3 2500*12 900*4", "300*3 850*12 300*4"), fired="1 OK, 15 ALARM, 19 OK",
        quiet=both("900*4 2500*11 900*9 2400*15", "300*4 900*11 300*9 800*15"), stayed="1 OK",
        gaps=both("900*2 2500*6 -*3 2500*6", "300*2 900*6 -*3 900*6"), gapped="1 OK, 17 ALARM",
    ),
    Case(
        "database", "write-iops-high", 1,
        fires=both("900*3 2500*12 900*4", "300*3 850*12 300*4"), fired="1 OK, 15 ALARM, 19 OK",
        quiet=both("900*4 2500*11 900*9 2400*15", "300*4 900*11 300*9 800*15"), stayed="1 OK",
        gaps=both("900*2 2500*6 -*14", "300*2 900*6 -*14"), gapped="1 OK, 19 ALARM",
    ),
    Case(
        "database", "disk-queue-high", 1,
        fires=both("2*3 31*12 2*4", "2*3 11*12 2*4"), fired="1 OK, 15 ALARM, 19 OK",
        quiet=both("2*4 31*11 2*9 30*15", "2*4 11*11 2*9 10*15"), stayed="1 OK",
        gaps="2*9 -*20", gapped="1 OK, 26 INSUFFICIENT_DATA",
    ),
    Case(
        "database", "swap-high", MIB,
        fires=both("9*5 820*5 9", "9*5 205*5 9"), fired="1 OK, 10 ALARM, 11 OK",
        quiet=both("9*3 820*4 9 819*9", "9*3 205*4 9 204*9"), stayed="1 OK",
        gaps=both("9 - 820*5", "9 - 205*5"), gapped="1 OK, 7 ALARM",
    ),
    Case(
        "database", "ebs-byte-balance-low", 1,
        fires="99 50 9.9 50", fired="5 OK, 15 ALARM, 20 OK",
        quiet="99 50 10 50", stayed="5 OK",
        gaps="99 -*3 9", gapped="5 OK, 20 INSUFFICIENT_DATA, 25 ALARM",
    ),
    Case(
        "database", "ebs-io-balance-low", 1,
        fires="99 50 9.9 50", fired="5 OK, 15 ALARM, 20 OK",
        quiet="99 50 10 50", stayed="5 OK",
        gaps="9 -*3 99", gapped="5 ALARM, 20 INSUFFICIENT_DATA, 25 OK",
    ),
    Case(
        "database", "cpu-credits-low", 1,
        fires=both("400 200 83 200", "400 200 95 200"), fired="5 OK, 15 ALARM, 20 OK",
        quiet=both("400 200 84 400", "400 200 96 400"), stayed="5 OK",
        gaps="400 -*2 400 -*3 50", gapped="5 OK, 35 INSUFFICIENT_DATA, 40 ALARM",
    ),
    Case(
        "database", "surplus-credits-charged", 1,
        fires="0*2 0.4 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="0*9", stayed="5 OK",
        gaps="-*3 0.4 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "database", "load-high", 1,
        fires="0.5*3 2.1*12 0.5*4", fired="1 OK, 15 ALARM, 19 OK",
        quiet="0.5*4 8*11 1*9 2*15", stayed="1 OK",
        gaps="0.5 8*12 -*2 8*3", gapped="1 OK, 13 ALARM",
    ),
    Case(
        "database", "transaction-ids-high", MILLION,
        fires="990*3 1001*5 50", fired="1 OK, 8 ALARM, 9 OK",
        quiet="200*3 1000*9", stayed="1 OK",
        gaps="990*2 1001 -*9", gapped="1 OK, 9 ALARM, 10 INSUFFICIENT_DATA",
    ),
    Case(
        "database", "slow-statements", 1,
        fires="20*2 21 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="20*9", stayed="5 OK",
        gaps="-*3 21 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "database", "errors", 1,
        fires="20*2 21 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="20*9", stayed="5 OK",
        gaps="-*3 21 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "database", "deadlocks", 1,
        fires="0*2 1 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="0*9", stayed="5 OK",
        gaps="-*3 1 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "database", "failed-logins", 1,
        fires="10*2 11 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="10*9", stayed="5 OK",
        gaps="-*3 11 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "database", "refused-connections", 1,
        fires="0*2 1 0", fired="5 OK, 15 ALARM, 20 OK",
        quiet="0*9", stayed="5 OK",
        gaps="-*3 1 -*3", gapped="5 OK, 20 ALARM, 35 OK",
    ),
    Case(
        "cache", "cpu-high", 1,
        fires="30*5 49*5 30", fired="1 OK, 10 ALARM, 11 OK",
        quiet="30*3 50*4 30 45*9", stayed="1 OK",
        gaps="30*4 -*9", gapped=DOWN,
    ),
    Case(
        "cache", "engine-cpu-high", 1,
        fires="40*5 71*5 40", fired="1 OK, 10 ALARM, 11 OK",
        quiet="40*3 95*4 70*9", stayed="1 OK",
        gaps="40 71*2 - 71*2 - 71", gapped="1 OK, 8 ALARM",
    ),
    Case(
        "cache", "memory-warning", 1,
        fires="70*5 76*5 60", fired="1 OK, 10 ALARM, 11 OK",
        quiet="70*3 80*4 75*9", stayed="1 OK",
        gaps="70 -*8", gapped="1 OK, 8 INSUFFICIENT_DATA",
    ),
    Case(
        "cache", "memory-critical", 1,
        fires="80*5 86*5 60", fired="1 OK, 10 ALARM, 11 OK",
        quiet="80*3 99*4 85*9", stayed="1 OK",
        gaps="80 86*4 -*2 86", gapped="1 OK, 8 ALARM",
    ),
    Case(
        "cache", "evictions", 1,
        fires="0*5 0/1/0*5 0", fired="1 OK, 10 ALARM, 11 OK",
        quiet="0*3 900*4 0*9", stayed="1 OK",
        gaps="0 9*5 -*9", gapped="1 OK, 6 ALARM, 9 OK",
    ),
    Case(
        "cache", "hit-rate-low", 1,
        fires="99*5 89*5 99", fired="1 OK, 10 ALARM, 11 OK",
        quiet="99*3 10*4 90*9", stayed="1 OK",
        gaps="99 50*2 -*9", gapped="1 OK",
    ),
    Case(
        "cache", "swap-high", MIB,
        fires="1*5 51*5 1", fired="1 OK, 10 ALARM, 11 OK",
        quiet="1*3 99*4 50*9", stayed="1 OK",
        gaps="1*2 51 - 51 - 51*3", gapped="1 OK, 9 ALARM",
    ),
    Case(
        "cache", "connections-high", 1,
        fires=both("90*5 401*5 90", "90*5 201*5 90"), fired="1 OK, 10 ALARM, 11 OK",
        quiet=both("90*3 9000*4 400*9", "90*3 9000*4 200*9"), stayed="1 OK",
        gaps="90*3 -*3 90", gapped="1 OK",
    ),
    Case(
        "cache", "network-in-high", MIB,
        fires=both("90*5 733*5 90", "90*5 367*5 90"), fired="1 OK, 10 ALARM, 11 OK",
        quiet=both("90*3 900*4 731*9", "90*3 900*4 365*9"), stayed="1 OK",
        gaps="90*3 -*3 90", gapped="1 OK",
    ),
    Case(
        "cache", "network-out-high", MIB,
        fires=both("90*5 733*5 90", "90*5 367*5 90"), fired="1 OK, 10 ALARM, 11 OK",
        quiet=both("90*3 900*4 731*9", "90*3 900*4 365*9"), stayed="1 OK",
        gaps=both("90 733*3 -*9", "90 367*3 -*9"), gapped="1 OK, 8 ALARM, 11 INSUFFICIENT_DATA",
    ),
    Case(
        "cache", "cpu-credits-low", 1,
        fires=both("400 200 95 200", "200 150 107 200"), fired="5 OK, 15 ALARM, 20 OK",
        quiet=both("400 200 96 400", "200 150 108 200"), stayed="5 OK",
        gaps="50 -*2 50 -*3", gapped="5 ALARM, 35 INSUFFICIENT_DATA",
    ),
    Case(
        "cache", "replication-lag-high", 1,
        fires="0.1*5 31*5 0.1", fired="1 OK, 10 ALARM, 11 OK",
        quiet="0.1*3 900*4 30*9", stayed="1 OK",
        gaps="0.1 31*4 -*9", gapped="1 OK",
    ),
)  # fmt: skip
