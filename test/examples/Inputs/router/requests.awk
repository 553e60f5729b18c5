# Prints n lines of a web shop's log, the same ones each time; every 50th is
# broken, each in another way.
function random(below) {
    seed = (seed * 16807) % 2147483647
    return seed % below
}
BEGIN {
    seed = 42
    split("GET GET GET POST PUT", methods)
    split("/ /cart /search /pay /item/7", paths)
    split("200 200 200 200 304 404 500 503", statuses)
    broken = split("{\"cut\":\"off|[1, 2]|plain text|{\"a\":01}|" \
        "{\"a\":\"\\x\"}|{\"a\" 1}|{\"a\":1}}|{'a':1}", breaks, "|")
    for (i = 1; i <= n; i++) {
        status = statuses[1 + random(8)]
        level = status >= 500 ? "error" : status >= 400 ? "warning" : "info"
        if (i % 50 == 0) {
            print breaks[1 + (i / 50) % broken]
            continue
        }
        printf "{\"n\":%d,\"time\":\"2024-03-07T10:%02d:%02dZ\",", i,
            i / 60, i % 60
        printf "\"level\":\"%s\",\"method\":\"%s\",\"path\":\"%s\",", level,
            methods[1 + random(5)], paths[1 + random(5)]
        printf "\"status\":%d,\"ms\":%d.%d", status, random(900), random(10)
        if (random(4) == 0) printf ",\"user\":{\"id\":%d}", random(100)
        print "}"
    }
}
