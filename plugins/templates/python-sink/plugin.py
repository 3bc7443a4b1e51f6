from connector import action, fetch, secret, setting, sink


@action(fields={"sentence": "text"})
def task(it):
    """A task on the board; `sentence` says why, in words: a field of the decision."""
    # The same key twice must be the same task: the board keeps to `Idempotency-Key`.
    headers = {"authorization": f"Bearer {secret('token')}", "idempotency-key": it.key}
    made = fetch(f"{setting('url')}/tasks", "POST", headers=headers, body={"title": it.body["sentence"], "about": it.subject})
    return made["id"]


Meta, Sink = sink(
    "{{name}}",
    "0.1.0",
    task,
    doc="Tasks for coaches, in the board they work with.",
    needs={"hosts": ["localhost:8080"], "secrets": [{"name": "token", "doc": "of an account that may write tasks"}]},
    settings=[{"name": "url", "type": "text", "doc": "where the board answers", "default": "http://localhost:8080"}],
)
