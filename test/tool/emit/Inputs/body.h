{ yield(); return n; }
