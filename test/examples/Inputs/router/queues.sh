# A sink that is slow: it holds up all the others, or loses the oldest lines.
awk 'BEGIN { for (i = 1; i <= 4000; i++)
    printf "{\"n\":%d,\"%0100d\":0}\n", i, 0 }' > in.log
mkfifo gate
cat > drop.conf <<'END'
sink all  file all.log flush=0
sink slow command "read line < gate; cat > slow.log" queue=10 batch=5 full=drop
rule all all -> all slow
END
"$PROGRAM" -c drop.conf in.log 2> err &
until [ "$(cat all.log 2> /dev/null | wc -l)" -ge 3500 ]; do sleep 0.02; done
echo > gate
wait $!
echo "status $?"
cmp in.log all.log
tail -1 in.log > last
tail -1 slow.log | cmp - last
sed 's/{"n":\([0-9]*\).*/\1/' slow.log | sort -n -u -c && echo "in order"
grep -v slow err
awk -v there="$(wc -l < slow.log)" '/slow/ {
    print $3, "lines", ($5 == there ? "counted" : "written " $5),
        ($5 + $7 == $3 ? "all" : "not all"), ($7 > 1000 ? "lost many" : $7) }' err
# The same without a loss.
cat > wait.conf <<'END'
sink all  file all2.log
sink slow command "read line < gate; cat > slow2.log" queue=1 batch=1 full=wait
rule all all -> all slow
END
"$PROGRAM" -c wait.conf in.log 2> err &
echo > gate
wait $!
echo "status $?"
cmp in.log slow2.log
cat err
# Lines wait for a batch to be full, or for the end of the input.
echo 'sink out file batch.log batch=7 flush=1M
rule all all -> out' > batch.conf
mkfifo pipe
"$PROGRAM" -q -c batch.conf < pipe &
exec 3> pipe
head -20 in.log >&3
until [ "$(cat batch.log 2> /dev/null | wc -l)" -ge 14 ]; do sleep 0.02; done
grep -c . batch.log
exec 3>&-
wait $!
grep -c . batch.log
