/* SPDX-License-Identifier: MIT
 * park.pml with turns that become longer. */
#define MEASURES
#include "park.pml"
