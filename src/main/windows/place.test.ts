import { describe, expect, it } from 'vitest'
import { placePopover, type Surroundings } from './place.ts'

const size = { width: 360, height: 400 }
const noIcon = { x: 0, y: 0, width: 0, height: 0 }

/** A screen with panels of the given thickness. */
function screen(x: number, y: number, width: number, height: number, panels: Partial<Record<string, number>> = {}) {
  const { top = 0, bottom = 0, left = 0, right = 0 } = panels
  return {
    bounds: { x, y, width, height },
    workArea: { x: x + left, y: y + top, width: width - left - right, height: height - top - bottom },
  }
}

const hd = (panels?: Partial<Record<string, number>>) => screen(0, 0, 1920, 1080, panels)

const table: readonly [what: string, Surroundings, place: { x: number; y: number }][] = [
  [
    'macOS, under its icon in the menu bar',
    {
      icon: { x: 1500, y: 0, width: 30, height: 24 },
      cursor: null,
      screens: [screen(0, 0, 1728, 1117, { top: 37, bottom: 70 })],
    },
    { x: 1335, y: 45 },
  ],
  [
    'macOS, at the menu bar’s end',
    { icon: { x: 1700, y: 0, width: 28, height: 24 }, cursor: null, screens: [screen(0, 0, 1728, 1117, { top: 37 })] },
    { x: 1360, y: 45 },
  ],
  [
    'macOS, on the second screen, left of the first and higher',
    {
      icon: { x: -300, y: -200, width: 30, height: 24 },
      cursor: { x: 500, y: 500 },
      screens: [screen(0, 0, 1728, 1117, { top: 37 }), screen(-1920, -200, 1920, 1080, { top: 25 })],
    },
    { x: -465, y: -167 },
  ],
  [
    'Windows, taskbar at the bottom',
    { icon: { x: 1700, y: 1044, width: 24, height: 24 }, cursor: { x: 5, y: 5 }, screens: [hd({ bottom: 48 })] },
    { x: 1532, y: 624 },
  ],
  [
    'Windows, taskbar at the top',
    { icon: { x: 1700, y: 12, width: 24, height: 24 }, cursor: null, screens: [hd({ top: 48 })] },
    { x: 1532, y: 56 },
  ],
  [
    'Windows, taskbar at the left',
    { icon: { x: 20, y: 900, width: 24, height: 24 }, cursor: null, screens: [hd({ left: 62 })] },
    { x: 70, y: 672 },
  ],
  [
    'Windows, taskbar at the right',
    { icon: { x: 1876, y: 500, width: 24, height: 24 }, cursor: null, screens: [hd({ right: 62 })] },
    { x: 1490, y: 312 },
  ],
  [
    'Windows, taskbar that hides itself: the icon is not covered',
    { icon: { x: 1700, y: 1044, width: 24, height: 24 }, cursor: null, screens: [hd()] },
    { x: 1532, y: 636 },
  ],
  [
    'Windows, icon among the hidden ones, above the taskbar',
    { icon: { x: 1600, y: 980, width: 24, height: 24 }, cursor: null, screens: [hd({ bottom: 48 })] },
    { x: 1432, y: 572 },
  ],
  [
    'Linux, click in the panel at the top',
    { icon: noIcon, cursor: { x: 1500, y: 12 }, screens: [hd({ top: 27 })] },
    { x: 1320, y: 35 },
  ],
  [
    'Linux, click in the panel at the bottom',
    { icon: noIcon, cursor: { x: 1500, y: 1070 }, screens: [hd({ bottom: 40 })] },
    { x: 1320, y: 632 },
  ],
  [
    'Linux, click just beside the panel’s edge',
    { icon: noIcon, cursor: { x: 1500, y: 45 }, screens: [hd({ top: 27 })] },
    { x: 1320, y: 35 },
  ],
  [
    'Linux, panel at the top, cursor elsewhere: at the panel’s end',
    { icon: noIcon, cursor: { x: 300, y: 700 }, screens: [hd({ top: 27 })] },
    { x: 1552, y: 35 },
  ],
  [
    'Linux, panel at the bottom, cursor at the top',
    { icon: noIcon, cursor: { x: 300, y: 3 }, screens: [hd({ bottom: 40 })] },
    { x: 1552, y: 632 },
  ],
  [
    'Linux, panel at the left, cursor elsewhere: at its lower end',
    { icon: noIcon, cursor: { x: 900, y: 500 }, screens: [hd({ left: 48 })] },
    { x: 56, y: 672 },
  ],
  [
    'Linux, dock at the left and panel at the top, cursor elsewhere: the panel',
    { icon: noIcon, cursor: { x: 900, y: 500 }, screens: [hd({ left: 70, top: 27 })] },
    { x: 1552, y: 35 },
  ],
  [
    'Linux, panels at top and bottom, click in the lower one',
    { icon: noIcon, cursor: { x: 1800, y: 1075 }, screens: [hd({ top: 24, bottom: 24 })] },
    { x: 1552, y: 648 },
  ],
  [
    'Linux, two screens, click in the panel of the second',
    {
      icon: noIcon,
      cursor: { x: 3000, y: 1430 },
      screens: [hd(), screen(1920, 0, 2560, 1440, { bottom: 40 })],
    },
    { x: 2820, y: 992 },
  ],
  [
    'Linux, two screens, opened from the one without a panel',
    {
      icon: noIcon,
      cursor: { x: 2500, y: 700 },
      screens: [hd({ top: 27 }), screen(1920, 0, 2560, 1440)],
    },
    { x: 4112, y: 8 },
  ],
  [
    'no panel at all, cursor elsewhere: the upper right corner',
    { icon: noIcon, cursor: { x: 900, y: 500 }, screens: [hd()] },
    { x: 1552, y: 8 },
  ],
  [
    'no panel at all, cursor at the lower edge, where one may be hidden',
    { icon: noIcon, cursor: { x: 900, y: 1078 }, screens: [hd()] },
    { x: 720, y: 672 },
  ],
  [
    'cursor not known: the first screen',
    { icon: noIcon, cursor: null, screens: [hd({ bottom: 40 }), screen(1920, 0, 2560, 1440, { top: 27 })] },
    { x: 1552, y: 632 },
  ],
  [
    'cursor between two screens of different height: the nearer one',
    { icon: noIcon, cursor: { x: 100, y: 1200 }, screens: [hd({ bottom: 40 }), screen(1920, 0, 2560, 1440)] },
    { x: 8, y: 632 },
  ],
]

describe('the popover’s place', () => {
  it.each(table)('%s', (_what, surroundings, place) => {
    expect(placePopover(size, surroundings)).toEqual({ ...size, ...place })
  })

  it('is no larger than a small screen’s work area', () => {
    const surroundings = {
      icon: noIcon,
      cursor: { x: 200, y: 5 },
      screens: [screen(0, 0, 320, 240, { top: 20 })],
    } as const
    expect(placePopover(size, surroundings)).toEqual({ x: 8, y: 28, width: 304, height: 204 })
  })

  it.each(table)('lies inside one work area: %s', (_what, surroundings) => {
    const { x, y, width, height } = placePopover(size, surroundings)
    const holds = ({ workArea }: Surroundings['screens'][0]) =>
      x >= workArea.x &&
      y >= workArea.y &&
      x + width <= workArea.x + workArea.width &&
      y + height <= workArea.y + workArea.height
    expect(surroundings.screens.some(holds)).toBe(true)
  })
})
