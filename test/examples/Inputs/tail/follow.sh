cat >follow.py <<'EOF'
import os, signal, subprocess


def append(name, text, mode="a"):
    with open(name, mode, encoding="utf-8") as file:
        file.write(text)


append("a.log", "x" * 3000 + "\nlast\n")
tail = subprocess.Popen([os.environ["PROGRAM"], "a.log", "./b.log"],
                        stdout=subprocess.PIPE, encoding="utf-8")


def show(lines=1):
    for _ in range(lines):
        print(tail.stdout.readline().rstrip("\n"))


show(2)
append("a.log", "one\ntw")
show()
append("a.log", "o\n")
show()
append("b.log", "made\n")
show(2)
os.rename("b.log", "b.old")
append("b.log", "new\n")
show()
append("b.tmp", "by rename\n")
os.rename("b.tmp", "b.log")
show()
append("a.log", "", "w")
append("a.log", "cut\n")
show(2)
tail.send_signal(signal.SIGTERM)
print(repr(tail.stdout.read()), tail.wait())
EOF
python3 follow.py 2>/dev/null
