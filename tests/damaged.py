"""Strategies for files that somebody or something has damaged: YAML's own signs in any order, real files cut and mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = (
    "a", "b", "key", "1", "50 GiB", "1.5", "1e400", "0o17", "0x1f", "1_000", "2027-11-30", "on", "true", "null", "~", ".inf",
    "- ", "-", ": ", ":", "? ", "?", "[", "]", "{", "}", ", ", ",", "'", '"', "''", '""', "\\", "#", " # c", " ", "  ", "\n",
    "\n  ", "\n    ", "\n- ", "\n  - ", "\r", "\r\n", "\t", "!", "!!int ", "&x ", "*x", "|", ">", "%", "@", "---", "...",
    "\n---\n", "<<", "=", "a: b", "\nb: c", "a: [x, y]", "{a: 1}", "k:\n  l: m", "http://x", "é", "“", "\u4e00",
    "\U0001f600", "\ufeff", "\x85", "\u2028", "\x00", "\x07", "extends: ",
)  # fmt: skip
"""What a YAML parser looks for, and what may stand between."""

TEXTS = st.lists(st.sampled_from(SIGNS), max_size=16).map("".join)
HUGE = (
    b"9" * 400,
    b"1e999999",
    b"-0",
    b"0.1" + b"0" * 300,
    b"[" * 60,
    b"{a: " * 60,
    b"- " * 60,
    b"a:\n" * 40,
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp037", "utf-7")


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """Damage a file once to three times."""
    return st.lists(_damages(), min_size=1, max_size=3).map(lambda damages: _after(data, damages))


def _after(data: bytes, damages: list[Callable[[bytes], bytes]]) -> bytes:
    for damage in damages:
        data = damage(data)
    return data


def _damages() -> st.SearchStrategy[Callable[[bytes], bytes]]:
    """Draw a damage; places are shares of the file's length, so that each fits the file as the others left it."""
    place = st.floats(0, 1)
    return st.one_of(
        st.builds(_cut, place, place),
        st.builds(_doubled, place, place),
        st.builds(_lines_swapped, place, place),
        st.builds(_flipped, place, st.integers(0, 7)),
        st.builds(_inserted, place, st.sampled_from(SIGNS).map(str.encode)),
        st.builds(_inserted, place, st.sampled_from(HUGE)),
        st.builds(_inserted, place, st.binary(min_size=1, max_size=4)),
        st.builds(_value_replaced, place, st.sampled_from(SIGNS).map(str.encode)),
        st.builds(_value_replaced, place, st.sampled_from(HUGE)),
        st.builds(_encoded, st.sampled_from(ENCODINGS)),
        st.sampled_from(
            [_with_windows_line_ends, _with_a_byte_order_mark, _with_old_line_ends, _indented_by_tabs]
        ),
    )


def _range(data: bytes, one: float, other: float) -> tuple[int, int]:
    start, end = sorted((int(one * len(data)), int(other * len(data))))
    return start, end


def _cut(one: float, other: float) -> Callable[[bytes], bytes]:
    def cut(data: bytes) -> bytes:
        start, end = _range(data, one, other)
        return data[:start] + data[end:]

    return cut


def _doubled(one: float, other: float) -> Callable[[bytes], bytes]:
    def double(data: bytes) -> bytes:
        start, end = _range(data, one, other)
        return data[:end] + data[start:]

    return double


def _lines_swapped(one: float, other: float) -> Callable[[bytes], bytes]:
    def swap(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        if lines:
            first, second = (min(int(place * len(lines)), len(lines) - 1) for place in (one, other))
            lines[first], lines[second] = lines[second], lines[first]
        return b"".join(lines)

    return swap


def _flipped(place: float, bit: int) -> Callable[[bytes], bytes]:
    def flip(data: bytes) -> bytes:
        at = min(int(place * len(data)), len(data) - 1)
        return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :] if data else data

    return flip


def _inserted(place: float, what: bytes) -> Callable[[bytes], bytes]:
    def insert(data: bytes) -> bytes:
        at = int(place * len(data))
        return data[:at] + what + data[at:]

    return insert


def _value_replaced(place: float, what: bytes) -> Callable[[bytes], bytes]:
    """Replace what stands after a colon."""

    def replace(data: bytes) -> bytes:
        lines = data.split(b"\n")
        at = min(int(place * len(lines)), len(lines) - 1)
        key, colon, _ = lines[at].partition(b": ")
        lines[at] = key + colon + what
        return b"\n".join(lines)

    return replace


def _encoded(encoding: str) -> Callable[[bytes], bytes]:
    def encode(data: bytes) -> bytes:
        return data.decode("utf-8", errors="replace").encode(encoding, errors="replace")

    return encode


def _with_windows_line_ends(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _with_old_line_ends(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r")


def _with_a_byte_order_mark(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def _indented_by_tabs(data: bytes) -> bytes:
    return data.replace(b"  ", b"\t")
