/**
 * The help pages, by language and arguments ("fr check --help"). The build fills them in with commander's output
 * (scripts/cli/build.ts), because loading commander takes longer than starting Node; without a page here, commander prints it.
 */
export const helpPages: Readonly<Record<string, string>> = {}
