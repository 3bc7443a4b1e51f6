/* Sources and sinks in C, without a standard library: include this once, in one file.
 *
 *     static const etalon_failure *tickets(etalon_text cursor, etalon_u32 most, etalon_page *page) { … etalon_add(page, etalon_in(ticket, "id")); … }
 *     ETALON_SOURCE("{ … the description: what its rows are made of stands there … }", {"tickets", tickets})
 *
 *     static const etalon_failure *task(const etalon_action *action, const etalon_json *body, etalon_text *there) { … }
 *     ETALON_SINK("{ … the description … }", {"task", task})
 *
 * What went wrong is given back (`return etalon_failed(…)`), 0 = it went well. Nothing needs to be freed: memory is taken from one heap that begins
 * anew after each call; only the cursor outlives it. The rest of the border is in etalon_http.h (requests) and etalon_json.h (reading and writing).
 */
#ifndef ETALON_CONNECTOR_H
#define ETALON_CONNECTOR_H

#include "etalon_plugin.h"
#include "etalon_json.h"

/* --- failures ----------------------------------------------------------------------------------------------------------------------- */

/* AGAIN: passing, the host asks again. DENIED, SETTINGS: it stops and tells the operator. NEVER: this is put aside. CURSOR_LOST: the operator decides. */
typedef enum { ETALON_AGAIN, ETALON_DENIED, ETALON_WRONG_SETTINGS, ETALON_NEVER, ETALON_CURSOR_LOST } etalon_failure_kind;

typedef struct { etalon_u8 some; etalon_i64 micros; } etalon_span;
typedef struct { etalon_u8 kind; etalon_span after; etalon_text code, text; } etalon_failure;
_Static_assert(sizeof(etalon_failure) == 40, "laid out as the canonical ABI says (wasm32)");

/* `code` is stable, `text` is for people and holds no secret; not before so many seconds, -1 = whenever. */
static inline const etalon_failure *etalon_failed_after(etalon_failure_kind kind, etalon_i64 seconds, const char *code, etalon_text text) {
    etalon_failure *failure = etalon_take(sizeof *failure, 8);
    *failure = (etalon_failure){(etalon_u8)kind, {seconds >= 0, seconds < 0 ? 0 : seconds * 1000000}, etalon_literal(code), text};
    return failure;
}
static inline const etalon_failure *etalon_failed(etalon_failure_kind kind, const char *code, const char *text) {
    return etalon_failed_after(kind, -1, code, etalon_literal(text));
}

/* A setting, as the operator set it or as the description says; empty if there is none. */
static inline etalon_text etalon_set(const char *name) {
    etalon_text value = {"", 0};
    etalon_setting(name, &value);
    return value;
}

/* A stand-in for a secret, to be put in a header: the host puts the value in its place when the request goes where it may. Without the grant the
 * header is empty, and the other side says that it is denied. */
__attribute__((import_module("etalon:plugin/secrets@0.1.0"), import_name("placeholder"))) void etalon_placeholder(const char *at, etalon_size size, void *into);
static inline etalon_text etalon_secret(const char *name) {
    struct { etalon_u8 refused; etalon_text text; } found;
    etalon_placeholder(name, etalon_literal(name).size, &found);
    return found.refused ? (etalon_text){"", 0} : found.text;
}

/* The host's clock: microseconds since 1970. */
__attribute__((import_module("etalon:plugin/clock@0.1.0"), import_name("now"))) etalon_i64 etalon_now(void);

#include "etalon_http.h"

/* --- a source: pages of rows -------------------------------------------------------------------------------------------------------- */

/* The longest cursor, bytes, and how many streams may be open at once. */
enum { ETALON_CURSOR = 1024, ETALON_READERS = 8 };

typedef struct {
    /* Yours to say: where the next page starts, whether it is there already, else after how many seconds to ask (-1: never). */
    etalon_text cursor;
    int more;
    etalon_i64 after;
    /* Filled by `etalon_add`. */
    etalon_u32 cells, fields, room;
    const etalon_json *declared;
    etalon_column *columns;
    const etalon_failure *wrong;
} etalon_page;

