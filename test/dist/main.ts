import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { build } from '../../scripts/build.ts'
import { buildCli } from '../../scripts/cli/build.ts'
import { quick } from '../../scripts/dist/archiving.ts'
import { sourceDateEpoch } from '../../scripts/dist/epoch.ts'
import { distForLinux } from '../../scripts/dist/linux/index.ts'
import { packageNames } from '../../scripts/dist/packages.ts'
import { runTool } from '../../scripts/dist/run-tool.ts'
import { executableName } from '../../scripts/package/names.ts'
import { resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { ensureSystem, ensureTools } from '../../scripts/system/ensure-system.ts'
import { distTestTools, distTools } from '../../scripts/system/parts.ts'
import { appId, desktopEntryName } from '../../src/shared/app-id.ts'
import { type Person, startAs, withPerson } from './person.ts'
import { updateAppImage, updateDeb } from './update-by-feed.ts'

// `npm run test:dist`: makes the packages for Linux, looks at them with the tools of those who know, installs them by dpkg, starts the
// app as somebody who is not root, does the main job on the demo, and removes them; then runs what an rpm and an AppImage unpack to.
// It installs on this computer, and so it is not a part of `npm test`. The packages differ from those that people get in one file of
// the archive, which lets the test look at the app's pages (src/main/start/edition.ts), and are hardly compressed. With a folder as
// its argument it takes the packages that lie there.

const root = resolve(import.meta.dirname, '../..')

/** What lintian says because the test's packages are not compressed. */
const unpackedTags = 'uses-no-compression-for-control-tarball,uses-no-compression-for-data-tarball'

async function step(what: string, look: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  const said = await look()
  console.log(`✓ ${what} (${Math.round((performance.now() - start) / 1000)} s)`)
  if (Array.isArray(said)) for (const line of said) console.log(`    ${line}`)
}

async function main(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'npm run test:dist installs packages with dpkg: run it as root, on a Linux with dpkg that may be spoilt.',
    )
  const runtime = await resolveElectron({ say: console.log })
  ensureSystem('start', runtime.executablePath, console.log)
  ensureTools([...distTools, ...distTestTools], console.log)
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-test-dist-'))
  try {
    let out = process.argv[2]
    if (out === undefined) {
      out = join(work, 'dist')
      await build(root)
      await buildCli(root)
      const edition = { takesAnySwitch: true, takesAnyElectron: true, project: root }
      const formats = ['deb', 'rpm', 'appimage'] as const
      await distForLinux({
        root,
        runtime,
        out,
        formats,
        edition,
        epoch: sourceDateEpoch(root),
        strength: quick,
        say: console.log,
      })
    }
    await runTool('chmod', ['755', work])
    await checkAll(out, work)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function checkAll(out: string, work: string): Promise<void> {
  const files = (await readdir(out)).map((file) => join(out, file))
  const named = (start: string, ending: string) => {
    const file = files.find((each) => basename(each).startsWith(start) && each.endsWith(ending))
    assert.ok(file, `There is no ${start}…${ending} in ${out}.`)
    return file
  }
  const debs = [named(`${packageNames.app}_`, '.deb'), named(`${packageNames.commandLine}_`, '.deb')]

  await step('everybody may read all of it, and Chromium’s helper is root’s', async () => {
    for (const deb of debs) {
      const lines = (await runTool('dpkg-deb', ['--contents', deb])).trim().split('\n')
      assert.deepEqual(
        lines.filter((line) => !/^([-d]r.xr.xr.x|-rwsr-xr-x|-rw-r--r--|l\S+) root\/root /.test(line)),
        [],
      )
    }
    const helper = (await runTool('dpkg-deb', ['--contents', debs[0] ?? '']))
      .split('\n')
      .filter((line) => line.startsWith('-rws'))
    assert.match(helper.join(), /^-rwsr-xr-x root\/root .*\/chrome-sandbox$/)
  })

  const before = new Set(await systemFiles())
  try {
    await step('dpkg installs it', () => runTool('dpkg', ['-i', ...debs]))
    await step('the system’s tools take its desktop entry and its metadata', async () => {
      await runTool('desktop-file-validate', [`/usr/share/applications/${desktopEntryName}`])
      await runTool('appstreamcli', ['validate', '--no-net', `/usr/share/metainfo/${appId}.metainfo.xml`])
    })
    await withPerson(async (person) => {
      await step('the command line is on PATH, with its manual and its completion', () => lookAtCommandLine(person))
      await step('the app starts for somebody who is not root, and does the main job', () =>
        startAs(person, `/usr/bin/${packageNames.app}`, 'job'),
      )
    })
    await step('a feed on this computer updates it, and an older version does not', () =>
      updateDeb(debs[0] ?? '', `/usr/lib/${packageNames.app}/${executableName}`, work),
    )
  } finally {
    await step('dpkg removes it', () => runTool('dpkg', ['--purge', ...Object.values(packageNames)]))
  }
  await step('nothing is left of it', async () => {
    assert.deepEqual(
      (await systemFiles()).filter((file) => !before.has(file)),
      [],
    )
  })

  await step('the rpms are unpacked, and run', async () => {
    const folder = join(work, 'rpm')
    await mkdir(folder)
    for (const name of Object.values(packageNames)) {
      const rpm = named(`${name}-${manifest.version}`, '.rpm')
      await runTool('sh', ['-c', `rpm2cpio "$1" | cpio -idm --quiet`, 'sh', rpm], {}, folder)
    }
    const version = await runTool(join(folder, 'usr/bin', packageNames.commandLine), ['--version'])
    assert.equal(version.trim(), manifest.version)
    let seen: string[] = []
    await withPerson(async (person) => {
      seen = await startAs(person, join(folder, 'usr/bin', packageNames.app), 'look')
    })
    return seen
  })
  await step('a feed updates an AppImage under the name that it has', () =>
    updateAppImage(named(packageNames.app, '.AppImage'), work),
  )
  await step('the AppImage is extracted, and runs', async () => {
    const image = named(packageNames.app, '.AppImage')
    const folder = join(work, 'appimage')
    await mkdir(folder)
    await runTool(image, ['--appimage-extract'], {}, folder)
    let seen: string[] = []
    await withPerson(async (person) => {
      seen = await startAs(person, join(folder, 'squashfs-root/AppRun'), 'look')
    })
    return seen
  })
  await step('lintian finds no error', async () => {
    const said = await runTool('lintian', [
      '--allow-root',
      '--fail-on',
      'error',
      '--tag-display-limit',
      '0',
      '--suppress-tags',
      unpackedTags,
      ...debs,
    ])
    return said.trim().split('\n').slice(-12)
  })
}

async function lookAtCommandLine(person: Person): Promise<void> {
  const { commandLine: name } = packageNames
  assert.equal((await person.run(name, ['--version'])).trim(), manifest.version)
  await assert.rejects(person.run(name, ['status']), /\(5\)/)
  assert.match(await person.run('man', ['-w', name]), /gazelle-keeper\.1\.gz/)
  const completed = await person.run('bash', [
    '-c',
    `. /usr/share/bash-completion/completions/${name} && complete -p ${name}`,
  ])
  assert.match(completed, /gazelle-keeper/)
  const notices = await readFile(`/usr/share/doc/${name}/copyright`, 'utf8')
  assert.match(notices, /Expat/)
}

/** Every file of the system, without those that tools write by themselves when any package is installed. */
async function systemFiles(): Promise<string[]> {
  const found = await runTool('find', ['/usr', '/etc', '/opt', '/var/lib/dpkg/info', '/root/.config', '-xdev'])
  return found.split('\n').filter((file) => !/\/(mimeinfo\.cache|icon-theme\.cache|__pycache__.*)$/.test(file))
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
