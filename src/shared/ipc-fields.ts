import { allLanguages } from './catalogue/languages.ts'
import { type DataKind, dataKinds, type Preferences } from './setup.ts'
import { isShortcut } from './shortcut.ts'
import { channels } from './updates.ts'

/** Whether a value from a page is of this kind. */
export type Check<T> = (value: unknown) => value is T

/** A text of this length at most. */
export const text =
  (longest: number): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= longest
export const oneOf =
  <T extends string>(...values: readonly T[]): Check<T> =>
  (value): value is T =>
    (values as readonly unknown[]).includes(value)
export const isKeys: Check<string> = (value): value is string => typeof value === 'string' && isShortcut(value)
export const areKinds: Check<readonly DataKind[]> = (value): value is readonly DataKind[] =>
  Array.isArray(value) && value.length > 0 && new Set(value).size === value.length && value.every(oneOf(...dataKinds))
export const isBoolean: Check<boolean> = (value): value is boolean => typeof value === 'boolean'

export const name = text(200)
// The addresses that people type are shorter than this; so is the link in a message.
export const address = text(2000)
export const email = text(320)
export const password = text(1000)

const preferences: { readonly [Name in keyof Preferences]: Check<Preferences[Name]> } = {
  language: oneOf('system', ...allLanguages),
  theme: oneOf('system', 'light', 'dark'),
  startsAtLogin: isBoolean,
  staysSignedIn: isBoolean,
  reminds: isBoolean,
  logsDetails: isBoolean,
  alertLanguage: oneOf('same', ...allLanguages),
  looksForUpdates: isBoolean,
  updateChannel: oneOf(...channels),
}

export const isChange: Check<Partial<Preferences>> = (value): value is Partial<Preferences> =>
  isPlain(value) &&
  Object.entries(value).every(
    ([name, each]) => Object.hasOwn(preferences, name) && preferences[name as keyof Preferences](each),
  )

/** The fields that are secrets and too long to be typed. */
export const pastedAlertFields = [
  'slack.address',
  'teams.address',
  'discord.address',
  'ntfy.address',
  'ntfy.token',
  'webhook.address',
  'webhook.secret',
  'ping.address',
] as const

export type PastedAlertField = (typeof pastedAlertFields)[number]

/** Whether a value is an object of no class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
