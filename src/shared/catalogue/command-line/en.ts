/** English; `fr.ts` has the same keys, which the compiler checks. Texts have `{names}` to fill in; those of help have none. */
export const en = {
  'usage.secret':
    'One of the arguments is a secret, so it was refused: other programs and the shell’s history can read it. If it is real, revoke it. Pass tokens to “gazelle-keeper set” on stdin, and keys in environment variables.',
  'usage.unknown-option': 'Unknown option: {name}',
  'usage.unknown-command': 'Unknown command: {name}',
  'usage.unknown-option.unnamed': 'Unknown option.',
  'usage.unknown-command.unnamed': 'Unknown command.',
  'usage.excess-arguments': 'Too many arguments.',
  'usage.missing-command': 'No command was given.',
  'usage.missing-argument': 'An argument is missing after the command.',
  'usage.option-missing-argument': 'An option is missing its value.',
  'usage.invalid-argument': 'An option has an invalid value.',
  'usage.other': 'The arguments were not understood.',
  'usage.did-you-mean': 'Did you mean {names}?',
  'usage.or': ' or ',
  'usage.see-help': 'Run “gazelle-keeper --help” for the list of commands.',

  'configuration.nothing':
    'Nothing is configured. Set SUPABASE_URL and SUPABASE_KEY in the environment or in a .env file in this folder, or let the command line use the desktop app’s settings (in the app: Settings > General).',
  'configuration.desktop-not-allowed':
    'Nothing is configured for this command. The desktop app is set up on this computer: let the command line use its settings (in the app: Settings > General), or set SUPABASE_URL and SUPABASE_KEY in the environment or in a .env file in this folder.',
  'configuration.desktop-locked':
    'The desktop app’s settings are in the system keychain, which is locked. Unlock it and try again; where nobody is logged in to the desktop, set SUPABASE_URL and SUPABASE_KEY in the environment.',
  'configuration.desktop-silent':
    'The desktop app’s settings are in the system keychain, which is not answering. Try again; if that does not help, log out and in again, or set SUPABASE_URL and SUPABASE_KEY in the environment.',
  'configuration.desktop-no-keychain':
    'Nothing is configured for this command. The desktop app is set up on this computer, but no system keychain is available (as under cron or over SSH). Set SUPABASE_URL and SUPABASE_KEY in the environment or in a .env file in this folder.',
  'configuration.desktop-refused':
    'The system keychain will not give the desktop app’s settings to this program. Allow it when the system asks, or set SUPABASE_URL and SUPABASE_KEY in the environment or in a .env file in this folder.',
  'configuration.desktop-not-understood':
    'The desktop app’s settings in the system keychain were written by another version. Update the app and this command to the same version, then turn the switch in the app off and on (Settings > General).',
  'configuration.missing': '{variable} is missing ({source}). All variables must come from the same source.',
  'configuration.invalid.not-a-url': '{variable} is not an address that begins with https:// ({source}).',
  'configuration.invalid.not-https':
    '{variable} must begin with https://, or secrets would be sent unencrypted ({source}).',
  'configuration.invalid.not-a-key': '{variable} is not a key: it contains spaces or invalid characters ({source}).',
  'configuration.invalid.not-a-name':
    '{variable} is not a valid name: use only unaccented letters, digits and underscores ({source}).',
  'configuration.invalid.not-seconds': '{variable} is not a whole number of seconds, 86400 at most ({source}).',
  'configuration.invalid.not-keychain':
    '{variable} can only be “keychain”: the secrets are then in the system keychain ({source}).',
  'configuration.keychain': 'The secrets of the configuration ({source}) are in the system keychain.',
  'keychain.absent':
    'It has none for this project, user and application. Put them there: gazelle-keeper init --keychain',
  'keychain.locked': 'The system keychain is locked. Unlock it and try again.',
  'keychain.none':
    'No system keychain is available (as under cron or over SSH). There, set the secrets in the environment or in a file of variables.',
  'keychain.not-understood':
    'Another version put them there. Update this command, or put them there again: gazelle-keeper init --keychain',
  'keychain.refused': 'The system keychain denied access to this program. Allow it when the system asks.',
  'keychain.silent': 'The system keychain is not answering. Try again; if that does not help, log out and in again.',
  'keychain.too-long': 'The secrets are longer than the system keychain accepts.',
  'configuration.invalid.not-smtp':
    '{variable} is not a mail server such as smtp://mail.example.com:587 or smtps://mail.example.com ({source}).',
  'configuration.invalid.not-an-email':
    '{variable} is not an email address, or not a list separated by commas ({source}).',
  'configuration.invalid.not-a-topic': '{variable} does not end in the name of an ntfy topic ({source}).',
  'configuration.invalid.not-a-webhook-secret':
    '{variable} is not whsec_ followed by 24 to 64 bytes in Base64 ({source}).',
  'configuration.invalid.not-yes-or-no': '{variable} is neither yes nor no ({source}).',
  'configuration.invalid.not-a-language': '{variable} is neither en nor fr ({source}).',
  'configuration.unreadable-file': 'The file {path} cannot be read.',
  'configuration.unreadable-line.not-understood':
    'Line {line} of the file {path} cannot be read: a quotation mark is not closed, or text follows where the value should end. Correct this line.',
  'configuration.unreadable-line.nul':
    'Line {line} of the file {path} contains NUL bytes: two encodings are mixed in the file. Save the whole file again as UTF-8.',
  'configuration.unreadable-line.not-utf-8':
    'Line {line} of the file {path} contains characters in another encoding. Save the file again as UTF-8.',
  'configuration.unreadable-line.environment':
    'Line {line} of the file {path} takes a value from the environment, which a .env file found in a folder is not allowed to do. Write the value in the file, or name the file: --config {path}',
  'configuration.doubtful-file.of-another':
    'The file {path} is not used, because {at} belongs to another user. If you trust the file, name it: --config {path}',
  'configuration.doubtful-file.open-to-others':
    'The file {path} is not used, because other users of this computer are allowed to change {at}. Run chmod go-w on {at}, or, if you trust the file, name it: --config {path}',
  'configuration.doubtful-file.outside-profile':
    'The file {path} is not used, because it is outside your user folder and other users may be able to change it. If you trust the file, name it: --config {path}',
  'configuration.leads-elsewhere.GAZELLE_URL':
    'The file {path} would send tokens to {to}, which is not Gazelle (GAZELLE_URL). Nothing was sent. If this is right, name the file: --config {path}',
  'configuration.leads-elsewhere.SUPABASE_URL':
    'The file {path} would send what you type to the project {to} (SUPABASE_URL). Nothing was sent. If this is your project, name the file: --config {path}',
  'agree.GAZELLE_URL':
    'The file {path} sends tokens to {to}, which is not Gazelle. Continue? Type yes (input is hidden), then press Enter: ',
  'agree.SUPABASE_URL':
    'The file {path} sends what you type to the project {to}. Is it yours? Type yes (input is hidden), then press Enter: ',
  'source.environment': 'environment',
  'source.file': 'file {path}',
  'source.used': 'Configuration from the file {path}',
  'source.with-keychain': '{source}, with its secrets in the system keychain',
  'source.desktop': 'the desktop app’s settings (system keychain)',

  'stand.valid': 'All is well',
  'stand.works': 'The token works',
  'stand.expiring': 'The token expires soon',
  'stand.expired': 'The token has expired',
  'stand.no-access': 'Gazelle denies access',
  'stand.refused': 'Gazelle rejects the token',
  'stand.missing': 'There is no token yet',
  'stand.held': 'A token is stored on this computer but not saved to Supabase yet',
  'stand.held.memory': 'A token is not saved to Supabase yet, and is not stored on this computer either',
  'stand.blocked': 'The token cannot be checked',
  'stand.unsaved': 'The token cannot be saved',
  'stand.starting': 'The token has not been read yet',

  'stand.other-company': 'Another program saved a token of {theirs} in the row, which was {ours}’s',
  'stand.unconfirmed':
    'A token of {theirs} is waiting: the row belongs to {ours}. To save it, supply it again: gazelle-keeper set --another-company',

  'advice.sign-in': 'Sign in to Gazelle with the desktop app, or supply a token: gazelle-keeper set',
  'advice.session': 'To sign in to Supabase with an emailed code: gazelle-keeper sign-in',
  'advice.soon': 'This token cannot be renewed automatically. Before it expires, supply another: gazelle-keeper set',
  'advice.renewing': 'Another program is renewing the token. The next check will look again.',
  'advice.other-company':
    'If that is right, supply that token once more: gazelle-keeper set --another-company. If not, supply one of the earlier company the same way.',
  'advice.later': 'Try again in a few minutes.',
  'advice.check': 'It may be possible to renew it now: gazelle-keeper check',
  'advice.held': 'It is stored encrypted on this computer and will be saved at the next check.',
  'advice.held.memory':
    'The token is lost, because nothing can be stored on this computer. If the next check asks for a sign-in, sign in to Gazelle.',

  'fact.token': 'Token',
  'fact.age': 'Age',
  'fact.left': 'Time left',
  'fact.renewal': 'Renewal',
  'fact.written': 'Last saved',
  'fact.gazelle': 'Gazelle',
  'fact.account': 'Account',
  'fact.keepers': 'Looked after by',
  'keeper.app': '{name}',
  'keeper.command': '{name} (command line)',
  'keeper.library': '{name} (program)',
  'keeper.function': 'project function',
  'keeper.seen': '{keeper}, {ago}',
  'keeper.more': '{count} more',
  'ago.now': 'now',
  'ago.minutes': '{count} min ago',
  'ago.hours': '{count} h ago',
  'ago.days': '{count} days ago',
  'doctor.keepers': 'Looked after by: {keepers}',
  'history.none':
    'This project has no logbook, so nobody knows who changed the token. To add one, run the output of “gazelle-keeper sql --logbook” in the SQL editor.',
  'history.empty': 'The token has not been changed since the logbook was added.',
  'history.changes': 'Changes to the row, the latest first: {count}',
  'history.line': '{date} {time}  {before} → {after}  {who}',
  'history.line.kept': '{line}  (no. {id})',
  'history.kept.hint':
    'What a change with a number replaced is kept. “gazelle-keeper history --put-back NUMBER” puts that token back, if Gazelle still accepts it.',
  'history.no-token': 'no token',
  'history.by-keeper': 'Gazelle Keeper',
  'history.by-keeper.named': 'Gazelle Keeper on {name}',
  'history.by-program': '{program}',
  'history.as': '{who}, as {user}',
  'put-back.not-kept':
    'What change no. {id} replaced is not kept. “gazelle-keeper history” shows a number beside the changes that can be put back.',
  'put-back.no-token': 'What change no. {id} replaced holds no token. Nothing was changed.',
  'put-back.old-logbook':
    'The project’s logbook is of an earlier version. Run the output of “gazelle-keeper sql --logbook” in the SQL editor, then try again.',
  'put-back.secret-key-needed':
    'Only the project’s secret key may read what was replaced. Set SUPABASE_KEY to it for this command, and leave out SUPABASE_EMAIL.',
  'days.none': 'less than a day',
  'days.one': '{count} day',
  'days.many': '{count} days',
  'hours.none': 'less than an hour',
  'hours.one': '{count} hour',
  'hours.many': '{count} hours',
  'left.rejected': 'none (Gazelle rejects the token)',
  'left.never': 'does not expire',
  'left.over': 'none (expired {date})',
  'left.until': '{left}, until {date}',
  'left.assumed': '{left}, until about {date} (assumed)',
  'renewal.by-itself': 'automatic, around {date}',
  'renewal.due': 'automatic, at the next check',
  'renewal.in-vain': 'renewed on {date} at {time}, but rejected as well; next attempt on {nextDate}, after {nextTime}',
  'renewal.in-vain.due': 'renewed on {date} at {time}, but rejected as well; next attempt at the next check',
  'renewal.untried': 'will be attempted at the next check; whether it is still possible is not known',
  'renewal.by-hand': 'needs a sign-in',
  'renewal.none': 'not needed',
  'written.at': '{date}, {time}',
  'written.at.here': '{date}, {time}, by this computer',
  'written.at.elsewhere': '{date}, {time}, by another program or computer',
  'written.unknown': 'unknown',
  'gazelle.accepts': 'accepts the token',
  'gazelle.denies': 'recognizes the token, but denies access',
  'gazelle.refuses': 'rejects the token',
  'gazelle.unasked': 'not asked',
  'gazelle.unclear': 'gave no usable answer',
  'did.renewed': 'Renewed: {fingerprint}',
  'did.restored': 'Working token put back: {fingerprint}',
  'did.saved': 'Saved: {fingerprint}',
  'did.adopted': 'New token found in the row: {fingerprint}',
  'renew.not-due': 'Not due yet; use --force to renew anyway.',
  'renew.impossible':
    'The token could not be renewed: there is no valid refresh token, or no OAuth application is configured.',
  interrupted: 'Finishing this step so that no token is lost. A second Ctrl-C stops at once.',

  waiting: 'One moment…',
  'waiting.folder':
    'A token is not saved to Supabase yet. Still trying for up to {seconds} s. To stop now, press Ctrl-C: the token is stored encrypted on this computer and will be saved at the next check.',
  'waiting.fresh':
    'Gazelle has issued a new token but does not accept it yet. Asking again for about a minute at most.',
  'waiting.memory':
    'A token is not saved to Supabase yet. Still trying for up to {seconds} s. Do not stop this command: the token cannot be stored on this computer and would be lost.',

  'disk.meanwhile':
    '{reason} In the meantime nothing can be stored in {folder}: a token that is not saved to Supabase when this command ends would be lost.',
  'disk.mended': 'Files can be written again.',

  'test.answered': '{company} answered in {milliseconds} ms.',
  'test.answered.unnamed': 'Gazelle answered in {milliseconds} ms.',
  'test.clients.one': '{count} client',
  'test.clients.many': '{count} clients',
  'test.user': 'signed in as {user}',
  'test.no-token': 'There is no token to test.',

  'set.prompt': 'Paste the token, or the request that contains it (input is hidden), then press Enter: ',
  'set.saved': 'Saved: {fingerprint}. Programs that read the row can now reach Gazelle.',
  'set.unchanged': 'The row already holds this token: {fingerprint}.',
  'set.outlived': 'The row already holds a better token: {fingerprint}. Nothing was changed.',
  'set.refused': 'Gazelle does not accept this token. Nothing was changed.',
  'set.forbidden': 'Gazelle recognizes this token, but its user is not allowed to see clients. Nothing was changed.',
  'set.other-company':
    'This token belongs to {theirs}, but the row belongs to {ours}. Programs that read the row would then work with the clients of {theirs}. Nothing was changed. If that is what you want: gazelle-keeper set --another-company',
  'set.other-company.question':
    'This token belongs to {theirs}, but the row belongs to {ours}. Programs that read the row would then work with the clients of {theirs}. Save it anyway? [y/N] ',
  'set.declined': 'The token was not saved. Nothing was changed.',
  'set.other-user': 'The user has changed: the token was {before}’s and is now {user}’s.',
  'set.held': 'It could not be saved yet. It is stored encrypted on this computer and will be saved at the next check.',
  'set.unknown-form': 'No token was found in the input. Supply the token itself, or the request copied as cURL.',
  'set.held.memory':
    'It could not be saved, and nothing can be stored on this computer. Supply it again once the problem is solved.',
  'set.nothing': 'No input. Send the token on stdin, or type it at the prompt.',

  'sign-in.prompt': 'A code is on its way to {email}. Type it (input is hidden), then press Enter: ',
  'sign-in.done': 'Signed in to Supabase as {email}. The command line now has its own session.',
  'sign-in.nobody': 'There is no one to sign in: the configuration names no Supabase user (SUPABASE_EMAIL).',
  'sign-in.not-kept':
    'The session could not be stored: nothing can be written to this user’s folder. Use SUPABASE_PASSWORD instead.',

  'doctor.source': 'Configuration: {source}',
  'doctor.looked-at': 'Looked for a configuration in:',
  'doctor.looked-at.line': '{name}: {outcome}',
  'doctor.looked-at.not-given': 'not given',
  'doctor.looked-at.not-set': 'none of the variables is set (SUPABASE_URL, SUPABASE_KEY …)',
  'doctor.looked-at.not-there': 'not there',
  'doctor.looked-at.nothing': 'the app is not set up here',
  'doctor.looked-at.desktop-not-allowed': 'the app does not let the command line use them',
  'doctor.looked-at.desktop-locked': 'the keychain is locked',
  'doctor.looked-at.desktop-silent': 'the keychain is not answering',
  'doctor.looked-at.desktop-no-keychain': 'no keychain is available',
  'doctor.looked-at.desktop-refused': 'the keychain denies access',
  'doctor.looked-at.desktop-not-understood': 'written by another version',
  'doctor.project': 'Project: {url}',
  'doctor.two-keys': 'Two keys are given: {used} is used, {unused} is not',
  'doctor.two-keys.remedy': 'remove the one you do not want',
  'doctor.open-file': 'Other users of this computer can read {path}',
  'doctor.open-file.remedy': 'run chmod 600 on the file',
  'doctor.gazelle-accepts-token': 'Gazelle',
  'doctor.application': 'OAuth application',
  'doctor.application.missing':
    'none, so refresh tokens cannot be used. Set GAZELLE_CLIENT_ID and GAZELLE_CLIENT_SECRET.',
  'doctor.application.missing.desktop':
    'none, so refresh tokens cannot be used. Set one up in the desktop app (Settings > OAuth).',
  'doctor.refresh-token': 'Refresh token',
  'doctor.refresh-token.spent':
    'Gazelle no longer accepts the one in the row, so this token cannot be renewed automatically.',
  'doctor.refresh-token.missing': 'none, so this token cannot be renewed automatically.',
  'doctor.alerts': 'Alerts: {channels}',
  'doctor.version.newest': 'Version {version}: no newer one is announced',
  'doctor.version.older': 'Version {version}: {newer} is out, since {day}',
  'doctor.version.older.remedy': 'install it the way you installed this one',
  'doctor.version.unknown': 'Version {version}: whether there is a newer one could not be found out',
  'doctor.version.old': 'Version {version} is of {day}, more than half a year ago',
  'doctor.version.old.remedy': 'look for a newer one where you got this one',
  'doctor.fine': 'Everything is in order.',
  'doctor.not-fine.one': 'One thing needs attention.',
  'doctor.not-fine.many': '{count} things need attention.',
  'remedy.in-desktop-app': 'fix it in the desktop app’s settings',
  'remedy.check-url': 'correct SUPABASE_URL',
  'remedy.check-network': 'check the internet connection, then try again',
  'remedy.check-certificate': 'ask whoever manages your network',
  'remedy.restore-project': 'open the project in Supabase and press Restore',
  'remedy.wait': 'try again in a few minutes',
  'remedy.check-key': 'copy SUPABASE_KEY again',
  'remedy.use-publishable-key': 'use the publishable key, with SUPABASE_EMAIL and SUPABASE_PASSWORD',
  'remedy.sign-in': 'set SUPABASE_EMAIL and SUPABASE_PASSWORD',
  'remedy.sign-in-by-code': 'sign in with a code: gazelle-keeper sign-in',
  'remedy.confirm-email': 'open the link in the message from Supabase',
  'remedy.copy-migration': 'run the output of “gazelle-keeper sql” in the SQL editor',
  'remedy.add-member': 'run the output of “gazelle-keeper sql --member EMAIL” in the SQL editor',
  'remedy.delete-duplicates': 'delete all rows with this key but one',
  'remedy.fix-row': 'correct the row in Supabase, or supply a token: gazelle-keeper set',
  'remedy.fix-column': 'give the column a default in Supabase',
  'remedy.raise-quota': 'ask the project’s owner to lift the restriction in Supabase',
  'remedy.free-disk': 'try again in a few minutes; if it lasts, look at the project’s disk in Supabase',
  'remedy.use-newer-key': 'set SUPABASE_KEY to a publishable or secret key (Project Settings > API Keys)',
  'remedy.expose-schema': 'expose the schema of the table in Supabase (Project Settings > Data API)',
  'remedy.drop-old-function': 'in the SQL editor: drop function public.swap_{setting}(text, text, text);',
  'remedy.fix-trigger': 'correct the trigger in Supabase, or let it pass this user',
  'remedy.open-other-table': 'make the trigger’s function “security definer”, or open the other table to this user',
  'remedy.fix-updated-at': 'change the type of updated_at to timestamptz in Supabase',
  'remedy.add-column': 'add the missing column in Supabase (key text, value jsonb)',
  'remedy.report-code': 'look the code up in Supabase’s documentation',
  'remedy.ask-keeper':
    'let such programs get the header from Gazelle Keeper (gazelle-keeper run, or the library), or change that rule',
  'remedy.close-bypass': 'in the SQL editor: select * from public.{setting}_bypasses(); each line says how to close it',
  'remedy.check-clock': 'correct this computer’s clock',

  'init.begin':
    'This asks for the configuration, tests it, and writes it to {path}. Press Ctrl-C to stop; nothing is written until the end.',
  'init.begin.keychain':
    'This asks for the configuration, tests it, and writes it to {path}; the secrets go in the system keychain. Press Ctrl-C to stop; nothing is written until the end.',
  'init.exists':
    '{path} already exists. Its lines stay, and the new variables are added at its end, where they count. Continue? [y/N] ',
  'init.ask.url': 'Project URL (in Supabase: Project Settings > Data API): ',
  'init.ask.key': 'API key (Project Settings > API Keys; input is hidden), then press Enter: ',
  'init.ask.email': 'Email of the Supabase user: ',
  'init.ask.password':
    'Password of the Supabase user (input is hidden; leave empty to sign in with an emailed code), then press Enter: ',
  'init.ask.client-id':
    'Client ID of the OAuth application at Gazelle (leave empty if there is none; tokens are then not renewed automatically): ',
  'init.ask.client-secret': 'Client secret of the OAuth application (input is hidden), then press Enter: ',
  'init.not.url': 'No project URL was found in the input. It begins with https:// and usually ends with .supabase.co.',
  'init.not.key': 'No API key was found in the input. Copy the whole publishable or secret key.',
  'init.not.email': 'This is not an email address.',
  'init.not.secret': 'No input. An OAuth application has both a client ID and a client secret.',
  'init.anyway':
    'Not everything is in order; the lines above say how to fix it. Write the configuration anyway? [y/N] ',
  'init.declined': 'Nothing was written.',
  'init.misread':
    '{variable} contains characters that a file of variables cannot hold. Set this variable in the environment instead. Nothing was written.',
  'init.not-written': '{path} cannot be written. Nothing was changed.',
  'init.done': 'Saved: {path}. Only you can read the file.',
  'init.done.keychain': 'Saved: {path}. The file contains no new secret; the secrets are in the system keychain.',
  'init.left-secrets':
    'Earlier lines of the file still contain secrets, which are not used any more. Delete the earlier lines of: {names}',
  'init.keychain': 'Nothing was written. Without --keychain the secrets go in the file, which only you can read.',
  'init.next': 'Next, check the whole setup: gazelle-keeper doctor',
  'init.next.named': 'Next, check the whole setup: gazelle-keeper doctor --config {path}',
  'init.environment-first':
    'The environment sets variables of a project too, and comes first. To use this file, name it: --config {path}',
  'init.no-terminal':
    'This command asks questions, so it needs a terminal, and does not work with --json. Elsewhere, set SUPABASE_URL and SUPABASE_KEY in the environment, or in a .env file that only you can read (chmod 600); for a publishable key SUPABASE_EMAIL and SUPABASE_PASSWORD too, and for automatic renewal GAZELLE_CLIENT_ID and GAZELLE_CLIENT_SECRET. Then run: gazelle-keeper doctor',

  'completion.which': 'Name the shell: gazelle-keeper completion bash, zsh, fish or powershell',

  'alerts.channel.email': 'Email',
  'alerts.channel.slack': 'Slack',
  'alerts.channel.teams': 'Microsoft Teams',
  'alerts.channel.discord': 'Discord',
  'alerts.channel.ntfy': 'ntfy',
  'alerts.channel.webhook': 'Webhook',
  'alerts.channel.ping': 'Ping',
  'alerts.sent': '{channel}: the alert was accepted{code}.',
  'alerts.pinged': '{channel}: answered{code}.',
  'alerts.missed': '{channel}: the alert was accepted, but not for every recipient (rejected: {count}).',
  'alerts.failed.unreachable': '{channel}: the server could not be reached{code}.',
  'alerts.failed.silent': '{channel}: the server did not answer in time.',
  'alerts.failed.untrusted':
    '{channel}: the server did not prove who it is, or offers no encryption{code}. Nothing was sent.',
  'alerts.failed.redirected':
    '{channel}: the server sends to another address{code}, which is not followed. Copy the address again.',
  'alerts.failed.busy': '{channel}: the server asks to try again later{code}.',
  'alerts.failed.sign-in': '{channel}: the server rejects the user or the password{code}.',
  'alerts.failed.rejected': '{channel}: the server rejects it{code}. Check the address, and whether it still exists.',
  'alerts.failed.not-understood': '{channel}: the answer was not understood{code}.',
  'alerts.faulty': '{fault} No alert goes there.',
  'alerts.none':
    'No channel for alerts is configured. Set at least one, for example GAZELLE_ALERT_SLACK, or GAZELLE_ALERT_EMAIL_TO and GAZELLE_ALERT_SMTP_URL; docs/alerts.md lists them all.',
  'alerts.which': 'Say what to do: gazelle-keeper alerts test',
  'alerts.tested': 'Every channel has answered.',
  'alerts.not-all': 'Not every channel can be used.',

  'watch.ready': 'Watching. Press Ctrl-C to stop.',
  'watch.stopping': 'Stopping.',

  'forget.done':
    'Forgotten: this computer no longer keeps a token or a session of this project. The row in Supabase and your configuration are unchanged.',
  'forget.nothing': 'This computer keeps nothing of this project.',
  'forget.in-use':
    'A keeper of this project is running on this computer, and would write again what is forgotten. Stop it first (gazelle-keeper watch, or the program that uses the library). Nothing was changed.',
  'forget.only-copy':
    'This computer keeps a token that may be the only one that works: it is not saved to Supabase. Nothing was changed. To save it, run gazelle-keeper check; to lose it, gazelle-keeper forget --force.',
  'forget.ask':
    'This computer keeps a token that may be the only one that works: it is not saved to Supabase. Forget it? Type yes (input is hidden), then press Enter: ',
  'forget.not-revoked':
    'Not revoked at Gazelle: {count}. Such a token still works until it expires. Gazelle did not agree or could not be reached, no OAuth application is configured, or the row could not be read.',
  'uninstall.what.autostart': 'the start of the app at login',
  'uninstall.what.keychain': 'in the system keychain: the app’s settings for the command line, the secrets of init',
  'uninstall.what.state': 'what the command line and the library keep: tokens, Supabase sessions',
  'uninstall.what.cache': 'what can be fetched or made again: Electron, the demo, updates',
  'uninstall.what.profile': 'what the app keeps: settings, secrets, Gazelle session, history, log, sign-in link',
  'uninstall.size': 'size: {size}',
  'uninstall.is-in-use': 'in use: Gazelle Keeper is running',
  'uninstall.login.darwin':
    'The start at login is not shown here: System Settings > General > Login Items, or the app (Settings > General).',
  'uninstall.login.win32':
    'The start at login is not shown here: Settings > Apps > Startup, or the app (Settings > General). The app itself removes the sign-in link (Settings > About).',
  'uninstall.nothing': 'Gazelle Keeper keeps nothing on this computer for you.',
  'uninstall.listed':
    'Nothing was removed. To remove all of this, run gazelle-keeper uninstall --remove all; to remove one thing, name it instead of all.',
  'uninstall.choose':
    'Nothing was removed, because nobody is at the terminal to ask. Name what to remove: gazelle-keeper uninstall --remove state (or autostart, keychain, cache, profile, all).',
  'uninstall.may-hold-tokens':
    'This may hold a token that is not saved to Supabase. To make sure, say no and run gazelle-keeper forget first, or open the app.',
  'uninstall.ask': 'Remove {kind}? Type yes or no, then press Enter:',
  'uninstall.in-use':
    'Nothing was removed: Gazelle Keeper is running, and would write again what is removed. Quit the app, stop gazelle-keeper watch, the demo and every program that uses the library, then try again.',
  'uninstall.only-copy':
    'Nothing was removed: a token that is not saved to Supabase may be among what you chose. Run gazelle-keeper forget first, or open the app; to remove everything you chose all the same, add --force.',
  'uninstall.left': 'Not removed: {place} ({why}).',
  'uninstall.why.link': 'it is a link to another place; remove both yourself',
  'uninstall.why.keychain': 'the system keychain does not allow it, or does not answer',
  'uninstall.incomplete': 'Not everything that you chose could be removed. What was removed is gone for good.',
  'uninstall.none-removed': 'Nothing was removed.',
  'uninstall.done':
    'Removed. The row in Supabase, your configuration (.env, environment) and the program itself are unchanged.',
  'run.not-found': 'Program not found: {program}',
  'run.not-found.unnamed': 'Program not found.',
  'run.not-started': 'The program could not be started: {program}',
  'run.not-started.unnamed': 'The program could not be started.',
  mistake: 'Something went wrong in Gazelle Keeper ({what}). If it keeps happening, tell whoever helps you.',
} as const

export type MessageKey = keyof typeof en
export type Catalogue = Readonly<Record<MessageKey, string>>
