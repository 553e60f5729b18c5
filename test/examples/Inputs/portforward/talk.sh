# A server of Python's behind it, that answers when it has heard all.
cat >talk.py <<'EOF'
import os, signal, socket, subprocess, threading
target = socket.create_server(("127.0.0.1", 0))


def forward(to):
    command = [os.environ["PROGRAM"], "127.0.0.1:0", "127.0.0.1:%d" % to]
    child = subprocess.Popen(command, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, encoding="utf-8")
    return child, int(child.stdout.readline().split(":")[-1])


def serve():
    for _ in range(20):
        peer = target.accept()[0]
        peer.sendall(peer.makefile("rb").read()[::-1])
        peer.close()


def ask(port, block):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(block)
    client.shutdown(socket.SHUT_WR)
    return client.makefile("rb").read()


child, port = forward(target.getsockname()[1])
threading.Thread(target=serve).start()
blocks = [bytes(range(256)) * (n * n * 64) for n in range(20)]
print(sum(ask(port, block) == block[::-1] for block in blocks))
target.close()
print(ask(port, b""))
child.send_signal(signal.SIGTERM)
out, err = child.communicate()
print(out.strip(), child.returncode, "Connection refused" in err)
EOF
python3 talk.py
