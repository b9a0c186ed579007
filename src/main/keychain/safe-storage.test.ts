import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeychainAnswer } from './keychain.ts'

// What Electron's `safeStorage` answers on each system, as its source says (decision 26): the real one of other systems is not here.

const plain = (text: string) => Buffer.from(`v11${text}`)
const textIn = (sealed: Buffer) => {
  if (sealed.subarray(0, 3).toString() !== 'v11') throw new Error('Error while decrypting the ciphertext.')
  return sealed.subarray(3).toString()
}
const base64 = (bytes: Buffer) => bytes.toString('base64')

/** Electron 42 and newer. */
const asynchronous = {
  encryptStringAsync: async (text: string) => plain(text),
  decryptStringAsync: async (sealed: Buffer) => ({ result: textIn(sealed), shouldReEncrypt: false }),
}
/** Electron 41 and older. */
const synchronous = {
  isEncryptionAvailable: () => true,
  encryptString: plain,
  decryptString: textIn,
}

async function ask(safeStorage: object, platform: NodeJS.Platform, sealed: string[] = []): Promise<KeychainAnswer> {
  vi.resetModules()
  vi.doMock('electron', () => ({ safeStorage }))
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
  const { askSafeStorage } = await import('./safe-storage.ts')
  return await askSafeStorage({ sealed, fresh: 'the key' })
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.doUnmock('electron')
})

describe.each([
  ['asynchronous', asynchronous],
  ['synchronous', synchronous],
] as const)('the %s half of safeStorage', (half, safeStorage) => {
  const refuses = () => {
    throw new Error('temporarily unavailable')
  }
  const deny = half === 'asynchronous' ? { encryptStringAsync: async () => refuses() } : { encryptString: refuses }

  it.each(['linux', 'darwin', 'win32'] as const)('opens what is its own on %s, and seals', async (platform) => {
    const sealed = [base64(plain('a')), base64(Buffer.from('another’s')), base64(plain('é'))]
    expect(await ask(safeStorage, platform, sealed)).toEqual({
      opened: ['a', null, 'é'],
      sealed: base64(plain('the key')),
    })
  })

  it('counts nonsense as not opened, which a wrong key makes once in 256 times', async () => {
    const sealed = ['\u0001\u0002', '\ufffd', 'line\nline'].map((text) => base64(plain(text)))
    expect((await ask(safeStorage, 'linux', sealed)).opened).toEqual([null, null, 'line\nline'])
  })

  it.each([
    ['darwin', 'denied'],
    ['win32', 'gone'],
    ['linux', 'gone'],
  ] as const)('that seals nothing on %s says that the keychain is %s', async (platform, why) => {
    await expect(ask({ ...safeStorage, ...deny }, platform)).rejects.toMatchObject({ why })
  })
})

it.each([
  ['darwin', 'denied'],
  ['linux', 'gone'],
] as const)('the synchronous half that is not available on %s says that the keychain is %s', async (platform, why) => {
  await expect(ask({ ...synchronous, isEncryptionAvailable: () => false }, platform)).rejects.toMatchObject({ why })
})

it('on Linux a seal that everybody can open is none', async () => {
  const known = { ...asynchronous, encryptStringAsync: async (text: string) => Buffer.from(`v10${text}`) }
  await expect(ask(known, 'linux')).rejects.toMatchObject({ why: 'gone' })
  // On the others the mark is that of their own keychain.
  expect(await ask(known, 'darwin')).toMatchObject({ sealed: base64(Buffer.from('v10the key')) })
  expect(await ask(known, 'win32')).toMatchObject({ sealed: base64(Buffer.from('v10the key')) })
})
