import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { selfSigned } from './certificate.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'

// A server that wants to see a certificate of the person's (RocketChat#1477).

const host = 'accounts.google.com'

/** A site that asks for a certificate and tells which one it was shown, by its fingerprint; undefined for none. */
async function startAsking() {
  const shown: (string | undefined)[] = []
  const certificate = selfSigned([host])
  const server = createServer(
    // Each connection asks anew.
    { ...certificate, requestCert: true, rejectUnauthorized: false, maxVersion: 'TLSv1.2' },
    (asked, answered) => {
      if (asked.url === '/') shown.push((asked.socket as TLSSocket).getPeerCertificate().fingerprint256)
      answered.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end('<title>In</title><h1>In</h1>')
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    shown,
    switches: [
      `--host-resolver-rules=MAP ${host} 127.0.0.1:${(server.address() as AddressInfo).port}`,
      `--ignore-certificate-errors-spki-list=${certificate.spki}`,
    ],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Puts a new certificate where the system keeps the person's. */
async function giveCertificate(app: KeeperApp, folder: string): Promise<void> {
  const { key, cert } = selfSigned(['somebody.example'])
  const [pem, pkcs12, password] = [join(folder, 'somebody.pem'), join(folder, 'somebody.p12'), 'test']
  await writeFile(pem, key + cert)
  execFileSync('openssl', ['pkcs12', '-export', '-in', pem, '-out', pkcs12, '-passout', `pass:${password}`])
  const result = await app.electron.evaluate(
    ({ app }, options) => new Promise<number>((resolve) => app.importCertificate(options, resolve)),
    { certificate: pkcs12, password },
  )
  expect(result).toBe(0)
}

/** Answers the system's dialogues with the button that `choose` names, and keeps what they said. */
async function answerDialogues(app: KeeperApp, choose: string): Promise<() => Promise<Electron.MessageBoxOptions[]>> {
  await app.electron.evaluate(({ dialog }, choose) => {
    const asked: Electron.MessageBoxOptions[] = []
    Object.assign(globalThis, { asked })
    const answer = async (_window: unknown, options: Electron.MessageBoxOptions) => {
      const { signal: _signal, ...said } = options
      asked.push(said)
      return { response: options.buttons?.findIndex((each) => each.includes(choose)) ?? 0, checkboxChecked: false }
    }
    dialog.showMessageBox = answer as typeof dialog.showMessageBox
  }, choose)
  return () => app.electron.evaluate(() => (globalThis as unknown as { asked: Electron.MessageBoxOptions[] }).asked)
}

test.describe('a server that asks for a certificate @linux', () => {
  for (const [what, choose] of [
    ['the one that was chosen, not the first', '2.'],
    ['none where none is chosen', 'none'],
  ] as const) {
    test(`is shown ${what}`, async ({ launch }) => {
      const server = await startAsking()
      const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-certificates-'))
      try {
        const app = await launch({ switches: server.switches })
        await giveCertificate(app, folder)
        await giveCertificate(app, folder)
        await app.electron.evaluate(({ app }) => {
          app.on('select-client-certificate', (_event, _contents, _site, certificates) => {
            Object.assign(globalThis, { offered: certificates.map(({ data }) => data) })
          })
        })
        const dialogues = await answerDialogues(app, choose)
        const popover = await app.openPopover()
        await popover.press('Sign in to Gazelle')
        const guided = await app.signInWindow()
        await guided.expectPhase('waiting')
        await guided.gazelle.evaluate((to) => void Object.assign(location, { href: to }), `https://${host}/`)
        await guided.expectPhase('at-provider')
        const [asked, ...others] = await dialogues()
        expect(others).toEqual([])
        expect(asked?.message).toContain(host)
        expect(asked?.detail).toMatch(/1\. Test, issued by Test, expires/)
        expect(asked?.buttons?.length).toBeGreaterThanOrEqual(3)
        // Enter and Escape give nothing away.
        const none = (asked?.buttons?.length ?? 0) - 1
        expect([asked?.defaultId, asked?.cancelId, asked?.buttons?.[none]]).toEqual([none, none, 'Send none'])
        const last = server.shown.at(-1)
        const offered = await app.electron.evaluate(() => (globalThis as unknown as { offered: string[] }).offered)
        const second = new X509Certificate(offered[1] ?? '').fingerprint256
        expect(last).toBe(choose === 'none' ? undefined : second)
      } finally {
        server.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
  }

  test('is shown none by a page that nobody sees, and nobody is asked', async ({ launch }) => {
    const server = await startAsking()
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-certificates-'))
    try {
      const app = await launch({ switches: server.switches })
      await giveCertificate(app, folder)
      const dialogues = await answerDialogues(app, '1.')
      await app.electron.evaluate(async ({ BrowserWindow, session }, url) => {
        const webPreferences = { session: session.fromPartition('persist:gazelle') }
        const unseen = new BrowserWindow({ show: false, webPreferences })
        await unseen.loadURL(url)
        unseen.destroy()
      }, `https://${host}/`)
      expect(server.shown).toEqual([undefined])
      expect(await dialogues()).toEqual([])
    } finally {
      server.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
