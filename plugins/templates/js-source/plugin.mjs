import { feed, json, secret, setting } from "./connector.mjs";

export const { meta, source } = feed({
  name: "{{name}}",
  version: "0.1.0",
  doc: "Closed tickets from a help desk, page by page.",
  needs: { hosts: ["localhost:8080"], secrets: [{ name: "token", doc: "of an account that may read tickets" }] },
  settings: [{ name: "url", type: "text", doc: "where the help desk answers", default: "http://localhost:8080" }],
  streams: {
    tickets: {
      doc: "Tickets in the order of their closing.",
      time: "closed_at",
      key: ["id"],
      fields: [
        { name: "id", type: "text" },
        { name: "closed_at", type: "instant" },
        { name: "agent", type: "text", nullable: true },
        { name: "waited", type: "duration" },
      ],
      async poll({ cursor, rows }) {
        const headers = { authorization: `Bearer ${secret("token")}` };
        const page = await json(`${setting("url")}/tickets?limit=${rows}&after=${encodeURIComponent(cursor ?? "")}`, { headers });
        const tickets = page.tickets.map((t) => ({ id: t.id, closed_at: t.closed, agent: t.assignee, waited: t.wait_seconds }));
        return { rows: tickets, cursor: page.next, more: page.more, after: 60 };
      },
    },
  },
});
