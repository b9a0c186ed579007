import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import type { AuthorisationRequest, Parameters } from '../oauth.ts'

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
export const page = (title: string, content: Html, { wide = false } = {}) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src data:" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} – Gazelle (sandbox)</title>
    <link rel="stylesheet" href="/web/style.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <p class="sandbox">This is a practice copy on your own computer, not Gazelle. Its clients are invented.</p>
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
  users: readonly { readonly email: string; readonly password: string }[],
  { email = '', error = '', returnTo = '/' } = {},
): Html =>
  page(
    'Sign in',
    html`
      ${users.map((user) => html`<p class="soft">Sign in as <code>${user.email}</code> with <code>${user.password}</code></p>`)}
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <form method="post" action="/users/sign_in">
        <input type="hidden" name="return_to" value="${returnTo}" />
        <label for="user_email">Email</label>
        <input id="user_email" name="user[email]" type="email" autocomplete="username" required autofocus value="${email}" />
        <label for="user_password">Password</label>
        <input id="user_password" name="user[password]" type="password" autocomplete="current-password" required />
        <label class="check"><input name="user[remember_me]" type="checkbox" value="1" checked /> Remember me</label>
        <button type="submit">Sign in</button>
      </form>
    `,
  )

export const appPage = (email: string): Html =>
  page(
    'Clients',
    html`
      <div class="bar">
        <span class="soft">Signed in as ${email}</span>
        <form method="post" action="/users/sign_out"><button class="plain" type="submit">Sign out</button></form>
      </div>
      <div class="bar">
        <p id="status" role="status">Loading clients…</p>
        <button id="reload" class="plain" type="button">Reload</button>
      </div>
      <table>
        <thead><tr><th scope="col">Number</th><th scope="col">Company</th></tr></thead>
        <tbody id="clients"></tbody>
      </table>
      <script type="module" src="/web/app.js"></script>
    `,
    { wide: true },
  )

/** @param parameters the authorization request's; they come back with the decision */
export const consentPage = (request: AuthorisationRequest, parameters: Parameters, email: string): Html =>
  page(
    'Authorisation required',
    html`
      <p>Authorise <strong>${request.application.name}</strong> to use your account ${email}?</p>
      <p class="soft">It asks for: ${request.scope}. You will be sent to ${request.redirectUri}.</p>
      <form method="post" action="/developer/oauth/authorize">
        ${Object.entries(parameters).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`,
        )}
        <div class="actions">
          <button type="submit" name="decision" value="authorise">Authorise</button>
          <button type="submit" name="decision" value="deny" class="plain">Deny</button>
        </div>
      </form>
    `,
  )

/** For programs without a callback. */
export const codePage = (code: string): Html =>
  page('Authorization code', html`<p><code id="authorization_code">${code}</code></p>`)

export const problemPage = (title: string, text: string): Html => page(title, html`<p role="alert">${text}</p>`)
