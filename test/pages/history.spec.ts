import { expect, test } from './face.ts'
import { settings, state, tabTo } from './keyboard.ts'

// The timeline, the ring’s bead and the history, by mouse and by keyboard.

test('the history by keyboard: the arrow keys tell each event with its day and hour', async ({ face }) => {
  await face.open('popover', state('valid'))
  const height = await face.height()
  await tabTo(face, 'group', 'The last 90 days')
  const said = face.page.locator('.said')
  await expect(said).toHaveText('March 12, 10:32 a.m. – Renewed automatically (2 of 2)')
  await face.page.keyboard.press('ArrowLeft')
  await expect(said).toHaveText('March 12, 10:32 a.m. – Token 5f3a9c21, in Supabase since then (1 of 2)')
  await face.page.keyboard.press('Home')
  await expect(said).toContainText('Token c01dbeef')
  expect(await face.height()).toBe(height)
  await face.page.keyboard.press('Tab')
  await expect(said).toHaveText('')
})

test('the pointer shows the events of the nearest day with their hours, and moves nothing', async ({ face }) => {
  await face.open('popover', state('valid'))
  const height = await face.height()
  await face.page.locator('.chart').hover({ position: { x: 275, y: 10 } })
  await expect(face.page.locator('.bubble')).toContainText('March 4')
  await expect(face.page.locator('.bubble li')).toHaveText(['9:32 a.m.Working token put back'])
  expect(await face.height()).toBe(height)
})

test('the events of one day are one mark with their count, and each can be reached', async ({ face }) => {
  await face.open('popover', state('busy-day'))
  await expect(face.page.locator('.chart .day text')).toHaveText(['9'])
  await tabTo(face, 'group', 'The last 90 days')
  const said = face.page.locator('.said')
  await expect(face.page.locator('.bubble')).toContainText('3 more in the history')
  for (let place = 9; place > 0; place--) {
    await expect(said).toHaveText(new RegExp(`^March.18, .+ – .+ \\(${place} of 9\\)$`))
    await expect(face.page.locator('.bubble [data-chosen]')).toHaveCount(1)
    await face.page.keyboard.press('ArrowLeft')
  }
})

test('no mark hangs out of the timeline, also at its two ends', async ({ face }) => {
  await face.open('popover', state('busy-day'))
  const outside = await face.page.evaluate(() => {
    const chart = document.querySelector('.chart') as SVGElement
    const room = chart.getBoundingClientRect()
    return [...chart.querySelectorAll('.sign, text, rect')]
      .map((each) => each.getBoundingClientRect())
      .filter(({ left, right, top, bottom }) => {
        return left < room.left || right > room.right || top < room.top || bottom > room.bottom
      })
  })
  expect(outside).toEqual([])
})

test('the timeline has a legend, which Escape closes, and a way to the history', async ({ face }) => {
  await face.open('popover', state('valid'))
  await tabTo(face, 'button', 'Legend')
  await face.page.keyboard.press('Enter')
  const legend = face.page.getByRole('region', { name: 'Legend' })
  await expect(legend).toBeVisible()
  await expect(legend.locator('li')).toHaveCount(11)
  await face.page.keyboard.press('Escape')
  await expect(legend).toBeHidden()
  await tabTo(face, 'button', 'History')
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual([{ do: 'open-settings', section: 'history' }])
})

test('the ring’s bead has a tooltip', async ({ face }) => {
  await face.open('popover', state('valid'))
  const tooltip = await face.page.locator('.bead').evaluate((bead) => {
    const { left, top, width, height } = bead.getBoundingClientRect()
    const under = document.elementFromPoint(left + width / 2, top + height / 2)
    return under?.closest('g')?.querySelector('title')?.textContent
  })
  expect(tooltip).toMatch(/^Renewal around April.1$/)
})

test('the history is filtered by keyboard, and saved as the person wants', async ({ face }) => {
  const { section, snapshot } = settings('history')
  await face.open('settings', snapshot, { section })
  const events = face.page.locator('.events li')
  await expect(events).toHaveCount(9)
  await expect(events.first()).toContainText('10:32 a.m.')
  await expect(events.first()).toContainText('This computer')
  await tabTo(face, 'radio', 'Everything')
  await face.page.keyboard.press('ArrowRight')
  await face.page.keyboard.press('ArrowRight')
  await expect(events).toHaveText([/Problem with Gazelle/, /You were asked to sign in/, /Gazelle rejected the token/])
  await face.page.keyboard.press('ArrowLeft')
  await tabTo(face, 'radio', 'Everyone')
  await face.page.keyboard.press('ArrowRight')
  await face.page.keyboard.press('ArrowRight')
  await expect(events).toHaveText([/Another Gazelle Keeper or program/])
  await tabTo(face, 'button', 'Save as text…')
  await face.page.keyboard.press('Enter')
  await tabTo(face, 'button', 'Save as CSV…')
  await face.page.keyboard.press('Enter')
  expect(await face.asked()).toEqual([
    { do: 'save-history', form: 'text' },
    { do: 'save-history', form: 'csv' },
  ])
})
