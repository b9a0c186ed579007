import { describe, expect, it } from 'vitest'
import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import { withEmail } from './alert-email.ts'

const typed = { to: 'owner@example.test', server: 'mail.example.test', user: '', password: '', from: '' }
const present: AlertValues = {
  'slack.address': 'https://hooks.example/slack',
  'email.to': 'owner@example.test',
  'email.server': 'smtp://mail.example.test',
  'email.user': 'keeper@example.test',
  'email.password': 'the present one',
}

describe('an email as it is typed', () => {
  it.each([
    ['mail.example.test', 'smtp://mail.example.test'],
    [' mail.example.test:465 ', 'smtps://mail.example.test:465'],
    ['smtps://mail.example.test/', 'smtps://mail.example.test'],
    ['smtp://[::1]:2525', 'smtp://[::1]:2525'],
  ])('names the server %s', (server, whole) =>
    expect(withEmail({}, { ...typed, server })).toEqual({ 'email.to': typed.to, 'email.server': whole }),
  )

  it('keeps a user and a password in the address apart from it: the address is shown', () => {
    expect(withEmail({}, { ...typed, server: 'smtp://me%40example.test:a%2Fb@mail.example.test' })).toEqual({
      'email.to': typed.to,
      'email.server': 'smtp://mail.example.test',
      'email.user': 'me@example.test',
      'email.password': 'a/b',
    })
  })

  it('leaves the present password with its server and user, and takes it to no other', () => {
    const same = { ...typed, user: 'keeper@example.test' }
    expect(withEmail(present, { ...same, to: 'another@example.test' })).toEqual({
      ...present,
      'email.to': 'another@example.test',
    })
    const moved = [{ server: 'evil.example' }, { server: 'mail.example.test:2525' }, { user: 'eve@example.test' }]
    for (const change of moved) {
      expect(Object.keys(withEmail(present, { ...same, ...change }))).not.toContain('email.password')
    }
  })

  it('leaves all other targets as they are', () => {
    expect(withEmail(present, typed)['slack.address']).toBe(present['slack.address'])
  })
})
