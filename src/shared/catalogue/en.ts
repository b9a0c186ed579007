/** English; `fr.ts` has the same keys, which the compiler checks. Texts are ICU messages. */
export const en = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Demo',

  'state.starting': 'Checking…',
  'state.held': 'Token not saved yet',
  'state.blocked': 'The token cannot be checked',
  'state.unsaved': 'The token cannot be saved',
  'state.missing': 'No token yet',
  'state.refused': 'Gazelle rejects the token',
  'state.expired': 'The token has expired',
  'state.expiring': 'The token expires soon',
  'state.valid': 'All is well',
  'state.other-company': 'Another company’s token',
  'state.unconnected': 'Not set up yet',
  'state.unreadable': 'Saved secrets cannot be read',
  'state.unreached': 'No connection right now',
  'state.unchecked': 'Cannot check right now',
  'state.renewing': 'Getting a new token',
  'state.due': 'Renewal due',
  'state.clock-wrong': 'This computer’s clock is wrong',
  'state.no-access': 'Gazelle denies access',

  'answer.diagnostics-copied': 'Diagnostics copied. Paste them into a message.',
  'answer.renewed': 'A new token was fetched and saved in Supabase.',
  'answer.no-way-to-renew':
    'Gazelle Keeper found no way to get a new token without you. Sign in to Gazelle to get one.',
  'answer.token-saved': 'The token was saved in Supabase.',
  'answer.token-there': 'Supabase already has this token, or a better one. Nothing was changed.',
  'answer.sandbox-left': 'You have left the demo. From now on Gazelle Keeper works with the real Gazelle.',
  'answer.session-forgotten': 'Gazelle’s session was forgotten. The token in Supabase is not affected.',
  'answer.invitation-copied': 'Invitation copied. Paste it into a message to the person you invite.',
  'answer.invitation-saved': 'The invitation was saved. Send its file to the person you invite.',

  'now.starting': 'One moment.',
  'now.held': 'A new token is stored on this computer. It will be saved to Supabase as soon as possible.',
  'now.blocked': 'The token could not be read.',
  'now.missing': 'Sign in to Gazelle once; the rest is automatic.',
  'now.refused': 'Your programs can no longer reach Gazelle. Sign in to get them working again.',
  'now.expired': 'Your programs can no longer reach Gazelle. Sign in to get them working again.',
  'now.expiring': 'Everything works. Sign in to Gazelle when convenient to get a new token.',
  'now.valid': 'Your programs can reach Gazelle.',
  'now.valid.first':
    'Your programs can reach Gazelle. Next automatic renewal {day, select, today {around {time} today} tomorrow {around {time} tomorrow} other {around {date}}}.',
  'now.valid.renewed':
    'Renewed automatically on {renewed}. Next renewal {day, select, today {around {time} today} tomorrow {around {time} tomorrow} other {around {date}}}.',
  'now.valid.by-hand':
    'Your programs can reach Gazelle. You will need to sign in again before {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}.',
  'now.valid.endless': 'Your programs can reach Gazelle, and this token does not expire.',
  'now.valid.restored': 'Another program overwrote the token on {date}. The one that works was put back.',
  'now.valid.another-user': 'Since {date} the token has been {user}’s, of the same company.',
  'now.other-company': 'Another program saved a token of {theirs} in place of {ours}’s.',
  'now.unconfirmed': 'A token of {theirs} was not saved in place of {ours}’s.',
  'now.valid.adopted': 'Another program saved a new token on {date}. It works, so it was kept.',
  'now.expiring.by-itself':
    'Everything works. A new token will be fetched automatically before {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}.',
  'now.expiring.by-hand':
    'Everything works until {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}. Sign in to Gazelle when convenient to get a new token.',
  'now.expiring.overdue':
    'The token is past its expected end, but Gazelle still accepts it. Sign in to Gazelle to get a new one.',
  'now.held.kept': 'A new token is stored on this computer.',
  'now.held.conflict':
    'Supabase already holds another token that works. The new one is stored on this computer; saving compares the two and keeps the better one.',
  'now.clock.ahead':
    'It is {amount} fast. Please correct it: signing in depends on it. Until then, the servers’ time is used.',
  'now.clock.behind':
    'It is {amount} slow. Please correct it: signing in depends on it. Until then, the servers’ time is used.',
  'now.retries': 'Gazelle Keeper will try again automatically.',
  'now.unconnected': 'Two steps to set up: Supabase, then Gazelle. It takes about two minutes.',
  'now.checking': 'Checking…',
  'now.trying': 'Testing the token with Gazelle…',
  'now.saving': 'Saving the token to Supabase…',
  'now.renewing': 'Getting a new token…',
  'now.renewing.meanwhile':
    'Nothing to do. The current token works until {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}.',

  'left.days': '{count, plural, one {# day left} other {# days left}}',
  'left.hours': '{count, plural, =0 {Less than an hour left} one {# hour left} other {# hours left}}',
  'days.assumed': 'Gazelle does not say how long it lasts; 30 days is assumed.',
  'left.never': 'Does not expire',
  'left.over': 'Expired',
  'ring.number': '{count, plural, =0 {<1} other {#}}',
  'ring.days': '{count, plural, one {day left} other {days left}}',
  'ring.hours': '{count, plural, =0 {hour left} one {hour left} other {hours left}}',

  'fact.token': 'Token',
  'checked.never': 'Not checked yet',
  'checked.now': 'Checked just now',
  'checked.at': 'Checked at {time}',
  'checked.on': 'Checked on {date}',

  'do.sign-in': 'Sign in to Gazelle',
  'do.show-sign-in': 'Show the sign-in window',
  'do.decide': 'Decide…',
  'do.check': 'Check now',
  'do.renew': 'Renew now',
  'do.save-held': 'Save it now',
  'do.open': 'Open Gazelle Keeper',
  'do.quit': 'Quit',
  'do.reload': 'Reload',
  'do.help': 'Help',
  'do.ok': 'OK',
  'do.cancel': 'Cancel',
  'do.close': 'Close',
  'do.try-again': 'Try again',
  'do.set-up': 'Set up',
  'do.enter-anew': 'Enter them anew',
  'do.leave-sandbox': 'Leave the demo',
  'do.try-sandbox': 'Try the demo',
  'do.settings': 'Settings',
  'do.more': 'More',
  'do.paste': 'Paste a token',
  'do.use-browser': 'Use my browser',
  'do.test': 'Test with Gazelle',
  'do.copy-diagnostics': 'Copy diagnostics',
  'do.report-problem': 'Report a problem',
  'do.open-log': 'Open the log folder',
  'do.dismiss': 'Got it',
  'do.open-supabase': 'Open Supabase',
  'do.correct-key': 'Fix the key',
  'do.sign-in-supabase': 'Sign in to Supabase',
  'do.prepare-supabase': 'Prepare Supabase',
  'do.supabase-settings': 'Supabase settings',
  'do.correct-oauth': 'Fix the OAuth application',
  'do.enter-proxy-password': 'Enter the proxy password',
  'do.sign-out': 'Sign out',
  'do.save': 'Save',
  'do.discard': 'Discard',
  'do.continue': 'Continue',
  'do.back': 'Back',
  'do.later': 'Later',
  'do.done': 'Done',

  'ring.renewal':
    'Renewal {day, select, today {around {time} today} tomorrow {around {time} tomorrow} other {around {date}}}',

  'line.supabase': 'Supabase',
  'ring.due':
    'New token due {day, select, today {around {time} today} tomorrow {around {time} tomorrow} other {around {date}}}',
  'ring.overdue': 'New token due since {day, select, today {{time} today} other {{date}}}',
  'line.gazelle': 'Gazelle',
  'line.supabase.fine': 'connected',
  'line.supabase.unread': 'not read yet',
  'line.supabase.unavailable': 'unreachable',
  'line.supabase.key': 'rejects the key',
  'line.supabase.signed-out': 'not signed in',
  'line.supabase.unprepared': 'not set up yet',
  'line.supabase.denied': 'access denied',
  'line.supabase.unexpected': 'unexpected response',
  'line.supabase.busy': 'busy',
  'line.supabase.restricted': 'restricted',
  'line.supabase.paused': 'paused',
  'line.supabase.read-only': 'read-only',
  'line.supabase.clock': 'clocks disagree',
  'line.supabase.blocked': 'cannot save',
  'line.supabase.address': 'wrong URL',
  'line.supabase.row': 'token not recognized',
  'line.gazelle.fine': 'accepts the token',
  'line.gazelle.unasked': 'not checked yet',
  'line.gazelle.refused': 'rejects the token',
  'line.gazelle.forbidden': 'no access to clients',
  'line.gazelle.rate-limited': 'too many requests',
  'line.gazelle.unavailable': 'unreachable',
  'line.gazelle.intercepted': 'something answers in its place',
  'line.gazelle.unexpected': 'unexpected response',
  'line.gazelle.renewed-in-vain': 'rejects the new token',
  'line.gazelle.invalid-client': 'unknown OAuth application',
  'line.token.none': 'none',
  'line.token.until':
    '{fingerprint}, until {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}',
  'line.token.about':
    '{fingerprint}, until about {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}',
  'line.token.short': 'Programs that take a token under 50 characters for an API key send it in the wrong header.',
  'advice.own-header': 'Get the header from Gazelle Keeper (run, or the library), or change that rule.',

  'history.title': 'The last 90 days',
  'history.start': '90 days ago',
  'history.end': 'today',
  'history.empty': 'No history yet.',
  'history.life': '{from} to {until}: token {fingerprint}',
  'history.life.now': 'Since {from}: token {fingerprint}',
  'history.renewed': '{date}: renewed automatically',
  'history.adopted': '{date}: new token from another program',
  'history.another-user': '{date}: token of another user',
  'history.restored': '{date}: working token put back',
  'history.conflict': '{date}: two working tokens; kept {kept}, dropped {other}',
  'history.human-needed': '{date}: you were asked to sign in',
  'history.refused': '{date}: Gazelle rejected the token',
  'history.failed.store': '{date}: problem with Supabase',
  'history.failed.gazelle': '{date}: problem with Gazelle',
  'history.failed.row': '{date}: token not recognized',
  'history.failed.keeper': '{date}: error in Gazelle Keeper',

  'source.web-session': '{date}: new token from your sign-in',
  'source.oauth': '{date}: new token from your sign-in',
  'source.clipboard': '{date}: new token that was pasted',
  'source.row': '{date}: new token',

  'settings.title': 'Gazelle Keeper settings',
  'settings.sections': 'Sections',
  'settings.supabase': 'Supabase',
  'settings.gazelle': 'Gazelle',
  'settings.oauth': 'OAuth',
  'settings.general': 'General',
  'settings.about': 'About',

  'supabase.demo-only':
    'This copy is for trying only: its Electron {electron} is too old to keep a token safe. It connects to the demo, and to nothing else.',
  'supabase.project': 'Project',
  'supabase.paste': 'Paste from Supabase',
  'supabase.paste.hint':
    'In Supabase, copy the project URL and an API key, in any format, together or one after the other. A clipboard manager may keep what was copied in its history.',
  'find.title': 'Where to find the URL and the key',
  'find.url':
    'In Supabase, open your project, then Project Settings > Data API, and copy “Project URL”. The address of any page of the project in your browser works too.',
  'find.key': 'Open Project Settings > API Keys, and copy the publishable key.',
  'find.paste': 'After each copy, come back here and press “Paste from Supabase”.',
  'find.picture':
    'A drawing of the project’s settings in Supabase. In the menu on the left, 1 marks Data API and 2 marks API Keys. Beside the menu, 1 marks Project URL and 2 marks Publishable key, each with a button to copy.',
  'supabase.url': 'Project URL',
  'supabase.url.hint': 'https://your-project.supabase.co',
  'supabase.key': 'Key',
  'supabase.key.none': 'No key yet',
  'supabase.key.publishable': 'Publishable key',
  'supabase.key.legacy-anon': 'Legacy public key (anon)',
  'supabase.key.secret': 'Secret key',
  'supabase.key.legacy-service-role': 'Legacy secret key (service_role)',
  'supabase.key.unknown': 'Unknown kind of key',
  'supabase.key.needs-user': 'With it, only a signed-in Supabase user can read the token.',
  'supabase.key.opens-all':
    'Anyone using this computer could read every table of the project with this key. A publishable key and a Supabase user are safer.',
  'supabase.key.other-project': 'This key and this URL belong to different projects.',
  'supabase.user': 'Supabase user',
  'supabase.user.signed-in': 'Signed in as {email}',
  'supabase.user.way': 'Sign in with',
  'supabase.user.by-code': 'A one-time code',
  'supabase.user.by-password': 'A password',
  'supabase.user.email': 'Email',
  'supabase.user.password': 'Password',
  'supabase.user.send-code': 'Send me a code',
  'supabase.user.send-again': 'Send another code',
  'supabase.user.code': 'Code',
  'supabase.user.code-sent': 'A code is on its way to {email}. You can also paste the link from that email here.',
  'supabase.user.sign-in': 'Sign in',
  'supabase.user.email-missing': 'Enter the email of your Supabase user.',
  'supabase.user.password-missing': 'Enter the password.',
  'supabase.user.code-missing': 'Enter the code from the email.',
  'supabase.checks': 'Checks',
  'supabase.checks.run': 'Check again',
  'supabase.checks.none': 'They run as soon as there is a URL and a key.',
  'supabase.checks.copied': 'Copied. In Supabase, open the SQL editor, paste, and press Run; then check again.',
  'supabase.advanced': 'Advanced',
  'supabase.table': 'Table',
  'supabase.row-key': 'Row key',
  'supabase.names.hint': 'Change these only if your programs read the token from somewhere else.',
  'supabase.names.refused': 'Use only unaccented letters, digits and underscores; the table name in lower case.',
  'supabase.forget': 'Forget this project',
  'sandbox.leave.hint':
    'The practice Gazelle and Supabase stay on this computer. Gazelle Keeper goes back to your own settings.',
  'supabase.forget.hint':
    'The token stays in Supabase; this computer forgets the URL, the key, the user, its copies of the token and the sign-in at Gazelle.',
  'invitation.hint':
    'Has somebody sent you an invitation? Open its file, or copy its text and press “Paste from Supabase”.',
  'invitation.open': 'Open an invitation',
  'invitation.accepted': 'The invitation was accepted. Now sign in.',
  'invitation.flaw.too-long': 'That is more text than an invitation. Copy or open the invitation alone.',
  'invitation.flaw.damaged':
    'The invitation cannot be read: part of it is missing, or it was changed on its way. Ask for it again, as a file.',
  'invitation.flaw.newer': 'The invitation was made by a newer Gazelle Keeper. Update this one first.',
  'invitation.flaw.unknown-field':
    'The invitation contains something that no invitation has. Nothing of it was used. Ask for a new one.',
  'invitation.flaw.secret-key':
    'The invitation contains a secret key, which opens every table of the project. Nothing of it was used. Ask for one with the publishable key.',
  'invitation.flaw.not-https':
    'An address in the invitation (“{field}”) does not begin with https://, so the token would be sent unencrypted. Nothing of it was used.',
  'invitation.flaw.invalid':
    'In the invitation, “{field}” is missing or not valid. Nothing of it was used. Ask for a new one.',
  'invitation.title': 'Invite',
  'invitation.intro':
    'An invitation sets up Gazelle Keeper for this project on another computer. It contains the project’s URL and publishable key, the row, the OAuth application without its secret, and the person to ask. It contains no secret: whoever opens it still has to sign in.',
  'invitation.email': 'The invited person’s Supabase user',
  'invitation.email.hint': 'Optional: their email, so that they find it filled in.',
  'invitation.copy': 'Copy the invitation',
  'invitation.save': 'Save as a file',
  'invitation.not-saved': 'The file could not be written. Choose another folder.',
  'invitation.obstacle.secret-key':
    'This computer uses a secret key, which opens every table of the project. No invitation is made with it: paste the publishable key first.',
  'invitation.obstacle.other': 'No invitation can be made: “{field}” of this project is not valid.',
  'helper.title': 'Person to ask',
  'helper.hint': 'Shown here. “Report a problem” writes to this person, and each invitation names them.',
  'helper.none': 'Nobody is named yet.',
  'helper.name': 'Name',
  'helper.email': 'Email',
  'helper.phone': 'Phone',
  'helper.change': 'Change the person to ask',
  'helper.refused': 'Not saved: enter a whole email address, and a short name and phone number.',

  'connection.failure.empty': 'The clipboard is empty. Copy the URL or the key in Supabase first.',
  'connection.failure.too-long': 'That is too much text. Copy only the URL and the key.',
  'connection.failure.placeholder': 'That is an example. Copy your own project’s URL or key.',
  'connection.failure.no-project-in-url':
    'That Supabase page does not belong to a project. Open your project, then copy its URL.',
  'connection.failure.not-https': 'The URL must begin with https://, or the token would be sent unencrypted.',
  'connection.failure.several-projects': 'The text names several projects. Copy the URL of one.',
  'connection.failure.several-keys': 'The text contains several keys. Copy only the publishable one.',
  'connection.failure.masked-key': 'Supabase hides the end of the key. Use the copy button next to it.',
  'connection.failure.cut-off-key': 'That is only the beginning of a key. Use the copy button next to it.',
  'connection.failure.not-an-api-key':
    'That is a different Supabase secret. Copy the publishable key, under Settings > API Keys.',
  'connection.failure.database-address':
    'That is the database address. Copy the project URL, under Settings > Data API.',
  'connection.failure.nothing-found':
    'The clipboard contains neither a Supabase URL nor a key. Copy one of them, then paste again.',
  'connection.note.database-password-ignored':
    'The text contained the database password. It is not needed and was not stored.',
  'connection.note.weaker-key-taken': 'The text contained several keys; the one with the least access was used.',
  'connection.note.url-from-key': 'The project URL was taken from the key.',
  'code.failure.no-such-user':
    'The project has no user with this email. Ask whoever manages your Supabase project to add one.',
  'code.failure.bad-email': 'This is not an email address.',
  'code.failure.too-soon': 'Supabase cannot send any more emails for now. Try again in a few minutes.',
  'code.failure.too-soon.wait':
    'Wait {seconds, plural, one {# second} other {# seconds}} before asking for another code.',
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
  'check.outcome.fine': 'OK',
  'check.outcome.warning': 'OK, with a warning',
  'check.outcome.failed': 'Failed',
  'check.outcome.skipped': 'Not checked',
  'check.outcome.running': 'Checking…',
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

  'remedy.check-url': 'Correct the URL',
  'remedy.sign-in': 'Sign in',
  'remedy.paste-key': 'Paste the key',
  'remedy.copy-migration': 'Copy the migration',
  'remedy.copy-migration.effect':
    'Once it is run, only members and the secret key reach the token; programs with the publishable (anon) key get an empty answer, without an error.',
  'remedy.add-member': 'Copy the SQL',
  'remedy.again': 'Check again',

  'gazelle.sign-in.hint': 'Sign in on Gazelle’s own page; the token is found, tested and saved automatically.',
  'gazelle.stay': 'Stay signed in on this computer',
  'gazelle.stay.hint': 'Lets the token be renewed without you.',
  'gazelle.forget': 'Sign out of Gazelle on this computer',
  'gazelle.forget.hint': 'The token in Supabase stays; you will have to sign in for the next renewal.',
  'gazelle.paste': 'Paste a token',
  'gazelle.paste.hint':
    'Copy it in any format: the token, a header, “Copy as cURL”, a HAR file, the row’s JSON. It is tested before it is saved.',
  'gazelle.paste.do': 'Paste from the clipboard',
  'gazelle.paste.trying': 'Testing the token with Gazelle…',
  'gazelle.paste.found': 'Gazelle accepts the token {fingerprint}.',
  'gazelle.paste.in-row': 'It is already in Supabase.',
  'gazelle.paste.life': 'It is good for {days, plural, =0 {less than a day} one {# day} other {# days}}.',
  'gazelle.paste.life-unknown': 'Its lifetime is not stated; 30 days is assumed.',
  'gazelle.paste.renews': 'It can be renewed automatically.',
  'gazelle.test': 'Test',
  'gazelle.test.hint': 'Asks Gazelle which account the token in Supabase belongs to.',
  'gazelle.test.unconnected': 'There is no Supabase project yet, so there is no token to test.',
  'gazelle.test.no-token': 'The row in Supabase has no token yet. Sign in to Gazelle first.',
  'gazelle.pace':
    'Gazelle is asked every quarter of an hour whether it accepts the token; every hour while the computer runs on battery.',
  'gazelle.unconnected': 'A token needs a place to go. Set up Supabase first, then sign in to Gazelle.',
  'gazelle.test.asking': 'Asking Gazelle…',
  'gazelle.test.answered': '{company} answered in {seconds, number} s.',
  'gazelle.test.answered.unnamed': 'Gazelle answered in {seconds, number} s.',
  'gazelle.test.user': 'Signed in as {user}.',
  'gazelle.test.clients': '{count, plural, one {# client} other {# clients}}.',

  'paste.form.bare-token': 'a token',
  'paste.form.header-line': 'a header',
  'paste.form.curl-bash': 'a cURL command',
  'paste.form.curl-cmd': 'a cURL command for Windows',
  'paste.form.powershell': 'a PowerShell command',
  'paste.form.fetch': 'a fetch call',
  'paste.form.har': 'a HAR file',
  'paste.form.wget': 'a wget command',
  'paste.form.httpie': 'an HTTPie command',
  'paste.form.export': 'an exported request',
  'paste.form.variable': 'a variable',
  'paste.form.code': 'a piece of code',
  'paste.form.row': 'the row',
  'paste.form': 'Found in {form}.',
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

  'proxy.title': 'Proxy {host}',
  'proxy.asks': 'The proxy {host} requires a user name and a password.',
  'proxy.refused': 'The proxy {host} does not accept this user name and password.',
  'proxy.user': 'User name',
  'proxy.set': 'Use this password',
  'proxy.forget': 'Forget the password',
  'oauth.title': 'OAuth application',
  'oauth.intro':
    'If your company has registered an OAuth application with Gazelle, the token can be renewed without anyone being signed in. Optional.',
  'oauth.client-id': 'Client ID',
  'oauth.client-id.refused': 'This is not a client ID. A client ID is a single word, without spaces.',
  'oauth.refused-by-gazelle': 'Gazelle rejects this client ID or its secret. Copy both again from Gazelle.',
  'oauth.redirect': 'Redirect URI',
  'oauth.redirect.hint':
    'Exactly as registered with Gazelle. To sign in with your own browser, register http://127.0.0.1/callback, or with a port of your choice (http://127.0.0.1:47823/callback) if Gazelle requires one.',
  'oauth.in-browser': 'Sign in with my own browser',
  'oauth.redirect.refused':
    'This address cannot be used. Register one that begins with https://, or http://127.0.0.1/callback.',
  'oauth.secret': 'Client secret',
  'oauth.secret.kept': 'Kept on this computer, encrypted',
  'oauth.secret.kept.memory': 'Kept until Gazelle Keeper quits',
  'oauth.secret.none': 'None yet',
  'oauth.secret.refused': 'The clipboard does not contain a client secret. Copy the secret alone, then paste again.',
  'oauth.secret-is-id.refused': 'That is the client ID. Copy the secret next to it, then paste again.',
  'oauth.secret.paste': 'Paste the secret',
  'oauth.forget': 'Forget the application',

  'general.language': 'Language',
  'general.language.system': 'Same as system',
  'general.theme': 'Appearance',
  'general.theme.system': 'Same as system',
  'general.theme.light': 'Light',
  'general.theme.dark': 'Dark',
  'general.login': 'Start at login',
  'general.login.hint': 'Keeps watch over the token from the moment you log in.',
  'general.login.approval': 'Allow Gazelle Keeper in System Settings, “General”, “Login Items”.',
  'general.login.move': 'Move Gazelle Keeper to the Applications folder first.',
  'general.login.not-taken': 'The system did not accept this. Ask your administrator.',
  'general.shortcut': 'Shortcut that opens Gazelle Keeper',
  'general.shortcut.hint': 'The keys work in every program, as long as Gazelle Keeper is running.',
  'general.shortcut.choose': 'Choose keys…',
  'general.shortcut.press': 'Press the keys now',
  'general.shortcut.forget': 'Remove the shortcut',
  'general.shortcut.shift': 'Shift',
  'general.shortcut.too-few':
    'Hold at least two of Ctrl, Alt, Shift and the system key, and press a letter or a digit. With fewer keys, other programs would lose a shortcut of theirs.',
  'general.shortcut.refused':
    'The system did not give {keys} to Gazelle Keeper: another program or the system itself uses these keys. Choose others.',
  'general.shortcut.wayland':
    'On this desktop (Wayland), programs cannot choose keys themselves. In the system’s keyboard settings, add a shortcut that runs this command:',
  'general.reminds': 'Remind me before the token expires',
  'general.reminds.hint':
    'Seven, three and one day before, if it cannot be renewed automatically. You are always told about anything urgent.',
  'general.command-line': 'Let the command line use these settings',
  'general.command-line.hint':
    'The gazelle-keeper command, for scripts and schedulers, then reads the project, its key and the user from the system keychain. Other programs you run could read them there too.',
  'general.command-line.left':
    'The command line may no longer use these settings, but its copy is still in the system keychain. Gazelle Keeper will try to remove it at the next start, or when you click below.',
  'general.command-line.take-away': 'Remove it now',
  'general.command-line.none':
    'No keychain is unlocked on this computer. On Linux you need GNOME Keyring or KWallet, unlocked when you log in.',
  'general.command-line.locked': 'The system keychain is locked. Unlock it, then try again.',
  'general.command-line.silent':
    'The system keychain is not answering. Try again; if that does not help, log out and in again.',
  'general.command-line.too-long':
    'The settings are too long for the system keychain. Use the command line’s environment variables instead.',
  'general.command-line.refused':
    'The system keychain refused. Try again; if that does not help, restart the computer.',

  'about.what': 'Keeps one Gazelle token alive in one row of a Supabase table.',
  'about.version': 'Version',
  'about.system': 'System',
  'about.new': 'What is new',
  'about.new.intro': 'The latest changes, as the project’s changelog tells them.',
  'about.new.unreleased': 'Since version {version}',
  'about.diagnostics': 'Diagnostics',
  'about.diagnostics.hint': 'A report for whoever helps you. It contains no token, key or password.',
  'about.log': 'Detailed log',
  'about.log.hint': 'For whoever helps you. The log contains no token, key or password.',
  'own-data.title': 'Remove Gazelle Keeper’s data',
  'own-data.hint':
    'Everything that Gazelle Keeper keeps on this computer. Tick what to remove. The row in Supabase and the program itself stay.',
  'own-data.autostart': 'Start at login',
  'own-data.keychain': 'The settings for the command line, in the system keychain',
  'own-data.state': 'What the command line and the library keep: tokens, Supabase sessions',
  'own-data.cache': 'What can be fetched or made again: Electron, the demo',
  'own-data.profile': 'What this app keeps: settings, secrets, Gazelle session, history, log',
  'own-data.size': 'Size: {size, number} MB',
  'own-data.in-use': 'Another program of Gazelle Keeper is using this. Stop it first.',
  'own-data.remove': 'Remove and quit',
  'about.licences': 'Licences',
  'about.licences.intro': 'Gazelle Keeper includes the software below, each under its own licence.',

  'welcome.title': 'Set up Gazelle Keeper',
  'welcome.what':
    'Your programs reach Gazelle with a token that expires about every 30 days. Gazelle Keeper renews it in your Supabase project, so that they keep working.',
  'welcome.intro': 'Two steps, about two minutes. Everything can be changed later in the settings.',
  'welcome.try.hint': 'No account needed: see how it works with a practice Gazelle and Supabase on this computer.',
  'welcome.continue.hint': 'You can continue once every check has passed.',
  'welcome.steps': 'Steps',
  'welcome.gazelle': 'Now sign in to Gazelle once. From then on, the token is kept alive automatically.',
  'welcome.untested': 'The token in Supabase has not been tested.',
  'welcome.works': 'The token works',
  'welcome.works.hint':
    'Gazelle has just accepted the token in Supabase, which works until {day, select, today {{time} today} tomorrow {{time} tomorrow} other {{date}}}. Nobody is signed in to Gazelle on this computer, so it cannot be renewed automatically yet.',
  'welcome.done': 'All set',
  'welcome.done.hint':
    'The token is in Supabase, and your programs can reach Gazelle. Gazelle Keeper keeps watch from the tray.',

  'secrets.memory':
    'No keychain is unlocked on this computer, so you will have to sign in again after Gazelle Keeper quits. The token in Supabase is not affected.',

  'unread.locked':
    'Gazelle Keeper is set up, but the system keychain is locked. Once the keychain is unlocked, Gazelle Keeper continues automatically.',
  'unread.denied':
    'Gazelle Keeper is set up, but the system keychain denied access. Try again, and allow access when the system asks.',
  'unread.gone':
    'Gazelle Keeper is set up, but the system keychain is not running. Once the keychain is back, Gazelle Keeper continues automatically.',
  'unread.frozen':
    'Gazelle Keeper is set up, but the system keychain is not answering. Once the keychain answers, Gazelle Keeper continues automatically.',
  'unread.other':
    'Gazelle Keeper is set up, but its secrets were saved with another keychain: on another computer, or before the keychain was replaced. They stay saved, and can be read again if that keychain comes back.',
  'unread.lost':
    'Gazelle Keeper was set up, but its secrets are no longer on this computer. Without a keychain, they last only until Gazelle Keeper quits.',
  'unread.what': 'Affected: {what}.',
  'unread.what.supabase': 'the Supabase key and sign-in',
  'unread.what.oauth': 'the OAuth application’s secret',
  'unread.what.proxy': 'the proxy password',
  'unread.what.tokens': 'tokens kept in reserve',
  'unread.key': 'A key was saved, but it cannot be read right now.',
  'disk.full': 'This computer’s disk is full. Free some space.',
  'disk.busy': 'Another program, perhaps a virus scanner, keeps Gazelle Keeper from writing its files.',
  'disk.read-only': 'The disk with Gazelle Keeper’s files is read-only.',
  'disk.denied':
    'Gazelle Keeper is not allowed to write in its own folder. Check the folder’s permissions, and the virus scanner.',
  'disk.gone': 'The folder with Gazelle Keeper’s files is gone, and cannot be created again.',
  'disk.failing': 'This computer’s disk does not accept Gazelle Keeper’s files.',
  'disk.meanwhile': 'In the meantime, changes are lost when Gazelle Keeper quits.',
  'disk.mended': 'Gazelle Keeper’s files can be written again. Everything is saved now.',
  'mishap.settings.restored':
    'The settings file was damaged or missing, so Gazelle Keeper uses the last good copy. Check that the settings are right.',
  'mishap.settings.lost':
    'The settings file was damaged or missing, and there is no good copy. Check the settings, above all the Supabase project, table and row.',
  'mishap.mistake': 'Something went wrong in Gazelle Keeper ({what}). It keeps running.',
  'report.subject': 'Gazelle Keeper: a problem',
  'report.body': 'What I was doing:\n\nWhat happened:\n\nDiagnostics (paste the clipboard here):\n',
  'start.failed': 'Gazelle Keeper could not start.',
  'start.failed.hint':
    'The token in Supabase is not affected. Copy the diagnostics and send them to whoever helps you.',
  'start.removed': 'Gazelle Keeper’s data was removed.',
  'start.removed.detail': 'The row in Supabase stays. You can now delete the program itself.',
  'start.not-removed': 'Not everything could be removed. This is left:',
  'start.rejected': 'Gazelle Keeper was not started, because it does not take this: {names}.',
  'start.rejected.hint':
    'It could let others read the token. Remove it from the command or from the environment, then start Gazelle Keeper again.',

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
  'problem.keeper': 'Something went wrong in Gazelle Keeper ({what}). Please report it.',

  'window.died': 'A window of Gazelle Keeper stopped working again.',
  'window.died.what-now': 'The token is not affected. Try again; if the window keeps stopping, restart this computer.',
  'window.invitation.open': 'Open an invitation to Gazelle Keeper',
  'window.invitation.save': 'Save the invitation to Gazelle Keeper',
  'sign-in.title': 'Sign in to Gazelle',
  'sign-in.loading': 'Loading Gazelle’s page…',
  'sign-in.waiting': 'Sign in as usual. The rest is automatic, and Gazelle Keeper never sees your password.',
  'sign-in.password-refused': 'Gazelle did not accept that email and password. Check them and try again.',
  'sign-in.at-provider': 'You are on {host}. Sign in there and you will be brought back to Gazelle.',
  'sign-in.in-browser': 'Continue in your browser, where Gazelle’s page was opened. “Reload” opens it again.',
  'sign-in.browser-refused':
    '{host} does not accept sign-ins in this window. Reload and use Gazelle’s own email and password, or paste a token.',
  'sign-in.passkey':
    '{host} is waiting for a passkey, which may not work in this window. Cancel that on the page and choose another way to sign in there, or paste a token.',
  'sign-in.captcha':
    '{host} wants to know that you are not a robot. If the check on the page does not let you through, reload to try again, sign in another way, or paste a token.',
  'sign-in.quiet': 'Nothing has arrived from Gazelle for a while. Finish signing in, or reload the page.',
  'sign-in.unreachable': 'Gazelle’s page will not load. Check the internet connection, then reload.',
  'sign-in.certificate': 'The connection to {host} is not safe, so nothing was sent.',
  'sign-in.certificate.unknown-issuer':
    'Its certificate was issued by an authority this computer does not trust. Ask whoever manages your network, then reload.',
  'sign-in.certificate.out-of-date':
    'Its certificate is not valid today, or this computer’s clock is wrong. Check the clock, then reload.',
  'sign-in.certificate.wrong-name':
    'Its certificate belongs to another address. Ask whoever manages your network, then reload.',
  'sign-in.certificate.revoked': 'Its certificate was revoked. Try again later.',
  'sign-in.certificate.other': 'Its certificate is not valid. Ask whoever manages your network, then reload.',
  'sign-in.proxy-auth':
    'The proxy {host} requires a user name and a password. Enter them in the settings, under General, then reload.',
  'sign-in.authorization-refused.misconfigured':
    'The settings of the OAuth application cannot be used. Ask whoever set it up to correct them.',
  'sign-in.authorization-refused.denied': 'Authorization was not granted. Reload to try again.',
  'sign-in.authorization-refused.invalid-client':
    'Gazelle does not recognize this OAuth application. Ask whoever set it up to correct its client ID and secret.',
  'sign-in.authorization-refused.invalid-redirect':
    'The redirect URI is not the one registered with Gazelle for this OAuth application. Ask whoever set it up to correct it.',
  'sign-in.authorization-refused.pkce-refused':
    'Gazelle does not accept this way of signing in (PKCE). Reload to try again.',
  'sign-in.authorization-refused.state-mismatch':
    'An answer to a different request arrived and was ignored. Reload to try again.',
  'sign-in.authorization-refused.code-refused': 'That took too long. Reload to try again.',
  'sign-in.authorization-refused.refused': 'Gazelle refused to authorize this. Reload to try again.',
  'sign-in.authorization-refused.rate-limited': 'Gazelle is limiting requests. Reload in a minute.',
  'sign-in.authorization-refused.not-sent': 'Gazelle cannot be reached. Check the internet connection, then reload.',
  'sign-in.authorization-refused.answer-lost': 'No usable answer came from Gazelle. Reload to try again.',
  'sign-in.authorization-refused.unavailable': 'Gazelle is having problems. Reload in a minute.',
  'sign-in.authorization-refused.unexpected-answer': 'Gazelle sent an unexpected response. Reload to try again.',
  'sign-in.words': 'Gazelle says: “{words}”',
  'sign-in.token-refused': 'Gazelle sent a token but rejects it. Reload the page, or sign out and in again.',
  'sign-in.other-company':
    'This account belongs to another company, so nothing was saved. Sign out here, then sign in to yours.',
  'sign-in.working': 'Token found. Testing and saving it…',
  'sign-in.held':
    'The token was found but could not be saved yet. It is stored on this computer and will be saved; you can close this window.',
  'sign-in.done': 'Done. Your programs can reach Gazelle; this window is about to close.',
  'sign-in.cancelled': 'The sign-in window was closed before a token arrived. Nothing was changed.',
  'sign-in.instead': 'Gazelle’s page could not be loaded',
  'sign-in.in-circles': 'The page kept leading back to itself and was stopped. Reload it, or try again later.',
  'sign-in.blank': 'Nothing has appeared for a while. Wait a little, or reload the page.',
  'sign-in.not-gazelle':
    'This does not look like Gazelle’s page. The network may want a sign-in of its own, or block Gazelle: open any site in your browser to see, then reload.',
  'sign-in.led-away':
    'Gazelle’s page tried to open another site, which this window does not allow. Sign in on Gazelle’s own page.',
  'sign-in.dialogue': 'Message from {host}',
  'sign-in.dialogue.page': 'the page',
  'sign-in.dialogue.no-more': 'Show no more messages from this page',
  'sign-in.steps': 'Steps',
  'sign-in.step.sign-in': 'Sign in',
  'sign-in.step.token': 'Token found and tested',
  'sign-in.step.saved': 'Saved',
  'sign-in.help.sign-in':
    'Sign in below as you would in a browser: with your password, with a Google, Apple or Microsoft account, or with a code that is sent to you. Gazelle Keeper does not see what you type.',
  'sign-in.help.token':
    'Gazelle’s page then sends a token, which is tested. If none arrives, open the list of clients in Gazelle, or press Reload.',
  'sign-in.help.saved': 'A token that works is saved in Supabase, and this window closes.',
  'sign-in.help.keys': 'Cancelling changes nothing. Press F6 to move between this bar and Gazelle’s page.',

  'menu.edit': 'Edit',
  'menu.window': 'Window',
  'menu.undo': 'Undo',
  'menu.redo': 'Redo',
  'menu.cut': 'Cut',
  'menu.copy': 'Copy',
  'menu.paste': 'Paste',
  'menu.select-all': 'Select all',
  'menu.hide': 'Hide {name}',
  'menu.hide-others': 'Hide others',
  'menu.show-all': 'Show all',
  'menu.quit': 'Quit {name}',
  'menu.minimize': 'Minimize',
  'menu.zoom': 'Zoom',
  'menu.close': 'Close window',
  'menu.front': 'Bring all to front',
  'certificate.question': '{site} asks for a certificate to know who you are',
  'certificate.line': '{number}. {name}, issued by {issuer}, expires {date}',
  'certificate.hint': 'Send a certificate only to a site that you know. If you are not sure, send none.',
  'certificate.send': '{number}. {name}',
  'certificate.more': 'More certificates',
  'certificate.none': 'Send none',

  'company.new': 'This token belongs to {theirs}',
  'company.new.detail':
    'The token in Supabase belongs to {ours}. If you save this one, all your programs will work with the clients of {company}.',
  'company.row': 'Another program saved a token of {theirs}',
  'company.row.detail':
    'Before, the token was one of {ours}. All your programs now work with the clients of {company}. The earlier token can be put back.',
  'company.row.gone':
    'Before, the token was one of {ours}. All your programs now work with the clients of {company}. The earlier token is no longer here: to bring one back, sign in to Gazelle with the earlier account.',
  'company.save': 'Save it',
  'company.discard': 'Discard it',
  'company.put-back': 'Put the earlier token back',
  'company.keep': 'Keep the new one',
  'company.later': 'Decide later',
  'question.project': 'Use another Supabase project?',
  'question.project.detail':
    'The token will be kept in {to} from now on, and no longer in {from}. Whoever manages {to} can read it.',
  'question.project.yes': 'Use the new project',
  'question.key': 'Replace the key of {project}?',
  'question.key.detail': 'This computer forgets the present key and uses the new one with {project}.',
  'question.key.yes': 'Replace',
  'question.key-to': 'Send the secret key to {to}?',
  'question.key-to.detail': 'The key on this computer opens every table of its project. It will be sent to {to}.',
  'question.key-to.yes': 'Send',
  'question.invitation': 'Accept this invitation to {project}?',
  'question.invitation.detail':
    'It connects this computer to:\n\nSupabase: {project}\nRow: {row}\nSupabase user: {user}\nGazelle: {gazelle}\nOAuth application: {application}\nPerson to ask: {helper}\n\n{elsewhere, select, yes {Attention: {gazelle} is not gazelleapp.io, Gazelle’s own address. Do not enter your Gazelle password there.} other {Accept it only if you know who sent it.}}',
  'question.invitation.yes': 'Accept',
  'question.invitation-replace': 'Accept this invitation, and leave {from}?',
  'question.invitation-replace.detail':
    'This computer is set up for {from}. From now on it would be connected to:\n\nSupabase: {project}\nRow: {row}\nSupabase user: {user}\nGazelle: {gazelle}\nOAuth application: {application}\nPerson to ask: {helper}\n\n{elsewhere, select, yes {Attention: {gazelle} is not gazelleapp.io, Gazelle’s own address. Do not enter your Gazelle password there.} other {Accept it only if you know who sent it.}}',
  'question.invitation-replace.yes': 'Accept and replace',
  'question.row': 'Keep the token in another row?',
  'question.row.detail':
    'In {project}, the token will be kept elsewhere from now on.\n\nNew table and row: {to}\nPresent ones: {from}',
  'question.row.yes': 'Use the new row',
  'question.user': 'Sign in to {project} as another user?',
  'question.user.detail': '{to} takes the place of {from} on this computer.',
  'question.user.yes': 'Sign in',
  'question.sign-out': 'Sign {user} out of {project}?',
  'question.sign-out.detail':
    'This computer forgets the session and the password. The token can be read and saved again once somebody signs in.',
  'question.sign-out.yes': 'Sign out',
  'question.forget': 'Forget {project}?',
  'question.forget.detail':
    'This computer forgets the URL, the key and the user of {project}, its copies of the token and the sign-in at Gazelle.',
  'question.forget.yes': 'Forget',
  'question.forget-unsaved': 'Forget {project} and a token that is not saved?',
  'question.forget-unsaved.detail':
    'This computer keeps a token that is not saved to {project}, and has the only copy. It will be lost with the URL, the key, the user and the sign-in at Gazelle.',
  'question.forget-unsaved.yes': 'Forget',
  'question.option.revoke': 'Also revoke the tokens at Gazelle',
  'question.option.revoke.detail':
    'If you also revoke the tokens, every program that uses the token in Supabase stops, on every computer, until a new token is saved there.',
  'question.application': 'Use another OAuth application at {gazelle}?',
  'question.application.detail': 'New client ID and redirect address:\n{to}\n\nPresent ones:\n{from}',
  'question.application.yes': 'Use the new application',
  'question.secret': 'Replace the client secret?',
  'question.secret.detail':
    'For the OAuth application {application} at {gazelle}, this computer forgets the present secret and uses the one in the clipboard.',
  'question.secret.yes': 'Replace',
  'question.application-forget': 'Forget the OAuth application?',
  'question.application-forget.detail':
    'This computer forgets the client ID {application}, its redirect address and its secret. Gazelle Keeper can no longer use them to renew the token at {gazelle}.',
  'question.application-forget.yes': 'Forget',
  'question.proxy': 'Replace the password for the proxy {proxy}?',
  'question.proxy.detail': '{to} takes the place of {from} at {proxy}.',
  'question.proxy.yes': 'Replace',
  'question.proxy-forget': 'Forget the password for the proxy {proxy}?',
  'question.proxy-forget.detail': 'This computer forgets the password of {user} for {proxy}.',
  'question.proxy-forget.yes': 'Forget',
  'question.session': 'Sign out of Gazelle on this computer?',
  'question.session.detail':
    'This computer forgets who is signed in to {gazelle}. Somebody will have to sign in for the next renewal.',
  'question.session.yes': 'Sign out',
  'question.token': 'Replace the token in Supabase?',
  'question.token.detail': 'In the row {row} of {project}, the token {to} takes the place of the token {from}.',
  'question.token.yes': 'Replace',
  'question.command-line': 'Let the command line use {project}?',
  'question.command-line.detail':
    'The URL, the key, the user and the password of {project} are copied to this computer’s keychain, where other programs of yours can read them.',
  'question.command-line.yes': 'Allow',
  'question.own-data': 'Remove what you ticked, and quit?',
  'question.own-data.detail': 'What is removed cannot be brought back. The row in Supabase stays.',
  'question.own-data.yes': 'Remove and quit',
  'question.own-data-profile': 'Remove what this app keeps, and quit?',
  'question.own-data-profile.detail':
    'The project, its key, the Gazelle session, the history and every other setting are removed from this computer for good. The row in Supabase stays, but nothing on this computer keeps its token alive.',
  'question.own-data-profile.yes': 'Remove and quit',
  'question.own-data-unsaved': 'Remove what this app keeps, and a token that is not saved?',
  'question.own-data-unsaved.detail':
    'This computer has the only copy of a token that is not saved in Supabase yet. The token is lost with the rest, for good.',
  'question.own-data-unsaved.yes': 'Remove and quit',
  'question.login': 'Start Gazelle Keeper at login?',
  'question.login.detail': 'The system starts Gazelle Keeper whenever you log in to this computer.',
  'question.login.yes': 'Turn on',
  'question.unpressed': 'Did you ask for “{what}”?',
  'question.unpressed.detail':
    'A window of Gazelle Keeper asks for this, but no click and no key was noticed. A screen reader or voice control can cause that. If you did not ask, cancel.',
  'question.unpressed.yes': 'Yes, continue',

  'revocation.revoked': 'The tokens are revoked, and {project} is forgotten',
  'revocation.revoked.detail':
    'Gazelle no longer accepts the tokens of the OAuth application. Programs that use the one in Supabase need a new token.',
  'revocation.failed': '{project} was not forgotten',
  'revocation.row-unread.detail':
    'The token could not be read in Supabase, so it was not revoked. Try again later, or forget the project without revoking the tokens.',
  'revocation.unreached.detail':
    'Gazelle could not be reached, so the tokens may still work. Try again later, or forget the project without revoking the tokens.',
  'revocation.rejected.detail':
    'Gazelle did not revoke every token. Check the client ID and the secret of the OAuth application, or forget the project without revoking the tokens.',
  'revocation.still-accepted.detail':
    'Gazelle still accepts a token that it was asked to revoke; another OAuth application may have obtained it. Revoke it with that application, or forget the project without revoking the tokens.',

  'leave.title': 'Quit Gazelle Keeper?',
  'leave.detail': 'This desktop shows no tray icon. While closed, Gazelle Keeper cannot renew the token.',
  'leave.stay': 'Keep running',
  'notify.company.title': 'Token of another company',
  'browser.answered': 'Gazelle has answered. You may close this tab and go back to Gazelle Keeper.',
  'notify.sign-in.title': 'Gazelle needs you to sign in',
  'notify.soon.title':
    'The Gazelle token expires {day, select, today {today at {time}} tomorrow {tomorrow at {time}} other {in {count, plural, one {# day} other {# days}}}}',
  'notify.soon.body': 'It cannot be renewed automatically. Sign in to Gazelle to keep your programs working.',
  'notify.blocked.title': 'Gazelle Keeper needs your help',
  'notify.trouble.title': 'The Gazelle token has not been checked for a while',
  'notify.solved.first': 'All is well',
  'notify.solved.title': 'All is well again',
  'notify.remind': 'Remind me tomorrow',
} as const

export type MessageKey = keyof typeof en
export type Catalogue = Readonly<Record<MessageKey, string>>
