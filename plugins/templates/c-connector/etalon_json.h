/* Texts and JSON for connectors in C, without a standard library: everything lies on the heap of etalon_plugin.h, which begins anew after each call. */
#ifndef ETALON_JSON_H
#define ETALON_JSON_H

#include "etalon_plugin.h"

/* --- texts -------------------------------------------------------------------------------------------------------------------------- */

#define etalon_s(text) etalon_literal(text)
/* Texts one behind the other: `etalon_join(etalon_s("a"), b)`. */
#define etalon_join(...) etalon_joined((const etalon_text[]){__VA_ARGS__}, sizeof((const etalon_text[]){__VA_ARGS__}) / sizeof(etalon_text))

static inline etalon_text etalon_joined(const etalon_text *parts, etalon_size count) {
    etalon_size size = 0, at = 0;
    for (etalon_size i = 0; i < count; i++) size += parts[i].size;
    char *all = etalon_take(size, 1);
    for (etalon_size i = 0; i < count; at += parts[i++].size) memcpy(all + at, parts[i].at, parts[i].size);
    return (etalon_text){all, size};
}

/* A whole number in digits. */
static inline etalon_text etalon_digits(etalon_i64 number) {
    char *digits = etalon_take(20, 1), *at = digits + 20;
    unsigned long long left = number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
    do *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0) *--at = '-';
    return (etalon_text){at, (etalon_size)(digits + 20 - at)};
}

/* A text as it may stand in a query. */
static inline etalon_text etalon_quoted(etalon_text text) {
    char *out = etalon_take(text.size * 3, 1);
    etalon_size size = 0;
    for (etalon_size i = 0; i < text.size; i++) {
        etalon_u8 sign = (etalon_u8)text.at[i], letter = sign | 0x20;
        if ((letter >= 'a' && letter <= 'z') || (sign >= '0' && sign <= '9') || sign == '-' || sign == '.' || sign == '_' || sign == '~') {
            out[size++] = (char)sign;
        } else {
            out[size++] = '%', out[size++] = "0123456789ABCDEF"[sign >> 4], out[size++] = "0123456789ABCDEF"[sign & 15];
        }
    }
    return (etalon_text){out, size};
}

/* A text as JSON, with its quotation marks. */
static inline etalon_text etalon_json_of(etalon_text text) {
    char *out = etalon_take(text.size * 6 + 2, 1);
    etalon_size size = 0;
    out[size++] = '"';
    for (etalon_size i = 0; i < text.size; i++) {
        etalon_u8 sign = (etalon_u8)text.at[i];
        if (sign == '"' || sign == '\\') out[size++] = '\\', out[size++] = (char)sign;
        else if (sign >= 0x20) out[size++] = (char)sign;
        else {
            memcpy(out + size, "\\u00", 4);
            out[size + 4] = "01"[sign >> 4], out[size + 5] = "0123456789abcdef"[sign & 15];
            size += 6;
        }
    }
    out[size++] = '"';
    return (etalon_text){out, size};
}

/* --- JSON that is read -------------------------------------------------------------------------------------------------------------- */

typedef enum { ETALON_NULL, ETALON_FALSE, ETALON_TRUE, ETALON_DIGITS, ETALON_STRING, ETALON_LIST, ETALON_OBJECT, ETALON_BROKEN } etalon_json_kind;

typedef struct etalon_json {
    etalon_json_kind kind;
    etalon_text key;              /* its name, if it stands in an object */
    etalon_text text;             /* of a string; of a number its digits */
    double number;
    etalon_text source;           /* as it was written */
    struct etalon_json *first, *next; /* what is in it, one behind the other */
} etalon_json;

typedef struct { const char *at, *end; int wrong, depth; } etalon_reading;

/* What stands under a name; where there is nothing: null. */
static inline const etalon_json *etalon_in(const etalon_json *json, const char *name) {
    static const etalon_json none;
    if (json->kind == ETALON_OBJECT)
        for (const etalon_json *one = json->first; one; one = one->next)
            if (etalon_is(one->key, name)) return one;
    return &none;
}

/* How many are in it. */
static inline etalon_size etalon_count(const etalon_json *json) {
    etalon_size count = 0;
    for (const etalon_json *one = json->first; one; one = one->next) count++;
    return count;
}

static inline int etalon_eat(etalon_reading *reading, char sign) {
    while (reading->at < reading->end && (*reading->at == ' ' || *reading->at == '\n' || *reading->at == '\r' || *reading->at == '\t')) reading->at++;
    if (!sign || reading->at == reading->end || *reading->at != sign) return 0;
    return reading->at++, 1;
}

