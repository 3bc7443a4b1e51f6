/* A metric plugin in C, without a standard library: include this once, in one file.
 *
 * It speaks the canonical ABI of `etalon:plugin@0.1.0`, world `row-metric-plugin`, so that an author writes one function of one row:
 *
 *     static etalon_value length(const etalon_row *row) { return etalon_whole(etalon_text_at(row, 0).size); }
 *     ETALON_PLUGIN("{ … the description, see the README … }", { "length", ETALON_WHOLE, length })
 *
 * Rows in which a parameter that is not nullable has no value never come. Nothing needs to be freed: memory is taken from one heap that
 * begins anew after each call, and what outlives a call (static variables) is not to be used for answers: each batch may meet a new instance.
 */
#ifndef ETALON_PLUGIN_H
#define ETALON_PLUGIN_H

typedef unsigned char etalon_u8;
typedef unsigned int etalon_u32;
typedef long long etalon_i64;
typedef unsigned long etalon_size;

/* UTF-8, not ended by a zero. */
typedef struct { const char *at; etalon_size size; } etalon_text;

/* --- what crosses the border, laid out as the canonical ABI says ------------------------------------------------------------------- */

enum { ETALON_BOOLEANS, ETALON_INTS, ETALON_NUMBERS, ETALON_TEXTS };

typedef struct {
    etalon_u8 tag; /* of the four above */
    union {
        struct { const void *values; etalon_size count; } plain;
        struct { const etalon_u32 *codes; etalon_size count; const etalon_text *dict; etalon_size entries; } texts;
    } data;
    etalon_u8 bounded; /* 0: every row has a value */
    const etalon_u8 *valid;
    etalon_size valid_bytes;
} etalon_column;

typedef struct {
    etalon_u8 refused;
    union {
        etalon_column column;
        struct { etalon_text code, text; etalon_u8 known; etalon_u32 row; } fault;
    } is;
} etalon_answer;

_Static_assert(sizeof(etalon_column) == 32 && sizeof(etalon_answer) == 36, "laid out as the canonical ABI says (wasm32)");

/* --- memory: one heap, anew after each call ----------------------------------------------------------------------------------------- */

extern etalon_u8 __heap_base;
static etalon_size etalon_top;

static inline void *etalon_take(etalon_size size, etalon_size align) {
    if (!etalon_top) etalon_top = (etalon_size)&__heap_base;
    etalon_size at = (etalon_top + align - 1) & ~(align - 1), end = at + size;
    if (at < etalon_top || end < at) __builtin_trap();
    etalon_size held = __builtin_wasm_memory_size(0) * 65536;
    if (end > held && __builtin_wasm_memory_grow(0, (end - held + 65535) / 65536) == (etalon_size)-1) __builtin_trap();
    etalon_top = end;
    return (void *)at;
}

/* The compiler may ask for these where it copies or clears. */
void *memcpy(void *to, const void *from, etalon_size size) {
    for (etalon_size i = 0; i < size; i++) ((etalon_u8 *)to)[i] = ((const etalon_u8 *)from)[i];
    return to;
}
void *memset(void *to, int value, etalon_size size) {
    for (etalon_size i = 0; i < size; i++) ((etalon_u8 *)to)[i] = (etalon_u8)value;
    return to;
}

__attribute__((export_name("cabi_realloc"))) void *etalon_realloc(void *old, etalon_size had, etalon_size align, etalon_size size) {
    void *at = etalon_take(size, align);
    return had ? memcpy(at, old, had < size ? had : size) : at;
}

/* --- what an author uses ------------------------------------------------------------------------------------------------------------ */

/* The constants are a row of their own: `etalon_seconds_at(row->constants, 0)`. */
typedef struct etalon_row { const etalon_column *columns; etalon_u32 index; const struct etalon_row *constants; } etalon_row;