/* Room for so many rows; to be called once, before the first `etalon_add`. */
static inline void etalon_rows(etalon_page *page, etalon_size rows) {
    etalon_size i = 0;
    page->room = (etalon_u32)rows;
    page->columns = etalon_take(page->fields * sizeof(etalon_column), 4);
    for (const etalon_json *field = page->declared; field; field = field->next, i++) {
        etalon_text type = etalon_in(field, "type")->text;
        etalon_column *column = &page->columns[i];
        *column = (etalon_column){.bounded = 1, .valid_bytes = (rows + 7) / 8};
        column->valid = memset(etalon_take(column->valid_bytes, 1), 0, column->valid_bytes);
        column->tag = etalon_is(type, "text") ? ETALON_TEXTS : etalon_is(type, "number") ? ETALON_NUMBERS : etalon_is(type, "yes/no") ? ETALON_BOOLEANS : ETALON_INTS;
        etalon_size width = column->tag == ETALON_TEXTS ? 4 : column->tag == ETALON_BOOLEANS ? 1 : 8;
        column->data.texts.codes = memset(etalon_take(rows * width, 8), 0, rows * width), column->data.texts.count = rows;
        if (column->tag == ETALON_TEXTS) column->data.texts.dict = etalon_take(rows * sizeof(etalon_text), 4);
    }
}

/* The next cell, row by row in the order of the declared fields, from JSON: a text, a number (a duration in seconds), true or false, an instant or a
 * date in ISO 8601; null where the row has none. */
static inline void etalon_add(etalon_page *page, const etalon_json *value) {
    etalon_u32 row = page->cells / page->fields, at = page->cells % page->fields;
    if (row >= page->room) { page->wrong = etalon_failed(ETALON_NEVER, "rows", "more rows than there is room for"); return; }
    page->cells++;
    etalon_column *column = &page->columns[at];
    const etalon_json *field = page->declared;
    for (etalon_u32 i = 0; i < at; i++) field = field->next;
    etalon_text type = etalon_in(field, "type")->text;
    etalon_i64 whole = 0;
    int fits = 1;
    if (value->kind == ETALON_NULL) {
        fits = etalon_in(field, "nullable")->kind == ETALON_TRUE;
    } else {
        ((etalon_u8 *)column->valid)[row / 8] |= (etalon_u8)(1 << row % 8);
        switch (column->tag) {
        case ETALON_TEXTS:
            ((etalon_text *)column->data.texts.dict)[column->data.texts.entries] = value->text;
            ((etalon_u32 *)column->data.texts.codes)[row] = column->data.texts.entries++;
            fits = value->kind == ETALON_STRING || value->kind == ETALON_DIGITS;
            break;
        case ETALON_NUMBERS: ((double *)column->data.plain.values)[row] = value->number, fits = value->kind == ETALON_DIGITS; break;
        case ETALON_BOOLEANS: ((etalon_u8 *)column->data.plain.values)[row] = value->kind == ETALON_TRUE, fits = value->kind == ETALON_TRUE || value->kind == ETALON_FALSE; break;
        default:
            if (etalon_is(type, "whole")) whole = (etalon_i64)value->number, fits = value->kind == ETALON_DIGITS;
            else if (etalon_is(type, "duration")) whole = etalon_seconds(value->number).whole, fits = value->kind == ETALON_DIGITS;
            else fits = value->kind == ETALON_STRING && etalon_moment(value->text, etalon_is(type, "date"), &whole);
            ((etalon_i64 *)column->data.plain.values)[row] = whole;
        }
    }
    if (!fits && !page->wrong)
        page->wrong = etalon_failed_after(ETALON_NEVER, -1, "cell", etalon_join(etalon_s("a row has no sound `"), etalon_in(field, "name")->text, etalon_s("`: it has to be of the type "), type));
}

typedef const etalon_failure *(*etalon_poll)(etalon_text cursor, etalon_u32 most, etalon_page *page);
typedef struct { const char *name; etalon_poll poll; } etalon_stream;
typedef struct { const etalon_stream *stream; etalon_size size; char cursor[ETALON_CURSOR]; } etalon_reader;
static etalon_reader etalon_readers[ETALON_READERS];

typedef struct { etalon_u8 refused; union { etalon_i64 aligned; etalon_u32 handle; etalon_text text; etalon_failure failure; } is; } etalon_said;
typedef struct {
    etalon_u8 refused;
    union {
        struct { etalon_u32 rows; const etalon_column *columns; etalon_size count; etalon_text cursor; etalon_span next, watermark; } page;
        etalon_failure failure;
    } is;
} etalon_polled;
_Static_assert(sizeof(etalon_said) == 48 && sizeof(etalon_polled) == 64, "laid out as the canonical ABI says (wasm32)");

