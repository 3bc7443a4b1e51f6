//! Whole sentences with gaps: what fills `{who}` is put there as it is, so that every language may order its words as it
//! likes.

use super::Lexicon;
use super::explain::PROOFS;

impl Lexicon {
    /// The sentence of that key with its gaps filled; an unknown key says itself.
    pub(crate) fn say(self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        let template = all().find(|(k, _)| *k == key).map_or(key, |(_, words)| words[self.0]);
        fill(template, gaps)
    }
}

#[cfg(test)]
impl Lexicon {
    /// The pieces of a sentence between its gaps.
    pub(crate) fn pieces(self, key: &'static str) -> Vec<&'static str> {
        let template = all().find(|(k, _)| *k == key).unwrap_or_else(|| panic!("no sentence `{key}`")).1[self.0];
        let pieces = template.split('{').enumerate();
        let pieces =
            pieces.map(|(n, piece)| if n == 0 { piece } else { piece.split_once('}').map_or("", |(_, rest)| rest) });
        pieces.filter(|piece| !piece.is_empty()).collect()
    }
}

fn all() -> impl Iterator<Item = &'static (&'static str, [&'static str; 4])> {
    PHRASES.iter().chain(PROOFS)
}

/// What is filled in is never looked at again: a title may hold braces.
fn fill(template: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match gaps.iter().find(|(gap, _)| *gap == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(name),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Key, then English, Estonian, Latvian, Lithuanian.
#[rustfmt::skip]
const PHRASES: &[(&str, [&str; 4])] = &[
    // What a rule rests on
    ("rests_on", ["rests on the plugin {function} {version}", "tugineb pluginale {function} {version}", "balstās uz spraudni {function} {version}", "remiasi įskiepiu {function} {version}"]),
    ("rests_on_model", [
        "rests on a statistical model: {function} {version} ({model})", "tugineb statistilisel mudelil: {function} {version} ({model})",
        "balstās uz statistisku modeli: {function} {version} ({model})", "remiasi statistiniu modeliu: {function} {version} ({model})"]),
    ("on_a_model", ["by a statistical model ({function})", "statistilise mudeli järgi ({function})", "pēc statistiska modeļa ({function})", "pagal statistinį modelį ({function})"]),
    ("plugin_gave_none", ["the plugin failed: {why}", "plugin ei andnud vastust: {why}", "spraudnis nedeva atbildi: {why}", "įskiepis nedavė atsakymo: {why}"]),
    // Months that close
    ("recorded_since", ["{why}: {event}, {when}", "{why}: {event}, {when}", "{why}: {event}, {when}", "{why}: {event}, {when}"]),
    ("closed_with", ["closed with {value} on {when}", "sulgemisel {when} oli {value}", "slēgts {when} ar {value}", "uždaryta {when} su {value}"]),
    // Clocks, notices and ladders in the handbook
    ("b_always", ["All the time that passes counts.", "Arvesse läheb kogu mööduv aeg.", "Skaita visu laiku, kas paiet.", "Skaičiuojamas visas praeinantis laikas."]),
    ("b_on", ["The open time of {calendar} counts.", "Arvesse läheb lahtiolekuaeg: {calendar}.", "Skaita darba laiku: {calendar}.", "Skaičiuojamas darbo laikas: {calendar}."]),
    ("b_on_zone", [
        "The open time of {calendar} counts, in the zone {zone}.", "Arvesse läheb lahtiolekuaeg: {calendar}, ajavööndis {zone}.",
        "Skaita darba laiku: {calendar}, laika joslā {zone}.", "Skaičiuojamas darbo laikas: {calendar}, laiko juostoje {zone}."]),
    ("b_starts", ["It starts when {when}.", "Algab, kui {when}.", "Sākas, kad {when}.", "Prasideda, kai {when}."]),
    // What takes the place of {when}: with it the sentence reads “It starts when “A ticket” comes.”
    ("b_event_comes", ["{events} comes", "tuleb {events}", "pienāk {events}", "gaunama {events}"]),
    ("b_event_or", ["{a} or {b}", "{a} või {b}", "{a} vai {b}", "{a} arba {b}"]),
    ("b_event", ["“{event}”", "„{event}”", "“{event}”", "„{event}“"]),
    ("b_pauses", ["It pauses when {when}.", "Peatub, kui {when}.", "Apstājas, kad {when}.", "Sustoja, kai {when}."]),
    ("b_pauses_if", [
        "It pauses when {when}, if {before} came before it; otherwise the pause is void and its time counts.",
        "Peatub, kui {when}, juhul kui enne seda {before}; muidu on paus tühine ja selle aeg läheb arvesse.",
        "Apstājas, kad {when}, ja pirms tam {before}; citādi pauze nav spēkā un tās laiku skaita.",
        "Sustoja, kai {when}, jei prieš tai {before}; kitaip pauzė negalioja ir jos laikas įskaitomas."]),
    ("b_until", [
        "That pause ends at {until} at the latest.", "See paus lõpeb hiljemalt: {until}.",
        "Šī pauze beidzas vēlākais: {until}.", "Ši pauzė baigiasi ne vėliau kaip: {until}."]),
    ("b_resumes", ["It goes on when {when}.", "Jätkub, kui {when}.", "Turpinās, kad {when}.", "Tęsiasi, kai {when}."]),
    ("b_stops", ["It stops when {when}.", "Lõpeb, kui {when}.", "Beidzas, kad {when}.", "Baigiasi, kai {when}."]),
    ("b_restarts", ["A new round begins when {when}.", "Uus ring algab, kui {when}.", "Jauns aplis sākas, kad {when}.", "Naujas ratas prasideda, kai {when}."]),
    ("b_reopens", ["It is opened again when {when}.", "Avatakse taas, kui {when}.", "To atver no jauna, kad {when}.", "Vėl atveriama, kai {when}."]),
    ("b_reopens_within", [
        "It is opened again when {when}, up to {term} after it stopped.", "Avatakse taas, kui {when}, kuni {term} pärast lõppu.",
        "To atver no jauna, kad {when}, līdz {term} pēc beigām.", "Vėl atveriama, kai {when}, iki {term} po pabaigos."]),
    ("b_goes_on", ["Its time goes on then.", "Aeg jookseb siis edasi.", "Laiks tad turpinās.", "Laikas tada tęsiasi."]),
    ("b_anew", ["Its time counts anew then.", "Aega loetakse siis uuesti algusest.", "Laiku tad skaita no jauna.", "Laikas tada skaičiuojamas iš naujo."]),
    ("b_target", ["It may take {target}.", "See võib kesta {target}.", "Tas drīkst ilgt {target}.", "Tai gali trukti {target}."]),
    ("b_fair", [
        "If that changes on the way, people have at least {share} of it from then on.", "Kui see muutub, on inimestel sellest hetkest vähemalt {share} sellest.",
        "Ja tas pa ceļam mainās, cilvēkiem no tā brīža ir vismaz {share} no tā.", "Jei tai pasikeičia, žmonės nuo tada turi bent {share} to."]),
    ("b_holder", [
        "The time belongs to whoever has it: {holder}.", "Aeg kuulub sellele, kelle käes see on: {holder}.",
        "Laiks pieder tam, kam tas ir: {holder}.", "Laikas priklauso tam, kas jį turi: {holder}."]),
    ("b_warn", [
        "{whom} is told when {share} of it is used", "{whom} saab teada, kui {share} sellest on kulunud",
        "{whom} uzzina, kad {share} no tā ir izlietoti", "{whom} sužino, kai {share} to sunaudota"]),
    ("b_warn_all", [
        "{whom} is told when it has run out", "{whom} saab teada, kui aeg on otsas",
        "{whom} uzzina, kad laiks ir beidzies", "{whom} sužino, kai laikas baigėsi"]),
    ("b_warn_more", [
        "{whom} is told {more} after {share} of it is used", "{whom} saab teada {more} pärast seda, kui {share} sellest on kulunud",
        "{whom} uzzina {more} pēc tam, kad {share} no tā ir izlietoti", "{whom} sužino praėjus {more} po to, kai {share} to sunaudota"]),
    ("b_warn_if", [", if {when}", ", kui {when}", ", ja {when}", ", jei {when}"]),
    ("b_warn_opening", [
        "; outside opening hours when it opens next", "; väljaspool lahtiolekuaega järgmisel avamisel",
        "; ārpus darba laika, kad nākamreiz atver", "; ne darbo metu, kai kitą kartą atidaroma"]),
    ("b_notice", [
        "It binds from the acknowledgement on, or {term} after notice, whichever comes first.", "Kehtib kinnitusest alates või {term} pärast teavitust, kumb on varem.",
        "Tas saista no apliecinājuma brīža vai {term} pēc paziņojuma, atkarībā no tā, kas ir agrāk.", "Galioja nuo patvirtinimo arba praėjus {term} po pranešimo, atsižvelgiant į tai, kas anksčiau."]),
    ("b_notice_alone", ["It binds {term} after notice.", "Kehtib {term} pärast teavitust.", "Tas saista {term} pēc paziņojuma.", "Galioja praėjus {term} po pranešimo."]),
    ("b_spares", [
        "What happens up to {term} after {since} is for learning only.", "Mis juhtub kuni {term} pärast: {since}, on ainult õppimiseks.",
        "Tas, kas notiek līdz {term} pēc: {since}, ir tikai mācībām.", "Kas nutinka iki {term} po: {since}, skirta tik mokymuisi."]),
    ("b_appeal", [
        "A fault may be appealed; until that is decided it does not count.", "Eksimuse võib vaidlustada; kuni otsuseni seda ei loeta.",
        "Kļūdu var apstrīdēt; līdz lēmumam to neskaita.", "Klaidą galima apskųsti; kol nenuspręsta, ji neskaičiuojama."]),
    ("b_appeal_within", [
        "A fault may be appealed within {term}; until that is decided it does not count.", "Eksimuse võib vaidlustada, tähtaeg: {term}; kuni otsuseni seda ei loeta.",
        "Kļūdu var apstrīdēt, termiņš: {term}; līdz lēmumam to neskaita.", "Klaidą galima apskųsti, terminas: {term}; kol nenuspręsta, ji neskaičiuojama."]),
    ("b_forgive", [
        "After {term} without a fault it begins anew.", "Kui {term} möödub eksimuseta, algab see uuesti.",
        "Pēc {term} bez kļūdas tas sākas no jauna.", "Praėjus {term} be klaidos prasideda iš naujo."]),
    ("b_settled", [
        "After {term} without a further step it begins anew.", "Kui {term} möödub järgmise sammuta, algab see uuesti.",
        "Pēc {term} bez nākamā soļa tas sākas no jauna.", "Praėjus {term} be kito žingsnio prasideda iš naujo."]),
    ("b_rounds", ["It may be appealed {n} times.", "Vaidlustada võib {n} korda.", "Apstrīdēt var {n} reizes.", "Apskųsti galima {n} k."]),
    ("b_closes_working", ["Closes on working day {day} after it, at {clock}.", "Suletakse {day}. tööpäeval pärast selle lõppu kell {clock}.", "Slēdz {day}. darba dienā pēc beigām plkst. {clock}.", "Uždaroma {day}-ą darbo dieną po pabaigos, {clock}."]),
    ("b_closes", ["Closes on day {day} after it, at {clock}.", "Suletakse {day}. päeval pärast selle lõppu kell {clock}.", "Slēdz {day}. dienā pēc beigām plkst. {clock}.", "Uždaroma {day}-ą dieną po pabaigos, {clock}."]),
    ("b_closes_on", ["Working days are those of {calendar}.", "Tööpäevi loetakse kalendri järgi: {calendar}.", "Darba dienas skaita pēc kalendāra: {calendar}.", "Darbo dienos skaičiuojamos pagal kalendorių: {calendar}."]),
    ("b_closed_stays", ["The figures stay as they were then; what is recorded later is shown beside them.", "Näitajad jäävad siis nii, nagu need olid; hiljem registreeritu näidatakse nende kõrval.", "Rādītāji paliek tādi, kādi tie tad bija; vēlāk reģistrēto rāda tiem blakus.", "Rodikliai lieka tokie, kokie tada buvo; tai, kas užregistruota vėliau, rodoma šalia."]),
    ("b_complete", ["complete when {when}", "lõpetatud, kui {when}", "pabeigts, kad {when}", "baigta, kai {when}"]),
    ("b_no_extras", ["nothing else may be done", "muud teha ei tohi", "neko citu darīt nedrīkst", "nieko kito daryti negalima"]),
    ("b_in_time", ["in time: {due}", "õigel ajal: {due}", "laikā: {due}", "laiku: {due}"]),
    ("b_least", [", from at least {n}", ", valimis vähemalt {n}", ", no vismaz {n}", ", iš bent {n}"]),
    ("b_proven", [", missed only if chance is ruled out", ", täitmata vaid siis, kui juhus on välistatud", ", nav sasniegts tikai tad, ja nejaušība ir izslēgta", ", nepasiektas tik tada, kai atsitiktinumas atmestas"]),
    ("b_duty_warn", ["a warning comes {term} before", "hoiatus tuleb {term} enne", "brīdinājums {term} pirms", "įspėjimas {term} prieš"]),
    // What keeps a figure from being read wrongly
    ("provisional_under", ["provisional: fewer than {n}", "esialgne: alla {n}", "provizorisks: mazāk nekā {n}", "preliminaru: mažiau nei {n}"]),
    ("not_measured", ["not measured", "mõõtmata", "nav mērīts", "nematuota"]),
    ("grade_reached", ["{worth}", "{worth}", "{worth}", "{worth}"]),
    ("grade_gate", ["{worth}, because of “{other}”", "{worth}, põhjuseks „{other}”", "{worth}, jo “{other}”", "{worth} dėl „{other}“"]),
    ("grade_gate_unknown", ["not graded, “{other}” is not known", "hindamata, „{other}” pole teada", "nav vērtēts, “{other}” nav zināms", "neįvertinta, „{other}“ nežinoma"]),
    ("grade_too_few", ["not graded, it takes {least}", "hindamata, vaja on {least}", "nav vērtēts, vajag {least}", "neįvertinta, reikia {least}"]),
    ("grade_carried", ["carried ({longer}), it takes {least}", "kantud edasi ({longer}), vaja on {least}", "pārnests ({longer}), vajag {least}", "perkelta ({longer}), reikia {least}"]),
    ("grade_no_data", ["not graded, there is nothing to grade", "hindamata, pole mida hinnata", "nav vērtēts, nav ko vērtēt", "neįvertinta, nėra ko vertinti"]),
    ("grade_together", ["{periods} together: {value} of {n}", "{periods} kokku: {value}, arv {n}", "{periods} kopā: {value} no {n}", "{periods} kartu: {value} iš {n}"]),
    ("grade_else", ["else {worth}", "muidu {worth}", "citādi {worth}", "kitaip {worth}"]),
    ("grade_only_if", ["only if “{other}” {bound}, else {worth}", "ainult kui „{other}” {bound}, muidu {worth}", "tikai ja “{other}” {bound}, citādi {worth}", "tik jei „{other}“ {bound}, kitaip {worth}"]),
    ("grade_takes", ["it takes {least}", "vaja on {least}", "vajag {least}", "reikia {least}"]),
    ("grade_takes_carried", ["it takes {least}, fewer are carried ({longer})", "vaja on {least}, vähem kantakse edasi ({longer})", "vajag {least}, mazāk – pārnes ({longer})", "reikia {least}, mažiau – perkeliama ({longer})"]),
    ("hidden_under", ["fewer than {n}: not shown", "alla {n}: ei näidata", "mazāk nekā {n}: netiek rādīts", "mažiau nei {n}: nerodoma"]),
    ("outside_limits", [
        "outside its control limits {lower} to {upper}", "väljaspool kontrollpiire {lower} kuni {upper}",
        "ārpus kontroles robežām {lower} līdz {upper}", "už kontrolinių ribų nuo {lower} iki {upper}"]),
    ("run_above", ["{n} periods in a row above {center}", "{n} perioodi järjest üle {center}", "{n} periodi pēc kārtas virs {center}", "{n} laikotarpiai iš eilės virš {center}"]),
    ("run_below", ["{n} periods in a row below {center}", "{n} perioodi järjest alla {center}", "{n} periodi pēc kārtas zem {center}", "{n} laikotarpiai iš eilės žemiau {center}"]),
    ("rising", ["rising {n} periods in a row", "tõuseb {n} perioodi järjest", "pieaug {n} periodus pēc kārtas", "kyla {n} laikotarpius iš eilės"]),
    ("falling", ["falling {n} periods in a row", "langeb {n} perioodi järjest", "krītas {n} periodus pēc kārtas", "krinta {n} laikotarpius iš eilės"]),
    ("needs_periods", [
        "control limits need {least} periods, {n} so far", "kontrollpiirideks on vaja {least} perioodi, seni {n}",
        "kontroles robežām vajag {least} periodus, pagaidām {n}", "kontrolinėms riboms reikia {least} laikotarpių, kol kas {n}"]),
    ("as_expected", [
        "{observed} where {expected} were to be expected: as chance has it", "{observed}, oodata oli {expected}: juhuse piires",
        "{observed}, sagaidāmi {expected}: nejaušības robežās", "{observed}, tikėtasi {expected}: atsitiktinumo ribose"]),
    ("more_than_expected", [
        "{observed} where {expected} were to be expected: more than chance explains", "{observed}, oodata oli {expected}: rohkem, kui juhus seletab",
        "{observed}, sagaidāmi {expected}: vairāk, nekā izskaidro nejaušība", "{observed}, tikėtasi {expected}: daugiau, nei paaiškina atsitiktinumas"]),
    ("fewer_than_expected", [
        "{observed} where {expected} were to be expected: fewer than chance explains", "{observed}, oodata oli {expected}: vähem, kui juhus seletab",
        "{observed}, sagaidāmi {expected}: mazāk, nekā izskaidro nejaušība", "{observed}, tikėtasi {expected}: mažiau, nei paaiškina atsitiktinumas"]),
    // What is wrong with the steps of a visit or a case
    ("step_missing", ["“{step}” was not done", "„{step}” jäi tegemata", "“{step}” nav izdarīts", "„{step}“ neatlikta"]),
    ("step_late", ["“{step}” came too late", "„{step}” tuli liiga hilja", "“{step}” notika par vēlu", "„{step}“ atlikta per vėlai"]),
    ("step_repeated", ["“{step}” was done too often", "„{step}” tehti liiga sageli", "“{step}” izdarīts pārāk bieži", "„{step}“ kartota per dažnai"]),
    ("step_order", ["“{second}” came before “{first}”", "„{second}” tuli enne kui „{first}”", "“{second}” notika pirms “{first}”", "„{second}“ atlikta anksčiau nei „{first}“"]),
    ("step_extra", ["something was done that is no step", "tehti midagi, mis pole samm", "izdarīts kas tāds, kas nav solis", "atlikta tai, kas nėra žingsnis"]),
    // Why a step is proposed
    ("step_proposed", [
        "{who}: {what} ({events}), so the step “{step}” is proposed{to}{due}.",
        "{who}: {what} ({events}), seepärast on ettepanek astuda samm „{step}”{to}{due}.",
        "{who}: {what} ({events}), tāpēc ierosināts solis “{step}”{to}{due}.",
        "{who}: {what} ({events}), todėl siūlomas žingsnis „{step}“{to}{due}."]),
    ("to_whom", [" to {who}", ", vastutab {who}", ", atbild {who}", ", atsako {who}"]),
    ("due_when", [", due {when}", ", tähtaeg {when}", ", termiņš {when}", ", terminas {when}"]),
    ("the_organization", ["The organization", "Organisatsioon", "Organizācija", "Organizacija"]),
    ("event_on", ["{unit} {key} on {date}", "{unit} {key} {date}", "{unit} {key} {date}", "{unit} {key} {date}"]),
    ("figure_in", ["“{figure}” in {period}", "„{figure}” {period}", "“{figure}” {period}", "„{figure}“ {period}"]),
    ("so_many_before", ["{n} before", "enne veel {n}", "pirms tam vēl {n}", "prieš tai dar {n}"]),
    ("a_fault", ["a fault", "rikkumine", "pārkāpums", "pažeidimas"]),
    ("fault_counts", [
        "a fault that counts {share}", "rikkumine, mis läheb arvesse {share} ulatuses",
        "pārkāpums, kas skaitās {share}", "pažeidimas, kuris skaičiuojamas {share}"]),
    ("faults_add", [
        "faults that add up to {share}", "rikkumised, mis annavad kokku {share}",
        "pārkāpumi, kas kopā ir {share}", "pažeidimai, kurie kartu sudaro {share}"]),
    ("in_force_from", ["in force from {day}", "kehtib alates {day}", "spēkā no {day}", "galioja nuo {day}"]),
    ("in_force_until", [
        "in force before {day}", "kehtib enne {day}", "spēkā pirms {day}", "galioja iki {day} (neįskaitant)"]),
    ("ladder_pinned", [
        "whoever stands on an earlier version of it ends under its steps", "kes on varasema versiooni redelil, lõpetab selle sammudega",
        "kas ir uz agrākas versijas kāpnēm, beidz ar tās soļiem", "kas yra ant ankstesnės versijos laiptų, baigia jos žingsniais"]),
    ("ladder_adopt", [
        "whoever stands on an earlier version of it goes on with these steps",
        "kes on varasema versiooni redelil, jätkab nende sammudega",
        "kas ir uz agrākas versijas kāpnēm, turpina ar šiem soļiem", "kas yra ant ankstesnės versijos laiptų, tęsia šiais žingsniais"]),
    ("ladder_close", [
        "whoever stands on an earlier version of it begins anew", "kes on varasema versiooni redelil, alustab uuesti",
        "kas ir uz agrākas versijas kāpnēm, sāk no jauna", "kas yra ant ankstesnės versijos laiptų, pradeda iš naujo"]),
    ("within_elapsed", ["in {length}", "{length} jooksul", "{length} laikā", "per {length}"]),
    ("periods_row", ["{periods} in a row", "{periods} järjest", "{periods} pēc kārtas", "{periods} iš eilės"]),
    ("periods_row_measured", [
        "{periods} measured in a row", "{periods} järjest, mõõtmata perioode arvestamata",
        "{periods} pēc kārtas, neizmērītos neskaitot", "{periods} iš eilės, neišmatuotų neskaičiuojant"]),
    ("periods_of_last", [
        "{periods} of the last {of} measured", "{periods} viimasest {of} mõõdetust",
        "{periods} no pēdējiem {of} mērītajiem", "{periods} iš paskutinių {of} išmatuotų"]),
    ("joined_and", ["{a} and {b}", "{a} ja {b}", "{a} un {b}", "{a} ir {b}"]),
    // What would have made it different
    ("had_met", [
        "Had “{figure}” reached its target{goal} in {period}, “{step}” would not have been proposed.",
        "Kui „{figure}” oleks perioodil {period} eesmärgi{goal} täitnud, poleks sammu „{step}” ette pandud.",
        "Ja “{figure}” periodā {period} būtu sasniedzis mērķi{goal}, solis “{step}” nebūtu ierosināts.",
        "Jei „{figure}“ laikotarpiu {period} būtų pasiekęs tikslą{goal}, žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("had_met_held", [
        "Had “{figure}” reached its target{goal} in {period}, or had the earlier step not been held in time, “{step}” would not have been proposed.",
        "Kui „{figure}” oleks perioodil {period} eesmärgi{goal} täitnud või eelmist sammu poleks õigel ajal tehtud, poleks sammu „{step}” ette pandud.",
        "Ja “{figure}” periodā {period} būtu sasniedzis mērķi{goal} vai iepriekšējais solis nebūtu laikus izpildīts, solis “{step}” nebūtu ierosināts.",
        "Jei „{figure}“ laikotarpiu {period} būtų pasiekęs tikslą{goal} arba ankstesnis žingsnis nebūtų laiku atliktas, žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("goal", [" of {bound}", " ({bound})", " ({bound})", " ({bound})"]),
    ("without_fault", [
        "Without this fault, “{step}” would not have been proposed.",
        "Ilma selle rikkumiseta poleks sammu „{step}” ette pandud.",
        "Bez šī pārkāpuma solis “{step}” nebūtu ierosināts.",
        "Be šio pažeidimo žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("without_fault_held", [
        "Without this fault, or had the earlier step not been held in time, “{step}” would not have been proposed.",
        "Ilma selle rikkumiseta, või kui eelmist sammu poleks õigel ajal tehtud, poleks sammu „{step}” ette pandud.",
        "Bez šī pārkāpuma vai ja iepriekšējais solis nebūtu laikus izpildīts, solis “{step}” nebūtu ierosināts.",
        "Be šio pažeidimo arba jei ankstesnis žingsnis nebūtų laiku atliktas, žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("one_fewer", [
        "With one fault fewer{window}, “{step}” would not have been proposed.",
        "Kui rikkumisi oleks{window} olnud ühe võrra vähem, poleks sammu „{step}” ette pandud.",
        "Ja{window} būtu par vienu pārkāpumu mazāk, solis “{step}” nebūtu ierosināts.",
        "Jei{window} būtų vienu pažeidimu mažiau, žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("one_fewer_held", [
        "With one fault fewer{window}, or had the earlier step not been held in time, “{step}” would not have been proposed.",
        "Kui rikkumisi oleks{window} olnud ühe võrra vähem või eelmist sammu poleks õigel ajal tehtud, poleks sammu „{step}” ette pandud.",
        "Ja{window} būtu par vienu pārkāpumu mazāk vai iepriekšējais solis nebūtu laikus izpildīts, solis “{step}” nebūtu ierosināts.",
        "Jei{window} būtų vienu pažeidimu mažiau arba ankstesnis žingsnis nebūtų laiku atliktas, žingsnis „{step}“ nebūtų pasiūlytas."]),
    ("step_withdrawn_disputed", [
        " Withdrawn on {when}: the fault ({event}) is disputed ({by}).", " Tagasi võetud {when}: rikkumine ({event}) on vaidlustatud ({by}).",
        " Atsaukts {when}: pārkāpums ({event}) ir apstrīdēts ({by}).", " Atšaukta {when}: pažeidimas ({event}) užginčytas ({by})."]),
    ("step_withdrawn_overturned", [
        " Withdrawn on {when}: the fault ({event}) was overturned ({by}).", " Tagasi võetud {when}: rikkumine ({event}) tühistati ({by}).",
        " Atsaukts {when}: pārkāpums ({event}) tika atcelts ({by}).", " Atšaukta {when}: pažeidimas ({event}) panaikintas ({by})."]),
    // Duties
    ("duty_owed", [
        "{who} owes “{what}” after {events}{due}{done}.", "{who}: kohustus „{what}” ({events}){due}{done}.",
        "{who}: pienākums “{what}” ({events}){due}{done}.", "{who}: pareiga „{what}“ ({events}){due}{done}."]),
    ("duty_done", [", done on {when}", ", tehtud {when}", ", izpildīts {when}", ", atlikta {when}"]),
    ("duty_done_late", [
        ", done on {when}, {late} late", ", tehtud {when}, hilinemisega {late}",
        ", izpildīts {when}, nokavēts par {late}", ", atlikta {when}, pavėluota {late}"]),
    ("duty_by_other", [", done by {who} instead", ", selle tegi {who}", ", to izdarīja {who}", ", tai atliko {who}"]),
    ("duty_by_barred", [
        ", done by {who}, who may not do it", ", selle tegi {who}, kes ei tohi seda teha",
        ", to izdarīja {who}, kas to nedrīkst darīt", ", tai atliko {who}, kuriam to daryti draudžiama"]),
    ("duty_not_done", [", not done", ", tegemata", ", nav izpildīts", ", neatlikta"]),
    ("duty_warning", [
        "“{what}” is due soon{due} ({events}); {who} owes it.", "„{what}” tähtaeg läheneb{due} ({events}); vastutab {who}.",
        "Tuvojas “{what}” termiņš{due} ({events}); atbild {who}.", "Artėja „{what}“ terminas{due} ({events}); atsako {who}."]),
    ("duty_without_cause", [
        "Without {events}, nothing would be owed.", "Ilma selleta ({events}) poleks kohustust tekkinud.",
        "Bez tā ({events}) pienākuma nebūtu.", "Be to ({events}) pareigos nebūtų."]),
    ("duty_in_time", [
        "Had {who} done it by {when}, it would have been kept.", "Kui {who} oleks selle teinud hiljemalt {when}, oleks kohustus täidetud.",
        "Ja {who} to būtu izdarījis līdz {when}, pienākums būtu izpildīts.", "Jei {who} tai būtų atlikęs iki {when}, pareiga būtų įvykdyta."]),
    // Clocks
    ("clock_warning", [
        "{share} of the time for “{what}” of {case} has passed{due}; {who} is told.",
        "{case}: „{what}” ajast on kulunud {share}{due}; teada saab {who}.",
        "{case}: ir pagājuši {share} no “{what}” laika{due}; par to uzzina {who}.",
        "{case}: praėjo {share} „{what}“ laiko{due}; apie tai sužino {who}."]),
    ("clock_without_warning", [
        "Had “{what}” of {case} ended before {when}, nobody would have been told.",
        "Kui „{what}” ({case}) oleks lõppenud enne {when}, poleks kellelegi teatatud.",
        "Ja “{what}” ({case}) būtu beidzies pirms {when}, nevienam par to neziņotu.",
        "Jei „{what}“ ({case}) būtų pasibaigęs iki {when}, niekam nebūtų pranešta."]),
    // Recognition
    ("recognized", [
        "{who}: “{what}”{place} ({events}){shared}.", "{who}: „{what}”{place} ({events}){shared}.",
        "{who}: “{what}”{place} ({events}){shared}.", "{who}: „{what}“{place} ({events}){shared}."]),
    ("in_place", [", place {n}", ", {n}. koht", ", {n}. vieta", ", {n} vieta"]),
    ("shared_with", [
        "; to be shared with the {with}{due}", "; jagatakse: {with}{due}", "; jādalās: {with}{due}", "; pasidalinama: {with}{due}"]),
    ("shared_by", [" by {when}", " hiljemalt {when}", " līdz {when}", " iki {when}"]),
    ("with_consent", [", with consent", ", inimese nõusolekul", ", ar personas piekrišanu", ", asmeniui sutikus"]),
    ("not_without_event", [
        "Without this event there would be no “{what}”.", "Ilma selle sündmuseta poleks „{what}” tulnud.",
        "Bez šī notikuma nebūtu “{what}”.", "Be šio įvykio nebūtų „{what}“."]),
    ("not_without_figures", [
        "With one of these figures short of its bound there would be no “{what}”.",
        "Kui mõni neist näitajatest oleks piirist allpool, poleks „{what}” tulnud.",
        "Ja kāds no šiem rādītājiem nesasniegtu robežu, nebūtu “{what}”.",
        "Jei kuris nors iš šių rodiklių nesiektų ribos, nebūtų „{what}“."]),
    ("not_without_row", [
        "One breach among these {n} would have begun the row anew.",
        "Üks rikkumine nende {n} seas oleks rida uuesti alustanud.",
        "Viens pārkāpums starp šiem {n} būtu sācis rindu no jauna.",
        "Vienas pažeidimas tarp šių {n} būtų pradėjęs eilę iš naujo."]),
];

#[cfg(test)]
mod tests {
    use super::{Lexicon, all, fill};

    fn gaps(template: &str) -> Vec<&str> {
        let mut gaps: Vec<&str> = template.split('{').skip(1).filter_map(|t| t.split('}').next()).collect();
        gaps.sort_unstable();
        gaps
    }

    #[test]
    fn every_sentence_has_the_same_gaps_in_every_language_and_stands_once() {
        for (index, (key, words)) in all().enumerate() {
            for sentence in words {
                assert_eq!(gaps(sentence), gaps(words[0]), "{key}: {sentence}");
                assert!(!sentence.is_empty(), "{key}");
            }
            assert!(all().take(index).all(|(k, _)| k != key), "{key} stands twice");
        }
    }

    #[test]
    fn what_fills_a_gap_is_not_filled_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
        assert_eq!(Lexicon::of("et").say("in_place", &[("n", "2")]), ", 2. koht");
    }
}
