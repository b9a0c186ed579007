import type { Display, Point, Rectangle, Size } from 'electron'

type Side = 'top' | 'bottom' | 'left' | 'right'
type Screen = Pick<Display, 'bounds' | 'workArea'>

/** Where the person opened the popover, as far as it is known, in device-independent pixels. */
export interface Surroundings {
  /** The tray icon; all zeros where the system does not tell, as on Linux. */
  readonly icon: Rectangle
  /** The cursor at that moment, or null if its position cannot be trusted. */
  readonly cursor: Point | null
  /** All screens, the primary one first; at least one. */
  readonly screens: readonly [Screen, ...Screen[]]
}

/** The gap between the popover and its surroundings, in pixels. */
const margin = 8
/** How near the cursor must be to a panel, or to an edge that may hide one, to count as a click in it, in pixels. */
const reach = 24

/**
 * Gives the popover's place for content of `size`: inside one screen's work area, beside the panel with the tray icon, centred on
 * the icon. If the icon's place is unknown, the panel is inferred from the space missing from the work area, and the cursor
 * stands in for the icon while it is at that panel; otherwise the popover goes to the panel's end, where trays usually are.
 */
export function placePopover(size: Size, { icon, cursor, screens }: Surroundings): Rectangle {
  const knownIcon = icon.width > 0 && icon.height > 0 ? icon : null
  const clicked = knownIcon === null ? cursor : centerOf(knownIcon)
  const screen = clicked === null ? screens[0] : nearest(screens, clicked)
  const side =
    knownIcon === null
      ? sideOfPanel(screen, clicked)
      : (sideAt(screen, clicked) ?? nearestSide(screen, centerOf(knownIcon)))
  const isAtPanel = knownIcon !== null || (clicked !== null && isNear(screen, side, clicked))
  return standBeside(size, screen, side, isAtPanel ? clicked : null, knownIcon)
}

/** The panel's side if the icon's place is unknown: the panel at the cursor, or else the likeliest to have the tray. */
function sideOfPanel(screen: Screen, cursor: Point | null): Side {
  const panels = sides.filter((side) => thickness(screen, side) > 0)
  const candidates = panels.length > 0 ? panels : sides
  return candidates.find((side) => cursor !== null && isNear(screen, side, cursor)) ?? candidates[0] ?? 'top'
}

/** The likeliest side for the tray first, for screens with several panels. */
const sides: readonly Side[] = ['top', 'bottom', 'right', 'left']

function standBeside(
  size: Size,
  { workArea }: Screen,
  side: Side,
  at: Point | null,
  icon: Rectangle | null,
): Rectangle {
  const width = Math.min(size.width, workArea.width - 2 * margin)
  const height = Math.min(size.height, workArea.height - 2 * margin)
  const left = workArea.x + margin
  const top = workArea.y + margin
  const right = rightOf(workArea) - margin - width
  const bottom = bottomOf(workArea) - margin - height
  const x = clamp(at === null ? right : at.x - width / 2, left, right)
  // A vertical panel has its tray at its lower end.
  const y = clamp(at === null ? bottom : at.y - height / 2, top, bottom)
  // A panel that hides itself takes nothing from the work area: keep the icon itself uncovered.
  const beside = {
    top: { x, y: clamp(icon === null ? top : bottomOf(icon) + margin, top, bottom) },
    bottom: { x, y: clamp(icon === null ? bottom : icon.y - margin - height, top, bottom) },
    left: { x: clamp(icon === null ? left : rightOf(icon) + margin, left, right), y },
    right: { x: clamp(icon === null ? right : icon.x - margin - width, left, right), y },
  }[side]
  return { x: Math.round(beside.x), y: Math.round(beside.y), width, height }
}

/** The side whose panel contains the point, or null. */
function sideAt(screen: Screen, point: Point | null): Side | null {
  return sides.find((side) => point !== null && distanceTo(screen, side, point) < thickness(screen, side)) ?? null
}

function nearestSide(screen: Screen, point: Point): Side {
  return sides.reduce((best, side) => (distanceTo(screen, side, point) < distanceTo(screen, best, point) ? side : best))
}

function isNear(screen: Screen, side: Side, point: Point): boolean {
  return distanceTo(screen, side, point) <= thickness(screen, side) + reach
}

/** How much the panel on this side takes from the work area, in pixels. */
function thickness({ bounds, workArea }: Screen, side: Side): number {
  return {
    top: workArea.y - bounds.y,
    bottom: bottomOf(bounds) - bottomOf(workArea),
    left: workArea.x - bounds.x,
    right: rightOf(bounds) - rightOf(workArea),
  }[side]
}

function distanceTo({ bounds }: Screen, side: Side, { x, y }: Point): number {
  return { top: y - bounds.y, bottom: bottomOf(bounds) - y, left: x - bounds.x, right: rightOf(bounds) - x }[side]
}

/** The screen that the point is on, or else the nearest. */
function nearest(screens: Surroundings['screens'], { x, y }: Point): Screen {
  const distance = ({ bounds }: Screen) =>
    Math.hypot(x - clamp(x, bounds.x, rightOf(bounds)), y - clamp(y, bounds.y, bottomOf(bounds)))
  return screens.reduce((best, screen) => (distance(screen) < distance(best) ? screen : best))
}

const rightOf = ({ x, width }: Rectangle) => x + width
const bottomOf = ({ y, height }: Rectangle) => y + height
const centerOf = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 })
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
