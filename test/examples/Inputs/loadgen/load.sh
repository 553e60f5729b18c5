"$CSPCC" -O1 "$INPUTS/../../../../examples/httpd.c" -lcsphttp -o httpd || exit 1
mkdir site && echo hello >site/a.txt
cat >talk.py <<'END'
import os, re, signal, subprocess
server = subprocess.Popen(["./httpd", "-q", "site"], stdout=subprocess.PIPE,
                          encoding="utf-8")
where = server.stdout.readline().split()[-1]


def load(*args):
    done = subprocess.run([os.environ["PROGRAM"], *args], encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    rows = {line.split()[0]: line.split()[1:]
            for line in done.stdout.splitlines()[1:]}
    numbers = [float(number) for number in rows["all"]]
    spread = [numbers[3]] + numbers[5:]
    print(rows["all"][0], "rising" if spread == sorted(spread) else spread)
    done.rows = rows
    return done


done = load("-q", "-u", "10", "-n", "300", where, "/a.txt*2", "/none")
many, few = int(done.rows["/a.txt"][0]), int(done.rows["/none"][0])
print(many > few > 0, done.rows["all"][1] == str(few), "404 Not Found: %d" % few in done.stdout)
done = load("-u", "2000", "-n", "4000", "-d", "60", "-w", "0.5-1", "-o",
            "report.html", where, "/a.txt")
memory = int(re.search(r"at most (\d+) KiB", done.stdout)[1])
plain = os.environ.get("CSP_TEST_VARIANT", "plain") == "plain"
print(done.rows["all"][1], "failed")
print("little memory:", not plain or memory < 20000 or memory)
with open("report.html", encoding="utf-8") as file:
    report = file.read()
print([report.count(word) for word in ("<tr>", "<svg", "</svg>", "<polyline")],
      "<tr><td>/a.txt<td>    4000<td>       0" in report)
server.send_signal(signal.SIGTERM)
print(server.wait())
done = load("-q", "-u", "2", "-n", "2", where, "/<b>")
print("Connection refused: 2" in done.stdout, done.stderr, done.returncode)
done = subprocess.run([os.environ["PROGRAM"], "-n", "2", "http://" + where + "/"],
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print(done.returncode)
END
python3 talk.py
