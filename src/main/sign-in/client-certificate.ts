import { app, BrowserWindow, type Certificate, dialog, type WebContents } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { Language } from '../../shared/snapshot.ts'
import { certificateQuestion, nextFrom, siteOf } from './certificate-question.ts'

export interface CertificateWords {
  readonly language: () => Language
  readonly translate: () => Translate
}

/**
 * Answers servers that want a certificate of the person's: with the one that the person chooses in a dialogue above the page
 * that wants it, else with none. Where nobody sees the page, or the app itself asks a server, there is nobody to choose, and
 * none is given. Without this Electron would hand out the first one, unasked. Call it once.
 */
export function askForClientCertificates(words: CertificateWords): void {
  /** A page opens several connections: it is asked once for all that want the same. By page and site. */
  const asking = new Map<string, Promise<Certificate | null>>()
  app.on('select-client-certificate', (event, contents: WebContents | null, told, certificates, answer) => {
    event.preventDefault()
    const site = siteOf(told)
    const window = contents === null ? null : windowOf(contents)
    if (contents === null || window === null) {
      answer()
      return
    }
    const key = `${contents.id} ${site}`
    const question = asking.get(key) ?? ask(window, contents, site, certificates, words)
    asking.set(key, question)
    void question
      .catch(() => null)
      .then((chosen) => {
        asking.delete(key)
        const found = certificates.find(({ fingerprint }) => fingerprint === chosen?.fingerprint)
        if (found === undefined) answer()
        else answer(found)
      })
  })
}

async function ask(
  window: BrowserWindow,
  contents: WebContents,
  site: string,
  certificates: readonly Certificate[],
  { language, translate }: CertificateWords,
): Promise<Certificate | null> {
  const gone = new AbortController()
  contents.once('destroyed', () => gone.abort())
  let from = 0
  for (;;) {
    const t = translate()
    const { message, detail, buttons, choices } = certificateQuestion(site, certificates, from, language(), t)
    const none = buttons.length - 1
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: t('sign-in.title'),
      message,
      detail,
      buttons: [...buttons],
      // Whoever presses Enter or Escape without having read it gives nothing away.
      defaultId: none,
      cancelId: none,
      signal: gone.signal,
    })
    const choice = choices[response] ?? 'none'
    if (choice === 'none' || gone.signal.aborted) return null
    if (choice !== 'more') return choice
    from = nextFrom(from, certificates.length)
  }
}

/** The window that somebody sees this page in; null: nobody does. */
function windowOf(contents: WebContents): BrowserWindow | null {
  const found = BrowserWindow.getAllWindows().find(
    (window) =>
      window.webContents === contents ||
      window.contentView.children.some((view) => 'webContents' in view && view.webContents === contents),
  )
  return found !== undefined && (found.isVisible() || found.isMinimized()) ? found : null
}
