import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { type DataKind, dataKinds } from '../../core/base/data-kinds.ts'
import { lookAtOwnData, removeOwnData } from '../../node/own-data.ts'
import { ownPlaces } from '../../node/own-places.ts'
import { languageOf, translator } from '../../shared/catalogue/index.ts'
import { ownSwitches } from './known-switches.ts'
import { chosenLanguage } from './refuse-start.ts'

/**
 * Every place of this app's data. A profile that is none of the usual ones, as in development, stands for itself: the usual places
 * are another app's.
 */
export function dataPlaces(profile = app.getPath('userData')): ReturnType<typeof ownPlaces> {
  const all = ownPlaces()
  return all.profile.includes(profile) ? all : { autostart: [], state: [], cache: [], profile: [profile] }
}

/** The file in the profile in which the app leaves the person's choice: the switch alone, from anybody, removes nothing. */
const choiceFile = (profile = app.getPath('userData')) => join(profile, 'remove-at-end.json')

/** Ends the app, and then starts it once more for nothing but the removal: its files are its own until it has ended. */
export function endAndRemove(kinds: readonly DataKind[]): void {
  writeFileSync(choiceFile(), JSON.stringify(kinds), { mode: 0o600 })
  app.relaunch({ args: [`--${ownSwitches.removes}`, ...process.argv.slice(1)] })
  app.quit()
}

/** Takes the choice out of the profile; empty where nobody has chosen. */
export function takeChoice(file = choiceFile()): readonly DataKind[] {
  try {
    const named: unknown = JSON.parse(readFileSync(file, 'utf8'))
    rmSync(file, { force: true })
    return Array.isArray(named) ? dataKinds.filter((kind) => named.includes(kind)) : []
  } catch {
    return []
  }
}

/** Removes the data that the person has chosen, says how that went, and ends. It uses a temporary profile. */
export async function removeData(): Promise<void> {
  const t = translator(languageOf(chosenLanguage() ?? app.getPreferredSystemLanguages()[0] ?? ''))
  const chosen = takeChoice()
  if (chosen.length === 0) return app.quit()
  const places = dataPlaces()
  const folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-removes-'))
  app.setPath('userData', folder)
  app.dock?.hide()
  app.once('quit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  await app.whenReady()
  const left: string[] = []
  for (const data of await lookAtOwnData(places)) {
    if (data.kind === 'autostart' || !chosen.includes(data.kind)) continue
    if (data.isInUse) left.push(...data.places)
    else left.push(...(await removeOwnData(data, places)).map(({ place }) => place))
  }
  const isRight = left.length === 0
  await dialog.showMessageBox({
    type: isRight ? 'info' : 'warning',
    title: t('app.name'),
    message: t(isRight ? 'start.removed' : 'start.not-removed'),
    detail: isRight ? t('start.removed.detail') : left.join('\n'),
    buttons: [t('do.quit')],
    noLink: true,
  })
  app.quit()
}
