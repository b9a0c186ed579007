import type { MessageKey } from './catalogue/index.ts'
import {
  address,
  areKinds,
  type Check,
  email,
  isBoolean,
  isChange,
  isKeys,
  isPlain,
  name,
  oneOf,
  password,
  pastedAlertFields,
  text,
} from './ipc-fields.ts'
import { alertTargets, functionTexts, sections } from './setup.ts'

/** The app's own pages. */
export const ownPages = ['popover', 'guide', 'settings'] as const
export type OwnPage = (typeof ownPages)[number]

/**
 * Main's condition for carrying out an action:
 * - `nothing`: none; the page asks on its own, for example to be hidden or to open the settings, and nothing is changed
 * - `press`: a click or a key of the person's; an assistive tool's press, which cannot be told from a script's, counts too
 * - `own-press`: a click or a key, else the person's word, because a false one would be more than a nuisance
 */
export type Confirmation = 'nothing' | 'press' | 'own-press'

interface Action {
  /** The pages whose own buttons and fields ask for it. Main rejects it from any other page, whose preload does not send it. */
  readonly pages: readonly [OwnPage, ...OwnPage[]]
  readonly needs: Confirmation
  /** The label of the button or the field that asks for it. */
  readonly label: MessageKey
  /** The values that a person typed or chose, all of them required. An action with fields is a request, one without is a verb. */
  readonly fields?: Readonly<Record<string, Check<unknown>>>
}

/**
 * Everything that a page may ask main to do: the whole contract, in one place. No secret goes back to a window. Tokens and keys
 * come from the clipboard, which main reads; a password and a one-time code are typed, go to main once, and are in no snapshot.
 */
