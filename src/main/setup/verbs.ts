import { shell } from 'electron'
import { addMemberSql, migrationSql } from '../../core/supabase/setup/migration.ts'
import { projectRefOf } from '../../core/supabase/setup/supabase-url.ts'
import type { RequestHandlers, VerbHandlers } from '../ipc/ipc.ts'
import type { Controls } from './setup.ts'

type SetupVerb = Extract<
  keyof VerbHandlers,
  | 'supabase.paste'
  | 'supabase.open'
  | 'invitation.open'
  | 'copy-migration'
  | 'copy-member'
  | 'oauth.paste-secret'
  | `proxy.${string}`
  | `paste${string}`
  | `command-line.${string}`
  | 'shortcut.forget'
  | 'function.look'
  | 'updates.look'
  | 'updates.fetch'
  | 'updates.install'
>

/** The setup's handlers for actions without data. */
export function setupVerbs(controls: Controls): Pick<VerbHandlers, SetupVerb | 'checklist' | 'test' | 'try-sandbox'> {
  const { chosen, supabase, invitation, checklist, oauth, proxy, paste, test, clipboard, commandLine } = controls
  const { function: edge, shortcut, sandbox, updates, about } = controls
  const names = () => {
    const { supabaseTable: table, supabaseRowKey: rowKey } = chosen.parts.value
    return { table, rowKey }
  }
  return {
    'supabase.paste': () => supabase.paste(),
    'invitation.open': () => invitation.open(),
    'supabase.open': () => openTableEditor(chosen.parts.value.supabaseUrl),
    checklist: () => checklist.run(),
    'copy-migration': () => clipboard.copy(migrationSql(names()), 'migration'),
    'copy-member': async () => {
      const { supabaseEmail } = chosen.parts.value
      if (supabaseEmail !== null) await clipboard.copy(addMemberSql(supabaseEmail, names()), 'member')
    },
    'oauth.paste-secret': () => oauth.pasteSecret(),
    'proxy.forget': () => proxy.forget(),
    paste: () => paste.read(),
    'paste.save': () => paste.save(),
    'paste.discard': () => paste.discard(),
    test: () => test.run(),
    'function.look': () => edge.look(),
    'command-line.allow': () => commandLine.allow(),
    'command-line.refuse': () => commandLine.refuse(),
    'shortcut.forget': () => shortcut.forget(),
    'updates.look': () => updates.look(),
    'updates.fetch': () => updates.fetch(),
    'updates.install': () => updates.install(),
    // The sandbox never ships with the app.
    'try-sandbox': async () => {
      if (about.isDevelopment && !chosen.isSandbox) chosen.trySandbox(await sandbox.start())
    },
  }
}

/** The setup's handlers for actions with something that a person typed or chose. */
export function setupRequests({
  preferences,
  supabase,
  invitation,
  oauth,
  proxy,
  alerts,
  shortcut,
  ownData,
}: Controls): Omit<
  RequestHandlers,
  | 'function.copy'
  | 'open-settings'
  | 'save-history'
  | 'invitation.copy'
  | 'invitation.save'
  | 'alerts.email'
  | 'alerts.forget'
> {
  return {
    'finish-setup': ({ startsAtLogin }) => preferences.finishSetup(startsAtLogin),
    prefer: ({ change }) => preferences.prefer(change),
    'own-data.remove': ({ what }) => ownData.remove(what),
    'shortcut.set': ({ keys }) => shortcut.choose(keys),
    'supabase.url': ({ url }) => supabase.setUrl(url),
    'supabase.names': ({ table, rowKey }) => supabase.setNames(table, rowKey),
    'supabase.sign-in': ({ email, password }) => supabase.signIn(email, password),
    'supabase.send-code': ({ email }) => supabase.sendCode(email),
    'supabase.verify-code': ({ email, code }) => supabase.verifyCode(email, code),
    'helper.set': ({ name, email, phone }) => invitation.setHelper({ name, email, phone }),
    'proxy.set': ({ host, user, password }) => proxy.set(host, user, password),
    'oauth.set': ({ clientId, redirectUri }) => oauth.set(clientId, redirectUri),
    'oauth.in-browser': ({ isWanted }) => oauth.signInByBrowser(isWanted),
    'alerts.paste': ({ field }) => alerts.paste(field),
    'alerts.failures': ({ isWanted }) => alerts.tellFailures(isWanted),
    'alerts.test': ({ target }) => alerts.test(target),
  }
}

/** Opens the table editor, which only Supabase's own hosting has; its address contains nothing but the project's name. */
async function openTableEditor(supabaseUrl: string | null): Promise<void> {
  const ref = supabaseUrl === null ? null : projectRefOf(supabaseUrl)
  if (ref !== null) await shell.openExternal(`https://supabase.com/dashboard/project/${ref}/editor`)
}
