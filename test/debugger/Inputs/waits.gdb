set width 0
break asked
run
info coroutines
echo -- of lock\n
info coroutines -all wait for lock
echo -- logical\n
coroutine 1 frame 1
coroutine print handle
coroutine 39 bt
