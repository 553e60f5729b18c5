// RUN: %program %s --script %S/Inputs/http2-servers/nghttpd.sh
// REQUIRES: http2, tls, nghttpd, openssl
// UNSUPPORTED: stress
// LIBS: -lcsptls -lcsphttp2
// WORKERS: 2
// nghttpd answers many tasks at once, as many as it likes, and bodies larger
// than all windows come and go; plain and over TLS.
#include "Inputs/http2-servers/asks.h"
