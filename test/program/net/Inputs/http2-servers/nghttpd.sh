# Without TLS, and with it.
. "$INPUTS/files.sh"
at=127.0.0.1:$("$PROGRAM" port)
nghttpd -a 127.0.0.1 --no-tls -m 5 --echo-upload -d . "${at#*:}" >said 2>&1 &
server=$!
"$PROGRAM" "$at" - /small /large +/small +/large
stop
nghttpd -a 127.0.0.1 -m 5 -d . "${at#*:}" a.key a.pem >said 2>&1 &
server=$!
"$PROGRAM" "$at" a.pem /small /large
stop
