// Windows in JavaScript: keeps a state for each group, and calls an author's class once a row.
//
//   export const { meta, rowMetrics, windows } = plugin({ name, version, doc, settings, windows: { on_time: { doc, params, returns, State } } });
//
// `new State(constants)` begins; `add(row)` takes a row in; `remove(row)`, if the oldest can be taken out again; `merge(other)`, if two states
// can be joined; `value()` gives what comes of the rows so far, or `null`. What a state holds is what JSON can say: numbers, texts, lists.

import { answer, described, mistake, readers, refuse, row } from "./etalon.mjs";

export { log, refuse, setting } from "./etalon.mjs";

/// What is not of one row.
const told = (work) => {
  try {
    return work();
  } catch (error) {
    throw mistake(error, null);
  }
};

export function plugin({ windows, ...facts }) {
  const list = Object.entries(windows).map(([name, { State, ...rest }]) => ({
    name, retractable: "remove" in State.prototype, mergeable: "merge" in State.prototype, ...rest,
  }));
  const description = described(facts, "windows", list);

  class States {
    constructor(window, constants) {
      Object.assign(this, { window, fixed: row(readers(window.params, constants, true), 0), states: new Map() });
    }
    static open(name, constants) {
      if (!Object.hasOwn(windows, name)) throw refuse("UNKNOWN", `there is no window "${name}" in this plugin`);
      return new States(windows[name], constants);
    }
    at(group) {
      if (!this.states.has(group)) this.states.set(group, new this.window.State(this.fixed));
      return this.states.get(group);
    }
    each(groups, { columns }, work) {
      const inputs = readers(this.window.params, columns);
      let i = 0;
      try {
        for (; i < groups.length; i++) this.at(groups[i])[work](row(inputs, i));
      } catch (error) {
        throw mistake(error, i);
      }
    }
    accumulate(groups, args) {
      this.each(groups, args, "add");
    }
    retract(groups, args) {
      this.each(groups, args, "remove");
    }
    merge(groups, saved) {
      groups.forEach((group, i) => {
        const other = Object.assign(new this.window.State(this.fixed), JSON.parse(new TextDecoder().decode(saved[i])));
        told(() => this.at(group).merge(other));
      });
    }
    save(groups) {
      return Array.from(groups, (group) => new TextEncoder().encode(JSON.stringify(this.at(group))));
    }
    finish(groups) {
      return answer(this.window.returns.type, Array.from(groups, (group) => told(() => this.at(group).value())));
    }
    close(groups) {
      groups.forEach((group) => this.states.delete(group));
    }
  }

  const score = (name) => {
    throw refuse("UNKNOWN", `there is no metric "${name}" in this plugin`);
  };
  return { meta: { describe: () => description }, rowMetrics: { score }, windows: { States } };
}
