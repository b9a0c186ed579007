import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from '../dist/run-tool.ts'

/** The variables that hold the release's key, an OpenPGP key with its secret part in ASCII, and the passphrase if it has one. */
export const keyVariables = {
  key: 'GAZELLE_KEEPER_SIGNING_KEY',
  passphrase: 'GAZELLE_KEEPER_SIGNING_PASSPHRASE',
} as const

/** The release's key. It signs what apt, rpm and people check, by one program: none of them knows another kind of signature. */
export interface SigningKey {
  readonly fingerprint: string
  /** Writes the signature of a file beside it, as FILE.asc, or where `to` says. */
  sign(file: string, to?: string): Promise<void>
  /** Writes a text once more, with its signature around it. */
  signInline(file: string, to: string): Promise<void>
  signRpm(file: string): Promise<void>
  /** Writes the public part: in ASCII, or in bytes, as gpgv reads it. */
  writePublic(to: string, form: 'ascii' | 'bytes'): Promise<void>
}

/**
 * Takes the key from the variables into a keyring of its own, which is gone afterwards, and hands it on. Programs that it runs do not
 * get the variables. Rejects where there is none, or gpg does not take it.
 */
export async function withSigningKey<T>(env: NodeJS.ProcessEnv, use: (key: SigningKey) => Promise<T>): Promise<T> {
  const text = env[keyVariables.key]
  if (!text)
    throw new Error(
      `Nothing is released without a signature. Put the secret key in ${keyVariables.key}: gpg --armor --export-secret-keys KEY (docs/release.md).`,
    )
  // Short: the agent's socket lies in it.
  const home = await mkdtemp(join(tmpdir(), 'gk-keys-'))
  const own = { GNUPGHOME: home, [keyVariables.key]: undefined, [keyVariables.passphrase]: undefined }
  const secret = join(home, 'secret.asc')
  const passphrase = join(home, 'passphrase')
  const quietly = ['--batch', '--pinentry-mode', 'loopback', '--passphrase-file', passphrase]
  const gpg = (...args: string[]) => runTool('gpg', [...quietly, '--yes', ...args], own)
  try {
    await writeFile(passphrase, env[keyVariables.passphrase] ?? '', { mode: 0o600 })
    await writeFile(secret, text, { mode: 0o600 })
    await gpg('--import', secret)
    await rm(secret)
    const fingerprint = fingerprintIn(await gpg('--with-colons', '--list-secret-keys'))
    const by = ['--local-user', fingerprint, '--digest-algo', 'SHA512']
    return await use({
      fingerprint,
      async sign(file, to = `${file}.asc`) {
        await gpg(...by, '--armor', '--output', to, '--detach-sign', file)
      },
      async signInline(file, to) {
        await gpg(...by, '--output', to, '--clear-sign', file)
      },
      async signRpm(file) {
        const macros = {
          // rpm looks for no program on PATH.
          __gpg: (await runTool('sh', ['-c', 'command -v gpg'])).trim(),
          _gpg_name: fingerprint,
          _gpg_digest_algo: 'sha512',
          _gpg_sign_cmd_extra_args: quietly.join(' '),
        }
        const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`])
        await runTool('rpmsign', [...defines, '--addsign', file], own)
      },
      async writePublic(to, form) {
        await gpg(...(form === 'ascii' ? ['--armor'] : []), '--output', to, '--export', fingerprint)
      },
    })
  } finally {
    await runTool('gpgconf', ['--kill', 'all'], own).catch(() => {})
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The first key of gpg's list. Throws if there is none: a public key alone signs nothing. */
function fingerprintIn(list: string): string {
  const [, fingerprint] = /^sec:.*\n(?:(?!sec:).*\n)*?fpr:+([0-9A-F]{40,}):/m.exec(list) ?? []
  if (fingerprint === undefined)
    throw new Error(`${keyVariables.key} has no secret key: gpg --armor --export-secret-keys KEY gives one.`)
  return fingerprint
}
