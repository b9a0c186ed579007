import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { History } from '../../shared/snapshot.ts'
import { endings, type HistoryForm, historyFile } from './history-file.ts'

/**
 * Writes the history to a file that the person chooses in a system dialogue. Gives whether the file was written; null if the
 * person chose none. `now` in milliseconds.
 */
export async function saveHistory(
  history: History,
  form: HistoryForm,
  t: Translate,
  now: number,
): Promise<boolean | null> {
  const ending = endings[form]
  const options = {
    title: t('history.save'),
    defaultPath: join(app.getPath('documents'), `${t('history-file.name')}.${ending}`),
    filters: [{ name: t(`history-file.${form}`), extensions: [ending] }],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  if (canceled || filePath === '') return null
  return await writeFile(filePath, historyFile(history, form, t, now)).then(
    () => true,
    () => false,
  )
}
