/** Hosts of checks that tell people from programs, and what they are sold as. Those below a host count too. */
const hosts = [
  // reCAPTCHA; Google's own host by its path alone
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
 * Whether a frame with this address is a check that people are asked to pass. One that says of itself that it is invisible is
 * none: it works on its own, and shows another frame where it wants somebody. Pure; never throws.
 */
export function isCaptcha(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname, href } = new URL(address)
  const isGoogles = /^(?:www|recaptcha)\.google\.com$/.test(hostname) && pathname.startsWith('/recaptcha/')
  if (!isGoogles && !hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))) return false
  // The frame with reCAPTCHA's pictures waits unseen beside its box: see `showsCaptcha`.
  return !/invisible/i.test(href) && !/\/bframe$/.test(pathname)
}

/** For `askPage`: whether the page shows a frame of such a host, large enough for somebody to do something in it. */
export const showsCaptcha = `[...document.querySelectorAll('iframe')].some((frame) => {
  const isCheck = ${JSON.stringify(['google.com/recaptcha/', ...hosts])}.some((host) => frame.src.includes(host))
  const { width, height } = frame.getBoundingClientRect()
  return isCheck && width >= 100 && height >= 50 && frame.checkVisibility({ visibilityProperty: true, opacityProperty: true })
})`
