//! Why a step was proposed: for every decision of the examples the proof replays in a checker of its own, and the nearest
//! change, made in the data, makes the decision not happen. And why not: so many more faults do lead to the step.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

#[path = "explain/house.rs"]
mod house;

use etalon_core::evaluate::Sequential;
use etalon_core::explain::{
    Counting, Edit, FaultProof, FigureCheck, FigureTurn, Found, Happened, Nearest, Praised, StepChange, StepProof,
    Thing, Undoing,
};
use etalon_core::outcome::{Decision, DecisionKind};
use etalon_core::standard::{Celebrate, MetricCondition, StepCondition, Window};
use etalon_core::value::Value;
use house::House;

/// A sum of shares, in a common unit large enough for halves, thirds, quarters and fifths.
const WHOLE: i64 = 60;

fn share(fault: &FaultProof) -> i64 {
    let (num, den) = fault.evidence.share.split_once('/').unwrap_or((&fault.evidence.share, "1"));
    num.parse::<i64>().unwrap() * WHOLE / den.parse::<i64>().unwrap()
}

fn faults(proof: &StepProof) -> Vec<&FaultProof> {
    let happened = proof.story.iter().map(|moment| &moment.what);
    happened.filter_map(|what| if let Happened::Fault(fault) = what { Some(fault.as_ref()) } else { None }).collect()
}

/// The day on the wall, by the calendar of another library than the engine's own arithmetic.
fn day(house: &House, at: i64) -> jiff::civil::Date {
    jiff::Timestamp::from_microsecond(at).unwrap().to_zoned(house.standard.zone.clone()).date()
}

/// What is wrong with a proof; empty if it replays.
fn replay(house: &House, proof: &StepProof, decision: &Decision) -> Vec<String> {
    let mut wrong = Vec::new();
    let step = &house.standard.ladders[proof.ladder.index()].steps[proof.step];
    let counted: Vec<&FaultProof> = faults(proof).into_iter().filter(|f| f.counting == Counting::Counts).collect();
    if counted.last().is_none_or(|f| f.evidence.at != decision.at) {
        wrong.push("the newest fault is not the one that brought the step".to_owned());
    }
    if !proof.story.is_sorted_by_key(|m| m.at) {
        wrong.push("the story is not in order of time".to_owned());
    }
    let evidence: Vec<_> = counted.iter().map(|f| f.evidence.clone()).collect();
    if evidence != decision.evidence {
        wrong.push(format!("counted {evidence:?}, but the decision rests on {:?}", decision.evidence));
    }
    for (condition, told) in step.when.iter().zip(&proof.conditions) {
        let holds = match condition {
            StepCondition::Faults { count, within, after } => {
                let since = after.map(|step| proposed(proof, step).unwrap());
                let in_window = |at: i64| match within {
                    None => true,
                    Some(Window::Elapsed(micros)) => at > decision.at - micros,
                    Some(Window::Days(days)) => {
                        let gone = day(house, at).until(day(house, decision.at)).unwrap().get_days();
                        i64::from(gone) < *days
                    }
                };
                let inside = counted.iter().filter(|f| in_window(f.evidence.at));
                let inside = inside.filter(|f| since.is_none_or(|since| f.evidence.at > since));
                let sum: i64 = inside.clone().map(|f| share(f)).sum();
                let newest = inside.clone().next_back();
                let one_half = proof.step == 0 && *count == 1 && newest.is_some_and(|f| share(f) * 2 >= WHOLE);
                one_half || sum >= count * WHOLE
            }
            StepCondition::InARow { count, .. } => {
                let Found::Periods(periods) = &told.found else { panic!("periods") };
                let missed = periods.iter().rev().take_while(|(_, missed)| *missed == Some(true)).count();
                let months: Vec<i64> = periods.iter().map(|(name, _)| month(name)).collect();
                i64::try_from(missed).unwrap() >= *count && months.windows(2).all(|w| w[1] == w[0] + 1)
            }
            StepCondition::OfLast { count, of } => {
                let Found::Periods(periods) = &told.found else { panic!("periods") };
                let missed = periods.iter().filter(|(_, missed)| *missed == Some(true)).count();
                let known = periods.iter().all(|(_, missed)| missed.is_some());
                known && periods.len() <= usize::try_from(*of).unwrap() && i64::try_from(missed).unwrap() >= *count
            }
            StepCondition::Held(earlier) => {
                let Found::Held { by: Some(by), until, .. } = &told.found else { panic!("held") };
                let at = by.at.unwrap();
                at > proposed(proof, *earlier).unwrap() && at <= decision.at && until.is_none_or(|until| at <= until)
            }
        };
        if !holds || !told.holds {
            wrong.push(format!("{condition:?}: the checker says {holds}, the proof says {}", told.holds));
        }
    }
    wrong
}

/// When an earlier step was proposed, by the story.
fn proposed(proof: &StepProof, step: usize) -> Option<i64> {
    let at = |m: &etalon_core::explain::Moment| match m.what {
        Happened::Step(_, s, _) if s == step => Some(m.at),
        _ => None,
    };
    proof.story.iter().rev().find_map(at)
}

