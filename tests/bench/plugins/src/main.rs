//! What the border costs: functions native, as core modules by hand, as plugins, through the whole host, and in Extism (if `EXTISM` names its library); how long it
//! takes until a plugin can be asked; and a run of the standard workload with a plugin and without. `tests/bench/plugins/run` does all of it.

mod border;
mod by_hand;
mod cases;
mod clock;
mod component;
mod contacts;
mod ext;
mod guest;
mod host;
mod judged;
mod load;
mod values;

fn main() {
    // `border`, `load` or `judged`: only that.
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let host = etalon_host::Host::new(None).expect("a host");
    if wanted("border") {
        let extism = ext::plugin();
        cases::all().iter().for_each(|case| println!("{}", border::text(&host, case, extism)));
    }
    if wanted("load") {
        println!("{}", load::text());
    }
    if wanted("judged") {
        println!("{}", judged::text(&host));
    }
}
