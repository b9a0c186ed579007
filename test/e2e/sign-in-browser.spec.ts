import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leadTo, Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'

// What the sign-in window says that it is: sites look at it before they let anybody sign in (electron#17887, leapp#48).

/** Chromium's own User-Agent, from its beginning to its end. */
const chromiums = /^Mozilla\/5\.0 \([^()]+\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\) Chrome\/[\d.]+ Safari\/[\d.]+$/

/** What a page, a frame or a worker is told of its browser. */
const told = `(async () => ({
  userAgent: navigator.userAgent,
  version: navigator.appVersion,
  data: navigator.userAgentData && JSON.stringify([
    navigator.userAgentData,
    await navigator.userAgentData.getHighEntropyValues(['fullVersionList', 'uaFullVersion', 'platform', 'model']),
  ]),
}))()`

/** Gazelle's page, a frame in it, and the workers of both kinds; each asks the site for something, and tells what it is told. */
function gazelleWith(path: string): string | undefined {
  switch (path) {
    case '/':
    case '/pop-up':
      return `<title>Gazelle</title><form><button type="button" onclick="open('/pop-up', '', 'width=400,height=400')">With a provider</button></form>`
    case '/frame':
      return `<title>Frame</title>`
    case '/worker.js':
      return `fetch('/asked-by-worker'); ${told}.then((told) => postMessage(told))`
    case '/shared.js':
      return `onconnect = ({ ports }) => { fetch('/asked-by-shared-worker'); ${told}.then((told) => ports[0].postMessage(told)) }`
    case '/service.js':
      return `onmessage = ({ source }) => { fetch('/asked-by-service-worker'); ${told}.then((told) => source.postMessage(told)) }`
    default:
      return path.startsWith('/asked-by') ? 'Yes' : undefined
  }
}

/** In Gazelle's page: what it, its frame and its workers are told. */
const askAll = `(async () => {
  const one = (target) => new Promise((resolve, reject) => {
    target.onmessage = ({ data }) => resolve(data)
    target.onerror = () => reject(new Error('The worker does not start.'))
  })
  const frame = document.body.appendChild(document.createElement('iframe'))
  frame.src = '/frame'
  await new Promise((resolve) => { frame.onload = resolve })
  const { port } = new SharedWorker('/shared.js')
  await navigator.serviceWorker.register('/service.js')
  const { active } = await navigator.serviceWorker.ready
  const service = one(navigator.serviceWorker)
  active.postMessage('?')
  await fetch('/asked-by-page')
  return {
    page: await ${told},
    frame: await frame.contentWindow.eval(${JSON.stringify(told)}),
    worker: await one(new Worker('/worker.js')),
    shared: await one(port),
    service: await service,
  }
})()`

test('every part of the sign-in names Chromium, and neither Electron nor the app', async ({ launch, sandbox }) => {
  const site = await Site.start(['gazelle.example', 'accounts.google.com'], gazelleWith)
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-https-'))
  try {
    const connection = { ...sandbox.connection, gazelleUrl: 'https://gazelle.example' }
    await writeFile(join(folder, 'connection.json'), JSON.stringify(connection))
    const app = await launch({ sandbox: { ...sandbox, folder, connection }, switches: site.switches() })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await popover.press('Sign in to Gazelle')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    const parts = (await guided.gazelle.evaluate(askAll)) as Record<string, Record<string, string>>
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button').click()
    parts['pop-up'] = (await (await opened).evaluate(told)) as Record<string, string>
    await leadTo(guided.gazelle, 'https://accounts.google.com/')
    await guided.expectPhase('at-provider')

    for (const [part, { userAgent, version, data }] of Object.entries(parts)) {
      expect(userAgent, part).toMatch(chromiums)
      expect(`Mozilla/${version}`, part).toBe(userAgent)
      expect(data, part).toContain('Chromium')
      expect(data, part).not.toMatch(/electron|gazelle|keeper/i)
    }
    const paths = ['/', '/frame', '/pop-up', '/worker.js', '/shared.js', '/service.js']
    const ofParts = ['page', 'worker', 'shared-worker', 'service-worker'].map((each) => `/asked-by-${each}`)
    expect(site.asked.map(({ path }) => path)).toEqual(expect.arrayContaining([...paths, ...ofParts]))
    for (const { path, headers } of site.asked) {
      expect(headers['user-agent'], path).toMatch(chromiums)
      // Electron sends none unless a site is given them; whoever is, hears of Chromium.
      const hints = Object.entries(headers).filter(([name]) => name.startsWith('sec-ch-ua'))
      expect(JSON.stringify(hints), path).not.toMatch(/electron|gazelle|keeper/i)
    }
  } finally {
    await site.close()
    await rm(folder, { recursive: true, force: true })
  }
})
