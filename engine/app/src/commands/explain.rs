//! `etalon explain`: why a run says what it says.

mod answer;
mod question;
mod whom;
mod word;

use super::Ended;
use super::given::Given;
use crate::{load, speak};
use clap::{Args, ValueEnum};
use etalon_core::explain::Ask;
use etalon_report::{Explain as Words, Names};

/// Say why: the proof of a finding, a step, a recognition, a figure, and what would have made it different.
///
/// The standard is run as by `etalon run`; then the proof is told: the sentence of the standard with its place, each
/// condition with the values it saw, what counted and what did not, and the nearest change that would have made it
/// different. Without a question it lists what can be asked, with examples from your own data.
#[derive(Debug, Args)]
#[command(
    override_usage = "etalon explain [STANDARD] [WHAT [WHOM]] [OPTIONS]",
    after_help = "\
What can be asked:
  a requirement or a form, and a key     quick_answer c00123
  a step of a ladder, and a person       conduct.coaching a07      (--at 2026-03-12 for the one nearest to that day)
  a recognition, and a person            thank_you a07
  a figure                               csat --of a07 --in 2026-Q1
  a person, a team                       a07, or: agent a07
  an event                               c00123, or: call c00123
People can be named as they are called: anna, \"Anna Tamm\".

Examples:
  etalon explain examples/phone-centre                            what can be asked of it
  etalon explain examples/phone-centre quick_answer c00123
  etalon explain examples/phone-centre conduct.coaching a07
  etalon explain examples/phone-centre conduct.plan a07 --not     why it was not proposed, and what came nearest
  etalon explain examples/phone-centre service_level --in 2026-03 --lang et
  etalon explain . agent a07 --format json                        schema etalon-explain/1

Exit codes: 0 answered; 1 errors in the standard or the data, or nothing of that name; 2 wrong usage."
)]
pub struct Explain {
    /// A folder of .etalon files or one file (default: this folder), then what is asked, and of whom.
    #[arg(value_name = "WORD", num_args = 0..)]
    words: Vec<String>,
    /// Of a figure: whose. The organization's if it is not said.
    #[arg(long, value_name = "WHOM")]
    of: Option<String>,
    /// Of a figure: in which period: 2026-03, 2026-Q1, 2026-W09, 2026-03-02, 2026, all. Default: the last that is over.
    #[arg(long = "in", value_name = "PERIOD")]
    period: Option<String>,
    /// Of a step or a recognition: the one nearest to this day. Default: the newest.
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    /// Ask why it did not happen, and what came nearest.
    #[arg(long)]
    not: bool,
    /// Show every key and every moment, however many there are.
    #[arg(long)]
    all: bool,
    /// How to tell it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    given: Given,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For tools: schema etalon-explain/1.
    Json,
}

impl Explain {
    pub fn run(&self) -> Ended {
        self.answered().unwrap_or_else(|ended| ended)
    }

    fn answered(&self) -> Result<Ended, Ended> {
        let (path, words) = question::split(&self.words)?;
        let judgement = self.given.judge(&path, &mut Vec::new())?;
        let standard = judgement.standard();
        let names = Names::of(standard, &judgement.run.world);
        let ask = Ask { files: &judgement.loaded.files, standard, plan: &judgement.plan, run: &judgement.run };
        let outcome = &judgement.run.outcome;
        let say = Words { standard, outcome, names: &names, language: &judgement.language, all: self.all };
        let called = question::called(&path);
        let question =
            answer::Question { ask, say, names: &names, asked: self, called: &called, pool: &judgement.threads };
        let (told, ended) = question.answer(&words)?;
        match self.format {
            Format::Text => speak::result(&told.page(load::width().min(100))),
            Format::Json => speak::result(&format!("{:#}\n", told.json(&say, &words))),
        }
        Ok(ended)
    }
}

/// Something is not there: what, what is near, and how to see what there is.
fn unknown(what: &str, help: &str) -> Ended {
    speak::trouble(what, Some(help));
    Ended::SaidNo
}
