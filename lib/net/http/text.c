// SPDX-License-Identifier: MIT
// text.c: words, dates and names of HTTP. Owns the date of this second, one for
// each thread.
#include "http.h"

#include <stdio.h>
#include <strings.h>
#include <time.h>

// -- characters --------------------------------------------------------------

static const bool in_token[256] = {
    ['a' ... 'z'] = true, ['A' ... 'Z'] = true,  ['0' ... '9'] = true,
    ['!'] = true,         ['#' ... '\''] = true, ['*' ... '+'] = true,
    ['-' ... '.'] = true, ['^' ... '`'] = true,  ['|'] = true,
    ['~'] = true,
};

bool csp__http_is_token(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!in_token[(unsigned char)text[i]]) return false;
    return n > 0;
}

// Has none of eight bytes its top bit clear and is below ' ', or DEL?
static bool are_visible(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), top = ones << 7;
    uint64_t eight;
    memcpy(&eight, text, 8);
    uint64_t del = eight ^ ones * 127;
    return !(((eight - ones * ' ') & ~eight & top) |
             ((del - ones) & ~del & top));
}

bool csp__http_is_text(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n) {
        if (n - i >= 8 && are_visible(text + i)) {
            i += 8;
            if (i < n && n - i < 8) i = n - 8; // some of them again
            continue;
        }
        unsigned char c = (unsigned char)text[i++];
        if ((c < ' ' && c != '\t') || c == 127) return false;
    }
    return true;
}

bool csp_http_has_word(const char *value, const char *word)
{
    size_t n = strlen(word);
    for (; value && *value; value += strcspn(value, ",")) {
        value += strspn(value, ", \t");
        if (strncasecmp(value, word, n) != 0) continue;
        const char *behind = value + n + strspn(value + n, " \t");
        if (*behind == 0 || *behind == ',') return true;
    }
    return false;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The byte of "%xx", or -1.
static int escaped(const char *text)
{
    int high = digit_of(text[1]);
    int low = high < 0 ? -1 : digit_of(text[2]);
    return low < 0 ? -1 : high * 16 + low;
}

ssize_t csp_http_decode(char *to, size_t n, const char *text)
{
    size_t at = 0;
    for (; *text; text++) {
        int c = *text == '%' ? escaped(text) : (unsigned char)*text;
        if (c <= 0) return http_fail(EINVAL);
        if (at + 1 >= n) return http_fail(ENOBUFS);
        if (*text == '%') text += 2;
        to[at++] = (char)c;
    }
    if (at >= n) return http_fail(ENOBUFS);
    to[at] = 0;
    return (ssize_t)at;
}

// -- dates -------------------------------------------------------------------

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

char *csp_http_date(int64_t seconds, char text[30])
{
    static const char days[] = "SunMonTueWedThuFriSat";
    time_t time = (time_t)seconds;
    struct tm tm;
    if (!gmtime_r(&time, &tm) || tm.tm_year > 9999 - 1900) tm = (struct tm){0};
    snprintf(text, 30, "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
             days + 3 * tm.tm_wday, (unsigned)tm.tm_mday % 100,
             months + 3 * tm.tm_mon, (unsigned)(tm.tm_year + 1900) % 10000,
             (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
             (unsigned)tm.tm_sec % 100);
    return text;
}

const char *csp__http_today(void)
{
    static _Thread_local struct {
        time_t at;
        char text[30];
    } today;
    time_t now = time(NULL);
    if (now != today.at) csp_http_date(now, today.text);
    today.at = now;
    return today.text;
}

static bool is_month(const char *text, int *month)
{
    for (*month = 0; *month < 12; ++*month)
        if (strncmp(text, months + 3 * *month, 3) == 0) return true;
    return false;
}

// The form of today, that of RFC 850, and asctime's.
static bool scan_date(const char *date, struct tm *tm, char month[4])
{
    static const char *const forms[] = {
        "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT",
        "%*[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT",
    };
    for (int i = 0; i < 2; i++)
        if (sscanf(date, forms[i], &tm->tm_mday, month, &tm->tm_year,
                   &tm->tm_hour, &tm->tm_min, &tm->tm_sec) == 6)
            return true;
    return sscanf(date, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d", month,
                  &tm->tm_mday, &tm->tm_hour, &tm->tm_min, &tm->tm_sec,
                  &tm->tm_year) == 6;
}

int64_t csp_http_seconds(const char *date)
{
    struct tm tm = {0};
    char month[4] = "";
    if (!scan_date(date, &tm, month) || !is_month(month, &tm.tm_mon)) return -1;
    if (tm.tm_year < 70) tm.tm_year += 2000; // two digits
    if (tm.tm_year >= 1000) tm.tm_year -= 1900;
    if (tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 ||
        tm.tm_min > 59 || tm.tm_sec > 60)
        return -1;
    return timegm(&tm);
}

// -- statuses ----------------------------------------------------------------

const char *csp_http_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {100, "Continue"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (reasons[i].status == status) return reasons[i].reason;
    return "";
}