static inline etalon_said *etalon_say(const etalon_failure *failure, etalon_text text) {
    etalon_said *said = etalon_take(sizeof *said, 8);
    *said = (etalon_said){0};
    if (failure) said->refused = 1, said->is.failure = *failure;
    else said->is.text = text;
    return said;
}

__attribute__((import_module("[export]etalon:plugin/source@0.1.0"), import_name("[resource-new]reader"))) etalon_u32 etalon_reader_new(void *reader);

static inline etalon_said *etalon_open(const etalon_stream *streams, etalon_size count, etalon_text name, etalon_text cursor) {
    etalon_reader *reader = 0;
    for (etalon_size i = 0; i < ETALON_READERS && !reader; i++)
        if (!etalon_readers[i].stream) reader = &etalon_readers[i];
    if (!reader || cursor.size > ETALON_CURSOR) return etalon_say(etalon_failed(ETALON_NEVER, "open", "too many streams are open, or the cursor is too long"), name);
    for (etalon_size i = 0; i < count; i++)
        if (etalon_is(name, streams[i].name)) {
            reader->stream = &streams[i], reader->size = cursor.size;
            memcpy(reader->cursor, cursor.at, cursor.size);
            etalon_said *said = etalon_say(0, name);
            said->is.handle = etalon_reader_new(reader);
            return said;
        }
    return etalon_say(etalon_failed(ETALON_WRONG_SETTINGS, "stream", "there is no such stream"), name);
}

/* What the description says of a stream, or of all. */
static inline const etalon_json *etalon_declared(const char *description, const char *name) {
    const etalon_json *streams = etalon_in(etalon_read(etalon_literal(description)), "streams");
    for (const etalon_json *stream = streams->first; name && stream; stream = stream->next)
        if (etalon_is(etalon_in(stream, "name")->text, name)) return stream;
    return streams;
}

static inline etalon_polled *etalon_polling(const char *description, etalon_reader *reader, etalon_u32 most) {
    etalon_page page = {.after = -1, .cursor = {reader->cursor, reader->size}};
    page.declared = etalon_in(etalon_declared(description, reader->stream->name), "fields")->first;
    for (const etalon_json *field = page.declared; field; field = field->next) page.fields++;
    const etalon_failure *wrong = reader->stream->poll((etalon_text){reader->cursor, reader->size}, most, &page);
    if (!wrong) wrong = page.wrong;
    if (!wrong && !page.fields) wrong = etalon_failed(ETALON_NEVER, "description", "the description says of no fields of this stream");
    if (!wrong && page.cursor.size > ETALON_CURSOR) wrong = etalon_failed(ETALON_NEVER, "cursor", "the cursor is longer than 1,024 bytes");
    if (!wrong && !page.columns) etalon_rows(&page, 0);
    if (!wrong && page.cells != page.fields * page.room) wrong = etalon_failed(ETALON_NEVER, "rows", "the rows are not as many as was said");
    etalon_polled *polled = etalon_take(sizeof *polled, 8);
    *polled = (etalon_polled){0};
    if (wrong) return polled->refused = 1, polled->is.failure = *wrong, polled;
    if (page.cursor.at != reader->cursor) memcpy(reader->cursor, page.cursor.at, page.cursor.size), reader->size = page.cursor.size;
    polled->is.page.rows = page.room, polled->is.page.columns = page.columns, polled->is.page.count = page.fields;
    polled->is.page.cursor = (etalon_text){reader->cursor, reader->size};
    polled->is.page.next = page.more ? (etalon_span){0, 0} : page.after < 0 ? (etalon_span){2, 0} : (etalon_span){1, page.after * 1000000};
    return polled;
}

#define ETALON_EXPORT(name) __attribute__((export_name(name)))
#define ETALON_DONE(name, id) ETALON_EXPORT("cabi_post_" name) void etalon_done_##id(void *answer) { (void)answer; etalon_top = 0; }

/* The description, and that nothing is checked beforehand. */
#define ETALON_CONNECTOR(interface, description) \
    ETALON_EXPORT("etalon:plugin/meta@0.1.0#describe") etalon_text *etalon_describe(void) { \
        static etalon_text told; \
        told = etalon_literal(description); \
        return &told; \
    } \
    ETALON_DONE("etalon:plugin/meta@0.1.0#describe", describe) \
    ETALON_EXPORT(interface "#check") etalon_text *etalon_check(void) { \
        static etalon_text none; \
        none = (etalon_text){(const char *)8, 0}; \
        return &none; \
    } \
    ETALON_DONE(interface "#check", check)

