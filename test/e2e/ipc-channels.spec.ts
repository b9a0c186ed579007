import { channels } from '../../src/shared/ipc.ts'
import { expect, test } from './fixtures.ts'

/** What `ipcMain`, and the `ipc` of one page, are as far as they are looked into here. */
interface Ears {
  /** Electron's own, by the channel: nothing public lists them. */
  _invokeHandlers: Map<string, unknown>
  eventNames(): (string | symbol)[]
}

test('main listens on the channels of the contract, and on no other', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  await (await app.signInWindow()).expectPhase('waiting')
  const { ofMain, ofPages, pages } = await app.electron.evaluate(({ ipcMain, webContents }) => {
    const channelsOf = (ears: unknown) => {
      const { _invokeHandlers: handlers } = ears as Ears
      const names = [...handlers.keys(), ...(ears as Ears).eventNames().map(String)]
      // Electron itself listens for errors there, so that none is thrown.
      return names.filter((name) => name !== 'error')
    }
    const all = webContents.getAllWebContents()
    return {
      ofMain: channelsOf(ipcMain),
      ofPages: all.flatMap((contents) => [...channelsOf(contents.ipc), ...channelsOf(contents.mainFrame.ipc)]),
      pages: all.length,
    }
  })
  const { changed: _, ...answered } = channels
  expect(ofMain.sort()).toEqual(Object.values(answered).sort())
  expect([ofPages, pages]).toEqual([[], 3])
})
