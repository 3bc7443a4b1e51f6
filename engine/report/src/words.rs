//! The program's own words in the languages it speaks. The standard's words (titles, guidance) come from the standard.

mod explain;
mod phrases;
mod plural;

/// The languages the program speaks.
pub const LANGUAGES: [&str; 4] = ["en", "et", "lv", "lt"];

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexicon(usize);

impl Lexicon {
    /// The words of that language; English where the program does not speak it.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self(LANGUAGES.iter().position(|l| *l == language).unwrap_or(0))
    }

    /// Which language it is.
    #[must_use]
    pub fn language(self) -> &'static str {
        LANGUAGES[self.0]
    }

    /// The word; the key itself if there is none.
    #[must_use]
    pub fn get(self, key: &'static str) -> &'static str {
        TABLE.iter().find(|(k, _)| *k == key).map_or(key, |(_, words)| words[self.0])
    }

    /// All words by key, for templates.
    #[must_use]
    pub fn all(self) -> std::collections::BTreeMap<&'static str, &'static str> {
        TABLE.iter().map(|(key, words)| (*key, words[self.0])).collect()
    }
}

/// Key, then English, Estonian, Latvian, Lithuanian.
#[rustfmt::skip]
const TABLE: &[(&str, [&str; 4])] = &[
    // Head
    ("version",        ["version", "versioon", "versija", "versija"]),
    ("as_of",          ["as of", "seisuga", "stāvoklis uz", "būklė"]),
    ("owner",          ["owner", "vastutaja", "atbildīgais", "atsakingas"]),
    ("standard_hash",  ["fingerprint of the standard", "standardi sõrmejälg", "standarta pirkstu nospiedums", "standarto piršto atspaudas"]),
    ("made_by",        ["Made by etalon. The same standard and the same data give the same report.", "Koostas etalon. Sama standard ja samad andmed annavad sama aruande.", "Sagatavoja etalon. Tas pats standarts un tie paši dati dod to pašu pārskatu.", "Parengė etalon. Tas pats standartas ir tie patys duomenys duoda tą pačią ataskaitą."]),
    // Sections
    ("data",           ["Data", "Andmed", "Dati", "Duomenys"]),
    ("targets",        ["Targets", "Eesmärgid", "Mērķi", "Tikslai"]),
    ("figures",        ["Figures", "Näitajad", "Rādītāji", "Rodikliai"]),
    ("below_target",   ["Who is off target", "Kes on eesmärgist eemal", "Kas nesasniedz mērķi", "Kas nepasiekia tikslo"]),
    ("strengths",      ["Strengths", "Tugevused", "Stiprās puses", "Stiprybės"]),
    ("weaknesses",     ["To improve", "Mida parandada", "Uzlabojams", "Tobulintina"]),
    ("attention",      ["Where attention helps most", "Kus tähelepanu aitab enim", "Kur uzmanība palīdz visvairāk", "Kur dėmesys padeda labiausiai"]),
    ("escalations",    ["Escalations", "Eskalatsioonid", "Eskalācijas", "Eskalacijos"]),
    ("recognitions",   ["Recognition", "Tunnustus", "Atzinība", "Pripažinimas"]),
    ("data_quality",   ["Data quality", "Andmete kvaliteet", "Datu kvalitāte", "Duomenų kokybė"]),
    ("causes",         ["Whose the breaches are", "Kelle arvele rikkumised lähevad", "Kura dēļ radušies pārkāpumi", "Dėl ko įvyko pažeidimai"]),
    ("principles",     ["Principles", "Põhimõtted", "Principi", "Principai"]),
    ("steps_all",      ["Steps", "Sammud", "Soļi", "Žingsniai"]),
    ("optional",       ["may be left out", "võib ära jääda", "var izlaist", "galima praleisti"]),
    ("steps_wrong",    ["Steps left out, late or in the wrong order", "Sammud, mis jäid vahele, hilinesid või tulid vales järjekorras", "Soļi, kas izlaisti, nokavēti vai veikti nepareizā secībā", "Žingsniai, kurie praleisti, pavėluoti ar atlikti ne ta tvarka"]),
    ("requirements",   ["Requirements", "Nõuded", "Prasības", "Reikalavimai"]),
    ("people_teams",   ["People and teams", "Inimesed ja meeskonnad", "Cilvēki un komandas", "Žmonės ir komandos"]),
    ("trend",          ["Trend", "Areng", "Tendence", "Tendencija"]),
    ("forms",          ["Evaluations", "Hindamised", "Novērtējumi", "Vertinimai"]),
    // Columns
    ("figure",         ["Figure", "Näitaja", "Rādītājs", "Rodiklis"]),
    ("requirement",    ["Requirement", "Nõue", "Prasība", "Reikalavimas"]),
    ("value",          ["Value", "Väärtus", "Vērtība", "Reikšmė"]),
    ("grade",          ["Grade", "Hinne", "Vērtējums", "Įvertis"]),
    ("target",         ["target", "eesmärk", "mērķis", "tikslas"]),
    ("period",         ["Period", "Periood", "Periods", "Laikotarpis"]),
    ("periods",        ["periods", "perioodist", "periodos", "laikotarpių"]),
    ("sample",         ["of", "kokku", "no", "iš"]),
    ("count",          ["Count", "Arv", "Skaits", "Skaičius"]),
    ("verdict",        ["Verdict", "Otsus", "Vērtējums", "Įvertinimas"]),
    ("whom",           ["Whom", "Kellele", "Kam", "Kam"]),
    ("raw",            ["as the customer saw it", "kliendi vaates", "klienta skatījumā", "kliento akimis"]),
    ("fair",           ["as the people answer for it", "töötaja vastutusel", "darbinieka atbildībā", "darbuotojo atsakomybe"]),
    ("raw_short",      ["seen", "nähtud", "redzētais", "matyta"]),
    ("fair_short",     ["answered for", "vastutatud", "atbildīgs par", "atsakoma už"]),
    ("source",         ["Source", "Allikas", "Avots", "Šaltinis"]),
    ("read",           ["read", "loetud", "nolasīts", "nuskaityta"]),
    ("accepted",       ["accepted", "arvestatud", "pieņemts", "priimta"]),
    ("duplicate",      ["duplicate", "korduvad", "dublikāti", "pasikartojantys"]),
    ("unreached",      ["not reached by the notice", "teade pole jõudnud", "paziņojums nav sasniedzis", "pranešimas nepasiekė"]),
    ("unreached_why",  ["nothing that it is about binds them; what they do is for learning only",
        "miski, mida see puudutab, neid ei kohusta; nende teod on vaid õppimiseks",
        "nekas no tā viņus nesaista; viņu rīcība ir tikai mācībai",
        "niekas, apie ką ji, jų neįpareigoja; jų veiksmai skirti tik mokytis"]),
    ("conflict",       ["in conflict", "vastuolus", "pretrunā", "prieštaraujantys"]),
    ("rejected",       ["rejected", "tagasi lükatud", "noraidīts", "atmesta"]),
    ("left_out",       ["left out", "välja jäetud", "izlaists", "praleista"]),
    ("corrected",      ["corrected", "parandatud", "labots", "pataisyta"]),
    ("retracted",      ["retracted", "tagasi võetud", "atsaukts", "atšaukta"]),
    ("ahead",          ["not there yet", "veel ei ole käes", "vēl nav pienācis", "dar neatėjo"]),
    ("unknown_keys",   ["not in the register", "registris puudub", "nav reģistrā", "nėra registre"]),
    ("plugin_failures", ["without an answer, as the plugin failed", "vastuseta, sest plugin ei töötanud", "bez atbildes, jo spraudnis nedarbojās", "be atsakymo, nes įskiepis neveikė"]),
    ("not_judged_rows", ["not judged", "hindamata", "nav novērtēts", "neįvertinta"]),
    ("and_taken",      ["counted", "arvesse läinud", "ieskaitīts", "įskaityta"]),
    // Verdicts of targets
    ("no_data",        ["no data", "andmeid pole", "nav datu", "nėra duomenų"]),
    ("too_few",        ["too few", "liiga vähe", "pārāk maz", "per mažai"]),
    ("met",            ["met", "täidetud", "sasniegts", "pasiektas"]),
    ("missed",         ["missed", "täitmata", "nav sasniegts", "nepasiektas"]),
    ("missed_not_proven", ["missed, may be chance", "täitmata, võib olla juhus", "nav sasniegts, var būt nejaušība", "nepasiektas, gali būti atsitiktinumas"]),
    ("missed_proven",  ["missed, not by chance", "täitmata, ei ole juhus", "nav sasniegts, nav nejaušība", "nepasiektas, ne atsitiktinumas"]),
    ("at_most",        ["at most", "kõige rohkem", "ne vairāk kā", "ne daugiau kaip"]),
    ("at_least",       ["at least", "vähemalt", "vismaz", "bent"]),
    ("more_than",      ["more than", "rohkem kui", "vairāk nekā", "daugiau nei"]),
    ("less_than",      ["less than", "vähem kui", "mazāk nekā", "mažiau nei"]),
    ("needs",          ["needs", "vaja", "vajag", "reikia"]),
    ("in_a_row",       ["in a row", "järjest", "pēc kārtas", "iš eilės"]),
    ("running",        ["running", "pooleli", "turpinās", "tęsiasi"]),
    ("all_met",        ["All targets are met.", "Kõik eesmärgid on täidetud.", "Visi mērķi ir sasniegti.", "Visi tikslai pasiekti."]),
    ("none_measured",  ["No target could be measured.", "Ühtegi eesmärki ei saanud mõõta.", "Nevienu mērķi nevarēja izmērīt.", "Nė vieno tikslo nebuvo galima išmatuoti."]),
    // Outcomes of criteria
    ("kept",           ["kept", "täidetud", "ievērots", "laikytasi"]),
    ("breached",       ["breached", "rikutud", "pārkāpts", "pažeista"]),
    ("not_applicable", ["not applicable", "ei kohaldu", "neattiecas", "netaikoma"]),
    ("pending",        ["pending", "ootel", "gaida", "laukiama"]),
    ("not_judged",     ["not judged", "hindamata", "nav novērtēts", "neįvertinta"]),
    ("passed",         ["passed", "läbitud", "nokārtots", "išlaikyta"]),
    ("failed",         ["failed", "läbi kukutud", "nenokārtots", "neišlaikyta"]),
    ("incomplete",     ["incomplete", "poolik", "nepilnīgs", "neužbaigta"]),
    ("not_scored",     ["not scored", "hindeta", "bez vērtējuma", "be įvertinimo"]),
    // Causes
    ("employee",       ["employee", "töötaja", "darbinieks", "darbuotojas"]),
    ("company",        ["company", "ettevõte", "uzņēmums", "įmonė"]),
    ("customer",       ["customer", "klient", "klients", "klientas"]),
    ("unknown",        ["unknown", "teadmata", "nezināms", "nežinoma"]),
    // Decisions
    ("for",            ["for", "–", "–", "–"]),
    ("same_day",       ["the same day", "samal päeval", "tajā pašā dienā", "tą pačią dieną"]),
    ("owes",           ["opens the duty", "toob kohustuse", "rada pienākumu", "sukuria pareigą"]),
    ("arises_with",    ["arises with", "tekib koos", "rodas līdz ar", "atsiranda kartu su"]),
    ("owed_by",        ["owed by", "vastutab", "atbild", "atsako"]),
    ("nobody_named",   ["nobody is named", "kedagi pole nimetatud", "neviens nav norādīts", "niekas nenurodytas"]),
    ("due",            ["due", "tähtaeg", "termiņš", "terminas"]),
    ("overdue",        ["overdue", "tähtaeg möödas", "termiņš nokavēts", "terminas praleistas"]),
    ("withdrawn",      ["withdrawn", "tagasi võetud", "atsaukts", "atšaukta"]),
    ("held",           ["held", "peetud", "noticis", "įvyko"]),
    ("evidence",       ["Evidence", "Tõendid", "Pierādījumi", "Įrodymai"]),
    ("otherwise",      ["What would have made it different", "Mis oleks seda muutnud", "Kas to būtu mainījis", "Kas būtų tai pakeitę"]),
    ("earlier",        ["earlier", "varem", "agrāk", "anksčiau"]),
    ("none_proposed",  ["None proposed.", "Ühtegi ei ole.", "Nav nevienas.", "Nėra."]),
    ("proposal_note",  ["Every step is a proposal to the person named, who confirms, changes or drops it.", "Iga samm on ettepanek nimetatud inimesele, kes selle kinnitab, muudab või jätab ära.", "Katrs solis ir priekšlikums norādītajai personai, kas to apstiprina, maina vai atmet.", "Kiekvienas žingsnis yra pasiūlymas nurodytam asmeniui, kuris jį patvirtina, pakeičia arba atmeta."]),
    ("place",          ["place", "koht", "vieta", "vieta"]),
    ("line",           ["line", "rida", "rinda", "eilutė"]),
    ("yes",            ["yes", "jah", "jā", "taip"]),
    ("no",             ["no", "ei", "nē", "ne"]),
    // Lists
    ("and",            ["and", "ja", "un", "ir"]),
    ("more",           ["more", "veel", "vēl", "dar"]),
    ("see_more",       ["see --out or --html", "vaata --out või --html", "skat. --out vai --html", "žr. --out arba --html"]),
    ("in_the_files",   ["all of them in scorecards.csv (--out)", "kõik failis scorecards.csv (--out)", "visi failā scorecards.csv (--out)", "visi faile scorecards.csv (--out)"]),
    ("nothing_lost",   ["Every row read is accounted for.", "Iga loetud rida on arvel.", "Katra nolasītā rinda ir uzskaitīta.", "Kiekviena nuskaityta eilutė apskaityta."]),
    ("too_few_to_rank", ["too few to rank", "järjestamiseks liiga vähe", "pārāk maz, lai vērtētu", "per mažai vertinti"]),
    // People and periods
    ("organization",   ["organization", "organisatsioon", "organizācija", "organizacija"]),
    ("missing",        ["(missing)", "(puudub)", "(trūkst)", "(trūksta)"]),
    ("all",            ["all data", "kõik andmed", "visi dati", "visi duomenys"]),
    ("half_hour",      ["half-hour", "pooltund", "pusstunda", "pusvalandis"]),
    ("hour",           ["hour", "tund", "stunda", "valanda"]),
    ("day",            ["day", "päev", "diena", "diena"]),
    ("week",           ["week", "nädal", "nedēļa", "savaitė"]),
    ("month",          ["month", "kuu", "mēnesis", "mėnuo"]),
    ("quarter",        ["quarter", "kvartal", "ceturksnis", "ketvirtis"]),
    ("year",           ["year", "aasta", "gads", "metai"]),
    ("last",           ["last", "viimased", "pēdējās", "paskutinės"]),
    ("days",           ["days", "päeva", "dienas", "dienos"]),
    // Months that close
    ("restated",       ["Restated after closing", "Pärast sulgemist ümber arvutatud", "Pārrēķināts pēc slēgšanas", "Perskaičiuota po uždarymo"]),
    ("restated_note",  ["What was recorded after a period had closed: the closed figure stays, and beside it stands what it is now.", "Mis registreeriti pärast perioodi sulgemist: suletud näitaja jääb alles ja selle kõrval seisab praegune.", "Kas reģistrēts pēc perioda slēgšanas: slēgtais rādītājs paliek, un blakus ir pašreizējais.", "Kas užregistruota po laikotarpio uždarymo: uždarytas rodiklis lieka, o šalia jo yra dabartinis."]),
    ("closed_at",      ["closed", "suletud", "slēgts", "uždaryta"]),
    ("now",            ["now", "nüüd", "tagad", "dabar"]),
    ("was_then",       ["then", "siis", "toreiz", "tada"]),
    ("because",        ["Why", "Miks", "Kāpēc", "Kodėl"]),
    ("superseded",     ["Superseded decisions", "Asendatud otsused", "Aizstātie lēmumi", "Pakeisti sprendimai"]),
    ("stood",          ["stood", "kehtis", "bija spēkā", "galiojo"]),
    ("stands",         ["stands", "kehtib", "ir spēkā", "galioja"]),
    ("gone",           ["not there any more", "enam ei ole", "vairs nav", "nebėra"]),
    ("changed",        ["changed", "muutunud", "mainījies", "pasikeitė"]),
    ("was_not_there",  ["was not there", "ei olnud", "nebija", "nebuvo"]),
    ("has_come",       ["has come since", "on vahepeal lisandunud", "kopš tā laika radies", "atsirado vėliau"]),
    ("warning",        ["warning", "hoiatus", "brīdinājums", "įspėjimas"]),
    ("since_correction", ["corrected", "parandatud", "labots", "pataisyta"]),
    ("since_retraction", ["taken back", "tagasi võetud", "atsaukts", "atšaukta"]),
    ("since_late_event", ["recorded late", "hilja registreeritud", "reģistrēts vēlu", "užregistruota vėlai"]),
    ("since_conflict", ["in conflict", "vastuolus", "pretrunā", "prieštarauja"]),
    ("since_appeal",   ["appeal", "vaidlustus", "apstrīdējums", "skundas"]),
    ("since_decided",  ["open then, decided since", "oli lahtine, nüüd otsustatud", "toreiz vēl atvērts, tagad izlemts", "tada neišspręsta, dabar nuspręsta"]),
    ("tz_database",    ["time zones", "ajavööndid", "laika joslas", "laiko juostos"]),
    ("known_up_to",    ["knowing what was recorded up to", "teades, mis oli registreeritud kuni", "zinot to, kas reģistrēts līdz", "žinant, kas užregistruota iki"]),
    ("later",          ["recorded later", "hiljem registreeritud", "reģistrēts vēlāk", "užregistruota vėliau"]),
    // The page
    ("summary",        ["At a glance", "Lühidalt", "Īsumā", "Trumpai"]),
    ("contents",       ["Contents", "Sisukord", "Saturs", "Turinys"]),
    ("skip",           ["Skip to the report", "Otse aruande juurde", "Uzreiz uz pārskatu", "Tiesiai prie ataskaitos"]),
    ("targets_trends", ["Targets and trends", "Eesmärgid ja areng", "Mērķi un tendences", "Tikslai ir tendencijos"]),
    ("targets_met",    ["targets met", "eesmärke täidetud", "mērķi sasniegti", "pasiekta tikslų"]),
    ("steps_open",     ["steps to take", "samme teha", "veicamie soļi", "atliktini žingsniai"]),
    ("times_honoured", ["recognitions", "tunnustust", "atzinības", "pripažinimai"]),
    ("rows_unused",    ["rows that could not be used", "rida, mida ei saanud kasutada", "rindas, ko nevarēja izmantot", "eilutės, kurių nebuvo galima panaudoti"]),
    ("next_steps",     ["What is due next", "Mis on järgmisena teha", "Kas jādara tālāk", "Kas darytina toliau"]),
    ("nothing_open",   ["Nothing is waiting.", "Midagi ei ole ootel.", "Nekas negaida.", "Niekas nelaukia."]),
    ("band",           ["95% sure", "95% kindlus", "95% drošība", "95% tikrumas"]),
    ("between",        ["95% sure between", "95% kindlusega vahemikus", "ar 95% drošību robežās", "95% tikrumu tarp"]),
    ("band_note",      ["The dot is the figure, the tick the target, the band where the true value lies with 95% certainty: with few cases it is wide, and a miss may be chance.", "Täpp on näitaja, kriips eesmärk, riba vahemik, milles tegelik väärtus on 95% kindlusega: väheste juhtumite korral on see lai ja möödalask võib olla juhus.", "Punkts ir rādītājs, svītra mērķis, josla robežas, kurās patiesā vērtība ir ar 95% drošību: ja gadījumu maz, tā ir plata, un neizpilde var būt nejaušība.", "Taškas yra rodiklis, brūkšnys tikslas, juosta ribos, tarp kurių tikroji reikšmė yra su 95% tikrumu: kai atvejų mažai, ji plati, ir nesėkmė gali būti atsitiktinė."]),
    ("by_period",      ["Period by period", "Perioodide kaupa", "Pa periodiem", "Pagal laikotarpius"]),
    ("on_their_cards", ["see their cards", "vaata nende kaarte", "skat. to kartītes", "žr. jų korteles"]),
    ("causes_note",    ["Circumstances that the standard names move a breach to the company or the customer; unknown means that neither the employee controls it nor a circumstance explains it.", "Standardis nimetatud asjaolud viivad rikkumise ettevõtte või kliendi arvele; teadmata tähendab, et töötaja seda ei mõjuta ja ükski asjaolu seda ei seleta.", "Standartā nosauktie apstākļi pārkāpumu attiecina uz uzņēmumu vai klientu; nezināms nozīmē, ka darbinieks to neietekmē un neviens apstāklis to neizskaidro.", "Standarte įvardytos aplinkybės pažeidimą priskiria įmonei arba klientui; nežinoma reiškia, kad darbuotojas to nevaldo ir jokia aplinkybė to nepaaiškina."]),
    ("critical",       ["critical", "kriitiline", "kritiski", "kritiška"]),
    ("find",           ["Find a person or a team", "Otsi inimest või meeskonda", "Meklēt cilvēku vai komandu", "Ieškoti žmogaus ar komandos"]),
    ("found",          ["found", "leitud", "atrasts", "rasta"]),
    ("sort",           ["Order", "Järjestus", "Secība", "Tvarka"]),
    ("by_need",        ["attention helps most first", "enne need, keda tähelepanu aitab enim", "vispirms, kam uzmanība palīdz visvairāk", "pirma tie, kuriems dėmesys padeda labiausiai"]),
    ("by_name",        ["by name", "nime järgi", "pēc vārda", "pagal vardą"]),
    ("by_open",        ["most steps to take first", "enne need, kellega on enim samme teha", "vispirms, kam visvairāk veicamo soļu", "pirma tie, kuriems daugiausia žingsnių"]),
    ("open_all",       ["Open all", "Ava kõik", "Atvērt visu", "Išskleisti visus"]),
    ("close_all",      ["Close all", "Sulge kõik", "Aizvērt visu", "Suskleisti visus"]),
    ("needs_script",   ["In a report of this size the cards open with a script; all figures are also in scorecards.csv (--out).", "Nii suures aruandes avab kaardid skript; kõik arvud on ka failis scorecards.csv (--out).", "Tik lielā pārskatā kartītes atver skripts; visi skaitļi ir arī failā scorecards.csv (--out).", "Tokioje didelėje ataskaitoje korteles atveria scenarijus; visi skaičiai yra ir faile scorecards.csv (--out)."]),
    ("was_due",        ["was due", "tähtaeg oli", "termiņš bija", "terminas buvo"]),
    ("no_term",        ["no term", "tähtajata", "bez termiņa", "be termino"]),
    ("shared_with_whom", ["shared with:", "jagatakse:", "dalās ar:", "pasidalijama su:"]),
    ("nothing_wrong",  ["Nothing is wrong with the data.", "Andmetega on kõik korras.", "Ar datiem viss ir kārtībā.", "Duomenys tvarkingi."]),
    ("requirements_note", ["How often each requirement was kept, and whose the breaches are.", "Kui sageli iga nõue oli täidetud ja kelle arvele rikkumised lähevad.", "Cik bieži katra prasība ievērota un kura dēļ radušies pārkāpumi.", "Kaip dažnai kiekvieno reikalavimo laikytasi ir dėl ko įvyko pažeidimai."]),
    // The standard as a handbook
    ("clocks",         ["Clocks", "Kellad", "Pulksteņi", "Laikmačiai"]),
    ("clocks_note",    ["The newest cases whose time ran out, or else the newest. Only time that counts is counted; a void pause counts.", "Viimased juhtumid, mille aeg lõppes, või muidu viimased. Loetakse ainult aega, mis läheb arvesse; tühine paus läheb arvesse.", "Jaunākie gadījumi, kuru laiks beidzās, vai citādi jaunākie. Skaita tikai laiku, kas ir vērā; spēkā neesoša pauze tiek skaitīta.", "Naujausi atvejai, kurių laikas baigėsi, arba tiesiog naujausi. Skaičiuojamas tik įskaitomas laikas; negaliojanti pauzė įskaitoma."]),
    ("clock_running",  ["running", "käib", "iet", "eina"]),
    ("clock_void",     ["running: the pause is void", "käib: paus on tühine", "iet: pauze nav spēkā", "eina: pauzė negalioja"]),
    ("clock_paused",   ["paused", "peatatud", "apturēts", "pristabdyta"]),
    ("clock_stopped",  ["stopped, and opened again later", "lõpetatud ja hiljem taas avatud", "pabeigts un vēlāk atkal atvērts", "baigta ir vėliau vėl atverta"]),
    ("clock_stretches", ["Stretch by stretch", "Lõik lõigu haaval", "Posms pēc posma", "Atkarpa po atkarpos"]),
    ("closings",       ["When periods close", "Millal perioodid suletakse", "Kad slēdz periodus", "Kada uždaromi laikotarpiai"]),
    ("handbook",       ["The standard", "Standard", "Standarts", "Standartas"]),
    ("handbook_note",  ["What this report judges by, in the words of the standard.", "Mille järgi see aruanne hindab, standardi enda sõnadega.", "Pēc kā šis pārskats vērtē, standarta vārdiem.", "Pagal ką ši ataskaita vertina, standarto žodžiais."]),
    ("as_written",     ["As written in the standard", "Nagu standardis kirjas", "Kā rakstīts standartā", "Kaip parašyta standarte"]),
    ("asked_of",       ["of each", "iga kohta", "par katru", "kiekvienam"]),
    ("weight",         ["weight", "kaal", "svars", "svoris"]),
    ("points",         ["points", "punkte", "punkti", "taškai"]),
    ("scale",          ["scale", "skaala", "skala", "skalė"]),
    ("employee_controls", ["in the employee's hands", "töötaja mõjutada", "darbinieka ziņā", "priklauso nuo darbuotojo"]),
    ("not_their_fault", ["What is not the employee's fault", "Mis ei ole töötaja süü", "Kas nav darbinieka vaina", "Kas nėra darbuotojo kaltė"]),
    ("cause",          ["cause", "põhjus", "cēlonis", "priežastis"]),
    ("covers",         ["covers", "katab", "attiecas uz", "taikoma"]),
    ("calendars",      ["Opening hours", "Tööajad", "Darba laiki", "Darbo laikas"]),
    ("notices",        ["From when on it binds", "Mis ajast see kehtib", "No kura laika tas saista", "Nuo kada tai galioja"]),
    ("closed_days",    ["closed days", "suletud päevi", "slēgtas dienas", "nedarbo dienų"]),
    ("short_days",     ["days with hours of their own", "oma ajaga päevi", "dienas ar savu darba laiku", "dienų su atskiru laiku"]),
    ("of_opening_hours", ["of opening hours", "tööaega", "darba laika", "darbo laiko"]),
    ("rolling",        ["moves to the next working day", "nihkub järgmisele tööpäevale", "pārceļas uz nākamo darba dienu", "keliama į kitą darbo dieną"]),
    ("term",           ["term", "tähtaeg", "termiņš", "terminas"]),
];

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Lexicon, TABLE};

    #[test]
    fn every_word_is_said_in_every_language_and_only_once() {
        for (index, (key, words)) in TABLE.iter().enumerate() {
            assert!(words.iter().all(|w| !w.trim().is_empty()), "{key} is not said in every language");
            assert!(TABLE[..index].iter().all(|(k, _)| k != key), "{key} stands twice");
        }
    }

    #[test]
    fn an_unknown_language_is_answered_in_english() {
        assert_eq!(Lexicon::of("xx").language(), "en");
        assert_eq!(Lexicon::of("et").get("met"), "täidetud");
        assert_eq!(LANGUAGES.len(), 4);
    }
}
