#include "etalon_connector.h"

/* A task on the board; `there` is how the board names it. */
static const etalon_failure *task(const etalon_action *action, const etalon_json *body, etalon_text *there) {
    const etalon_json *made;
    etalon_request request = {.method = "POST", .url = etalon_join(etalon_set("url"), etalon_s("/tasks"))};
    request.headers[0] = (etalon_header){etalon_s("authorization"), etalon_join(etalon_s("Bearer "), etalon_secret("token"))};
    /* The same key twice must be the same task: the board keeps to `Idempotency-Key`. */
    request.headers[1] = (etalon_header){etalon_s("idempotency-key"), action->key};
    request.body = etalon_join(
        etalon_s("{\"title\":"), etalon_json_of(etalon_in(body, "sentence")->text),
        etalon_s(",\"about\":"), etalon_json_of(action->subject), etalon_s("}"));
    const etalon_failure *wrong = etalon_fetch(&request, &made);
    if (!wrong) *there = etalon_in(made, "id")->text;
    return wrong;
}

ETALON_SINK(
    "{ \"schema\": \"etalon-plugin/1\", \"name\": \"{{name}}\", \"version\": \"0.1.0\", \"doc\": \"Tasks for coaches, in the board they work with.\","
    "  \"needs\": { \"hosts\": [\"localhost:8080\"], \"secrets\": [{ \"name\": \"token\", \"doc\": \"of an account that may write tasks\" }] },"
    "  \"settings\": [{ \"name\": \"url\", \"type\": \"text\", \"doc\": \"where the board answers\", \"default\": \"http://localhost:8080\" }],"
    "  \"actions\": [{ \"name\": \"task\", \"doc\": \"A task on the board.\","
    "    \"fields\": [{ \"name\": \"sentence\", \"type\": \"text\", \"doc\": \"why, in words: a field of the decision\" }] }] }",
    {"task", task})