export const ipcSchema = {
  /** Checks the row at Supabase and its token at Gazelle now. */
  check: { pages: ['popover'], needs: 'press', label: 'do.check' },
  /** Gets a new token although the old one is still valid. */
  renew: { pages: ['popover'], needs: 'own-press', label: 'do.renew' },
  /** Opens the guided sign-in window, or brings it to the front. */
  'sign-in': { pages: ['popover', 'settings'], needs: 'press', label: 'do.sign-in' },
  'sign-in.reload': { pages: ['guide'], needs: 'press', label: 'do.reload' },
  /** Continues in the system's own browser, if the OAuth application is set up for that. */
  'sign-in.in-browser': { pages: ['guide'], needs: 'press', label: 'do.use-browser' },
  'sign-in.cancel': { pages: ['guide'], needs: 'press', label: 'do.cancel' },
  /** Forgets who is signed in to Gazelle. */
  'sign-in.forget': { pages: ['settings'], needs: 'own-press', label: 'gazelle.forget' },
  /** Tries again to save the held token. */
  'save-held': { pages: ['popover'], needs: 'press', label: 'do.save-held' },
  /** Shows a dialog of the system's in which the person decides on another company's token. */
  'company.decide': { pages: ['popover'], needs: 'press', label: 'do.decide' },
  /** Asks the keychain again for the secrets that cannot be read. */
  'secrets.try-again': { pages: ['popover', 'settings'], needs: 'press', label: 'do.try-again' },
  /** Leaves the secrets that cannot be read as they are, and lets the person enter new ones. */
  'secrets.enter-anew': { pages: ['popover', 'settings'], needs: 'own-press', label: 'do.enter-anew' },
  'close-popover': { pages: ['popover'], needs: 'nothing', label: 'do.close' },
  quit: { pages: ['popover'], needs: 'own-press', label: 'do.quit' },
  /** Switches to the sandbox, to try everything without an account (development only). */
  'try-sandbox': { pages: ['popover', 'settings'], needs: 'own-press', label: 'do.try-sandbox' },
  'leave-sandbox': { pages: ['settings'], needs: 'own-press', label: 'do.leave-sandbox' },
  'open-settings': {
    pages: ['popover', 'guide', 'settings'],
    needs: 'nothing',
    label: 'do.settings',
    fields: { section: oneOf(...sections) },
  },
  /** Ends the first run, with the start at login as its visible switch says. */
  'finish-setup': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'do.done',
    fields: { startsAtLogin: isBoolean },
  },
  prefer: { pages: ['settings'], needs: 'own-press', label: 'do.settings', fields: { change: isChange } },

  /** Takes a project's URL and key, or an invitation, from the clipboard. */
  'supabase.paste': { pages: ['settings'], needs: 'own-press', label: 'supabase.paste' },
  'supabase.url': { pages: ['settings'], needs: 'own-press', label: 'supabase.url', fields: { url: address } },
  'supabase.names': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'supabase.row-key',
    fields: { table: text(100), rowKey: text(200) },
  },
  'supabase.sign-in': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'do.sign-in-supabase',
    fields: { email, password },
  },
  'supabase.send-code': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'supabase.user.send-code',
    fields: { email },
  },
  /** The code is six digits, or the link in the message. */
  'supabase.verify-code': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'do.sign-in-supabase',
    fields: { email, code: address },
  },
  /** Lets the person choose an invitation's file, and shows what is in it before it is accepted. */
  'invitation.open': { pages: ['settings'], needs: 'own-press', label: 'invitation.open' },
  /** Copies an invitation to this project; the email is that of the invited person, or empty. */
  'invitation.copy': { pages: ['settings'], needs: 'press', label: 'invitation.copy', fields: { email } },
  /** Lets the person choose where the invitation's file is saved. */
  'invitation.save': { pages: ['settings'], needs: 'press', label: 'invitation.save', fields: { email } },
  /** Names the person to ask; nobody if all three are empty. */
  'helper.set': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'helper.title',
    fields: { name, email, phone: name },
  },
  /** Forgets who is signed in to Supabase; the project and its key stay. */
  'supabase.sign-out': { pages: ['settings'], needs: 'own-press', label: 'do.sign-out' },
  'supabase.forget': { pages: ['settings'], needs: 'own-press', label: 'supabase.forget' },
  /** Opens the table editor of the project in the browser. */
  'supabase.open': { pages: ['popover', 'settings'], needs: 'press', label: 'do.open-supabase' },
  /** Tests everything that the Supabase side must be able to do. */
  checklist: { pages: ['settings'], needs: 'press', label: 'supabase.checks.run' },
  'copy-migration': { pages: ['settings'], needs: 'press', label: 'remedy.copy-migration' },
  /** Copies the SQL that puts the signed-in user on the list of members. */
  'copy-member': { pages: ['settings'], needs: 'press', label: 'remedy.add-member' },

  /** Puts back what was forgotten within the last ten seconds. */
  undo: { pages: ['popover', 'settings'], needs: 'press', label: 'do.undo' },

  'copy-diagnostics': { pages: ['popover', 'settings'], needs: 'press', label: 'do.copy-diagnostics' },
  /** Copies the diagnostics, and begins a message to the helper. */
  'report-problem': { pages: ['popover', 'settings'], needs: 'press', label: 'do.report-problem' },
  /** Writes the history to a file that the person chooses. */
  'save-history': {
    pages: ['settings'],
    needs: 'press',
    label: 'history.save',
    fields: { form: oneOf('text', 'csv') },
  },
  'open-log': { pages: ['settings'], needs: 'press', label: 'do.open-log' },
  /** Dismisses the mishaps, which the person has read. */
  'dismiss-mishaps': { pages: ['popover', 'settings'], needs: 'press', label: 'do.dismiss' },

  'oauth.set': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'oauth.title',
    fields: { clientId: text(500), redirectUri: address },
  },
  /** Takes the OAuth application's secret from the clipboard. */
  'oauth.paste-secret': { pages: ['settings'], needs: 'own-press', label: 'oauth.secret.paste' },
  'oauth.in-browser': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'oauth.in-browser',
    fields: { isWanted: isBoolean },
  },
  'oauth.forget': { pages: ['settings'], needs: 'own-press', label: 'oauth.forget' },

  'proxy.set': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'proxy.set',
    fields: { host: text(300), user: text(320), password },
  },
  /** Forgets the password for the proxy. */
  'proxy.forget': { pages: ['settings'], needs: 'own-press', label: 'proxy.forget' },

  /** Takes a token from the clipboard, in any form, and tests it with Gazelle. */
  paste: { pages: ['popover', 'settings'], needs: 'own-press', label: 'gazelle.paste' },
  'paste.save': { pages: ['settings'], needs: 'own-press', label: 'do.save' },
  'paste.discard': { pages: ['settings'], needs: 'press', label: 'do.discard' },
  /** Asks Gazelle whose the row's token is, and measures how fast it answers. */
  test: { pages: ['popover', 'settings'], needs: 'press', label: 'do.test' },

  /** Takes a field of a target of alerts from the clipboard, where it is not given yet. */
  'alerts.paste': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'alerts.paste',
    fields: { field: oneOf(...pastedAlertFields) },
  },
  /** Takes the mail server for alerts, and who gets them. An empty password leaves the present one with its server and user. */
  'alerts.email': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'alerts.email.set',
    fields: { to: address, server: text(300), user: email, password, from: email },
  },
  'alerts.failures': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'alerts.ping.failures',
    fields: { isWanted: isBoolean },
  },
  'alerts.test': {
    pages: ['settings'],
    needs: 'press',
    label: 'alerts.test',
    fields: { target: oneOf(...alertTargets) },
  },
  /** Removes a target of alerts. */
  'alerts.forget': {
    pages: ['settings'],
    needs: 'own-press',
    label: 'alerts.forget',
    fields: { target: oneOf(...alertTargets) },
  },

  /** Copies a text that the keeper as an Edge Function needs; no secret that anybody has given. */
  'function.copy': {
    pages: ['settings'],
    needs: 'press',
    label: 'function.copy',
    fields: { what: oneOf(...functionTexts) },
  },
  /** Lets the person choose where the function's files are saved, and copies the command that deploys them. */
  'function.save': { pages: ['settings'], needs: 'press', label: 'function.save' },
  /** Looks in the row's logbook whether the function runs. */
  'function.look': { pages: ['settings'], needs: 'press', label: 'function.look' },

  /** Hands this user's command line the connection, through the system's keychain. */
  'command-line.allow': { pages: ['settings'], needs: 'own-press', label: 'general.command-line' },
  'command-line.refuse': { pages: ['settings'], needs: 'press', label: 'general.command-line.take-away' },

  /** Takes these keys, with which the person opens the popover from every program. */
  'shortcut.set': { pages: ['settings'], needs: 'own-press', label: 'general.shortcut', fields: { keys: isKeys } },
  /** Removes what Gazelle Keeper keeps on this computer, of these kinds, and ends the app. */
  'own-data.remove': { pages: ['settings'], needs: 'own-press', label: 'own-data.remove', fields: { what: areKinds } },
  'shortcut.forget': { pages: ['settings'], needs: 'press', label: 'general.shortcut.forget' },

  'updates.look': { pages: ['settings'], needs: 'press', label: 'updates.look' },
  'updates.fetch': { pages: ['settings'], needs: 'own-press', label: 'updates.fetch' },
  'updates.copy-command': { pages: ['settings'], needs: 'press', label: 'updates.copy-command' },
  /** Installs what was fetched, and starts the app again. */
  'updates.install': { pages: ['settings'], needs: 'own-press', label: 'updates.install' },
} as const satisfies Readonly<Record<string, Action>>

