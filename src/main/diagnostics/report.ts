import { mkdir } from 'node:fs/promises'
import { shell } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

/** Begins an email to the helper's address in this computer's email program. Nothing is sent. */
export async function beginReport(email: string, t: Translate): Promise<void> {
  const to = encodeURIComponent(email).replace('%40', '@')
  const fields = { subject: t('report.subject'), body: t('report.body') }
  const query = Object.entries(fields).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  // Without such a program, the diagnostics are still in the clipboard.
  await shell.openExternal(`mailto:${to}?${query.join('&')}`).catch(() => undefined)
}

/** Opens the folder of the log's files. */
export async function openLogFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined)
  await shell.openPath(folder)
}
