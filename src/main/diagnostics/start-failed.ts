import { app, clipboard, dialog } from 'electron'
import { languageOf, translator } from '../../shared/catalogue/index.ts'
import { aboutThisApp } from './about.ts'
import type { Log } from './log.ts'
import { logFolder } from './open-log.ts'
import { openLogFolder } from './report.ts'

/**
 * Tells the person that the start failed, because a tray app would be an invisible process, and offers ways to get help: who would
 * receive a report is not known before the settings are read. Resolves when the person quits.
 */
export async function tellStartFailed(error: unknown, log: Log): Promise<void> {
  log.error('start failed', error)
  const t = translator(languageOf(app.getLocale()))
  const offers = [
    { label: t('do.copy-diagnostics'), act: () => copyReport(log) },
    { label: t('do.open-log'), act: () => openLogFolder(logFolder()) },
  ]
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: t('app.name'),
      message: t('start.failed'),
      detail: t('start.failed.hint'),
      buttons: [...offers.map(({ label }) => label), t('do.quit')],
      defaultId: offers.length,
      cancelId: offers.length,
      noLink: true,
    })
    const offer = offers[response]
    if (offer === undefined) return
    await offer.act()
  }
}

async function copyReport(log: Log): Promise<void> {
  const { version, electron, system } = aboutThisApp()
  const lines = [`Gazelle Keeper ${version} could not start. Electron ${electron}, ${system}.`, '', ...log.recent]
  await clipboard.writeText(lines.join('\n'))
}
