cat >talk.py <<'END'
import os, signal, socket, subprocess
server = subprocess.Popen([os.environ["PROGRAM"]], stdout=subprocess.PIPE,
                          encoding="utf-8")
port = int(server.stdout.readline().split(":")[-1])


class Client:
    def __init__(self):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")

    def raw(self, data):
        self.socket.sendall(data)

    def say(self, *words):
        words = [str(word).encode() for word in words]
        self.raw(b"*%d\r\n" % len(words) + b"".join(
            b"$%d\r\n%s\r\n" % (len(word), word) for word in words))

    def hears(self):
        line = self.file.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"$":
            n = int(rest)
            return None if n < 0 else self.file.read(n + 2)[:-2].decode()
        if kind == b"*":
            n = int(rest)
            return None if n < 0 else [self.hears() for _ in range(n)]
        return int(rest) if kind == b":" else line[:-2].decode()

    def asks(self, text):
        self.say(*text.split())
        return self.hears()

    def shows(self, *texts):
        print(*[self.asks(text) for text in texts], sep=" | ")


a, b, c = Client(), Client(), Client()
# Strings and counters.
a.raw(b"set k 'two words'\r\nget k\r\n\r\nSTRLEN k\r\n")
print(a.hears(), a.hears(), a.hears())
a.shows("set k 1 nx", "set k 2 xx get", "incrby k 40", "decr k", "append k !",
        "incr k", "incrbyfloat f 1.25", "setrange k 4 x", "getrange k -2 -1",
        "mset x 1 y 2", "mget x none y", "getdel x", "exists x y")
# Many requests, answered in order.
a.raw(b"".join(b"*2\r\n$4\r\nincr\r\n$1\r\nn\r\n" for _ in range(5000)))
print([a.hears() for _ in range(5000)] == list(range(1, 5001)))
big = "v" * 300000
a.say("set", "big", big)
a.hears()
print(a.asks("get big") == big)
# Time.
print(a.asks("set t 1 ex 100"), 0 < a.asks("ttl t") <= 100)
a.shows("persist t", "ttl t", "expire t 0 gt",
        "pexpireat t 1", "get t", "setex t 0 x")
# Lists, and who waits for them.
b.say("blpop", "l", "m", 0)
while "blocked_clients:1" not in a.asks("info"):
    pass
a.shows("rpush m 1 2 3", "lrange m 0 -1", "linsert m before 3 x", "lrem m 0 2",
        "lmove m l left right", "lpos m 3", "blmpop 0 1 l left", "llen m")
print(b.hears())
b.say("brpoplpush", "l", "m", 0.01)
print(b.hears())
# Hashes and sets.
a.shows("hset h a 1 b 2", "hincrby h a 5", "hmget h a c b", "hdel h a c",
        "hgetall h", "hlen h")
a.shows("sadd s 1 2 3", "sadd r 3 4", "sinter s r", "sdiffstore d s r",
        "scard d", "sismember d 3", "srem r 3 4", "exists r")
print(sorted(a.asks("sunion s d")), len(a.asks("srandmember s -7")))
# Keys.
a.shows("type s", "type h", "type m", "rename s z", "type s", "copy z w",
        "scard w", "keys h*", "select 1", "dbsize", "swapdb 0 1", "scard w",
        "select 0", "flushdb", "randomkey")
for i in range(50):
    a.asks("set key%d x" % i)
seen, cursor = set(), "0"
while True:
    cursor, some = a.asks("scan %s count 7 match key*" % cursor)
    seen |= set(some)
    if cursor == "0":
        break
print(len(seen))
# Transactions.
a.shows("watch x", "multi", "set x 1", "incr x", "exec", "get x")
a.asks("watch x")
b.asks("set x 9")
a.shows("multi", "get x", "exec", "multi", "nonsense", "exec", "multi",
        "discard", "exec")
# Channels.
print(b.asks("subscribe one"), b.asks("psubscribe t*"), b.asks("get x"))
a.shows("publish one 1", "publish two 2", "publish none 3", "pubsub numsub one")
print(b.hears(), b.hears(), b.asks("unsubscribe"), b.asks("punsubscribe"))
a.asks("config set notify-keyspace-events KEl")
b.asks("psubscribe __key*")
a.shows("lpush q 1", "set s 1")
print(b.hears(), b.hears())
# A wrong kind, a wrong number, a wrong request.
a.shows("lpush x 1", "incr none x", "set x", "expire x 9999999999999999",
        "nonsense", "setrange x 536870912 y", "zadd z 1 1")
for data in (b"*1\r\nfoo\r\n", b"*3000000000\r\n", b"*1\r\n$2000000000\r\n",
             b"*1\r\n$x\r\n", b'set "k\r\n', b"x" * 70000,
             b"*2\r\n$3\r\nget\r\n$" + b"1" * 70000):
    c = Client()
    c.raw(data)
    print(c.hears(), "|", repr(c.hears()))
c = Client()
c.raw(b"POST / HTTP/1.1\r\nHost: a\r\n\r\nset x http\r\n")
print(repr(c.hears()), a.asks("get x"))
c = Client()
c.raw(b"*2\r\n$3\r\nget\r\n$1")  # and no more
a.asks("config set maxmemory 1")
a.shows("set x 1", "get x", "del x", "config set maxmemory 0", "set x 1", "quit")
server.send_signal(signal.SIGTERM)
print(server.stdout.read().split(",")[0], server.wait())
END
python3 talk.py
