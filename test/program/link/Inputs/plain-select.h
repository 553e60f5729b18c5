#define CSP_NO_SHORT_NAMES
#include <csp.h>
int plain_select(csp_chan(int) c);