type Schema = typeof ipcSchema
type Fields<Name extends keyof Schema> = Schema[Name] extends { readonly fields: infer Of } ? Of : never

/** The name of an action that a page may ask main for. */
export type PageAction = keyof Schema

/** An action that is named alone. */
export type Verb = { [Name in PageAction]: [Fields<Name>] extends [never] ? Name : never }[PageAction]

/** An action with the values that a person typed or chose. */
export type Request = {
  [Name in Exclude<PageAction, Verb>]: { readonly do: Name } & {
    readonly [Field in keyof Fields<Name>]: Fields<Name>[Field] extends Check<infer T> ? T : never
  }
}[Exclude<PageAction, Verb>]

/** The actions that this page may ask for. */
export type PageActionOf<Page extends OwnPage> = {
  [Name in PageAction]: Page extends Schema[Name]['pages'][number] ? Name : never
}[PageAction]

/** All actions, in the order of the schema. */
export const pageActions = Object.keys(ipcSchema) as PageAction[]

/** Main's condition for carrying out this action. */
export const confirmationOf = (action: PageAction): Confirmation => ipcSchema[action].needs

/** The actions of a page's own buttons and fields. */
export const pageActionsOf = (page: OwnPage): PageAction[] => pageActions.filter((action) => mayAsk(page, action))

/** Whether the page may ask for this action; takes any name. */
export function mayAsk(page: OwnPage, action: string): boolean {
  return isAction(action) && (ipcSchema[action].pages as readonly OwnPage[]).includes(page)
}

/** Whether a value from a page is the name of a verb. */
export const isVerb = (value: unknown): value is Verb => isAction(value) && !('fields' in ipcSchema[value])

/** Whether a value from a page is exactly a request of the schema. */
export function isRequest(value: unknown): value is Request {
  if (!isPlain(value)) return false
  const { do: action, ...fields } = value
  if (!isAction(action)) return false
  const { fields: checks }: Action = ipcSchema[action]
  if (checks === undefined || Object.keys(fields).length !== Object.keys(checks).length) return false
  return Object.entries(checks).every(([name, isRight]) => Object.hasOwn(fields, name) && isRight(fields[name]))
}

function isAction(value: unknown): value is PageAction {
  return typeof value === 'string' && Object.hasOwn(ipcSchema, value)
}
