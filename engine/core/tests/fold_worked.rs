//! The worked answers: standards whose own tests hold them.

mod fold;

#[test]
fn phone_centre() {
    fold::passes(include_str!("../../../tests/worked/phone-centre/standard.etalon"));
}

#[test]
fn retail_chain() {
    fold::passes(concat!(
        include_str!("../../../examples/retail-chain/standard.etalon"),
        include_str!("../../../examples/retail-chain/events.etalon"),
        include_str!("../../../examples/retail-chain/tests.etalon"),
    ));
}

#[test]
fn the_deadlines_of_the_it_help_desk() {
    fold::passes(include_str!("../../../tests/worked/it-helpdesk-calendar/standard.etalon"));
}

#[test]
fn duties() {
    fold::passes(include_str!("../../../tests/worked/duties/standard.etalon"));
}

/// What mitigations open, who may not do it, the same day, terms of looks and steps.
#[test]
fn what_is_owed() {
    fold::passes(include_str!("../../../tests/worked/owed/standard.etalon"));
}

/// Items, sections and steps that a mitigation covers.
#[test]
fn parts_that_are_covered() {
    fold::passes(include_str!("../../../tests/worked/parts/standard.etalon"));
}

#[test]
fn figures() {
    fold::passes(include_str!("../../../tests/worked/figures/standard.etalon"));
}

#[test]
fn appeals() {
    fold::passes(include_str!("../../../tests/worked/appeals/standard.etalon"));
}

#[test]
fn months_that_close() {
    fold::passes(include_str!("../../../tests/worked/months/standard.etalon"));
}

#[test]
fn notice_and_probation() {
    fold::passes(include_str!("../../../tests/worked/notice/standard.etalon"));
}

/// The whole standard of the example: its worked answers, and the cases of fairness.
#[test]
fn the_whole_phone_centre() {
    fold::passes(concat!(
        include_str!("../../../examples/phone-standard/standard.etalon"),
        "\n",
        include_str!("../../../examples/phone-standard/events.etalon"),
        "\n",
        include_str!("../../../examples/phone-standard/worked.etalon"),
        "\n",
        include_str!("../../../examples/phone-standard/rules.etalon"),
        "\n",
        include_str!("../../../examples/phone-standard/fairness.etalon"),
    ));
}

#[test]
fn the_it_help_desk() {
    fold::passes(concat!(
        include_str!("../../../examples/it-helpdesk/standard.etalon"),
        include_str!("../../../examples/it-helpdesk/events.etalon"),
        include_str!("../../../examples/it-helpdesk/tests.etalon"),
    ));
}
