// RUN: %program %s
// What the file calls like a part of a coroutine's keeps its meaning.
// OUT: 1 2 3 4 5 6 7 8 9
#include <csp.h>
#include <stdio.h>

struct work__frame {
    int a;
};
struct csp_unnamed_1 {
    int a;
};
typedef int work__pair;
enum { work__ONE = 3, csp_unit = 4, work__co = 5 };
static int work__points = 6, work__go_1 = 7, work__static_2_kept = 8;
static struct {
    int b;
} unnamed = {2};

static void csp_unit_register(void)
{
}

static int work__step(int x)
{
    yield();
    return x;
}

static void work(void)
{
    typedef struct {
        long k;
    } pair;
    enum { ONE = 1 };
    static int kept = 9;
    pair mine = {ONE};
    struct work__frame frame = {(int)mine.k};
    __typeof__(unnamed) copy = unnamed;
    work__pair eight = work__static_2_kept;
    chan(int) done = chan_make(int, 0);
    go {
        yield();
        kept++;
        chan_send(done, 1);
    }
    struct csp_unnamed_1 other = {work__step(frame.a)};
    csp_unit_register();
    printf("%d %d %d %d %d %d %d %d ", other.a, copy.b, work__ONE, csp_unit,
           work__co, work__points, work__go_1, eight);
    chan_get(done);
    printf("%d\n", kept - 1);
    chan_release(done);
}

int main(void)
{
    work();
    return 0;
}
