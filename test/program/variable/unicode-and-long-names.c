// RUN: %program %s
// Names with letters outside ASCII and very long names work, in code and in
// what is sent.
#include <csp.h>
#include <stdio.h>

static int größe_der_Öffnung(int ñ)
{
    int π = 3;
    yield();
    return ñ * π;
}

int main(void)
{
    int a_name_of_more_than_sixty_four_letters_that_C_still_tells_from_others_1 = 1;
    int a_name_of_more_than_sixty_four_letters_that_C_still_tells_from_others_2 = 2;
    yield();
    printf("%d %d %d «%s»\n", größe_der_Öffnung(4),
           a_name_of_more_than_sixty_four_letters_that_C_still_tells_from_others_1,
           a_name_of_more_than_sixty_four_letters_that_C_still_tells_from_others_2,
           "Grüße"); // OUT: 12 1 2 «Grüße»
    return 0;
}
