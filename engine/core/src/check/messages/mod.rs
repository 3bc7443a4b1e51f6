//! What the checker says, one file a slug: each words one problem.

mod ambiguous_expectation;
mod ambiguous_subject;
mod argument_choice;
mod argument_not_constant;
mod argument_order;
mod argument_range;
mod argument_twice;
mod argument_type;
mod arises_twice;
mod bad_pattern;
mod below_one;
mod bound_outside;
mod calendar_as_value;
mod changes_between_versions;
mod clause_twice;
mod clock_named_as_rule;
mod clock_on_no_calendar;
mod counts_no_periods;
mod covers_nothing_of;
mod credit_to_nobody;
mod cycle;
mod day_twice;
mod days_not_read;
mod define_of_another;
mod deprecated_function;
mod different_periods;
mod does_not_cover;
mod duty_without_term;
mod elapsed_on_calendar;
mod empty_calendar;
mod expectation_of_nobody;
mod expects_nothing;
mod fairly_without_clock;
mod for_reading_only;
mod given_case;
mod given_lacks;
mod incomplete_formula;
mod kinds_apart;
mod later_step;
mod leads_nowhere;
mod listed_twice;
mod metric_without_target;
mod missing_argument;
mod missing_as_value;
mod missing_clause;
mod missing_in_clock;
mod missing_percent;
mod missing_unit;
mod missing_zone;
mod more_than_of;
mod needless_rolling;
mod needs_a_calendar;
mod needs_override;
mod never_held;
mod never_missing;
mod no_fixed_length;
mod no_instant;
mod no_key;
mod no_order;
mod no_row_of_periods;
mod no_such_day;
mod no_such_period;
mod no_way_to;
mod not_a_calendar;
mod not_a_condition;
mod not_a_constant;
mod not_an_entity;
mod not_an_event;
mod not_an_instant;
mod not_in_a_fact;
mod not_in_every_kind;
mod not_measured_for;
mod nothing_to_hand_over;
mod nothing_to_override;
mod nothing_to_prove;
mod once_per_amount;
mod order_by_no_share;
mod outside_bounds;
mod overlapping_hours;
mod owed_for_two_things;
mod period_not_measured;
mod plugin_is_a_connector;
mod plugin_name_taken;
mod plugin_not_installed;
mod plugin_not_ready;
mod plugin_twice;
mod plugin_version;
mod same_case_twice;
mod same_in_all_versions;
mod same_key_again;
mod same_name;
mod set_outside;
mod share_of_target;
mod step_twice;
mod step_without_when;
mod takes_many_rows;
mod takes_one_row;
mod this_is_nothing;
mod too_deep;
mod too_many_arguments;
mod too_many_parts;
mod unfit_appeal;
mod unfit_chart;
mod unfit_closing;
mod unfit_dates;
mod unfit_every;
mod unfit_expectation;
mod unfit_expected;
mod unfit_figures;
mod unfit_form;
mod unfit_grade;
mod unfit_group;
mod unfit_hours;
mod unfit_notice;
mod unfit_number;
mod unfit_probation;
mod unfit_rank;
mod unfit_share;
mod unfit_source;
mod unfit_steps;
mod unfit_unheld;
mod unfit_value;
mod unfit_warning;
mod unknown_argument;
mod unknown_class;
mod unknown_duty_part;
mod unknown_expectation;
mod unknown_field;
mod unknown_function;
mod unknown_item;
mod unknown_language;
mod unknown_name;
mod unknown_outcome;
mod unknown_party;
mod unknown_period;
mod unknown_plugin;
mod unknown_plugin_function;
mod unknown_purpose;
mod unknown_step;
mod unknown_subject;
mod unknown_type;
mod unknown_value;
mod unknown_zone;
mod unlike_ratio;
mod unlike_things;
mod unused_calendar;
mod unused_plugin;
mod which_kind;
mod which_part;
mod which_period;
mod window_cannot_slide;
mod wrong_arguments;
mod wrong_define;
mod wrong_mark;
mod wrong_member;
mod wrong_owner;
mod wrong_set;
mod wrong_type;
mod wrong_unit;
mod wrong_way;

