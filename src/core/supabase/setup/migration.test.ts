import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addMemberSql, migrationSql } from './migration.ts'

const folder = join(import.meta.dirname, '../../../../supabase/migrations')
const files = readdirSync(folder).toSorted()
const migrations = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')

describe('migrationSql', () => {
  it('is the text of supabase/migrations', async () => {
    // After a change of the SQL, `vitest run src/core/supabase/setup/migration.test.ts -u` writes the module anew.
    expect(migrations).not.toMatch(/[`\\]|\$\{/)
    await expect(
      `// Made of ${files.map((file) => `supabase/migrations/${file}`).join(', ')} by migration.test.ts.\nexport const migrationText = \`${migrations}\`\n`,
    ).toMatchFileSnapshot('migration-text.ts')
    expect(migrationSql()).toBe(migrations)
  })

  it('names another table and another row, everywhere', () => {
    const sql = migrationSql({ table: 'app_config', rowKey: 'piano.token' })
    expect(sql).not.toMatch(/system_setting|gazelle_oauth_token/)
    for (const name of [
      'public.app_config_members',
      'is_app_config_member()',
      'swap_app_config(p_key',
      "'piano.token'",
    ]) {
      expect(sql).toContain(name)
    }
    // A name that holds a default name is not replaced twice.
    const nested = migrationSql({ table: 'my_system_settings', rowKey: 'system_settings.gazelle_oauth_token' })
    expect(nested).toContain("starts_with(key, 'system_settings.gazelle_oauth_token')")
    expect(nested).not.toMatch(/my_my_|(?<!my_)system_settings_members/)
  })

  it.each([
    [{ table: 'a; drop table b' }],
    [{ table: 'Settings' }],
    [{ table: '' }],
    [{ table: 'x'.repeat(49) }],
    [{ rowKey: "x' or '1" }],
    [{ rowKey: 'a\nb' }],
    [{ rowKey: '' }],
  ])('refuses %j', (names) => {
    expect(() => migrationSql(names)).toThrow(RangeError)
    expect(() => addMemberSql('a@b.c', names)).toThrow(RangeError)
  })
})

describe('addMemberSql', () => {
  it('names the list of the table, and quotes the e-mail', () => {
    expect(addMemberSql(" O'Neil@Example.com ", { table: 'app_config' })).toBe(
      `insert into public.app_config_members (user_id)
select id from auth.users where email = 'o''neil@example.com'
on conflict do nothing;
`,
    )
  })
})
