import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyAsMagicLink } from './email-codes.ts'
import { appendMail, readMails } from './mail.ts'

const verifyText = 'http://127.0.0.1/auth/v1/verify'
const post = (body: string, url = verifyText) => new Request(url, { method: 'POST', body, headers: { apikey: 'key' } })

describe('a verification', () => {
  it('as type email is one of a magic link', async () => {
    const request = await verifyAsMagicLink(post(JSON.stringify({ email: 'a@b.c', token: '1', type: 'email' })))
    expect(await request.json()).toEqual({ email: 'a@b.c', token: '1', type: 'magiclink' })
    expect(request.headers.get('apikey')).toBe('key')
  })

  it('is left alone when it is anything else', async () => {
    const email = '{"type":"email"}'
    for (const request of [post('{"type":"recovery"}'), post('{'), post('null'), post(email, `${verifyText}/x`)]) {
      const before = await request.clone().text()
      expect(await (await verifyAsMagicLink(request)).text()).toBe(before)
    }
    const link = new Request(`${verifyText}?token=x`)
    expect(await verifyAsMagicLink(link)).toBe(link)
  })
})

it('mails stand in a file, in order, for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mail-'))
  const file = join(folder, 'mail.jsonl')
  expect(readMails(file)).toEqual([])
  const texts = [`line\n${randomUUID()}`, randomUUID()]
  for (const text of texts) appendMail(file, { to: 'a@b.c', subject: 'code', text })
  expect(readMails(file).map(({ text }) => text)).toEqual(texts)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  rmSync(folder, { recursive: true })
})
