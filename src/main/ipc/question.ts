import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { ipcSchema, type PageAction } from '../../shared/ipc-schema.ts'

/**
 * What is to be replaced, handed over or forgotten, from what to what. The texts are `question.…` in the catalogue; `names` are
 * their values, and no secrets.
 */
export type Question =
  | {
      readonly about: Subject
      readonly names: Readonly<Record<string, string>>
      /** Whether the person can undo it for ten seconds; undefined: the question says nothing of that. */
      readonly isUndoable?: boolean
      /** A box that the person may tick besides: `question.option.…` in the catalogue. */
      readonly option?: 'revoke'
    }
  /** A page wants something, and no press was seen before. */
  | { readonly about: 'unpressed'; readonly names: Readonly<Record<string, never>>; readonly action: PageAction }

export type Subject =
  | 'project'
  | 'key'
  | 'key-to'
  | 'invitation'
  | 'invitation-replace'
  | 'row'
  | 'user'
  | 'sign-out'
  | 'forget'
  | 'forget-unsaved'
  | 'application'
  | 'secret'
  | 'application-forget'
  | 'alerts-email'
  | 'alerts-forget'
  | 'proxy'
  | 'proxy-forget'
  | 'session'
  | 'token'
  | 'command-line'
  | 'login'
  | 'update'
  | 'own-data'
  | 'own-data-profile'
  | 'own-data-unsaved'

/** The person's answer. `yes-ticked`: yes, and the box is ticked. */
export type Answer = 'no' | 'yes' | 'yes-ticked'

/** Asks the person. */
export type Ask = (question: Question) => Promise<Answer>

/** Asks in a system dialogue, which no page can reach, above the window that `above` gives. */
export function askInDialogue(translate: () => Translate, above: () => BrowserWindow | null): Ask {
  return async (question) => {
    const window = above()
    const options = boxOf(question, translate())
    const { response, checkboxChecked } =
      window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
    if (response !== 0) return 'no'
    return options.checkboxLabel !== undefined && checkboxChecked ? 'yes-ticked' : 'yes'
  }
}

/** The dialogue for a question: pressing Enter or Escape without reading it changes nothing. */
export function boxOf(question: Question, t: Translate): MessageBoxOptions {
  const values =
    question.about === 'unpressed'
      ? { what: t(ipcSchema[question.action].label) }
      : mapValues(question.names, (name) => shown(name))
  const { option, isUndoable } = question.about === 'unpressed' ? {} : question
  const details = [
    t(`question.${question.about}.detail`, values),
    isUndoable !== undefined && t(isUndoable ? 'question.undoable' : 'question.final'),
    option !== undefined && t(`question.option.${option}.detail`, values),
  ]
  return {
    type: 'question',
    title: t('app.name'),
    message: t(`question.${question.about}`, values),
    detail: details.filter((each) => each !== false).join('\n\n'),
    ...(option !== undefined && { checkboxLabel: t(`question.option.${option}`), checkboxChecked: false }),
    buttons: [t(`question.${question.about}.yes`), t('do.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  }
}

const longest = 120
// Characters that hide text or change its direction, and line breaks.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A name that a stranger may have chosen, on one line; a long one keeps both its ends, because a host is known by its last part.
 */
function shown(name: string): string {
  const clean = name.replace(unseen, '\ufffd')
  return clean.length <= longest ? clean : `${clean.slice(0, longest / 2)}…${clean.slice(-longest / 2)}`
}

function mapValues(names: Readonly<Record<string, string>>, give: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, give(name)]))
}
