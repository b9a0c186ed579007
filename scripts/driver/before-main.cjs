// Loaded into Electron before the app. Playwright asks main by way of its debugger, which interrupts whatever runs, and looks at
// `performance` for each question. Node loads that at its first use: a question in the middle of it found an empty module, which then
// stayed `performance` for this process, and with it everything that needs it, such as the pages' protocol. So it is loaded first.
void globalThis.performance
