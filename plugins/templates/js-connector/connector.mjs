// Sources and sinks in JavaScript: says what a connector is, makes columns of rows, and says what went wrong in the contract's words.
//
//   export const { meta, source } = feed({ name, version, doc, needs, settings, streams: { tickets: { time, key, fields, poll } } });
//   export const { meta, sink } = outlet({ name, version, doc, needs, settings, actions: { coach: { fields, deliver } } });
//
// `await poll({ cursor, rows })` gives `{ rows: [{ id: "7", … }], cursor: "…", more: true }`, or `after: 60`
// (seconds) where that is all for now; the cursor is any text, `null` at the start.
// `await deliver({ key, kind, subject, at, attempt, body })` gives how the other side names it. Both `throw failed(…)`, or let `json` do so.
import { get } from "etalon:plugin/config@0.1.0";
import { placeholder } from "etalon:plugin/secrets@0.1.0";

/// A setting, as the operator set it.
export const setting = (name) => get(name);
/// A stand-in for a secret, to be put in a header: the host puts the value in its place when the request goes where it may.
export const secret = (name) => placeholder(name);

/// kind: "again" (with `after` seconds), "denied", "settings", "never", "cursor-lost". `text` is for people and holds no secret.
export const failed = (kind, text, { code = kind.toUpperCase(), after } = {}) =>
  ({ kind, after: after === undefined ? undefined : BigInt(Math.round(after * 1e6)), code, text });

/// What follows from a status that is not 2xx.
function verdict(status) {
  if (status < 400) return "settings"; // it is elsewhere: write that address
  if (status === 401 || status === 403) return "denied";
  return [408, 425, 429].includes(status) || status >= 500 ? "again" : "never";
}

/// `fetch` for JSON. Throws what the contract says of other answers: 429 and 5xx = again, after what `Retry-After` says.
export async function json(url, { method = "GET", headers = {}, body } = {}) {
  let response;
  try {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    response = await fetch(url, { method, headers: { accept: "application/json", "content-type": "application/json", ...headers }, ...sent });
  } catch (error) {
    throw failed("again", `${method} ${new URL(url).host}: ${error.message ?? error}`, { code: "NO-ANSWER" });
  }
  const { status } = response;
  if (status >= 200 && status < 300) {
    const text = await response.text();
    try {
      return text === "" ? null : JSON.parse(text);
    } catch {
      throw failed("again", `${method} ${new URL(url).host}: the answer is no JSON`, { code: "NO-JSON" });
    }
  }
  const after = Number(response.headers.get("retry-after"));
  throw failed(verdict(status), `${method} ${new URL(url).host} answered ${status}`, { code: `HTTP-${status}`, after: after > 0 ? after : undefined });
}

const micros = (text) => BigInt(Date.parse(text)) * 1000n;
const ints = {
  whole: (v) => BigInt(v),
  duration: (v) => BigInt(Math.round(v * 1e6)),
  instant: micros,
  date: (v) => micros(v) / 86_400_000_000n,
};

function column({ name, type, nullable }, rows) {
  const valid = new Uint8Array((rows.length + 7) >> 3);
  const values = rows.map((row, i) => {
    const value = row[name];
    if (value === null || value === undefined) {
      if (!nullable) throw failed("never", `row ${i} has no \`${name}\``, { code: "MISSING-FIELD" });
      return null;
    }
    valid[i >> 3] |= 1 << (i & 7);
    return value;
  });
  const filled = (turn, none) => values.map((v) => (v === null ? none : turn(v)));
  if (type === "text") {
    const dict = [...new Set(filled(String, ""))];
    const codes = new Map(dict.map((word, code) => [word, code]));
    return { data: { tag: "texts", val: { codes: Uint32Array.from(filled(String, ""), (v) => codes.get(v)), dict } }, valid };
  }
  if (type === "number") return { data: { tag: "numbers", val: Float64Array.from(filled(Number, 0)) }, valid };
  if (type === "yes/no") return { data: { tag: "booleans", val: Uint8Array.from(filled((v) => (v ? 1 : 0), 0)) }, valid };
  return { data: { tag: "ints", val: BigInt64Array.from(filled(ints[type], 0n)) }, valid };
}

// What an author's own mistake says, rather than a trap that says nothing.
const guarded = async (work) => {
  try {
    return await work();
  } catch (error) {
    throw error?.kind && error.code ? error : failed("never", String(error?.message ?? error), { code: "MISTAKE" });
  }
};

const told = (facts, more) => () => JSON.stringify({ schema: "etalon-plugin/1", doc: "", settings: [], ...facts, ...more });
const listed = (all, work) => Object.entries(all).map(([name, { [work]: _, ...rest }]) => ({ name, ...rest }));

export function feed({ streams, check = () => [], ...facts }) {
  const list = listed(streams, "poll");
  class Reader {
    constructor(stream, cursor) {
      Object.assign(this, { stream, cursor });
    }
    static open(name, cursor) {
      if (!streams[name]) throw failed("settings", `there is no stream "${name}"`);
      return new Reader(streams[name], cursor ? new TextDecoder().decode(cursor) : null);
    }
    poll(most) {
      return guarded(async () => {
        const { rows, cursor, more, after } = await this.stream.poll({ cursor: this.cursor, rows: most });
        this.cursor = cursor ?? this.cursor;
        const next = more ? { tag: "now" } : after === undefined ? { tag: "ended" } : { tag: "after", val: BigInt(Math.round(after * 1e6)) };
        const columns = this.stream.fields.map((field) => column(field, rows));
        return { batch: { rows: rows.length, columns }, cursor: new TextEncoder().encode(this.cursor ?? ""), next, watermark: undefined };
      });
    }
  }
  return { meta: { describe: told(facts, { streams: list }) }, source: { check, discover: () => JSON.stringify(list), Reader } };
}

export function outlet({ actions, check = () => [], ...facts }) {
  const one = async (action) => {
    try {
      const work = actions[action.kind]?.deliver;
      if (!work) throw failed("never", `there is no action "${action.kind}"`);
      return { tag: "done", val: String(await guarded(() => work({ ...action, body: JSON.parse(action.body) }))) };
    } catch (failure) {
      return { tag: "failed", val: failure };
    }
  };
  const deliver = async (all) => {
    const outcomes = [];
    for (const action of all) outcomes.push(await one(action));
    return outcomes;
  };
  const preview = ({ kind, subject, body }) => `${kind} for ${subject}: ${body}`;
  return { meta: { describe: told(facts, { actions: listed(actions, "deliver") }) }, sink: { check, preview, deliver } };
}
