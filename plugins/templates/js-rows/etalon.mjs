// Metrics and windows in JavaScript: says what a plugin is, loops over the columns, and calls an author's function once a row.
//
//   export const { meta, rowMetrics } = plugin({ name, version, doc, settings, metrics: { politeness: { doc, params, returns, score } } });
//
// `score(row, constants)` gets values by the names of the parameters, `null` where a nullable one has none, and gives a value or `null`.
// Kinds: yes/no = boolean, whole and number = Number, duration = seconds, instant = Date, date = "2026-03-01", text = string.
// No clock and no chance: `Date.now()` and `Math.random()` refuse in a metric, by design, so that last year's answer is today's.

import { get } from "etalon:plugin/config@0.1.0";
import { write } from "etalon:plugin/log@0.1.0";

/// A setting, as the operator set it or as the description says; `null` if there is none.
export const setting = (name) => get(name) ?? null;
/// A line for the operator, never with what a customer or an employee said. level: "debug", "info", "warn", "error".
export const log = (level, text) => write(level, text, []);

const DAY = 86_400_000;
const into = {
  "yes/no": (v) => v !== 0,
  whole: Number,
  duration: (v) => Number(v) / 1e6,
  instant: (v) => new Date(Number(v) / 1000),
  date: (v) => new Date(Number(v) * DAY).toISOString().slice(0, 10),
};
const outof = {
  "yes/no": (v) => (v ? 1 : 0),
  whole: (v) => BigInt(Math.trunc(v)),
  duration: (v) => BigInt(Math.round(v * 1e6)),
  instant: (v) => BigInt(v.getTime()) * 1000n,
  date: (v) => BigInt(Math.floor(Date.parse(v) / DAY)),
};
const column = { "yes/no": "booleans", number: "numbers", text: "texts" };
const array = { booleans: Uint8Array, numbers: Float64Array, ints: BigInt64Array };

/// This row is not judged: `throw refuse("TONE-001", "no word list for Estonian")`. `code` is stable, `text` is for people.
export const refuse = (code, text) => ({ code, text, row: null });

Date.now = Math.random = () => {
  throw refuse("IMPURE", "a metric has no clock and no chance: the same row must give the same answer next year");
};

/// What is read of row `i`: a function, or one that says null where the row has no value.
function reader(param, { data, valid }) {
  const turn = into[param.type] ?? ((v) => v);
  const plain = data.tag === "texts" ? (i) => data.val.dict[data.val.codes[i]] : (i) => turn(data.val[i]);
  return valid ? (i) => ((valid[i >> 3] >> (i & 7)) & 1 ? plain(i) : null) : plain;
}

/// The column of these values, `null` where there is none.
export function answer(type, values) {
  const none = (v) => v === null || v === undefined;
  const valid = new Uint8Array((values.length + 7) >> 3);
  values.forEach((v, i) => { if (!none(v)) valid[i >> 3] |= 1 << (i & 7); });
  const tag = column[type] ?? "ints";
  if (tag === "texts") {
    const dict = [...new Set(values.filter((v) => !none(v)))];
    const codes = new Map(dict.map((word, code) => [word, code]));
    return { data: { tag, val: { codes: Uint32Array.from(values, (v) => codes.get(v) ?? 0), dict } }, valid };
  }
  const turn = outof[type] ?? ((v) => v);
  return { data: { tag, val: array[tag].from(values, (v) => (none(v) ? (tag === "ints" ? 0n : 0) : turn(v))) }, valid };
}

/// What an author's own mistake says, and of which row.
export const mistake = (error, row) => ({ code: error?.code ?? "MISTAKE", text: error?.text ?? String(error), row });

/// What a plugin says of itself: `kind` ("metrics", "windows") and its functions, each with what it is described by.
export const described = ({ name, version, doc = "", settings = [] }, kind, functions) =>
  JSON.stringify({ schema: "etalon-plugin/1", name, version, doc, settings, [kind]: functions });

/// What reads a row: pairs of name and reader. `row` reads one with them.
export const readers = (params, columns, constant = false) =>
  params.filter((p) => !!p.constant === constant).map((p, i) => [p.name, reader(p, columns[i])]);
export function row(readers, i) {
  const row = {};
  for (const [name, read] of readers) row[name] = read(i);
  return row;
}

export function plugin({ metrics, ...facts }) {
  const description = described(facts, "metrics", Object.entries(metrics).map(([name, { score, ...rest }]) => ({ name, ...rest })));
  return {
    meta: { describe: () => description },
    rowMetrics: {
      score(name, { rows, columns }, constants) {
        const { params, returns, score } = metrics[name] ?? {};
        if (!score) throw refuse("UNKNOWN", `there is no metric "${name}" in this plugin`);
        const fixed = row(readers(params, constants, true), 0);
        const inputs = readers(params, columns);
        const values = new Array(rows);
        let i = 0;
        try {
          for (; i < rows; i++) values[i] = score(row(inputs, i), fixed);
        } catch (error) {
          throw mistake(error, i);
        }
        return answer(returns.type, values);
      },
    },
  };
}
