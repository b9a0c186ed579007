import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

// npm run sim:mutants -- [runs [words of a name]]: takes each safeguard out in turn, in a copy, and shows that the simulation
// notices. Ends with 1 if one goes unnoticed. Some take a few hundred thousand scenarios.

interface Mutant {
  readonly name: string
  readonly file: string
  readonly safeguard: string
  readonly without: string
}

const mutants: Mutant[] = [
  {
    name: 'no lease: everybody spends at once',
    file: 'src/core/keeper/renewal.ts',
    safeguard: 'const leased = await lease.take()',
    without: 'const leased = { taken: true as boolean, until: Number.POSITIVE_INFINITY }',
  },
  {
    name: 'no journal: what was issued is only in memory',
    file: 'src/core/keeper/token-journal.ts',
    safeguard: 'await this.#journal.write({',
    without: 'void ({',
  },
  {
    name: 'fsync order: on before the journal is safe',
    file: 'src/core/keeper/token-journal.ts',
    safeguard: 'await this.#journal.write({ ...content, held: [...content.held, ...waiting] })',
    without: 'void this.#journal.write({ ...content, held: [...content.held, ...waiting] }).catch(() => undefined)',
  },
  {
    name: 'no re-read: invalid_grant is believed at once',
    file: 'src/core/keeper/round.ts',
    safeguard: "if (typeof renewal === 'object' && 'busy' in renewal) {",
    without: "round.isRead ||= renewal === 'spent'\n  if (typeof renewal === 'object' && 'busy' in renewal) {",
  },
  {
    name: 'no read-back: what was written is taken for what is there',
    file: 'src/core/keeper/row-view.ts',
    safeguard: 'const isOurs = record?.accessToken === credential.accessToken',
    without: 'const isOurs = record !== undefined',
  },
  {
    name: 'no conflict probe: the row’s other token is written over untried',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: 'if (record !== null && !isSwitch && (!isInPlaceOf || isLate)) {',
    without: 'if (record !== null && before === "never") {',
  },
  {
    name: 'no second look: the row is not read again under the lease',
    file: 'src/core/keeper/renewal.ts',
    safeguard: "if (record?.accessToken !== accessToken || record.refreshToken !== refreshToken) return 'changed'",
    without: 'void record',
  },
  {
    name: 'no compare: the row is written whatever it holds',
    file: 'src/core/keeper/row-view.ts',
    safeguard: 'this.#store.swap(row, value,',
    without: 'this.#store.swap(await this.#store.read(), value,',
  },
  {
    name: 'no fallbacks: the last token that worked is forgotten when another is saved',
    file: 'src/core/keeper/token-journal.ts',
    safeguard: 'const fallbacks = inRow && !isKnown ? [credential, ...others] : this.fallbacks',
    without: 'const fallbacks = inRow ? [credential] : this.fallbacks',
  },
  {
    name: 'no servers’ clocks: the computer’s own is believed',
    file: 'src/core/keeper/trusted-clock.ts',
    safeguard: 'return Math.abs(offset) > toleratedMilliseconds ? -offset : 0',
    without: 'return Math.abs(offset) > 1e15 ? -offset : 0',
  },
  {
    name: 'no proof grows old: what Gazelle said days ago is believed',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: 'Math.abs(clock.now() - provenAt) < proofMilliseconds',
    without: 'provenAt !== undefined',
  },
  {
    name: 'no proof of what is late: it is saved over a token that works',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: 'if (record !== null && !isSwitch && (!isInPlaceOf || isLate)) {',
    without: 'if (record !== null && !isSwitch && !isInPlaceOf) {',
  },
  {
    name: 'no save without Gazelle’s word: a late successor waits while something hides the API',
    file: 'src/core/keeper/reconcile.ts',
    safeguard:
      "if ('unknown' in verdict && !(isInPlaceOf && hasEnded && !isOver(credential, now))) throw verdict.unknown",
    without: "if ('unknown' in verdict) throw verdict.unknown",
  },
  {
    name: 'no waiting for Gazelle’s word: a late successor that may be dead takes the place of what works',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: 'isInPlaceOf && hasEnded &&',
    without: 'isInPlaceOf &&',
  },
  {
    name: 'no writing down at once: what a person offers waits in memory for its turn',
    file: 'src/core/keeper/keeper.ts',
    safeguard: 'const received = holdings.receive(offered)',
    without: 'const received = holdings.load()',
  },
  {
    name: 'no care for the newer refresh token: what is put back brings its own, spent one',
    file: 'src/core/keeper/round.ts',
    safeguard: 'followsOn(newest, round.record, ways)',
    without: 'newest.accessToken === undefined',
  },
  {
    name: 'no giving up: a token endpoint that is broken holds up the other ways',
    file: 'src/core/keeper/round.ts',
    safeguard: 'if (!ways.areGrantsStuck || !isDying(standing.state.value, clock.now())) throw error',
    without: 'if (error.kind !== undefined) throw error',
  },
  {
    name: 'no patience: the first refusal of a fresh token is believed',
    file: 'src/core/keeper/row-view.ts',
    safeguard: 'if (!isFresh || this.#waitedFor === mark) return verdict',
    without: 'if (mark !== null) return verdict',
  },
  {
    name: 'no pause after a renewal in vain',
    file: 'src/core/keeper/renewal-options.ts',
    safeguard: 'return renewal.at + (pausesMilliseconds[',
    without: 'return 0 * (pausesMilliseconds[',
  },
  {
    name: 'no pauses that grow: each renewal in vain waits a quarter of an hour',
    file: 'src/core/keeper/renewal-options.ts',
    safeguard: '? 0 : before.helpless + 1',
    without: '? 0 : 0',
  },
  {
    name: 'no memory of renewals in vain: a restart begins anew',
    file: 'src/core/keeper/token-journal.ts',
    safeguard: '(content) => this.#show(content),',
    without: '({ ways: _, ...content }) => this.#show(content),',
  },
  {
    name: 'no known token: a denial counts as a refusal',
    file: 'src/core/keeper/row-view.ts',
    safeguard: "if (error.kind !== 'forbidden') return { unknown: error }",
    without:
      "if (error.kind === 'forbidden') return { refused: error }\n      if (error.kind !== 'forbidden') return { unknown: error }",
  },
  {
    name: 'no keeping of what was rejected: the server was right for good',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: "if (settled === 'refused') holdings.refused(credential, clock.now())",
    without: 'void clock',
  },
  {
    name: 'no renewal without Gazelle’s word: what answers in its place keeps a due token from it',
    file: 'src/core/keeper/round.ts',
    safeguard: "if ('unknown' in verdict) hearNothing(round, verdict.unknown)",
    without: "if ('unknown' in verdict) throw verdict.unknown",
  },
  {
    name: 'no end of a round: what is denied is put back again and again',
    file: 'src/core/keeper/situation.ts',
    safeguard: '!triedFallbacks.has(fallback.accessToken) &&',
    without: 'triedFallbacks.size < 1e9 &&',
  },
  {
    name: 'no word of a person: another company’s token takes the row',
    file: 'src/core/keeper/reconcile.ts',
    safeguard: 'hasCompany(credential.account) && isAnotherCompany(await row.accountOf(reading), credential.account)',
    without: 'hasCompany(credential.account) && reading.record === undefined',
  },
  {
    name: 'no end of the old company’s refresh token: it brings that one’s token again',
    file: 'src/core/keeper/row-view.ts',
    safeguard: 'isOfAnotherCompany: isSwitch',
    without: 'isOfAnotherCompany: isSwitch && isSwitch !== isSwitch',
  },
  {
    name: 'no time before a look: a wrong clock calls another’s lease nonsense',
    file: 'src/core/keeper/lease.ts',
    safeguard: 'read < READS && !isTimeKnown()',
    without: 'read < READS && read < 0',
  },
  {
    name: 'no question to a word: what a person said of one row is done to the next',
    file: 'src/core/keeper/keeper.ts',
    safeguard: 'if (!owner.isTaken(asked)) return null',
    without: 'void asked',
  },
]

