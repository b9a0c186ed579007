import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { cliFixture } from './cli-fixture.ts'
import type { RunOptions } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()

/** A user whom the system does not know, as in many containers: not even the list of users has a home for it. */
const unknownUser = 54_321
/** The list of users gives this one a home that is not there. */
const nobody = 65_534

/** Whether this process may start what lies here as another user: it must be root, and the folders open to others. */
const canBeAnother = spawnSync(process.execPath, ['-e', ''], { uid: nobody, gid: nobody, cwd: '/' }).status === 0

/** The variables without those that say where things are kept, and `HOME` as told. */
function homeless(home?: string): NodeJS.ProcessEnv {
  const { HOME: _, XDG_STATE_HOME: __, ...env } = on.env
  return home === undefined ? env : { ...env, HOME: home }
}

/** Renews, looks, brings a token, runs a program: all of it works, from memory. */
async function expectAllToWork(options: Pick<RunOptions, 'env' | 'uid'>): Promise<void> {
  await on.issued(25)
  const run = async (args: readonly string[], input = '') => {
    const { code, signal, stdout, stderr } = await on.run(args, { ...options, input })
    expect({ args, code, signal, stderr }).toEqual({ args, code: 0, signal: null, stderr: '' })
    return stdout
  }
  expect(validated('check', await run(['check', '--json']))).toMatchObject({
    changes: [{ what: 'renewed' }, { what: 'saved' }],
  })
  expect(validated('status', await run(['status', '--json']))).toMatchObject({ written: { by: null } })
  await run(['doctor'])
  await run(['set'], on.sandbox.gazelle.grantPair().access_token)
  await run(['run', '--', process.execPath, '-e', 'process.exit(process.env.GAZELLE_ACCESS_TOKEN ? 0 : 1)'])
}

/** Without a configuration too, the looking for one ends well. */
async function expectToBeUnconfigured(options: Pick<RunOptions, 'env' | 'uid'>): Promise<void> {
  const { PATH, HOME } = options.env
  const env = HOME === undefined ? { PATH } : { PATH, HOME }
  const { code, stdout } = await on.run(['status', '--json'], { ...options, env })
  expect([code, validated('status', stdout)['failure']]).toEqual([5, { kind: 'configuration.nothing' }])
}

describe('without a home folder', () => {
  it.each([
    ['empty', ''],
    ['no absolute path', 'home'],
    ['a folder that is not there and cannot be made', '/dev/null/home'],
  ])('HOME is %s: everything works all the same', async (_what, home) => {
    await expectAllToWork({ env: homeless(home) })
    await expectToBeUnconfigured({ env: homeless(home) })
  })

  it.runIf(canBeAnother).each([
    ['has a home that is not there', nobody],
    ['is not known to the system', unknownUser],
  ])('there is no HOME, and the user %s: everything works all the same', async (_what, uid) => {
    await expectAllToWork({ env: homeless(), uid })
    await expectToBeUnconfigured({ env: homeless(), uid })
  })
})
