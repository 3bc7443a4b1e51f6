#include "etalon_connector.h"

/* Tickets, page by page, from behind the last one on. */
static const etalon_failure *tickets(etalon_text cursor, etalon_u32 most, etalon_page *page) {
    const etalon_json *came;
    etalon_request request = {.method = "GET", .headers = {{etalon_s("authorization"), etalon_join(etalon_s("Bearer "), etalon_secret("token"))}}};
    request.url = etalon_join(etalon_set("url"), etalon_s("/tickets?limit="), etalon_digits(most), etalon_s("&after="), etalon_quoted(cursor));
    const etalon_failure *wrong = etalon_fetch(&request, &came);
    if (wrong) return wrong;
    etalon_rows(page, etalon_count(etalon_in(came, "tickets")));
    for (const etalon_json *ticket = etalon_in(came, "tickets")->first; ticket; ticket = ticket->next) {
        etalon_add(page, etalon_in(ticket, "id"));
        etalon_add(page, etalon_in(ticket, "closed"));
        etalon_add(page, etalon_in(ticket, "assignee"));
        etalon_add(page, etalon_in(ticket, "wait_seconds"));
    }
    page->cursor = etalon_in(came, "next")->text;
    page->more = etalon_in(came, "more")->kind == ETALON_TRUE;
    page->after = 60;
    return 0;
}

ETALON_SOURCE(
    "{ \"schema\": \"etalon-plugin/1\", \"name\": \"{{name}}\", \"version\": \"0.1.0\", \"doc\": \"Closed tickets from a help desk, page by page.\","
    "  \"needs\": { \"hosts\": [\"localhost:8080\"], \"secrets\": [{ \"name\": \"token\", \"doc\": \"of an account that may read tickets\" }] },"
    "  \"settings\": [{ \"name\": \"url\", \"type\": \"text\", \"doc\": \"where the help desk answers\", \"default\": \"http://localhost:8080\" }],"
    "  \"streams\": [{ \"name\": \"tickets\", \"doc\": \"Tickets in the order of their closing.\", \"time\": \"closed_at\", \"key\": [\"id\"],"
    "    \"fields\": [{ \"name\": \"id\", \"type\": \"text\" }, { \"name\": \"closed_at\", \"type\": \"instant\" },"
    "      { \"name\": \"agent\", \"type\": \"text\", \"nullable\": true }, { \"name\": \"waited\", \"type\": \"duration\" }] }] }",
    {"tickets", tickets})
