//! Missed periods on a ladder: so many side by side, or of the last that were measured.

use super::fault::{Fault, Measure, Of};
use super::ladder::Climb;

impl Climb<'_> {
    /// The periods, of each metric counted, that had ended when the newest fault arose; those of the episode only.
    fn measures(&self, newest: usize) -> Vec<&[Measure]> {
        let now = self.record.faults[newest].at;
        let since = self.opened_by.map_or(now, |first| self.record.faults[first].at);
        let by_metric = self.record.measures.chunk_by(|a, b| a.counted == b.counted);
        by_metric
            .map(|measures| {
                let first = measures.partition_point(|m| m.end < since);
                let last = measures.partition_point(|m| m.end <= now);
                &measures[first.min(last)..last]
            })
            .collect()
    }

    pub(super) fn row(&self, count: i64, measured: bool, newest: usize) -> Option<Vec<usize>> {
        let count = usize::try_from(count).ok()?;
        self.measures(newest).into_iter().find_map(|measures| {
            let mut row = Vec::new();
            let mut expected: Option<i64> = None;
            for measure in measures.iter().rev() {
                match measure.missed {
                    // Side by side: nothing between two misses, not even a period without a figure.
                    Some(true) if measured || expected.is_none_or(|start| measure.next == start) => row.push(measure),
                    None if measured => continue,
                    _ => break,
                }
                expected = Some(measure.start);
                if row.len() == count {
                    break;
                }
            }
            (row.len() == count).then(|| self.faults_of(&row))
        })
    }

    pub(super) fn of_last(&self, count: i64, of: i64, newest: usize) -> Option<Vec<usize>> {
        let (count, of) = (usize::try_from(count).ok()?, usize::try_from(of).ok()?);
        self.measures(newest).into_iter().find_map(|measures| {
            let last = measures.iter().rev().filter(|m| m.missed.is_some()).take(of);
            let missed: Vec<&Measure> = last.filter(|m| m.missed == Some(true)).collect();
            (missed.len() >= count).then(|| self.faults_of(&missed))
        })
    }

    fn faults_of(&self, measures: &[&Measure]) -> Vec<usize> {
        let is_of = |fault: &Fault| matches!(fault.of, Of::Miss(f) if measures.iter().any(|m| m.figure == f));
        (0..self.record.faults.len()).filter(|i| is_of(&self.record.faults[*i])).collect()
    }
}
