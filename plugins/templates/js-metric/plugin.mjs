import { plugin } from "./etalon.mjs";

export const { meta, rowMetrics } = plugin({
  name: "{{name}}",
  version: "0.1.0",
  doc: "How promptly we answer.",
  metrics: {
    promptness: {
      doc: "100 = within the promise, 0 = twice as long or longer.",
      params: [
        { name: "waited", type: "duration" },
        { name: "promised", type: "duration", constant: true, range: [1, 864000], default: 20 },
      ],
      returns: { type: "number", unit: "points", range: [0, 100], scale: 1 },
      score: ({ waited }, { promised }) => Math.min(100, Math.max(0, 100 * (2 - waited / promised))),
    },
  },
});
