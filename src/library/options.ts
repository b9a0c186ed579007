import { isLoopback } from '../core/base/loopback.ts'
import { faultInJournal } from '../node/journal-options.ts'
import type { NodeKeeperOptions } from '../node/keeper.ts'
import { faultInRow } from '../node/row-options.ts'
import { OptionsError } from './errors.ts'

/** Checks for mistakes that plain JavaScript allows. Throws an `OptionsError`, which quotes no value. */
export function checkOptions(options: NodeKeeperOptions): void {
  const { gazelleUrl, application } = options
  const fault = faultInRow(options) ?? faultInJournal(options)
  if (fault !== null) throw new OptionsError(fault)
  if (options.store === undefined) {
    checkAddress('supabaseUrl', options.supabaseUrl)
    checkText('supabaseKey', options.supabaseKey)
  }
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

function checkAddress(name: string, value: unknown): void {
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null) throw new OptionsError(`${name} is missing, or no URL.`)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new OptionsError(`${name} must begin with https://; only this computer may do without.`)
  }
  if (url.username !== '' || url.password !== '') throw new OptionsError(`${name} must not hold a user or a password.`)
}