const root = resolve(import.meta.dirname, '../..')
const copies = join(root, 'out/mutants')
const runs = process.argv[2] ?? '400000'
const chosen = mutants.filter(({ name }) => name.includes(process.argv[3] ?? ''))

function isNoticed({ name, file, safeguard, without }: Mutant, index: number): boolean {
  const copy = join(copies, String(index))
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const folder of ['src/core', 'test/sim']) cpSync(join(root, folder), join(copy, folder), { recursive: true })
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }')
  const source = readFileSync(join(copy, file), 'utf8')
  if (source.split(safeguard).length !== 2) throw new Error(`${file} has no longer, once: ${safeguard}`)
  writeFileSync(join(copy, file), source.replace(safeguard, without))
  const args = [join(copy, 'test/sim/long.ts'), '--runs', runs, '--seed', '1', '--fresh', '--quiet']
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const noticed = status === 1 && /chunk \d+: \{/.test(stderr)
  const how = noticed ? `noticed: ${stderr.trim().split('\n').slice(1).join('; ')}` : 'NOT NOTICED'
  console.log(`${name}\n  ${how}`)
  if (status !== 0 && !noticed) console.log(stderr)
  return noticed
}

const unnoticed = chosen.filter((mutant) => !isNoticed(mutant, mutants.indexOf(mutant)))
rmSync(copies, { recursive: true, force: true })
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} noticed`)
process.exitCode = unnoticed.length === 0 ? 0 : 1
