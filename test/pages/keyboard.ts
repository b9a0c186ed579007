import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { Face } from './face.ts'
import { settingsStates } from './setup-states.ts'
import { popoverStates } from './states.ts'

/** A state of the popover, by its name. */
export const state = (name: string) => popoverStates[name] as Snapshot
/** A state of the settings, by its name. */
export const settings = (name: string) => settingsStates[name] as (typeof settingsStates)[string]

/** Presses Tab until the focus is there. Gives the element; throws after forty presses. */
export async function tabTo(
  face: Face,
  role: 'button' | 'textbox' | 'switch' | 'radio' | 'link' | 'group',
  name: string,
) {
  const target = face.page.getByRole(role, { name, exact: true }).first()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return target
    await face.page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to the ${role} “${name}”.`)
}
