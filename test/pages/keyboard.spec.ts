import { expect, test } from './face.ts'
import { settings, state, tabTo } from './keyboard.ts'

test('the popover by keyboard alone: the next step, the settings, the menu', async ({ face }) => {
  await face.open('popover', state('expired'))
  await tabTo(face, 'button', 'Settings')
  await face.page.keyboard.press('Enter')
  const more = await tabTo(face, 'button', 'More')
  await face.page.keyboard.press('Enter')
  const items = face.page.getByRole('menuitem')
  await expect(items.first()).toBeFocused()
  await face.page.keyboard.press('ArrowUp')
  await expect(items.last()).toBeFocused()
  await face.page.keyboard.press('Escape')
  await expect(face.page.getByRole('menu')).toBeHidden()
  await expect(more).toBeFocused()
  await face.page.keyboard.press('Enter')
  await face.page.keyboard.press('ArrowDown')
  await face.page.keyboard.press('Enter')
  await tabTo(face, 'button', 'Sign in to Gazelle')
  await face.page.keyboard.press('Enter')
  await face.page.keyboard.press('Escape')
  expect(await face.asked()).toEqual([
    { do: 'open-settings', section: 'supabase' },
    'renew',
    'sign-in',
    'close-popover',
  ])
})

test('a button that was pressed is not pressed twice, and keeps the focus', async ({ face }) => {
  await face.open('popover', state('valid'))
  await face.page.evaluate(() => {
    const { keeper, asked } = window as unknown as { keeper: { ask: unknown }; asked: unknown[] }
    keeper.ask = (verb: unknown) => {
      asked.push(verb)
      return new Promise(() => undefined)
    }
  })
  const button = await tabTo(face, 'button', 'Check now')
  await face.page.keyboard.press('Enter')
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await face.page.keyboard.press('Enter')
  await expect(button).toBeFocused()
  expect(await face.asked()).toEqual(['check'])
})

test('the sign-in to Supabase by keyboard: what is missing is said beside the field', async ({ face }) => {
  const { section, snapshot } = settings('first-run-user')
  await face.open('settings', snapshot, { section })
  await tabTo(face, 'textbox', 'Email')
  await face.page.keyboard.press('Enter')
  await expect(face.page.getByRole('alert')).toHaveText('Enter the email of your Supabase user.')
  await face.page.keyboard.type('anne@pianos-tremblay.ca')
  await face.page.keyboard.press('Enter')
  await face.page.keyboard.press('Shift+Tab')
  await face.page.keyboard.press('ArrowRight')
  await tabTo(face, 'textbox', 'Password')
  await face.page.keyboard.type('a password')
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual([
    { do: 'supabase.send-code', email: 'anne@pianos-tremblay.ca' },
    { do: 'supabase.sign-in', email: 'anne@pianos-tremblay.ca', password: 'a password' },
  ])
  await expect(face.page.getByLabel('Password', { exact: true })).toHaveValue('')
})

test('settings by keyboard: a section, a choice, a switch, a field', async ({ face }) => {
  const { section, snapshot } = settings('supabase-fine')
  await face.open('settings', snapshot, { section })
  await tabTo(face, 'link', 'General')
  await face.page.keyboard.press('Enter')
  await expect(face.page.getByRole('heading', { level: 1 })).toHaveText('General')
  await tabTo(face, 'radio', 'Same as system')
  await face.page.keyboard.press('ArrowRight')
  await tabTo(face, 'switch', 'Start at login')
  await face.page.keyboard.press('Space')
  await face.page.evaluate(() => {
    location.hash = '#oauth'
  })
  await tabTo(face, 'textbox', 'Client ID')
  await face.page.keyboard.type('pianos')
  await face.page.keyboard.press('Tab')
  expect(await face.asked()).toEqual([
    { do: 'prefer', change: { language: 'en' } },
    { do: 'prefer', change: { startsAtLogin: false } },
    { do: 'oauth.set', clientId: 'pianos', redirectUri: '' },
  ])
})

