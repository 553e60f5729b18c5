cat >site.py <<'END'
import http.server, os, re, subprocess, threading, time

PAGES = {
    "/": """<!-- <a href="/comment"> --><a href="a.html">a</a> <A HREF='sub/'>
<img src=pic alt="x>y"> <a class=x href="./sub/../a.html#part">again</a> <a href="mailto:x">
<script>"<a href='/script'>"</script><a href="gone?a=1&amp;b=2"><a href="">
<a href="flaky"> <a href="moved"> <a href="http://127.0.0.2:1/there"> <a href>""",
    "/a.html": "<a href=../../.././a.html> <a href='//127.0.0.3/x'> <a href='slow'",
    "/sub/": "<a href='deep'>",
    "/sub/deep": "<a href='deeper'>",
    "/sub/deeper": "the end",
    "/pic": "",
}
asked, most, now = {}, 0, 0
lock = threading.Lock()


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        global most, now
        with lock:
            asked[self.path] = asked.get(self.path, 0) + 1
            now += self.path != "/slow"  # which the client does not wait for
            most = max(most, now)
        status, body = 200 if self.path in PAGES else 404, PAGES.get(self.path, "")
        if self.path == "/slow":
            time.sleep(4)
        if self.path == "/flaky":
            status = 503 if asked["/flaky"] < 3 else 200
        if self.path == "/moved":
            status = 302
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/sub/deep")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with lock:
            now -= self.path != "/slow"
        try:
            self.wfile.write(body.encode())
        except OSError:
            pass

    def log_message(self, *args):
        pass


site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
site.daemon_threads = True
threading.Thread(target=site.serve_forever, daemon=True).start()
here = "http://127.0.0.1:%d" % site.server_port


def crawl(*args):
    done = subprocess.run([os.environ["PROGRAM"], *args], encoding="utf-8",
                          stdout=subprocess.PIPE)
    lines = [re.sub(r" +\d+ ms +", " ", line.replace(here, "")) for line
             in done.stdout.splitlines()]
    print("\n".join(sorted(lines[:-1])))
    print(re.sub(r", [\d.]+ s", "", lines[-1]), done.returncode)


crawl("-p", "3", "-t", "1.5", "-r", "2", "-d", "3", here.upper().replace("HTTP", "http"))
print("asked:", sorted(path for path in asked if asked[path] > 1), most <= 3)
crawl("-d", "0", here + "/sub/../")
crawl("-T", "0.1", "-r", "9", "http://127.0.0.2:1")
END
exec python3 site.py
