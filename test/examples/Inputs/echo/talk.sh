# Many clients of Python's at once, one of them with a megabyte; then the end.
cat >talk.py <<'EOF'
import os, signal, socket, subprocess, threading
server = subprocess.Popen([os.environ["PROGRAM"]], stdout=subprocess.PIPE,
                          encoding="utf-8")
host, port = server.stdout.readline().split()[-1].split(":")


def connect():
    return socket.create_connection((host, int(port)))


clients = [connect() for _ in range(50)]
for n, client in enumerate(clients):
    client.sendall(b"%d" % n)
print(sum(client.recv(10) == b"%d" % n for n, client in enumerate(clients)))
big, block = connect(), bytes(range(256)) * 4096
thread = threading.Thread(
    target=lambda: (big.sendall(block), big.shutdown(socket.SHUT_WR)))
thread.start()
print(big.makefile("rb").read() == block)
thread.join()
server.send_signal(signal.SIGTERM)
print({client.recv(10) for client in clients})
print(server.stdout.read().strip(), server.wait())
EOF
python3 talk.py
