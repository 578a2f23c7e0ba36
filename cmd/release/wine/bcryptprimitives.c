// Go reads randomness from this library of Windows, which Wine 8 has not.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(void *to, ULONG n); // RtlGenRandom

__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *to, SIZE_T n) { return SystemFunction036(to, (ULONG)n); }
