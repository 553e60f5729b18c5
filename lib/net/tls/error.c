// SPDX-License-Identifier: MIT
// error.c: why OpenSSL failed, for people. Owns nothing. Its queue of errors
// belongs to the thread, so who calls has not suspended since the failure.
#include "tls.h"

#include <stdio.h>
#include <string.h>

// What the queue tells first is the cause, the rest who passed it on. OpenSSL
// knows no words for errors of the system.
static const char *first_words(char text[TLS_TEXT_BYTES])
{
    unsigned long error = ERR_get_error();
    const char *words = error ? ERR_reason_error_string(error) : NULL;
    if (words) return words;
    if (!error) return "OpenSSL does not say why";
    if (ERR_SYSTEM_ERROR(error)) return strerror(ERR_GET_REASON(error));
    ERR_error_string_n(error, text, TLS_TEXT_BYTES);
    return text;
}

void tls_error_words(char text[TLS_TEXT_BYTES], const SSL *ssl)
{
    char unknown[TLS_TEXT_BYTES];
    const char *words = first_words(unknown);
    long verified = ssl ? SSL_get_verify_result(ssl) : X509_V_OK;
    if (verified == X509_V_OK)
        snprintf(text, TLS_TEXT_BYTES, "%s", words);
    else
        snprintf(text, TLS_TEXT_BYTES, "%s: %s", words,
                 X509_verify_cert_error_string(verified));
    ERR_clear_error();
}