#define ETALON_SOURCE(description, ...) \
    static const etalon_stream etalon_streams[] = {__VA_ARGS__}; \
    ETALON_CONNECTOR("etalon:plugin/source@0.1.0", description) \
    ETALON_EXPORT("etalon:plugin/source@0.1.0#discover") etalon_said *etalon_discover(void) { \
        return etalon_say(0, etalon_declared(description, 0)->source); \
    } \
    ETALON_DONE("etalon:plugin/source@0.1.0#discover", discover) \
    ETALON_EXPORT("etalon:plugin/source@0.1.0#[static]reader.open") etalon_said *etalon_opened( \
        const char *name, etalon_size size, etalon_u32 some, const char *cursor, etalon_size bytes) { \
        return etalon_open(etalon_streams, sizeof etalon_streams / sizeof *etalon_streams, (etalon_text){name, size}, (etalon_text){cursor, some ? bytes : 0}); \
    } \
    ETALON_DONE("etalon:plugin/source@0.1.0#[static]reader.open", open) \
    ETALON_EXPORT("etalon:plugin/source@0.1.0#[method]reader.poll") etalon_polled *etalon_poll_it(etalon_reader *reader, etalon_u32 most) { \
        return etalon_polling(description, reader, most); \
    } \
    ETALON_DONE("etalon:plugin/source@0.1.0#[method]reader.poll", poll) \
    ETALON_EXPORT("etalon:plugin/source@0.1.0#[dtor]reader") void etalon_closed(etalon_reader *reader) { reader->stream = 0; }

/* --- a sink: actions ---------------------------------------------------------------------------------------------------------------- */

/* The same key is the same action: it must not be done twice. */
typedef struct { etalon_text key, kind, subject; etalon_i64 at; etalon_text body; etalon_u32 attempt; } etalon_action;
typedef struct { etalon_u8 tag; union { etalon_i64 aligned; etalon_text there; etalon_failure failure; } is; } etalon_outcome;
_Static_assert(sizeof(etalon_action) == 48 && sizeof(etalon_outcome) == 48, "laid out as the canonical ABI says (wasm32)");

/* `there`: how the other side names what was made. */
typedef const etalon_failure *(*etalon_deliver)(const etalon_action *action, const etalon_json *body, etalon_text *there);
typedef struct { const char *name; etalon_deliver deliver; } etalon_deed;

static inline etalon_outcome etalon_delivered(const etalon_deed *deeds, etalon_size count, const etalon_action *action) {
    const etalon_failure *wrong = etalon_failed(ETALON_NEVER, "action", "there is no such action");
    etalon_outcome outcome = {0};
    for (etalon_size i = 0; i < count; i++)
        if (etalon_is(action->kind, deeds[i].name)) wrong = deeds[i].deliver(action, etalon_read(action->body), &outcome.is.there);
    if (wrong) outcome.tag = 2, outcome.is.failure = *wrong;
    return outcome;
}

#define ETALON_SINK(description, ...) \
    static const etalon_deed etalon_deeds[] = {__VA_ARGS__}; \
    ETALON_CONNECTOR("etalon:plugin/sink@0.1.0", description) \
    ETALON_EXPORT("etalon:plugin/sink@0.1.0#preview") etalon_said *etalon_previewed(const char *key, etalon_size key_size, const char *kind, etalon_size kind_size, \
        const char *subject, etalon_size subject_size, etalon_i64 at, const char *body, etalon_size body_size, etalon_u32 attempt) { \
        (void)key, (void)key_size, (void)at, (void)attempt; \
        return etalon_say(0, etalon_join((etalon_text){kind, kind_size}, etalon_s(" for "), (etalon_text){subject, subject_size}, etalon_s(": "), (etalon_text){body, body_size})); \
    } \
    ETALON_DONE("etalon:plugin/sink@0.1.0#preview", preview) \
    ETALON_EXPORT("etalon:plugin/sink@0.1.0#deliver") etalon_text *etalon_deliver_all(const etalon_action *actions, etalon_size count) { \
        static etalon_text all; \
        etalon_outcome *outcomes = etalon_take(count * sizeof *outcomes, 8); \
        for (etalon_size i = 0; i < count; i++) outcomes[i] = etalon_delivered(etalon_deeds, sizeof etalon_deeds / sizeof *etalon_deeds, &actions[i]); \
        all = (etalon_text){(const char *)outcomes, count}; \
        return &all; \
    } \
    ETALON_DONE("etalon:plugin/sink@0.1.0#deliver", deliver)

#endif
