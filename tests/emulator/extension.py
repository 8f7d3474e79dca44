"""How an action is added to moto's classes, or one of moto's own is corrected."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

Function = Callable[..., Any]

LEFT_OUT = "ALDEIA_EMULATOR_WITHOUT"
"""Names one extension that does nothing: how a test is seen to fail without what it tests."""


def adds(moto_class: type) -> Callable[[Function], Function]:
    """Give one of moto's classes a method that it lacks."""

    def add(function: Function) -> Function:
        _put(moto_class, function, function)
        return function

    return add


def makes_property(moto_class: type) -> Callable[[Function], Function]:
    """Answer an attribute of one of moto's classes from a function."""

    def make(function: Function) -> Function:
        _put(moto_class, function, property(function))
        return function

    return make


def corrects(moto_class: Any) -> Callable[[Function], Function]:
    """Put a function around one of moto's, which is given to it first, before what that one was called with."""

    def correct(function: Function) -> Function:
        motos_own = getattr(moto_class, function.__name__)

        @wraps(motos_own)
        def corrected(*arguments: Any, **named: Any) -> Any:
            return function(motos_own, *arguments, **named)

        _put(moto_class, function, corrected)
        return function

    return correct


def _put(moto_class: Any, function: Function, what: object) -> None:
    extension = function.__module__.rpartition(".")[2]
    if extension != os.environ.get(LEFT_OUT):
        setattr(moto_class, function.__name__, what)
