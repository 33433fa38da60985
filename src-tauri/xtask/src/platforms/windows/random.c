/* Wine 8 lacks bcryptprimitives.dll: its one function that Rust needs, by the older function that Wine has. */
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
