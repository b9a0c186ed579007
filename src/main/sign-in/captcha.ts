/** Hosts of captchas, by product. Hosts below them count too. */
const hosts = [
  // reCAPTCHA; Google's own hosts count by their path only
  'recaptcha.net',
  'hcaptcha.com',
  // Turnstile
  'challenges.cloudflare.com',
  // Arkose, which Microsoft uses
  'arkoselabs.com',
  'funcaptcha.com',
  // DataDome
  'captcha-delivery.com',
  // GeeTest, Friendly Captcha, Amazon
  'geetest.com',
  'frcapi.com',
  'friendlycaptcha.com',
  'captcha.awswaf.com',
] as const

/**
 * Whether a frame with this address is a captcha that people are asked to pass. One that calls itself invisible is not: it works
 * on its own, and shows another frame when it needs a person. Pure; never throws.
 */
export function isCaptcha(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname, href } = new URL(address)
  const isGoogles = /^(?:www|recaptcha)\.google\.com$/.test(hostname) && pathname.startsWith('/recaptcha/')
  if (!isGoogles && !hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))) return false
  // reCAPTCHA's picture frame waits, hidden, beside its box: see `showsCaptcha`.
  return !/invisible/i.test(href) && !/\/bframe$/.test(pathname)
}

/** For `askPage`: whether the page shows a captcha's frame that is large enough to be used. */
export const showsCaptcha = `[...document.querySelectorAll('iframe')].some((frame) => {
  const isCheck = ${JSON.stringify(['google.com/recaptcha/', ...hosts])}.some((host) => frame.src.includes(host))
  const { width, height } = frame.getBoundingClientRect()
  return isCheck && width >= 100 && height >= 50 && frame.checkVisibility({ visibilityProperty: true, opacityProperty: true })
})`
