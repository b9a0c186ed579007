/** English; `fr.ts` has the same keys, which the compiler checks. Texts are ICU messages. */
export const en = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Demo',

  'state.starting': 'Looking…',
  'state.held': 'Token not saved yet',
  'state.blocked': 'The token cannot be checked',
  'state.missing': 'No token yet',
  'state.refused': 'Gazelle refuses the token',
  'state.expired': 'The token has expired',
  'state.expiring': 'The token ends soon',
  'state.valid': 'All is well',
  'state.unconnected': 'Not connected to Supabase',
  'state.unreached': 'No connection right now',

  'now.starting': 'One moment.',
  'now.held': 'A token was found and is kept here. It will be saved as soon as possible.',
  'now.blocked': 'The token could not be read.',
  'now.missing': 'Sign in to Gazelle once; the rest happens by itself.',
  'now.refused': 'Your programs can no longer reach Gazelle. Sign in, and they work again.',
  'now.expired': 'Your programs can no longer reach Gazelle. Sign in, and they work again.',
  'now.expiring': 'Everything works. Sign in to Gazelle when it suits you, to get a new token.',
  'now.valid': 'Your programs can reach Gazelle.',
  'now.unconnected': 'No Supabase project has been set up on this computer.',
  'now.checking': 'Checking…',
  'now.trying': 'Trying the token on Gazelle…',
  'now.saving': 'Saving the token in Supabase…',
  'now.renewing': 'Getting a new token…',

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
  'do.renew': 'Renew now',
  'do.save-held': 'Save it now',
  'do.open': 'Open Gazelle Keeper',
  'do.quit': 'Quit',
  'do.reload': 'Reload',
  'do.cancel': 'Cancel',
  'do.close': 'Close',

  'secrets.memory':
    'This computer has no keychain that is open. What Gazelle Keeper must remember is forgotten when it quits.',

  'problem.supabase.unavailable':
    'Supabase cannot be reached. Check the internet connection; this is tried again by itself.',
  'problem.supabase.wrong-key':
    'Supabase does not know the key. Ask whoever looks after Supabase for the project’s key.',
  'problem.supabase.secret-key-refused':
    'Supabase took Gazelle Keeper for a browser and refused the secret key. Update Gazelle Keeper, or use the publishable key.',
  'problem.supabase.bad-password': 'Supabase does not accept this e-mail and password.',
  'problem.supabase.session-lost': 'The sign-in to Supabase has ended. Sign in to Supabase again.',
  'problem.supabase.table-missing':
    'Supabase is not prepared for the token yet. Ask whoever looks after Supabase to run Gazelle Keeper’s migration.',
  'problem.supabase.function-missing':
    'Supabase lacks a function that saves the token safely. Ask whoever looks after Supabase to run Gazelle Keeper’s migration.',
  'problem.supabase.row-hidden':
    'This Supabase user may not see the token. Ask whoever looks after Supabase to add the user to the table system_settings_members.',
  'problem.supabase.write-denied':
    'This Supabase user may not save the token. Ask whoever looks after Supabase to add the user to the table system_settings_members.',
  'problem.supabase.unexpected-answer':
    'What answered is not Supabase. Check the project’s address, and whether this network asks you to sign in.',
  'problem.supabase.email-not-confirmed':
    'The e-mail of the Supabase user is not confirmed. Open the link in the message that Supabase sent.',
  'problem.supabase.user-banned': 'This Supabase user has been blocked. Ask whoever looks after Supabase.',
  'problem.gazelle.unauthorized': 'Gazelle did not accept the token that was found.',
  'problem.gazelle.forbidden':
    'Gazelle knows the token, but its user may not read the clients. Sign in as a user who may.',
  'problem.gazelle.rate-limited': 'Gazelle asks for a pause. This is tried again by itself.',
  'problem.gazelle.unavailable': 'Gazelle cannot be reached. This is tried again by itself.',
  'problem.gazelle.unexpected-answer':
    'Gazelle answered in a way that was not understood. This is tried again by itself.',
  'problem.oauth.unexpected-answer':
    'Gazelle answered in a way that was not understood. This is tried again by itself.',
  'problem.oauth.answer-lost': 'Gazelle’s answer got lost on the way. This is tried again by itself.',
  'problem.oauth.not-sent': 'Gazelle cannot be reached. This is tried again by itself.',
  'problem.oauth.rate-limited': 'Gazelle asks for a pause. This is tried again by itself.',
  'problem.oauth.invalid-client':
    'Gazelle does not know this OAuth application. Ask whoever set it up to correct its id and secret.',
  'problem.oauth.invalid-grant': 'Gazelle does not renew this token any more. Sign in to Gazelle.',
  'problem.row':
    'The token in Supabase is not in a known form. Nothing was changed; ask whoever looks after Supabase to correct it.',
  'problem.row.field':
    'The field “{field}” of the token in Supabase is not understood. Nothing was changed; ask whoever looks after Supabase to correct it.',
  'problem.keeper': 'Gazelle Keeper made a mistake ({what}). Please report it.',

  'sign-in.title': 'Sign in to Gazelle',
  'sign-in.loading': 'Gazelle’s page is loading.',
  'sign-in.waiting': 'Sign in as you always do. The rest happens by itself; Gazelle Keeper never sees your password.',
  'sign-in.password-refused': 'Gazelle did not accept that. Check the e-mail and the password, and try again.',
  'sign-in.quiet': 'Nothing has come from Gazelle for a while. Finish signing in, or reload the page.',
  'sign-in.unreachable': 'Gazelle’s page does not load. Check the internet connection, then reload.',
  'sign-in.token-refused': 'Gazelle sent a token but does not accept it. Reload the page, or sign out and in again.',
  'sign-in.working': 'Found it. Trying and saving the token.',
  'sign-in.held':
    'Found it, but the token could not be saved yet. It is kept and will be saved; you can close this window.',
  'sign-in.done': 'Done. Your programs can reach Gazelle; this window closes by itself.',
  'sign-in.cancelled': 'The sign-in window was closed before a token came. Nothing was changed.',
  'sign-in.led-away':
    'Gazelle’s page wanted to open another site, which this window does not do. Sign in on Gazelle’s own page.',

  'notify.sign-in.title': 'Gazelle needs you to sign in',
} as const

export type MessageKey = keyof typeof en
export type Catalogue = Readonly<Record<MessageKey, string>>
