import { type AlertTarget, type AlertValues, alertTargets, fieldsOfTarget } from '../../core/alerts/alert-fields.ts'
import { parseObject } from '../../core/base/json.ts'
import type { Vault } from './vault.ts'

/** The vault's name for what a person has given for a target: all of it in one, so that a password stays with its server. */
const nameOf = (target: AlertTarget): string => `alerts.${target}`

/** Tells by its name whether a secret in the vault is about where alerts go. */
export const isOfAlerts = (name: string): boolean => name.startsWith('alerts.')

/** What the vault holds of all targets. What is not understood counts as not given. */
export function keptAlerts(vault: Pick<Vault, 'get'>): AlertValues {
  return Object.fromEntries(
    alertTargets.flatMap((target) => {
      const kept = parseObject(vault.get(nameOf(target)) ?? '') ?? {}
      return fieldsOfTarget[target].flatMap((field) => {
        const value = Object.hasOwn(kept, field) ? kept[field] : null
        return typeof value === 'string' && value !== '' ? [[field, value]] : []
      })
    }),
  )
}

/** Keeps what is given of each target, and erases the rest. */
export function keepAlerts(vault: Pick<Vault, 'get' | 'set' | 'erase'>, values: AlertValues): void {
  const before = keptAlerts(vault)
  const isNothing = Object.keys(values).length === 0
  for (const target of alertTargets) {
    const is = textOf(target, values)
    // What cannot be read now stays as it is, unless all of it is to go.
    if (is === textOf(target, before) && !isNothing) continue
    if (is === nothing) vault.erase(nameOf(target))
    else vault.set(nameOf(target), is)
  }
}

const nothing = '{}'

/** In the order of the fields, so that the same values are the same text. */
function textOf(target: AlertTarget, values: AlertValues): string {
  const given = fieldsOfTarget[target].flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]]))
  return JSON.stringify(Object.fromEntries(given))
}
