import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import { app, dialog } from 'electron'
import { languageOf, type Translate, translator } from '../../shared/catalogue/index.ts'
import { acceptedIn, type Start } from './judge-start.ts'
import { ownSwitches, rejectedExitCode } from './known-switches.ts'

/**
 * Ends the app before any of it has begun, and says why: on stderr, and in a dialogue if that is no terminal. A process of its
 * own shows the dialogue: this one runs Chromium as somebody else wants it, and must not go on for as long as reading takes.
 */
export function refuseStart(rejected: readonly string[], start: Start): void {
  const t = translate()
  say(`${t('start.rejected', { names: rejected.join(', ') })} ${t('start.rejected.hint')}\n`)
  if (!isatty(2) && hasDisplay(start)) {
    const env = Object.fromEntries(Object.entries(start.environment).filter(([name]) => !rejected.includes(name)))
    const args = [...acceptedIn(start), `--${ownSwitches.rejected}=${rejected.join(',').slice(0, 400)}`]
    spawn(process.execPath, args, { env, stdio: 'ignore' })
      .on('error', () => undefined)
      .unref()
  }
  app.exit(rejectedExitCode)
}

/** Runs that process: shows the dialogue and ends. It uses a temporary profile. */
export async function tellRejected(): Promise<void> {
  const t = translate()
  const names = app.commandLine.getSwitchValue(ownSwitches.rejected).replaceAll(',', ', ')
  const folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-rejected-'))
  app.setPath('userData', folder)
  app.dock?.hide()
  app.once('quit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  await app.whenReady()
  await dialog.showMessageBox({
    type: 'warning',
    title: t('app.name'),
    message: t('start.rejected', { names }),
    detail: t('start.rejected.hint'),
    buttons: [t('do.quit')],
    noLink: true,
  })
  app.quit()
}

/** The texts in the language that the person has chosen, which is no secret, or else in the system's. */
function translate(): Translate {
  return translator(languageOf(chosenLanguage() ?? app.getPreferredSystemLanguages()[0] ?? ''))
}

/** The language in the settings; null if they name none. Call it before the profile is changed. */
export function chosenLanguage(): string | null {
  try {
    const { language } = JSON.parse(readFileSync(join(app.getPath('userData'), 'settings.json'), 'utf8'))
    return typeof language === 'string' ? language : null
  } catch {
    return null
  }
}

function hasDisplay({ environment, platform }: Start): boolean {
  if (platform !== 'linux') return true
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}

/** Writes at once, because the process ends next. If the reader has gone, the text is lost. */
function say(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // Nobody reads it.
  }
}