/// `2026-03` as a number of months.
fn month(name: &str) -> i64 {
    let (year, month) = name.split_once('-').unwrap();
    year.parse::<i64>().unwrap() * 12 + month.parse::<i64>().unwrap()
}

/// The edits of the data that undo a fault.
fn edits(house: &House, undoing: &Undoing, fault: &FaultProof) -> Vec<Edit> {
    match undoing {
        Undoing::Change(Nearest::Found(change)) => change.edits.clone(),
        // No change of few values undoes it: without the event there is no fault either.
        Undoing::Change(Nearest::NotFound(_)) => vec![Edit::Absent(fault.of.as_ref().unwrap().1.clone())],
        Undoing::Change(other) => panic!("{:?}: {other:?}", fault.evidence),
        Undoing::Absent => vec![Edit::Absent(fault.of.as_ref().unwrap().1.clone())],
        Undoing::Figure(figure, change) => {
            let change = change.as_ref().unwrap();
            assert!(change.met);
            assert_eq!(change.how, FigureTurn::MoreYes, "the examples count misses of shares");
            let proof = house.ask().figure(*figure, &Sequential).unwrap();
            let criterion = proof.of.unwrap();
            let kept = |thing: &Thing| match house.ask().finding(criterion, thing.row).nearest {
                Nearest::Found(change) if change.then == etalon_core::outcome::Verdict::Met => Some(change.edits),
                _ => None,
            };
            let many = usize::try_from(change.units).unwrap();
            let all: Vec<Vec<Edit>> = proof.no.iter().filter_map(kept).take(many).collect();
            assert_eq!(all.len(), many, "so many can be turned");
            all.concat()
        }
    }
}

/// Proves every step that was proposed; gives how many there are.
fn prove(folder: &str) -> usize {
    let house = House::open(folder, &[]);
    let mut steps = 0;
    for (index, decision) in house.run.outcome.decisions.iter().enumerate() {
        let DecisionKind::Step(ladder, step) = decision.kind else { continue };
        steps += 1;
        let proof = house.ask().step(index, &Sequential).expect("every step has a proof");
        let name =
            format!("{} {} {}", house.standard.ladders[ladder.index()].steps[step].name, decision.subject, decision.at);
        let wrong = replay(&house, &proof, decision);
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
        let StepChange::Without { faults, instead } = &proof.change else { panic!("{name}: {:?}", proof.change) };
        assert!(!faults.is_empty(), "{name}");
        let edits: Vec<Edit> = faults.iter().flat_map(|u| edits(&house, &u.how, &u.fault)).collect();
        let then = house.rerun(&edits);
        let same = |d: &&Decision| d.kind == decision.kind && d.subject == decision.subject;
        let again: Vec<i64> = then.outcome.decisions.iter().filter(same).map(|d| d.at).collect();
        assert!(!again.contains(&decision.at), "{name} is still proposed after {edits:#?}");
        if let Some(instead) = instead {
            assert!(again.contains(instead), "{name} would have been proposed at {instead}, not at {again:?}");
        }
    }
    steps
}

#[test]
fn every_step_of_the_phone_centre_is_proven() {
    assert!(prove("examples/phone-centre") > 20);
}

#[test]
fn every_step_of_the_city_desk_is_proven() {
    assert!(prove("examples/city-desk") > 5);
}

/// A share or a mean of the outcome as an exact fraction.
fn exact(value: &Value) -> (i128, i128) {
    match value {
        Value::Ratio(r) => (i128::from(r.num()), i128::from(r.den())),
        Value::Whole(n) => (i128::from(*n), 1),
        Value::Decimal(n) => (i128::from(*n), 1_000_000),
        other => panic!("{other:?} is no number"),
    }
}

/// `a >= b`
fn at_least(a: (i128, i128), b: (i128, i128)) -> bool {
    a.0 * b.1 >= b.0 * a.1
}

/// What a figure that is asked to be at least something says of itself: that it is, and how little less would not be.
fn replay_figure(house: &House, condition: &MetricCondition, check: &FigureCheck) {
    let figure = &house.run.outcome.figures[check.figure.unwrap()];
    assert_eq!(condition.op, etalon_core::BinaryOp::GreaterEqual, "the examples celebrate at least so much");
    let (bound, n) = (exact(&condition.bound), i128::from(figure.n));
    assert!(n >= i128::from(condition.least), "{figure:?}");
    assert!(at_least(exact(&figure.value), bound), "{figure:?}");
    let change = check.change.as_ref().expect("less would not be enough");
    assert!(!change.met);
    let sum = |less: i128, unit: i128| {
        let now = exact(&figure.value);
        (now.0 * n * unit - less * now.1, now.1 * n * unit)
    };
    match &change.how {
        FigureTurn::FewerYes => {
            let units = i128::from(change.units);
            assert!(!at_least(sum(units, 1), bound) && at_least(sum(units - 1, 1), bound), "{change:?}");
        }
        FigureTurn::SumLess(size) => {
            let (less, unit) = exact(size);
            assert!(!at_least(sum(less, unit), bound), "{change:?} of {figure:?}");
        }
        other => panic!("{other:?}"),
    }
}

