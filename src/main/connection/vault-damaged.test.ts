import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Disk } from '../system/disk.ts'
import { SecretFiles } from './secret-files.ts'
import { Vault } from './vault.ts'
import { first, folder, kept, start } from './vault-fixture.ts'

it('goes on in memory where the disk takes nothing, says so, and writes all once it does', async () => {
  const ofRelease010 = { 'supabase.key': first.close('the key') }
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(ofRelease010))
  const files = new SecretFiles(folder)
  let isFull = true
  const write = files.write.bind(files)
  files.write = (content) => {
    if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    write(content)
  }
  const disk = new Disk()
  const vault = new Vault({ files, disk, keychain: first, expectsSecrets: () => false })
  await vault.open(false)
  expect(vault.get('supabase.key')).toBe('the key')
  expect(vault.set('a', '1')).toBe(false)
  expect(vault.get('a')).toBe('1')
  expect(disk.trouble.value).toBe('full')
  isFull = false
  disk.retry()
  expect(disk.trouble.value).toBeNull()
  expect(vault.set('b', '2')).toBe(true)
  const again = await start()
  expect([again.get('supabase.key'), again.get('a'), again.get('b')]).toEqual(['the key', '1', '2'])
})

it('is read in the last good copy of the file where that is damaged or lost', async () => {
  await kept({ 'supabase.key': 'the key' })
  for (const damage of ['', '\0\0', null]) {
    if (damage === null) rmSync(join(folder, 'secrets.json'))
    else writeFileSync(join(folder, 'secrets.json'), damage)
    const vault = await start()
    expect(vault.get('supabase.key')).toBe('the key')
    vault.set('a', '1')
    expect((await start()).get('a')).toBe('1')
  }
})
