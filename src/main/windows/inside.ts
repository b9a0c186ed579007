import type { Bounds } from '../connection/settings.ts'

/** Takes what was saved as a window's bounds, by whichever version or hand; gives it in whole pixels, or null where it is none. */
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
 * Gives the bounds nearest to `bounds` that lie inside one work area: the one that holds the most of them, or else the
 * nearest. A window that is larger becomes as large as the area, title bar and all. In device-independent pixels, as
 * Electron counts at every scale; the same bounds where nothing is known of a work area. Pure.
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

/** The work area that bounds belong to, or null where there is none. A display that is on its way has an empty one. */
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

/** Between two that do not touch; 0 where they do. */
function distance(a: Bounds, b: Bounds): number {
  const across = Math.max(0, b.x - (a.x + a.width), a.x - (b.x + b.width))
  const down = Math.max(0, b.y - (a.y + a.height), a.y - (b.y + b.height))
  return Math.hypot(across, down)
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
