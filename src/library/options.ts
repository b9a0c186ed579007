import { isLoopback } from '../core/base/loopback.ts'
import { faultInJournal } from '../node/journal-options.ts'
import type { NodeKeeperOptions } from '../node/keeper.ts'
import { faultInRow } from '../node/row-options.ts'
import { OptionsError } from './errors.ts'

/** As long as the logbook's names may be. */
const longestName = 60

/** Checks for mistakes that plain JavaScript allows. Throws an `OptionsError`, which quotes no value. */
export function checkOptions(options: NodeKeeperOptions & { readonly name?: unknown }): void {
  const { gazelleUrl, application, name } = options
  const fault = faultInRow(options) ?? faultInJournal(options)
  if (fault !== null) throw new OptionsError(fault)
  if (options.store === undefined) {
    checkAddress('supabaseUrl', options.supabaseUrl)
    checkText('supabaseKey', options.supabaseKey)
  }
  if (name != null) checkName(name)
  if (gazelleUrl !== undefined) checkAddress('gazelleUrl', gazelleUrl)
  if (application == null) return
  checkText('application.clientId', application.clientId)
  checkText('application.clientSecret', application.clientSecret)
}

function checkText(name: string, value: unknown): void {
  // Headers carry visible ASCII; a blank at the end is left over from the file that the value was read from.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw new OptionsError(`${name} is missing, or not one word of plain characters.`)
  }
}

function checkName(name: unknown): void {
  if (typeof name === 'string' && /^\P{C}+$/u.test(name) && name.trim() !== '' && [...name].length <= longestName)
    return
  throw new OptionsError(`name must be one line of at most ${longestName} characters, or null.`)
}

function checkAddress(name: string, value: unknown): void {
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null) throw new OptionsError(`${name} is missing, or no URL.`)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new OptionsError(`${name} must begin with https://; only this computer may do without.`)
  }
  if (url.username !== '' || url.password !== '') throw new OptionsError(`${name} must not hold a user or a password.`)
}
