// RUN: %program %s
// A local may have the name of a member of the frame, of something that a step
// declares, of a state, of a type of the file, or of a cleanup function.
#include <csp.h>
#include <stdio.h>

typedef struct {
    int a[2];
} T;
typedef int count;
enum { AT_1_YIELD = 70, AT_2_CALL_ID = 5 };

static int id(int x)
{
    yield();
    return x;
}
static T made(int k)
{
    yield();
    return (T){{k, k + 1}};
}
static int add(const int *a, int k)
{
    return a[0] + a[1] + k;
}

static int parameters(int csp, int csp_op, int csp_at, int *csp_ret)
{
    int sum = csp + id(1) + csp_op + *csp_ret;
    yield();
    return sum + csp_at + csp + AT_1_YIELD + AT_2_CALL_ID;
}

static int locals(int x)
{
    int csp = id(x), *p = &csp, csp_tmp_1 = 4;
    static int csp_result = 3;
    {
        int AT_1_YIELD = 5, id__step = id(2), made__co = 1, csp_at = id(3);
        for (int csp_worker = 0; csp_worker < id(2); csp_worker++)
            csp_at += csp_worker;
        x += AT_1_YIELD + id__step + made__co + csp_at;
    }
    {
        int csp_at = 6, csp_frame = 7;
        x += csp_at + csp_frame;
    }
    return *p + id(csp_tmp_1) + csp_result++ + x;
}

static int types(int T)
{
    int sum = add(made(T).a, id(T));
    {
        int count = id(4);
        sum += count + add(made(1).a, id(count));
    }
    return sum + T;
}

static void finish(int *x)
{
    printf("finish %d\n", *x);
}

static int cleaned(void)
{
    __attribute__((cleanup(finish))) int x = id(3);
    int finish = id(4);
    return x + finish;
}

static int entered(int csp_f, int csp_value)
{
    yield();
    return csp_f * csp_value;
}
coroutine int (*entry)(int, int) = entered;

int main(void)
{
    int a = 4;
    printf("%d %d %d\n", parameters(1, 2, 3, &a), locals(3), types(2));
    // OUT: 87 38 20
    printf("%d %d\n", cleaned(), entered(2, 3)); // OUT: finish 3
    // OUT: 7 6
    return 0;
}
