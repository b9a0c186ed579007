import { app, Tray } from 'electron'
import { iconImage } from './icon.ts'
import { type LastIcon, readLastIcon } from './last-icon.ts'

/**
 * The tray icon from the moment that Electron is ready, before the rest of the app is loaded: what it showed last, if that is still
 * known, else that the app is looking. A click is answered once the app is there.
 */
export class FirstIcon {
  readonly tray: Tray
  /** What it shows of the last run; null where that is no longer known. */
  readonly last: LastIcon | null
  #isClicked = false

  constructor(folder = app.getPath('userData')) {
    this.last = readLastIcon(folder)
    this.tray = new Tray(iconImage(this.last?.icon ?? 'busy'))
    this.tray.setToolTip(this.last?.tooltip ?? app.getName())
    this.tray.on('click', this.#onClick)
  }

  /** Gives the icon away, with the click that has come, if one has. */
  handOver(onClick: () => void): Tray {
    this.tray.off('click', this.#onClick)
    // Whoever takes it has to be made first.
    if (this.#isClicked) queueMicrotask(onClick)
    return this.tray
  }

  readonly #onClick = () => {
    this.#isClicked = true
  }
}
