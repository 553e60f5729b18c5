// RUN: %program %s --script %S/Inputs/http2-servers/nginx.sh
// REQUIRES: http2, tls, nginx, openssl
// UNSUPPORTED: stress
// LIBS: -lcsptls -lcsphttp2
// WORKERS: 2
// nginx says GOAWAY after some requests, in mid-flight: those it has not looked
// at are asked again by the next connection, and the others go on.
#include "Inputs/http2-servers/asks.h"
