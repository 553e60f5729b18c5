# The last program of docs/NET.md, which page.py has built here, and curl.
rm -f input output
mkfifo input output
program=$(grep -l csp_http2_talk line-*.c | head -n 1).out
"./$program" others <input >output &
exec 3>input 4<output
read -r _ at <&4
for version in 2 1.1; do
    curl -s --noproxy '*' --max-time 300 --cacert server.pem --http$version \
        --resolve "localhost:${at##*:}:127.0.0.1" -w '%{http_version} %{http_code}\n' \
        "https://localhost:${at##*:}/"
done
exec 3>&-
cat <&4
wait
