import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { linkEntry } from './desktop-entry.ts'
import { windowsLinkHandler, xdgLinkHandler } from './link-handler.ts'

vi.mock('electron', () => ({ app: {} }))

let home: string
let file: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-link-'))
  file = join(home, 'applications/gazelle-keeper-link.desktop')
})
afterEach(() => rm(home, { recursive: true, force: true }))

const isKnown = async () => false
const entryOf = (program: string) => linkEntry('Gazelle Keeper', [program], 'gazelle-keeper')

describe('on Linux', () => {
  it('writes the entry where the desktop looks for it, and asks to prefer it, once', async () => {
    const prefer = vi.fn(async () => undefined)
    await xdgLinkHandler({ file, entry: entryOf('/opt/keeper'), isKnown, prefer }).register()
    expect(await readFile(file, 'utf8')).toBe(entryOf('/opt/keeper'))
    expect(await readdir(dirname(file))).toEqual(['gazelle-keeper-link.desktop'])
    await xdgLinkHandler({ file, entry: entryOf('/opt/keeper'), isKnown, prefer }).register()
    expect(prefer.mock.calls).toEqual([['gazelle-keeper-link.desktop']])
  })

  it('follows the app to another place', async () => {
    const prefer = vi.fn(async () => undefined)
    await xdgLinkHandler({ file, entry: entryOf('/before/keeper'), isKnown, prefer }).register()
    await xdgLinkHandler({ file, entry: entryOf('/opt/keeper'), isKnown, prefer }).register()
    expect(await readFile(file, 'utf8')).toBe(entryOf('/opt/keeper'))
    expect(prefer).toHaveBeenCalledTimes(2)
  })

  it('leaves it to the package that the app is installed from, and takes away its own entry', async () => {
    const prefer = vi.fn(async () => undefined)
    await xdgLinkHandler({ file, entry: entryOf('/before/keeper'), isKnown, prefer }).register()
    await xdgLinkHandler({ file, entry: entryOf('/opt/keeper'), isKnown: async () => true, prefer }).register()
    expect(await readdir(dirname(file))).toEqual([])
    expect(prefer).toHaveBeenCalledTimes(1)
  })

  it('goes without where nothing can be written, or the desktop has no tool', async () => {
    const prefer = vi.fn(async () => {
      throw new Error('There is no xdg-mime.')
    })
    await xdgLinkHandler({ file, entry: entryOf('/opt/keeper'), isKnown, prefer }).register()
    expect(prefer).toHaveBeenCalledTimes(1)
    await writeFile(join(home, 'a file'), '')
    await xdgLinkHandler({ file: join(home, 'a file/x'), entry: '', isKnown, prefer }).register()
    expect(prefer).toHaveBeenCalledTimes(1)
  })
})

it('on Windows the link stands behind "--", and the same key is taken away', async () => {
  const schemes = { setAsDefaultProtocolClient: vi.fn(() => true), removeAsDefaultProtocolClient: vi.fn(() => true) }
  const handler = windowsLinkHandler(schemes, ['C:\\Keeper\\gazelle-keeper.exe'])
  await handler.register()
  handler.unregister()
  const key = ['gazelle-keeper', 'C:\\Keeper\\gazelle-keeper.exe', ['--']]
  expect(schemes.setAsDefaultProtocolClient.mock.calls).toEqual([key])
  expect(schemes.removeAsDefaultProtocolClient.mock.calls).toEqual([key])
})
