import type { GazelleSandbox } from '../../sandbox/gazelle/index.ts'
import type { Authorization } from '../../src/core/gazelle/authorization.ts'

/** Where a person ended: at the callback (whose address was not asked), or on a page. */
export type Arrival = { readonly callback: string } | Page

interface Page {
  readonly page: string
  readonly address: string
  readonly status: number
}

/** Does by HTTP what a person does in the guided window: signs in, reads the consent page, decides. */
export class Person {
  readonly #gazelle: GazelleSandbox
  #cookie = ''

  constructor(gazelle: GazelleSandbox) {
    this.#gazelle = gazelle
  }

  /** Opens the authorisation and goes on until the callback, or until a page that knows no way on. */
  async decide(authorization: Authorization, decision: 'authorise' | 'deny'): Promise<Arrival> {
    let arrival = await this.#open(authorization, authorization.url)
    if ('page' in arrival && arrival.page.includes('name="user[password]"')) {
      const { email, password } = this.#gazelle.user
      arrival = await this.#submit(authorization, arrival, { 'user[email]': email, 'user[password]': password })
    }
    if ('page' in arrival && arrival.page.includes('name="decision"')) {
      arrival = await this.#submit(authorization, arrival, { decision })
    }
    return arrival
  }

  async #submit(authorization: Authorization, { page, address }: Page, filled: Record<string, string>) {
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? ''
    const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]))
    return this.#open(authorization, new URL(action, address).href, new URLSearchParams({ ...fields, ...filled }))
  }

  async #open(authorization: Authorization, start: string, form: URLSearchParams | null = null): Promise<Arrival> {
    let address = start
    let body = form
    for (;;) {
      if (authorization.isCallback(address)) return { callback: address }
      const init = body === null ? {} : { method: 'POST', body }
      const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie: this.#cookie } })
      this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
      const location = response.headers.get('location')
      if (location === null) return { page: await response.text(), address, status: response.status }
      address = new URL(location, address).href
      body = null
    }
  }
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
