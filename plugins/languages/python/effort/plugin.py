from etalon import Duration, Number, Text, metric, plugin

WEIGHTS = {"phone": 1.0, "chat": 0.5, "email": 0.125}


# The same in every language: plugins/languages/README.md.
@metric(unit="points", range=(0, 100), scale=2)
def effort(wait: Duration, handle: Duration | None, channel: Text) -> Number | None:
    """100 = the customer had no effort."""
    weight = WEIGHTS.get(channel)
    if weight is None:
        return None
    if handle is None:
        return 0.0
    return max(0.0, 100 - weight * (wait * 0.5 + handle * 0.0625))


Meta, RowMetrics = plugin("effort", "0.1.0", effort, doc="What a contact cost the customer in time.")
