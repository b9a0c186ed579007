import type { Snapshot } from '../../src/shared/snapshot.ts'
import { expect, type Face, test } from './face.ts'
import { checklistPages, problemPopovers } from './problem-states.ts'
import { settingsStates } from './setup-states.ts'
import { inLanguage, popoverStates } from './states.ts'

const usualRootSize = '87.5%'
const wide = { width: 760, height: 620 }
const narrow = { width: 480, height: 620 }

/** Everything that is shown, with a way to open it again. */
const views: [string, (face: Face) => Promise<void>][] = [
  ...Object.entries({ ...popoverStates, ...problemPopovers }).map(
    ([name, snapshot]): [string, (face: Face) => Promise<void>] => [
      `popover ${name}`,
      (face) => face.open('popover', inLanguage(snapshot, 'fr')),
    ],
  ),
  ...Object.entries({ ...settingsStates, ...checklistPages }).flatMap(([name, { section, snapshot }]) =>
    [wide, narrow].map((size): [string, (face: Face) => Promise<void>] => [
      `settings ${name} at ${size.width} px`,
      (face) => face.open('settings', inLanguage(snapshot, 'fr'), { section, size }),
    ]),
  ),
]

for (const [part, from] of [
  ['the popover', 'popover'],
  ['the settings', 'settings'],
] as const) {
  test(`nothing is cut off or hangs out in any state of ${part}, with text of twice the size, or of twice the length`, async ({
    face,
  }) => {
    test.setTimeout(300_000)
    // A switch's knob would still be on its way from one size to the next.
    await face.page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [name, open] of views.filter(([each]) => each.startsWith(from))) {
      await open(face)
      expect.soft(await cutOff(face), name).toEqual([])
      await setRootSize(face, `calc(2 * ${usualRootSize})`)
      expect.soft(await cutOff(face), `${name}, twice the size`).toEqual([])
      await setRootSize(face, '')
      await doubleTexts(face)
      expect.soft(await cutOff(face), `${name}, twice the length`).toEqual([])
    }
    await face.page.emulateMedia({ reducedMotion: 'no-preference' })
  })
}

test('the main button stays where it is from state to state', async ({ face }) => {
  const { valid, checking, expiring, renewing, offline, restored } = popoverStates
  const tops: number[] = []
  await face.open('popover', valid as never)
  for (const snapshot of [valid, checking, expiring, renewing, offline, restored]) {
    await face.tell(snapshot as never)
    tops.push((await face.page.locator('.actions button').first().boundingBox())?.y ?? Number.NaN)
  }
  expect(new Set(tops)).toEqual(new Set([tops[0]]))
})

test('what the keeper comes to know does not move the popover’s parts', async ({ face }) => {
  const heights: number[] = []
  for (const name of ['starting', 'missing', 'valid', 'checking', 'renewing', 'expired', 'restored']) {
    await face.open('popover', popoverStates[name] as never)
    heights.push(await face.page.evaluate(() => document.body.getBoundingClientRect().height))
  }
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(10)
})

test('reduced motion: nothing moves', async ({ face }) => {
  await face.page.emulateMedia({ reducedMotion: 'reduce' })
  await face.open('popover', popoverStates['renewing'] as never)
  expect(await movements(face)).toEqual([])
  await face.page.emulateMedia({ reducedMotion: 'no-preference' })
  await face.open('popover', popoverStates['renewing'] as never)
  // A button's colour may still be on its way.
  await expect.poll(() => movements(face)).toEqual(['turn'])
})

function movements(face: Face): Promise<string[]> {
  return face.page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
      .map((each) => (each as CSSAnimation).animationName),
  )
}

test('the popover’s head stays one line, and tells a long name whole in its title', async ({ face }) => {
  const heads: number[] = []
  const { valid } = popoverStates as { valid: Snapshot }
  const long = {
    companyId: '1',
    company: 'Accord et Mécanique du Haut-Saint-Laurent inc.',
    userId: '1',
    user: 'Maximilienne',
  }
  for (const language of ['en', 'fr'] as const) {
    for (const account of [null, long]) {
      const { keeper } = valid
      await face.open('popover', inLanguage({ ...valid, isSandbox: true, keeper: { ...keeper, account } }, language))
      heads.push((await face.page.locator('header').boundingBox())?.height ?? Number.NaN)
    }
    await expect.soft(face.page.locator('.company')).toHaveAttribute('title', `${long.company} · ${long.user}`)
  }
  expect(new Set(heads)).toEqual(new Set([heads[0]]))
})

async function setRootSize(face: Face, size: string): Promise<void> {
  await face.page.evaluate((each) => {
    document.documentElement.style.fontSize = each
  }, size)
}

async function doubleTexts(face: Face): Promise<void> {
  await face.page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue ?? ''
      if (/\p{L}/u.test(text)) walker.currentNode.nodeValue = `${text} ${text}`
    }
  })
}

/** What is wider than its room, or outside of the window's sides. What ends in an ellipsis says itself whole in its title. */
function cutOff(face: Face): Promise<string[]> {
  return face.page.evaluate(() => {
    const isSeen = (element: Element) => element.closest('.unseen, svg, [popover]') === null && element.clientWidth > 0
    const seen = [...document.querySelectorAll('body, body *')].filter(isSeen)
    const name = (element: Element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 60)}`
    const isShortened = (element: Element) =>
      getComputedStyle(element).textOverflow === 'ellipsis' && element.getAttribute('title') !== null
    const overflowing = seen.filter(
      (element) =>
        !(element instanceof HTMLInputElement) &&
        !isShortened(element) &&
        element.scrollWidth > element.clientWidth + 1,
    )
    const outside = seen.filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < -1 || right > document.documentElement.clientWidth + 1
    })
    return [...new Set([...overflowing, ...outside])].map(name)
  })
}

test('a popover that is cut off by a small screen has a shade at its edge, until its end is reached', async ({
  face,
}) => {
  const shade = () => face.page.evaluate(() => Number(getComputedStyle(document.body, '::before').opacity))
  await face.open('popover', popoverStates['valid'] as Snapshot)
  await expect.poll(shade).toBe(0)
  await face.page.setViewportSize({ width: 360, height: 384 })
  await expect.poll(shade).toBe(1)
  await face.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(shade).toBeLessThan(0.1)
})
