set width 0
break callee.c:6
run
csp next
csp next
csp next 2
echo -- then\n
info coroutines
