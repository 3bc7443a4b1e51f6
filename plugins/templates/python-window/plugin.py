from etalon import Constant, Duration, Number, plugin, window


@window(unit="points", range=(0, 100), scale=1, params={"promised": {"range": (1, 864_000)}})
class OnTime:
    """The share of contacts that waited no longer than promised, in points: 100 = all of them."""

    def __init__(self, promised: Constant[Duration] = 20):
        self.promised, self.kept, self.all = promised, 0, 0

    def add(self, waited: Duration):
        self.all += 1
        self.kept += waited <= self.promised

    def remove(self, waited: Duration):
        self.all -= 1
        self.kept -= waited <= self.promised

    def merge(self, other):
        self.all += other.all
        self.kept += other.kept

    def value(self) -> Number | None:
        return 100 * self.kept / self.all if self.all else None


Meta, RowMetrics = plugin("{{name}}", "0.1.0", OnTime, doc="How promptly we answer.")
