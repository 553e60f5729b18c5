# Some hundred lines of a web shop through every kind of rule and sink.
awk -v n=500 -f "$INPUTS/requests.awk" > shop.log
cat > shop.conf <<'END'
# Who wants to know what
sink   screen  stdout
sink   errors  file errors.log
sink   slow    file "slow ones.log"  batch=3 flush=1
sink   users   command "sort -t: -k2n > users.log"
sink   archive file archive.log  queue=1K size=1G
sink   bad     file bad.log

rule   errors  level = error or status = 404 and not method != GET -> errors
rule   paying  path ~ /pay and (ms > 600 or status >= 500)   -> errors screen
rule   slow    ms >= 800.5      -> slow
rule   users   exists user      -> users
rule   other   otherwise        -> screen
rule   all     all              -> archive
reject bad
END
"$PROGRAM" --check -c shop.conf
"$PROGRAM" -c shop.conf shop.log > screen.log
echo "status $?"
for log in *.log; do
    echo "$log $(wc -l < "$log")"
done
sort -u bad.log
grep -v -F -x -f bad.log shop.log | cmp - archive.log
head -3 errors.log
grep -c -v -e '"level":"error"' -e '"status":404,' -e '"path":"/pay"' errors.log
grep -c '"user":' users.log
# Each sink keeps the order of the source.
for log in screen.log errors.log "slow ones.log" users.log; do
    sed 's/.*"n":\([0-9]*\).*/\1/' "$log" | sort -n -c && echo "$log in order"
done
# Two sources at once, and standard input: each comes through in its order.
echo 'sink out stdout
rule 2 n >= 0 -> out' > two.conf
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "{\"n\":%d,\"a\":1}\n", i }' > a
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "{\"n\":%d,\"b\":1}\n", i }' > b
"$PROGRAM" -c two.conf a - < b > both 2> err
sort err
grep a both | cmp - a
grep b both | cmp - b
# The configuration in the documentation is one.
sed -n '/^```$/,/^```$/p' "$INPUTS/../../../../examples/router/README.md" |
    grep -v '```' > readme.conf
grep -c . readme.conf
"$PROGRAM" --check -c readme.conf
echo "status $?"
