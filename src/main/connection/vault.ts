import { Observed } from '../../core/base/observed.ts'
import type { Seal } from '../../node/sealed.ts'
import type { SecretKeeping, SecretsTrouble } from '../../shared/snapshot.ts'
import { type Keychain, KeychainClosed } from '../keychain/keychain.ts'
import type { Disk } from '../system/disk.ts'
import { type FoundSecrets, findSecrets, isAnothers } from './found-secrets.ts'
import { keyName, mergeSecrets, openOwn, sealOf, sealOwn } from './sealed-secrets.ts'
import type { SealedContent, SealedFile, SecretFiles } from './secret-files.ts'

export interface VaultState {
  readonly keeping: SecretKeeping
  /** Why kept secrets cannot be read; null if they can, or none were kept, or a person enters them anew. */
  readonly unread: SecretsTrouble | null
  /** The names of the unreadable secrets, as far as known. */
  readonly names: readonly string[]
  /** Whether the keychain is being asked on a person's wish. */
  readonly isAsking: boolean
}

/** Secrets as they were: those that could be read, in clear, and what lay aside, sealed as it was. */
export interface SecretsCopy {
  readonly read: ReadonlyMap<string, string>
  readonly aside: readonly SealedFile[]
}

export interface VaultOptions {
  readonly files: SecretFiles
  readonly disk: Disk
  readonly keychain: Keychain
  /** Whether something that needs a secret was set up before. */
  readonly expectsSecrets: () => boolean
}

const againMilliseconds = { first: 10_000, last: 10 * 60_000 }

/**
 * The secrets that must outlive the app, sealed by a key that the system's keychain seals. While the keychain is closed, new
 * secrets are kept in memory, and the disk stays unchanged; both are merged when it opens. Secrets that no keychain opens are put
 * aside, and read when their keychain is back. Only the promises here wait for the keychain.
 */
export class Vault {
  readonly state: Observed<VaultState>
  /** Called and awaited before `get` starts to return other values: nobody must hold on to the earlier ones. */
  beforeChange: () => Promise<void> = async () => undefined
  readonly #options: VaultOptions
  #seal: Seal | null = null
  #content: SealedContent = {}
  /** The secrets set or forgotten (null) while the keychain was closed. */
  #memory = new Map<string, string | null>()
  /** Whether a person enters the unreadable secrets anew. */
  #isAnew = false
  /** The keychain is open, but what lies on disk is another's. */
  #other: FoundSecrets | null = null
  /** Something in the file cannot be read: it goes aside before the file is written over. */
  #isAsideDue = false
  #asking: Promise<void> | null = null
  /** Files put aside whose secrets move to the file in use at the next write. */
  #readAside: readonly string[] = []

  constructor(options: VaultOptions) {
    this.#options = options
    this.state = new Observed<VaultState>({ keeping: 'memory', unread: null, names: [], isAsking: false })
  }

  get keeping(): SecretKeeping {
    return this.state.value.keeping
  }

  /** Whether nothing would be lost if the app ended now. */
  get isForgettable(): boolean {
    return this.#seal !== null || this.#memory.size === 0
  }

