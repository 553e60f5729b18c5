// Many marks, of several lengths.
#include <csp.h>

int main(void)
{
    static char text[200];
    yield(); // the trace begins
    for (unsigned i = 0; i < sizeof text - 1; i++)
        text[i] = 'm';
    for (unsigned i = 0; i < 100000; i++)
        csp_trace_mark(text + i % 100);
    return 0;
}