pub(crate) use ambiguous_expectation::ambiguous_expectation;
pub(crate) use ambiguous_subject::{ambiguous_path, ambiguous_subject};
pub(crate) use argument_choice::argument_choice;
pub(crate) use argument_not_constant::argument_not_constant;
pub(crate) use argument_order::{argument_order, named_with_equals};
pub(crate) use argument_range::argument_range;
pub(crate) use argument_twice::argument_twice;
pub(crate) use argument_type::argument_type;
pub(crate) use arises_twice::arises_twice;
pub(crate) use bad_pattern::bad_pattern;
pub(crate) use below_one::below_one;
pub(crate) use bound_outside::bound_outside;
pub(crate) use calendar_as_value::calendar_as_value;
pub(crate) use changes_between_versions::{changes_between_versions, changes_within_a_case};
pub(crate) use clause_twice::clause_twice;
pub(crate) use clock_named_as_rule::clock_named_as_rule;
pub(crate) use clock_on_no_calendar::clock_on_no_calendar;
pub(crate) use counts_no_periods::counts_no_periods;
pub(crate) use covers_nothing_of::covers_nothing_of;
pub(crate) use credit_to_nobody::credit_to_nobody;
pub(crate) use cycle::cycle;
pub(crate) use day_twice::{day_twice, weekday_twice};
pub(crate) use days_not_read::days_not_read;
pub(crate) use define_of_another::define_of_another;
pub(crate) use deprecated_function::deprecated_function;
pub(crate) use different_periods::different_periods;
pub(crate) use does_not_cover::does_not_cover;
pub(crate) use duty_without_term::duty_without_term;
pub(crate) use elapsed_on_calendar::elapsed_on_calendar;
pub(crate) use empty_calendar::empty_calendar;
pub(crate) use expectation_of_nobody::expectation_of_nobody;
pub(crate) use expects_nothing::expects_nothing;
pub(crate) use fairly_without_clock::fairly_without_clock;
pub(crate) use for_reading_only::for_reading_only;
pub(crate) use given_case::given_case;
pub(crate) use given_lacks::given_lacks;
pub(crate) use incomplete_formula::{share_without_that, that_without_share};
pub(crate) use kinds_apart::kinds_apart;
pub(crate) use later_step::later_step;
pub(crate) use leads_nowhere::leads_nowhere;
pub(crate) use listed_twice::listed_twice;
pub(crate) use metric_without_target::metric_without_target;
pub(crate) use missing_argument::missing_argument;
pub(crate) use missing_as_value::{means_missing, missing_word};
pub(crate) use missing_clause::missing_clause;
pub(crate) use missing_in_clock::missing_in_clock;
pub(crate) use missing_percent::not_a_share;
pub(crate) use missing_unit::missing_unit;
pub(crate) use missing_zone::missing_zone;
pub(crate) use more_than_of::more_than_of;
pub(crate) use needless_rolling::needless_rolling;
pub(crate) use needs_a_calendar::needs_a_calendar;
pub(crate) use needs_override::{needs_override, needs_override_of_a_version};
pub(crate) use never_held::never_held;
pub(crate) use never_missing::never_missing;
pub(crate) use no_fixed_length::no_fixed_length;
pub(crate) use no_instant::{event_without_instant, no_instant_here, which_instant};
pub(crate) use no_key::{key_may_lack, no_key};
pub(crate) use no_order::no_order;
pub(crate) use no_row_of_periods::no_row_of_periods;
pub(crate) use no_such_day::no_such_day;
pub(crate) use no_such_period::{no_such_period, period_of_another_kind};
pub(crate) use no_way_to::no_way_to;
pub(crate) use not_a_calendar::not_a_calendar;
pub(crate) use not_a_condition::not_a_condition;
pub(crate) use not_a_constant::not_a_constant;
pub(crate) use not_an_entity::not_an_entity;
pub(crate) use not_an_event::not_an_event;
pub(crate) use not_an_instant::not_an_instant;
pub(crate) use not_in_a_fact::not_in_a_fact;
pub(crate) use not_in_every_kind::not_in_every_kind;
pub(crate) use not_measured_for::not_measured_for;
pub(crate) use nothing_to_hand_over::nothing_to_hand_over;
pub(crate) use nothing_to_override::{nothing_before, nothing_to_override};
pub(crate) use nothing_to_prove::nothing_to_prove;
pub(crate) use once_per_amount::once_per_amount;
pub(crate) use order_by_no_share::order_by_no_share;
pub(crate) use outside_bounds::{empty_bounds, outside_bounds, param_outside};
pub(crate) use overlapping_hours::{overlapping_days, overlapping_hours};
pub(crate) use owed_for_two_things::owed_for_two_things;
pub(crate) use period_not_measured::period_not_measured;
pub(crate) use plugin_is_a_connector::plugin_is_a_connector;
pub(crate) use plugin_name_taken::plugin_name_taken;
pub(crate) use plugin_not_installed::plugin_not_installed;
pub(crate) use plugin_not_ready::plugin_not_ready;
pub(crate) use plugin_twice::plugin_twice;
pub(crate) use plugin_version::{plugin_version, unreadable_requirement};
pub(crate) use same_case_twice::same_case_twice;
pub(crate) use same_in_all_versions::{fixed_over_versions, for_others, more_than_growth, same_in_all_versions};
pub(crate) use same_key_again::same_key_again;
pub(crate) use same_name::{same_field, same_name, same_value};
pub(crate) use set_outside::set_outside;
pub(crate) use share_of_target::share_of_target;
pub(crate) use step_twice::step_twice;
pub(crate) use step_without_when::step_without_when;
pub(crate) use takes_many_rows::{speaks_of_this, takes_many_rows};
pub(crate) use takes_one_row::takes_one_row;
pub(crate) use this_is_nothing::this_is_nothing;
pub(crate) use too_deep::{too_deep, too_large_define, too_many};
pub(crate) use too_many_arguments::too_many_arguments;
pub(crate) use too_many_parts::too_many_parts;
pub(crate) use unfit_appeal::{appeal_lacks, appeal_of_organization, names_no_fault};
pub(crate) use unfit_chart::{baseline_backwards, unfit_chart};
pub(crate) use unfit_closing::{closes_too_late, counts_no_working_days, never_closes};
pub(crate) use unfit_dates::{dates_backwards, dates_too_long};
pub(crate) use unfit_every::{every_derived, every_of_none, every_without_row};
pub(crate) use unfit_expectation::{
    no_grade_to_give, no_target_to_meet, nothing_closes, unfit_expectation, which_period_closed,
};
pub(crate) use unfit_expected::unfit_expected;
pub(crate) use unfit_figures::{
    figures_of_one, figures_without_amount, nothing_to_date, rise_of_no_row, standing_at_no_end, stands_on_none,
    values_of_nobody, which_figures,
};
pub(crate) use unfit_form::{
    band_without_edge, critical_on_a_scale, item_without_answer, item_without_section, scale_too_narrow,
    section_without_weight, unfit_answer, unknown_manner,
};
pub(crate) use unfit_grade::{
    carried_apart, carried_nowhere, carried_without_least, grade_both_ways, grade_never_reached, grade_of_person,
    grade_without_else, graded_twice,
};
pub(crate) use unfit_group::unfit_group;
pub(crate) use unfit_hours::{no_hours_at_all, no_hours_in, no_such_time};
pub(crate) use unfit_notice::notice_of_organization;
pub(crate) use unfit_number::{division_by_zero, not_whole, too_small, unfit_number};
pub(crate) use unfit_probation::{probation_not_a_day, probation_not_a_field, probation_of_organization};
pub(crate) use unfit_rank::unfit_rank;
pub(crate) use unfit_share::unfit_share;
pub(crate) use unfit_source::{
    bad_delimiter, bad_time_pattern, dotted_column, not_about_columns, source_of_a_case, unfit_column, unknown_format,
};
pub(crate) use unfit_steps::{
    before_itself, no_such_step, once_in_an_event, order_in_a_circle, pair_twice, step_named_as_a_pair,
    step_named_as_a_whole, step_of_another_kind, step_without_events, step_without_instant, steps_from_afar,
    too_many_steps, unknown_steps_result,
};
pub(crate) use unfit_unheld::{unheld_by_others, unheld_is_never_known, unheld_later};
pub(crate) use unfit_value::unfit_value;
pub(crate) use unfit_warning::unfit_warning;
pub(crate) use unknown_argument::unknown_argument;
pub(crate) use unknown_class::{cause_elsewhere, caused_by_nobody, unknown_class};
pub(crate) use unknown_duty_part::unknown_duty_part;
pub(crate) use unknown_expectation::{expects_a_ladder, item_on_a_scale, unknown_expectation};
pub(crate) use unknown_field::unknown_field;
pub(crate) use unknown_function::unknown_function;
pub(crate) use unknown_item::{no_such_item, scale_is_no_rule};
pub(crate) use unknown_language::unknown_language;
pub(crate) use unknown_name::{Unknown, unknown_name, unknown_result, unknown_word};
pub(crate) use unknown_outcome::unknown_outcome;
pub(crate) use unknown_party::unknown_party;
pub(crate) use unknown_period::unknown_period;
pub(crate) use unknown_plugin::unknown_plugin;
pub(crate) use unknown_plugin_function::unknown_plugin_function;
pub(crate) use unknown_purpose::unknown_purpose;
pub(crate) use unknown_step::unknown_step;
pub(crate) use unknown_subject::unknown_subject;
pub(crate) use unknown_type::{unfit_range, unknown_type};
pub(crate) use unknown_value::unknown_value;
pub(crate) use unknown_zone::unknown_zone;
pub(crate) use unlike_ratio::unlike_ratio;
pub(crate) use unlike_things::{Side, cannot_calculate, unlike_results, unlike_things};
pub(crate) use unused_calendar::unused_calendar;
pub(crate) use unused_plugin::unused_plugin;
pub(crate) use which_kind::which_kind;
pub(crate) use which_part::which_part;
pub(crate) use which_period::which_period;
pub(crate) use window_cannot_slide::window_cannot_slide;
pub(crate) use wrong_arguments::wrong_count;
pub(crate) use wrong_define::{define_for_define, define_without_unit};
pub(crate) use wrong_mark::{instant_may_lack, mark_of_entities, wrong_mark};
pub(crate) use wrong_member::{fact_of_nothing, member_twice, not_in_the_case, which_event};
pub(crate) use wrong_owner::{organization_has_no_fields, owed_by_nobody, owner_not_a_reference, owner_not_an_entity};
pub(crate) use wrong_set::{unfit_set, unknown_param, unreadable_set};
pub(crate) use wrong_type::{not_a_number, not_a_text, not_a_time, unfit_param, wrong_type};
pub(crate) use wrong_unit::wrong_unit;
pub(crate) use wrong_way::wrong_way;

