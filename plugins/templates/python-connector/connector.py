"""Sources and sinks in Python: says what a connector is, makes columns of rows, and says what went wrong in the contract's words.

    @stream(time="closed_at", key=["id"], fields={"id": "text", "closed_at": "instant", "agent": "text?"})
    def tickets(cursor, most): ...              # gives a Page; the cursor is any text, None at the start
    Meta, Source = source("helpdesk", "0.1.0", tickets)

    @action(fields={"sentence": "text"})
    def task(it): ...                           # `it` has key, subject, at, attempt and body; gives how the other side names it
    Meta, Sink = sink("board", "0.1.0", task)

Kinds: "text", "whole", "number", "yes/no" (bool), "duration" (seconds), "instant" (aware datetime or ISO 8601), "date" (date or
"2026-03-01"); with `?` behind it a row may have none (None). What did not work is raised: `raise failed(AGAIN, "…", after=60)`; `fetch`
does it for you. There are no files, no sockets, no environment and no clock but `now()`: what asks Python for them fails.
"""

import inspect
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from urllib.parse import quote, urlsplit

from componentize_py_types import Err, Ok
from wit_world.imports import clock, config, connector_types, outgoing_handler, scratch, secrets
from wit_world.imports import etalon_plugin_types as types
from wit_world.imports import log as journal
from wit_world.imports import gate_http_types as http
from wit_world.imports.streams import StreamError_Closed

AGAIN, DENIED, SETTINGS, NEVER, CURSOR_LOST = connector_types.FailureKind
EPOCH, DAY = datetime(1970, 1, 1, tzinfo=timezone.utc), date(1970, 1, 1)
READ = 1 << 16


@dataclass
class Page:
    """Rows, as dictionaries; where the next page starts; whether it is there already, else after how many seconds to ask (None: never)."""

    rows: list
    cursor: str | None
    more: bool = False
    after: float | None = None


def failed(kind, text, *, code=None, after=None):
    """To be raised: AGAIN (`after` seconds), DENIED, SETTINGS, NEVER, CURSOR_LOST. `text` is for people and holds no secret."""
    return Err(connector_types.Failure(kind, None if after is None else round(after * 1e6), code or kind.name, text))


def setting(name):
    """A setting, as the operator set it or as the description says; None if there is none."""
    return config.get(name)


def secret(name):
    """A stand-in for a secret, to be put in a header: the host puts the value in its place when the request goes where it may."""
    try:
        return secrets.placeholder(name)
    except Err:
        raise failed(SETTINGS, f"the secret `{name}` is not granted: write it under `secrets` in etalon.toml", code="secret") from None


def now():
    """The host's clock."""
    return EPOCH + timedelta(microseconds=clock.now())


def remembered(key):
    """What was remembered under a key, as bytes, or None; needs the grant `scratch`."""
    return _scratch(scratch.get, key)


def remember(key, value):
    """Remembers a few bytes until they are replaced; needs the grant `scratch`."""
    return _scratch(scratch.put, key, value)


def _scratch(work, *inputs):
    try:
        return work(*inputs)
    except Err:
        raise failed(SETTINGS, "it may remember no more: write a larger `scratch` in etalon.toml", code="scratch") from None


def log(text, level="info"):
    """A line for the operator, never with what a customer or an employee said. level: debug, info, warn, error."""
    journal.write(journal.Level[level.upper()], text, [])


def quoted(text):
    """A text as it may stand in a query."""
    return quote(text, safe="")


# --- HTTP, which goes through the host's gate -----------------------------------------------------------------------------------------


