//! Signals in the words of a conversation, by lists of words with their inflections. See README.md for what it can and cannot know.

mod lists;
mod names;
mod phrase;
mod words;

use etalon_plugin::{Refuse, metric, plugin};
use lists::Signal;

/// Whether the text begins with a greeting: within its first 15 words.
#[metric]
fn greeted(text: &str, #[choices("et", "lv", "lt", "en")] language: &str) -> Result<bool, Refuse> {
    lists::said(Signal::Greeting, text, language)
}

/// Whether the text apologizes: asks for pardon, or says that one is sorry.
#[metric]
fn apologized(text: &str, #[choices("et", "lv", "lt", "en")] language: &str) -> Result<bool, Refuse> {
    lists::said(Signal::Apology, text, language)
}

/// Whether the text promises something that the speaker will do: in so many words, or as "I will call you".
#[metric]
fn promised(text: &str, #[choices("et", "lv", "lt", "en")] language: &str) -> Result<bool, Refuse> {
    lists::said(Signal::Promise, text, language)
}

/// Whether the text thanks.
#[metric]
fn thanked(text: &str, #[choices("et", "lv", "lt", "en")] language: &str) -> Result<bool, Refuse> {
    lists::said(Signal::Thanks, text, language)
}

/// Whether the text uses the name, or one of the names that it consists of, in any case of the language.
#[metric]
fn used_name(text: &str, name: &str, #[choices("et", "lv", "lt", "en")] language: &str) -> Result<bool, Refuse> {
    names::used(text, name, language)
}

plugin!(greeted, apologized, promised, thanked, used_name);

/// A row in a language that there are no lists for is not judged.
fn unknown(language: &str) -> Refuse {
    let shown: String = language.chars().take(20).collect();
    Refuse::new(
        "TEXT-001",
        format!("there are no words for the language `{shown}`: write \"et\", \"lv\", \"lt\" or \"en\""),
    )
}
