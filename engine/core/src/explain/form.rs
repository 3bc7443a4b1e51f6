//! The proof of a form's result.

use super::{Quote, Reason, Thing};
use crate::outcome::FairForm;
use crate::standard::{Critical, FormId, Words};
use crate::value::Ratio;

/// Why a form says of a thing what it says.
#[derive(Debug, Clone)]
pub struct FormProof {
    /// Which.
    pub form: FormId,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// The declaration in the standard.
    pub quote: Quote,
    /// What was evaluated.
    pub thing: Thing,
    /// `by sections`, else `by points`.
    pub by_sections: bool,
    /// Sections: name, title, weight, share of the points (none if nothing in it applied or was answered).
    pub sections: Vec<(String, Words, Ratio, Option<Ratio>)>,
    /// Every item, section by section.
    pub items: Vec<ItemProof>,
    /// 0..100; none if incomplete or nothing applied.
    pub score: Option<Ratio>,
    /// One of [`crate::standard::VERDICTS`].
    pub verdict: &'static str,
    /// The band, if the form has any and there is a score.
    pub band: Option<String>,
    /// When it is a fault: the condition; none = when failed.
    pub fault: Option<Reason>,
    /// As the person answers for it: with what mitigations cover taken as not applicable. None if that is no other.
    pub fair: Option<FairForm>,
}

/// One item.
#[derive(Debug, Clone)]
pub struct ItemProof {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// Its line in the standard.
    pub quote: Quote,
    /// The section it stands in (index).
    pub section: usize,
    /// Its points.
    pub points: Ratio,
    /// Least and greatest of its scale; none = yes/no.
    pub scale: Option<(Ratio, Ratio)>,
    /// Whether a no fails the whole, and for whom.
    pub critical: Option<Critical>,
    /// The answer.
    pub answer: Reason,
    /// When it does not apply.
    pub na: Option<Reason>,
    /// Whether it applies.
    pub applies: bool,
    /// The share of its points; none = it does not apply, or the answer is missing or not on the scale.
    pub share: Option<Ratio>,
    /// What to do better.
    pub guidance: Words,
}
