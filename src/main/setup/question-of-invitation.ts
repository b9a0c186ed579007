import { gazelleOrigin } from '../../core/gazelle/addresses.ts'
import type { Invitation } from '../../core/supabase/setup/invitation.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import type { Question } from '../ipc/question.ts'
import { hostOf } from '../ipc/question-before.ts'
import { nobody } from './supabase.ts'

/**
 * Gives the question before an invitation is accepted: always, because it comes from somebody else, who says with it where a
 * person signs in and where the token goes. `before`: what is set up now.
 */
export function questionOfInvitation(invitation: Invitation, before: ConnectionParts): Question {
  const { supabaseUrl, table, rowKey, email, gazelleUrl, clientId, redirectUri, helper } = invitation
  const names = {
    project: hostOf(supabaseUrl),
    row: `${table}, ${rowKey}`,
    user: email ?? '–',
    gazelle: hostOf(gazelleUrl),
    // Said apart: whoever signs in there gives the password to somebody who is not Gazelle.
    elsewhere: gazelleUrl === gazelleOrigin ? 'no' : 'yes',
    application: clientId === null ? '–' : `${clientId}, ${redirectUri ?? '–'}`,
    helper: helper === null ? '–' : Object.values(helper).filter(Boolean).join(', '),
  }
  if (before.supabaseUrl === null) return { about: 'invitation', names }
  const losesAlerts = supabaseUrl !== before.supabaseUrl && Object.keys(before.alerts).length > 0
  const alerts = losesAlerts ? 'yes' : 'no'
  return { about: 'invitation-replace', names: { ...names, from: hostOf(before.supabaseUrl), alerts } }
}

/**
 * What an accepted invitation changes of what is set up. A secret stays only with what it was entered for: the OAuth
 * application's with the same application at the same Gazelle, the user and the addresses of alerts with the same project.
 */
export function changeByInvitation(invitation: Invitation, before: ConnectionParts): Partial<ConnectionParts> {
  const { supabaseUrl, supabaseKey, table, rowKey, email, gazelleUrl, clientId, redirectUri } = invitation
  const isSameProject = supabaseUrl === before.supabaseUrl
  const isSameUser = isSameProject && (email === null || email === before.supabaseEmail)
  const isSameGazelle = gazelleUrl === before.gazelleUrl
  const keepsApplication = isSameGazelle && (clientId === null || clientId === before.oauthClientId)
  return {
    supabaseUrl,
    supabaseKey,
    supabaseTable: table,
    supabaseRowKey: rowKey,
    gazelleUrl,
    ...(isSameUser ? {} : nobody),
    ...(isSameProject ? {} : { alerts: {} }),
    ...(keepsApplication ? {} : { oauthSecret: null, oauthInBrowser: false }),
    ...(keepsApplication && clientId === null ? {} : { oauthClientId: clientId, oauthRedirectUri: redirectUri }),
  }
}
