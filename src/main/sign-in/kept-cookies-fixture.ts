import { EventEmitter } from 'node:events'
import type { Cookie, CookiesSetDetails } from 'electron'

/** A session's cookies as Electron has them: what changes is told, and all can be lost at once, which is not. */
export class FakeCookies extends EventEmitter {
  readonly all = new Map<string, Cookie>()
  /** How many times yet nothing is taken, as by a network process that has just died. */
  refusals = 0
  /** How many questions yet are left without an answer. */
  silences = 0
  /** What an answer waits for on its way. */
  gate = Promise.resolve()

  async get(): Promise<Cookie[]> {
    if (this.silences-- > 0) await new Promise(() => {})
    const all = [...this.all.values()]
    await this.gate
    return all
  }

  async set({ url, name = '', value = '', path = '/', domain, ...rest }: CookiesSetDetails): Promise<void> {
    if (this.refusals-- > 0) throw new Error('Failed to set cookie')
    const host = new URL(url).hostname
    const end = rest.expirationDate
    this.put({
      ...{ name, value, path, domain: domain ?? host, hostOnly: domain === undefined, session: end === undefined },
      ...{ secure: rest.secure ?? false, httpOnly: rest.httpOnly ?? false, sameSite: rest.sameSite ?? 'unspecified' },
      ...(end === undefined ? {} : { expirationDate: end }),
    })
  }

  put(cookie: Cookie): void {
    const before = this.all.get(cookie.name)
    if (before !== undefined) this.emit('changed', {}, before, 'overwrite', true)
    this.all.set(cookie.name, cookie)
    this.emit('changed', {}, cookie, 'inserted', false)
  }

  remove(name: string): void {
    const cookie = this.all.get(name)
    this.all.delete(name)
    this.emit('changed', {}, cookie, 'explicit', true)
  }

  values(): string[] {
    return [...this.all.values()].map(({ name, value }) => `${name}=${value}`).sort()
  }
}

/** Gazelle's own cookie, as its page sets it. */
export const ofGazelle: Cookie = {
  ...{ name: 'session', value: 'one', domain: 'gazelle.example', hostOnly: true, path: '/', session: true },
  ...{ secure: true, httpOnly: true, sameSite: 'lax' },
}
