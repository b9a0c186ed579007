/**
 * The help, page by page, by language and arguments ("fr check --help"). The build fills it in with what commander prints
 * for them (scripts/cli/build.ts), because to load commander takes longer than to start Node; here commander does it.
 */
export const helpPages: Readonly<Record<string, string>> = {}
