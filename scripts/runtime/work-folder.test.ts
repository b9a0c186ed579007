import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeWorkFolder } from './work-folder.ts'

test('removes what a killed process left, and nothing that is in use', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'work-folder-'))
  try {
    const abandoned = await makeWorkFolder(parent)
    const inUse = await makeWorkFolder(parent)
    const finished = join(parent, 'finished')
    await mkdir(finished)
    const twoHoursAgo = new Date(Date.now() - 7_200_000)
    for (const folder of [abandoned, finished]) await utimes(folder, twoHoursAgo, twoHoursAgo)

    const made = await makeWorkFolder(parent)
    expect(await readdir(made)).toEqual([])
    expect([abandoned, inUse, finished].map((folder) => existsSync(folder))).toEqual([false, true, true])
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
