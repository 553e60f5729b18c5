set width 0
info coroutines
bt
coroutine 2 bt full
coroutine up
coroutine print at.x + sum
