/** English; `fr.ts` has the same keys, which the compiler checks. Texts are ICU messages. */
export const en = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Sandbox',

  'state.starting': 'Looking…',
  'state.held': 'Token not saved yet',
  'state.blocked': 'Something stands in the way',
  'state.missing': 'No token yet',
  'state.refused': 'Gazelle refuses the token',
  'state.expired': 'The token has expired',
  'state.expiring': 'The token ends soon',
  'state.valid': 'All is well',
  'state.unconnected': 'Not connected to Supabase',

  'now.starting': 'Reading the row in Supabase.',
  'now.held': 'A token was found and is kept here. It will be saved as soon as possible.',
  'now.blocked': 'The row could not be read.',
  'now.missing': 'Sign in to Gazelle once; the token is then saved by itself.',
  'now.refused': 'Your programs get error 401. Sign in to Gazelle to get a new token.',
  'now.expired': 'Your programs get error 401. Sign in to Gazelle to get a new token.',
  'now.expiring': 'Sign in to Gazelle when it suits you, to get a new one.',
  'now.valid': 'Your programs can reach Gazelle.',
  'now.unconnected': 'No Supabase project has been set up on this computer.',
  'now.checking': 'Checking…',
  'now.trying': 'Trying the token on Gazelle…',
  'now.saving': 'Saving the token in Supabase…',

  'days.left': '{days, plural, =0 {Less than a day left} one {# day left} other {# days left}}',
  'days.assumed': 'Gazelle does not say how long it lasts; 30 days are assumed.',
  'days.never': 'Does not expire',
  'days.over': 'Expired',
  'days.number': '{days, number}',
  'days.unit': '{days, plural, one {day left} other {days left}}',

  'fact.token': 'Token',
  'fact.checked': 'Checked',
  'fact.until': 'Valid until',
  'fact.until.stated': '{date}',
  'fact.until.assumed': 'about {date}',
  'fact.header.bearer': 'bearer',
  'fact.header.api-key': 'API key',

  'do.sign-in': 'Sign in to Gazelle',
  'do.show-sign-in': 'Show the sign-in window',
  'do.check': 'Check now',
  'do.save-held': 'Save it now',
  'do.open': 'Open Gazelle Keeper',
  'do.quit': 'Quit',
  'do.reload': 'Reload',
  'do.cancel': 'Cancel',

  'secrets.memory':
    'This computer has no keychain that is open. What Gazelle Keeper must remember is forgotten when it quits.',

  'problem.supabase.unavailable':
    'Supabase cannot be reached. Check the internet connection; this is tried again by itself.',
  'problem.supabase.wrong-key': 'Supabase does not know this key. Copy it again from the project’s API settings.',
  'problem.supabase.secret-key-refused':
    'Supabase refused the secret key because it looked as if a browser sent it. Update Gazelle Keeper, or use the publishable key.',
  'problem.supabase.bad-password': 'Supabase does not accept this e-mail and password.',
  'problem.supabase.session-lost': 'The sign-in to Supabase has ended. Sign in to Supabase again.',
  'problem.supabase.table-missing': 'The table is missing in Supabase. Run the migration in its SQL editor.',
  'problem.supabase.function-missing': 'A function is missing in Supabase. Run the migration in its SQL editor.',
  'problem.supabase.row-hidden': 'This Supabase user may not see the row. Add the user to system_settings_members.',
  'problem.supabase.write-denied': 'This Supabase user may not write the row. Add the user to system_settings_members.',
  'problem.supabase.unexpected-answer':
    'Supabase answered in a way that was not understood. Check the project’s address.',
  'problem.gazelle.unauthorized': 'Gazelle did not accept the token that was found.',
  'problem.gazelle.forbidden': 'Gazelle knows the token, but it may not read clients. Sign in as a user who may.',
  'problem.gazelle.rate-limited': 'Gazelle asks for a pause. This is tried again by itself.',
  'problem.gazelle.unavailable': 'Gazelle cannot be reached. This is tried again by itself.',
  'problem.gazelle.unexpected-answer':
    'Gazelle answered in a way that was not understood. This is tried again by itself.',
  'problem.row': 'The row does not hold a token in a known form. Nothing was changed; correct it in Supabase.',
  'problem.row.field': 'The field “{field}” in the row is not understood. Nothing was changed; correct it in Supabase.',
  'problem.keeper': 'Gazelle Keeper made a mistake ({what}). Please report it.',

  'sign-in.title': 'Sign in to Gazelle',
  'sign-in.loading': 'Gazelle’s page is loading.',
  'sign-in.waiting': 'Sign in as you always do. The token is picked up by itself; your password is not seen.',
  'sign-in.password-refused': 'Gazelle did not accept that. Check the e-mail and the password, and try again.',
  'sign-in.quiet': 'Nothing has come from Gazelle for a while. Finish signing in, or reload the page.',
  'sign-in.unreachable': 'Gazelle’s page does not load. Check the internet connection, then reload.',
  'sign-in.token-refused': 'Gazelle sent a token but does not accept it. Reload the page, or sign out and in again.',
  'sign-in.working': 'Token found. It is being tried and saved.',
  'sign-in.held':
    'Token found, but it could not be saved yet. It is kept and will be saved; you can close this window.',
  'sign-in.done': 'Done. The token is saved; this window closes by itself.',
  'sign-in.cancelled': 'The sign-in window was closed before a token came. Nothing was changed.',

  'notify.sign-in.title': 'Gazelle needs you to sign in',
} as const
