import { type DataKind, dataKinds } from '../../core/base/data-kinds.ts'
import { handoverAttributes } from '../../node/handover.ts'
import { hasSecretItem } from '../../node/keychain-look.ts'
import { type Left, lookAtOwnData, type OwnData, removeOwnData } from '../../node/own-data.ts'
import type { CommandContext } from '../command-context.ts'
import { askKeychain } from '../configuration/ask-keychain.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { askYesOrNo } from '../io/ask-yes-or-no.ts'
import type { Invocation } from '../program.ts'

/** What is kept of one kind, as it is listed and told. */
type Kept = Omit<OwnData, 'kind'> & { readonly kind: DataKind }

/** How long the keychain may take to tell whether it has something, in milliseconds. */
const lookMilliseconds = 5_000

/**
 * Shows what Gazelle Keeper keeps on this computer, and removes the kinds that are chosen: those that `remove` names, else those
 * to which the person at the terminal says yes. The row, the configuration and the program itself stay. What may hold a token
 * that is in no row is removed after a yes, or with `force`.
 */
export async function uninstall(
  call: CommandContext,
  { list, remove, force }: Pick<Invocation, 'list' | 'remove' | 'force'>,
): Promise<ExitCode> {
  const { output, say, command, places } = call
  const kept = await output.during(lookAround(places.environment))
  for (const each of kept) tell(each)
  if (process.platform !== 'linux')
    output.line(say(`uninstall.login.${process.platform === 'win32' ? 'win32' : 'darwin'}`))
  if (kept.length === 0) return answer('uninstall.nothing', exitCodes.fine)
  if (list) return answer('uninstall.listed', exitCodes.fine)
  const isNamed = remove.length > 0
  const chosen = isNamed ? kept.filter(({ kind }) => remove.includes(kind) || remove.includes('all')) : await askEach()
  if (chosen === null) return answer('uninstall.choose', exitCodes.humanNeeded)
  if (chosen.some(({ isInUse }) => isInUse)) {
    return answerFailure(call, exitCodes.passingFault, say('uninstall.in-use'), { kind: 'uninstall.in-use' })
  }
  if (isNamed && !force && chosen.some(({ mayHoldTokens }) => mayHoldTokens)) {
    return answerFailure(call, exitCodes.humanNeeded, say('uninstall.only-copy'), { kind: 'uninstall.only-copy' })
  }
  const left: Left[] = []
  const removed: DataKind[] = []
  for (const each of chosen) {
    const leftOfIt = await output.during(removeKept(each, places.environment))
    left.push(...leftOfIt)
    if (leftOfIt.length === 0) removed.push(each.kind)
  }
  for (const { place, code } of left) output.complaint(say('uninstall.left', { place, why: reasonOf(code) }))
  if (left.length > 0) return answer('uninstall.incomplete', exitCodes.humanNeeded, removed, left)
  return answer(removed.length > 0 ? 'uninstall.done' : 'uninstall.none-removed', exitCodes.fine, removed)

  function tell({ kind, places: all, bytes, isInUse }: Kept): void {
    output.line(`${kind}: ${say(`uninstall.what.${kind}`)}`)
    for (const place of all) output.line(`  ${place}`)
    if (bytes > 0) output.line(`  ${say('uninstall.size', { size: sizeOf(bytes) })}`)
    if (isInUse) output.line(`  ${say('uninstall.is-in-use')}`)
  }

  /** Null: nobody is there to ask. */
  async function askEach(): Promise<Kept[] | null> {
    const agreed: Kept[] = []
    for (const each of kept) {
      const warning = each.mayHoldTokens ? `${say('uninstall.may-hold-tokens')}\n` : ''
      const question = `${warning}${say('uninstall.ask', { kind: each.kind })} `
      const isAgreed = await askYesOrNo(process.stdin, process.stderr, question)
      if (isAgreed === null) return null
      if (isAgreed) agreed.push(each)
    }
    return agreed
  }

  function answer(
    key: `uninstall.${'nothing' | 'listed' | 'choose' | 'done' | 'none-removed' | 'incomplete'}`,
    exitCode: ExitCode,
    removed: readonly DataKind[] = [],
    left: readonly Left[] = [],
  ): ExitCode {
    const message = say(key)
    if (exitCode === exitCodes.fine) output.line(message)
    else output.complaint(message)
    output.report({ version: 1, command, exitCode, message, kept, removed, left })
    return exitCode
  }

  function reasonOf(code: string): string {
    if (code === 'link') return say('uninstall.why.link')
    return code === 'keychain' ? say('uninstall.why.keychain') : code
  }
}

/** Everything that is kept, in the order of `dataKinds`. Prompts nobody on Linux. */
async function lookAround(environment: NodeJS.ProcessEnv): Promise<Kept[]> {
  const [files, isInKeychain] = await Promise.all([lookAtOwnData(), isKeptInKeychain(environment)])
  const isAppRunning = files.some(({ kind, isInUse }) => kind === 'profile' && isInUse)
  const ofKeychain: Kept[] = isInKeychain
    ? [{ kind: 'keychain', places: [keychainPlace], bytes: 0, isInUse: isAppRunning, mayHoldTokens: false }]
    : []
  return [...files, ...ofKeychain].sort((one, other) => dataKinds.indexOf(one.kind) - dataKinds.indexOf(other.kind))
}

/** All that is there is found by this name: the app's handover, and what `init` has put there. */
const keychainPlace = handoverAttributes.service

async function isKeptInKeychain(environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.platform === 'linux') return (await hasSecretItem({ service: keychainPlace }, lookMilliseconds)) === true
  const { kind } = await askKeychain(environment, { verb: 'find' })
  return kind === 'found' || kind === 'locked'
}

async function removeKept(kept: Kept, environment: NodeJS.ProcessEnv): Promise<Left[]> {
  const { kind } = kept
  if (kind !== 'keychain') return await removeOwnData({ ...kept, kind })
  const answer = await askKeychain(environment, { verb: 'remove' })
  return answer.kind === 'absent' ? [] : [{ place: keychainPlace, code: 'keychain' }]
}

/** "12 MB", in both languages; rounded up, so that what is there is never nothing. */
function sizeOf(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'kB' : 'MB'
  return `${Math.ceil(bytes / (unit === 'kB' ? 1_000 : 1_000_000))} ${unit}`
}
