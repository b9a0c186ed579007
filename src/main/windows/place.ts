import type { Display, Point, Rectangle, Size } from 'electron'

type Side = 'top' | 'bottom' | 'left' | 'right'
type Screen = Pick<Display, 'bounds' | 'workArea'>

/** What is known about where the person opened the popover, in device-independent pixels. */
export interface Surroundings {
  /** The tray icon; all zeros where the system does not tell, as on Linux. */
  readonly icon: Rectangle
  /** The cursor at that moment, or null where its place is not to be trusted. */
  readonly cursor: Point | null
  /** All screens, the primary one first; at least one. */
  readonly screens: readonly [Screen, ...Screen[]]
}

/** Between the popover and whatever it stands beside, in pixels. */
const margin = 8
/** How near the cursor must be to a panel, or to the edge where one may be hidden, to have clicked in it. */
const reach = 24

/**
 * Gives the popover's place for a content of `size`: inside one screen's work area, beside the panel that the tray icon is
 * in, centred on the icon. Where the icon's place is unknown, the panel is told by the part of the screen it takes, and the
 * cursor stands in for the icon while it is at that panel; else the popover goes where panels have their tray: to the end.
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

/** Where the icon is unknown: the panel at the cursor, or else the panel that most likely has the tray. */
function sideOfPanel(screen: Screen, cursor: Point | null): Side {
  const panels = sides.filter((side) => thickness(screen, side) > 0)
  const candidates = panels.length > 0 ? panels : sides
  return candidates.find((side) => cursor !== null && isNear(screen, side, cursor)) ?? candidates[0] ?? 'top'
}

/** In the order in which a tray is likely there, where more than one side has a panel. */
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
  // A panel at the side has its tray at its lower end.
  const y = clamp(at === null ? bottom : at.y - height / 2, top, bottom)
  // A panel that hides itself takes nothing from the work area: the icon itself must not be covered.
  const beside = {
    top: { x, y: clamp(icon === null ? top : bottomOf(icon) + margin, top, bottom) },
    bottom: { x, y: clamp(icon === null ? bottom : icon.y - margin - height, top, bottom) },
    left: { x: clamp(icon === null ? left : rightOf(icon) + margin, left, right), y },
    right: { x: clamp(icon === null ? right : icon.x - margin - width, left, right), y },
  }[side]
  return { x: Math.round(beside.x), y: Math.round(beside.y), width, height }
}

/** The side whose panel the point is in, or null. */
function sideAt(screen: Screen, point: Point | null): Side | null {
  return sides.find((side) => point !== null && distanceTo(screen, side, point) < thickness(screen, side)) ?? null
}

function nearestSide(screen: Screen, point: Point): Side {
  return sides.reduce((best, side) => (distanceTo(screen, side, point) < distanceTo(screen, best, point) ? side : best))
}

function isNear(screen: Screen, side: Side, point: Point): boolean {
  return distanceTo(screen, side, point) <= thickness(screen, side) + reach
}

/** How much of the screen's side is taken from the work area. */
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

/** The screen that the point is on, or the one it is least far from. */
function nearest(screens: Surroundings['screens'], { x, y }: Point): Screen {
  const distance = ({ bounds }: Screen) =>
    Math.hypot(x - clamp(x, bounds.x, rightOf(bounds)), y - clamp(y, bounds.y, bottomOf(bounds)))
  return screens.reduce((best, screen) => (distance(screen) < distance(best) ? screen : best))
}

const rightOf = ({ x, width }: Rectangle) => x + width
const bottomOf = ({ y, height }: Rectangle) => y + height
const centerOf = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 })
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
