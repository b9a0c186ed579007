import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { logbookSql } from './logbook-migration.ts'

const folder = join(import.meta.dirname, '../../../../supabase/logbook')
const [add = '', remove = ''] = ['add.sql', 'remove.sql'].map((file) => readFileSync(join(folder, file), 'utf8'))

describe('logbookSql', () => {
  it('is the text of supabase/logbook', async () => {
    // After a change of the SQL, `vitest run src/core/supabase/setup/logbook-migration.test.ts -u` writes the module anew.
    expect(add + remove).not.toMatch(/`|\$\{/)
    expect(remove).not.toContain('\\')
    const constants = `export const addLogbookText = String.raw\`${add}\`\n\nexport const removeLogbookText = \`${remove}\`\n`
    await expect(
      `// Made of supabase/logbook/add.sql and remove.sql by logbook-migration.test.ts.\n${constants}`,
    ).toMatchFileSnapshot('logbook-text.ts')
    expect(logbookSql()).toBe(add)
    expect(logbookSql({}, true)).toBe(remove)
  })

  it.each([false, true])('names another table and another row, everywhere (away: %s)', (isAway) => {
    const sql = logbookSql({ table: 'app_config', rowKey: 'piano.token' }, isAway)
    expect(sql).not.toMatch(/system_setting|gazelle_oauth_token/)
    expect(sql).toContain("'app_config_row:piano.token'")
    expect(sql).toContain('public.app_config')
  })

  it('refuses a name that is not allowed', () => {
    expect(() => logbookSql({ table: 'a; drop table b' })).toThrow(RangeError)
    expect(() => logbookSql({ rowKey: "x'" }, true)).toThrow(RangeError)
  })
})
