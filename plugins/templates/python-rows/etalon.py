"""Metrics and windows in Python: says what a plugin is, loops over the columns, and calls an author's function once a row.

    @metric(unit="points", range=(0, 100))
    def politeness(message: Text, language: Constant[Text] = "lv") -> Number | None:
        "What the handbook says of it."

    Meta, RowMetrics = plugin("tone", "0.1.0", politeness)

    @window(unit="points", range=(0, 100))
    class OnTime:                                   # `on_time` in a standard
        "What the handbook says of it."
        def __init__(self, promised: Constant[Duration] = 20): ...
        def add(self, waited: Duration): ...        # `remove`, if the oldest row can be taken out; `merge`, if two can be joined
        def value(self) -> Number | None: ...

    Meta, RowMetrics = plugin("tone", "0.1.0", OnTime)

What a window holds (its attributes) is what JSON can say: numbers, texts, lists. A parameter `x: Text | None` is nullable: it is `None` where a row has no value; other rows without a value never come.
Kinds: YesNo = bool, Whole = int, Number = float, Duration = seconds (float), Instant = aware datetime, Date = date, Text = str.
No clock and no chance, by design, so that last year's answer is today's: what asks the time fails, and what `random` gives is the same in
every batch and is found out by the host, which asks some rows again.
"""

import inspect
import json
import re
from datetime import date, datetime, timedelta, timezone
from types import UnionType
from typing import get_args

from componentize_py_types import Err
from wit_world.imports import config, types
from wit_world.imports import log as journal

# Of this plugin, by their names.
WINDOWS = {}
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
        score.params = _params(score, params or {})
        _gives(score, score, returns)
        return score

    return keep


def window(params=None, **returns):
    """Of a class: `__init__` takes the constants, `add` a row, `value` gives what comes of the rows so far."""

    def keep(state):
        own = vars(state)
        constants = _params(state.__init__, params or {})[1:] if "__init__" in own else []
        state.params = _params(state.add, params or {})[1:] + constants
        state.metric = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", state.__name__).lower()
        state.flags = {"retractable": "remove" in own, "mergeable": "merge" in own}
        _gives(state, state.value, returns)
        WINDOWS[state.metric] = state
        return state

    return keep


def _params(function, more):
    params = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            params.append(None)
            continue
        kind, nullable, constant = _kind(parameter.annotation)
        told = {"name": parameter.name, "type": kind.name, "nullable": nullable, "constant": constant, **more.get(parameter.name, {})}
        if parameter.default is not parameter.empty:
            told["default"] = parameter.default
        params.append((kind, told))
    return params


def _gives(keeper, function, returns):
    keeper.gives, nullable, _ = _kind(inspect.signature(function).return_annotation)
    keeper.returns = {"type": keeper.gives.name, "nullable": nullable, **returns}


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


def _inputs(params, args, constants):
    """One list for each parameter, in their order: constants are repeated."""
    columns, fixed = iter(args.columns), iter(constants)
    return [
        _values(kind, next(fixed), 1) * args.rows if told["constant"] else _values(kind, next(columns), args.rows) for kind, told in params
    ]


def _row(i, work, *inputs):
    """What an author's own mistake says, and of which row."""
    try:
        return work(*inputs)
    except Err as refused:
        refused.value.row = i
        raise
    except Exception as mistake:
        raise Err(types.Fault("MISTAKE", f"{type(mistake).__name__}: {mistake}", i)) from mistake


class States:
    """The states of all groups of a window, by their numbers."""

    def __init__(self, window, constants):
        self.window, self.states = window, {}
        self.fixed = [_values(kind, column, 1)[0] for (kind, _), column in zip(self._params(True), constants)]

    def _params(self, constant):
        return [one for one in self.window.params if one[1]["constant"] == constant]

    @classmethod
    def open(cls, name, constants):
        if name not in WINDOWS:
            raise refuse("UNKNOWN", f"there is no window {name!r} in this plugin")
        return cls(WINDOWS[name], constants)

    def _at(self, group):
        if group not in self.states:
            self.states[group] = self.window(*self.fixed)
        return self.states[group]

    def _each(self, groups, args, work):
        rows = zip(*_inputs(self._params(False), args, ()))
        for i, (group, row) in enumerate(zip(groups, rows)):
            _row(i, work, self._at(group), *row)

    def accumulate(self, groups, args):
        self._each(groups, args, self.window.add)

    def retract(self, groups, args):
        self._each(groups, args, self.window.remove)

    def merge(self, groups, saved):
        for i, (group, state) in enumerate(zip(groups, saved)):
            other = self.window(*self.fixed)
            vars(other).update(json.loads(state))
            _row(None, self.window.merge, self._at(group), other)

    def save(self, groups):
        return [json.dumps(vars(self._at(group)), ensure_ascii=False).encode() for group in groups]

    def finish(self, groups):
        return _column(self.window.gives, [_row(None, self.window.value, self._at(group)) for group in groups])

    def close(self, groups):
        for group in groups:
            self.states.pop(group, None)


def plugin(name, version, *offers, doc="", settings=()):
    """The two classes that the contract asks for: `Meta, RowMetrics = plugin(…)`; windows go by themselves."""

    def told(function, name, flags):
        params = [told for _, told in function.params]
        return {"name": name, "doc": inspect.getdoc(function) or "", "params": params, "returns": function.returns, **flags}

    metrics = [m for m in offers if not inspect.isclass(m)]
    description = json.dumps(
        {
            "schema": "etalon-plugin/1", "name": name, "version": version, "doc": doc, "settings": list(settings),
            "metrics": [told(m, m.__name__, {}) for m in metrics],
            "windows": [told(w, w.metric, w.flags) for w in offers if inspect.isclass(w)],
        },
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
            rows = zip(*_inputs(score.params, args, constants))
            values = [_row(i, score, *row) for i, row in enumerate(rows)]
            return _column(score.gives, values)

    return Meta, RowMetrics
