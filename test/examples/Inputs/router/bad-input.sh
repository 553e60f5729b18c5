# What cannot be read, written or understood is told, with a status.
try() {
    "$PROGRAM" "$@"
    echo "status $?"
}
cat > bad.conf <<'END'
# every line but this one, the next one and the last one is wrong
sink ok stdout batch=10 flush=0 full=wait
sink
sink a
sink a pigeon
sink b file
sink ok stdout
sink c stdout queue=0
sink d stdout queue=2G
sink e stdout batch
sink f stdout full=never
sink g stdout size=10X
sink i stdout size=-1K
sink j stdout size=1025G
sink "h" file "open
rule
rule r
rule r level -> ok
rule r level =
rule r level = -> ok
rule r ms < fast -> ok
rule r (level = a or level = b -> ok
rule r level = a and -> ok
rule r level = a -> nobody
rule r level = a
rule r level = a ok
rule r all ->
reject
reject nobody
filter level = a
reject ok
END
try --check -c bad.conf
: > empty.conf
try -c empty.conf
try -c missing.conf
echo 'sink out stdout
rule all all -> out' > good.conf
echo '{"n":1}' > good.log
try --check -c good.conf
try -q -c good.conf missing.log good.log also-missing.log
try -q -c good.conf . good.log 2>&1 | sort
"$PROGRAM" -c good.conf good.log > /dev/full
echo "status $?"
try
try -c good.conf --nonsense 2>&1 | sed 's/^[^ ]*router[^ ]*:/router:/'
sink() {
    echo "sink it $*
sink all file all.log
rule all all -> it all" > sink.conf
    rm -f all.log
    "$PROGRAM" -c sink.conf good.log
    echo "status $?"
    cat all.log
}
sink 'file no/such/folder.log'
sink file .
sink file /dev/full
sink command '"read line; exit 3"'
sink command '"cat > /dev/null; kill -9 $$"'
sink command '"cat > /dev/null; no-such-command"' 2>&1 | sed 's/^.*not found/sh: not found/'
# Nothing takes lines any more: so it stops, though there would be more.
echo 'sink head command "head -1; exec <&-"
rule all all -> head' > head.conf
mkfifo pipe
yes '{"n":2}' > pipe 2> /dev/null &
"$PROGRAM" -q -c head.conf -f pipe
echo "status $?"
try --help
