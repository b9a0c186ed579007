import { dialog } from 'electron'
import type { RevokedAll } from '../../core/gazelle/revoke-all.ts'
import type { Translate } from '../../shared/catalogue/index.ts'

/** Tells in a system dialogue how revoking went; by then the settings are empty, or as they were. */
export async function tellRevocation(outcome: RevokedAll, project: string, t: Translate): Promise<void> {
  const isDone = outcome === 'revoked'
  await dialog.showMessageBox({
    type: isDone ? 'info' : 'warning',
    title: t('app.name'),
    message: t(isDone ? 'revocation.revoked' : 'revocation.failed', { project }),
    detail: t(`revocation.${outcome}.detail`),
    buttons: [t('do.close')],
    noLink: true,
  })
}
