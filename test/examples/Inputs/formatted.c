#include <csp.h>

coroutine int twice(chan_in(int) in, chan_out(int) out);

coroutine int twice(chan_in(int) in, chan_out(int) out) {
  int n = 0, v;
  bool ok;
  auto_chan(int) c = chan_make(int, 1);
  task(int) t = spawn(other(c));
  select {
  case_recv(in, &v, &ok):
    n += v;
    break;
  case_send(out, n):
    break;
  case_after(2 * CSP_S):
    return -1;
  default:
    break;
  }
  blocking n = read(0, &v, sizeof v);
  blocking { n = 3; }
  go twice(in, out);
  go { chan_send(out, n); }
  par {
    n = 1;
    v = 2;
  }
  par for (int i = 0; i < n; i++) chan_send(out, i);
  if (n)
    go twice(in, out);
  return join(t);
}
