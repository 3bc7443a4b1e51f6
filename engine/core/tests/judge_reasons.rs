//! Why a unit was not judged, in the words of the standard; numbers at their edges.

mod judge;

use judge::findings;

const TEXT: &str = r#"
standard s { zone "Europe/Tallinn" }
entity team { id text key  lead text? }
entity agent is person { id text key  team team? }
source agents for agent { files "a.csv" }
source teams for team { files "t.csv" }
event call {
  id text key  at instant  agent agent?  topic text  done whole?  of whole?  big decimal?  took duration?  share share?
}
source calls for call { files "c.csv" }
criterion led     { for call  require agent.team.lead = "nina" }
criterion rate    { for call  require done / of >= 1/2 }
criterion product { for call  require big * big <= 100 }
criterion part    { for call  require done * share <= 10 and took / 3 <= 20 s }
criterion table   { for call  require 10 s <= by topic { "a": took  "b": 10 s  otherwise: 1 s } }
criterion first   { for call  require of > done or agent is missing }
criterion inner   { for call where topic = "a"  require of > 0 }
criterion outer   { for call  require met inner or topic = "zz" }
criterion window  { for call  require max(done of call where topic = this.topic over 2 days before this) >= 1 }
criterion either  { for call  require if done > 1 then of > 1 else took > 1 s }
"#;

const ROWS: &str = "
    teams id=north lead=nina
    teams id=south
    agents id=anna team=north
    agents id=bert team=south
    agents id=cleo team=west
    agents id=dora
    calls id=1 at=2026-03-02T09:00 agent=anna topic=a done=1 of=2 big=10 took=20 share=1/2
    calls id=2 at=2026-03-02T09:01 agent=bert topic=b done=1 of=0 big=10.000001 took=60.000001 share=1/3
    calls id=3 at=2026-03-02T09:02 agent=cleo topic=c of=3 big=3037000500 took=20.000001 share=1/2
    calls id=4 at=2026-03-02T09:03 agent=dora topic=a done=3 big=9000000000000 took=60.000003
    calls id=5 at=2026-03-02T09:04 agent=emil topic=a done=0 of=-1
    calls id=6 at=2026-03-02T09:05 topic=b
";

#[test]
fn what_is_missing_is_named() {
    insta::assert_snapshot!("reasons", findings(TEXT, ROWS, None));
}
