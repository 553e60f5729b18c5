# What servers serve, whom they are, and how they end.
exec 2>&1
head -c 3000000 /dev/urandom >large
echo hello >small
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
    -keyout a.key -subj /CN=a -addext subjectAltName=IP:127.0.0.1 \
    -out a.pem 2>made
stop() {
    kill "$server"
    wait "$server" 2>made
}
