#include "etalon_plugin.h"

/* promptness(waited, promised): 100 points up to the promise, then falling to 0 at twice the promise. */
static etalon_value promptness(const etalon_row *row) {
    double promised = etalon_seconds_at(row->constants, 0);
    double points = 100 * (2 - etalon_seconds_at(row, 0) / promised);
    return etalon_number(points < 0 ? 0 : points > 100 ? 100 : points);
}

ETALON_PLUGIN(
    "{ \"schema\": \"etalon-plugin/1\", \"name\": \"{{name}}\", \"version\": \"0.1.0\", \"doc\": \"How promptly we answer.\","
    "  \"metrics\": [{ \"name\": \"promptness\", \"doc\": \"100 = within the promise, 0 = twice as long or longer.\","
    "    \"params\": [{ \"name\": \"waited\", \"type\": \"duration\" },"
    "      { \"name\": \"promised\", \"type\": \"duration\", \"constant\": true, \"range\": [1, 864000], \"default\": 20 }],"
    "    \"returns\": { \"type\": \"number\", \"unit\": \"points\", \"range\": [0, 100], \"scale\": 1 } }] }",
    {"promptness", ETALON_NUMBER, promptness})
