//! Plugins that failed.

/// How often a plugin's function failed, and why. What rests on it is left open; it counts against nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginFailure {
    /// `tone.politeness`
    pub function: String,
    /// The kind of unit whose rows it was asked of; of a window, the metric whose figures it was to make.
    pub of: String,
    /// For how many rows, or figures.
    pub times: u64,
    /// Why, the most frequent first, and how often: a few.
    pub reasons: Vec<(String, u64)>,
}
