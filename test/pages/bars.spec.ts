import type { Snapshot } from '../../src/shared/snapshot.ts'
import { expect, type Face, test } from './face.ts'
import { settings, state } from './keyboard.ts'
import { settingsStates } from './setup-states.ts'
import { inLanguage } from './states.ts'

// What lies over the page's lower edge, an answer or the first run's buttons, where little fits in the window.

/** The settings' window on a display at 200 %, as high as it opens and as low as it can be made; and the text alone at 200 %. */
const roomless = {
  'at 200 %': { size: { width: 380, height: 300 }, rootSize: '' },
  'on a small display at 200 %': { size: { width: 640, height: 360 }, rootSize: '' },
  'with text of twice the size': { size: { width: 760, height: 600 }, rootSize: 'calc(2 * 87.5%)' },
} as const

const hasBar = ({ answer, isConnected, unread }: Snapshot) => answer !== null || (!isConnected && unread === null)

test('whatever gets the focus in the settings is seen whole, however little fits in the window', async ({ face }) => {
  await face.page.emulateMedia({ reducedMotion: 'reduce' })
  for (const [name, { section, snapshot }] of Object.entries(settingsStates)) {
    if (!hasBar(snapshot)) continue
    await face.open('settings', inLanguage(snapshot, 'fr'), { section })
    await expectSeen(face, name)
    if (snapshot.answer === null) {
      await face.tell(inLanguage({ ...snapshot, answer: 'signed-out', canUndo: true }, 'fr'))
      await expectSeen(face, `${name}, with an answer`)
    }
  }
  await toGazelleStep(face)
  await expectSeen(face, 'the second step')
  await face.page.emulateMedia({ reducedMotion: 'no-preference' })
})

test('whatever gets the focus in a popover that is cut off by a small screen is seen whole', async ({ face }) => {
  const forgotten: Snapshot = { ...state('valid'), answer: 'session-forgotten', canUndo: true }
  await face.open('popover', inLanguage(forgotten, 'fr'))
  await face.page.setViewportSize({ width: 360, height: 384 })
  expect(await coveredInFocus(face)).toEqual([])
})

test('an answer in a popover that fits moves nothing', async ({ face }) => {
  await face.open('popover', state('valid'))
  const before = await face.height()
  await face.tell({ ...state('valid'), answer: 'session-forgotten', canUndo: true })
  await expect(face.page.locator('.answer')).toBeVisible()
  expect(await face.height()).toBe(before)
})

test('the first run’s buttons stay in sight, but cover nothing where little fits in the window', async ({ face }) => {
  await toGazelleStep(face)
  await face.page.setViewportSize({ width: 480, height: 420 })
  const back = face.page.getByRole('button', { name: 'Retour' })
  await expect(back).toBeInViewport({ ratio: 1 })
  await face.page.setViewportSize({ width: 380, height: 300 })
  const stay = face.page.getByRole('switch')
  const footer = face.page.locator('footer')
  const isCut = async () => {
    const [above, below] = await Promise.all([stay.boundingBox(), footer.boundingBox()])
    return (above?.y ?? 0) + (above?.height ?? 0) > (below?.y ?? 0)
  }
  const end = await face.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  for (let y = 0; y <= end; y += 20) {
    await face.page.evaluate((top) => scrollTo(0, top), y)
    expect.soft(await isCut(), `at ${y}`).toBe(false)
  }
})

test('an answer lies above the first run’s buttons, which stay where they are', async ({ face }) => {
  const { snapshot } = settings('first-run-user')
  await face.open('settings', snapshot)
  const footer = face.page.locator('footer')
  const before = await footer.boundingBox()
  await face.tell({ ...snapshot, answer: 'signed-out', canUndo: true })
  const answer = await face.page.locator('.answer').boundingBox()
  expect(await footer.boundingBox()).toEqual(before)
  expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(before?.y ?? 0)
})

async function toGazelleStep(face: Face): Promise<void> {
  await face.open('settings', inLanguage(settings('first-run-start').snapshot, 'fr'))
  const { snapshot: fine } = settings('supabase-fine')
  const keeper = { ...fine.keeper, token: null, works: null }
  await face.tell(inLanguage({ ...fine, condition: 'missing', keeper }, 'fr'))
  await face.page.locator('footer .main').click()
}

async function expectSeen(face: Face, name: string): Promise<void> {
  for (const [how, { size, rootSize }] of Object.entries(roomless)) {
    await face.page.setViewportSize(size)
    await face.page.evaluate((each) => {
      document.documentElement.style.fontSize = each
    }, rootSize)
    expect.soft(await coveredInFocus(face), `${name}, ${how}`).toEqual([])
  }
  await face.page.evaluate(() => {
    document.documentElement.style.fontSize = ''
  })
}

/** What lies under another thing, or out of the window, while it has the focus. */
function coveredInFocus(face: Face): Promise<string[]> {
  return face.page.evaluate(async () => {
    // The bars are measured once the page has its new size.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const bars = [...document.querySelectorAll('.first-run > footer, .answer')]
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, summary')]
    return all.flatMap((each) => {
      each.focus()
      if (document.activeElement !== each || each.closest('[popover]') !== null) return []
      const { top, bottom } = each.getBoundingClientRect()
      const isUnder = bars.some((bar) => {
        const place = bar.getBoundingClientRect()
        return !bar.contains(each) && place.top < bottom - 1 && place.bottom > top + 1
      })
      // What is higher than the window is read by scrolling.
      const isOut = bottom - top < innerHeight / 2 && (top < -1 || bottom > innerHeight + 1)
      return isUnder || isOut ? [`${each.textContent || each.id}: ${Math.round(top)} to ${Math.round(bottom)}`] : []
    })
  })
}
