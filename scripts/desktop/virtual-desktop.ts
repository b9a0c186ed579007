import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKeyring } from './keyring.ts'
import { firstLine, type Service, startService } from './service.ts'
import { startSessionBus } from './session-bus.ts'
import { newXauthority } from './xauthority.ts'

/** `screen` is width x height x bits per pixel, `1280x800x24` by default; `keyring: false` leaves out the Secret Service. */
export type VirtualDesktopOptions = { screen?: string; keyring?: boolean }

/**
 * An invisible desktop. `env` is the whole environment for programs on it (the caller's own, with this desktop's display, bus and
 * folders), `switches` are those that Electron needs on it, `home` is its home folder.
 */
export type VirtualDesktop = {
  env: Record<string, string>
  switches: string[]
  home: string
  close: () => Promise<void>
}

/**
 * Starts an X server, a D-Bus session and, by default, an unlocked keyring, all with folders of their own, so that the person's
 * keyring and settings are never touched. They listen on Unix sockets only. The caller must `close` it. Error: a part is missing
 * or does not start; then nothing is left running.
 */
export async function startVirtualDesktop({
  screen = '1280x800x24',
  keyring = true,
}: VirtualDesktopOptions = {}): Promise<VirtualDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-desktop-'))
  const services: Service[] = []
  // Retries, in case a program that is just ending still writes into the folder.
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const close = async () => {
    for (const service of services.splice(0).reverse()) await service.stop()
    process.off('exit', removeFolder)
    removeFolder()
  }
  process.on('exit', removeFolder)

  try {
    const env = await ownEnvironment(folder)
    const display = await startDisplay(screen, env)
    services.push(display)
    env['DISPLAY'] = `:${display.answer}`
    // The bus starts after the display, which its services must know.
    const bus = await startSessionBus(folder, env)
    services.push(bus)
    env['DBUS_SESSION_BUS_ADDRESS'] = bus.answer
    if (keyring) services.push(await startKeyring(bus.answer, env))
    const passwordStore = keyring ? 'gnome-libsecret' : 'basic'
    return { env, switches: [`--password-store=${passwordStore}`], home: join(folder, 'home'), close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Runs `run` on a virtual desktop and gives its result. Closes the desktop at the end, also after an error, SIGINT or SIGTERM.
 */
export async function withVirtualDesktop<T>(
  options: VirtualDesktopOptions,
  run: (desktop: VirtualDesktop) => Promise<T>,
): Promise<T> {
  const starting = startVirtualDesktop(options)
  const close = () => starting.then((desktop) => desktop.close())
  const stopListening = onTermination(async (signal) => {
    await close().catch(() => {})
    // Other listeners decide for themselves; without any, the signal has its usual effect.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  })
  try {
    return await run(await starting)
  } finally {
    stopListening()
    await close()
  }
}

function onTermination(handle: (signal: NodeJS.Signals) => void | Promise<void>): () => void {
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.once(signal, handle)
  return () => signals.forEach((signal) => void process.off(signal, handle))
}

/** The cache folder stays the person's: it makes no difference to the tests, and saves fetching fonts and Electron again. */
async function ownEnvironment(folder: string): Promise<Record<string, string>> {
  const own = {
    HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'home/.config'),
    XDG_DATA_HOME: join(folder, 'home/.local/share'),
    XDG_STATE_HOME: join(folder, 'home/.local/state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    // Leftovers of a killed Chromium (scoped_dir…, the socket of its single instance) are removed with the desktop.
    TMPDIR: join(folder, 'tmp'),
  }
  for (const path of Object.values(own)) await mkdir(path, { recursive: true, mode: 0o700 })
  const xauthority = join(folder, 'Xauthority')
  await writeFile(xauthority, newXauthority(), { mode: 0o600 })

  const { WAYLAND_DISPLAY: _, DBUS_SESSION_BUS_ADDRESS: __, ...inherited } = process.env
  return {
    ...(inherited as Record<string, string>),
    ...own,
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    XDG_SESSION_TYPE: 'x11',
    XAUTHORITY: xauthority,
  }
}

/** The server picks a free display number and writes it to its third extra file descriptor once it is ready. */
async function startDisplay(screen: string, env: Record<string, string>): Promise<Service & { answer: string }> {
  const auth = env['XAUTHORITY'] ?? ''
  return await startService(
    ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', auth, '-noreset'],
    env,
    ['ignore', 'ignore', 'pipe', 'pipe'],
    (child) => firstLine(child.stdio[3] as NodeJS.ReadableStream | null),
  )
}
