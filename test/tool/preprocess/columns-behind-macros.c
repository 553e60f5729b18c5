// RUN: %cspcc --dump=places %s | %check --match-full-lines
// RUN: env CSPCC_CC=%gcc %cspcc --dump=places %s | %check --match-full-lines
// REQUIRES: gcc
// Behind a macro of the user's, and in its arguments, each token has its own
// column; what the macro made has that of its name.
#include <csp.h>
#define SQ(x) ((x) * (x))
#define LINE int y; int z
#define NONE
#define CASE(x) case 3: case x
int f(int x, int y);
int v = SQ(3) + sizeof(f(1, SQ(2))) + sizeof(f(4, 1));
// CHECK: int@1 v@5 =@7 (@9 (@12 3@12 )@9 *@9 (@12 3@12 )@9 )@9 +@15 sizeof@17 (@23 f@24 (@25 1@26 ,@27 (@29 (@32 2@32 )@29 *@29 (@32 2@32 )@29 )@29 )@34 )@35 +@37 sizeof@39 (@45 f@46 (@47 4@48 ,@49 1@51 )@52 )@53 ;@54
LINE; NONE int x NONE = 2; int y2 = SQ(sizeof f(2, 3)) + 1;
// CHECK: int@1 y@1 ;@5 int@7 z@7 ;@7 int@12 x@16 =@23 2@25 ;@26 int@28 y2@32 =@35 (@37 (@40 sizeof@40 f@47 (@48 2@49 ,@50 3@52 )@53 )@37 *@37 (@40 sizeof@40 f@47 (@48 2@49 ,@50 3@52 )@53 )@37 )@37 +@56 1@58 ;@59
void g(int n) { switch (n) { CASE(8): v = SQ(n); break; } }
// CHECK: void@1 g@6 (@7 int@8 n@12 )@13 {@15 switch@17 (@24 n@25 )@26 {@28 case@30 3@30 :@30 case@30 8@35 :@37 v@39 =@41 (@43 (@46 n@46 )@43 *@43 (@46 n@46 )@43 )@43 ;@48 break@50 ;@55 }@57 }@59
