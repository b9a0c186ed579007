import { app, BrowserWindow, screen } from 'electron'
import type { Bounds } from '../connection/settings.ts'
import { areaFor, boundsInside, readBounds } from './inside.ts'

/** The minimum size that each window was made with: a smaller screen lowers it for a while only. */
const smallest = new WeakMap<BrowserWindow, readonly [width: number, height: number]>()

/**
 * Keeps every window inside a work area: when it is made or shown, when it is no longer maximised, minimised or full screen, when
 * its page moves it, and when displays come, go or change. Call it once the app is ready.
 */
export function keepWindowsInside(): void {
  app.on('browser-window-created', (_created, window) => {
    // Its bounds are set after this event.
    queueMicrotask(() => bringInside(window))
    const bring = () => bringInside(window)
    window.on('show', bring)
    window.on('restore', bring)
    window.on('unmaximize', bring)
    window.on('leave-full-screen', bring)
    const { webContents } = window
    webContents.on('content-bounds-updated', (event, bounds) => {
      event.preventDefault()
      window.setContentBounds(bounds)
      bringInside(window)
    })
  })
  const bringAll = () => {
    for (const window of BrowserWindow.getAllWindows()) bringInside(window)
  }
  screen.on('display-added', bringAll)
  screen.on('display-removed', bringAll)
  screen.on('display-metrics-changed', bringAll)
}

/** Brings a window inside a work area. A maximised, minimised or full-screen one is left to the system. */
export function bringInside(window: BrowserWindow): void {
  if (window.isDestroyed() || window.isMaximized() || window.isMinimized() || window.isFullScreen()) return
  const bounds = window.getBounds()
  const areas = workAreas()
  const area = areaFor(bounds, areas)
  if (area !== null) limitSmallest(window, area)
  const inside = boundsInside(bounds, areas)
  const isInside = (['x', 'y', 'width', 'height'] as const).every((each) => inside[each] === bounds[each])
  if (!isInside) window.setBounds(inside)
}

/** A window's last bounds, as they were kept, brought onto a screen; without any, the usual size, wherever the system puts it. */
export function boundsFor(saved: unknown, usual: Pick<Bounds, 'width' | 'height'>): Partial<Bounds> {
  const last = readBounds(saved)
  return last === null ? usual : boundsInside(last, workAreas())
}

/** The work areas of all displays, the primary one's first. */
export function workAreas(): Electron.Rectangle[] {
  const { id } = screen.getPrimaryDisplay()
  const displays = screen.getAllDisplays()
  return displays.toSorted((a, b) => Number(b.id === id) - Number(a.id === id)).map(wholePart)
}

/** At a fractional scale, such as 150 %, a window's bounds are rounded outwards to whole screen pixels: leave one for that. */
function wholePart({ workArea, scaleFactor }: Electron.Display): Electron.Rectangle {
  if (Number.isInteger(scaleFactor)) return workArea
  return { ...workArea, width: workArea.width - 1, height: workArea.height - 1 }
}

function limitSmallest(window: BrowserWindow, area: Electron.Size): void {
  const now = window.getMinimumSize() as [number, number]
  const made = smallest.get(window) ?? now
  smallest.set(window, made)
  const [width, height] = [Math.min(made[0], area.width), Math.min(made[1], area.height)]
  if (width !== now[0] || height !== now[1]) window.setMinimumSize(width, height)
}
