import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type GazelleSandbox, openGazelle } from './index.ts'

/** Where Gazelle keeps its state; fresh for each test, as Gazelle is. */
export let folder: string
export let gazelle: GazelleSandbox
export let milliseconds: number
const now = () => milliseconds

beforeEach(async () => {
  milliseconds = Date.UTC(2025, 0, 20)
  folder = mkdtempSync(join(tmpdir(), 'gazelle-'))
  gazelle = await openGazelle(folder, now)
})

afterEach(async () => {
  await gazelle.close()
  rmSync(folder, { recursive: true })
})

/** Opens it from what is in the folder. */
export async function openAgain(): Promise<void> {
  gazelle = await openGazelle(folder, now)
}

/** Sets Gazelle's clock, in milliseconds. */
export function setClock(time: number): void {
  milliseconds = time
}

export const ask = (path: string, init: RequestInit = {}) => fetch(gazelle.url + path, { redirect: 'manual', ...init })
export const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', headers, body: new URLSearchParams(fields) })

/** Signs in as the sandbox's user. */
export const signIn = async (password = gazelle.user.password, more: Record<string, string> = {}) =>
  post('/users/sign_in', { 'user[email]': gazelle.user.email, 'user[password]': password, ...more })

export const cookieOf = (answer: Response) => ({ cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })

/** Asks the API. */
export const query = (
  headers: Record<string, string>,
  text = '{ allClients(first: 1) { nodes { id companyName } } }',
) =>
  ask('/graphql/private/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text }),
  })
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** Throws a switch. */
export const control = (method: string, path: string, body?: unknown, key = gazelle.controlKey) =>
  ask(`/_sandbox/${path}`, {
    method,
    headers: { 'x-sandbox-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
