import { expect, it } from 'vitest'
import { isCaptcha, showsCaptcha } from './captcha.ts'

it.each([
  'https://www.google.com/recaptcha/api2/anchor?ar=1&k=x&size=normal',
  'https://www.google.com/recaptcha/enterprise/anchor?ar=1&k=x&size=compact',
  'https://www.recaptcha.net/recaptcha/api2/anchor?ar=1&k=x',
  'https://newassets.hcaptcha.com/captcha/v1/x/static/hcaptcha.html#frame=checkbox&id=0&size=normal',
  'https://challenges.cloudflare.com/cdn-cgi/challenge-platform/h/b/turnstile/if/ov2/av0/rcv0/0/x/0x4/light/normal/auto/',
  'https://client-api.arkoselabs.com/fc/gc/?token=x',
  'https://geo.captcha-delivery.com/captcha/?initialCid=x',
])('is a check for people: %s', (address) => {
  expect(isCaptcha(address)).toBe(true)
})

it.each([
  'https://www.google.com/recaptcha/api2/anchor?ar=1&k=x&size=invisible',
  'https://www.google.com/recaptcha/api2/bframe?k=x',
  'https://newassets.hcaptcha.com/captcha/v1/x/static/hcaptcha.html#frame=checkbox-invisible&size=invisible',
  'https://challenges.cloudflare.com/cdn-cgi/challenge-platform/h/b/turnstile/if/ov2/av0/rcv0/0/x/0x4/light/invisible/',
  'https://accounts.google.com/recaptcha/',
  'https://hcaptcha.com.example.com/',
  'about:blank',
  '',
])('is none, or not yet: %s', (address) => {
  expect(isCaptcha(address)).toBe(false)
})

it('is looked for in a script that can be run', () => {
  expect(() => new Function(`return (${showsCaptcha})`)).not.toThrow()
})
