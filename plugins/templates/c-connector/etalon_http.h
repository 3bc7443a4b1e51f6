/* Requests of connectors in C: `etalon_fetch` sends one through the host's gate, waits, and reads the answer as JSON. Included by etalon_connector.h. */
#ifndef ETALON_HTTP_H
#define ETALON_HTTP_H

typedef struct { etalon_text name, value; } etalon_header;

typedef struct {
    const char *method; /* "GET", "POST", "PUT", "PATCH", "DELETE" */
    etalon_text url, body; /* the body is JSON; empty = none */
    etalon_header headers[8]; /* those without a name are not sent; names in small letters */
} etalon_request;

typedef struct { etalon_u32 status; etalon_text body; etalon_i64 after; /* seconds that `Retry-After` says, -1 = it says none */ } etalon_response;

/* --- what the host gives, as the canonical ABI says: a handle is a number, an answer with parts is written where the last argument says ------------ */

#define ETALON_IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define ETALON_HTTP(name) ETALON_IMPORT("wasi:http/types@0.2.12", name)
#define ETALON_IO(name) ETALON_IMPORT("wasi:io/streams@0.2.12", name)

typedef etalon_u32 etalon_handle;
struct etalon_values { const etalon_text *at; etalon_size count; };
/* A result whose error has no parts of interest: its answer is a handle or a list of bytes. */
typedef struct { etalon_u8 failed; union { etalon_handle handle; etalon_text bytes; struct { etalon_u8 tag; etalon_handle error; } stream; } is; } etalon_got;
/* A result whose error is one of `error-code`: which of the 39 cases, in the order of wasi:http/types; what they carry is not looked at. */
typedef struct { etalon_u8 failed; union { etalon_handle handle; etalon_u8 code; etalon_i64 room[4]; } is; } etalon_gave;
/* The answer of a future: is it there, was it taken before, did the request succeed. */
typedef struct { etalon_u8 some; struct { etalon_u8 taken; etalon_gave gave; } is; } etalon_future;
_Static_assert(sizeof(etalon_got) == 12 && sizeof(etalon_gave) == 40 && sizeof(etalon_future) == 56, "laid out as the canonical ABI says (wasm32)");

enum { ETALON_DNS_TIMEOUT, ETALON_DNS_ERROR, ETALON_PROHIBITED = 4, ETALON_TLS_PROTOCOL = 12, ETALON_TLS_CERTIFICATE, ETALON_TLS_ALERT, ETALON_FORBIDDEN,
       ETALON_REQUEST_SIZE = 17, ETALON_RESPONSE_SIZE = 28 };

ETALON_HTTP("[static]fields.from-list") void etalon_fields_from(const etalon_header *all, etalon_size count, etalon_got *into);
ETALON_HTTP("[method]fields.get") void etalon_fields_get(etalon_handle fields, const char *name, etalon_size size, struct etalon_values *into);
ETALON_HTTP("[resource-drop]fields") void etalon_fields_drop(etalon_handle fields);
ETALON_HTTP("[constructor]outgoing-request") etalon_handle etalon_request_new(etalon_handle fields);
ETALON_HTTP("[method]outgoing-request.set-method") etalon_u32 etalon_request_method(etalon_handle request, etalon_u32 method, const char *other, etalon_size size);
ETALON_HTTP("[method]outgoing-request.set-scheme") etalon_u32 etalon_request_scheme(etalon_handle request, etalon_u32 some, etalon_u32 scheme, const char *other, etalon_size size);
ETALON_HTTP("[method]outgoing-request.set-authority") etalon_u32 etalon_request_authority(etalon_handle request, etalon_u32 some, const char *at, etalon_size size);
ETALON_HTTP("[method]outgoing-request.set-path-with-query") etalon_u32 etalon_request_path(etalon_handle request, etalon_u32 some, const char *at, etalon_size size);
ETALON_HTTP("[method]outgoing-request.body") void etalon_request_body(etalon_handle request, etalon_got *into);
ETALON_HTTP("[resource-drop]outgoing-request") void etalon_request_drop(etalon_handle request);
ETALON_HTTP("[method]outgoing-body.write") void etalon_body_write(etalon_handle body, etalon_got *into);
ETALON_HTTP("[static]outgoing-body.finish") void etalon_body_finish(etalon_handle body, etalon_u32 some, etalon_handle trailers, etalon_gave *into);
ETALON_IMPORT("wasi:http/outgoing-handler@0.2.12", "handle") void etalon_handle_request(etalon_handle request, etalon_u32 some, etalon_handle options, etalon_gave *into);
ETALON_HTTP("[method]future-incoming-response.subscribe") etalon_handle etalon_future_subscribe(etalon_handle future);
ETALON_HTTP("[method]future-incoming-response.get") void etalon_future_get(etalon_handle future, etalon_future *into);
ETALON_HTTP("[resource-drop]future-incoming-response") void etalon_future_drop(etalon_handle future);
ETALON_HTTP("[method]incoming-response.status") etalon_u32 etalon_response_status(etalon_handle response);
ETALON_HTTP("[method]incoming-response.headers") etalon_handle etalon_response_headers(etalon_handle response);
ETALON_HTTP("[method]incoming-response.consume") void etalon_response_consume(etalon_handle response, etalon_got *into);
ETALON_HTTP("[resource-drop]incoming-response") void etalon_response_drop(etalon_handle response);
ETALON_HTTP("[method]incoming-body.stream") void etalon_body_stream(etalon_handle body, etalon_got *into);
ETALON_HTTP("[resource-drop]incoming-body") void etalon_body_drop(etalon_handle body);
ETALON_IO("[method]input-stream.blocking-read") void etalon_stream_read(etalon_handle stream, etalon_i64 most, etalon_got *into);
ETALON_IO("[resource-drop]input-stream") void etalon_input_drop(etalon_handle stream);
ETALON_IO("[method]output-stream.blocking-write-and-flush") void etalon_stream_write(etalon_handle stream, const char *at, etalon_size size, etalon_got *into);
ETALON_IO("[resource-drop]output-stream") void etalon_output_drop(etalon_handle stream);
ETALON_IMPORT("wasi:io/error@0.2.12", "[resource-drop]error") void etalon_error_drop(etalon_handle error);
ETALON_IMPORT("wasi:io/poll@0.2.12", "[method]pollable.block") void etalon_pollable_block(etalon_handle pollable);
ETALON_IMPORT("wasi:io/poll@0.2.12", "[resource-drop]pollable") void etalon_pollable_drop(etalon_handle pollable);

