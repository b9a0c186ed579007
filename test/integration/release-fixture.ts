import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runTool } from '../../scripts/dist/run-tool.ts'

/** Makes a key, as the owner of a release does once, and gives its secret part and its public part in ASCII. */
export async function newKey(passphrase = '', kind = 'rsa2048'): Promise<{ secret: string; open: string }> {
  const home = await mkdtemp(join(tmpdir(), 'gk-new-'))
  const quietly = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', passphrase]
  const gpg = (...args: string[]) => runTool('gpg', [...quietly, ...args], { GNUPGHOME: home })
  try {
    await gpg('--quick-generate-key', 'A release <release@example.com>', kind, 'sign', 'never')
    return { secret: await gpg('--armor', '--export-secret-keys'), open: await gpg('--armor', '--export') }
  } finally {
    await runTool('gpgconf', ['--kill', 'all'], { GNUPGHOME: home })
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Makes a Debian package with one file, and gives its file. */
export async function smallDeb(folder: string, name: string, version = '1.0.0'): Promise<string> {
  const tree = join(folder, `${name}-tree`)
  await mkdir(join(tree, 'DEBIAN'), { recursive: true })
  await mkdir(join(tree, `usr/share/${name}`), { recursive: true })
  await writeFile(join(tree, `usr/share/${name}/word`), `The word of ${name}.\n`)
  const fields = { Package: name, Version: version, Architecture: 'amd64', Maintainer: 'A <a@example.com>' }
  const control = Object.entries({ ...fields, Description: 'small' }).map(([field, value]) => `${field}: ${value}\n`)
  await writeFile(join(tree, 'DEBIAN/control'), control.join(''))
  const file = join(folder, `${name}_${version}_amd64.deb`)
  await runTool('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, file])
  await rm(tree, { recursive: true })
  return file
}

/** Makes an rpm without files, and gives its file. */
export async function smallRpm(folder: string, name: string, version = '1.0.0'): Promise<string> {
  const spec = join(folder, `${name}.spec`)
  const head = { Name: name, Version: version, Release: '1', Summary: 'small', License: 'MIT' }
  const lines = Object.entries(head).map(([field, value]) => `${field}: ${value}\n`)
  await writeFile(spec, `${lines.join('')}\n%description\nSmall.\n\n%files\n`)
  const top = join(folder, `${name}-top`)
  await runTool('rpmbuild', [
    '-bb',
    '--target',
    'x86_64',
    '--define',
    `_topdir ${top}`,
    '--define',
    `_rpmdir ${folder}`,
    '--define',
    '_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm',
    spec,
  ])
  await rm(top, { recursive: true, force: true })
  await rm(spec)
  return join(folder, `${name}-${version}-1.x86_64.rpm`)
}

/** Hands out a folder as a web server does, until `close`. */
export async function handOut(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const file = join(folder, decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname))
    if (!existsSync(file)) response.writeHead(404).end()
    else createReadStream(file).pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * apt as on somebody's computer who has added this repository by its key, as docs/release.md says, with lists of its own. Gives what runs
 * its commands.
 */
export async function aptWith(url: string, publicKey: string, folder: string) {
  for (const name of ['lists/partial', 'archives/partial', 'sources'])
    await mkdir(join(folder, name), { recursive: true })
  const keyFile = join(folder, 'gazelle-keeper.asc')
  await writeFile(keyFile, publicKey)
  const page = await readFile(resolve(import.meta.dirname, '../../docs/release.md'), 'utf8')
  const [, source = ''] = /# \/etc\/apt\/sources\.list\.d\/gazelle-keeper\.sources\n((?: {4}\S.*\n)+)/.exec(page) ?? []
  await writeFile(
    join(folder, 'sources/gazelle-keeper.sources'),
    source
      .replace(/^ {4}/gm, '')
      .replace('https://WHERE/apt', url)
      .replace(/^(Signed-By): .*/m, `$1: ${keyFile}`),
  )
  await writeFile(join(folder, 'status'), '')
  const settings = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(folder, 'sources'),
    'Dir::Etc::Trusted': '/dev/null',
    'Dir::Etc::TrustedParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': folder,
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '0',
    'Acquire::http::Proxy': 'false',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return (program: 'apt-get' | 'apt-cache', ...args: string[]) => runTool(program, [...options, ...args], {}, folder)
}

/** Changes one byte of a file. */
export async function spoil(file: string, at = -1): Promise<void> {
  const bytes = await readFile(file)
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  await writeFile(file, bytes)
}
