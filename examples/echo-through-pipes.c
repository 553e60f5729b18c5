// A task serves one end of two pipes with blocking reads and writes; main
// talks to it from the other end.
#include <csp.h>
#include <ctype.h>
#include <stdio.h>
#include <unistd.h>

static void echo(int in, int out)
{
    char c;
    ssize_t n = 0;
    for (;;) {
        blocking n = read(in, &c, 1);
        if (n != 1) break;
        c = (char)toupper((unsigned char)c);
        blocking n = write(out, &c, 1);
        if (n != 1) break;
    }
    close(in);
    close(out);
}

int main(void)
{
    int to[2], from[2];
    ssize_t n = 0;
    char reply[12];
    if (pipe(to) || pipe(from)) return 1;
    go echo(to[0], from[1]);
    blocking n = write(to[1], "hello pipes\n", 12);
    for (ssize_t got = 0; got < 12 && n > 0; got += n)
        blocking n = read(from[0], reply + got, (size_t)(12 - got));
    printf("%.12s", reply);
    close(to[1]);
    blocking n = read(from[0], reply, 1); // the end, once echo has closed
    printf("%zd more\n", n);
    close(from[0]);
    return 0;
}
