// RUN: %program %s
// Addresses from text and back; what is none is EINVAL.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>

static void parse(const char *text)
{
    struct csp_addr addr;
    char back[128];
    errno = 0;
    if (csp_addr_parse(&addr, text) == 0)
        puts(csp_addr_text(&addr, back, sizeof back));
    else
        puts(errno == EINVAL ? "invalid" : "?");
}

int main(void)
{
    static const char *const bad[] = {
        "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
        "127.0.0.1:-1", "127.0.0.1:1 ", "localhost:80", "::1:80", "[::1]",
        "[::1:80", "[]:80", "[::1]x:80", "[::1%]:80", "unix:", "1.2.3:80"};
    struct csp_addr none = {0};
    char text[8];
    parse("127.0.0.1:80");       // OUT: 127.0.0.1:80
    parse(":65535");             // OUT: 0.0.0.0:65535
    parse("[::1]:0");            // OUT: [::1]:0
    parse("[fe80::1%1]:80");     // OUT: [fe80::1%1]:80
    parse("[fe80::1%lo]:80");    // OUT: [fe80::1%1]:80
    parse("unix:/tmp/a socket"); // OUT: unix:/tmp/a socket
    parse("unix:@name");         // OUT: unix:@name
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct csp_addr addr;
        if (csp_addr_parse(&addr, bad[i]) == 0 || errno != EINVAL)
            printf("taken: '%s'\n", bad[i]);
    }
    parse("unix:/1234567890123456789012345678901234567890123456789012345678901"
          "2345678901234567890123456789012345678901234567"); // OUT: invalid
    puts(csp_addr_text(&none, text, sizeof text));            // OUT: ?
    csp_addr_parse(&none, "127.0.0.1:80");
    puts(csp_addr_text(&none, text, sizeof text)); // OUT: 127.0.0
}
