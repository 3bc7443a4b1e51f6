//! Exact bounds, missing values, three-valued truth.

mod judge;

use judge::{findings, told};

const CALLS: &str = r#"
standard s { zone "Europe/Tallinn" }
entity team { id text key }
entity agent is person { id text key  team team }
source agents for agent { files "a.csv" }
event call {
  id text key
  at instant
  agent agent?
  customer text
  waited duration
  talked duration?
  ended_as answered | abandoned | menu
}
define offered for call "counts" = ended_as != menu and not (ended_as = abandoned and waited <= 5 s)
criterion quick { for call where offered  require ended_as = answered and waited <= 20 s  employee controls it }
criterion short { for call where ended_as = answered  require talked <= 3 min or waited < 1 s }
criterion led { for call where agent.team = "north"  require agent is present }
"#;

#[test]
fn bounds_are_exact_and_what_is_missing_is_not_judged() {
    let rows = "
        agents id=anna team=north
        call id=a at=2026-03-02T09:00 agent=anna customer=k waited=20 talked=180 ended_as=answered
        call id=b at=2026-03-02T09:01 agent=anna customer=k waited=20.000001 talked=180.000001 ended_as=answered
        call id=c at=2026-03-02T09:02 customer=k waited=5 ended_as=abandoned
        call id=d at=2026-03-02T09:03 agent=bert customer=k waited=5.000001 ended_as=abandoned
        call id=e at=2026-03-02T09:04 customer=k waited=3 ended_as=answered
        call id=f at=2026-03-02T09:05 customer=k waited=0.5 ended_as=answered
        call id=g at=2026-03-02T09:06 customer=k waited=3 ended_as=menu
    ";
    insta::assert_snapshot!(findings(CALLS, rows, None));
    insta::assert_snapshot!(told(CALLS, rows, None).data());
}

#[test]
fn the_plan_shares_what_is_alike() {
    let told = told(CALLS, "", None);
    insta::assert_snapshot!(told.plan.print(&told.standard, &|span| judge::line(CALLS, span)));
}