  /** The secret of that name, or null if there is none, or it cannot be read now. */
  get(name: string): string | null {
    if (this.#seal === null) return this.#memory.get(name) ?? null
    const sealed = this.#content[name]
    return sealed === undefined ? null : openOwn(this.#seal, sealed)
  }

  /** Whether a secret of that name lies on disk that cannot be read now; false once a person enters all anew. */
  isUnread(name: string): boolean {
    const { unread, names } = this.state.value
    return unread !== null && names.includes(name)
  }

  /**
   * Keeps a secret, in memory at once. Returns whether it is as safe as it can be now: false if the disk does not take it yet,
   * which is tried again. Never throws.
   */
  set(name: string, secret: string): boolean {
    if (this.#seal !== null) return this.#write({ ...this.#content, [name]: sealOwn(this.#seal, secret) })
    this.#memory.set(name, secret)
    return true
  }

  forget(name: string): void {
    if (this.#seal === null) this.#memory.set(name, null)
    else if (name in this.#content) {
      const { [name]: _, ...others } = this.#content
      this.#write(others)
    }
  }

  /** As `forget`, but on a person's wish: removes an unreadable secret from the disk too, as soon as possible. */
  erase(name: string): void {
    this.forget(name)
    this.#takeOffDisk(name)
  }

  /** The names of all kept secrets, including unreadable ones. Never throws. */
  get names(): readonly string[] {
    const names = [...Object.keys(this.#content), ...this.#memory.keys(), ...namesIn(this.#options.files)]
    return [...new Set(names)].filter((name) => name !== keyName)
  }

  /** As `erase`, for all names that `isMeant` accepts, in the files put aside too. */
  eraseEverywhere(isMeant: (name: string) => boolean): void {
    for (const name of this.names.filter(isMeant)) this.erase(name)
    const { files, disk } = this.#options
    const what = 'secrets put aside'
    try {
      files.eraseAside(isMeant)
      disk.succeeded(what)
    } catch (error) {
      disk.failed(what, error, () => this.eraseEverywhere(isMeant))
    }
  }

  /** A copy of the secrets of these names, also of those put aside. It holds secrets: it stays in memory. Never throws. */
  copyOf(isMeant: (name: string) => boolean): SecretsCopy {
    const read = this.names.filter(isMeant).flatMap((name): [string, string][] => {
      const secret = this.get(name)
      return secret === null ? [] : [[name, secret]]
    })
    return { read: new Map(read), aside: this.#options.files.copyAside(isMeant) }
  }

  /** Puts back what was erased since the copy was made; a newer secret of the same name stays. Never throws. */
  putBack({ read, aside }: SecretsCopy): void {
    const { files, disk } = this.#options
    for (const [name, secret] of read) {
      disk.succeeded(`secrets: ${name}`)
      if (this.get(name) === null) this.set(name, secret)
    }
    const what = 'secrets put aside'
    try {
      files.putBackAside(aside)
      disk.succeeded(what)
    } catch (error) {
      disk.failed(what, error, () => this.putBack({ read: new Map(), aside }))
    }
  }

  /** If the keychain is open, a forgotten secret is not in the file any more. */
  #takeOffDisk(name: string): void {
    const { files, disk } = this.#options
    const what = `secrets: ${name}`
    try {
      const { [name]: sealed, ...others } = this.#seal === null ? files.current() : {}
      if (sealed !== undefined) files.write(others)
      disk.succeeded(what)
      if (sealed === undefined) return
    } catch (error) {
      disk.failed(what, error, () => this.#takeOffDisk(name))
      return
    }
    this.#tell(this.state.value.unread)
    // The keychain's answer was about the earlier file.
    if (this.#other !== null) void this.open(false)
  }

  /** Asks the keychain. `isAsked`: a person wants it, and may be asked to unlock it. Never rejects. */
  open(isAsked: boolean): Promise<void> {
    const earlier = this.#asking
    if (earlier !== null && (!isAsked || this.state.value.isAsking)) return earlier
    if (isAsked) this.state.set({ ...this.state.value, isAsking: true })
    const asking = (earlier ?? Promise.resolve())
      .then(() => (this.#seal === null ? this.#open(isAsked) : this.#tell(null)))
      .catch(() => this.#tell('denied'))
      .then(() => {
        if (isAsked) this.state.set({ ...this.state.value, isAsking: false })
        if (this.#asking === asking) this.#asking = null
      })
    this.#asking = asking
    return asking
  }

  /** Opens the vault as soon as the keychain opens. */
  listen(): void {
    let pause = againMilliseconds.first
    let timer: NodeJS.Timeout | undefined
    const tryAgain = async () => {
      clearTimeout(timer)
      if (this.#seal !== null) return
      await this.open(false)
      if (this.#seal !== null || this.#other !== null) return
      timer = setTimeout(tryAgain, pause)
      pause = Math.min(2 * pause, againMilliseconds.last)
    }
    this.#options.keychain.listen((why) => {
      clearTimeout(timer)
      if (why === null) void tryAgain()
      else if (this.#seal === null && this.#other === null) this.#tell(why)
    })
  }

  /**
   * Lets a person enter the unreadable secrets anew. If the keychain is open it seals them; else they stay in memory until it
   * opens. The unreadable ones are put aside then.
   */
  enterAnew(): void {
    this.#isAnew = true
    if (this.#seal === null && this.#other !== null) this.#adopt(this.#other)
    this.#tell(null)
  }

  async #open(isAsked: boolean): Promise<void> {
    const { files, keychain } = this.#options
    this.#other = null
    // As long as the system asks a person.
    if (this.state.value.unread === null) this.#tell('locked')
    let found: FoundSecrets
    try {
      found = await findSecrets(files, keychain, isAsked)
    } catch (error) {
      this.#tell(error instanceof KeychainClosed ? error.why : 'denied')
      return
    }
    if (isAnothers(found) && !this.#isAnew) {
      this.#other = found
      this.#tell('other')
      return
    }
    await this.beforeChange()
    this.#adopt(found)
    this.#tell(null)
  }

  /** Puts together what could be read and what is in memory, under a key of this keychain. */
  #adopt({ key, sealedKey, current, file, aside }: FoundSecrets): void {
    const read = aside.filter(({ opened }) => opened.secrets.size > 0)
    const secrets = mergeSecrets(this.#memory, file.secrets, ...read.map(({ opened }) => opened.secrets))
    const seal = file.seal ?? sealOf(key)
    if (seal === null) throw new TypeError('A new key is a key.')
    const isNews = this.#memory.size > 0 || read.length > 0 || file.isPart || file.seal === null
    const ownKey = file.seal === null ? undefined : current[keyName]
    const sealed = [...secrets].map(([name, secret]): [string, string] => [name, sealOwn(seal, secret)])
    const content = { [keyName]: ownKey ?? sealedKey, ...(isNews ? Object.fromEntries(sealed) : current) }
    this.#seal = seal
    this.#content = content
    this.#memory.clear()
    this.#other = null
    this.#isAsideDue = file.isPart
    if (!isNews || (secrets.size === 0 && !file.isPart)) return
    this.#readAside = read.filter(({ opened }) => !opened.isPart).map(({ name }) => name)
    this.#write(content)
  }

  #write(content: SealedContent): boolean {
    this.#content = content
    return this.#save()
  }

  /** If the disk takes nothing the files stay as they are, and this is tried again. */
  #save(): boolean {
    const { files, disk } = this.#options
    try {
      if (this.#isAsideDue) files.putAside()
      this.#isAsideDue = false
      files.write(this.#content)
    } catch (error) {
      disk.failed('secrets', error, () => this.#save())
      return false
    }
    disk.succeeded('secrets')
    for (const name of this.#readAside) files.remove(name)
    this.#readAside = []
    return true
  }

  #tell(why: SecretsTrouble | null): void {
    const { expectsSecrets, files } = this.#options
    const isOpen = this.#seal !== null
    const names = isOpen ? [] : namesIn(files)
    const isLost = names.length === 0 && expectsSecrets()
    const reason = names.length > 0 ? why : isLost ? 'lost' : null
    const keeping = isOpen ? 'keychain' : 'memory'
    this.state.set({ ...this.state.value, keeping, unread: this.#isAnew ? null : reason, names })
  }
}

function namesIn(files: SecretFiles): string[] {
  try {
    return Object.keys(files.current()).filter((name) => name !== keyName)
  } catch {
    return []
  }
}
