/** The words of the help, English; `help.fr.ts` has the same keys. Apart, so that the help loads nothing else. */
export const en = {
  'help.about': 'Keeps one Gazelle token alive in one row of a Supabase table.',
  'help.status': 'show the token’s state, age, time left and last writer',
  'help.check': 'show the status, and renew the token if due (for schedulers)',
  'help.renew': 'renew the token now, if due',
  'help.test': 'ask Gazelle whose token it is: company, clients, response time',
  'help.set': 'save a token from stdin or a hidden prompt, in any copied format',
  'help.sign-in': 'sign in to Supabase with an emailed code (users without a password)',
  'help.sql': 'print the migration for Supabase’s SQL editor',
  'help.doctor': 'check the whole setup, line by line, with what to do about problems',
  'help.watch': 'keep the token alive in the foreground (for servers)',
  'help.run': 'run a program with a fresh token in GAZELLE_ACCESS_TOKEN',
  'help.run.command': 'the program and its arguments',
  'help.option.json': 'print the answer as JSON',
  'help.option.quiet': 'print nothing unless something is wrong',
  'help.option.config': 'read the configuration from this file',
  'help.option.force': 'renew even if the token is still good',
  'help.option.save-within': 'stay up to this many seconds to save a token Supabase cannot take yet (120)',
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
    'The configuration is read from the environment, or from .env in this folder:\n  SUPABASE_URL, SUPABASE_KEY\n  SUPABASE_EMAIL, SUPABASE_PASSWORD           optional\n  GAZELLE_CLIENT_ID, GAZELLE_CLIENT_SECRET    optional\nor else from the desktop app, if its settings (General) allow it.\n\nExit codes: 0 OK, 1 bug, 3 someone must act, 4 temporary failure,\n  5 configuration missing or wrong, 64 usage error',
} as const

export type HelpKey = keyof typeof en
