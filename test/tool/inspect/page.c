// RUN: %cspcc --emit=html %s -o %t.html && %check < %t.html
// RUN: %cspcc --emit=html %s | %check
// RUN: %not grep -n 'ends </script>' %t.html
// The page holds the source, the generated C, states and frames, and nothing
// in the source can end the script that they stand in: </script> & <!-- é
#include <csp.h>

// CHECK: <!DOCTYPE html>
// CHECK: <script type="application/json" id="machines">
// CHECK-SAME: {"version":1,
// CHECK: it ends \u003c/script>
// CHECK: "generated":{"lines":[
// CHECK: static int sum__step(
// CHECK: {"name":"sum"
// CHECK: "name":"start"
// CHECK: "name":"AT_1_RECV_IN"
// CHECK-SAME: "waits_for":"a value from in"
// CHECK-SAME: "ways":[{"to":1,"when":"chan_recv(in, &v)","alternatives":["chan_recv(in, &v)"],"loop":true},{"to":null,"when":"not chan_recv(in, &v)"
// CHECK-SAME: "name":"total","member":"total","type":"int","why":"alive"
// CHECK: <script type="application/json" id="layouts">
// CHECK: "nodes":[{"x":
// CHECK: "loop":true
int puts(const char *);

static int sum(chan(int) in)
{
    int total = 0, v;
    while (chan_recv(in, &v)) total += v;
    puts("it ends </script>");
    return total;
}

int main(void)
{
    return sum(chan_make(int, 1));
}
