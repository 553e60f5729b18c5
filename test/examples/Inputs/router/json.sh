# What is JSON and what is not, what strings mean, and how fields compare.
cat > json.conf <<'END'
sink out stdout
rule good all -> out
END
cat > good.log <<'END'
{}
 { "a" : [ 1 , -0.5e+10 , { } , [ ] , "x" ] , "b" : null }	
{"a":true,"b":false,"c":"\"\\\/\b\f\n\r\t\u0041"}
{"a":{"b":{"c":[[[]]]}},"a":2}
END
printf '{"bytes":"\303\251\377"}\r\n{"no":"newline"}' >> good.log
"$PROGRAM" -v -c json.conf good.log 2>&1 | cat -v
cat > bad.log <<'END'

null
{"a":1
{"a":1}}
{"a":1} {"b":2}
{"a":1,}
{,"a":1}
{a:1}
{"a":tru}
{"a":nulls}
{"a":+1}
{"a":.5}
{"a":1.}
{"a":1e}
{"a":-}
{"a":01}
{"a":0x1}
{"a":[1,]}
{"a":[1 2]}
{"a":"b}
{"a":"\u12g4"}
{"a":"\'"}
{"a":"	"}
END
printf '{"a":1}\0\n{"a\0":1}\n' >> bad.log
awk 'BEGIN { for (i = 0; i < 200; i++) printf "{\"a\":"; print 1 }' >> bad.log
"$PROGRAM" -v -c json.conf bad.log
# A line that is too long is left out, and the rest still has its number.
awk 'BEGIN { s = "0123456789abcdef"; while (length(s) < 1300000) s = s s
    printf "{\"n\":1}\n{\"a\":\"%s\"}\n{\"n\":3}\nbad\n", s }' > long.log
"$PROGRAM" -v -c json.conf long.log
# Each line names the rules that take it.
cat > rules.conf <<'END'
sink none file /dev/null
rule escaped        text = "é \"😀\" /"              -> none
rule lone           text ~ "\\" or text ~ "�"        -> none
rule name           "sp ace" = x                     -> none
rule number         n = 5.0                          -> none
rule beyond         n < -1 or n > 1e3                -> none
rule between        n >= 5 and n <= 7                -> none
rule text-number    t = 5                            -> none
rule text-less      t < 9                            -> none
rule word           w = true or w = null             -> none
rule there          exists w                         -> none
rule not-there      not exists w                     -> none
rule unequal        w != true                        -> none
rule nothing        otherwise                        -> none
rule last           d = 2                            -> none
rule inner          deep = 1                         -> none
rule empty          text = ""                        -> none
END
while read -r line; do
    printf "%s\n" "$line"
    printf "%s\n" "$line" | "$PROGRAM" -c rules.conf 2>&1 |
        sed -n 's/^rule \(.*\): 1 lines/    \1/p'
done <<'END'
{"text":"\u00e9 \"\ud83d\ude00\" \/","w":1}
{"text":"\ud83d","w":"x\\y"}
{"text":"\udc00\ud83dx","w":1}
{"text":"a\\b","sp\u0020ace":"\u0078"}
{"n":5,"t":"5"}
{"n":5e0,"t":5}
{"n":-1.5,"w":true}
{"n":"5","w":null}
{"n":1001,"w":{}}
{"d":1,"d":2,"w":[]}
{"x":{"deep":1},"w":0}
{"text":"","w":false}
END
