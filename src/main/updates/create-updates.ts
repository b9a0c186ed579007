import { join } from 'node:path'
import { app, shell } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { updateSource } from '../../core/updates/source.ts'
import { ownPlaces } from '../../node/own-places.ts'
import type { Preferences } from '../../shared/setup.ts'
import { linkIn } from '../../shared/sign-in-link.ts'
import type { Settings } from '../connection/settings.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import { thisEdition } from '../start/this-edition.ts'
import type { Clipboard } from '../system/clipboard.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'
import { UpdatesControl, type Work } from './control.ts'
import type { Place } from './place.ts'

/** Longer than the end of the app is ever held up (`keeper/ending.ts`), in milliseconds. */
const endMilliseconds = 30_000

/** The updates of this app, from its own feed; in development there is none. */
export function createUpdates(options: {
  settings: Settings
  keeper: CurrentKeeper
  clipboard: Clipboard
  preferences: Observed<Preferences>
  isSigningIn: () => boolean
}): UpdatesControl {
  const { settings, keeper, clipboard, preferences, isSigningIn } = options
  const [cache = app.getPath('userData')] = ownPlaces().cache
  const control = new UpdatesControl({
    source: thisEdition().updates ?? (app.isPackaged ? updateSource : null),
    settings,
    keeper,
    clipboard,
    isSigningIn,
    version: app.getVersion(),
    network: { fetch: fetchBySystem, userAgent },
    folder: join(cache, 'updates'),
    findPlace: (work) => work.ownPlace(app.isPackaged),
    open: async (path) => {
      const trouble = await shell.openPath(path)
      if (trouble !== '') throw new Error(trouble)
    },
    end,
  })
  let channel = preferences.value.updateChannel
  preferences.subscribe(({ updateChannel }) => {
    if (updateChannel !== channel) control.forget()
    channel = updateChannel
  })
  return control
}

async function end(place: Place, { startAfter }: Pick<Work, 'startAfter'>): Promise<void> {
  const args = process.argv.slice(1).filter((each) => linkIn([each]) === null)
  // What an installer replaces is started by that. Electron's own way of starting again needs the program as it was.
  if (place.way === 'replace' || place.way === 'package')
    startAfter(process.pid, place.way === 'replace' ? place.file : process.execPath, args)
  app.quit()
  await new Promise((resolve) => setTimeout(resolve, endMilliseconds))
}
