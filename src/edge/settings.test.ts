import { expect, it } from 'vitest'
import { settingsFrom } from './settings.ts'

const variables: Readonly<Record<string, string>> = {
  SUPABASE_URL: 'https://project.example',
  SUPABASE_KEY: 'key',
  GAZELLE_CLIENT_ID: 'id',
  GAZELLE_CLIENT_SECRET: 'secret',
  GAZELLE_JOURNAL_SECRET: 'x'.repeat(32),
}
const settingsWith = (url: string) => settingsFrom((name) => ({ ...variables, SUPABASE_URL: url })[name])

it.each(['http://kong:8000', 'http://project.example'])('refuses %s, where a secret would go unencrypted', (url) => {
  expect(() => settingsWith(url)).toThrow('SUPABASE_URL must begin with https://')
})

it.each(['https://project.example', 'http://127.0.0.1:54321'])('takes %s', (url) => {
  expect(settingsWith(url).connection.supabaseUrl).toBe(url)
})
