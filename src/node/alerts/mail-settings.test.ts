import { describe, expect, it } from 'vitest'
import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import { fieldReader } from './field-reader.ts'
import { mailSettings } from './mail-settings.ts'

const mail: AlertValues = {
  'email.to': 'owner@example.test',
  'email.from': 'keeper@example.test',
  'email.server': 'smtp://mail.example.test',
}
const mailOf = (values: AlertValues) => mailSettings(values, fieldReader(values))

describe('the mail server', () => {
  it.each<[string, object]>([
    ['smtp://mail.example.test', { host: 'mail.example.test', port: 587, isSecure: false, user: null }],
    ['smtps://mail.example.test', { host: 'mail.example.test', port: 465, isSecure: true }],
    ['smtp://mail.example.test:2525', { port: 2525, isSecure: false }],
    ['smtp://[::1]:25', { host: '::1', port: 25 }],
    ['smtp://me%40example.test:a%2Fb@mail.example.test', { user: { name: 'me@example.test', password: 'a/b' } }],
  ])('%s', (server, made) => expect(mailOf({ ...mail, 'email.server': server })).toMatchObject(made))

  it('is signed in to by fields of their own before those of the address', () => {
    const values = { ...mail, 'email.server': 'smtp://me:old@mail.example.test', 'email.password': 'a#b c' }
    expect(mailOf(values).user).toEqual({ name: 'me', password: 'a#b c' })
  })

  it('sends as its user, if nothing else is said and that is an address', () => {
    const { 'email.from': _, ...rest } = mail
    const signedIn = { 'email.user': 'me@example.test', 'email.password': 'x' }
    expect(mailOf({ ...rest, ...signedIn }).from).toBe('Gazelle Keeper <me@example.test>')
    expect(() => mailOf(rest)).toThrow('A field of alerts is wrong: missing')
  })
})
