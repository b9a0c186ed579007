import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const forms = globSync('.github/ISSUE_TEMPLATE/*', { cwd: root }).filter((file) => !file.endsWith('config.yml'))

describe('the issue forms', () => {
  it.each(forms)('%s ask for no secret, and say that none may be pasted', (file) => {
    const text = read(file)
    expect(text).toMatch(/Paste no/)
    expect(text).toMatch(/label: There is no token, key, password or cookie in .*\n\s+required: true/)
    const asked = [...text.matchAll(/^ {6}(?:label|placeholder): (.*)$/gm)].map(([, label = '']) => label)
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.filter((label) => /token|key|password|cookie|\.env/i.test(label))).toEqual([])
  })

  it('the form for what is wrong asks for “Copy diagnostics”; vulnerabilities are led to SECURITY.md', () => {
    expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('“Copy diagnostics”')
    const config = read('.github/ISSUE_TEMPLATE/config.yml')
    expect(config).toMatch(/blank_issues_enabled: false/)
    expect(config).toContain('SECURITY.md')
    expect(read('SECURITY.md')).toContain('“Report a vulnerability”')
  })
})
