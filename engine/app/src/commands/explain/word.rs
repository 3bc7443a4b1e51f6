//! What the first word of a question may mean.

use etalon_core::Standard;
use etalon_core::standard::{CriterionId, Label, LadderId, MetricId, MitigationId, RecognitionId, UnitId, plain};

/// Something that the standard names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Criterion(CriterionId),
    Mitigation(MitigationId),
    Ladder(LadderId),
    Step(LadderId, usize),
    Recognition(RecognitionId),
    Metric(MetricId),
    Unit(UnitId),
}

/// Everything that a standard names, with the word that asks for it and whether that word is its whole name.
pub fn topics(standard: &Standard) -> Vec<(String, Topic)> {
    let mut all = Vec::new();
    let mut add = |label: &Label, topic: Topic| {
        all.push((label.name.clone(), topic));
        all.extend(label.title.0.iter().map(|(_, title)| (title.clone(), topic)));
    };
    for (id, criterion) in (0_u16..).zip(&standard.criteria) {
        add(&criterion.label, Topic::Criterion(CriterionId(id)));
    }
    for (id, mitigation) in (0_u16..).zip(&standard.mitigations) {
        add(&mitigation.label, Topic::Mitigation(MitigationId(id)));
    }
    for (id, metric) in (0_u16..).zip(&standard.metrics) {
        add(&metric.label, Topic::Metric(MetricId(id)));
    }
    for (id, recognition) in (0_u16..).zip(&standard.recognitions) {
        add(&recognition.label, Topic::Recognition(RecognitionId(id)));
    }
    for (id, ladder) in (0_u16..).zip(&standard.ladders) {
        add(&ladder.label, Topic::Ladder(LadderId(id)));
    }
    for (id, ladder) in (0_u16..).zip(&standard.ladders) {
        for (index, step) in ladder.steps.iter().enumerate() {
            // A step that several versions of the standard have is one and the same.
            let has = |form: &LadderId| standard.ladders[form.index()].steps.iter().position(|s| s.name == step.name);
            let forms = standard.versions_of_ladder(LadderId(id));
            let first = forms.into_iter().find_map(|form| has(&form).map(|index| Topic::Step(form, index)));
            let topic = first.unwrap_or(Topic::Step(LadderId(id), index));
            all.push((format!("{}.{}", ladder.label.name, step.name), topic));
            all.push((format!("{}.{}", plain(&ladder.label.name), step.name), topic));
            all.push((step.name.clone(), topic));
            all.extend(step.title.0.iter().map(|(_, title)| (title.clone(), topic)));
        }
    }
    for (id, unit) in (0_u16..).zip(&standard.units) {
        all.push((unit.label.name.clone(), Topic::Unit(UnitId(id))));
    }
    all
}

/// What a word means: exactly as written, else without regard to capitals. Several meanings: all of them.
pub fn meanings(topics: &[(String, Topic)], word: &str) -> Vec<Topic> {
    let fold = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    let mut found = distinct(topics.iter().filter(|(name, _)| name == word));
    if found.is_empty() {
        found = distinct(topics.iter().filter(|(name, _)| fold(name) == fold(word)));
    }
    found
}

fn distinct<'a>(topics: impl Iterator<Item = &'a (String, Topic)>) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for (_, topic) in topics {
        if !found.contains(topic) {
            found.push(*topic);
        }
    }
    found
}

/// The word that asks for a topic, and nothing else.
pub fn asked(standard: &Standard, topic: Topic) -> String {
    match topic {
        Topic::Criterion(id) => standard.criteria[id.index()].label.name.clone(),
        Topic::Mitigation(id) => standard.mitigations[id.index()].label.name.clone(),
        Topic::Ladder(id) => standard.ladders[id.index()].label.name.clone(),
        Topic::Step(id, step) => {
            let ladder = &standard.ladders[id.index()];
            format!("{}.{}", ladder.label.name, ladder.steps[step].name)
        }
        Topic::Recognition(id) => standard.recognitions[id.index()].label.name.clone(),
        Topic::Metric(id) => standard.metrics[id.index()].label.name.clone(),
        Topic::Unit(id) => standard.units[id.index()].label.name.clone(),
    }
}
