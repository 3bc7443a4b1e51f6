//! Column expressions, rows left out, ties, rows that take back.

use crate::support::{standard, told};

#[test]
fn expressions_make_fields_of_columns() {
    let standard = standard(
        "event call {
           id text key  at instant  line text  file_name text  agent text?  name text  prefix text  rest text?
           talked duration?  held duration?  score share?  price decimal?  first text?  kind phone | chat | other  big yes/no?  odd yes/no?
         }
         source calls for call {
           files   \"*.csv\"
           zone    \"Europe/Tallinn\"
           time    \"%d.%m.%Y %H:%M\"
           missing \"NULL\", \"?\"
           field id        = call_id & \"/\" & leg
           field at        = column \"Started At\"
           field line      = row
           field file_name = file
           field agent     = lower(trim(column \"Agent Name\"))
           field name      = upper(nick)
           field prefix    = before(queue, \"_\")
           field rest      = after(queue, \"_\")
           field talked    = clock(talk)
           field held      = minutes(hold_min)
           field score     = percent(pct)
           field price     = number(price)
           field first     = first_of(mobile, phone, \"none\")
           field kind      = by channel { \"TEL\", \"MOB\": phone  \"WEB\": chat  otherwise: other }
           field big       = price != \"0\" and pct >= 80
           field odd       = if nick matches \"^x\" then yes else no
         }",
    );
    let file = "call_id,leg,Started At,Agent Name,nick,queue,talk,hold_min,pct,price,mobile,phone,channel\n\
                7,1,02.03.2026 09:00, Anna ,ann,EST_mail,1:05,2.5,85,\"1 234,50\",,555,TEL\n\
                7,2,02.03.2026 09:05,NULL,xen,LAT,1:01:05,,?,0,777,555,FAX\n\
                8,,02.03.2026 09:05,,,,,,,,,,\n";
    insta::assert_snapshot!(told(&standard, &[("calls.csv", file.as_bytes())]));
}

#[test]
fn a_table_without_a_line_rejects_the_row() {
    let standard = standard(
        "event call { id text key at instant kind phone | chat }
         source calls for call { files \"*.csv\" field kind = by channel { \"TEL\": phone \"WEB\": chat } }",
    );
    let file = b"id,at,channel\n1,2026-03-02T09:00Z,TEL\n2,2026-03-02T09:00Z,FAX\n3,2026-03-02T09:00Z,\n";
    insta::assert_snapshot!(told(&standard, &[("calls.csv", file)]));
}

#[test]
fn rows_ties_and_retractions() {
    let standard = standard(
        "event call { id text key at instant topic text }
         source calls for call {
           files \"*.csv\"
           rows where queue != \"test\"
           ties by seq
           retract where operation = \"deleted\"
         }",
    );
    let file = b"id,at,topic,queue,seq,operation\n\
                 1,2026-03-02T09:00Z,bill,a,10,\n\
                 2,2026-03-02T09:00Z,bill,test,9,\n\
                 3,2026-03-02T09:00Z,bill,,9,\n\
                 1,,,a,11,deleted\n\
                 ,,,a,12,deleted\n";
    insta::assert_snapshot!(told(&standard, &[("calls.csv", file)]));
}

#[test]
fn a_column_may_be_called_differently_in_older_files() {
    let standard = standard(
        "event call { id text key at instant topic text }
         source calls for call { files \"*.csv\" field topic = first_of(topic, subject) }",
    );
    let new = b"id,at,topic\n1,2026-03-02T09:00Z,bill\n";
    let old = b"id,at,subject\n2,2026-03-02T09:00Z,fault\n";
    insta::assert_snapshot!(told(&standard, &[("new.csv", new), ("old.csv", old)]));
}

#[test]
fn an_optional_field_without_a_column_has_no_value() {
    let standard =
        standard("event call { id text key at instant topic text? } source calls for call { files \"*.csv\" }");
    insta::assert_snapshot!(told(&standard, &[("a.csv", b"id,at\n1,2026-03-02T09:00Z\n")]));
}

#[test]
fn rare_unknown_values_are_told_together() {
    let standard =
        standard("event call { id text key at instant kind phone | chat } source calls for call { files \"*.csv\" }");
    let mut file = "id,at,kind\n".to_owned();
    for n in 0..60 {
        let kind = if n % 2 == 0 { "fax".to_owned() } else { format!("k{n:02}") };
        file.push_str(&format!("{n},2026-03-02T09:00Z,{kind}\n"));
    }
    insta::assert_snapshot!(told(&standard, &[("a.csv", file.as_bytes())]));
}
