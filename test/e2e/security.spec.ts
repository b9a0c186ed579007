import { settingsOf } from '../../scripts/driver/windows.ts'
import { expect, test } from './fixtures.ts'

// Electron's security checklist, as docs/security.md lists it.

test('every page is sandboxed, isolated, without Node', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  await (await app.signInWindow()).expectPhase('waiting')
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => ({
      url: contents.getURL().replace(/\?.*/, ''),
      nodeIntegrationInWorker: false,
      // biome-ignore lint/suspicious/noExplicitAny: Electron's types leave this method out
      ...(contents as any).getLastWebPreferences(),
    })),
  )
  expect(preferences).toHaveLength(3)
  for (const each of preferences) {
    expect(each).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
    expect(each).toMatchObject({ nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
    expect(each).toMatchObject({ allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false })
    expect(each.enableBlinkFeatures ?? '').toBe('')
    expect(each.url).toMatch(/^(keeper:\/\/app\/|http:\/\/127\.0\.0\.1:)/)
  }
})

test('own pages: nothing of Node, five functions, a strict policy, no way out', async ({ launch }) => {
  const app = await launch()
  const { page } = await app.openPopover()
  const globals = await page.evaluate(() => ({
    door: Object.keys(window.keeper).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }))
  expect(globals).toEqual({ door: ['ask', 'fit', 'onChange', 'request', 'snapshot'], node: [] })
  await page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'about' }))
  const ofSettings = await (await settingsOf(app.electron)).evaluate(() => Object.keys(window.keeper).sort())
  expect(ofSettings).toEqual(['ask', 'onChange', 'request', 'snapshot'])

  const policy = await page.evaluate(async () => {
    const violations: string[] = []
    const both = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (violations.push(event.effectiveDirective) === 2) resolve()
      })
    })
    const inline = document.createElement('script')
    inline.textContent = 'window.ran = true'
    document.body.append(inline)
    const fetched = await fetch('https://127.0.0.1:9/').catch(() => 'refused')
    await both
    return { ran: 'ran' in window, fetched, violations }
  })
  expect(policy).toEqual({ ran: false, fetched: 'refused', violations: ['script-src-elem', 'connect-src'] })

  const address = page.url()
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/'
  })
  expect(await page.evaluate(() => window.open('http://127.0.0.1:9/') === null)).toBe(true)
  expect(page.url()).toBe(address)
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('own pages: unknown verbs and files outside the renderer are refused', async ({ launch }) => {
  const app = await launch()
  const { page } = await app.openPopover()
  const refused = await page.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: what a page that was taken over would try
    window.keeper.ask('become-root' as any).catch((error: Error) => error.message),
  )
  expect(refused).toContain('may not ask for that')
  const statuses = await app.electron.evaluate(async ({ net }) => {
    const urls = ['app/../main/index.js', 'app/%2e%2e/main/index.js', 'app/..%2fmain%2findex.js', 'other/popover.html']
    return await Promise.all(urls.map(async (url) => (await net.fetch(`keeper://${url}`)).status))
  })
  expect(statuses).toEqual([404, 404, 404, 404])
})

test('Gazelle’s page: no door, no permission, no other origin, no window, no download', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const { gazelle } = await app.signInWindow()
  await gazelle.waitForLoadState()
  expect(await gazelle.evaluate(() => 'keeper' in window || 'require' in window)).toBe(false)
  expect(await gazelle.evaluate(() => Notification.requestPermission())).toBe('denied')
  expect(await gazelle.evaluate(() => window.open('https://127.0.0.1:9/') === null)).toBe(true)
  const address = gazelle.url()
  for (const elsewhere of ['http://localhost:9/', 'file:///etc/hostname', 'keeper://app/popover.html']) {
    await gazelle.evaluate((url) => {
      location.href = url
    }, elsewhere)
  }
  // Before the click: a download that nobody listens for yet would be waited for in vain.
  await app.electron.evaluate(({ session }) => {
    const world = globalThis as { isRefused?: Promise<boolean> }
    world.isRefused = new Promise((resolve) => {
      session
        .fromPartition('persist:gazelle')
        .on('will-download', (event) => setImmediate(() => resolve(event.defaultPrevented)))
    })
  })
  await gazelle.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'data:text/plain,hello'
    link.download = 'hello.txt'
    link.click()
  })
  const isRefused = app.electron.evaluate(() => (globalThis as { isRefused?: Promise<boolean> }).isRefused)
  expect(await isRefused).toBe(true)
  expect(gazelle.url()).toBe(address)
})
