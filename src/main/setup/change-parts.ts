import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import type { Forgotten } from './forgotten.ts'

/** Changes parts of the connection; gives what changes them back, which their latest change alone can be. */
export function changeParts(
  chosen: Pick<ChosenConnection, 'parts' | 'change'>,
  change: Partial<ConnectionParts>,
): Pick<Forgotten, 'isCurrent' | 'putBack'> {
  const before = chosen.parts.value
  const names = Object.keys(change) as (keyof ConnectionParts)[]
  chosen.change(change)
  const after = JSON.stringify(chosen.parts.value)
  return {
    isCurrent: () => JSON.stringify(chosen.parts.value) === after,
    putBack: async () => chosen.change(Object.fromEntries(names.map((name) => [name, before[name]]))),
  }
}
