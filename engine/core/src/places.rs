//! Where the rows of a source stood.

/// Where a row was read: for messages, and for order where the source says `ties by row`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into [`crate::table::Incoming::files`] (files in the order of their names).
    pub file: u32,
    /// The line (text formats) or row (Parquet), from 1.
    pub row: u64,
}

/// The places of many rows. Rows mostly follow one another, so only the first of each run is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// How many rows stand before the run, and where its first one stood.
    runs: Vec<(usize, Place)>,
    rows: usize,
}

impl Places {
    /// How many rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds the place of the next row.
    pub fn push(&mut self, place: Place) {
        self.push_run(place, 1);
    }

    /// Adds rows that follow one another in their file, the first of them at this place.
    pub fn push_run(&mut self, first: Place, rows: usize) {
        if rows == 0 {
            return;
        }
        let follows = self
            .runs
            .last()
            .is_some_and(|(before, run)| run.file == first.file && run.row + (self.rows - before) as u64 == first.row);
        if !follows {
            self.runs.push((self.rows, first));
        }
        self.rows += rows;
    }

    /// Adds those of later rows; their files count from the given one.
    pub fn append(&mut self, later: &Self, file: u32) {
        for (at, (before, first)) in later.runs.iter().enumerate() {
            let end = later.runs.get(at + 1).map_or(later.rows, |next| next.0);
            self.push_run(Place { file: first.file + file, row: first.row }, end - before);
        }
    }

    /// The place of a row.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> Place {
        assert!(row < self.rows, "row {row} of {}", self.rows);
        let run = self.runs.partition_point(|(before, _)| *before <= row) - 1;
        let (before, first) = self.runs[run];
        Place { file: first.file, row: first.row + (row - before) as u64 }
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        let mut all = Self::default();
        places.into_iter().for_each(|place| all.push(place));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn every_row_keeps_its_place() {
        let place = |file, row| Place { file, row };
        let rows = [place(0, 2), place(0, 3), place(0, 7), place(1, 8), place(1, 9), place(1, 9), place(0, 10)];
        let places: Places = rows.into_iter().collect();
        assert_eq!((0..places.len()).map(|r| places.get(r)).collect::<Vec<_>>(), rows);
        let mut twice = places.clone();
        twice.append(&places, 1);
        assert_eq!(twice.len(), 14);
        assert_eq!(twice.get(9), place(1, 7));
        assert_eq!(twice.get(13), place(1, 10));
    }
}
