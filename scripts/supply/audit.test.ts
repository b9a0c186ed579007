import { expect, it } from 'vitest'
import { readAudit } from './audit.ts'

const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities })

it('says that there are none, or which', () => {
  expect(readAudit(report({}))).toMatchObject({ exitCode: 0 })
  const found = readAudit(report({ tar: { severity: 'high', isDirect: false } }))
  expect(found).toMatchObject({ exitCode: 1, say: expect.stringContaining('tar (high)') })
})

it.each([
  // What npm writes where the registry has no such address, cannot be reached, or sends something else.
  [JSON.stringify({ error: { code: 'ENOAUDIT', summary: 'audit endpoint returned an error' } }), 'endpoint returned'],
  [
    JSON.stringify({ message: 'request to the registry failed', error: { summary: '' } }),
    'request to the registry failed',
  ],
  ['', 'no report'],
  ['<html>', 'no report'],
  ['null', 'no report'],
  ['{}', 'no report'],
  [JSON.stringify({ auditReportVersion: 2 }), 'no report'],
])('says that nothing is known after %s', (stdout, why) => {
  expect(readAudit(stdout)).toMatchObject({ exitCode: 2, say: expect.stringContaining(why) })
  expect(readAudit(stdout).say).toContain('neither good nor bad')
})
