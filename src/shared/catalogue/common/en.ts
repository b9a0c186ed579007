/** English; `fr.ts` has the same keys, which the compiler checks. Texts have `{names}` to fill in, and nothing else of ICU's. */
export const en = {
  'state.clock-wrong': 'This computer’s clock is wrong',

  'now.clock.ahead':
    'It is {amount} fast. Please correct it: signing in depends on it. Until then, the servers’ time is used.',
  'now.clock.behind':
    'It is {amount} slow. Please correct it: signing in depends on it. Until then, the servers’ time is used.',
  'now.retries': 'Gazelle Keeper will try again automatically.',

  'code.failure.no-such-user':
    'The project has no user with this email. Ask whoever manages your Supabase project to add one.',
  'code.failure.bad-email': 'This is not an email address.',
  'code.failure.too-soon': 'Supabase cannot send any more emails for now. Try again in a few minutes.',
  'code.failure.too-soon.wait': 'Wait {seconds} s before asking for another code.',
  'code.failure.mail-not-allowed':
    'Supabase is not allowed to email this address. Use a password, or set up an email service in the project.',
  'code.failure.mail-not-sent': 'The project’s email service failed. Use a password, or try again later.',
  'code.failure.email-sign-in-off':
    'The project does not let users sign in by email. Ask whoever manages your Supabase project.',
  'code.failure.captcha-needed':
    'The project requires a captcha, which cannot be shown here. Ask whoever manages your Supabase project.',
  'code.failure.not-a-code': 'That is neither a code nor the link from the email.',
  'code.failure.code-refused': 'Supabase rejected this code: it is wrong, has expired or was already used.',

  'check.reachable': 'Connection to Supabase',
  'check.key-accepted': 'Key',
  'check.signed-in': 'Supabase user',
  'check.table-there': 'Table',
  'check.row-readable': 'Reading the token',
  'check.swap-function-there': 'Saving function',
  'check.row-writable': 'Saving the token',
  'check.other-columns-fine': 'Other columns',
  'check.no-bypass': 'Access by others',
  'check.clock-agrees': 'Clock',
  'check.kind.name-unknown': 'No server was found at this URL. Check the spelling.',
  'check.kind.not-reached': 'Supabase cannot be reached. Check the internet connection.',
  'check.kind.timed-out': 'Supabase took too long to answer. Check the internet connection.',
  'check.kind.certificate': 'The server cannot prove its identity. Ask whoever manages your network.',
  'check.kind.paused': 'The project is paused. Open it in Supabase and press Restore.',
  'check.kind.not-supabase': 'The server that answered is not Supabase.',
  'check.kind.wrong-key': 'The project does not recognize this key. Copy it again from Supabase.',
  'check.kind.other-project': 'The key belongs to another project. Copy this project’s key.',
  'check.kind.secret-key-refused':
    'Supabase rejects the secret key when it comes from this app. Use the publishable key.',
  'check.kind.secret-key': 'This is a secret key, which gives access to everything. A publishable key is safer.',
  'check.kind.sign-in-needed': 'With this key, a Supabase user must be signed in.',
  'check.kind.bad-password': 'Supabase does not accept this email and password.',
  'check.kind.email-not-confirmed': 'The email is not confirmed. Open the link in the message from Supabase.',
  'check.kind.user-banned': 'This user has been blocked. Sign in as another user.',
  'check.kind.session-lost': 'Your session has ended. Sign in again.',
  'check.kind.no-user-needed': 'This key needs no user.',
  'check.kind.table-missing': 'The table does not exist yet. The migration creates it.',
  'check.kind.column-missing': 'The table lacks a column. Add it in Supabase.',
  'check.kind.updated-at-missing': 'The table has no column updated_at. The migration adds it.',
  'check.kind.no-row-yet': 'The table holds no token yet; your first sign-in to Gazelle will add one.',
  'check.kind.row-hidden': 'Supabase does not give access to the token.',
  'check.kind.empty-or-hidden':
    'Either there is no token or this user cannot see it. The migration lets Gazelle Keeper tell which.',
  'check.kind.open-to-everyone': 'Anyone with the key can read the token. The migration restricts access.',
  'check.kind.several-rows': 'There are several rows with this key. Delete all but one.',
  'check.kind.function-missing': 'A function needed to save the token safely is missing. The migration adds it.',
  'check.kind.write-denied': 'Supabase does not allow the token to be saved.',
  'check.kind.value-not-jsonb':
    'The column value must be of type jsonb. Change its type in Supabase (the migration stops and gives the line to run).',
  'check.kind.column-in-the-way':
    'A column of the table requires a value, or does not accept the one it gets. Correct the column in Supabase.',
  'check.kind.row-not-understood': 'The row does not hold a token in a recognized format. Correct it in Supabase.',
  'check.kind.times-not-understood':
    'The token can be used, but a field of the row does not hold a recognized value and is ignored.',
  'check.kind.taken-for-key':
    'The token has fewer than 50 characters. Programs that take such a token for an API key send it in the wrong header, and Gazelle rejects it.',
  'check.kind.bypass-open': 'Anyone with the key can read the token in another way.',
  'check.kind.bypass-possible': 'The migration does not protect everything that may show the token.',
  'check.kind.migration-older': 'There is a newer migration, which protects the token better. Run it again.',
  'check.kind.clock-not-told': 'Supabase did not report its time.',
  'check.fact.missing': 'Missing: {columns}.',
  'check.fact.columns': 'Other columns: {columns}.',
  'check.fact.field': 'Unexpected value in the field {field}.',
  'check.fact.open': 'Open: {names}.',
  'check.fact.possible': 'To be reviewed: {names}.',
  'check.fact.code': 'Code: {code}.',

  'paste.refused.empty': 'The clipboard is empty. Copy the token first.',
  'paste.refused.unknown-form': 'There is no token in the clipboard. Copy the token itself, or the request as cURL.',
  'paste.refused.too-long': 'That is too much text. Copy only the one request to Gazelle.',
  'paste.refused.other-row': 'That is a different row ({key}). Copy the one that holds the token.',
  'paste.refused.bad-row': 'The JSON does not contain a token in a recognized format.',
  'paste.refused.bad-row.field': 'The field “{field}” in the JSON has an unexpected value.',
  'paste.refused.other-host': 'This is a request to {host}, not to Gazelle. Nothing was imported.',
  'paste.refused.unknown-host':
    'The request does not say where it is going. Copy the whole request, or just the token.',
  'paste.refused.unreadable': 'Only part of it was copied. Copy the whole text again.',
  'paste.refused.broken':
    'The token is broken over several lines or has a space in it. Copy the token again, in one piece.',
  'paste.refused.no-token-in-request':
    'This request contains no token. Choose one sent to gazelleapp.io/graphql/private.',
  'paste.refused.token-left-out':
    'The browser left the token out of this HAR file. Allow sensitive data in the developer tools (Settings > Network) and export the HAR file “with sensitive data”, or copy the request as cURL.',
  'paste.refused.several-tokens': 'The text contains several tokens. Copy only one request.',
  'paste.refused.masked': 'The token is masked with dots or asterisks. Copy the real one.',
  'paste.refused.placeholder': 'That is an example, not a token.',
  'paste.refused.not-a-token':
    'That is not a token: it is too short, too long, or contains characters that tokens never have.',
  'paste.refused.secret.supabase': 'That is a Supabase secret, not a Gazelle token. Nothing was imported.',
  'paste.refused.secret.other-service': 'That is another service’s secret. Nothing was imported.',
  'paste.refused.secret.password': 'That looks like a password. Nothing was imported.',
  'paste.refused.secret.private-key': 'That is a private key. Nothing was imported.',

  'disk.full': 'This computer’s disk is full. Free some space.',
  'disk.busy': 'Another program, perhaps a virus scanner, keeps Gazelle Keeper from writing its files.',
  'disk.read-only': 'The disk with Gazelle Keeper’s files is read-only.',
  'disk.denied':
    'Gazelle Keeper is not allowed to write in its own folder. Check the folder’s permissions, and the virus scanner.',
  'disk.gone': 'The folder with Gazelle Keeper’s files is gone, and cannot be created again.',
  'disk.failing': 'This computer’s disk does not accept Gazelle Keeper’s files.',

  'problem.supabase.unavailable': 'Supabase cannot be reached. Check the internet connection.',
  'problem.supabase.wrong-key':
    'Supabase does not recognize the key. Ask whoever manages your Supabase project for the right one.',
  'problem.supabase.secret-key-refused':
    'Supabase mistook Gazelle Keeper for a browser and rejected the secret key. Update Gazelle Keeper, or use the publishable key.',
  'problem.supabase.bad-password': 'Supabase does not accept this email and password.',
  'problem.supabase.session-lost': 'Your Supabase session has ended. Sign in to Supabase again.',
  'problem.supabase.table-missing':
    'Supabase is not set up for the token yet. Ask whoever manages your Supabase project to run the Gazelle Keeper migration.',
  'problem.supabase.function-missing':
    'A function needed to save the token safely is missing in Supabase. Ask whoever manages your Supabase project to run the Gazelle Keeper migration.',
  'problem.supabase.row-hidden':
    'Supabase does not give access to the token: only Supabase users in the table system_settings_members are allowed to read it. Ask whoever manages your Supabase project.',
  'problem.supabase.write-denied':
    'Supabase does not allow the token to be saved: only Supabase users in the table system_settings_members are allowed to. Ask whoever manages your Supabase project.',
  'problem.supabase.not-supabase':
    'The server that answered is not Supabase. Check the project URL, and whether this network asks you to sign in (hotel or guest Wi-Fi).',
  'problem.supabase.email-not-confirmed':
    'The Supabase user’s email is not confirmed. Open the link in the message from Supabase.',
  'problem.supabase.user-banned': 'This Supabase user has been blocked. Ask whoever manages your Supabase project.',
  'problem.supabase.captcha-needed':
    'This Supabase project asks for a captcha at sign-in, which Gazelle Keeper cannot solve. Ask whoever manages your Supabase project to turn it off.',
  'problem.supabase.email-sign-in-off':
    'This Supabase project does not allow users to sign in this way. Ask whoever manages your Supabase project.',
  'problem.supabase.sign-in-refused':
    'Supabase does not let this user sign in. Ask whoever manages your Supabase project.',
  'problem.supabase.busy': 'Supabase cannot answer right now.',
  'problem.supabase.statement-timeout': 'The Supabase database took too long and gave up.',
  'problem.supabase.read-only':
    'The Supabase database is read-only right now; its disk may be full. Ask whoever manages your Supabase project if it lasts.',
  'problem.supabase.clock-skew': 'The clocks inside Supabase disagree right now.',
  'problem.supabase.restricted':
    'Supabase has restricted this project because a quota is used up. Ask whoever manages your Supabase project.',
  'problem.supabase.paused': 'The Supabase project is paused. Open it in Supabase and press Restore.',
  'problem.supabase.legacy-keys-disabled':
    'This project no longer accepts legacy keys (anon, service_role). Copy the publishable key from Supabase.',
  'problem.supabase.function-ambiguous':
    'Supabase has two versions of the function that saves the token. Delete the one with three arguments, left by an older migration.',
  'problem.supabase.schema-not-exposed':
    'The Supabase project’s API does not expose the table’s schema. Ask whoever manages your Supabase project.',
  'problem.supabase.trigger-refuses':
    'A trigger on the table does not allow this change. Ask whoever manages your Supabase project.',
  'problem.supabase.trigger-denied':
    'A trigger or policy on the table uses another table that this user cannot access. Ask whoever manages your Supabase project.',
  'problem.supabase.column-in-the-way':
    'A column of the table prevents the token from being saved. Ask whoever manages your Supabase project.',
  'problem.supabase.value-not-jsonb':
    'The column value must be of type jsonb. Ask whoever manages your Supabase project.',
  'problem.supabase.updated-at-type':
    'The column updated_at must be of type timestamptz. Ask whoever manages your Supabase project.',
  'problem.supabase.several-rows': 'The Supabase table has several rows with this key. Delete all but one.',
  'problem.supabase.wrong-address': 'There is no Supabase project at this URL. Copy the Project URL again.',
  'problem.supabase.unexpected-answer':
    'Supabase sent an answer that Gazelle Keeper does not recognize. Ask whoever manages your Supabase project.',
  'problem.gazelle.unauthorized': 'Gazelle did not accept the token that was found.',
  'problem.gazelle.forbidden':
    'Gazelle recognizes the token, but its user is not allowed to see clients. Sign in as a user who is.',
  'problem.gazelle.rate-limited': 'Gazelle is limiting requests.',
  'problem.gazelle.unavailable': 'Gazelle cannot be reached.',
  'problem.gazelle.forbidden.limited-access':
    'This user’s access to Gazelle is limited. Ask the administrator of your Gazelle account for full access, or sign in as another user.',
  'problem.gazelle.forbidden.company-parked':
    'Your company’s Gazelle account is parked. Its owner can reactivate the account in Gazelle.',
  'problem.gazelle.forbidden.maintenance':
    'Gazelle denies access and announces maintenance. Try again once the maintenance is over.',
  'problem.gazelle.intercepted':
    'Something between this computer and Gazelle answers in its place. Open a web page to see whether this network (hotel, guest Wi-Fi, proxy) asks you to sign in.',
  'problem.gazelle.unexpected-answer': 'Gazelle sent an unexpected response.',
  'problem.oauth.unexpected-answer': 'Gazelle sent an unexpected response.',
  'problem.oauth.answer-lost': 'No usable answer came from Gazelle.',
  'problem.oauth.not-sent': 'Gazelle cannot be reached.',
  'problem.oauth.rate-limited': 'Gazelle is limiting requests.',
  'problem.oauth.invalid-client':
    'Gazelle does not recognize this OAuth application. Ask whoever set it up to correct its client ID and secret.',
  'problem.oauth.renewed-in-vain': 'Gazelle issued a new token but rejects it as well. Signing in to Gazelle may help.',
  'problem.oauth.invalid-grant': 'Gazelle will no longer renew this token. Sign in to Gazelle.',
  'problem.row':
    'The token in Supabase is in an unrecognized format. Nothing was changed; ask whoever manages your Supabase project to correct it.',
  'problem.row.field':
    'The field “{field}” of the token in Supabase has an unexpected value. Nothing was changed; ask whoever manages your Supabase project to correct it.',
  'problem.keeper': 'Something went wrong in Gazelle Keeper ({what}). If it keeps happening, tell whoever helps you.',
} as const

export type CommonKey = keyof typeof en
export type Catalogue = Readonly<Record<CommonKey, string>>
