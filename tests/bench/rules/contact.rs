//! The contacts that are judged: a row as a program would hold it, and the words of its lists.

use crate::chance::Chance;

/// Values of the list `topic`.
pub const TOPICS: [&str; 6] = ["bill", "fault", "order", "moving", "contract", "other"];
/// Values of the list `channel`.
pub const CHANNELS: [&str; 4] = ["phone", "chat", "email", "desk"];
/// Values of the list `segment`.
pub const SEGMENTS: [&str; 3] = ["private", "business", "partner"];
/// Texts of `language`.
pub const LANGUAGES: [&str; 4] = ["et", "ru", "en", "lv"];

/// Microseconds of a second.
pub const SECOND: i64 = 1_000_000;

/// One contact. Durations are microseconds.
#[derive(Debug, Clone)]
pub struct Contact {
    pub topic: u8,
    pub channel: u8,
    pub segment: u8,
    pub language: &'static str,
    pub waited: i64,
    pub talked: i64,
    pub held: Option<i64>,
    pub transfers: i64,
    pub score: i64,
    /// In hundredths.
    pub amount: i64,
    pub greeted: bool,
    pub identified: bool,
    pub solved: bool,
    pub recorded: bool,
    pub promised: bool,
}

/// This many contacts.
pub fn contacts(n: usize) -> Vec<Contact> {
    let mut chance = Chance::new(7);
    let mut code = |ends: &[u32]| {
        let drawn = chance.below(100);
        u8::try_from(ends.iter().filter(|end| drawn >= **end).count()).expect("a short list")
    };
    let mut list: Vec<(u8, u8, u8, u8)> = Vec::with_capacity(n);
    for _ in 0..n {
        list.push((code(&[30, 50, 65, 75, 85]), code(&[60, 80, 95]), code(&[70, 95]), code(&[55, 80, 92])));
    }
    let mut chance = Chance::new(11);
    let contact = |(topic, channel, segment, language): (u8, u8, u8, u8)| Contact {
        topic,
        channel,
        segment,
        language: LANGUAGES[usize::from(language)],
        waited: SECOND * i64::from(chance.below(40) * chance.below(5)),
        talked: SECOND * i64::from(20 + chance.below(900)),
        held: chance.percent(40).then(|| SECOND * i64::from(chance.below(180))),
        transfers: i64::from(chance.below(10).saturating_sub(6)),
        score: i64::from(5 - chance.below(10).saturating_sub(5)),
        amount: i64::from(chance.below(60_000)),
        greeted: chance.percent(92),
        identified: chance.percent(88),
        solved: chance.percent(75),
        recorded: chance.percent(90),
        promised: chance.percent(30),
    };
    list.into_iter().map(contact).collect()
}
