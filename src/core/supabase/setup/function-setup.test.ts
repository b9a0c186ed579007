import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { settingsFrom } from '../../../edge/settings.ts'
import { deployCommand, functionSecrets, scheduleSql } from './function-setup.ts'

const file = join(import.meta.dirname, '../../../../supabase/functions/gazelle-keeper/schedule.sql')
const schedule = readFileSync(file, 'utf8')

describe('the schedule', () => {
  it('is that of the function, at the project’s URL', async () => {
    // After a change of the SQL, `vitest run src/core/supabase/setup/function-setup.test.ts -u` writes the module anew.
    expect(schedule).not.toMatch(/[`\\]|\$\{/)
    await expect(
      `// Made of supabase/functions/gazelle-keeper/schedule.sql by function-setup.test.ts.\nexport const scheduleText = \`${schedule}\`\n`,
    ).toMatchFileSnapshot('schedule-text.ts')
    const sql = scheduleSql('https://db.pianos.example/')
    expect(sql).toContain("project_url text := 'https://db.pianos.example';")
    expect(sql).not.toContain('YOUR-PROJECT')
  })

  it.each([
    'http://db.example',
    'https://db.example:8443',
    'https://db.example/rest',
    "https://x'; drop table y; --",
    'x',
  ])('is not made for %s', (url) => {
    expect(() => scheduleSql(url)).toThrow(RangeError)
  })
})

describe('the command', () => {
  it.each(['/home/anne/Documents', '/home/anne/l\'accord $HOME `date` "a" \\ b'])('means the folder %s', (folder) => {
    const command = deployCommand(folder, 'abcdefghijklmnopqrst', 'posix')
    const words = execFileSync('sh', ['-c', `set -- ${command}; printf '%s\\n' "$@"`], { encoding: 'utf8' })
    expect(words).toBe(
      `supabase\nfunctions\ndeploy\ngazelle-keeper\n--project-ref\nabcdefghijklmnopqrst\n--workdir\n${folder}\n`,
    )
  })

  it('leaves a place for a project that is not known, and quotes as Windows does', () => {
    expect(deployCommand('C:\\Users\\Anne Roy', null, 'windows')).toBe(
      'supabase functions deploy gazelle-keeper --project-ref PROJECT-ID --workdir "C:\\Users\\Anne Roy"',
    )
  })
})

describe('the secrets', () => {
  it('are those that the function reads, once what is empty is filled in', () => {
    const journalSecret = randomBytes(32).toString('hex')
    const text = functionSecrets({ journalSecret, clientId: 'pianos', table: 'app_config', rowKey: 'piano.token' })
    expect(text).toMatch(/^GAZELLE_KEEPER_SECRET=$/m)
    expect(text).toMatch(/^GAZELLE_CLIENT_SECRET=$/m)
    const filled: Record<string, string | undefined> = {
      ...parseEnv(text),
      GAZELLE_CLIENT_SECRET: randomBytes(8).toString('hex'),
      SUPABASE_URL: 'https://db.example',
      SUPABASE_SERVICE_ROLE_KEY: randomBytes(8).toString('hex'),
    }
    expect(settingsFrom((name) => filled[name])).toMatchObject({
      journalSecret,
      connection: { table: 'app_config', rowKey: 'piano.token', application: { clientId: 'pianos' } },
    })
  })

  it('name the row only where it has another name than usual, and nothing that is another line', () => {
    const journalSecret = randomBytes(32).toString('hex')
    expect(functionSecrets({ journalSecret, clientId: null })).not.toMatch(/GAZELLE_(TABLE|ROW_KEY)/)
    expect(functionSecrets({ journalSecret, clientId: 'a\nGAZELLE_URL=https://evil.example' })).not.toContain('evil')
    expect(() => functionSecrets({ journalSecret, clientId: null, rowKey: 'a\nb' })).toThrow(RangeError)
  })
})
