//! Conditions: each as a sentence of the language, and as the closure that a program would have instead.

use crate::contact::{CHANNELS, Contact, LANGUAGES, SECOND, SEGMENTS, TOPICS};

/// What a program would call for each contact.
pub type Test = Box<dyn Fn(&Contact) -> bool>;

/// One condition, in both forms.
pub struct Condition {
    /// The field that it looks at: two conditions of one rule look at different ones.
    pub field: &'static str,
    /// As it is written.
    pub text: String,
    /// Makes the closure. Every rule has its own, as in a program.
    pub test: Box<dyn Fn() -> Test>,
}

fn condition<F>(field: &'static str, text: String, test: F) -> Condition
where
    F: Fn(&Contact) -> bool + Copy + 'static,
{
    Condition { field, text, test: Box::new(move || Box::new(test)) }
}

/// What a rule may be for.
pub fn filters() -> Vec<Condition> {
    let mut list = Vec::new();
    for (code, name) in (0..).zip(TOPICS) {
        list.push(condition("topic", format!("topic = {name}"), move |c| c.topic == code));
        list.push(condition("topic", format!("topic != {name}"), move |c| c.topic != code));
        let (next, after) = ((code + 1) % 6, TOPICS[usize::from(code + 1) % 6]);
        let text = format!("topic in ({name}, {after})");
        list.push(condition("topic", text, move |c| c.topic == code || c.topic == next));
    }
    for (code, name) in (0..).zip(CHANNELS) {
        list.push(condition("channel", format!("channel = {name}"), move |c| c.channel == code));
        list.push(condition("channel", format!("channel != {name}"), move |c| c.channel != code));
    }
    for (code, name) in (0..).zip(SEGMENTS) {
        list.push(condition("segment", format!("segment = {name}"), move |c| c.segment == code));
    }
    for name in LANGUAGES {
        list.push(condition("language", format!("language = \"{name}\""), move |c| c.language == name));
    }
    for euros in [10, 50, 100, 200, 300, 400, 500] {
        list.push(condition("amount", format!("amount > {euros}"), move |c| c.amount > euros * 100));
    }
    list.push(condition("promised", "promised".into(), |c| c.promised));
    list.push(condition("promised", "not promised".into(), |c| !c.promised));
    list
}

/// What a rule may require.
pub fn requirements() -> Vec<Condition> {
    let mut list = Vec::new();
    for s in [5, 10, 15, 20, 25, 30, 40, 45, 60, 75, 90, 120] {
        list.push(condition("waited", format!("waited <= {s} s"), move |c| c.waited <= s * SECOND));
    }
    for min in [3, 4, 5, 6, 7, 8, 10, 12, 15] {
        list.push(condition("talked", format!("talked <= {min} min"), move |c| c.talked <= min * 60 * SECOND));
    }
    for s in [30, 40, 50] {
        list.push(condition("talked", format!("talked >= {s} s"), move |c| c.talked >= s * SECOND));
    }
    for s in [20, 30, 45, 60, 90, 120, 150] {
        let test = move |c: &Contact| c.held.is_none_or(|held| held <= s * SECOND);
        list.push(condition("held", format!("(held is missing or held <= {s} s)"), test));
    }
    for most in 0..3 {
        list.push(condition("transfers", format!("transfers <= {most}"), move |c| c.transfers <= most));
    }
    for least in 2..=5 {
        list.push(condition("score", format!("score >= {least}"), move |c| c.score >= least));
    }
    list.push(condition("greeted", "greeted".into(), |c| c.greeted));
    list.push(condition("identified", "identified".into(), |c| c.identified));
    list.push(condition("solved", "solved".into(), |c| c.solved));
    list.push(condition("recorded", "recorded".into(), |c| c.recorded));
    list
}
