//! Cases and their facts, references, entities that change with time.

mod judge;

use judge::told;

const CASES: &str = r#"
standard s { zone "Europe/Tallinn" }
entity team { id text key  lead text }
entity agent is person { id text key  team team  since date valid from  until date? valid to }
source agents for agent { files "a.csv" }
source teams for team { files "t.csv" }
event update {
  id text key
  at instant
  ticket text
  state new | active | solved
  agent agent?
  effort duration?
}
event note { id text key  at instant  ticket text }
case ticket "All of a ticket" of update by ticket, note by ticket {
  fact opened  = first at of update
  fact solved  = last at of update where state = solved
  fact took    = solved - opened
  fact updates = count of update
  fact notes   = count of note
  fact first_note = first at of note where position > 2
  fact path    = path state of update
  fact agents  = distinct agent of update
  fact effort  = sum effort of update
  fact quick   = every effort <= 1 h of update
  fact done_by = last agent of update where state = solved
  fact late    = count of update where at > opened + 1 h
  at opened
}
criterion fast { for ticket where updates > 1  require took <= 2 h  credit done_by }
criterion north { for update  require agent.team.lead = "nina" }
criterion north_case { for ticket  require done_by.team.lead = "nina" }
"#;

const ROWS: &str = "
    teams id=north lead=nina
    teams id=south lead=sven
    agents id=anna team=north since=2026-01-01 until=2026-03-02
    agents id=anna team=south since=2026-03-03
    update id=1 at=2026-03-02T23:00 ticket=t2 state=new agent=anna effort=60
    update id=2 at=2026-03-02T23:59:59 ticket=t2 state=new effort=3600
    update id=3 at=2026-03-03T00:00 ticket=t2 state=active agent=anna
    update id=4 at=2026-03-03T01:00:01 ticket=t2 state=solved agent=anna effort=3600.5
    note id=n1 at=2026-03-02T23:00 ticket=t2
    note id=n2 at=2026-03-03T00:30 ticket=t2
    update id=5 at=2026-03-02T12:00 ticket=t1 state=new agent=zoe
    note id=n3 at=2026-03-02T12:00 ticket=t0
";

#[test]
fn facts_are_found_over_the_rows_of_a_case_in_order() {
    insta::assert_snapshot!("cases", told(CASES, ROWS, None).rows("ticket"));
    insta::assert_snapshot!("case_findings", judge::findings(CASES, ROWS, None));
    insta::assert_snapshot!("unknown_keys", told(CASES, ROWS, None).data());
}

#[test]
fn batches_make_no_difference_to_cases() {
    let whole = told(CASES, ROWS, None).rows("ticket");
    for batch in [1, 2, 3] {
        assert_eq!(whole, judge::told_in(CASES, ROWS, None, batch).rows("ticket"));
    }
}

#[test]
fn the_plan_of_a_case_can_be_read() {
    let told = told(CASES, "", None);
    insta::assert_snapshot!("case_plan", told.plan.print(&told.standard, &|span| judge::line(CASES, span)));
}