/* --- a request and its answer ------------------------------------------------------------------------------------------------------- */

static inline const etalon_failure *etalon_odd(void) { return etalon_failed(ETALON_NEVER, "request", "the request cannot be made: its method, address or headers"); }

/* What follows from what the host says. */
static inline const etalon_failure *etalon_unanswered(etalon_u8 code) {
    if (code == ETALON_FORBIDDEN || code == ETALON_PROHIBITED) return etalon_failed(ETALON_WRONG_SETTINGS, "not-granted", "the request may not go there");
    if (code >= ETALON_TLS_PROTOCOL && code <= ETALON_TLS_ALERT) return etalon_failed(ETALON_WRONG_SETTINGS, "tls", "the host cannot show that it is who it says it is");
    if (code == ETALON_REQUEST_SIZE) return etalon_failed(ETALON_NEVER, "request", "the request is too large");
    if (code == ETALON_RESPONSE_SIZE) return etalon_failed(ETALON_WRONG_SETTINGS, "answer-size", "the answer is too large: ask for fewer rows");
    return etalon_failed(ETALON_AGAIN, "unanswered", "no whole answer came");
}

/* What is sent; whether it went wrong is told by the answer. */
static inline void etalon_write(etalon_handle body, etalon_text bytes) {
    etalon_got stream, wrote;
    etalon_gave finished;
    etalon_body_write(body, &stream);
    for (etalon_size at = 0; !stream.failed && at < bytes.size; at += 4096) {
        etalon_stream_write(stream.is.handle, bytes.at + at, bytes.size - at < 4096 ? bytes.size - at : 4096, &wrote);
        if (!wrote.failed) continue;
        if (wrote.is.stream.tag == 0) etalon_error_drop(wrote.is.stream.error);
        break;
    }
    if (!stream.failed) etalon_output_drop(stream.is.handle);
    etalon_body_finish(body, 0, 0, &finished);
}

/* Reads to the end: 0 = it broke off. */
static inline int etalon_read_all(etalon_handle response, etalon_text *all) {
    etalon_got body, stream, read;
    etalon_size room = 0;
    char *held = 0;
    *all = (etalon_text){"", 0};
    etalon_response_consume(response, &body);
    if (body.failed) return 0;
    etalon_body_stream(body.is.handle, &stream);
    if (!stream.failed) {
        for (;;) {
            etalon_stream_read(stream.is.handle, 65536, &read);
            if (read.failed) break;
            if (all->size + read.is.bytes.size > room) {
                room = (all->size + read.is.bytes.size) * 2;
                held = memcpy(etalon_take(room, 1), all->at, all->size);
            }
            memcpy(held + all->size, read.is.bytes.at, read.is.bytes.size);
            *all = (etalon_text){held, all->size + read.is.bytes.size};
        }
        if (read.is.stream.tag == 0) etalon_error_drop(read.is.stream.error);
        etalon_input_drop(stream.is.handle);
    }
    etalon_body_drop(body.is.handle);
    return !stream.failed && read.is.stream.tag == 1;
}

