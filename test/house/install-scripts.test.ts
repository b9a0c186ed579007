import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('an install with a script that nobody has looked at fails, and runs nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'install-scripts-'))
  const npm = (...args: string[]) =>
    promisify(execFile)('npm', [...args, '--offline'], { cwd: folder, shell: process.platform === 'win32' })
  const stranger = join(folder, 'stranger')
  mkdirSync(stranger)
  writeFileSync(
    join(stranger, 'leave.cjs'),
    `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '')`,
  )
  const scripts = { postinstall: 'node leave.cjs' }
  writeFileSync(join(stranger, 'package.json'), JSON.stringify({ name: 'stranger', version: '1.0.0', scripts }))
  await npm('pack', './stranger')
  const dependencies = { stranger: 'file:stranger-1.0.0.tgz' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ours', private: true, dependencies }))
  cpSync(join(import.meta.dirname, '../../.npmrc'), join(folder, '.npmrc'))

  await expect(npm('install')).rejects.toMatchObject({ stderr: expect.stringContaining('stranger@1.0.0') })
  expect(existsSync(join(folder, 'ran'))).toBe(false)
  rmSync(folder, { recursive: true })
})