static inline int etalon_holds(const etalon_column *column, etalon_u32 row) { return !column->bounded || (column->valid[row / 8] >> (row % 8) & 1); }
/* Whether parameter `i` (from 0; constants are counted apart) has a value in this row. */
static inline int etalon_has(const etalon_row *row, etalon_u32 i) { return etalon_holds(&row->columns[i], row->index); }
static inline double etalon_number_at(const etalon_row *row, etalon_u32 i) { return ((const double *)row->columns[i].data.plain.values)[row->index]; }
/* A whole number, a date (days since 1970), an instant or a duration (microseconds). */
static inline etalon_i64 etalon_int_at(const etalon_row *row, etalon_u32 i) { return ((const etalon_i64 *)row->columns[i].data.plain.values)[row->index]; }
static inline double etalon_seconds_at(const etalon_row *row, etalon_u32 i) { return (double)etalon_int_at(row, i) / 1e6; }
static inline int etalon_yes_at(const etalon_row *row, etalon_u32 i) { return ((const etalon_u8 *)row->columns[i].data.plain.values)[row->index]; }
static inline etalon_text etalon_text_at(const etalon_row *row, etalon_u32 i) {
    const etalon_column *column = &row->columns[i];
    return column->data.texts.dict[column->data.texts.codes[row->index]];
}

static inline int etalon_is(etalon_text text, const char *word) {
    for (etalon_size i = 0; i < text.size; i++)
        if (text.at[i] != word[i] || !word[i]) return 0;
    return !word[text.size];
}

typedef enum { ETALON_NUMBER, ETALON_WHOLE, ETALON_YES_NO, ETALON_TEXT } etalon_kind; /* WHOLE: also dates, instants, durations */
typedef struct { int given; double number; etalon_i64 whole; etalon_text text, code; } etalon_value;

static inline etalon_value etalon_none(void) { return (etalon_value){0}; }
static inline etalon_value etalon_number(double number) { return (etalon_value){.given = 1, .number = number}; }
static inline etalon_value etalon_whole(etalon_i64 whole) { return (etalon_value){.given = 1, .whole = whole}; }
static inline etalon_value etalon_seconds(double seconds) { return etalon_whole((etalon_i64)(seconds * 1e6 + (seconds < 0 ? -0.5 : 0.5))); }
static inline etalon_value etalon_yes(int yes) { return (etalon_value){.given = 1, .whole = !!yes}; }
/* The bytes must stay: a literal, or part of an argument. */
static inline etalon_value etalon_words(etalon_text text) { return (etalon_value){.given = 1, .text = text}; }

static inline etalon_text etalon_literal(const char *text) {
    etalon_size size = 0;
    while (text[size]) size++;
    return (etalon_text){text, size};
}
/* This row is not judged: `code` is stable ("TONE-001"), `text` is for people. */
static inline etalon_value etalon_refuse(const char *code, const char *text) {
    return (etalon_value){.given = -1, .code = etalon_literal(code), .text = etalon_literal(text)};
}

typedef struct { const char *name; etalon_kind gives; etalon_value (*score)(const etalon_row *row); } etalon_metric;

/* A setting, as the operator set it or as the description says: 1, or 0 if there is none. */
__attribute__((import_module("etalon:plugin/config@0.1.0"), import_name("get"))) void etalon_config_get(const char *at, etalon_size size, void *into);
static inline int etalon_setting(const char *name, etalon_text *value) {
    struct { etalon_u8 some; etalon_text text; } found;
    etalon_config_get(name, etalon_literal(name).size, &found);
    return found.some ? (*value = found.text, 1) : 0;
}

/* A line for the operator, never with what a customer or an employee said. */
typedef enum { ETALON_DEBUG, ETALON_INFO, ETALON_WARN, ETALON_ERROR } etalon_level;
__attribute__((import_module("etalon:plugin/log@0.1.0"), import_name("write"))) void etalon_log_write(
    etalon_u32 level, const char *at, etalon_size size, const void *fields, etalon_size count);
