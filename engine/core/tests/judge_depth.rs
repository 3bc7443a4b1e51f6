//! Looks inside looks, looks of cases and at cases, forms and criteria at the end of a reference, texts and tables.

mod judge;

use judge::{findings, told};

const TEXT: &str = r#"
standard s { zone "Europe/Tallinn" }
param least = 2 between 1 and 9
event call { id text key  at instant  agent text  customer text  topic text  waited duration  score 1..5? }
event survey { id text key  at instant  call call  score 1..5  note text? }
event talk { id text key  at instant  call call }
case customer of call by customer { fact calls = count  fact waited = sum waited }
form qa for call { by points  section all { item fast 1 from waited <= 20 s  item listens 3 scale 1..5 from score } bands good >= 50, weak }
criterion quick { for call  require waited <= 20 s }
criterion nested { for call  require no call where agent = this.agent and no talk where call = this within 1 h before this }
criterion triple { for call  require count(call where agent = this.agent and count(call where customer = this.customer and waited > 20 s) >= least over 3 days to this) <= 1 }
criterion liked { for survey where call.qa.score >= 50  require score >= 4 }
criterion spoken { for survey where score <= 2  require a talk where call = this.call within 2 days }
criterion spoken_call { for call  require a talk where call = this within 2 days }
criterion calm { for customer  require no survey where call.customer = this.customer and score = 1 }
criterion few { for call  require a customer where customer = this.customer and calls <= 2 }
criterion both { for call  require met quick and (met nested or waited < 1 s) }
criterion text { for survey  require lower(trim(note)) matches "^(good|fine)$" and starts_with(note, "G") and before(note, " ") != "Bad" }
criterion table { for call  require waited <= by topic { "bill", "order": 20 s  "fault": 30 s  otherwise: 10 s } }
criterion part { for call  require score / 5 >= 1/2 and (score - 3) * 2 <= 4 and waited * 2 - 10 s <= 50 s }
criterion when_open { for call  require hour(at) between 9 and 16 and weekday(at) <= 5 and date(at) != 2026-03-03 }
"#;

const ROWS: &str = "
    call id=a at=2026-03-02T09:00 agent=anna customer=k topic=bill waited=20 score=5
    call id=b at=2026-03-02T09:30 agent=anna customer=k topic=fault waited=30 score=1
    call id=c at=2026-03-02T11:00 agent=anna customer=m topic=x waited=10.5
    call id=d at=2026-03-03T16:59 agent=bert customer=k topic=order waited=21 score=3
    call id=e at=2026-03-07T17:00 agent=bert customer=m topic=y waited=0.5 score=4
    survey id=1 at=2026-03-02T10:00 call=a score=1 note=Good
    survey id=2 at=2026-03-02T10:00 call=b score=2
    survey id=3 at=2026-03-04T10:00 call=c score=5 note=good
    survey id=4 at=2026-03-08T10:00 call=zzz score=2 note=Bad
    talk id=t at=2026-03-02T09:15 call=a
    talk id=u at=2026-03-04T10:00 call=b
";

#[test]
fn deep_conditions() {
    insta::assert_snapshot!("deep", findings(TEXT, ROWS, None));
}

#[test]
fn the_plan_of_deep_conditions() {
    let told = told(TEXT, "", None);
    insta::assert_snapshot!("deep_plan", told.plan.print(&told.standard, &|span| judge::line(TEXT, span)));
}
