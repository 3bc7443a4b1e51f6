// Metric plugins in JavaScript: says what a plugin is, loops over the columns, and calls an author's function once a row.
//
//   export const { meta, rowMetrics } = plugin({ name, version, doc, settings, metrics: { politeness: { doc, params, returns, score } } });
//
// `score(row, constants)` gets values by the names of the parameters, `null` where a nullable one has none, and gives a value or `null`.
// Kinds: yes/no = boolean, whole and number = Number, duration = seconds, instant = Date, date = "2026-03-01", text = string.
// No clock and no chance: `Date.now()` and `Math.random()` refuse in a metric, by design, so that last year's answer is today's.

import config from "etalon:plugin/config@0.1.0";
import journal from "etalon:plugin/log@0.1.0";

/// A setting, as the operator set it or as the description says; `null` if there is none.
export const setting = (name) => config.get(name) ?? null;
/// A line for the operator, never with what a customer or an employee said. level: "debug", "info", "warn", "error".
export const log = (level, text) => journal.write(level, text, []);

const DAY = 86_400_000;
const into = {
  "yes/no": (v) => v !== 0,
  duration: (v) => Number(v) / 1e6,
  instant: (v) => new Date(Number(v) / 1000),
  date: (v) => new Date(Number(v) * DAY).toISOString().slice(0, 10),
};
const outof = {
  "yes/no": (v) => (v ? 1 : 0),
  whole: (v) => Math.trunc(v),
  duration: (v) => Math.round(v * 1e6),
  instant: (v) => v.getTime() * 1000,
  date: (v) => Math.floor(Date.parse(v) / DAY),
};
const column = { "yes/no": "booleans", number: "numbers", text: "texts" };

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

function answer(type, values) {
  const valid = new Uint8Array((values.length + 7) >> 3);
  values.forEach((v, i) => { if (v !== null && v !== undefined) valid[i >> 3] |= 1 << (i & 7); });
  const turn = outof[type] ?? ((v) => v);
  const tag = column[type] ?? "ints";
  if (tag !== "texts") return { data: { tag, val: values.map((v) => (v === null || v === undefined ? 0 : turn(v))) }, valid };
  const dict = [...new Set(values.filter((v) => v !== null && v !== undefined))];
  const codes = new Map(dict.map((word, code) => [word, code]));
  return { data: { tag, val: { codes: values.map((v) => codes.get(v) ?? 0), dict } }, valid };
}

export function plugin({ name, version, doc = "", settings = [], metrics }) {
  const told = Object.entries(metrics).map(([name, { score, ...rest }]) => ({ name, ...rest }));
  const description = JSON.stringify({ schema: "etalon-plugin/1", name, version, doc, settings, metrics: told });
  return {
    meta: { describe: () => description },
    rowMetrics: {
      score(name, { rows, columns }, constants) {
        const { params, returns, score } = metrics[name] ?? {};
        if (!score) throw refuse("UNKNOWN", `there is no metric "${name}" in this plugin`);
        const fixed = {};
        params.filter((p) => p.constant).forEach((p, i) => { fixed[p.name] = reader(p, constants[i])(0); });
        const readers = params.filter((p) => !p.constant).map((p, i) => [p.name, reader(p, columns[i])]);
        const values = new Array(rows);
        for (let i = 0; i < rows; i++) {
          const row = {};
          for (const [name, read] of readers) row[name] = read(i);
          try {
            values[i] = score(row, fixed);
          } catch (error) {
            throw { code: error.code ?? "MISTAKE", text: error.text ?? String(error), row: i };
          }
        }
        return answer(returns.type, values);
      },
    },
  };
}