use crate::plugin::{Kind as Of, Signature, Term};
use etalon_grammar::ast::Kind;

/// The nearest of several words, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().count();
    let limit = match letters {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        9..=100 => 3,
        _ => return None,
    };
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in words {
        // Most are told apart by their length alone; to compare letter by letter is dear.
        if candidate.chars().count().abs_diff(letters) > limit {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        if candidate != word && distance <= limit && best.is_none_or(|b| (distance, candidate) < b) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Words in the quotes that a message puts around what stands in the text.
pub(crate) fn quoted<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    words.iter().map(|w| format!("`{}`", w.as_ref())).collect()
}

/// Words as people list them: `a, b or c`.
pub(crate) fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., end] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", rest.join(", "), end.as_ref())
        }
    }
}

/// The same; of a long list only the beginning, and how many there are more.
pub(crate) fn short_list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    const MOST: usize = 20;
    if words.len() <= MOST {
        return list(words, last);
    }
    let shown: Vec<&str> = words[..MOST].iter().map(AsRef::as_ref).collect();
    format!("{} {last} {} more", shown.join(", "), words.len() - MOST)
}

/// The word that opens a declaration of that kind.
pub(crate) const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Use => "use",
        Kind::Standard => "standard",
        Kind::Param => "param",
        Kind::Calendar => "calendar",
        Kind::Event => "event",
        Kind::Entity => "entity",
        Kind::Source => "source",
        Kind::Case => "case",
        Kind::Define => "define",
        Kind::Principle => "principle",
        Kind::Criterion => "criterion",
        Kind::Form => "form",
        Kind::Steps => "steps",
        Kind::Mitigation => "mitigation",
        Kind::Duty => "duty",
        Kind::Metric => "metric",
        Kind::Notice => "notice",
        Kind::Ladder => "ladder",
        Kind::Recognition => "recognition",
        Kind::Test => "test",
    }
}

