import type { FunctionLook, Setup, SupabaseSetup } from '../../src/shared/setup.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { now } from './states.ts'

const oauth: Setup['oauth'] = {
  clientId: 'pianos-tremblay',
  hasSecret: true,
  redirectUri: null,
  refused: null,
  isRefusedByGazelle: false,
}

const minute = 60_000

/** What a look for the function may find, by the names of the pictures. */
const looks: Readonly<Record<string, FunctionLook>> = {
  looking: { state: 'looking' },
  seen: { state: 'seen', name: 'Supabase', at: now - 4 * minute, renews: true },
  late: { state: 'seen', name: 'Supabase', at: now - 180 * minute, renews: false },
  unseen: { state: 'unseen' },
  'no-logbook': { state: 'no-logbook' },
  'look-failed': { state: 'failed', problem: { at: 'store', kind: 'unavailable' } },
}

interface FunctionState {
  readonly change: Partial<Pick<Setup, 'oauth' | 'functionLook'>> & { readonly supabase?: Partial<SupabaseSetup> }
  readonly rest?: Partial<Snapshot>
}

/** Every state of the section about the function that has a look of its own. */
export const functionStates: Readonly<Record<string, FunctionState>> = {
  function: { change: { oauth } },
  'function-no-application': { change: {}, rest: { answer: 'sql-copied' } },
  'function-own-server': {
    change: { oauth, supabase: { url: 'https://db.pianos-tremblay.ca', hasEditor: false } },
    rest: { answer: 'function-unsaved' },
  },
  'function-sandbox': { change: { oauth }, rest: { isSandbox: true } },
  ...Object.fromEntries(
    Object.entries(looks).map(([name, functionLook]) => [
      `function-${name}`,
      { change: { oauth, functionLook }, ...(name === 'seen' && { rest: { answer: 'secrets-copied' as const } }) },
    ]),
  ),
}
