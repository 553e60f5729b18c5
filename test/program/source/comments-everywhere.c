// RUN: %program %s
/* A comment */ // before, and
// comments with "quotes, 'apostrophes, { braces and yield(); words inside
#include <csp.h> /* here */
#include <stdio.h>

static /* a */ int /* b */ slow /* c */ (/* d */ int /* e */ x /* f */) /* g */
{ // yield();
    /* return 0; } */ yield /* h */ () /* i */; // }
    return /* j */ x /* k */; /*
    }
    */
} // after

int main(void) // {
{
    const char *text = "/* not a comment */ // nor this \" {";
    chan(/* of */ int) c = /* made */ chan_make(/* of */ int, /* cap */ 2);
    go /* now */ slow(/* nothing */ 1);
    chan_send(c /* , */, /* the value */ slow(/* ) */ 3));
    /* first */ select /* any */ { // cases
        /* one */ case_recv(c, /* into */ &(int){0}) /* colon */ : // body
            puts(text); /* and */ break; // end
        /* two */ default /* : */ : puts("never"); /* } */
    } /* over */
    while (csp_live() > 1) /* wait */ yield(); // \ not a continuation \\ .
    chan_release(c); // OUT: /* not a comment */ // nor this " {
    return /* status */ 0;
}