static inline etalon_u32 etalon_hex(etalon_reading *reading) {
    etalon_u32 value = 0;
    for (int i = 0; i < 4; i++, reading->at++) {
        if (reading->at == reading->end) return reading->wrong = 1, 0;
        char sign = *reading->at, letter = (char)(sign | 0x20);
        if (sign >= '0' && sign <= '9') value = value << 4 | (etalon_u32)(sign - '0');
        else if (letter >= 'a' && letter <= 'f') value = value << 4 | (etalon_u32)(letter - 'a' + 10);
        else return reading->wrong = 1, 0;
    }
    return value;
}

/* Behind the first quotation mark. */
static inline etalon_text etalon_string(etalon_reading *reading) {
    const char *from = reading->at;
    while (reading->at < reading->end && *reading->at != '"' && *reading->at != '\\') reading->at++;
    if (reading->at < reading->end && *reading->at == '"') return (etalon_text){from, (etalon_size)(reading->at++ - from)};
    const char *last = reading->at; /* there are escapes: no text grows by reading them */
    while (last < reading->end && *last != '"') last += *last == '\\' ? 2 : 1;
    if (last >= reading->end) return reading->wrong = 1, (etalon_text){"", 0};
    char *out = etalon_take((etalon_size)(last - from), 1);
    etalon_size size = (etalon_size)(reading->at - from);
    memcpy(out, from, size);
    while (reading->at < last) {
        char sign = *reading->at++;
        if (sign != '\\') { out[size++] = sign; continue; }
        sign = *reading->at++;
        if (sign != 'u') {
            out[size++] = sign == 'n' ? '\n' : sign == 't' ? '\t' : sign == 'r' ? '\r' : sign == 'b' ? '\b' : sign == 'f' ? '\f' : sign;
            continue;
        }
        etalon_u32 code = etalon_hex(reading);
        if (code >= 0xd800 && code < 0xdc00 && reading->at + 2 <= last && reading->at[0] == '\\' && reading->at[1] == 'u') {
            reading->at += 2;
            code = 0x10000 + ((code - 0xd800) << 10) + (etalon_hex(reading) - 0xdc00);
        }
        if ((code >= 0xd800 && code < 0xe000) || code > 0x10ffff) code = 0xfffd;
        if (code < 0x80) out[size++] = (char)code;
        else if (code < 0x800) out[size++] = (char)(0xc0 | code >> 6), out[size++] = (char)(0x80 | (code & 63));
        else if (code < 0x10000) out[size++] = (char)(0xe0 | code >> 12), out[size++] = (char)(0x80 | (code >> 6 & 63)), out[size++] = (char)(0x80 | (code & 63));
        else out[size++] = (char)(0xf0 | code >> 18), out[size++] = (char)(0x80 | (code >> 12 & 63)), out[size++] = (char)(0x80 | (code >> 6 & 63)), out[size++] = (char)(0x80 | (code & 63));
    }
    reading->at = last + 1;
    return (etalon_text){out, size};
}

