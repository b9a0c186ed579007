/** The words that may accompany "token" or "key" in a name of no other service. */
export const neutral = new Set(
  `GAZELLE GAZELLEAPP ACCESS TOKEN API APIKEY KEY BEARER AUTH AUTHORIZATION OAUTH OAUTH2 JWT HEADER VALUE MY NEW CURRENT
  VITE NEXT REACT EXPO NUXT PUBLIC APP PROD PRODUCTION LIVE HTTP X REFRESH JETON`.split(/\s+/),
)

/** Words that say nothing of what a name holds. */
const empty = new Set(
  `ROW ROWS DATA RESULT RES RESP RESPONSE TOKENS CREDENTIALS CREDS RECORD SETTINGS SETTING VALUES OBJ OBJECT BODY PAYLOAD JSON STR STRING
  TEXT CONFIG OUT OUTPUT MODULE EXPORTS THE OLD SAVED STORED UPDATED TMP TEMP TEST SYSTEM TOK VAL JETONS OF FROM`.split(
    /\s+/,
  ),
)

/** The words of a name, in capitals: `accessToken` and `access_token` have two. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z\d]+/)
    .filter((word) => word !== '')
}

/** True for a name that may hold Gazelle's token: no word of it speaks of anything else. */
export function mayHoldToken(name: string): boolean {
  return wordsOf(name).every(
    (word) => word.startsWith('GAZELLE') || neutral.has(word) || empty.has(word) || /^[A-Z]?\d{0,2}$/.test(word),
  )
}
