//! Looks at other units: every kind of window, and what is pending.

mod judge;

use judge::findings;

const HEAD: &str = r#"
standard s { zone "Europe/Tallinn" }
event call {
  id text key
  at instant
  agent text?
  customer text
  score 1..5?
  talked duration?
  hard yes/no
}
event talk { id text key  at instant  agent text }
"#;

fn with(rules: &str, rows: &str, as_of: Option<&str>) -> String {
    findings(&format!("{}{rules}", HEAD), rows, as_of)
}

#[test]
fn within_is_inclusive_and_pending_until_seen_or_over() {
    let rules = "
        criterion again { for call  require no call where customer = this.customer within 7 days }
        criterion spoken { for call where agent is present  require a talk where agent = this.agent within 4 h }
    ";
    let rows = "
        call id=a at=2026-03-02T09:00 customer=k agent=anna hard=no
        call id=b at=2026-03-09T09:00 customer=k agent=anna hard=no
        call id=c at=2026-03-16T09:00:01 customer=k agent=bert hard=no
        call id=d at=2026-03-16T09:00:01 customer=m hard=no
        talk id=t at=2026-03-02T13:00 agent=anna
        talk id=u at=2026-03-09T13:00:01 agent=anna
    ";
    insta::assert_snapshot!("within", with(rules, rows, None));
    // The last calls' seven days end at that very instant: another may still come at it.
    insta::assert_snapshot!("within_at_the_end", with(rules, rows, Some("2026-03-23T09:00:01")));
    insta::assert_snapshot!("within_later", with(rules, rows, Some("2026-03-23T09:00:02")));
    insta::assert_snapshot!("within_earlier", with(rules, rows, Some("2026-03-09T13:00:00")));
}

#[test]
fn windows_back_leave_the_unit_out_unless_said() {
    let rules = "
        criterion hour { for call  require count(call where hard = yes and agent = this.agent over 60 min before this) < 2 }
        criterion hour_to { for call  require count(call where hard = yes and agent = this.agent over 60 min to this) < 2 }
        criterion talk_time { for call  require sum(talked of call where agent = this.agent over 2 days to this) <= 10 min }
        criterion last3 { for call  require min(score of call where agent = this.agent among last 2 before this) >= 3 }
        criterion calm { for call  require no call where agent = this.agent and hard = yes before this }
        criterion final { for call  require no call where agent = this.agent after this }
        criterion alone { for call  require no call where agent = this.agent }
        criterion rising { for call  require count(call where agent = this.agent and score > this.score before this) = 0 }
    ";
    let rows = "
        call id=a at=2026-03-02T09:00 customer=k agent=anna score=4 talked=300 hard=yes
        call id=b at=2026-03-02T09:30 customer=k agent=anna talked=300 hard=yes
        call id=c at=2026-03-02T10:00 customer=k agent=anna score=2 hard=no
        call id=d at=2026-03-02T10:00 customer=k agent=anna score=5 talked=1 hard=no
        call id=e at=2026-03-04T00:00 customer=k agent=anna score=5 talked=600 hard=no
        call id=f at=2026-03-04T00:00 customer=k score=5 talked=600 hard=no
        call id=g at=2026-03-04T00:01 customer=k agent=bert score=3 talked=600.000001 hard=no
    ";
    insta::assert_snapshot!("back", with(rules, rows, None));
}

#[test]
fn conditions_hold_pending_parts() {
    let rules = "
        criterion both { for call  require talked <= 5 min and a talk where agent = this.agent within 4 h }
        criterion one  { for call  require talked <= 5 min or no talk where agent = this.agent within 4 h }
        criterion few  { for call  require count(talk where agent = this.agent within 4 h) <= 1 }
    ";
    let rows = "
        call id=a at=2026-03-02T09:00 customer=k agent=anna talked=300 hard=no
        call id=b at=2026-03-02T09:01 customer=k agent=bert talked=301 hard=no
        call id=c at=2026-03-02T09:02 customer=k agent=bert hard=no
        call id=d at=2026-03-02T12:00 customer=k agent=cleo hard=no
        talk id=t at=2026-03-02T10:00 agent=anna
        talk id=u at=2026-03-02T12:30 agent=anna
    ";
    insta::assert_snapshot!("pending", with(rules, rows, Some("2026-03-02T13:01:01")));
}

#[test]
fn local_days_are_cut_in_the_zone() {
    // The clock goes forward on 29 March: that local day has 23 hours.
    let rules =
        "criterion two_days { for call  require count(call where agent = this.agent over 2 days before this) = 1 }";
    let rows = "
        call id=a at=2026-03-28T00:00 customer=k agent=anna hard=no
        call id=b at=2026-03-29T23:59 customer=k agent=anna hard=no
        call id=c at=2026-03-30T00:00 customer=k agent=anna hard=no
        call id=d at=2026-03-31T12:00 customer=k agent=anna hard=no
    ";
    insta::assert_snapshot!("days", with(rules, rows, None));
}
