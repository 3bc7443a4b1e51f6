from connector import Page, fetch, quoted, secret, setting, source, stream


@stream(time="closed_at", key=["id"], fields={"id": "text", "closed_at": "instant", "agent": "text?", "waited": "duration"})
def tickets(cursor, most):
    """Tickets in the order of their closing."""
    url = f"{setting('url')}/tickets?limit={most}&after={quoted(cursor or '')}"
    page = fetch(url, headers={"authorization": f"Bearer {secret('token')}"})
    rows = [{"id": t["id"], "closed_at": t["closed"], "agent": t["assignee"], "waited": t["wait_seconds"]} for t in page["tickets"]]
    return Page(rows, cursor=page["next"], more=page["more"], after=60)


Meta, Source = source(
    "{{name}}",
    "0.1.0",
    tickets,
    doc="Closed tickets from a help desk, page by page.",
    needs={"hosts": ["localhost:8080"], "secrets": [{"name": "token", "doc": "of an account that may read tickets"}]},
    settings=[{"name": "url", "type": "text", "doc": "where the help desk answers", "default": "http://localhost:8080"}],
)
