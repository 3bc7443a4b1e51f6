import { plugin } from "./etalon.mjs";

// effort(wait, handle, channel): 100 points = the customer had no effort. The same in every language: plugins/languages/README.md.
const weights = { phone: 1, chat: 0.5, email: 0.125 };

export const { meta, rowMetrics } = plugin({
  name: "effort",
  version: "0.1.0",
  doc: "What a contact cost the customer in time.",
  metrics: {
    effort: {
      doc: "100 = the customer had no effort.",
      params: [
        { name: "wait", type: "duration" },
        { name: "handle", type: "duration", nullable: true },
        { name: "channel", type: "text" },
      ],
      returns: { type: "number", unit: "points", range: [0, 100], scale: 2, nullable: true },
      score({ wait, handle, channel }) {
        if (!Object.hasOwn(weights, channel)) return null;
        if (handle === null) return 0;
        return Math.max(0, 100 - weights[channel] * (wait * 0.5 + handle * 0.0625));
      },
    },
  },
});
