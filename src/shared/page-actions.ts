import type { Verb } from './ipc.ts'
import type { Request } from './setup.ts'

/** The app's own pages. */
export type OwnPage = 'popover' | 'guide' | 'settings'

/** What a page may ask main to do, by its name: a verb, or a request without what was typed. */
export type PageAction = Verb | Request['do']

/**
 * What each page may ask for: what its own buttons and fields do, and nothing else. Main holds every message against this list,
 * by who sent it; the preload opens no more to the page.
 */
export const pageActions = {
  guide: ['sign-in.reload', 'sign-in.cancel', 'sign-in.in-browser', 'open-settings'],
  popover: [
    'check',
    'renew',
    'sign-in',
    'save-held',
    'secrets.try-again',
    'secrets.enter-anew',
    'close-popover',
    'quit',
    'try-sandbox',
    'supabase.open',
    'copy-diagnostics',
    'report-problem',
    'dismiss-mishaps',
    'paste',
    'test',
    'company.decide',
    'open-settings',
  ],
  settings: [
    'open-settings',
    'sign-in',
    'sign-in.forget',
    'secrets.try-again',
    'secrets.enter-anew',
    'try-sandbox',
    'supabase.paste',
    'supabase.sign-out',
    'supabase.forget',
    'supabase.open',
    'checklist',
    'copy-migration',
    'copy-member',
    'copy-diagnostics',
    'report-problem',
    'open-log',
    'dismiss-mishaps',
    'oauth.paste-secret',
    'oauth.forget',
    'proxy.forget',
    'paste',
    'paste.save',
    'paste.discard',
    'test',
    'command-line.allow',
    'command-line.refuse',
    'prefer',
    'supabase.url',
    'supabase.names',
    'supabase.sign-in',
    'supabase.send-code',
    'supabase.verify-code',
    'proxy.set',
    'oauth.set',
    'oauth.in-browser',
  ],
} as const satisfies Readonly<Record<OwnPage, readonly PageAction[]>>

/** What a page may ask for. */
export type PageActionOf<Page extends OwnPage> = (typeof pageActions)[Page][number]

/** Nothing is in the contract that no page asks for: an action that is in no list does not compile. */
export type Unlisted = Exclude<PageAction, PageActionOf<OwnPage>>
true satisfies [Unlisted] extends [never] ? true : never

/** The pages that tell main how high they are. */
export const fittedPages: readonly OwnPage[] = ['popover', 'guide']

/**
 * What main wants before it carries an action out:
 * - `nothing`: the page asks by itself; it is hidden, or the settings are shown, and nothing is changed
 * - `press`: a click or a key of the person's; an assistive tool's press, which nobody can tell from a script's, counts too
 * - `own-press`: a click or a key, else the person's word, because more than a nuisance follows
 */
export type Confirmation = 'nothing' | 'press' | 'own-press'

export const confirmationOf: Readonly<Record<PageAction, Confirmation>> = {
  'close-popover': 'nothing',
  'open-settings': 'nothing',
  check: 'press',
  renew: 'own-press',
  'sign-in': 'press',
  'sign-in.reload': 'press',
  'sign-in.cancel': 'press',
  'sign-in.in-browser': 'press',
  'sign-in.forget': 'own-press',
  'save-held': 'press',
  'secrets.try-again': 'press',
  'secrets.enter-anew': 'own-press',
  quit: 'own-press',
  'try-sandbox': 'own-press',
  'supabase.paste': 'own-press',
  'supabase.sign-out': 'own-press',
  'supabase.forget': 'own-press',
  'supabase.open': 'press',
  checklist: 'press',
  'copy-migration': 'press',
  'copy-member': 'press',
  'copy-diagnostics': 'press',
  'report-problem': 'press',
  'open-log': 'press',
  'dismiss-mishaps': 'press',
  'oauth.paste-secret': 'own-press',
  'oauth.forget': 'own-press',
  'proxy.forget': 'own-press',
  paste: 'own-press',
  'paste.save': 'own-press',
  'paste.discard': 'press',
  test: 'press',
  // Main's own dialogue has the choice.
  'company.decide': 'press',
  'command-line.allow': 'own-press',
  'command-line.refuse': 'press',
  prefer: 'own-press',
  'supabase.url': 'own-press',
  'supabase.names': 'own-press',
  'supabase.sign-in': 'own-press',
  'supabase.send-code': 'own-press',
  'supabase.verify-code': 'own-press',
  'proxy.set': 'own-press',
  'oauth.set': 'own-press',
  'oauth.in-browser': 'own-press',
}

/** Whether the page's list has the action. */
export function mayAsk(page: OwnPage, action: string): boolean {
  return (pageActions[page] as readonly string[]).includes(action)
}

/** The name of the own page at an address; null where it is none, whoever serves it. */
export function pageAt(url: string): OwnPage | null {
  const named = /^keeper:\/\/app\/([a-z]+)\.html(?:[?#]|$)/.exec(url)?.[1]
  return named !== undefined && Object.hasOwn(pageActions, named) ? (named as OwnPage) : null
}
