// RUN: %cspcc --emit=dot --starts %s -o %t.dot && %FileCheck --check-prefix=DOT %s < %t.dot
// RUN: %cspcc --emit=dot %s | %FileCheck --check-prefix=ALONE %s
// RUN: %cspcc --emit=mermaid %s | %FileCheck --check-prefix=MERMAID %s
// RUN: %not %cspcc --emit=states --starts %s 2>&1 | %FileCheck --check-prefix=STARTS %s
// Machines as graphs; what means something to the language of the graph is
// written so that it does not.
#include <csp.h>

static void quote(chan(const char *) out)
{
    while (chan_send(out, "\"<b>\""))
        ;
}

int main(void)
{
    chan(const char *) c = chan_make(const char *, 0);
    go quote(c);
    return chan_recv(c, NULL) ? 0 : 1;
}
// DOT: digraph machines {
// DOT: subgraph "cluster quote" {
// DOT: "quote 1" [label="1, line {{[0-9]+}}: chan_send\lwhile (chan_send(out, \"\\\"<b>\\\"\"))\lwaits for room in out\l"];
// DOT: "quote 1" -> "quote 1" [label="{{.*}}", style=dashed];
// DOT: "quote 1" -> "quote end" [label="not chan_send
// DOT: "main 0" -> "quote 0" [label="go, line {{[0-9]+}}", style=dotted];
// DOT: {{^}$}}
// ALONE-NOT: dotted
// MERMAID: stateDiagram-v2
// MERMAID: [*] --> quote_1
// MERMAID: quote_1 : 1, line {{[0-9]+}}<br/>while (chan_send(out, #34;#92;#34;#60;b#62;
// MERMAID: quote_1 --> [*] : not chan_send(
// STARTS: error: '--starts' needs '--emit=dot'
