# Three clients at once, of which one hangs up; then the end by a signal.
cat >talk.py <<'EOF'
import os, signal, socket, subprocess
server = subprocess.Popen([os.environ["PROGRAM"]], stdout=subprocess.PIPE,
                          encoding="utf-8")
port = int(server.stdout.readline().split()[1])
clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
for client, text in zip(clients, (b"one", b"two", b"three")):
    client.sendall(text)
for client in clients:
    print(client.recv(10).decode())
clients[0].close()
server.send_signal(signal.SIGTERM)
print("end:", clients[1].recv(10), clients[2].recv(10))
print(server.stdout.read().strip(), server.wait())
EOF
python3 talk.py
