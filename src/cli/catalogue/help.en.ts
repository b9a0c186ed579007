/** The words of the help, English; `help.fr.ts` has the same keys. Apart, so that the help loads nothing else. */
export const en = {
  'help.about': 'Keeps one Gazelle token alive, in one row of Supabase.',
  'help.status': 'how the token is: state, age, time left, by whom last written',
  'help.check': 'status, and renewal if it is due: what a scheduler runs',
  'help.renew': 'renew the token now if it is due',
  'help.test': 'ask Gazelle who answers to the token: company, clients, time taken',
  'help.set': 'save a token, typed at a hidden prompt or given on stdin, in any form it can be copied in',
  'help.sign-in': 'sign in to Supabase by a code from a message, where the user has no password',
  'help.sql': 'print the migration for Supabase’s SQL editor',
  'help.doctor': 'try everything, one line each, and say what helps',
  'help.watch': 'keep the token in the foreground, for servers',
  'help.run': 'run a program with a fresh token in GAZELLE_ACCESS_TOKEN',
  'help.run.command': 'the program and its arguments',
  'help.option.json': 'answer in JSON',
  'help.option.quiet': 'say nothing unless something is wrong',
  'help.option.config': 'take the configuration from this file of variables',
  'help.option.force': 'renew although the token still lives',
  'help.option.member': 'print the SQL that lets this Supabase user read and write the token',
  'help.option.help': 'show this help',
  'help.option.version': 'show the version',
  'help.title.Usage': 'Usage:',
  'help.title.Options': 'Options:',
  'help.title.Commands': 'Commands:',
  'help.title.Arguments': 'Arguments:',
  'help.usage.options': '[options]',
  'help.usage.command': '[command]',
  'help.usage.program': '<program> [arguments...]',
  'help.after':
    'The configuration comes from the environment, or from a file .env in the working folder:\n  SUPABASE_URL  SUPABASE_KEY  [SUPABASE_EMAIL  SUPABASE_PASSWORD]  [GAZELLE_CLIENT_ID  GAZELLE_CLIENT_SECRET]\nor else from the desktop app on this computer, where its settings (General) allow it.\n\nExit codes: 0 fine, 3 a person is needed, 4 a fault that passes, 5 configuration missing or wrong, 64 usage',
} as const

export type HelpKey = keyof typeof en