test('alerts by keyboard: a paste, an email that is typed, a test', async ({ face }) => {
  const { section, snapshot } = settings('alerts')
  await face.open('settings', snapshot, { section })
  await tabTo(face, 'button', 'Paste the address')
  await face.page.keyboard.press('Enter')
  await face.page.getByText('Set up email').press('Enter')
  await tabTo(face, 'textbox', 'Recipients')
  await face.page.keyboard.type('anne@pianos-tremblay.ca')
  await tabTo(face, 'textbox', 'Mail server')
  await face.page.keyboard.type('localhost')
  await face.page.keyboard.press('Enter')
  // What was not taken stays as it was typed.
  const refused = { field: 'email.from', flaw: 'missing' } as const
  await face.tell({ ...snapshot, setup: { ...snapshot.setup, alerts: { ...snapshot.setup.alerts, refused } } })
  await expect(face.page.getByLabel('Sender')).toHaveAttribute('aria-invalid', 'true')
  await expect(face.page.getByLabel('Mail server')).toHaveValue('localhost')
  await face.tell(settings('alerts-filled').snapshot)
  await tabTo(face, 'button', 'Send a test alert')
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual([
    { do: 'alerts.paste', field: 'slack.address' },
    { do: 'alerts.email', to: 'anne@pianos-tremblay.ca', server: 'localhost', user: '', password: '', from: '' },
    { do: 'alerts.test', target: 'email' },
  ])
})

test('the function by keyboard: what is copied, in order, and a look', async ({ face }) => {
  const { section, snapshot } = settings('function')
  await face.open('settings', snapshot, { section })
  await tabTo(face, 'button', 'Copy the SQL')
  await face.page.keyboard.press('Enter')
  for (const name of ['Save the function and copy the command', 'Copy the lines', 'Check now']) {
    await tabTo(face, 'button', name)
    await face.page.keyboard.press('Enter')
  }
  await face.tell(settings('function-seen').snapshot)
  await expect(face.page.getByText('Supabase last checked the token 4 minutes ago.')).toBeVisible()
  await tabTo(face, 'button', 'Copy the SQL of the logbook')
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual([
    { do: 'function.copy', what: 'table' },
    'function.save',
    { do: 'function.copy', what: 'secrets' },
    'function.look',
    { do: 'function.copy', what: 'logbook' },
  ])
})

test('the command that installs a version is copied by keyboard, and the answer is read out', async ({ face }) => {
  for (const [language, name, answer] of [
    ['en', 'Copy the command', 'Command copied. Paste it in a terminal.'],
    ['fr', 'Copier la commande', 'Commande copiée. Collez-la dans un terminal.'],
  ] as const) {
    const { section, snapshot } = settings('about-update-ready')
    await face.open('settings', { ...snapshot, language }, { section })
    await tabTo(face, 'button', name)
    await face.page.keyboard.press('Enter')
    expect(await face.asked()).toEqual(['updates.copy-command'])
    await face.tell({ ...snapshot, language, answer: 'command-copied' })
    await expect(face.page.getByRole('status').filter({ hasText: answer })).toBeVisible()
  }
})

test('a switch and a choice show what is so until main tells of a change', async ({ face }) => {
  const { section, snapshot } = settings('general')
  await face.open('settings', snapshot, { section })
  const login = face.page.getByRole('switch', { name: 'Start at login' })
  const languages = face.page.getByRole('radio')
  const shown = () => languages.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked))
  const before = await shown()
  await expect(login).toBeChecked()
  await login.press('Space')
  await languages.last().click()
  expect(await face.asked()).toHaveLength(2)
  await expect(login).toBeChecked()
  expect(await shown()).toEqual(before)
  const { preferences } = snapshot.setup
  await face.tell({
    ...snapshot,
    setup: { ...snapshot.setup, preferences: { ...preferences, startsAtLogin: false } },
  })
  await expect(login).not.toBeChecked()
})

test('a field that is taken off the page while somebody types saves nothing', async ({ face }) => {
  await face.open('settings', settings('first-run-start').snapshot)
  await tabTo(face, 'textbox', 'Project URL')
  await face.page.keyboard.type('https://half')
  await face.tell({ ...settings('supabase-fine').snapshot, isSandbox: true })
  await expect(face.page.getByRole('heading', { name: 'All set' })).toBeVisible()
  expect(await face.asked()).toEqual([])
})

test('the first run leads on once Supabase is in order, and ends when the token is there', async ({ face }) => {
  const { snapshot } = settings('first-run-start')
  await face.open('settings', snapshot)
  const next = face.page.getByRole('button', { name: 'Continue' })
  await expect(next).toHaveAttribute('aria-disabled', 'true')
  await face.page.getByRole('button', { name: 'Try the demo' }).click()
  const { snapshot: fine } = settings('supabase-fine')
  await face.tell({ ...fine, condition: 'missing', keeper: { ...fine.keeper, token: null, works: null } })
  await next.click()
  await expect(face.page.getByRole('heading', { level: 1 })).toBeFocused()
  await face.page.getByRole('button', { name: 'Sign in to Gazelle' }).click()
  await face.tell(fine)
  await expect(face.page.getByRole('heading', { name: 'All set' })).toBeVisible()
  await face.page.getByRole('button', { name: 'Settings' }).click()
  await expect(face.page.getByRole('heading', { level: 1 })).toHaveText('Supabase')
  expect(await face.asked()).toEqual(['try-sandbox', 'sign-in', { do: 'finish-setup', startsAtLogin: true }])
})