/// Proves every recognition that was given; gives how many for a single thing, and how many for figures.
fn praise(folder: &str) -> (usize, usize) {
    let house = House::open(folder, &[]);
    let (mut things, mut figures): (Vec<(String, i64, Thing)>, usize) = (Vec::new(), 0);
    for (index, decision) in house.run.outcome.decisions.iter().enumerate() {
        let DecisionKind::Recognition(id, _) = decision.kind else { continue };
        let proof = house.ask().recognition(index, &Sequential).expect("every recognition has a proof");
        assert_eq!((&proof.subject, proof.decision), (&decision.subject, Some(index)));
        match (&proof.rests_on, &house.standard.recognitions[id.index()].when) {
            (Praised::Thing(Some(thing), _), Celebrate::Unit { .. }) => {
                assert_eq!(thing.key, decision.evidence[0].key);
                things.push((decision.subject.clone(), decision.at, thing.clone()));
            }
            (Praised::Figures(checks), Celebrate::Metrics(conditions)) => {
                assert_eq!(checks.len(), conditions.len());
                for (condition, check) in conditions.iter().zip(checks) {
                    assert!(check.keeps, "{decision:?}");
                    replay_figure(&house, condition, check);
                }
                figures += 1;
            }
            (other, _) => panic!("{other:?}"),
        }
    }
    // Without the things that were celebrated nothing of the kind is left.
    let edits: Vec<Edit> = things.iter().map(|(_, _, thing)| Edit::Absent(thing.clone())).collect();
    let then = house.rerun(&edits);
    for (subject, at, thing) in &things {
        let again = then
            .outcome
            .decisions
            .iter()
            .any(|d| matches!(d.kind, DecisionKind::Recognition(..)) && (&d.subject, d.at) == (subject, *at));
        assert!(!again, "{subject} is still thanked for {}", thing.key);
    }
    (things.len(), figures)
}

#[test]
fn every_recognition_of_the_examples_is_proven() {
    let (thanks, stars) = praise("examples/phone-centre");
    assert!(thanks > 50 && stars > 2, "{thanks} {stars}");
    let (_, months) = praise("examples/city-desk");
    assert!(months > 2, "{months}");
}

/// For everybody on the ladder: the next step, and what is said to lead to it, made in the data.
#[test]
fn so_many_more_complaints_do_lead_to_the_step() {
    let house = House::open("examples/phone-centre", &[]);
    let ladder = etalon_core::standard::LadderId(0);
    let steps = house.standard.ladders[0].steps.len();
    let mut reached = std::collections::BTreeMap::<&str, usize>::new();
    for decision in &house.run.outcome.decisions {
        if let DecisionKind::Step(l, step) = decision.kind
            && l == ladder
        {
            reached.insert(&decision.subject, step);
        }
    }
    let (mut more, mut never) = (0, 0);
    for (subject, step) in reached {
        let next = step + 1;
        if next == steps {
            continue;
        }
        let proof = house.ask().no_step(ladder, next, subject, &Sequential);
        match proof.change {
            StepChange::More { faults, until } => {
                assert!((1..=3).contains(&faults), "{subject}: {faults}");
                assert!(until.is_none_or(|until| until > house.run.outcome.as_of - 86_400_000_000), "{subject}");
                more += 1;
            }
            StepChange::NotByFaults => {
                let lacks = |c: &etalon_core::explain::ConditionProof| {
                    !c.holds && matches!(c.found, Found::Held { by: None, .. })
                };
                assert!(proof.conditions.iter().any(lacks), "{subject}: nothing stands in the way");
                never += 1;
            }
            StepChange::Without { .. } => panic!("{subject}: it was not proposed"),
        }
    }
    assert!(more > 3 && never > 0, "{more} {never}");
}

/// The units of a figure's proof are those that its figure counts.
#[test]
fn every_figure_is_made_of_the_units_that_are_named() {
    for folder in ["examples/phone-centre", "examples/city-desk"] {
        let house = House::open(folder, &[]);
        let figures = &house.run.outcome.figures;
        // Days are many and alike: every seventh figure is enough.
        for index in (0..figures.len()).step_by(7) {
            let figure = &figures[index];
            let proof = house.ask().figure(index, &Sequential).unwrap();
            let name = format!("{} {} {}", proof.quote.line, figure.subject, figure.period);
            assert_eq!((proof.yes.len() + proof.no.len()) as u64, figure.n, "{name}");
            assert_eq!(proof.left_out.len() as u64, figure.unjudged, "{name}");
            if let Some(Value::Whole(hits)) = figure.numerator
                && matches!(
                    house.standard.metrics[figure.metric.index()].formula,
                    etalon_core::standard::Formula::Share(_)
                )
            {
                assert_eq!(proof.yes.len() as i64, hits, "{name}");
            }
        }
    }
}
