set confirm off
set width 0
break pass
tbreak main
info breakpoints
run
continue
echo -- at the head\n
info coroutines
info locals
bt
delete
tbreak relay.c:20
continue
echo -- over the yield\n
csp next
bt full
echo -- finish\n
csp finish
info locals
csp next
csp step
echo -- another\n
coroutine 1
coroutine locals
csp next
coroutine print mutex
coroutine print second
coroutine all bt
csp next 50
