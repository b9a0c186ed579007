import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { runTool } from '../../scripts/dist/run-tool.ts'
import { makeAptRepository } from '../../scripts/release/apt-repository.ts'
import { makeRpmRepository } from '../../scripts/release/rpm-repository.ts'
import { keyVariables, withSigningKey } from '../../scripts/release/signing-key.ts'
import { aptWith, handOut, newKey, smallDeb, smallRpm, spoil } from './release-fixture.ts'

const epoch = 1_796_000_000

describe.runIf(process.platform === 'linux')('a release’s repositories', () => {
  let work = ''
  let ours: { secret: string; open: string }
  let others: { secret: string; open: string }
  const withKey = (secret: string) => ({ ...process.env, [keyVariables.key]: secret })

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-repository-'))
    ours = await newKey()
    others = await newKey('', 'ed25519')
    const debs = [await smallDeb(work, 'gazelle-keeper'), await smallDeb(work, 'gazelle-keeper-app')]
    const rpms = [await smallRpm(work, 'gazelle-keeper'), await smallRpm(work, 'gazelle-keeper-app')]
    await withSigningKey(withKey(ours.secret), async (key) => {
      await makeAptRepository(debs, join(work, 'apt'), key, epoch)
      for (const rpm of rpms) await key.signRpm(rpm)
      await makeRpmRepository(rpms, join(work, 'rpm'), key, epoch)
    })
  })
  afterAll(() => rm(work, { recursive: true, force: true }))

  /** Tries what apt makes of the repository once something was done to it, on a computer with this key. */
  async function tryApt<T>(
    publicKey: string,
    change: (folder: string) => Promise<unknown>,
    use: (apt: Awaited<ReturnType<typeof aptWith>>, folder: string) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(work, 'try-'))
    await cp(join(work, 'apt'), join(folder, 'repository'), { recursive: true })
    await change(join(folder, 'repository'))
    const server = await handOut(join(folder, 'repository'))
    try {
      return await use(await aptWith(server.url, publicKey, join(folder, 'apt')), join(folder, 'apt'))
    } finally {
      await server.close()
    }
  }
  const asItIs = async () => {}

  it('are taken by apt, with the packages as they were', async () => {
    await tryApt(ours.open, asItIs, async (apt, folder) => {
      expect(await apt('apt-get', 'update')).not.toMatch(/^[WE]:/m)
      expect(await apt('apt-cache', 'policy', 'gazelle-keeper-app')).toMatch(/Candidate: 1\.0\.0/)
      await apt('apt-get', 'download', 'gazelle-keeper')
      const [fetched = ''] = (await readdir(folder)).filter((name) => name.endsWith('.deb'))
      const made = await readFile(join(work, 'gazelle-keeper_1.0.0_amd64.deb'))
      expect((await readFile(join(folder, fetched))).equals(made)).toBe(true)
    })
  })

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['the signed list is changed', (folder) => spoil(join(folder, 'dists/stable/InRelease'), 80)],
    [
      'the list of packages is changed',
      async (folder) => {
        const list = join(folder, 'dists/stable/main/binary-amd64/Packages')
        await writeFile(list, (await readFile(list, 'utf8')).replaceAll('1.0.0', '9.9.9'))
        await rm(`${list}.gz`)
      },
    ],
    [
      'the signature is taken away',
      async (folder) => {
        await rm(join(folder, 'dists/stable/InRelease'))
        await rm(join(folder, 'dists/stable/Release.gpg'))
      },
    ],
    [
      'somebody else has signed it',
      (folder) =>
        withSigningKey(withKey(others.secret), async (key) => {
          const debs = (await readdir(join(folder, 'pool/main'))).map((name) => join(folder, 'pool/main', name))
          await makeAptRepository(debs, join(folder, 'other'), key, epoch)
          await cp(join(folder, 'other/dists'), join(folder, 'dists'), { recursive: true })
        }),
    ],
  ])('are rejected by apt where %s', async (_, change) => {
    await tryApt(ours.open, change, async (apt) => {
      await expect(apt('apt-get', 'update')).rejects.toThrow(/sign|hash|size/i)
    })
  })

  it('bring no package that was changed', async () => {
    const change = (folder: string) => spoil(join(folder, 'pool/main/gazelle-keeper_1.0.0_amd64.deb'), 200)
    await tryApt(ours.open, change, async (apt) => {
      await apt('apt-get', 'update')
      await expect(apt('apt-get', 'download', 'gazelle-keeper')).rejects.toThrow(/Hash Sum mismatch/)
    })
  })

  it('hold rpms that rpm takes from those who have the key, and from nobody else, and unchanged alone', async () => {
    const folder = await mkdtemp(join(work, 'try-'))
    const keyFile = join(work, 'rpm/gazelle-keeper.asc')
    const rpm = join(folder, 'one.rpm')
    await cp(join(work, 'rpm/gazelle-keeper-1.0.0-1.x86_64.rpm'), rpm)
    const rpmkeys = (...args: string[]) => runTool('rpmkeys', ['--dbpath', join(folder, 'db'), ...args])
    await expect(rpmkeys('--checksig', rpm)).rejects.toThrow(/SIGNATURES NOT OK/)
    await rpmkeys('--import', keyFile)
    expect(await rpmkeys('--checksig', rpm)).toMatch(/digests signatures OK/)
    await spoil(rpm)
    await expect(rpmkeys('--checksig', rpm)).rejects.toThrow(/NOT OK/)
  })

  it('have a signed list of the rpms, by what they are with their signatures', async () => {
    const folder = join(work, 'rpm')
    const repodata = join(folder, 'repodata')
    const list = join(repodata, 'repomd.xml')
    const ring = join(work, 'ring.gpg')
    await withSigningKey(withKey(ours.secret), (key) => key.writePublic(ring, 'bytes'))
    await runTool('gpgv', ['--keyring', ring, `${list}.asc`, list])
    const [primary = ''] = (await readdir(repodata)).filter((name) => name.endsWith('-primary.xml.gz'))
    const names = await runTool('zcat', [join(repodata, primary)])
    expect(await readFile(list, 'utf8')).toContain(primary)
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.rpm'))) {
      const [sum] = (await runTool('sha256sum', [join(folder, file)])).split(' ')
      expect(names).toContain(sum)
      expect(names).toContain(basename(file))
    }
    await spoil(list, 60)
    await expect(runTool('gpgv', ['--keyring', ring, `${list}.asc`, list])).rejects.toThrow(/BAD signature/)
  })
})

