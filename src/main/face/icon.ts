import { join } from 'node:path'
import { type NativeImage, nativeImage } from 'electron'
import { isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'

/** The five faces of the tray icon; `resources/tray/` has a drawing of each, told apart by shape as well as colour. */
export type IconState = 'good' | 'soon' | 'bad' | 'busy' | 'off'

export function iconStateOf(snapshot: Snapshot): IconState {
  if (!snapshot.isConnected) return 'off'
  if (isSignInOpen(snapshot.signIn) || snapshot.keeper.activity === 'trying' || snapshot.keeper.activity === 'saving') {
    return 'busy'
  }
  switch (snapshot.condition) {
    case 'starting':
      return 'busy'
    case 'valid':
      return 'good'
    case 'expiring':
    case 'held':
    case 'missing':
      return 'soon'
    case 'blocked':
    case 'refused':
    case 'expired':
      return 'bad'
  }
}

const folder = join(import.meta.dirname, '../icons')

/** The icon at 1x to 3x; on macOS a template image, which the menu bar colours itself. */
export function iconImage(state: IconState): NativeImage {
  const suffix = process.platform === 'darwin' ? 'Template' : ''
  return nativeImage.createFromPath(join(folder, `tray-${state}${suffix}.png`))
}
