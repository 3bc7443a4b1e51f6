//! Whether a plugin keeps to what it promises: one value a row, from the row alone. Each call has a fresh instance, so nothing can be
//! carried from call to call; but within a call a plugin could look at other rows, or count. So a few rows of each slice
//! are asked a second time, alone and the other way round. Costs one small call a slice.

use super::slice::Slice;
use crate::Budget;
use crate::answer::Gathered;

impl Slice<'_> {
    /// Asks some rows again.
    pub(super) fn again(&self, gathered: &Gathered<'_>) -> Result<(), String> {
        let rows = self.rows.rows;
        if rows < 2 {
            return Ok(());
        }
        let mut few = vec![rows - 1, rows / 2, 0];
        few.dedup();
        few.retain(|row| !gathered.faulted(*row));
        if few.is_empty() {
            return Ok(());
        }
        let sent = self.rows.pick(&few);
        // As much work as the slice had: what was enough for all is enough for these.
        let budget = Budget { work: self.budget(rows).work, ..self.budget(few.len()) };
        let mut alone = self.gathered(few.len());
        let asked = self.score.score(budget, &self.signature.name, self.constants, &sent);
        let took = asked.gave.and_then(|answer| alone.take(0, few.len(), answer));
        let agree = || few.iter().enumerate().all(|(i, row)| gathered.same(*row, &alone, i) && !alone.faulted(i));
        match took {
            Ok(()) if agree() => Ok(()),
            Ok(()) => Err("gave another answer to the same row when it was asked again".to_owned()),
            Err(failure) => Err(format!(
                "answered at first, but when it was asked again about the same rows it {}",
                failure.words()
            )),
        }
    }
}
