import type { ElectronApplication, Page } from '@playwright/test'
import { settingsOf } from '../../scripts/driver/windows.ts'
import type { Step } from '../../src/shared/next-step.ts'
import type { KeeperApp } from './keeper-app.ts'

/** Presses a key that does nothing, where a person would have pressed a button: main wants to see that somebody is there. */
export async function press(page: Page): Promise<void> {
  await page.keyboard.press('F9')
}

/** Asks main by a page's door, as its buttons do; resolves when it has been carried out, rejects where it was not. */
export async function askFrom(page: Page, step: Step): Promise<void> {
  await press(page)
  await page.evaluate(
    (one) => (typeof one === 'string' ? window.keeper.ask(one) : window.keeper.request(one)),
    step as string as never,
  )
}

/** Asks from the settings, which it opens, and says yes to what the app asks back. */
export async function askFromSettings(app: KeeperApp, step: Step): Promise<void> {
  await answerQuestions(app.electron, true)
  const popover = await app.popover()
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  await askFrom(await settingsOf(app.electron), step)
}

export interface Questioned {
  readonly message: string
  readonly detail: string
  /** What stands beside the box to be ticked, where there is one. */
  readonly checkbox?: string
}

/**
 * Answers what the app asks before it replaces, hands over or forgets something, with or without a tick in its box; other
 * dialogues go on as before. Gives a
 * function that tells what was asked since it was last called.
 */
export async function answerQuestions(
  electron: ElectronApplication,
  isYes: boolean,
  isTicked = false,
): Promise<() => Promise<Questioned[]>> {
  const answer = { response: isYes ? 0 : 1, checkboxChecked: isTicked }
  await electron.evaluate(({ dialog }, answer) => {
    const world = globalThis as { questioned?: unknown[]; answer?: typeof answer }
    world.answer = answer
    if (world.questioned !== undefined) return
    world.questioned = []
    const others = dialog.showMessageBox.bind(dialog) as (
      ...given: unknown[]
    ) => Promise<Electron.MessageBoxReturnValue>
    dialog.showMessageBox = (async (...given: unknown[]) => {
      const { title, message, detail, buttons, defaultId, cancelId, checkboxLabel } = given.at(
        -1,
      ) as Electron.MessageBoxOptions
      const isQuestion = title === 'Gazelle Keeper' && buttons?.length === 2 && defaultId === 1 && cancelId === 1
      if (!isQuestion) return await others(...given)
      world.questioned?.push({ message, detail, ...(checkboxLabel !== undefined && { checkbox: checkboxLabel }) })
      return world.answer ?? answer
    }) as typeof dialog.showMessageBox
  }, answer)
  return () => electron.evaluate(() => (globalThis as unknown as { questioned: Questioned[] }).questioned.splice(0))
}
