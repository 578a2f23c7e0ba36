// desk PROGRAM OUT IN [FILE]: starts a program as the desktop does, alone in a console of its own, with one file or
// none; what it says goes to OUT, what is typed comes from IN. Its exit code is the program's.
#define UNICODE
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

int wmain(int n, wchar_t **args) {
    static wchar_t line[4096];
    SECURITY_ATTRIBUTES inherit = {sizeof inherit, NULL, TRUE};
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION process;
    DWORD code = 250;
    if (n < 4) return 251;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdOutput = start.hStdError = CreateFileW(args[2], GENERIC_WRITE, FILE_SHARE_READ, &inherit, CREATE_ALWAYS, 0, NULL);
    start.hStdInput = CreateFileW(args[3], GENERIC_READ, FILE_SHARE_READ, &inherit, OPEN_EXISTING, 0, NULL);
    if (start.hStdOutput == INVALID_HANDLE_VALUE || start.hStdInput == INVALID_HANDLE_VALUE) return 252;
    _snwprintf(line, 4095, n > 4 ? L"\"%ls\" \"%ls\"" : L"\"%ls\"", args[1], n > 4 ? args[4] : L"");
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, CREATE_NEW_CONSOLE, NULL, NULL, &start, &process)) return 253;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