static inline etalon_i64 etalon_retry_after(etalon_handle response) {
    etalon_handle fields = etalon_response_headers(response);
    struct etalon_values values;
    etalon_i64 seconds = -1;
    etalon_fields_get(fields, "retry-after", 11, &values);
    if (values.count && values.at[0].size && values.at[0].size < 10 && !etalon_number_in(values.at[0], 0, values.at[0].size, &seconds)) seconds = -1;
    etalon_fields_drop(fields);
    return seconds;
}

/* The answer, whatever it is. */
static inline const etalon_failure *etalon_send(const etalon_request *request, etalon_response *response) {
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    etalon_text url = request->url, secure = etalon_s("https://"), plain = etalon_s("http://");
    etalon_size from = 0, host, count = 0;
    if (url.size > secure.size && etalon_is((etalon_text){url.at, secure.size}, secure.at)) from = secure.size;
    else if (url.size > plain.size && etalon_is((etalon_text){url.at, plain.size}, plain.at)) from = plain.size;
    if (!from) return etalon_failed(ETALON_WRONG_SETTINGS, "url", "an address begins with https://");
    for (host = from; host < url.size && url.at[host] != '/' && url.at[host] != '?'; host++) {}
    etalon_text path = {url.at + host, url.size - host};
    if (!path.size || path.at[0] == '?') path = etalon_join(etalon_s("/"), path);

    etalon_header headers[11] = {{etalon_s("accept"), etalon_s("application/json")}};
    count = 1;
    if (request->body.size) {
        headers[count++] = (etalon_header){etalon_s("content-type"), etalon_s("application/json")};
        headers[count++] = (etalon_header){etalon_s("content-length"), etalon_digits(request->body.size)};
    }
    for (etalon_size i = 0; i < 8; i++)
        if (request->headers[i].name.size) headers[count++] = request->headers[i];
    etalon_got fields, body;
    etalon_fields_from(headers, count, &fields);
    if (fields.failed) return etalon_odd();
    etalon_handle outgoing = etalon_request_new(fields.is.handle);
    etalon_u32 method = 0, wrong = 0;
    while (method < 9 && !etalon_is(etalon_s(methods[method]), request->method)) method++;
    wrong |= etalon_request_method(outgoing, method, request->method, etalon_s(request->method).size);
    wrong |= etalon_request_scheme(outgoing, 1, from == secure.size, 0, 0);
    wrong |= etalon_request_authority(outgoing, 1, url.at + from, host - from);
    wrong |= etalon_request_path(outgoing, 1, path.at, path.size);
    if (wrong) return etalon_request_drop(outgoing), etalon_odd();
    etalon_request_body(outgoing, &body);
    if (body.failed) return etalon_request_drop(outgoing), etalon_odd();
    etalon_gave sent;
    etalon_handle_request(outgoing, 0, 0, &sent);
    if (sent.failed) return etalon_unanswered(sent.is.code);
    etalon_write(body.is.handle, request->body);
    etalon_handle ready = etalon_future_subscribe(sent.is.handle);
    etalon_pollable_block(ready);
    etalon_pollable_drop(ready);
    etalon_future answer;
    etalon_future_get(sent.is.handle, &answer);
    etalon_future_drop(sent.is.handle);
    if (!answer.some || answer.is.taken) return etalon_unanswered(255);
    if (answer.is.gave.failed) return etalon_unanswered(answer.is.gave.is.code);
    etalon_handle came = answer.is.gave.is.handle;
    response->status = etalon_response_status(came);
    response->after = etalon_retry_after(came);
    int whole = etalon_read_all(came, &response->body);
    etalon_response_drop(came);
    return whole ? 0 : etalon_unanswered(255);
}

/* The answer, read as JSON. What the contract says of other answers: 429 and 5xx = again, after what `Retry-After` says; 401 and 403 = denied; a
 * redirect = settings; other 4xx = never. */
static inline const etalon_failure *etalon_fetch(const etalon_request *request, const etalon_json **json) {
    etalon_response response = {0};
    const etalon_failure *wrong = etalon_send(request, &response);
    if (wrong) return wrong;
    etalon_u32 status = response.status;
    if (status >= 200 && status < 300) {
        *json = etalon_read(response.body);
        return (*json)->kind == ETALON_BROKEN && response.body.size ? etalon_failed(ETALON_AGAIN, "no-json", "the answer is no JSON") : 0;
    }
    etalon_failure_kind kind = status < 400 ? ETALON_WRONG_SETTINGS
        : status == 401 || status == 403 ? ETALON_DENIED
        : status == 408 || status == 425 || status == 429 || status >= 500 ? ETALON_AGAIN : ETALON_NEVER;
    return etalon_failed_after(kind, response.after, "http", etalon_join(etalon_s("the other side says "), etalon_digits(status)));
}

#endif
