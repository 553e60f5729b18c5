# curl, nghttp and h2load against one server.
exec 2>&1
mkfifo input port
"$PROGRAM" <input >port 2>said &
server=$!
exec 3>input 4<port
read -r at <&4
get() {
    curl -s --noproxy '*' --http2-prior-knowledge --max-time 300 "$@"
    echo "curl: $?"
}
get "http://$at/hello" -w '%{http_version} %{http_code} '
get "http://$at/none"
get -I "http://$at/hello" -H 'Cookie: a=1; b=2' | grep -iv '^date:' | tr -d '\r'
get "http://$at/lies" -o short
head -c 3000000 /dev/zero | tr '\0' y >sent
get --data-binary @sent "http://$at/echo" -o back -H 'Expect: 100-continue'
cmp sent back && echo same
get -T - "http://$at/echo" -o back <sent # of a length that nobody knows
cmp sent back && echo same
head -c 1000 sent >few # it waits to be asked for them
nghttp -nv --expect-continue --no-content-length -d few "http://$at/echo" |
    grep -c ':status: 100'
head -c 6000000 /dev/zero | tr '\0' y >sent
nghttp -d sent "http://$at/echo" | head -c 3 && echo # more than the service takes
get "http://$at/large?9000000" -o back
wc -c <back
get "http://$at/hello" -H "X: $(head -c 40000 /dev/zero | tr '\0' y)" \
    -o back -w '%{http_code} '
nghttp -n "http://$at/large?100000" "http://$at/hello" && echo nghttp
load() {
    h2load "$@" | sed -n 's/^status codes/&/p'
}
load -n 2000 -c 8 -m 20 "http://$at/hello"
load -n 200 -c 4 -m 50 -w 16 "http://$at/large?50000"
exec 3>&-
cat <&4
wait $server
echo "server: $?"
cat said
