// RUN: %cspcc -fcsp-stress --dump=colour %s | %check
// A function of some ten thousand statements stays plain under stress: with a
// suspension before each of them compilers take minutes.
#define EIGHT(x) x x x x x x x x
#define MANY(x) EIGHT(EIGHT(EIGHT(EIGHT(x))))

static int some(int n)
{
    EIGHT(EIGHT(EIGHT(n++;)))
    return n;
}

static int huge(int n)
{
    MANY(EIGHT(n++;))
    return n;
}

int main(void)
{
    return some(0) + huge(0) != 512 + 8 * 4096;
}
// CHECK: some: coroutine
// CHECK-NEXT: huge: plain
// CHECK-NEXT: main: coroutine
