for how in "" ,random ,pct,30; do
    for seed in 1 2 3 4 5 6 7 8 9 10; do
        CSP_SEED=$seed$how "$PROGRAM" >>once
        CSP_SEED=$seed$how "$PROGRAM" >>twice
    done
done
cmp once twice && echo "same twice"
test "$(sort -u once | wc -l)" -gt 10 && echo "many runs"
grep -qv ' 18$' once && echo "an update was lost"

for seed in "" 5; do
    CSP_WORKERS=1 CSP_SEED=$seed CSP_RECORD=run "$PROGRAM" >recorded
    CSP_REPLAY=run CSP_STORY=1 "$PROGRAM" >replayed 2>story
    cmp recorded replayed && echo "played again"
done
CSP_WORKERS=8 CSP_RECORD=other "$PROGRAM" 2>&1 >replayed
head -1 story | sed 's/at .*\//at /'
grep -c 'goes on in pay_in at .*seed-repeats.c:1[2-6]: ' story |
    awk '{print ($1 >= 3 ? "told" : "not told")}'
cp run other && printf '\7\0\1\0' | dd of=other conv=notrunc status=none
CSP_REPLAY=other "$PROGRAM" 2>&1 >replayed
cp run other && printf '\0\220\0\0' | dd of=other bs=1 seek=4 conv=notrunc status=none
CSP_REPLAY=other "$PROGRAM" 2>&1 >replayed | sed 's/task [1-4],/another,/'
for bad in CSP_SEED=x CSP_SEED=1,dfs CSP_RECORD=/nowhere/file CSP_REPLAY=none; do
    env $bad "$PROGRAM"
    echo "$?"
done
