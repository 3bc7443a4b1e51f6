//! A place in a sorted list that is sought again and again, each time near the last.

/// Remembers the last place.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Cursor(usize);

impl Cursor {
    /// How many of so many come before what is sought; those that do stand first. Costs the logarithm of the way from the
    /// last place, so a list that is walked along costs one look a step.
    #[inline]
    pub(super) fn seek(&mut self, len: usize, before: impl Fn(usize) -> bool) -> usize {
        let last = self.0.min(len);
        let mut step = 1;
        let (mut low, mut high);
        if last < len && before(last) {
            low = last + 1;
            while low + step <= len && before(low + step - 1) {
                low += step;
                step *= 2;
            }
            high = (low + step - 1).min(len);
        } else {
            high = last;
            while step <= high && !before(high - step) {
                high -= step;
                step *= 2;
            }
            low = (high + 1).saturating_sub(step);
        }
        while low < high {
            let middle = low.midpoint(high);
            if before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.0 = low;
        low
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn finds_from_wherever_it_stood() {
        for len in 0..12 {
            for last in 0..=len + 2 {
                for sought in 0..=len {
                    assert_eq!(Cursor(last).seek(len, |i| i < sought), sought, "{len} {last} {sought}");
                }
            }
        }
    }
}
