import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { checkNode } from './node-binaries.ts'

const root = resolve(import.meta.dirname, '../..')

it.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the installed Node is the one that is to ship',
  async () => {
    await expect(checkNode(join(root, 'node_modules/node/bin/node'))).resolves.toBeUndefined()
  },
)

it('any other program is not packed, nor one for a system whose checksum nobody knows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'node-binaries-'))
  const program = join(folder, 'node')
  writeFileSync(program, 'another')
  await expect(checkNode(program, 'linux-x64')).rejects.toThrow('its checksum is another')
  await expect(checkNode(program, 'aix-ppc64')).rejects.toThrow('add it to node-binaries.ts')
  rmSync(folder, { recursive: true })
})
