#include "etalon_plugin.h"

/* effort(wait, handle, channel): 100 points = the customer had no effort. The same in every language: plugins/languages/README.md. */
static etalon_value effort(const etalon_row *row) {
    etalon_text channel = etalon_text_at(row, 2);
    double weight;
    if (etalon_is(channel, "phone")) weight = 1.0;
    else if (etalon_is(channel, "chat")) weight = 0.5;
    else if (etalon_is(channel, "email")) weight = 0.125;
    else return etalon_none();
    if (!etalon_has(row, 1)) return etalon_number(0);
    double points = 100 - weight * (etalon_seconds_at(row, 0) * 0.5 + etalon_seconds_at(row, 1) * 0.0625);
    return etalon_number(points < 0 ? 0 : points);
}

ETALON_PLUGIN(
    "{ \"schema\": \"etalon-plugin/1\", \"name\": \"effort\", \"version\": \"0.1.0\","
    "  \"doc\": \"What a contact cost the customer in time.\","
    "  \"metrics\": [{ \"name\": \"effort\", \"doc\": \"100 = the customer had no effort.\","
    "    \"params\": [{ \"name\": \"wait\", \"type\": \"duration\" }, { \"name\": \"handle\", \"type\": \"duration\", \"nullable\": true },"
    "      { \"name\": \"channel\", \"type\": \"text\" }],"
    "    \"returns\": { \"type\": \"number\", \"unit\": \"points\", \"range\": [0, 100], \"scale\": 2, \"nullable\": true } }] }",
    {"effort", ETALON_NUMBER, effort})
