//! The contacts as the columns that a reader would hand in.

use crate::contact::{CHANNELS, Contact, SEGMENTS, TOPICS};
use etalon_core::Standard;
use etalon_core::standard::{SourceId, Type, UnitId};
use etalon_core::table::{Column, Data, Incoming, Input, Place, Places};
use etalon_core::value::Texts;

/// Millionths: how the engine holds decimals.
const HUNDREDTH: i64 = 10_000;

/// Everything a run is fed.
pub fn input(standard: &Standard, contacts: &[Contact]) -> Input {
    let place = standard.units.iter().position(|u| u.label.name == "contact").expect("the standard has contacts");
    let unit = UnitId(u16::try_from(place).expect("few units"));
    let source = standard.sources.iter().position(|s| s.unit == unit).expect("they have a source");
    let mut texts = Texts::default();
    let columns = standard.units[place].fields.iter().map(|f| column(&f.name, &f.ty, contacts, &mut texts)).collect();
    let mut places = Places::default();
    places.push_run(Place { file: 0, row: 1 }, contacts.len());
    let incoming = Incoming {
        source: SourceId(u16::try_from(source).expect("few sources")),
        unit,
        files: vec!["contacts".to_owned()],
        columns,
        places,
        ties: None,
        retractions: Vec::new(),
        read: contacts.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    };
    Input { texts, incoming: vec![incoming] }
}

fn column(name: &str, ty: &Type, contacts: &[Contact], texts: &mut Texts) -> Column {
    let flags = |of: fn(&Contact) -> bool| Data::Flags(contacts.iter().map(of).collect());
    let ints = |of: fn(&Contact) -> i64| Data::Ints(contacts.iter().map(of).collect());
    let codes = |of: fn(&Contact) -> u8, list: &[&str]| {
        assert!(
            matches!(ty, Type::OneOf(names) if names.iter().eq(list)),
            "the list of `{name}` is the one of the standard"
        );
        Data::Codes(contacts.iter().map(|c| u32::from(of(c))).collect())
    };
    let data = match name {
        "id" => Data::Codes((0..contacts.len()).map(|i| texts.code(&format!("c{i}"))).collect()),
        "agent" => Data::Codes((0..contacts.len()).map(|i| texts.code(&format!("a{}", i % 500))).collect()),
        "at" => Data::Ints((0_i64..).zip(contacts).map(|(i, _)| 1_767_225_600_000_000 + i * 60_000_000).collect()),
        "topic" => codes(|c| c.topic, &TOPICS),
        "channel" => codes(|c| c.channel, &CHANNELS),
        "segment" => codes(|c| c.segment, &SEGMENTS),
        "language" => Data::Codes(contacts.iter().map(|c| texts.code(c.language)).collect()),
        "waited" => ints(|c| c.waited),
        "talked" => ints(|c| c.talked),
        "held" => ints(|c| c.held.unwrap_or(0)),
        "transfers" => ints(|c| c.transfers),
        "score" => ints(|c| c.score),
        "amount" => ints(|c| c.amount * HUNDREDTH),
        "greeted" => flags(|c| c.greeted),
        "identified" => flags(|c| c.identified),
        "solved" => flags(|c| c.solved),
        "recorded" => flags(|c| c.recorded),
        "promised" => flags(|c| c.promised),
        other => unreachable!("no values for `{other}`"),
    };
    let valid = (name == "held").then(|| contacts.iter().map(|c| c.held.is_some()).collect());
    Column { data, valid }
}
