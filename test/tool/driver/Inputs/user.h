enum { user };
