import { html } from 'hono/html'
import { page } from './html.ts'

/** @param pending names the sign-in that waits for its code; @param returnTo the path to go to afterwards */
export const secondFactorPage = ({ pending = '', returnTo = '/', error = '' }): ReturnType<typeof html> =>
  page(
    'Two-factor authentication',
    html`
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <form method="post" action="/users/two_factor">
        <input type="hidden" name="pending" value="${pending}" />
        <input type="hidden" name="return_to" value="${returnTo}" />
        <label for="code">Code from your authenticator</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required />
        <button type="submit">Verify</button>
      </form>
    `,
  )
