cat >talk.py <<'EOF'
import os, signal, socket, subprocess
server = subprocess.Popen([os.environ["PROGRAM"]], stdout=subprocess.PIPE,
                          encoding="utf-8")
port = int(server.stdout.readline().split(":")[-1])


class Client:
    def __init__(self, name):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.lines = self.socket.makefile("r", encoding="utf-8")
        self.say(name)

    def say(self, text):
        self.socket.sendall(text.encode() + b"\n")

    def hears(self):
        return self.lines.readline().strip()

    def until(self, text):
        line = self.hears()
        while line != text:
            if not line:
                return "nothing"
            line = self.hears()
        return line


ann = Client("ann")
print(ann.hears())
bob = Client("bob")
print(bob.hears(), "|", ann.hears())
eve = Client("bob")
print(eve.hears(), "|", repr(eve.hears()))
bob.say("hello\r")
print(ann.hears())
bob.say("/join den")
print(ann.hears(), "|", bob.hears())
bob.say("nobody")
ann.say("/who")
print(ann.hears())
ann.say("/dance")
print(ann.hears())
bob.say("/join lobby")
print(bob.hears(), "|", ann.hears())
bob.say("/quit")
print(ann.hears(), "|", repr(bob.hears()))

# One that reads nothing, and two that go on.
slow = Client("slow")
ann.until("* slow is here")
carl = Client("carl")
print(ann.until("* carl is here"), "|", carl.hears())
said = 0
while True:
    carl.say("x" * 900)
    said += 1
    line = ann.hears()
    if line == "* slow was too slow":
        break
    assert line == "carl: " + "x" * 900 and said < 20000, line
print("slow was dropped")
server.send_signal(signal.SIGTERM)
print(ann.until("never"), "|", carl.until("never"))
print(server.stdout.read().strip(), server.wait())
EOF
python3 talk.py
