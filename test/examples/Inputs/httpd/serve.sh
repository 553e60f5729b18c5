mkdir -p site/sub/list site/.git site/.well-known && cd site || exit 1
printf 'hello\n' >a.txt
printf '<p>' >sub/index.html
printf 'x' >'sub/list/a & <b>.css'
printf 'secret' >.git/x
printf 'known' >.well-known/x
ln -s ../../../../../../../../../../etc/passwd link
ln -s sub inside
mkfifo fifo
: >empty
cd ..
cat >talk.py <<'END'
import os, resource, signal, socket, subprocess
big = bytes(range(256)) * 40000
with open("site/big.bin", "wb") as file:
    file.write(big)
os.utime("site/a.txt", (784111777, 784111777))
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
server = subprocess.Popen([os.environ["PROGRAM"], "-i", "site"],
                          stdout=subprocess.PIPE, encoding="utf-8")
where = server.stdout.readline().split()[-1]
host, port = where.split(":")


def curl(*words):
    done = subprocess.run(["curl", "-s", "--path-as-is", *words], check=True,
                          stdout=subprocess.PIPE)
    return done.stdout.decode("latin-1").replace("\r", "")


def say(path, *words):
    """The status, and the bytes of the body, each path's on a line."""
    print(*words, path[:30], curl(
        *words, "-o", "body", "-w", "%{http_code} %{size_download}",
        where + path))


def request(path):
    sock = socket.create_connection((host, int(port)))
    sock.sendall(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path)
    return sock


print(curl("-w", " %{http_code} %{content_type} %{num_connects}\n",
           *(where + path for path in ("/a.txt", "/sub/", "/empty"))))
for path in ("/", "/.git/x", "/.well-known/x", "/../../etc/passwd", "/link",
             "/inside/", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
             "/sub/../a.txt", "/a.txt%00", "/%zz", "/fifo", "/a.txt/",
             "//a.txt", "/none", "/" + 5000 * "a", "/" + 20000 * "a"):
    say(path)
print(curl(where + "/sub/list/"))
print(curl("-o", "body", "-w", "%{redirect_url}", where + "/sub?a=b")
      .replace(where, "WHERE"))

tag = [line for line in curl("-I", where + "/a.txt").splitlines()
       if line.startswith("ETag: ")][0][6:]
date, later = "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:38 GMT"
for words in (("Range: bytes=1-3",), ("Range: bytes=4-",), ("Range: bytes=-2",),
              ("Range: bytes=0-99",), ("Range: bytes=6-",),
              ("Range: bytes=-0",), ("Range: bytes=3-1",), ("Range: x=0-1",),
              ("Range: bytes=0-1,3-4",), ("If-None-Match: TAG",),
              ("If-None-Match: W/TAG, x",), ('If-None-Match: "x"',),
              ("If-None-Match: *",), ("If-Match: TAG",), ('If-Match: "x"',),
              ("If-Modified-Since: " + date,), ("If-Modified-Since: junk",),
              ("If-Modified-Since: Sunday, 06-Nov-94 08:49:36 GMT",),
              ("If-Modified-Since: Sun Nov  6 08:49:37 1994",),
              ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT",),
              ("If-Range: TAG", "Range: bytes=1-3"),
              ('If-Range: "x"', "Range: bytes=1-3"),
              ("If-Range: " + date, "Range: bytes=1-3"),
              ("If-Range: " + later, "Range: bytes=1-3")):
    args = [arg for word in words
            for arg in ("-H", word.replace("TAG", tag))]
    print(*words, "->", curl("-w", "%{http_code}", *args,
                             where + "/a.txt").replace("\n", "."))
# What has changed just now may change again within the second of its date.
os.utime("site/a.txt", (4e9, 4e9))
print("has a date:", "Last-Modified" in curl("-I", where + "/a.txt"))
print(curl("-w", "%{http_code}", "-H", "Range: bytes=1-3", "-H",
           "If-Range: Tue, 02 Oct 2096 07:06:40 GMT", where + "/a.txt"))
print(curl("-X", "POST", "-d", "x", where + "/"), end="")
curl("-o", "body", where + "/big.bin")
with open("body", "rb") as file:
    print("whole:", file.read() == big)

lazy = request(b"/big.bin")  # and does not read
idle = [socket.create_connection((host, int(port))) for _ in range(min(1000, most - 50))]
print("beside a lazy one:", curl(where + "/a.txt"), end="")
for sock in idle:
    sock.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
print({sock.recv(15) for sock in idle})
for sock in idle:
    sock.close()
server.send_signal(signal.SIGTERM)
body = lazy.makefile("rb").read()
print("in whole:", body[-len(big):] == big)
log = server.stdout.read()
print(server.wait(), log.count("\n") - len(idle), "others")
print(log.splitlines()[0][:9], log.splitlines()[0].split("] ")[1][:30])
server = subprocess.Popen([os.environ["PROGRAM"], "site"], encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
where = server.stdout.readline().split()[-1]
server.stdout.close()
curl(where + "/a.txt")
print(server.stderr.readline(), curl(where + "/a.txt"), end="")
server.send_signal(signal.SIGTERM)
print(server.wait())
END
python3 talk.py
