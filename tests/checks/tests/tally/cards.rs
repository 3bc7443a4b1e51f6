//! Scorecards by hand.

use super::{Call, STANDARD, in_order};
use etalon_core::evaluate::Run;
use etalon_core::outcome::Scorecard;
use etalon_core::value::Ratio;
use std::collections::BTreeMap;

/// What a run says on every scorecard: counts, causes and shares by criterion, and the principles.
pub fn cards_of(run: &Run) -> BTreeMap<String, String> {
    let said = |card: &Scorecard| {
        let lines: Vec<String> = card
            .lines
            .iter()
            .map(|l| {
                let name = &STANDARD.criteria[l.criterion.index()].label.name;
                let causes: Vec<String> = l.causes.iter().map(ToString::to_string).collect();
                format!("{name} {:?} {} {:?} {:?}", l.counts, causes.join(" "), l.raw, l.fair)
            })
            .collect();
        let principles: Vec<String> =
            card.principles.iter().map(|(_, raw, fair)| format!("{raw:?} {fair:?}")).collect();
        format!("{}\n{}", lines.join("\n"), principles.join("\n"))
    };
    run.outcome.scorecards.iter().map(|card| (format!("{} {}", card.kind, card.subject), said(card))).collect()
}

/// One criterion of one subject.
#[derive(Default)]
struct Line {
    counts: [u64; 5],
    /// Employee, company, customer, unknown; in halves.
    halves: [i128; 4],
}

/// The same, counted call by call.
pub fn cards_by_hand(calls: &[Call], run: &Run) -> BTreeMap<String, String> {
    let mut cards: BTreeMap<String, [Line; 3]> = BTreeMap::new();
    cards.insert("organization organization".to_owned(), Default::default());
    for call in in_order(calls) {
        let agent = call.agent.map(|a| format!("agent agent{a}"));
        let team = call.team.map(|t| format!("team team{t}"));
        for card in [Some("organization organization".to_owned()), agent, team].into_iter().flatten() {
            let lines = cards.entry(card).or_default();
            for (line, (verdict, halves)) in lines.iter_mut().zip(judged(call)) {
                line.counts[verdict] += 1;
                line.halves.iter_mut().zip(halves).for_each(|(sum, part)| *sum += part);
            }
        }
    }
    assert_eq!(run.outcome.findings.len(), 3);
    cards.into_iter().map(|(name, lines)| (name.clone(), said(&name, &lines))).collect()
}

const NONE: [i128; 4] = [0; 4];

/// The verdicts on `good`, `liked` and `pointy`: not applicable, met, breached, pending, not judged; and whose the breach is.
fn judged(call: &Call) -> [(usize, [i128; 4]); 3] {
    let half = i128::from(call.half);
    let good = match call.ok {
        None => (4, NONE),
        Some(true) => (1, NONE),
        Some(false) if call.company => (2, [0, 2, 0, 0]),
        Some(false) => (2, [2 - half, 0, half, 0]),
    };
    let liked = match call.stars {
        None => (0, NONE),
        Some(stars) if stars >= 3 => (1, NONE),
        Some(_) => (2, [0, 0, half, 2 - half]),
    };
    let pointy = match call.points {
        _ if call.company => (0, NONE),
        None => (4, NONE),
        Some(points) if points > 1_000_000 => (1, NONE),
        Some(_) => (2, [2, 0, 0, 0]),
    };
    [good, liked, pointy]
}

fn said(name: &str, lines: &[Line; 3]) -> String {
    let is_shown = |line: &Line| name.starts_with("organization") || line.counts[1..].iter().any(|n| *n > 0);
    let share = |met: u64, owed: i128| Ratio::new(2 * i128::from(met), 2 * i128::from(met) + owed);
    let raw = |line: &Line| share(line.counts[1], 2 * i128::from(line.counts[2]));
    let fair = |line: &Line| share(line.counts[1], line.halves[0] + line.halves[3]);
    let shown = |(line, criterion): (&Line, &str)| {
        let causes: Vec<String> =
            line.halves.iter().map(|h| Ratio::new(*h, 2).map(|r| r.to_string()).unwrap_or_default()).collect();
        format!("{criterion} {:?} {} {:?} {:?}", line.counts, causes.join(" "), raw(line), fair(line))
    };
    let named = lines.iter().zip(["good", "liked", "pointy"]).filter(|(line, _)| is_shown(line));
    let mean = |share: &dyn Fn(&Line) -> Option<Ratio>, of: &[(usize, i64)]| {
        let known = of.iter().filter(|(i, _)| is_shown(&lines[*i]));
        let known = known.filter_map(|(i, weight)| Some((Ratio::whole(*weight), share(&lines[*i])?)));
        let (sum, weights) = known.fold((Ratio::ZERO, Ratio::ZERO), |(sum, weights), (weight, share)| {
            let more = weight.times(share).and_then(|part| sum.plus(part));
            (more.unwrap_or(sum), weights.plus(weight).unwrap_or(weights))
        });
        sum.over(weights)
    };
    let principles =
        [&[(0, 3), (1, 2)][..], &[(2, 1)][..]].map(|of| format!("{:?} {:?}", mean(&raw, of), mean(&fair, of)));
    format!("{}\n{}", named.map(shown).collect::<Vec<_>>().join("\n"), principles.join("\n"))
}
