import { answerQuestions, press } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { messageFor, openAll, send, standing, steps } from './taken-over.ts'

// What reaches main from a page of ours in a stranger's hands: from which frame, on which channel, in which form.

test('nobody but the main frame of a window of ours, at its own address, is heard', async ({ launch, profile }) => {
  const app = await launch()
  const { popover: page } = await openAll(app, profile)
  const stranger = expect.stringContaining('own pages')
  // A frame in the page, whatever it says to be.
  const framed = await app.electron.evaluate(async ({ ipcMain, webContents }) => {
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>
    }
    const sender = webContents.getAllWebContents().find((each) => each.getURL().endsWith('popover.html'))
    const url = 'keeper://app/popover.html'
    const frames = [null, { url, parent: sender?.mainFrame }, { url: 'about:blank', parent: sender?.mainFrame }]
    const answers: string[] = []
    for (const senderFrame of frames) {
      for (const channel of ['keeper:verb', 'keeper:request', 'keeper:snapshot', 'keeper:height']) {
        const asked = Promise.resolve().then(() => handlers.get(channel)?.({ sender, senderFrame }, 'check'))
        answers.push(await asked.then(() => 'done', String))
      }
    }
    return answers
  })
  expect(framed).toEqual(Array(12).fill(stranger))
  // The window shows another page of ours, or somebody else's.
  const window = await app.electron.browserWindow(page)
  for (const url of ['keeper://app/settings.html', 'data:text/html,<title>elsewhere</title>', 'about:blank']) {
    await window.evaluate((it, url) => it.loadURL(url), url)
    await page.waitForFunction(() => 'send' in window)
    await press(page)
    const messages = [messageFor('check'), messageFor(steps['open-settings']), ['keeper:snapshot', '[]'] as const]
    expect(await send(page, messages)).toEqual([stranger, stranger, stranger])
    if (!url.startsWith('keeper:')) expect(await page.evaluate(() => 'keeper' in window)).toBe(false)
  }
})

test('no message pollutes a prototype, nor goes by one', async ({ launch, profile }) => {
  const app = await launch()
  const { settings: page } = await openAll(app, profile)
  await answerQuestions(app.electron, true)
  const before = await standing(app, page)
  const requests = [
    '{"do":"prefer","change":{"__proto__":{"language":"fr"}}}',
    '{"do":"prefer","change":{"constructor":{"prototype":{"language":"fr"}}}}',
    '{"do":"prefer","change":{},"__proto__":{"language":"fr"}}',
    '{"__proto__":{"do":"prefer","change":{"language":"fr"}}}',
    '{"do":"__proto__"}',
    '{"do":"constructor"}',
    '{"do":"toString"}',
    '{"do":{"$":"string"}}',
    '{"$":"map"}',
    '{"$":"array"}',
  ]
  for (const request of requests) {
    await press(page)
    expect(await send(page, [['keeper:request', `[${request}]`]])).not.toEqual(['done'])
  }
  for (const verb of ['"__proto__"', '"constructor"', '{"$":"string"}', '["check"]', '{"$":"holes"}']) {
    await press(page)
    expect(await send(page, [['keeper:verb', `[${verb}]`]])).not.toEqual(['done'])
  }
  const polluted = await app.electron.evaluate(() => 'language' in {} || 'do' in {} || 'change' in [])
  expect(polluted).toBe(false)
  expect(await standing(app, page)).toEqual(before)
})

test('main listens on no channel but ours', async ({ launch }) => {
  const app = await launch()
  await (await app.openPopover()).expectCondition('missing')
  const channels = await app.electron.evaluate(({ ipcMain, webContents }) => {
    const listened = (it: unknown) => {
      const { _invokeHandlers: handlers } = it as { _invokeHandlers?: Map<string, unknown> }
      return [...(handlers?.keys() ?? []), ...(it as NodeJS.EventEmitter).eventNames().map(String)]
    }
    const ofPages = webContents
      .getAllWebContents()
      .flatMap(({ ipc, mainFrame }) => [...listened(ipc), ...listened(mainFrame.ipc)])
    return [...listened(ipcMain), ...ofPages].sort()
  })
  // 'error' is Electron's own, and no page can send it.
  expect(channels.filter((channel) => channel !== 'error')).toEqual([
    'keeper:height',
    'keeper:request',
    'keeper:snapshot',
    'keeper:verb',
  ])
})