test('the start at login is on at the end of the first run, and goes by its switch; a refusal is said there', async ({
  face,
}) => {
  const { snapshot: fine } = settings('supabase-fine')
  const preferences = { ...fine.setup.preferences, startsAtLogin: false }
  const offered = { ...fine, setup: { ...fine.setup, preferences, isLoginOffered: false } }
  await face.open('settings', settings('first-run-start').snapshot)
  await face.tell({ ...offered, condition: 'missing' })
  await face.page.getByRole('button', { name: 'Continue' }).click()
  await face.tell(offered)
  const login = face.page.getByRole('switch', { name: 'Start at login' })
  await expect(login).toBeChecked()
  expect(await face.asked()).toEqual([])

  // The system has not taken it.
  await face.page.getByRole('button', { name: 'Settings' }).click()
  await face.tell({ ...offered, setup: { ...offered.setup, isLoginOffered: true, loginTrouble: 'not-taken' } })
  await expect(login).not.toBeChecked()
  await expect(face.page.getByRole('status')).toContainText('The system did not accept this.')

  await face.page.getByRole('button', { name: 'Settings' }).click()
  await expect(face.page.getByRole('heading', { level: 1 })).toHaveText('Supabase')
  expect(await face.asked()).toEqual([
    { do: 'finish-setup', startsAtLogin: true },
    { do: 'finish-setup', startsAtLogin: false },
  ])
})

test('each remedy of the checklist does what it says', async ({ face }) => {
  const migration = settings('supabase-migration')
  await face.open('settings', migration.snapshot, { section: 'supabase' })
  await face.page.getByRole('button', { name: 'Copy the migration' }).click()
  const code = settings('supabase-code')
  await face.tell(code.snapshot)
  await face.page.locator('.check').getByRole('button', { name: 'Sign in' }).click()
  await expect(face.page.getByLabel('Email')).toBeFocused()
  expect(await face.asked()).toEqual(['copy-migration'])
})

test('the settings say where one is, keep their sections in sight, and close by the keyboard', async ({ face }) => {
  const { snapshot } = settings('general')
  await face.open('settings', snapshot, { section: 'general' })
  await face.page.setViewportSize({ width: 760, height: 420 })
  await expect(face.page).toHaveTitle('General – Gazelle Keeper settings')
  await face.page.mouse.wheel(0, 10_000)
  await expect.poll(() => face.page.evaluate(() => window.scrollY)).toBeGreaterThan(0)
  await expect(face.page.getByRole('link', { name: 'Supabase' })).toBeInViewport()
  await face.page.evaluate(() => {
    const counter = window as unknown as { closings: number }
    counter.closings = 0
    window.close = () => void counter.closings++
  })
  for (const key of ['Escape', 'Control+w', 'Meta+w']) await face.page.keyboard.press(key)
  expect(await face.page.evaluate(() => (window as unknown as { closings: number }).closings)).toBe(3)
})

test('the first run is titled as what it is', async ({ face }) => {
  await face.open('settings', settings('first-run-start').snapshot)
  await expect(face.page).toHaveTitle('Set up Gazelle Keeper')
})

test('the menu lies below its button, which closes it, and marks one row', async ({ face }) => {
  await face.open('popover', state('valid'))
  await face.page.setViewportSize({ width: 360, height: 640 })
  const button = face.page.getByRole('button', { name: 'More' })
  const menu = face.page.getByRole('menu')
  await button.click()
  const [above, below] = await Promise.all([button.boundingBox(), menu.boundingBox()])
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0))
  await menu.getByRole('menuitem').nth(2).hover()
  const marked = () =>
    menu.getByRole('menuitem').evaluateAll((all) => {
      const grounds = all.map((each) => getComputedStyle(each).backgroundColor)
      return grounds.filter((ground) => ground !== 'rgba(0, 0, 0, 0)').length
    })
  await expect.poll(marked).toBe(1)
  await face.page.keyboard.press('ArrowDown')
  await expect.poll(marked).toBe(1)
  await expect(menu.getByRole('menuitem').nth(3)).toBeFocused()
  await button.click()
  await expect(menu).toBeHidden()
})
