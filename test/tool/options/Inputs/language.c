// A coroutine with what an option adds to C, or takes away; gives 0.
#include <csp.h>
#ifdef MATRIX
typedef float matrix __attribute__((matrix_type(2, 2)));
#endif
struct tag {
    int x;
};
struct outer {
#ifdef TAG
    struct tag;
#else
    int x;
#endif
};
enum small { SMALL };

static void work(chan_out(int) c)
{
    struct outer o = {0};
    int sum = o.x;
#ifdef MATRIX
    matrix m, n;
    m[0][0] = m[0][1] = m[1][0] = m[1][1] = 2;
    yield();
    n = m * m;
    sum += n[1][0] != 8;
#endif
#ifdef FIXED
    _Accum half = 0.5k;
    yield();
    sum += half + half != 1.0k;
#endif
#ifdef WORDS
    int asm = 1, typeof = 2;
    yield();
    sum += asm + typeof != 3;
#endif
#ifdef UNSIGNED
    char below = -1;
    yield();
    sum += below != 255;
#endif
#ifdef SHORT
    sum += sizeof(enum small) != 1;
#endif
    chan_send(c, sum);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go work(c);
    int result = chan_get(c);
    chan_release(c);
    return result;
}
