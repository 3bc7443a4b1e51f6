//! Why a form gives its score and its verdict.

use super::{Branch, Explain, Mark};
use etalon_core::explain::{FormProof, ItemProof};
use etalon_core::outcome::FairForm;
use etalon_core::show as core;
use etalon_core::standard::VERDICTS;
use etalon_core::value::Ratio;

impl Explain<'_> {
    /// The items of a form, the one asked about first; and when it is a fault.
    pub(super) fn form_sections(&self, form: &FormProof, asked: Option<usize>) -> Vec<Branch> {
        let mut parts = Vec::new();
        for (index, (name, title, weight, share)) in form.sections.iter().enumerate() {
            let items: Vec<Branch> = form
                .items
                .iter()
                .enumerate()
                .filter(|(i, item)| item.section == index && asked.is_none_or(|asked| asked == *i))
                .map(|(_, item)| self.item(item))
                .collect();
            if items.is_empty() {
                continue;
            }
            // Items that stand under no section.
            let heading = self.title(title, name);
            if heading.is_empty() {
                parts.extend(items);
                continue;
            }
            let share = share.map_or_else(|| "–".to_owned(), core::share);
            let weight = if form.by_sections { format!(" × {weight}") } else { String::new() };
            parts.push(Branch::plain("form_section", format!("{heading}: {share}{weight}")).under(items));
        }
        let mut all: Vec<Branch> = Branch::section(self.say("h_items", &[]), parts).into_iter().collect();
        if let (Some(fair), None) = (&form.fair, asked) {
            all.extend(Branch::section(self.say("h_fair", &[]), vec![self.fair_form(form, fair)]));
        }
        if asked.is_none() {
            let fault = form.fault.iter().map(|r| self.in_words(self.reason(r))).collect();
            all.extend(Branch::section(self.say("h_fault", &[]), fault));
        }
        all
    }

    /// How the form comes out with what mitigations cover taken as not applicable.
    fn fair_form(&self, form: &FormProof, fair: &FairForm) -> Branch {
        let titles = fair.without.iter().filter_map(|item| form.items.get(*item));
        let titles: Vec<String> =
            titles.map(|item| self.say("named", &[("name", &self.title(&item.title, &item.name))])).collect();
        let verdict = VERDICTS.get(usize::from(fair.verdict)).copied().unwrap_or("not scored");
        let declared = &self.standard.forms[form.form.index()];
        let band = fair.band.and_then(|band| declared.bands.get(usize::from(band))).map(|(name, _)| name.clone());
        let score = fair.score.map_or_else(|| "–".to_owned(), |score| core::decimal(score, 1));
        let came = std::iter::once(score.clone()).chain(band.clone());
        let came = came.chain([self.words().get(verdict_key(verdict)).to_owned()]).collect::<Vec<_>>().join(", ");
        let text = self.say("fair_form", &[("items", &titles.join(", ")), ("came", &came)]);
        let names: Vec<&str> =
            fair.without.iter().filter_map(|i| form.items.get(*i)).map(|i| i.name.as_str()).collect();
        Branch::plain("fair", text)
            .with("score", fair.score.map(|score| score.to_string()))
            .with("band", band)
            .with("verdict", verdict)
            .with("without", names)
    }

    /// The condition of a fault: a tick would look like praise where it holds, so it is said in words.
    fn in_words(&self, branch: Branch) -> Branch {
        let text = match branch.is {
            "all_of" => self.say("all_of_these", &[]),
            "one_of" => self.say("one_of_these", &[]),
            "none_of" => self.say("none_of_these", &[]),
            _ => branch.text,
        };
        let key = match branch.mark {
            Mark::Yes => Some("in_words_yes"),
            Mark::No => Some("in_words_no"),
            Mark::Unknown => Some("in_words_unknown"),
            Mark::Hint | Mark::Plain => None,
        };
        let text = match key {
            Some(key) => self.say(key, &[("text", &text)]),
            None => text,
        };
        let parts = branch.parts.into_iter().map(|part| self.in_words(part)).collect();
        Branch { mark: if key.is_some() { Mark::Plain } else { branch.mark }, text, parts, ..branch }
    }

    fn item(&self, item: &ItemProof) -> Branch {
        let title = self.title(&item.title, &item.name);
        let full = item.share == Some(Ratio::ONE);
        let lost = item.share == Some(Ratio::ZERO);
        let critical = match (item.critical, lost) {
            (Some(class), true) => {
                let class = self.words().get(crate::view::critical_key(class));
                format!(" – {} ({class})", self.words().get("failed"))
            }
            _ => String::new(),
        };
        let (text, mark) = if item.applies {
            let answer = self.saw(&item.answer.saw);
            let points = item.share.and_then(|s| s.times(item.points)).map_or_else(|| "–".to_owned(), core::number);
            let mark = match item.share {
                _ if full => Mark::Yes,
                None => Mark::Unknown,
                _ if lost => Mark::No,
                _ => Mark::Plain,
            };
            (format!("{title}: {answer}, {points}/{}{critical}", core::number(item.points)), mark)
        } else {
            (format!("{title}: {}", self.words().get("not_applicable")), Mark::Plain)
        };
        Branch::new("item", mark, text)
            .with("item", item.name.clone())
            .with("answer", self.json_value(&item.answer.saw.value, &item.answer.saw.ty))
            .with("points", item.points.to_string())
            .with("share", item.share.map(|s| s.to_string()))
            .with("applies", item.applies)
    }
}

/// The word of the table for a form's verdict.
pub(super) fn verdict_key(verdict: &str) -> &'static str {
    match verdict {
        "passed" => "passed",
        "failed" => "failed",
        "incomplete" => "incomplete",
        _ => "not_scored",
    }
}
