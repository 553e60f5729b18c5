// SPDX-License-Identifier: MIT
// explore.h: CSP_EXPLORE: the program, again and again, until a run fails.
#ifndef CSP_RUNTIME_EXPLORE_H
#define CSP_RUNTIME_EXPLORE_H

// `text` is n, "n,random", "n,pct" or "n,dfs". Runs this program up to n times
// in children, each with choices of its own (choice.h). Keeps the first run
// that fails, shortened, and tells it. Ends the process, with that run's status
// or 0; returns, what the text must be, only if it is no good.
const char *cspi_explore(const char *text);

#endif
