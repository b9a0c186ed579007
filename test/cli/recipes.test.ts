import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, root } from './cli-process.ts'

const recipes = join(root, 'docs/recipes')
const read = (name: string) => readFileSync(join(recipes, name), 'utf8')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recipes-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('recipes', () => {
  it('call the command line as it is: nothing is missing but the configuration', async () => {
    const files = readdirSync(recipes)
    const calls = files.flatMap((file) =>
      [
        ...plain(read(file)).matchAll(
          /gazelle-keeper(?:\.cjs)? (check|watch|doctor)((?: --[a-z]+(?: "?[^-\s"<`][^\s"<`]*"?)?)*)/g,
        ),
      ].map((match) =>
        [match[1] ?? '', ...(match[2] ?? '').trim().replaceAll('"', '').split(' ')].filter((word) => word !== ''),
      ),
    )
    expect(calls.length).toBeGreaterThanOrEqual(files.length)
    for (const args of calls) {
      const { code, stderr } = await cli(args, { env: { PATH: process.env['PATH'], HOME: folder }, cwd: folder })
      expect({ args, code, stderr }).toMatchObject({ code: 5 })
    }
  })

  /** The words of a property list, one after the other. */
  const plain = (text: string) => text.replace(/<\/string>\s*<string>/g, ' ').replaceAll('/usr/local/bin/', '')

  it('systemd understands its units', () => {
    const program = join(folder, 'gazelle-keeper')
    writeFileSync(program, '#!/bin/sh\n')
    chmodSync(program, 0o755)
    const units = ['gazelle-keeper.service', 'gazelle-keeper-check.service', 'gazelle-keeper-check.timer']
    for (const unit of units) {
      writeFileSync(join(folder, unit), read(unit).replace('/usr/local/bin/gazelle-keeper', program))
    }
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], {
      cwd: folder,
      encoding: 'utf8',
    })
    // Units of this computer that are wrong are none of ours.
    const complaints = stderr.split('\n').filter((line) => line.includes('gazelle-keeper'))
    expect({ status, complaints }).toEqual({ status: 0, complaints: [] })
  })

  it('launchd’s property list and Windows’ task are well-formed, and run every quarter of an hour', () => {
    const list = python(
      'import json,plistlib,sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))',
      'io.github.gazellekeeper.check.plist',
    )
    expect(list).toMatchObject({ Label: 'io.github.gazellekeeper.check', StartInterval: 900, RunAtLoad: true })
    const task = python(
      'import json,sys,xml.etree.ElementTree as t; print(json.dumps({e.tag.split("}")[1]: e.text for e in t.parse(sys.argv[1]).iter()}))',
      'gazelle-keeper-check.xml',
    )
    expect(task).toMatchObject({ Interval: 'PT15M', Command: 'cmd.exe' })
  })

  const python = (code: string, file: string): unknown =>
    JSON.parse(execFileSync('python3', ['-c', code, join(recipes, file)], { encoding: 'utf8' }))

  it('Docker’s command is a shell’s', () => {
    execFileSync('sh', ['-n', join(recipes, 'docker.sh')])
  })
})