static inline void etalon_log(etalon_level level, const char *text) {
    etalon_log_write(level, text, etalon_literal(text).size, (const void *)4, 0);
}

/* --- the loop over the columns ------------------------------------------------------------------------------------------------------ */

static inline etalon_answer *etalon_fault(etalon_value why, etalon_u8 known, etalon_u32 row) {
    etalon_answer *answer = etalon_take(sizeof *answer, 4);
    *answer = (etalon_answer){.refused = 1, .is.fault = {why.code, why.text, known, row}};
    return answer;
}

static inline etalon_answer *etalon_run(const etalon_metric *metric, etalon_row row, etalon_u32 rows) { /* by value: its index counts up */
    etalon_size width = metric->gives == ETALON_YES_NO ? 1 : metric->gives == ETALON_TEXT ? 4 : 8;
    etalon_u8 *values = etalon_take(rows * width, 8), *valid = memset(etalon_take((rows + 7) / 8, 1), 0, (rows + 7) / 8);
    etalon_text *dict = metric->gives == ETALON_TEXT ? etalon_take(rows * sizeof(etalon_text), 4) : 0;
    for (row.index = 0; row.index < rows; row.index++) {
        etalon_value value = metric->score(&row);
        if (value.given < 0) return etalon_fault(value, 1, row.index);
        valid[row.index / 8] |= (etalon_u8)(!!value.given << row.index % 8);
        switch (metric->gives) {
        case ETALON_NUMBER: ((double *)values)[row.index] = value.number; break;
        case ETALON_WHOLE: ((etalon_i64 *)values)[row.index] = value.whole; break;
        case ETALON_YES_NO: values[row.index] = (etalon_u8)value.whole; break;
        case ETALON_TEXT: ((etalon_u32 *)values)[row.index] = row.index; dict[row.index] = value.text; break;
        }
    }
    etalon_answer *answer = etalon_take(sizeof *answer, 4);
    *answer = (etalon_answer){0};
    etalon_column *column = &answer->is.column;
    column->bounded = 1, column->valid = valid, column->valid_bytes = (rows + 7) / 8;
    column->tag = (etalon_u8[]){ETALON_NUMBERS, ETALON_INTS, ETALON_BOOLEANS, ETALON_TEXTS}[metric->gives];
    column->data.texts.codes = (etalon_u32 *)values, column->data.texts.count = rows;
    if (dict) column->data.texts.dict = dict, column->data.texts.entries = rows;
    return answer;
}

#define ETALON_PLUGIN(description, ...) \
    static const etalon_metric etalon_metrics[] = {__VA_ARGS__}; \
    __attribute__((export_name("etalon:plugin/meta@0.1.0#describe"))) etalon_text *etalon_describe(void) { \
        static etalon_text told; \
        told = etalon_literal(description); \
        return &told; \
    } \
    __attribute__((export_name("etalon:plugin/row-metrics@0.1.0#score"))) etalon_answer *etalon_score( \
        const char *name, etalon_size size, etalon_u32 rows, const etalon_column *columns, etalon_size count, \
        const etalon_column *constants, etalon_size more) { \
        (void)count, (void)more; \
        for (etalon_size i = 0; i < sizeof etalon_metrics / sizeof *etalon_metrics; i++) \
            if (etalon_is((etalon_text){name, size}, etalon_metrics[i].name)) \
                return etalon_run(&etalon_metrics[i], (etalon_row){columns, 0, &(etalon_row){constants, 0, 0}}, rows); \
        return etalon_fault(etalon_refuse("UNKNOWN", "there is no such metric in this plugin"), 0, 0); \
    } \
    __attribute__((export_name("cabi_post_etalon:plugin/meta@0.1.0#describe"))) void etalon_told(etalon_text *text) { (void)text; etalon_top = 0; } \
    __attribute__((export_name("cabi_post_etalon:plugin/row-metrics@0.1.0#score"))) void etalon_scored(etalon_answer *answer) { (void)answer; etalon_top = 0; }

#endif
