import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { mutants } from './mutants/list.ts'
import { type Mutant, mutate } from './mutants/mutate.ts'

// npm run sim:mutants -- [runs [words of a name]]: removes each safeguard in turn, in a copy, and shows that the simulation
// notices. Exits with 1 if one goes unnoticed. Some take a few hundred thousand scenarios.

const root = resolve(import.meta.dirname, '../..')
const copies = join(root, 'out/mutants')
const runs = process.argv[2] ?? '400000'
const chosen = mutants.filter(({ name }) => name.includes(process.argv[3] ?? ''))

function isNoticed(mutant: Mutant, index: number): boolean {
  const { name, file } = mutant
  const copy = join(copies, String(index))
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const folder of ['src/core', 'src/node', 'test/sim'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true })
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(copy, file), mutate(readFileSync(join(root, file), 'utf8'), mutant))
  const args = [join(copy, 'test/sim/long.ts'), '--runs', runs, '--seed', '1', '--fresh', '--quiet']
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const noticed = status === 1 && /chunk \d+: \{/.test(stderr)
  const how = noticed ? `noticed: ${stderr.trim().split('\n').slice(1).join('; ')}` : 'NOT NOTICED'
  console.log(`${name}\n  ${how}`)
  if (status !== 0 && !noticed) console.log(stderr)
  return noticed
}

const unnoticed = chosen.filter((mutant) => !isNoticed(mutant, mutants.indexOf(mutant)))
rmSync(copies, { recursive: true, force: true })
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} noticed`)
process.exitCode = unnoticed.length === 0 ? 0 : 1
