import fc from 'fast-check'
import { ownPages, pageActions } from '../../src/shared/ipc-schema.ts'
import { answerQuestions } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'
import { openAll, send, standing, steps } from './taken-over.ts'

// Whatever a page of ours sends that somebody else runs, without a press: main lives, and nothing moves.

const count = 1000
/** Printed, and given again as GAZELLE_KEEPER_FUZZ_SEED. */
const seed = Number(process.env['GAZELLE_KEEPER_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

const special = fc
  .constantFrom('undefined', 'NaN', 'Infinity', 'bigint', 'date', 'map', 'set', 'buffer', 'error', 'regexp', 'circular')
  .map(($) => ({ $ }))
const name = fc.constantFrom<string>(...pageActions, '__proto__', 'constructor', 'toString', 'become-root', '')
const long = fc.constant('x'.repeat(20_000))
const junk = fc.oneof({ weight: 6, arbitrary: fc.jsonValue() }, { weight: 3, arbitrary: special }, fc.string(), long)
const fields = [...new Set(Object.values(steps).flatMap((step) => (typeof step === 'string' ? [] : Object.keys(step))))]
const value = fc.oneof(
  junk,
  name,
  fc.constantFrom(...Object.values(steps).flatMap((step) => Object.values(Object(step)))),
)
const request = fc
  .tuple(name, fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor', 'length'), value))
  .map(([verb, rest]) => ({ do: verb, ...rest }))
const argument = fc.oneof(name, request, junk, fc.constantFrom(...Object.values(steps)))
const message = fc.tuple(
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('keeper:verb', 'keeper:request') },
    fc.constantFrom('keeper:height', 'keeper:snapshot', 'keeper:changed', 'ELECTRON_BROWSER_REQUIRE', '__proto__'),
  ),
  fc.array(argument, { minLength: 1, maxLength: 3 }).map((args) => JSON.stringify(args)),
)

for (const own of ownPages) {
  test(`the ${own} page: ${count} messages of every form`, async ({ launch, profile, sandbox }) => {
    console.log(`the ${own} page: GAZELLE_KEEPER_FUZZ_SEED=${seed}`)
    const messages = fc.sample(message, { seed, numRuns: count })
    const app = await launch()
    const pages = await openAll(app, profile)
    const asked = await answerQuestions(app.electron, false)
    await app.electron.evaluate(({ shell }) => {
      const world = globalThis as { opened?: string[] }
      const opened: string[] = []
      world.opened = opened
      shell.openExternal = async (url) => void opened.push(url)
      shell.openPath = async (path) => `${opened.push(path)}`
    })
    const clipboard = () => app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())
    const [before, copied] = [await standing(app, pages[own]), await clipboard()]

    const answers = await send(pages[own], messages)
    // What asks nobody: the popover is hidden, the settings are shown, a page has told its height, or has read the snapshot.
    const done = messages.filter((_, index) => answers[index] === 'done').map(([channel, args]) => `${channel} ${args}`)
    expect(answers).toHaveLength(count)
    expect(done.filter((each) => !/close-popover|open-settings|keeper:snapshot|keeper:height \[\d/.test(each))).toEqual(
      [],
    )
    expect(answers.filter((answer) => /TypeError|RangeError|ReferenceError/.test(answer))).toEqual([])

    expect((await asked()).length).toBeLessThanOrEqual(1)
    expect(await standing(app, pages[own])).toEqual(before)
    expect(await clipboard()).toBe(copied)
    expect(await rowOf(sandbox)).toBeUndefined()
    expect(await app.electron.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([])
    expect(await app.electron.evaluate(() => Object.keys(Object.prototype))).toEqual([])
    // Main lives, and hears a person still.
    await pages.popover.keyboard.press('F9')
    await pages.popover.evaluate(() => window.keeper.ask('check'))
  })
}
