static int from_header(int n) { yield(); return n; }
