"""One column of a trace: rows of one shape, appended one by one and read as one array."""

from typing import Any

import numpy as np


class TraceError(Exception):
    """Says in one sentence what is wrong with a trace and what to do about it."""


class Column:
    """The rows of one column. Numbers are kept as they come, for a loop of microseconds is recorded here."""

    __slots__ = ("_array", "dtype", "kind", "name", "rows", "shape")

    def __init__(self, name: str, array: np.ndarray | None = None) -> None:
        self.name = name
        self.rows: list[Any] = [] if array is None else list(array)
        self.kind: Any = None  # of the last value, if it was a single number: `Trace.record` then takes a short way
        self.dtype = None if array is None else array.dtype
        self.shape = None if array is None else array.shape[1:]
        self._array = array

    def append(self, value: Any) -> None:
        """Appends one row, copied."""
        kind, row = type(value), copied(self.name, value)
        self._adopt(row, row.dtype)
        self.kind = None if self.shape else kind if kind in (float, int, bool) else getattr(value, "dtype", None)

    def extend(self, array: np.ndarray) -> None:
        """Appends the rows of an array that nobody else changes."""
        if len(array):
            self._adopt(array[0], array.dtype)
            self.rows.extend(array[1:])
        elif not self.rows:
            self.shape, self.dtype = array.shape[1:], array.dtype

    def array(self) -> np.ndarray:
        """All rows as one array, made again only when rows were added."""
        if self._array is None or len(self._array) != len(self.rows):
            self._array = np.array(self.rows, self.dtype).reshape(len(self.rows), *(self.shape or ()))
        return self._array

    def _adopt(self, row: np.ndarray, dtype: np.dtype) -> None:
        if self.rows and row.shape != self.shape:
            raise TraceError(f"The shape of {self.name!r} changed from {self.shape} to {row.shape}.")
        if dtype is not self.dtype:
            self.dtype = np.result_type(self.dtype, dtype) if self.rows else dtype
        self.shape = row.shape
        self.rows.append(row)


def copied(name: str, value: Any) -> np.ndarray:
    """The value as an array of its own; raises TraceError for anything that is not numbers or text."""
    if hasattr(value, "detach"):  # a torch tensor; torch itself is never imported here
        return value.detach().cpu().numpy().copy()  # a view would show the last value everywhere
    try:
        array = np.array(value)  # copies too
    except ValueError as error:
        raise TraceError(f"{name!r} is no array: its rows have different lengths.") from error
    if array.dtype.hasobject:
        raise TraceError(f"{name!r} is not made of numbers or text: record arrays, numbers or strings.")
    return array
