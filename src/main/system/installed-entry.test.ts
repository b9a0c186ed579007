import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { desktopEntryName } from '../../shared/app-id.ts'
import { linkEntry } from './desktop-entry.ts'
import { isInstalledForAll } from './installed-entry.ts'

let root: string
let env: NodeJS.ProcessEnv
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gazelle-keeper-installed-'))
  env = { XDG_DATA_DIRS: `relative:${join(root, 'local')}:${join(root, 'share')}` }
  await mkdir(join(root, 'share/applications'), { recursive: true })
})
afterEach(() => rm(root, { recursive: true, force: true }))

const install = (program: string) =>
  writeFile(join(root, 'share/applications', desktopEntryName), linkEntry('Keeper', [program], 'gazelle-keeper'))

it('is so where a desktop entry for everybody starts this program, also by a link to it', async () => {
  const program = join(root, 'gazelle-keeper-app')
  await writeFile(program, '')
  await symlink(program, join(root, 'on-path'))
  await install(join(root, 'on-path'))
  expect(await isInstalledForAll(desktopEntryName, program, env)).toBe(true)
})

it('is not so where there is no such entry, or it starts another copy of the app', async () => {
  expect(await isInstalledForAll(desktopEntryName, join(root, 'app'), env)).toBe(false)
  await install('/usr/bin/another')
  expect(await isInstalledForAll(desktopEntryName, join(root, 'app'), env)).toBe(false)
})
