# Over TLS, where it chooses HTTP/2; a connection is for ten requests.
. "$INPUTS/files.sh"
at=127.0.0.1:$("$PROGRAM" port)
cat >conf <<END
daemon off;
master_process off;
pid pid;
error_log said;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    keepalive_requests 10;
    http2_max_concurrent_streams 4;
    server {
        listen $at ssl http2;
        ssl_certificate a.pem;
        ssl_certificate_key a.key;
        root .;
    }
}
END
nginx -p . -c conf -e said &
server=$!
"$PROGRAM" "$at" a.pem /small /large /small
stop
