for how in "" ,random ,pct ,dfs; do
    echo 2 | CSP_EXPLORE=50$how "$PROGRAM" 2 2>told
    echo "$? $(grep -c 'run .* fails.*: exit status 7' told)" \
        "$(grep -c 'goes on in pay_in at .*/explore-finds-it.c:1[57]: send paid' told)"
    sed -n 's/.*deviations from the usual order: /deviates /p' told
    echo 2 | CSP_REPLAY=csp.replay "$PROGRAM" 2
    echo "again $?"
done
echo 1 | CSP_STORY=1 CSP_REPLAY=none CSP_EXPLORE=20 "$PROGRAM" 1
echo 1 | CSP_EXPLORE=1000,dfs "$PROGRAM" 1
echo 2 | CSP_RECORD=kept CSP_EXPLORE=50 "$PROGRAM" 2 2>told
test -s kept && echo "kept elsewhere"
CSP_EXPLORE=5,all "$PROGRAM" 1
CSP_SEED=7,pct CSP_EXPLORE=5 "$PROGRAM" 1
echo 1 | CSP_SEED=900 CSP_EXPLORE=5,random "$PROGRAM" 1
echo 2 | CSP_SEED=900 CSP_EXPLORE=50,random "$PROGRAM" 2 2>&1 |
    grep -c 'CSP_SEED=9[0-4][0-9])'
: >empty
echo 2 | CSP_REPLAY=empty "$PROGRAM" 2
echo "usual $?"
