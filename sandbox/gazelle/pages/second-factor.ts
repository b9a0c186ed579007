import { html } from 'hono/html'
import type { Speech } from '../parts.ts'
import { page } from './html.ts'

/** @param pending names the sign-in that waits for its code; @param returnTo the path to go to afterwards */
export const secondFactorPage = (
  speech: Speech,
  { pending = '', returnTo = '/', error = '' },
): ReturnType<typeof html> =>
  page(
    speech,
    speech.say('demo.page.two-factor'),
    html`
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <form method="post" action="/users/two_factor">
        <input type="hidden" name="pending" value="${pending}" />
        <input type="hidden" name="return_to" value="${returnTo}" />
        <label for="code">${speech.say('demo.page.two-factor-code')}</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required />
        <button type="submit">${speech.say('demo.page.verify')}</button>
      </form>
    `,
  )
