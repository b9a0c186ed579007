import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { type Invitation, readInvitation, writeInvitation } from '../../src/core/supabase/setup/invitation.ts'
import { answerQuestions } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { connect, launchFromNothing, SetupWindow } from './setup-window.ts'

// The engineer makes an invitation; the owner opens it, sees what is in it, and only signs in.

test.use({ launch: launchFromNothing })

const helper = { name: 'Camille Desmarteaux', email: 'camille@accord.ca', phone: '514 555-0199' }

function invitationTo({ connection }: Sandbox): Invitation {
  return {
    supabaseUrl: connection.supabaseUrl,
    supabaseKey: connection.supabaseKey,
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
    email: connection.supabaseEmail,
    gazelleUrl: connection.gazelleUrl,
    clientId: null,
    redirectUri: null,
    helper,
  }
}

function textOf(invitation: Invitation): string {
  const written = writeInvitation(invitation)
  if (!written.ok) throw new Error(written.fault.flaw)
  return written.text
}

test('an invitation is pasted, read before it is accepted, and leaves the sign-in alone to do', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  const questions = await answerQuestions(app.electron, true)
  await setup.copy(`Bonjour!\n\n${textOf(invitationTo(sandbox))}\nCamille`)
  await setup.page.getByRole('button', { name: 'Paste from Supabase' }).click()
  await expect(setup.page.getByText('The invitation was accepted. Now sign in.')).toBeVisible()
  const [question, ...others] = await questions()
  expect(others).toEqual([])
  expect(question?.detail).toContain(new URL(sandbox.connection.supabaseUrl).host)
  expect(question?.detail).toContain(helper.name)
  // The sandbox’s Gazelle is not gazelleapp.io, which the person is told.
  expect(question?.detail).toContain('is not gazelleapp.io')

  await expect(setup.page.getByLabel('Email')).toHaveValue(sandbox.connection.supabaseEmail)
  await setup.page.getByRole('radio', { name: 'A password' }).click()
  await setup.page.getByLabel('Password', { exact: true }).fill(sandbox.connection.supabasePassword)
  await setup.page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  expect((await setup.snapshot()).setup.invitation.helper).toEqual(helper)
})

test('an invitation that the person declines, or that is hostile, changes nothing', async ({ launch, sandbox }) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await answerQuestions(app.electron, false)
  await expect(setup.paste(textOf(invitationTo(sandbox)), 'supabase.paste')).rejects.toThrow()
  const text = textOf(invitationTo(sandbox)).replace(sandbox.connection.gazelleUrl, 'http://gazelle.evil.ca')
  await setup.copy(text)
  await setup.page.getByRole('button', { name: 'Paste from Supabase' }).click()
  await expect(setup.page.getByText('(“gazelleUrl”) does not begin with https://')).toBeVisible()
  const { isConnected, setup: after } = await setup.snapshot()
  expect({ isConnected, url: after.supabase.url, helper: after.invitation.helper }).toEqual({
    isConnected: false,
    url: null,
    helper: null,
  })
})

test('an invitation is made without any secret, saved to a file, and opened from it', async ({
  launch,
  sandbox,
  profile,
}) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  const file = join(profile, 'an invitation.json')
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
  await setup.request({ do: 'helper.set', ...helper })
  await setup.request({ do: 'invitation.save', email: 'anne@pianos-tremblay.ca' })
  const saved = await readFile(file, 'utf8')
  expect(readInvitation(saved)).toEqual({
    ok: true,
    invitation: { ...invitationTo(sandbox), email: 'anne@pianos-tremblay.ca' },
  })
  expect(saved).not.toContain(sandbox.supabase.member.password)
  await setup.request({ do: 'invitation.copy', email: '' })
  expect(readInvitation(await setup.clipboard())).toMatchObject({ ok: true, invitation: { email: null } })

  await writeFile(file, saved.replace('"gazelle_oauth_token"', '"another_row"'))
  const questions = await answerQuestions(app.electron, true)
  await setup.ask('invitation.open')
  expect((await questions()).map(({ message }) => message)).toEqual([
    `Accept this invitation, and leave ${new URL(sandbox.connection.supabaseUrl).host}?`,
  ])
  expect((await setup.snapshot()).setup.supabase.rowKey).toBe('another_row')
})
