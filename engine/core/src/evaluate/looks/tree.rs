//! A tree over a list that tells the best of any stretch of it.

/// The values of a list, and of each two neighbours the better one, up to the best of all.
pub(super) struct Tree<T, F> {
    /// `nodes[1]` stands for all, `nodes[2 i]` and `nodes[2 i + 1]` for the halves of `nodes[i]`; the last half is the list.
    nodes: Vec<T>,
    better: F,
}

impl<T: Copy, F: Fn(T, T) -> T> Tree<T, F> {
    /// `nothing` gives way to every value. Of two, the earlier is handed to `better` first.
    pub(super) fn new(values: impl ExactSizeIterator<Item = T>, nothing: T, better: F) -> Self {
        let size = values.len().next_power_of_two();
        let mut nodes = vec![nothing; 2 * size];
        for (node, value) in nodes[size..].iter_mut().zip(values) {
            *node = value;
        }
        for i in (1..size).rev() {
            nodes[i] = better(nodes[2 * i], nodes[2 * i + 1]);
        }
        Self { nodes, better }
    }

    fn size(&self) -> usize {
        self.nodes.len() / 2
    }

    /// The best from one place to before another.
    pub(super) fn best(&self, low: usize, high: usize) -> Option<T> {
        let (mut left, mut right) = (None, None);
        let (mut low, mut high) = (low + self.size(), high + self.size());
        let both = |a: Option<T>, b: Option<T>| match (a, b) {
            (Some(a), Some(b)) => Some((self.better)(a, b)),
            (a, b) => a.or(b),
        };
        while low < high {
            if low % 2 == 1 {
                left = both(left, Some(self.nodes[low]));
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                right = both(Some(self.nodes[high]), right);
            }
            low /= 2;
            high /= 2;
        }
        both(left, right)
    }

    /// The first place from this one on whose value is good. A stretch is good if its best value is.
    pub(super) fn next(&self, from: usize, good: impl Fn(T) -> bool) -> Option<usize> {
        let size = self.size();
        if from >= size {
            return None;
        }
        let mut node = from + size;
        while !good(self.nodes[node]) {
            // Up as long as this is the right half, then over to the neighbour.
            while node % 2 == 1 {
                node /= 2;
            }
            if node == 0 {
                return None;
            }
            node += 1;
        }
        while node < size {
            node *= 2;
            if !good(self.nodes[node]) {
                node += 1;
            }
        }
        Some(node - size)
    }

    /// The last place before this one whose value is good.
    pub(super) fn previous(&self, before: usize, good: impl Fn(T) -> bool) -> Option<usize> {
        let size = self.size();
        let mut node = before.checked_sub(1)?.min(size - 1) + size;
        while !good(self.nodes[node]) {
            while node.is_multiple_of(2) {
                node /= 2;
            }
            if node <= 1 {
                return None;
            }
            node -= 1;
        }
        while node < size {
            node = 2 * node + 1;
            if !good(self.nodes[node]) {
                node -= 1;
            }
        }
        Some(node - size)
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn tells_the_same_as_looking_at_each() {
        let values = [5_i64, 3, 8, 3, 9, 1, 7, 7, 2, 6, 4];
        for len in 0..=values.len() {
            let list = &values[..len];
            let tree = Tree::new(list.iter().copied(), i64::MAX, i64::min);
            for low in 0..=len {
                for high in low..=len {
                    assert_eq!(tree.best(low, high), list[low..high].iter().copied().min(), "{len} {low} {high}");
                }
                for limit in 0..11 {
                    let first = list[low..].iter().position(|v| *v < limit).map(|i| i + low);
                    assert_eq!(tree.next(low, |v| v < limit), first, "{len} {low} {limit}");
                    let last = list[..low].iter().rposition(|v| *v < limit);
                    assert_eq!(tree.previous(low, |v| v < limit), last, "{len} {low} {limit}");
                }
            }
        }
    }
}