/* Exact for up to 15 digits and powers of ten up to 22; beyond that the last bit may differ. */
static inline double etalon_figure(etalon_reading *reading) {
    static const double tens[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    int negative = reading->at < reading->end && *reading->at == '-' && reading->at++, power = 0, exponent = 0, below = 0, fraction = 0, seen = 0;
    double value = 0;
    for (; reading->at < reading->end; reading->at++) {
        if (*reading->at == '.' && !fraction) { fraction = 1; continue; }
        if (*reading->at < '0' || *reading->at > '9') break;
        value = value * 10 + (*reading->at - '0'), power -= fraction, seen = 1;
    }
    if (!seen) reading->wrong = 1;
    if (reading->at < reading->end && (*reading->at | 0x20) == 'e') {
        reading->at++;
        if (reading->at < reading->end && (*reading->at == '+' || *reading->at == '-')) below = *reading->at++ == '-';
        for (; reading->at < reading->end && *reading->at >= '0' && *reading->at <= '9'; reading->at++)
            if (exponent < 10000) exponent = exponent * 10 + (*reading->at - '0');
    }
    for (power += below ? -exponent : exponent; power; power += power < 0 ? (power < -22 ? 22 : -power) : (power > 22 ? -22 : -power)) {
        if (power < 0) value /= tens[power < -22 ? 22 : -power];
        else value *= tens[power > 22 ? 22 : power];
    }
    return negative ? -value : value;
}

static inline int etalon_word(etalon_reading *reading, const char *word) {
    etalon_size size = etalon_literal(word).size;
    if ((etalon_size)(reading->end - reading->at) < size || !etalon_is((etalon_text){reading->at, size}, word)) return 0;
    return reading->at += size, 1;
}

/* Whether another one follows; if not, its end has to. */
static inline int etalon_more(etalon_reading *reading, char end) {
    if (etalon_eat(reading, ',')) return 1;
    if (!etalon_eat(reading, end)) reading->wrong = 1;
    return 0;
}

static inline etalon_json *etalon_value_of(etalon_reading *reading) {
    etalon_json *json = etalon_take(sizeof *json, 8), **last = &json->first;
    *json = (etalon_json){0};
    etalon_eat(reading, 0);
    const char *from = reading->at;
    if (++reading->depth > 64) reading->wrong = 1;
    if (reading->wrong) return json;
    if (etalon_eat(reading, '{')) {
        json->kind = ETALON_OBJECT;
        for (int more = !etalon_eat(reading, '}'); more && !reading->wrong; more = etalon_more(reading, '}')) {
            etalon_text key = etalon_eat(reading, '"') ? etalon_string(reading) : (reading->wrong = 1, (etalon_text){"", 0});
            if (!etalon_eat(reading, ':')) reading->wrong = 1;
            *last = etalon_value_of(reading);
            (*last)->key = key, last = &(*last)->next;
        }
    } else if (etalon_eat(reading, '[')) {
        json->kind = ETALON_LIST;
        for (int more = !etalon_eat(reading, ']'); more && !reading->wrong; more = etalon_more(reading, ']')) {
            *last = etalon_value_of(reading);
            last = &(*last)->next;
        }
    } else if (etalon_eat(reading, '"')) json->kind = ETALON_STRING, json->text = etalon_string(reading);
    else if (etalon_word(reading, "true")) json->kind = ETALON_TRUE;
    else if (etalon_word(reading, "false")) json->kind = ETALON_FALSE;
    else if (etalon_word(reading, "null")) json->kind = ETALON_NULL;
    else json->kind = ETALON_DIGITS, json->number = etalon_figure(reading), json->text = (etalon_text){from, (etalon_size)(reading->at - from)};
    reading->depth--;
    json->source = (etalon_text){from, (etalon_size)(reading->at - from)};
    return json;
}

/* Reads JSON; what is none is of the kind ETALON_BROKEN and has nothing in it. */
static inline const etalon_json *etalon_read(etalon_text text) {
    static const etalon_json broken = {.kind = ETALON_BROKEN};
    etalon_reading reading = {text.at, text.at + text.size, 0, 0};
    const etalon_json *json = etalon_value_of(&reading);
    etalon_eat(&reading, 0);
    return reading.wrong || reading.at != reading.end ? &broken : json;
}

/* --- instants and dates ------------------------------------------------------------------------------------------------------------- */

static inline int etalon_number_in(etalon_text text, etalon_size at, etalon_size digits, etalon_i64 *value) {
    if (at + digits > text.size) return 0;
    *value = 0;
    for (etalon_size i = at; i < at + digits; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return 0;
        *value = *value * 10 + (text.at[i] - '0');
    }
    return 1;
}

/* ISO 8601, "2026-03-02T09:00:00.5+02:00" or "…Z", as microseconds since 1970; a date alone as days. 0 = it is none. */
static inline int etalon_moment(etalon_text text, int date, etalon_i64 *value) {
    etalon_i64 year, month, day, hour, minute, second, fraction = 0, unit = 100000, hours, minutes;
    etalon_size at = 19;
    if (!etalon_number_in(text, 0, 4, &year) || !etalon_number_in(text, 5, 2, &month) || !etalon_number_in(text, 8, 2, &day)) return 0;
    if (text.at[4] != '-' || text.at[7] != '-' || month < 1 || month > 12 || day < 1 || day > 31) return 0;
    /* Days since 1 March of the year 0, which puts the day that a leap year has more at the end of a year. */
    etalon_i64 from = year - (month < 3), since = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    etalon_i64 days = 365 * from + from / 4 - from / 100 + from / 400 + since - 719468;
    if (date) return *value = days, text.size == 10;
    if (!etalon_number_in(text, 11, 2, &hour) || !etalon_number_in(text, 14, 2, &minute) || !etalon_number_in(text, 17, 2, &second)) return 0;
    if (text.at[13] != ':' || text.at[16] != ':' || hour > 23 || minute > 59 || second > 59) return 0;
    if (at < text.size && text.at[at] == '.')
        for (at++; at < text.size && text.at[at] >= '0' && text.at[at] <= '9'; at++, unit /= 10) fraction += unit * (text.at[at] - '0');
    *value = ((days * 24 + hour) * 60 + minute) * 60000000 + second * 1000000 + fraction;
    if (at + 1 == text.size && (text.at[at] | 0x20) == 'z') return 1;
    if (at + 6 != text.size || (text.at[at] != '+' && text.at[at] != '-') || text.at[at + 3] != ':') return 0;
    if (!etalon_number_in(text, at + 1, 2, &hours) || !etalon_number_in(text, at + 4, 2, &minutes)) return 0;
    *value -= (text.at[at] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60000000;
    return 1;
}

#endif
