/** The error code of OAuth providers that allow no sign-in inside another program (electron#17887). */
const code = 'disallowed_useragent'

/**
 * Whether an address says that a sign-in provider rejects this window: by the code, plain or in base64 as Google writes it, or by
 * Google's page for it. Pure; never throws.
 */
export function isAddressOfRefusal(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname, searchParams, hash } = new URL(address)
  if (
    /^accounts\.google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/.test(hostname) &&
    /\/signin\/(?:v\d\/)?(?:deniedsignin)?rejected(?:\/|$)/.test(pathname)
  )
    return true
  const values = [...searchParams.values(), ...new URLSearchParams(hash.slice(1)).values()]
  return [pathname, hash, ...values].some(
    (value) => value.includes(code) || Buffer.from(value, 'base64').toString('latin1').includes(code),
  )
}

/**
 * Sentences of providers' pages that reject an embedded window, in English and in French: Google, Microsoft, Apple, Okta,
 * Facebook and their like. The wording differs and changes; in common is a browser that is not accepted.
 */
const sentences = [
  code,
  // Google
  'browser or app(?:lication)? (?:may|might) not be secure',
  'secure browsers?.{0,20}policy',
  "can(?:no|[’'])t sign in (?:from this screen|here|with this app)",
  '(?:navigateur|appli).{0,80}pas (?:\\S+ )?(?:sécuris|sûr|sécuritaire|fiable)',
  'règle.{0,40}navigateurs? sécuris',
  'pouvez pas vous connecter.{0,20}(?:cet écran|cette appli|ici)',
  // Facebook and others
  'embedded (?:browser|web ?view|user[- ]?agent)',
  'navigateur (?:intégré|incorporé|embarqué)',
  // Microsoft
  "can(?:no|[’'])t get there from here",
  'pouvez pas y accéder (?:depuis|à partir d)',
  'pouvez pas accéder à (?:ce site|cette ressource|cela|ceci) (?:depuis|à partir d)',
  'browser, app,? or location that is restricted',
  "navigateur, d[’']une application ou d[’']un emplacement",
  // Devices and programs unknown to the company
  'AADSTS(?:5300[0-4]|53002\\d|50097)',
  // Apple, Okta, Auth0
  "browser.{0,30}(?:not|no longer|isn[’']t) (?:currently )?(?:supported|compatible|allowed|permitted|up to date)",
  'unsupported (?:web ?)?browser|browser is unsupported',
  'navigateur.{0,40}(?:pas|plus|non) (?:\\S+ )?(?:pris en charge|support|compatib|autoris|permis|à jour)',
  // All of them
  '(?:different|another|supported|other) (?:web ?)?browser',
  'autre navigateur|navigateur (?:différent|pris en charge|compatible)',
]

/** Matches the text of a page that rejects this window. */
export const wordsOfRefusal = new RegExp(sentences.join('|'), 'iu')

/** For `askPage`: whether the page's text says so. Typed input is not part of that text. */
export const saysRefusal = `${wordsOfRefusal}.test((document.body?.innerText ?? '').replace(/\\s+/g, ' '))`
