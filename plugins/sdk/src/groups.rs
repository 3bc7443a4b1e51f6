//! The states of all groups of a window.

use crate::State;
use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
use crate::refuse::fault;
use crate::window::Window;

/// The format of saved states.
const FORMAT: u8 = 1;

/// States by the number of their group.
pub struct Groups<W> {
    constants: Vec<Column>,
    states: Vec<Option<W>>,
}

impl<W: Window> Groups<W> {
    /// No group yet.
    ///
    /// # Errors
    /// The constants were refused.
    pub fn open(constants: &[Column]) -> Result<Box<dyn Grouped>, Fault> {
        W::fresh(constants)?;
        Ok(Box::new(Self { constants: constants.to_vec(), states: Vec::new() }))
    }

    /// The state of a group; empty if nothing was said of it.
    ///
    /// # Errors
    /// The constants were refused.
    #[inline]
    pub fn at(&mut self, group: u32) -> Result<&mut W, Fault> {
        let at = group as usize;
        if !matches!(self.states.get(at), Some(Some(_))) {
            self.make(at)?;
        }
        match &mut self.states[at] {
            Some(state) => Ok(state),
            None => Err(fault("SDK-GROUP", "a group was lost".into())),
        }
    }

    #[cold]
    fn make(&mut self, at: usize) -> Result<(), Fault> {
        if self.states.len() <= at {
            self.states.resize_with(at + 1, || None);
        }
        self.states[at] = Some(W::fresh(&self.constants)?);
        Ok(())
    }
}

/// [`Groups`] of any window.
pub trait Grouped {
    /// Takes in rows.
    ///
    /// # Errors
    /// The row that was refused, and why.
    fn accumulate(&mut self, groups: &[u32], args: &Batch) -> Result<(), Fault>;

    /// Takes out rows.
    ///
    /// # Errors
    /// As [`Self::accumulate`].
    fn retract(&mut self, groups: &[u32], args: &Batch) -> Result<(), Fault>;

    /// Joins saved states.
    ///
    /// # Errors
    /// They cannot be read, or cannot be joined.
    fn merge(&mut self, groups: &[u32], saved: &[Vec<u8>]) -> Result<(), Fault>;

    /// States as bytes.
    ///
    /// # Errors
    /// The constants were refused.
    fn save(&mut self, groups: &[u32]) -> Result<Vec<Vec<u8>>, Fault>;

    /// Values now.
    ///
    /// # Errors
    /// The value was refused, and why.
    fn finish(&mut self, groups: &[u32]) -> Result<Column, Fault>;

    /// Forgets groups.
    fn close(&mut self, groups: &[u32]);
}

/// That there is a group for each row.
fn paired(groups: &[u32], args: &Batch) -> Result<(), Fault> {
    if groups.len() == args.rows as usize {
        Ok(())
    } else {
        Err(fault("SDK-FORM", format!("{} groups came for {} rows", groups.len(), args.rows)))
    }
}

impl<W: Window> Grouped for Groups<W> {
    fn accumulate(&mut self, groups: &[u32], args: &Batch) -> Result<(), Fault> {
        paired(groups, args)?;
        W::accumulate(self, groups, args)
    }

    fn retract(&mut self, groups: &[u32], args: &Batch) -> Result<(), Fault> {
        paired(groups, args)?;
        W::retract(self, groups, args)
    }

    fn merge(&mut self, groups: &[u32], saved: &[Vec<u8>]) -> Result<(), Fault> {
        for (group, bytes) in groups.iter().zip(saved) {
            let Some(state) = read::<W>(bytes) else {
                return Err(fault(
                    "SDK-STATE",
                    "a saved state cannot be read: it is damaged, or of another version".into(),
                ));
            };
            let at = *group as usize;
            if self.states.len() <= at {
                self.states.resize_with(at + 1, || None);
            }
            match &mut self.states[at] {
                // To go on from a saved state is allowed to any window.
                empty @ None => *empty = Some(state),
                Some(now) if W::MERGEABLE => now.join(state),
                Some(_) => return Err(fault("SDK-MERGE", "states of this window cannot be joined".into())),
            }
        }
        Ok(())
    }

    fn save(&mut self, groups: &[u32]) -> Result<Vec<Vec<u8>>, Fault> {
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            let mut bytes = vec![FORMAT];
            self.at(*group)?.save(&mut bytes);
            all.push(bytes);
        }
        Ok(all)
    }

    fn finish(&mut self, groups: &[u32]) -> Result<Column, Fault> {
        W::finish(self, groups)
    }

    fn close(&mut self, groups: &[u32]) {
        for group in groups {
            if let Some(state) = self.states.get_mut(*group as usize) {
                *state = None;
            }
        }
    }
}

fn read<S: State>(bytes: &[u8]) -> Option<S> {
    let (&FORMAT, mut rest) = bytes.split_first()? else { return None };
    let state = S::load(&mut rest)?;
    rest.is_empty().then_some(state)
}