describe.runIf(process.platform === 'linux')('a release’s key', () => {
  it('signs with its passphrase, and leaves nothing behind', async () => {
    const { secret } = await newKey('a word', 'ed25519')
    const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-key-'))
    const env = { [keyVariables.key]: secret, [keyVariables.passphrase]: 'a word' }
    const file = join(work, 'file')
    await writeFile(file, 'Text.\n')
    // Another file’s test may be signing at this moment: this one looks into a folder of its own.
    const own = await mkdtemp(join(tmpdir(), 'gk-'))
    vi.stubEnv('TMPDIR', own)
    onTestFinished(async () => {
      vi.unstubAllEnvs()
      await rm(own, { recursive: true })
    })
    await withSigningKey(env, async (key) => {
      expect(await readdir(own)).toEqual([expect.stringMatching(/^gk-keys-/)])
      expect(key.fingerprint).toMatch(/^[0-9A-F]{40}$/)
      await key.sign(file)
      await key.writePublic(join(work, 'ring'), 'bytes')
    })
    expect(await readdir(own)).toEqual([])
    await runTool('gpgv', ['--keyring', join(work, 'ring'), `${file}.asc`, file])
    await expect(withSigningKey({ ...env, [keyVariables.passphrase]: 'no' }, (key) => key.sign(file))).rejects.toThrow(
      /[Bb]ad passphrase/,
    )
    await rm(work, { recursive: true })
  })

  it('has to be there, with its secret part', async () => {
    const use = async () => expect.unreachable()
    await expect(withSigningKey({}, use)).rejects.toThrow('Nothing is released without a signature.')
    const { open } = await newKey('', 'ed25519')
    await expect(withSigningKey({ [keyVariables.key]: open }, use)).rejects.toThrow('has no secret key')
    await expect(withSigningKey({ [keyVariables.key]: 'no key' }, use)).rejects.toThrow('gpg failed')
  })
})
