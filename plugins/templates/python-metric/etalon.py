"""Metric plugins in Python: says what a plugin is, loops over the columns, and calls an author's function once a row.

    @metric(unit="points", range=(0, 100))
    def politeness(message: Text, language: Constant[Text] = "lv") -> Number | None:
        "What the handbook says of it."

    Meta, RowMetrics = plugin("tone", "0.1.0", politeness)

A parameter `x: Text | None` is nullable: it is `None` where a row has no value; other rows without a value never come.
Kinds: YesNo = bool, Whole = int, Number = float, Duration = seconds (float), Instant = aware datetime, Date = date, Text = str.
No clock and no chance, by design, so that last year's answer is today's: what asks the time fails, and what `random` gives is the same in
every batch and is found out by the host, which asks some rows again.
"""

import inspect
import json
from datetime import date, datetime, timedelta, timezone
from types import UnionType
from typing import get_args

from componentize_py_types import Err
from wit_world.imports import config, types
from wit_world.imports import log as journal

EPOCH, DAY = datetime(1970, 1, 1, tzinfo=timezone.utc), date(1970, 1, 1)


class Constant:
    """`Constant[Text]`: known before any row is read."""

    def __init__(self, kind):
        self.kind = kind

    def __class_getitem__(cls, kind):
        return cls(kind)


class YesNo:
    name, data, read, write = "yes/no", types.Data_Booleans, bool, int


class Whole:
    name, data, read, write = "whole", types.Data_Ints, int, int


class Number:
    name, data, read, write = "number", types.Data_Numbers, float, float


class Duration:
    name, data = "duration", types.Data_Ints
    read, write = staticmethod(lambda v: v / 1e6), staticmethod(lambda v: round(v * 1e6))


class Instant:
    name, data = "instant", types.Data_Ints
    read = staticmethod(lambda v: EPOCH + timedelta(microseconds=v))
    write = staticmethod(lambda v: (v - EPOCH) // timedelta(microseconds=1))


class Date:
    name, data = "date", types.Data_Ints
    read, write = staticmethod(lambda v: DAY + timedelta(days=v)), staticmethod(lambda v: (v - DAY).days)


class Text:
    name, data, read, write = "text", types.Data_Texts, str, str


def refuse(code, text):
    """This row is not judged: `raise refuse("TONE-001", "no word list for Estonian")`. The code is stable, the text is for people."""
    return Err(types.Fault(code, text, None))


def setting(name):
    """A setting, as the operator set it or as the description says; `None` if there is none."""
    return config.get(name)


def log(text, level="info"):
    """A line for the operator, never with what a customer or an employee said. level: debug, info, warn, error."""
    journal.write(journal.Level[level.upper()], text, [])


def _kind(annotation):
    constant = isinstance(annotation, Constant)
    annotation = annotation.kind if constant else annotation
    parts = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    return next(p for p in parts if p is not type(None)), type(None) in parts, constant


def metric(params=None, **returns):
    """`unit`, `range`, `scale` and `choices` of what the function gives; its signature says the rest. `params` says more of parameters:
    `params={"language": {"choices": ["lv", "et"], "doc": "of the message"}}`."""

    def keep(score):
        signature = inspect.signature(score)
        score.params = []
        for parameter in signature.parameters.values():
            kind, nullable, constant = _kind(parameter.annotation)
            told = {"name": parameter.name, "type": kind.name, "nullable": nullable, "constant": constant}
            told.update((params or {}).get(parameter.name, {}))
            if parameter.default is not parameter.empty:
                told["default"] = parameter.default
            score.params.append((kind, told))
        score.gives, nullable, _ = _kind(signature.return_annotation)
        score.returns = {"type": score.gives.name, "nullable": nullable, **returns}
        return score

    return keep


def _values(kind, column, rows):
    values = column.data.value
    if kind is Text:
        plain = [values.dict[code] for code in values.codes]
    else:
        plain = values if kind is Number else [kind.read(v) for v in values]
    valid = column.valid
    return plain if valid is None else [plain[i] if valid[i >> 3] >> (i & 7) & 1 else None for i in range(rows)]


def _column(kind, values):
    valid = bytearray((len(values) + 7) // 8)
    for i, value in enumerate(values):
        if value is not None:
            valid[i >> 3] |= 1 << (i & 7)
    if kind is not Text:
        data = [0 if v is None else kind.write(v) for v in values]
        return types.Column(kind.data(bytes(data) if kind is YesNo else data), bytes(valid))
    codes = {word: code for code, word in enumerate(dict.fromkeys(v for v in values if v is not None))}
    return types.Column(kind.data(types.TextData([codes.get(v, 0) for v in values], list(codes))), bytes(valid))


def plugin(name, version, *metrics, doc="", settings=()):
    """The two classes that the contract asks for: `Meta, RowMetrics = plugin(…)`."""
    told = [
        {"name": m.__name__, "doc": inspect.getdoc(m) or "", "params": [p for _, p in m.params], "returns": m.returns} for m in metrics
    ]
    description = json.dumps(
        {"schema": "etalon-plugin/1", "name": name, "version": version, "doc": doc, "settings": list(settings), "metrics": told},
        ensure_ascii=False,
    )
    known = {m.__name__: m for m in metrics}

    class Meta:
        def describe(self):
            return description

    class RowMetrics:
        def score(self, metric, args, constants):
            score = known.get(metric)
            if score is None:
                raise refuse("UNKNOWN", f"there is no metric {metric!r} in this plugin")
            columns, fixed, inputs = iter(args.columns), iter(constants), []
            for kind, told in score.params:
                if told["constant"]:
                    inputs.append(_values(kind, next(fixed), 1) * args.rows)
                else:
                    inputs.append(_values(kind, next(columns), args.rows))
            values = []
            for i, row in enumerate(zip(*inputs)):
                try:
                    values.append(score(*row))
                except Err as refused:
                    refused.value.row = i
                    raise
                except Exception as mistake:
                    raise Err(types.Fault("MISTAKE", f"{type(mistake).__name__}: {mistake}", i)) from mistake
            return _column(score.gives, values)

    return Meta, RowMetrics
