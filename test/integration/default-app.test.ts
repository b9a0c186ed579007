import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { type ElectronRuntime, resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { chromiumSandboxSwitches } from '../../scripts/system/chromium-sandbox.ts'

let runtime: ElectronRuntime
let desktop: VirtualDesktop
let folder: string

beforeAll(async () => {
  runtime = await resolveElectron()
  desktop = await startVirtualDesktop({ keyring: false })
  folder = await realpath(await mkdtemp(join(tmpdir(), 'default-app-')))
  await writeFile(join(folder, 'first.cjs'), 'globalThis.first = "loaded"')
})

afterAll(async () => {
  await desktop?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const report = `app.whenReady().then(() => {
  const identity = [app.getName(), app.getVersion(), app.getAppPath(), app.isPackaged]
  console.log(JSON.stringify({ identity, first: globalThis.first, argument: process.argv.at(-1) }))
  app.quit()
})`

test.each([
  { kind: 'module', main: 'main.js', source: `import { app } from 'electron'\n${report}` },
  { kind: 'commonjs', main: 'main.js', source: `const { app } = require('electron')\n${report}` },
])('starts an application whose main is of type $kind, with -r and arguments', async ({ kind, main, source }) => {
  const application = join(folder, kind)
  await mkdir(application)
  await writeFile(join(application, main), source)
  const manifest = { name: 'an-app', productName: 'An App', version: '3.2.1', type: kind, main }
  await writeFile(join(application, 'package.json'), JSON.stringify(manifest))

  const switches = [...chromiumSandboxSwitches(), ...desktop.switches, '-r', join(folder, 'first.cjs')]
  const { stdout } = await promisify(execFile)(runtime.executablePath, [...switches, application, 'its-own-argument'], {
    env: desktop.env,
  })
  expect(JSON.parse(stdout)).toEqual({
    identity: ['An App', '3.2.1', application, false],
    first: 'loaded',
    argument: 'its-own-argument',
  })
})
