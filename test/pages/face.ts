import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { startVirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { launchApp } from '../../scripts/driver/launch.ts'
import { resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { chromiumSandboxSwitches } from '../../scripts/system/chromium-sandbox.ts'
import type { Request, Verb } from '../../src/shared/ipc-schema.ts'
import type { Section } from '../../src/shared/setup.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { now, timeZone } from './states.ts'

const root = resolve(import.meta.dirname, '../..')

/** What a page has asked its door for, in order. */
export type Asked = Verb | Request

declare global {
  interface Window {
    /** Tells the page a new snapshot, as main does. */
    tell(snapshot: Snapshot): void
    readonly asked: Asked[]
  }
}

export type OwnPage = 'popover' | 'settings' | 'guide'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Width and height of each window's page, in pixels. The popover is as high as what it shows. */
const sizes: Record<OwnPage, Size> = {
  popover: { width: 360, height: 700 },
  settings: { width: 760, height: 620 },
  guide: { width: 1024, height: 800 },
}

/** The built pages on a bare Electron, in any state. */
export class Face {
  readonly page: Page
  /** Whatever the page wrote to the console: a breach of the content security policy is among it. */
  readonly complaints: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('console', (message) => {
      // What this Chromium does not know yet it says of every page; a newer one goes by it.
      if (message.text() === "Unrecognized Content-Security-Policy directive 'webrtc'.") return
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(error.message))
  }

  /** Opens a page at a snapshot; the settings at a section. */
  async open(
    ownPage: OwnPage,
    snapshot: Snapshot,
    { section, size = sizes[ownPage] }: { section?: Section; size?: Size } = {},
  ): Promise<void> {
    await this.page.setViewportSize(size)
    await this.page.goto('keeper://app/nothing')
    await this.page.goto(`keeper://app/${ownPage}.html${section === undefined ? '' : `#${section}`}`)
    await this.tell(snapshot)
    await expect(this.page.locator('#root > *').first()).toBeVisible()
    if (ownPage === 'popover') await this.fit()
    if (ownPage === 'settings') await this.showAll(size)
  }

  /** Makes the popover's window as high as its content, as main does. */
  async fit(): Promise<void> {
    await this.page.setViewportSize({ width: sizes.popover.width, height: await this.height() })
  }

  /** The height of what the page shows, in pixels: Gazelle's page begins below it in the guide bar's window. */
  async height(): Promise<number> {
    return await this.page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height))
  }

  /** Makes the settings' window as high as it must be to show all of a section. */
  async showAll({ width, height }: Size): Promise<void> {
    const needed = await this.page.evaluate(() => document.documentElement.scrollHeight)
    await this.page.setViewportSize({ width, height: Math.max(height, needed) })
  }

  async tell(snapshot: Snapshot): Promise<void> {
    await this.page.evaluate((each) => window.tell(each), snapshot)
  }

  /** What the page has asked main for since it was opened. */
  async asked(): Promise<Asked[]> {
    return await this.page.evaluate(() => window.asked)
  }
}

/** In the page, before its scripts: a door of the tests' own, and a clock that stands. */
function openDoor(at: number): void {
  let reader: ((snapshot: Snapshot) => void) | undefined
  let told: Snapshot | undefined
  const asked: Asked[] = []
  const remember = async (each: Asked) => void asked.push(each)
  Date.now = () => at
  Object.assign(window, {
    asked,
    tell(snapshot: Snapshot) {
      told = snapshot
      reader?.(snapshot)
    },
    keeper: {
      ask: remember,
      request: remember,
      // Nothing is shown before the test tells what.
      snapshot: () => (told === undefined ? new Promise(() => undefined) : Promise.resolve(told)),
      fit: async () => undefined,
      onChange(newReader: (snapshot: Snapshot) => void) {
        reader = newReader
        if (told !== undefined) reader(told)
        return () => undefined
      },
    },
  })
}

/** The policy that main sends with its pages, read from its source so that the two cannot drift apart. */
function contentSecurityPolicy(): string {
  const source = readFileSync(join(root, 'src/main/windows/pages.ts'), 'utf8')
  const policy = /contentSecurityPolicy =\s*"([^"]+)"/.exec(source)?.[1]
  if (policy === undefined)
    throw new Error('The content security policy is not where it was in src/main/windows/pages.ts.')
  return policy
}

export const test = base.extend<{ face: Face }, { hostPage: Page }>({
  hostPage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
    async ({}, use) => {
      const runtime = await resolveElectron()
      const profile = await mkdtemp(join(tmpdir(), 'gazelle-keeper-face-'))
      const desktop = process.platform === 'linux' ? await startVirtualDesktop({ keyring: false }) : null
      const app = await launchApp({
        executablePath: runtime.executablePath,
        root: join(import.meta.dirname, 'host'),
        env: {
          ...(desktop?.env ?? (process.env as Record<string, string>)),
          // The same letters everywhere, whatever fonts a computer has.
          FONTCONFIG_FILE: join(import.meta.dirname, 'host/fonts.conf'),
          FACE_PAGES: process.env['FACE_PAGES'] ?? join(root, 'out/renderer'),
          FACE_CSP: contentSecurityPolicy(),
          TZ: timeZone,
        },
        switches: [
          ...chromiumSandboxSwitches(),
          ...(desktop?.switches ?? []),
          `--user-data-dir=${profile}`,
          '--force-device-scale-factor=1',
          '--font-render-hinting=none',
          '--disable-lcd-text',
        ],
      })
      await app.context().addInitScript(openDoor, now)
      await use(await app.firstWindow())
      await app.close()
      await desktop?.close()
      await rm(profile, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  face: async ({ hostPage }, use) => {
    const face = new Face(hostPage)
    await use(face)
    hostPage.removeAllListeners()
    expect(face.complaints).toEqual([])
  },
})

export { expect } from '@playwright/test'
