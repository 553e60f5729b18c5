#include <csp.h>
int a; /* of several
 * lines */ int b;
#define EMPTY
EMPTY int c; /* its first
                line is not */ int d;
/* Twelve


   lines
   of


   it


   .
 */
int e;
