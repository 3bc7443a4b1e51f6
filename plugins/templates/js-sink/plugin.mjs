import { json, outlet, secret, setting } from "./connector.mjs";

export const { meta, sink } = outlet({
  name: "{{name}}",
  version: "0.1.0",
  doc: "Tasks for coaches, in the board they work with.",
  needs: { hosts: ["localhost:8080"], secrets: [{ name: "token", doc: "of an account that may write tasks" }] },
  settings: [{ name: "url", type: "text", doc: "where the board answers", default: "http://localhost:8080" }],
  actions: {
    task: {
      doc: "A task on the board.",
      fields: [{ name: "sentence", type: "text", doc: "why, in words: a field of the decision" }],
      async deliver({ key, subject, body }) {
        // The same key twice must be the same task: the board keeps to `Idempotency-Key`.
        const headers = { authorization: `Bearer ${secret("token")}`, "idempotency-key": key };
        const task = await json(`${setting("url")}/tasks`, { method: "POST", headers, body: { title: body.sentence, about: subject } });
        return task.id;
      },
    },
  },
});
