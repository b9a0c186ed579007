import type { Bounds } from '../connection/settings.ts'

/** Reads the saved bounds of a window, whichever version or hand wrote them. Gives whole pixels, or null if they are none. */
export function readBounds(saved: unknown): Bounds | null {
  if (typeof saved !== 'object' || saved === null) return null
  const { x, y, width, height } = saved as Partial<Record<keyof Bounds, unknown>>
  if (![x, y, width, height].every(Number.isFinite)) return null
  const bounds = {
    x: Math.round(x as number),
    y: Math.round(y as number),
    width: Math.round(width as number),
    height: Math.round(height as number),
  }
  return bounds.width > 0 && bounds.height > 0 ? bounds : null
}

/**
 * Gives the bounds nearest to `bounds` that lie inside one work area: the one that holds most of them, or else the nearest. A
 * larger window shrinks to the area, title bar and all. In device-independent pixels, as Electron counts at every scale. Gives
 * `bounds` unchanged if no work area is known. Pure.
 */
export function boundsInside(bounds: Bounds, workAreas: readonly Bounds[]): Bounds {
  const area = areaFor(bounds, workAreas)
  if (area === null) return bounds
  const width = Math.min(bounds.width, area.width)
  const height = Math.min(bounds.height, area.height)
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  }
}

/**
 * The work area that the bounds belong to, or null if there is none. A display that comes or goes has an empty one for a while.
 */
export function areaFor(bounds: Bounds, workAreas: readonly Bounds[]): Bounds | null {
  const areas = workAreas.filter(({ width, height }) => width > 0 && height > 0)
  const [first, ...others] = areas
  if (first === undefined) return null
  return others.reduce((best, area) => {
    const gain = overlap(bounds, area) - overlap(bounds, best)
    return gain > 0 || (gain === 0 && distance(bounds, area) < distance(bounds, best)) ? area : best
  }, first)
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** The distance between two bounds; 0 if they touch. */
function distance(a: Bounds, b: Bounds): number {
  const across = Math.max(0, b.x - (a.x + a.width), a.x - (b.x + b.width))
  const down = Math.max(0, b.y - (a.y + a.height), a.y - (b.y + b.height))
  return Math.hypot(across, down)
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
