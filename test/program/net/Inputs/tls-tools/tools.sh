# Certificates by openssl's own command, then conversations with its tools.
exec 2>&1
vouch() { # NAME ALTERNATIVES
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -keyout "$1.key" -subj "/CN=$1" -out "$1.csr" 2>made
    printf 'subjectAltName=%s\n' "$2" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA by.pem -CAkey by.key -days 9 \
        -extfile "$1.ext" -out "$1.pem" 2>made
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
    -keyout by.key -subj /CN=by -out by.pem 2>made
vouch a DNS:a.test,IP:127.0.0.1
vouch b DNS:b.test

mkfifo input port
"$PROGRAM" a.pem a.key b.pem b.key <input >port 2>said &
server=$!
exec 3>input
read -r port <port
get() { # NAME OPTIONS...
    name=$1
    shift
    curl -s --noproxy '*' --max-time 300 "$@" \
        --resolve "$name:$port:127.0.0.1" "https://$name:$port/"
    echo "curl: $?"
}
get a.test --cacert by.pem
get b.test --cacert by.pem --tls-max 1.2
get 127.0.0.1 --cacert by.pem
get c.test --cacert by.pem
get a.test
printf 'GET / HTTP/1.0\r\n\r\n' | timeout 300 openssl s_client -quiet \
    -connect "127.0.0.1:$port" -servername b.test -CAfile by.pem \
    -verify_return_error -ign_eof 2>made | tail -n 1
exec 3>&-
wait $server
echo "server: $?"
sort said

: >heard
openssl s_server -accept 127.0.0.1:0 -cert a.pem -key a.key -rev -naccept 2 \
    >heard 2>&1 </dev/null &
server=$!
until at=$(sed -n 's/^ACCEPT //p' heard) && [ "$at" ]; do
    kill -0 $server || break
    sleep 0.1
done
echo backwards | "$PROGRAM" -c by.pem a.test "$at"
echo never | "$PROGRAM" -c by.pem b.test "$at"
wait $server
