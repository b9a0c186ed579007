import { mkdir } from 'node:fs/promises'
import { shell } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

/** Begins a message to whoever helps, in the program that this computer writes its email with. Nothing is sent. */
export async function beginReport(t: Translate): Promise<void> {
  const fields = { subject: t('report.subject'), body: t('report.body') }
  const query = Object.entries(fields).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  // Where there is no such program, the diagnostics are in the clipboard all the same.
  await shell.openExternal(`mailto:?${query.join('&')}`).catch(() => undefined)
}

/** Shows the folder with the log's files. */
export async function openLogFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined)
  await shell.openPath(folder)
}
