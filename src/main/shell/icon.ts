import { join } from 'node:path'
import { type NativeImage, nativeImage } from 'electron'
import type { TrayStatus } from '../../shared/tray-status.ts'

const folder = join(import.meta.dirname, '../icons')

/**
 * The tray icon for a tray status, at 1x to 3x; `resources/tray/` has a drawing of each. On macOS it is a template image,
 * which the menu bar colours itself.
 */
export function iconImage(status: TrayStatus): NativeImage {
  const suffix = process.platform === 'darwin' ? 'Template' : ''
  return nativeImage.createFromPath(join(folder, `tray-${status}${suffix}.png`))
}
