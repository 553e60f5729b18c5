# Files of a size, and how many are kept.
awk 'BEGIN { for (i = 10; i < 60; i++) printf "{\"n\":%d}\n", i }' > in.log
cat > rotation.conf <<'END'
sink keep3 file keep3.log size=45 keep=3
sink keep0 file keep0.log size=45 keep=0
sink tiny  file tiny.log  size=3  keep=60
sink all   file all.log   keep=1
rule all all -> keep3 keep0 tiny all
END
"$PROGRAM" -q -c rotation.conf in.log
echo "status $?"
for log in keep3.log* keep0.log* all.log*; do
    echo "$log $(wc -c < "$log")"
done
cat keep3.log.3 keep3.log.2 keep3.log.1 keep3.log | tr -d '\n'
echo
tail -5 in.log | cmp - keep0.log
ls tiny.log* | grep -c .
cat tiny.log.49 tiny.log
cmp in.log all.log
# What stands in a file already counts.
head -3 in.log | "$PROGRAM" -q -c rotation.conf
cat keep3.log keep3.log.1
grep -c . all.log
# A name that cannot be moved away.
mkdir dir.log.1 dir.log.1/full
echo 'sink dir file dir.log size=20 keep=1
rule all all -> dir' > dir.conf
"$PROGRAM" -c dir.conf in.log
echo "status $?"
