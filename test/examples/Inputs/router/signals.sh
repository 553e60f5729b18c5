# A stop drains: what was read is written, by all sinks, before the end.
cat > stop.conf <<'END'
sink out     file out.log flush=1M batch=1M
sink command command "cat > command.log" flush=1M
rule all all -> out command
END
mkfifo pipe
for signal in TERM INT; do
    rm -f err out.log
    "$PROGRAM" -v -c stop.conf - < pipe 2> err &
    exec 3> pipe
    # What is malformed is told at once, so then all before it was read.
    printf '{"n":1}\n{"n":2}\nthe end\n' >&3
    until grep -q :3: err 2> /dev/null; do sleep 0.02; done
    cat out.log
    kill -$signal $!
    wait $!
    echo "$signal: status $?"
    exec 3>&-
    cat err out.log command.log
done
# A sink that never takes anything: the second signal ends the program.
cat > stuck.conf <<'END'
sink stuck command "echo $$ > pid; read line < pipe" queue=1 batch=1
sink out file out.log flush=0 batch=1
rule all all -> stuck out
END
awk 'BEGIN { for (i = 1; i <= 30000; i++) printf "{\"n\":%d}\n", i }' > in.log
"$PROGRAM" -c stuck.conf in.log &
until [ -s pid ] && [ -s out.log ]; do sleep 0.02; done
while kill -TERM $! 2> /dev/null; do sleep 0.02; done
wait $! 2> /dev/null
echo "stuck: status $?"
kill "$(cat pid)"
