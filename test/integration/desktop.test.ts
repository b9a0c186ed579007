import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { chromiumSandboxSwitches } from '../../scripts/system/chromium-sandbox.ts'
import { NotificationDaemon } from '../desktop/notification-daemon.ts'
import { TrayHost } from '../desktop/tray-host.ts'
import type { TrayItem } from '../desktop/tray-item.ts'
import { waitForOutput } from '../desktop/wait-for-output.ts'

const trayApp = `
import { app, Menu, nativeImage, Notification, safeStorage, Tray } from 'electron'

const square = (red) => nativeImage.createFromBitmap(Buffer.alloc(16 * 16 * 4, Buffer.from([0, 0, red, 255])), { width: 16, height: 16 })
let tray

function notify() {
  const notification = new Notification({ title: 'Sign in', body: 'Déjà expiré' })
  notification.on('click', () => tray.setToolTip('notification clicked'))
  notification.on('close', () => tray.setToolTip('notification closed'))
  notification.show()
}
function setMenu(paused) {
  tray.setContextMenu(Menu.buildFromTemplate([
    { label: 'Check now', click: notify },
    { label: 'Pause', type: 'checkbox', checked: paused, click: () => setMenu(!paused) },
    { type: 'separator' },
    { label: 'Not yet', enabled: false },
    { label: 'More', submenu: [{ label: 'Red icon', click: () => tray.setImage(square(255)) }] },
    { label: 'Quit', click: () => app.quit() },
  ]))
}
app.whenReady().then(() => {
  tray = new Tray(square(0))
  tray.setToolTip('Healthy, 30 days left')
  tray.on('click', () => tray.setToolTip('activated'))
  setMenu(false)
  console.log('started ' + JSON.stringify([process.versions.electron, app.getName(), app.getVersion(), safeStorage.getSelectedStorageBackend()]))
})
`

describe('a real Electron on the virtual desktop', () => {
  let desktop: VirtualDesktop
  let notifications: NotificationDaemon
  let trayHost: TrayHost
  let tray: TrayItem
  let electron: ChildProcess
  let started: string
  let expectedVersion: string
  let appFolder: string

  beforeAll(async () => {
    const runtime = await resolveElectron()
    expectedVersion = runtime.version
    appFolder = await mkdtemp(join(tmpdir(), 'tray-app-'))
    await writeFile(join(appFolder, 'main.js'), trayApp)
    await writeFile(
      join(appFolder, 'package.json'),
      JSON.stringify({ name: 'tray-app', productName: 'Tray App', version: '1.2.3', type: 'module', main: 'main.js' }),
    )
    desktop = await startVirtualDesktop()
    const address = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    notifications = await NotificationDaemon.start(address)
    trayHost = await TrayHost.start(address)
    electron = spawn(runtime.executablePath, [...chromiumSandboxSwitches(), ...desktop.switches, appFolder], {
      env: desktop.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started = await waitForOutput(electron, /started (.*)/)
    tray = await trayHost.waitForItem()
  })

  afterAll(async () => {
    if (electron && electron.exitCode === null && electron.signalCode === null) electron.kill('SIGKILL')
    trayHost?.stop()
    notifications?.stop()
    await desktop?.close()
    if (appFolder) await rm(appFolder, { recursive: true, force: true })
  })

  test('runs the version that was resolved, under the application’s own name, with a real keyring', () => {
    expect(JSON.parse(started)).toEqual([expectedVersion, 'Tray App', '1.2.3', 'gnome_libsecret'])
  })

  test('shows its tooltip, status and icon to the tray host', async () => {
    expect(await tray.toolTip()).toBe('Healthy, 30 days left')
    expect(await tray.status()).toBe('Active')
    expect((await tray.icon()).subarray(1, 4).toString()).toBe('PNG')
  })

  test('shows its menu, checkboxes and submenus included', async () => {
    const menu = await tray.menu()
    expect(menu.map(({ label, kind, enabled, checked }) => ({ label, kind, enabled, checked }))).toEqual([
      { label: 'Check now', kind: 'item', enabled: true, checked: undefined },
      { label: 'Pause', kind: 'item', enabled: true, checked: false },
      { label: '', kind: 'separator', enabled: true, checked: undefined },
      { label: 'Not yet', kind: 'item', enabled: false, checked: undefined },
      { label: 'More', kind: 'item', enabled: true, checked: undefined },
      { label: 'Quit', kind: 'item', enabled: true, checked: undefined },
    ])
    expect(menu[4]?.children.map(({ label }) => label)).toEqual(['Red icon'])
  })

  test('refuses to click what cannot be clicked', async () => {
    await expect(tray.clickMenu('Not yet')).rejects.toThrow('cannot be clicked')
    await expect(tray.clickMenu('Nowhere')).rejects.toThrow('no "Nowhere"')
  })

  test('follows a checkbox and an icon that change', async () => {
    await tray.clickMenu('Pause')
    await tray.waitForMenu((entries) => entries[1]?.checked === true)

    const before = await tray.icon()
    await tray.clickMenu('Red icon')
    await tray.waitForIcon((png) => !png.equals(before))
  })

  test('hears the click on the icon', async () => {
    await tray.activate()
    await tray.waitForToolTip((text) => text === 'activated')
  })

  test('shows a notification and hears the click on it', async () => {
    await tray.clickMenu('Check now')
    const notification = await notifications.waitFor(({ summary }) => summary === 'Sign in')
    expect(notification).toMatchObject({ appName: 'Tray App', body: 'Déjà expiré', replaces: 0 })

    notifications.click(notification.id)
    await tray.waitForToolTip((text) => text === 'notification clicked')
  })

  test('hears that a notification is waved away', async () => {
    const earlier = notifications.shown.length
    await tray.clickMenu('Check now')
    const notification = await notifications.waitFor((shown) => notifications.shown.indexOf(shown) >= earlier)

    notifications.close(notification.id)
    await tray.waitForToolTip((text) => text === 'notification closed')
  })

  test('leaves the tray when it quits', async () => {
    const exited = once(electron, 'exit')
    await tray.clickMenu('Quit')
    expect((await exited)[0]).toBe(0)
    await trayHost.waitForNoItem()
  })
})
