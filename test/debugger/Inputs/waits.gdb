set width 0
break asked
run
info coroutines
echo -- of lock\n
info coroutines -all wait for lock
echo -- logical\n
coroutine 1 frame 1
coroutine print handle
python
import re
shown = gdb.execute("coroutine print handle", to_string=True)
gdb.execute("coroutine %s bt" % re.search(r"coroutine (\d+)", shown)[1])
end
