import { lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { misreadIn, read, readEnvFile, withSettings, writeEnvFile } from './write-env-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-env-'))
  path = join(folder, '.env')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const odd = `it's a "pass\\word" # with $HOME and ünïcode`

describe('a file of variables', () => {
  it('is read back as it was meant, whatever a password holds', () => {
    const settings = { SUPABASE_URL: 'https://project.example', SUPABASE_PASSWORD: odd }
    const text = withSettings({ path, text: null }, settings, [])
    expect(read(path, text)).toEqual(settings)
    expect(misreadIn({ path, text: null }, text, settings)).toBeNull()
  })

  it('names a value that no reader would get', () => {
    const settings = { SUPABASE_PASSWORD: 'a$' + '{HOME}' }
    expect(misreadIn({ path, text: null }, withSettings({ path, text: null }, settings, []), settings)).toBe(
      'SUPABASE_PASSWORD',
    )
  })

  it('keeps every line that was there, and what is written counts', () => {
    const before = 'PORT=3000\n# ours\nSUPABASE_URL=https://old.example\nSUPABASE_EMAIL=old@example.com'
    const text = withSettings({ path, text: before }, { SUPABASE_URL: 'https://new.example' }, [
      'SUPABASE_EMAIL',
      'SUPABASE_PASSWORD',
    ])
    expect(text.startsWith(`${before}\n`)).toBe(true)
    expect(read(path, text)).toEqual({ PORT: '3000', SUPABASE_URL: 'https://new.example', SUPABASE_EMAIL: '' })
    expect(text).not.toContain('SUPABASE_PASSWORD')
  })

  it('is written for its owner alone, through a link to the file itself', async () => {
    const real = join(folder, 'real.env')
    writeFileSync(real, 'A=1\n', { mode: 0o644 })
    symlinkSync(real, path)
    const now = await readEnvFile(path)
    await writeEnvFile(now, withSettings(now, { SUPABASE_URL: 'https://new.example' }, []))
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(readFileSync(real, 'utf8')).toBe("A=1\nSUPABASE_URL='https://new.example'\n")
    if (process.platform !== 'win32') expect(statSync(real).mode & 0o777).toBe(0o600)
  })

  it('is not touched if it holds more than text', async () => {
    for (const bytes of [Buffer.from([0x41, 0x3d, 0xff, 0x0a]), Buffer.from('A=1\n\0B=2\n')]) {
      writeFileSync(path, bytes)
      await expect(readEnvFile(path)).rejects.toMatchObject({ fault: { kind: 'unreadable-file', path } })
    }
    rmSync(path)
    expect(await readEnvFile(path)).toEqual({ path, text: null })
  })
})
