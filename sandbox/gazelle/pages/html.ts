import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import type { AuthorisationRequest, Parameters } from '../oauth.ts'
import type { Speech } from '../parts.ts'

type Html = ReturnType<typeof html>

/** The files that pages load, by name. */
export const assets: Readonly<Record<string, { readonly type: string; readonly content: string }>> = Object.fromEntries(
  [
    ['style.css', 'text/css'],
    ['app.js', 'text/javascript'],
    ['query.js', 'text/javascript'],
    ['worker.js', 'text/javascript'],
  ].map(([name, type]) => [
    name,
    { type: `${type}; charset=utf-8`, content: readFileSync(new URL(`./${name}`, import.meta.url), 'utf8') },
  ]),
)

/** A page of the sandbox. */
export const page = (
  { language, say }: Speech,
  title: string,
  content: Html,
  { wide = false } = {},
) => html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src data:" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} – Gazelle (sandbox)</title>
    <link rel="stylesheet" href="/web/style.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <p class="sandbox">${say('demo.page.sandbox')}</p>
    <main class="${wide ? 'wide' : ''}">
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>`

/**
 * @param users the people who can sign in, shown because nobody could know them otherwise
 * @param returnTo the path to go to after signing in
 */
export const signInPage = (
  speech: Speech,
  users: readonly { readonly email: string; readonly password: string }[],
  { email = '', error = '', returnTo = '/' } = {},
): Html => {
  const { say } = speech
  return page(
    speech,
    say('demo.page.sign-in'),
    html`
      ${users.map((user) => html`<p class="soft">${say('demo.page.sign-in-as')} <code>${user.email}</code> ${say('demo.page.with')} <code>${user.password}</code></p>`)}
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <form method="post" action="/users/sign_in">
        <input type="hidden" name="return_to" value="${returnTo}" />
        <label for="user_email">${say('demo.page.email')}</label>
        <input id="user_email" name="user[email]" type="email" autocomplete="username" required autofocus value="${email}" />
        <label for="user_password">${say('demo.page.password')}</label>
        <input id="user_password" name="user[password]" type="password" autocomplete="current-password" required />
        <label class="check"><input name="user[remember_me]" type="checkbox" value="1" checked /> ${say('demo.page.remember')}</label>
        <button type="submit">${say('demo.page.sign-in')}</button>
      </form>
    `,
  )
}

/** The script of the page finds its own words at the line of its state. */
export const appPage = (speech: Speech, email: string): Html => {
  const { say } = speech
  return page(
    speech,
    say('demo.page.clients'),
    html`
      <div class="bar">
        <span class="soft">${say('demo.page.signed-in-as', { email })}</span>
        <form method="post" action="/users/sign_out"><button class="plain" type="submit">${say('demo.page.sign-out')}</button></form>
      </div>
      <div class="bar">
        <p
          id="status"
          role="status"
          data-loading="${say('demo.page.loading')}"
          data-loaded="${say('demo.page.loaded')}"
          data-not-loaded="${say('demo.page.not-loaded')}"
          data-private-client="${say('demo.page.private-client')}"
        >${say('demo.page.loading')}</p>
        <button id="reload" class="plain" type="button">${say('demo.page.reload')}</button>
      </div>
      <table>
        <thead><tr><th scope="col">${say('demo.page.number')}</th><th scope="col">${say('demo.page.company')}</th></tr></thead>
        <tbody id="clients"></tbody>
      </table>
      <script type="module" src="/web/app.js"></script>
    `,
    { wide: true },
  )
}

/** @param parameters the authorization request's; they come back with the decision */
export const consentPage = (
  speech: Speech,
  request: AuthorisationRequest,
  parameters: Parameters,
  email: string,
): Html => {
  const { say } = speech
  return page(
    speech,
    say('demo.page.authorisation'),
    html`
      <p>${say('demo.page.authorise-account', { application: request.application.name, email })}</p>
      <p class="soft">${say('demo.page.asks-for', { scope: request.scope, address: request.redirectUri })}</p>
      <form method="post" action="/developer/oauth/authorize">
        ${Object.entries(parameters).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`,
        )}
        <div class="actions">
          <button type="submit" name="decision" value="authorise">${say('demo.page.authorise')}</button>
          <button type="submit" name="decision" value="deny" class="plain">${say('demo.page.deny')}</button>
        </div>
      </form>
    `,
  )
}

/** For programs without a callback. */
export const codePage = (speech: Speech, code: string): Html =>
  page(speech, speech.say('demo.page.code'), html`<p><code id="authorization_code">${code}</code></p>`)

/** @param text the protocol's own words, which are English */
export const problemPage = (speech: Speech, text: string): Html =>
  page(speech, speech.say('demo.page.problem'), html`<p role="alert">${text}</p>`)