/// `a` or `an`, as the word wants it.
pub(crate) fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

/// What a plugin's function takes or gives, in words: "a number in points".
pub(crate) fn kind_words(term: &Term) -> String {
    let word = match term.kind {
        Of::YesNo => "yes or no",
        Of::Whole => "a whole number",
        Of::Number => "a number",
        Of::Duration => "a duration",
        Of::Instant => "an instant",
        Of::Date => "a date",
        Of::Text if !term.choices.is_empty() => return format!("one of {}", short_list(&quoted(&term.choices), "or")),
        Of::Text => "a text",
    };
    term.unit.as_ref().map_or_else(|| word.to_owned(), |unit| format!("{word} in {unit}"))
}

/// The ends of a range as the language writes them.
pub(crate) fn range_words(term: &Term) -> (String, String) {
    let (least, greatest) = term.range.unwrap_or((0, 0));
    let write = |n: i64| match term.kind {
        Of::Number => format!("`{}`", crate::evaluate::decimal_text(n)),
        Of::Duration => format!("`{} s`", crate::evaluate::decimal_text(n)),
        _ => format!("`{n}`"),
    };
    (write(least), write(greatest))
}

/// How a plugin's function is called: what it must be given, by its names.
pub(crate) fn how_to_call(full: &str, signature: &Signature) -> String {
    let needed = signature.parameters.iter().filter(|p| p.default.is_none());
    let given: Vec<String> =
        needed.map(|p| if p.constant { format!("{}: …", p.name) } else { p.name.clone() }).collect();
    format!("{full}({})", given.join(", "))
}
