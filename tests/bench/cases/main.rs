//! Tickets with ten updates each: created, handed on, asked about, put off, taken up again, solved, some opened again. In the order of
//! their instants, as a help desk's system would export them.
//!
//!     cases-data 1000000 > updates.csv

use std::io::{self, BufWriter, Write};

/// 2026-01-05T06:00Z, a Monday, in seconds.
const START: i64 = 1_767_592_800;
/// Half a year.
const SPAN: u64 = 180 * 86_400;
const PRIORITIES: [&str; 4] = ["P1", "P2", "P3", "P4"];

/// xorshift64*: the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below
    }
}

/// One row: when, ticket, number, kind, status, priority, contract, assignee (0 = left out).
type Row = (i64, u32, u8, &'static str, &'static str, u8, u8, u16);

fn ticket(chance: &mut Chance, id: u32, rows: &mut Vec<Row>) {
    let mut at = START + i64::try_from(chance.next(SPAN)).unwrap_or(0);
    let priority = [1, 2, 3, 3, 4, 4, 4][usize::try_from(chance.next(7)).unwrap_or(0)];
    let contract = 1 + u8::from(chance.next(4) == 0);
    let engineers = 1 + u16::try_from(chance.next(400)).unwrap_or(0);
    let other = 1 + u16::try_from(chance.next(400)).unwrap_or(0);
    let asks = chance.next(5) > 0;
    let opened_again = chance.next(20) == 0;
    let story: [(&str, &str, u16, u64); 10] = [
        ("created", "new", 0, 0),
        ("assigned", "", engineers, 1_800),
        ("status", "in_progress", 0, 3_600),
        (if asks { "question" } else { "message" }, "", 0, 3_600),
        ("status", "waiting_customer", 0, 1_200),
        ("status", "in_progress", 0, 90_000),
        ("assigned", "", other, 7_200),
        ("message", "", 0, 20_000),
        ("status", "resolved", 0, 40_000),
        ("status", if opened_again { "open" } else { "" }, 0, 60_000),
    ];
    for (n, (kind, status, assignee, most)) in (1..).zip(story) {
        at += i64::try_from(chance.next(most + 1)).unwrap_or(0);
        let first = n == 1;
        let kind = if n == 10 && !opened_again { "message" } else { kind };
        rows.push((
            at,
            id,
            n,
            kind,
            status,
            if first { priority } else { 0 },
            if first { contract } else { 0 },
            assignee,
        ));
    }
}

fn main() -> io::Result<()> {
    let tickets: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut chance = Chance(20_261_123);
    let mut rows = Vec::with_capacity(tickets as usize * 10);
    for id in 0..tickets {
        ticket(&mut chance, id, &mut rows);
    }
    rows.sort_unstable();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    writeln!(out, "ticket,n,at,kind,status,priority,contract,assignee")?;
    for (at, id, n, kind, status, priority, contract, assignee) in rows {
        let at = jiff::Timestamp::from_second(at).map_err(io::Error::other)?;
        let priority = if priority == 0 { "" } else { PRIORITIES[usize::from(priority) - 1] };
        let contract = ["", "tallinn", "stockholm"][usize::from(contract)];
        write!(out, "t{id:07},{n},{at},{kind},{status},{priority},{contract},")?;
        if assignee > 0 {
            write!(out, "e{assignee:03}")?;
        }
        writeln!(out)?;
    }
    out.flush()
}
