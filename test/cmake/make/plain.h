#pragma once
int plain(int n);
