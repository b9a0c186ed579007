import { app, BrowserWindow, type Certificate, dialog, type WebContents } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { Language } from '../../shared/snapshot.ts'
import { certificateQuestion, nextFrom, siteOf } from './certificate-question.ts'

export interface CertificateWords {
  readonly language: () => Language
  readonly translate: () => Translate
}

/**
 * Answers servers that ask for a client certificate: with the one that the person chooses in a dialogue above the page, else with
 * none. If nobody sees the page, or the app itself makes the request, nobody can choose and none is given. Without this Electron
 * would hand out the first one, unasked. Call it once.
 */
export function askForClientCertificates(words: CertificateWords): void {
  /** The open questions, by page and site: a page opens several connections, but the person is asked once. */
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
      // Pressing Enter or Escape without reading gives nothing away.
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

/** The window that shows this page to somebody; null: none does. */
function windowOf(contents: WebContents): BrowserWindow | null {
  const found = BrowserWindow.getAllWindows().find(
    (window) =>
      window.webContents === contents ||
      window.contentView.children.some((view) => 'webContents' in view && view.webContents === contents),
  )
  return found !== undefined && (found.isVisible() || found.isMinimized()) ? found : null
}
