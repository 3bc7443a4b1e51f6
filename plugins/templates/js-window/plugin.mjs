import { plugin } from "./windows.mjs";

class OnTime {
  constructor({ promised }) {
    Object.assign(this, { promised, kept: 0, all: 0 });
  }
  add({ waited }) {
    this.all += 1;
    this.kept += waited <= this.promised;
  }
  remove({ waited }) {
    this.all -= 1;
    this.kept -= waited <= this.promised;
  }
  merge(other) {
    this.all += other.all;
    this.kept += other.kept;
  }
  value() {
    return this.all ? (100 * this.kept) / this.all : null;
  }
}

const promised = { name: "promised", type: "duration", constant: true, range: [1, 864000], default: 20 };

export const { meta, rowMetrics, windows } = plugin({
  name: "{{name}}", version: "0.1.0", doc: "How promptly we answer.",
  windows: {
    on_time: {
      doc: "The share of contacts that waited no longer than promised, in points: 100 = all of them.",
      params: [{ name: "waited", type: "duration" }, promised],
      returns: { type: "number", nullable: true, unit: "points", range: [0, 100], scale: 1 },
      State: OnTime,
    },
  },
});
