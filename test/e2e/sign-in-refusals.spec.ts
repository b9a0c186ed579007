import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { type SelfSigned, selfSigned } from './certificate.ts'
import { Site, startCollector } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { rowOf } from './row.ts'
import { addPopUpButton, openSignIn } from './sign-in-window.ts'

// What the guided window refuses: permissions, other programs, certificates, and tokens for other hosts.

test('no permission, no device, no download, whoever asks and however', async ({ launch }) => {
  const app = await launch()
  const { guided } = await openSignIn(app)
  const answers = await guided.gazelle.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'persistent-storage',
    ]
    const states = names.map(
      async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
    )
    const nameOf = (error: Error) => error.name
    // Never answered where it is refused.
    document.documentElement.requestFullscreen().catch(() => undefined)
    return {
      states: [...new Set(await Promise.all(states))],
      camera: await navigator.mediaDevices?.getUserMedia({ video: true }).then(() => 'given', nameOf),
      screen: await navigator.mediaDevices?.getDisplayMedia({ video: true }).then(() => 'given', nameOf),
      position: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        ),
      ),
      isFullscreen: document.fullscreenElement !== null,
    }
  })
  expect(answers.states).toEqual(['denied'])
  expect([answers.camera, answers.screen]).not.toContain('given')
  expect(answers.isFullscreen).toBe(false)
  expect(answers.position).toBe(1)
})

test('other programs are not started for a page @linux', async ({ launch, desktop }) => {
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-programs-'))
  const started = join(folder, 'started')
  for (const program of ['xdg-open', 'xdg-email']) {
    await writeFile(join(folder, program), `#!/bin/sh\necho "$1" >> "${started}"\n`, { mode: 0o755 })
  }
  try {
    const env = { ...desktop.env, PATH: `${folder}${delimiter}${desktop.env['PATH']}` }
    const app = await launch({ desktop: { ...desktop, env } })
    const { guided } = await openSignIn(app)
    const address = guided.gazelle.url()
    await addPopUpButton(guided.gazelle, 'mailto:from-a-window@example.com')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    await guided.expectPhase('led-away')
    await guided.gazelle.evaluate(() => {
      location.href = 'mailto:from-the-page@example.com'
    })
    await guided.gazelle.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = 'mailto:from-a-frame@example.com'
      document.body.append(frame)
    })
    expect(guided.gazelle.url()).toBe(address)
    // The app itself could: only this one has arrived when it has.
    await app.electron.evaluate(({ shell }) => shell.openExternal('mailto:from-the-app@example.com'))
    await expect.poll(() => readFile(started, 'utf8').catch(() => '')).toBe('mailto:from-the-app@example.com\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** As if this computer trusted every issuer: what is left to refuse a certificate for is its time and its names. */
async function trustIssuers(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ session }) => {
    const { X509Certificate } = process.getBuiltinModule('node:crypto')
    session.fromPartition('persist:gazelle').setCertificateVerifyProc(({ hostname, certificate }, answer) => {
      const shown = new X509Certificate(certificate.data)
      const isItsTime = Date.parse(shown.validFrom) <= Date.now() && Date.now() <= Date.parse(shown.validTo)
      const isItsName = shown.checkIP(hostname) !== undefined
      // Chromium's own codes: ERR_CERT_COMMON_NAME_INVALID and ERR_CERT_DATE_INVALID.
      answer(isItsName ? (isItsTime ? 0 : -201) : -200)
    })
  })
}

const here = ['127.0.0.1']
const certificates: [what: string, SelfSigned, trusts: boolean, words: string][] = [
  ['that nobody vouches for', selfSigned(here), false, 'issued by an authority this computer does not trust'],
  ['that has ended', selfSigned(here, { notAfter: '20250201000000Z' }), true, 'certificate is not valid today'],
  ['that has not begun', selfSigned(here, { notBefore: '20480101000000Z' }), true, 'certificate is not valid today'],
  ['for another name', selfSigned(['gazelle.example']), true, 'belongs to another address'],
]
for (const [what, certificate, trusts, words] of certificates) {
  test(`a certificate ${what} is said and not passed over`, async ({ launch, sandbox }) => {
    const site = await Site.start(here, () => 'Gazelle?', certificate)
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-https-'))
    try {
      const gazelleUrl = `https://127.0.0.1:${site.port}`
      const connection = { ...sandbox.connection, gazelleUrl }
      await writeFile(join(folder, 'connection.json'), JSON.stringify(connection))
      const app = await launch({ sandbox: { ...sandbox, folder, connection } })
      if (trusts) await trustIssuers(app.electron)
      const popover = await app.openPopover()
      await popover.expectCondition('missing')
      await popover.press('Sign in to Gazelle')
      const guided = await app.signInWindow()
      await guided.expectPhase('certificate')
      await expect(guided.guide.locator('.guide > p')).toContainText(`127.0.0.1:${site.port}`)
      await expect(guided.guide.locator('.guide > p')).toContainText(words)
      if (!trusts) await picture(guided.guide, 'sign-in-certificate')
      await guided.press('Reload')
      await guided.expectPhase('certificate')
      expect(site.connections).toBeGreaterThan(0)
      expect(site.requests).toEqual([])
    } finally {
      await site.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

test('a token for a host that only looks like Gazelle’s is not taken', async ({ launch, sandbox }) => {
  const collector = await startCollector()
  const hosts = ['127.0.0.1', '127.0.0.1.example', 'x127.0.0.1.example', 'gazelle.example']
  const rules = hosts.slice(1).map((host) => `MAP ${host} 127.0.0.1:${collector.port}`)
  try {
    // A page of Gazelle's without a policy, which would keep it from asking anybody else.
    sandbox.gazelle.faults.add({ action: { kind: 'not-json' }, method: 'GET', path: '/', times: 1e9 })
    const app = await launch({ switches: [`--host-resolver-rules=${rules.join(', ')}`] })
    const { guided } = await openSignIn(app)
    const token = 'forged'.repeat(8)
    const { gazelleUrl } = sandbox.connection
    const forged = hosts.map((host) => `http://${host}:${collector.port}/graphql/private/`)
    const ownPaths = ['/graphql/privateer/', '/graphql/public/', '/elsewhere/graphql/private/']
    await guided.gazelle.evaluate(
      async ([token, urls]) => {
        const headers = { authorization: `Bearer ${token}`, 'x-gazelle-api-key': 'forged00'.repeat(4) }
        for (const url of urls) await fetch(url, { method: 'POST', headers }).catch(() => undefined)
      },
      [token, [...forged, ...ownPaths.map((path) => gazelleUrl + path)]] as const,
    )
    // They did go out.
    expect(collector.collected).toEqual(hosts.map((host) => `${host}/graphql/private/ Bearer ${token}`))
    await guided.expectPhase('waiting')
    expect(await rowOf(sandbox)).toBeUndefined()
  } finally {
    collector.close()
  }
})
