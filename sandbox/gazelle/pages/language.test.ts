import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type GazelleSandbox, openGazelle } from '../index.ts'

let folder: string
let gazelle: GazelleSandbox
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
  gazelle = await openGazelle(folder, undefined, 'fr')
})
afterEach(async () => {
  await gazelle.close()
  rmSync(folder, { recursive: true })
})

const form = (path: string, fields: Record<string, string>) =>
  fetch(gazelle.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })
const signIn = (password: string) =>
  form('/users/sign_in', { 'user[email]': gazelle.user.email, 'user[password]': password })

it('the sign-in speaks the language that was asked for, with its fields by the same names', async () => {
  const page = await (await fetch(`${gazelle.url}/users/sign_in`)).text()
  expect(page).toContain('<html lang="fr">')
  expect(page).toContain('copie d’exercice')
  for (const words of ['Courriel', 'Mot de passe', 'Se connecter', 'name="user[password]"'])
    expect(page).toContain(words)
  expect(page).not.toMatch(/Sign in|Password|practice/)
  expect(await (await signIn('wrong')).text()).toContain('Courriel ou mot de passe non valide.')
})

it('the clients do too, and their script', async () => {
  const cookie = (await signIn(gazelle.user.password)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await (await fetch(gazelle.url, { headers: { cookie } })).text()
  for (const words of [
    'Chargement des clients…',
    'Se déconnecter',
    'data-loaded="Clients\u00a0: {count}"',
    'Particulier',
  ]) {
    expect(page).toContain(words)
  }
  expect(await (await fetch(`${gazelle.url}/web/app.js`)).text()).not.toMatch(/'Loading|could not be/)
})
