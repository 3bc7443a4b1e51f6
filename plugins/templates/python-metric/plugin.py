from etalon import Constant, Duration, Number, metric, plugin


@metric(unit="points", range=(0, 100), scale=1, params={"promised": {"range": (1, 864_000)}})
def promptness(waited: Duration, promised: Constant[Duration] = 20) -> Number:
    """100 = within the promise, 0 = twice as long or longer."""
    return min(100.0, max(0.0, 100 * (2 - waited / promised)))


Meta, RowMetrics = plugin("{{name}}", "0.1.0", promptness, doc="How promptly we answer.")
