//! The plan as text.

use super::{NodeId, Plan};
use crate::Standard;

impl Plan {
    /// A node in the words of the language.
    #[must_use]
    pub fn text(&self, standard: &Standard, id: NodeId) -> String {
        let _ = standard;
        format!("{id:?}")
    }
}
