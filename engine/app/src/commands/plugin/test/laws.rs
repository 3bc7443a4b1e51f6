//! What must hold of every plugin, whoever wrote it: tried with the rows of each case without being asked.

use super::answers::Answer;
use super::cases::Case;
use etalon_core::plugin::Module;
use etalon_host::Metrics;
use std::ops::Range;

impl Case<'_> {
    /// What does not hold, in a sentence; `whole` is the answer to the whole case.
    pub fn broken_law(&self, module: &Metrics, whole: &Answer, groups: usize) -> Option<String> {
        if self.window { self.window_laws(module, whole, groups) } else { self.metric_laws(module) }
    }

    fn metric_laws(&self, module: &dyn Module) -> Option<String> {
        let Ok(whole) = self.score(module, &self.rows) else { return None };
        for (number, row) in self.rows.iter().enumerate() {
            if self.score(module, std::slice::from_ref(row)).ok().as_deref() != Some(&whole[number..=number]) {
                let row = self.places.iter().position(|place| *place == Some(number)).unwrap_or(number) + 1;
                return Some(format!(
                    "row {row} alone has another answer than among the others: an answer must come from its row alone"
                ));
            }
        }
        let mut rows = self.rows.clone();
        rows.reverse();
        let mut turned = self.score(module, &rows).unwrap_or_default();
        turned.reverse();
        (turned != whole)
            .then(|| "in reverse order the rows have other answers: an answer must come from its row alone".to_owned())
    }

    fn window_laws(&self, module: &Metrics, whole: &Answer, groups: usize) -> Option<String> {
        let rows = self.rows.len();
        let each: Vec<Range<usize>> = (0..rows).map(|row| row..row + 1).collect();
        if self.window(module, &each, groups) != *whole {
            return Some("row by row the values are others than in one batch".to_owned());
        }
        for at in 1..rows {
            if self.window(module, &[0..at, at..rows], groups) != *whole {
                return Some(format!("cut after row {at} the values are others than in one batch"));
            }
        }
        if self.twice(module, groups) != *whole {
            return Some("asked twice the values are others: asking must not change them".to_owned());
        }
        if self.signature.retractable {
            for out in 1..=rows {
                let rest = out..rows;
                if self.slid(module, out, groups) != self.window(module, std::slice::from_ref(&rest), groups) {
                    return Some(format!(
                        "after the first {out} rows are taken out again the values are others than those of the rest alone"
                    ));
                }
            }
        }
        if self.signature.mergeable {
            for at in 1..=rows {
                if self.resumed(module, at, groups) != *whole {
                    return Some(format!(
                        "saved after row {at} and taken up by another window the values are others than in one batch"
                    ));
                }
                if self.joined(module, at, groups) != *whole {
                    return Some(format!(
                        "cut after row {at} into two windows that are then joined the values are others than in one batch"
                    ));
                }
            }
        }
        None
    }
}