def fetch(url, method="GET", *, headers=None, body=None):
    """The answer, read as JSON; `body` is sent as JSON. Raises what the contract says of other answers: 429 and 5xx = again, after what
    `Retry-After` says; 401 and 403 = denied; a redirect = settings; other 4xx = never."""
    status, answered, text = send(url, method, headers=headers, body=None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    where = f"{method} {urlsplit(url).netloc}"
    if 200 <= status < 300:
        try:
            return json.loads(text) if text else None
        except ValueError:
            raise failed(AGAIN, f"{where}: the answer is no JSON", code="no-json") from None
    kind = AGAIN if status in (408, 425, 429) or status >= 500 else NEVER
    kind = SETTINGS if status < 400 else DENIED if status in (401, 403) else kind
    after = answered.get("retry-after", "").strip()
    raise failed(kind, f"{where} answered {status}", code=f"http-{status}", after=int(after) if after.isdecimal() else None)


def send(url, method="GET", *, headers=None, body=None):
    """Status, headers (by their names in small letters) and bytes of the answer, whatever it is."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https"):
        raise failed(SETTINGS, "an address begins with https://", code="url")
    told = {"accept": "application/json", **({} if body is None else {"content-type": "application/json", "content-length": str(len(body))})}
    told.update((name.lower(), value) for name, value in (headers or {}).items())
    try:
        request = http.OutgoingRequest(http.Fields.from_list([(name, value.encode()) for name, value in told.items()]))
        request.set_method(getattr(http, f"Method_{method.capitalize()}")())
        request.set_scheme(http.Scheme_Https() if address.scheme == "https" else http.Scheme_Http())
        request.set_authority(address.netloc)
        request.set_path_with_query((address.path or "/") + (f"?{address.query}" if address.query else ""))
        out = request.body()
    except Err:
        raise failed(NEVER, "the request cannot be made: its method, address or headers", code="request") from None
    try:
        future = outgoing_handler.handle(request, None)
        _write(out, body or b"")
        with future.subscribe() as ready:
            ready.block()
        with future:
            answer = future.get().value
        if not isinstance(answer, Ok):
            raise answer
        return _read(answer.value)
    except Err as error:
        raise _unanswered(error.value) from None


def _write(out, body):
    with out.write() as stream:
        try:
            for start in range(0, len(body), 4096):
                stream.blocking_write_and_flush(body[start : start + 4096])
        except Err:
            pass  # Refused already: the answer says why.
    try:
        http.OutgoingBody.finish(out, None)
    except Err:
        pass


def _read(answer):
    with answer:
        with answer.headers() as fields:
            headers = {name.lower(): value.decode("utf-8", "replace") for name, value in fields.entries()}
        parts, incoming = [], answer.consume()
        with incoming:
            with incoming.stream() as stream:
                try:
                    while True:
                        parts.append(stream.blocking_read(READ))
                except Err as end:
                    if not isinstance(end.value, StreamError_Closed):
                        raise
        return answer.status(), headers, b"".join(parts)


def _unanswered(code):
    name = type(code).__name__.removeprefix("ErrorCode_")
    if name in ("HttpRequestDenied", "DestinationIpProhibited"):
        return failed(SETTINGS, "the request may not go there", code="not-granted")
    if name.startswith("Tls"):
        return failed(SETTINGS, "the host cannot show that it is who it says it is", code="tls")
    if name == "HttpRequestBodySize":
        return failed(NEVER, "the request is too large", code="request")
    if name == "HttpResponseBodySize":
        return failed(SETTINGS, "the answer is too large: ask for fewer rows", code="answer-size")
    return failed(AGAIN, f"no whole answer came ({name})", code="unanswered")


# --- columns --------------------------------------------------------------------------------------------------------------------------


def _instant(value):
    value = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (value - EPOCH) // timedelta(microseconds=1)


def _date(value):
    return ((date.fromisoformat(value) if isinstance(value, str) else value) - DAY).days


INTS = {"whole": int, "duration": lambda seconds: round(seconds * 1e6), "instant": _instant, "date": _date}


def _column(field, rows):
    name, kind = field["name"], field["type"]
    values = [row.get(name) for row in rows]
    valid = bytearray((len(values) + 7) // 8)
    for i, value in enumerate(values):
        if value is not None:
            valid[i >> 3] |= 1 << (i & 7)
        elif not field["nullable"]:
            raise failed(NEVER, f"row {i} has no `{name}`", code="missing-field")
    if kind == "text":
        codes = {word: code for code, word in enumerate(dict.fromkeys(str(v) for v in values if v is not None))}
        data = types.Data_Texts(types.TextData([0 if v is None else codes[str(v)] for v in values], list(codes)))
    elif kind == "number":
        data = types.Data_Numbers([0.0 if v is None else float(v) for v in values])
    elif kind == "yes/no":
        data = types.Data_Booleans(bytes(1 if v else 0 for v in values))
    else:
        data = types.Data_Ints([0 if v is None else INTS[kind](v) for v in values])
    return types.Column(data, bytes(valid))


# --- what the contract asks for -------------------------------------------------------------------------------------------------------


def _fields(fields):
    return [{"name": name, "type": kind.removesuffix("?"), "nullable": kind.endswith("?")} for name, kind in fields.items()]


def stream(*, fields, time=None, key=()):
    """A stream of rows: its fields and their kinds, which of them says when, and which tell one row from another."""

    def keep(poll):
        poll.told = {"name": poll.__name__, "doc": inspect.getdoc(poll) or "", "time": time, "key": list(key), "fields": _fields(fields)}
        return poll

    return keep


def action(*, fields):
    """A kind of action, and what of a decision it needs."""

    def keep(deliver):
        deliver.told = {"name": deliver.__name__, "doc": inspect.getdoc(deliver) or "", "fields": _fields(fields)}
        return deliver

    return keep


def guarded(work, *inputs):
    """What an author's own mistake says, rather than a trap that says nothing."""
    try:
        return work(*inputs)
    except Err as error:
        known = isinstance(error.value, connector_types.Failure)
        raise error if known else failed(NEVER, f"{type(error.value).__name__}", code="mistake") from None
    except Exception as mistake:
        raise failed(NEVER, f"{type(mistake).__name__}: {mistake}", code="mistake") from mistake


def _meta(name, version, about, **offers):
    told = {"schema": "etalon-plugin/1", "name": name, "version": version, "doc": "", "settings": [], **about, **offers}
    text = json.dumps(told, ensure_ascii=False)
    return type("Meta", (), {"describe": lambda self: text})


class Reader:
    """One stream, from a cursor on."""

    known = {}

    def __init__(self, poll, cursor):
        self.ask, self.cursor = poll, cursor

    @classmethod
    def open(cls, name, cursor):
        if name not in cls.known:
            raise failed(SETTINGS, f'there is no stream "{name}"')
        return cls(cls.known[name], None if cursor is None else cursor.decode())

    def poll(self, most):
        return guarded(self._poll, most)

    def _poll(self, most):
        from wit_world.exports import source as theirs

        page = self.ask(self.cursor, most)
        columns = [_column(field, page.rows) for field in self.ask.told["fields"]]
        self.cursor = self.cursor if page.cursor is None else page.cursor
        later = theirs.Next_Ended() if page.after is None else theirs.Next_After(round(page.after * 1e6))
        batch = types.Batch(len(page.rows), columns)
        return theirs.Page(batch, (self.cursor or "").encode(), theirs.Next_Now() if page.more else later, None)


def source(name, version, *streams, check=lambda: [], **about):
    """The two classes that the contract asks for: `Meta, Source = source(…)`. `about`: doc, needs, settings."""
    Reader.known = {poll.__name__: poll for poll in streams}
    told = [poll.told for poll in streams]

    class Source:
        def check(self):
            return [connector_types.Problem(*problem) for problem in check()]

        def discover(self):
            return json.dumps(told, ensure_ascii=False)

    return _meta(name, version, about, streams=told), Source


def sink(name, version, *actions, check=lambda: [], **about):
    """The two classes that the contract asks for: `Meta, Sink = sink(…)`. `about`: doc, needs, settings."""
    known = {deliver.__name__: deliver for deliver in actions}

    def one(theirs, it):
        try:
            if it.kind not in known:
                raise failed(NEVER, f'there is no action "{it.kind}"')
            it.body = json.loads(it.body)
            return theirs.Outcome_Done(str(guarded(known[it.kind], it)))
        except Err as failure:
            return theirs.Outcome_Failed(failure.value)

    class Sink:
        def check(self):
            return [connector_types.Problem(*problem) for problem in check()]

        def preview(self, it):
            return f"{it.kind} for {it.subject}: {it.body}"

        def deliver(self, all):
            from wit_world.exports import sink as theirs

            return [one(theirs, it) for it in all]

    return _meta(name, version, about, actions=[deliver.told for deliver in actions]), Sink
