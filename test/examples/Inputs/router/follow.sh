# A followed file grows, is moved away and replaced, and is cut.
lines() { # waits until $1 has $2 lines
    until [ "$(cat "$1" 2> /dev/null | wc -l)" -ge "$2" ]; do sleep 0.02; done
}
cat > follow.conf <<'END'
sink out file out.log flush=0
sink bad file bad.log flush=0
rule all all -> out
reject bad
END
printf '{"n":1}\n{"n":' > app.log
"$PROGRAM" -v --follow --config=follow.conf app.log 2> err &
lines out.log 1
printf '2}\n{"n":3}' >> app.log
lines out.log 2
echo >> app.log
lines out.log 3
# The old file's last lines come before the new file's first.
mv app.log app.log.1
printf '{"n":4}\n{"n":5}' >> app.log.1
echo '{"n":6}' > app.log
lines out.log 6
# There is no file for a while, and then a longer one.
rm app.log
awk 'BEGIN { for (i = 7; i <= 2000; i++) printf "{\"n\":%d}\n", i }' > next
mv next app.log
lines out.log 2000
# Cut and written anew; half a line was in it.
printf '{"half' >> app.log
echo '{"n":2001}' > app.log
lines out.log 2001
echo 'no JSON' >> app.log
lines bad.log 1
kill -TERM $!
wait $!
echo "status $?"
awk -F '[:}]' '$2 != NR { print "line", NR, "is", $0 }' out.log
# Whether the half line was seen in time, nobody knows.
sed 's/^{"half$/no JSON/' bad.log | sort -u
sed -n -e 's/^source.*rejected, //p' -e /rule/p -e '/sink out/p' err
# A pipe by its name, and a stop while it is open.
mkfifo pipe
"$PROGRAM" -q -f -c follow.conf pipe &
exec 3> pipe
echo '{"n":2002}' >&3
lines out.log 2002
kill -INT $!
wait $!
echo "status $?"
exec 3>&-
# Nothing is written any more, and so nothing is followed.
echo 'sink full file /dev/full
rule all all -> full' > full.conf
"$PROGRAM" -q -f -c full.conf app.log
echo "status $?"
