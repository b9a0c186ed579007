import { type Fields, objectOf } from '../base/json.ts'

/** The meaning of an answer's errors. */
export type Meaning = 'unauthorized' | 'forbidden' | 'rate-limited'

/**
 * The codes of GraphQL servers, as `normalisedCode` writes them. Gazelle's own are not known from outside; it looks like
 * graphql-ruby, which has none for these: each application, and each library around it, makes its own.
 */
const codesByMeaning: Readonly<Record<Meaning, readonly string[]>> = {
  unauthorized: [
    // Apollo Server (documentation, "Built-in error codes"), graphql-ruby applications
    'unauthenticated',
    'not_authenticated',
    'authentication_required',
    // graphql_devise#101
    'authentication_error',
    // Hot Chocolate
    'auth_not_authenticated',
    // pezzo#43, Spring's and NestJS's word for HTTP 401; AppSync's `errorType`
    'unauthorized',
    'unauthorised',
    'unauthorized_exception',
    '401',
    // RFC 6750, 3.1
    'invalid_token',
    // hasura#5545 and #9251, wp-graphql-jwt-authentication#103
    'invalid_jwt',
    'jwt_expired',
    'jwt_invalid',
    'invalid_jwt_token',
    // geyser-app#975, graffle#235, craftql#118
    'token_expired',
    'expired_token',
    'token_invalid',
    'token_revoked',
    'revoked_token',
    'access_token_expired',
    'access_token_invalid',
    'expired_access_token',
    'invalid_access_token',
    'auth_token_expired',
    'invalid_auth_token',
    'invalid_api_key',
    'invalid_credentials',
    'session_expired',
    'expired_session',
    'invalid_session',
    'login_required',
    'sign_in_required',
    'not_logged_in',
    'not_signed_in',
    'must_be_logged_in',
    // Lighthouse's `extensions.category`
    'authentication',
  ],
  forbidden: [
    // Apollo Server; GitHub's `type`
    'forbidden',
    'forbidden_error',
    '403',
    // Hot Chocolate, Shopify, Hasura (for a role as well as for a wrong admin secret: the kinder reading counts)
    'auth_not_authorized',
    'access_denied',
    'permission_denied',
    'not_authorized',
    'not_authorised',
    'not_permitted',
    'not_allowed',
    'insufficient_scope',
    'insufficient_scopes',
    'insufficient_permissions',
    'insufficient_privileges',
    // Lighthouse's `extensions.category`
    'authorization',
  ],
  'rate-limited': [
    // Shopify, GitHub, Linear
    'throttled',
    'rate_limited',
    'ratelimited',
    'rate_limit',
    'rate_limit_exceeded',
    'too_many_requests',
    '429',
  ],
}

/** Errors about the query itself: graphql-ruby's static validation, Apollo's, Hasura's. Their texts quote it. */
const aboutTheQuery = new Set([
  'undefined_field',
  'undefined_type',
  'undefined_directive',
  'argument_not_accepted',
  'argument_literals_incompatible',
  'missing_required_arguments',
  'missing_required_input_object_attribute',
  'selection_mismatch',
  'field_conflict',
  'variable_mismatch',
  'variable_not_defined',
  'variable_not_used',
  'variable_requires_valid_type',
  'use_and_define_fragment',
  'fragment_on_non_composite_type',
  'cannot_spread_fragment',
  'graphql_validation_failed',
  'graphql_parse_failed',
  'bad_user_input',
  'validation_failed',
  'parse_failed',
])

/** Words for tokens, sessions and sign-ins of other kinds: of a form, an email, a device, or a service connected to Gazelle. */
const ofAnotherKind =
  /\b(csrf|authenticity|refresh|reset|password|confirmation|invitation|unlock|device|push|page|pagination|cursor|sync|upload|payment|card|stripe|quickbooks|intuit|google|calendar|outlook|microsoft|mailchimp|twilio|zapier|xero|portal|tuning|checkout|booking|lookahead|parse error|unexpected token|mot de passe|rafraichissement|reinitialisation|agenda|paiement)\b/

// At the start, after punctuation, or after a word that does not qualify the token: "the token", not "the invoice token".
const ours = '(?:^|[^a-z ] ?|\\b(?:the|your|this|an?|user|provided|supplied|given|current|or) )'
const whose = '(access|bearer|auth|authentication|authorization|oauth2?|api|jwt|id|user|web)'
const deadWords = '(invalid|expired|revoked|malformed|bad|not valid|no longer valid|not recogni[sz]ed)'
const givenWords = '(provided|supplied|given|sent|found)'
const tokenWords = `(${whose}[ -])*(token|jwt|api[ -]?key|credentials)`
const jetonWords = "(jeton|token|jwt|cle d'api)( d'acces| d'authentification| d'api)?"

/** Patterns for a text without its accents and quotations. Tried in this order, after the codes. */
const textPatterns: readonly (readonly [Meaning, RegExp])[] = [
  // A word alone
  [
    'unauthorized',
    /^(401[ :-]+)?(unauthori[sz]ed|unauthenticated|((the )?user )?not (authenticated|logged in|signed in))$/,
  ],
  // "You must be logged in as an administrator", "not authorized": the user is known but lacks the right
  ['forbidden', /\b(logged|signed) in as (an? )?(admin|owner|manager)/],
  // Apollo, Devise ("sign in or sign up before continuing"), graphql_devise#189, Django's login_required
  [
    'unauthorized',
    /\b(must|need to|have to|please|should) (first )?((be )?(logged|signed)[ -]?in|(log|sign)[ -]?in|be authenticated|authenticate)\b/,
  ],
  [
    'unauthorized',
    /\b(is|are|am|was|were) (not|currently not)( currently| yet)? (logged[ -]?in|signed[ -]?in|authenticated)\b/,
  ],
  ['unauthorized', /\b(isn't|aren't) (logged|signed) in\b|\bno user (is )?(logged|signed) in\b/],
  ['unauthorized', new RegExp(`${ours}(authentication|login|sign-?in) (is )?required\\b`)],
  ['unauthorized', new RegExp(`${ours}authentication (has )?failed\\b`)],
  ['unauthorized', /\brequires (authentication|login)\b|^your login has expired\b/],
  ['unauthorized', /\bauthentication credentials were not provided\b|\bauthentication hook unauthorized\b/],
  // Doorkeeper's own texts, express-jwt, wp-graphql-jwt-authentication#103
  [
    'unauthorized',
    new RegExp(`\\b${deadWords}( or ${deadWords})? ${tokenWords}\\b(?! (at|near|on line|for (field|argument)))`),
  ],
  [
    'unauthorized',
    new RegExp(`${ours}${tokenWords}( (you )?${givenWords})? (is |has |was |has been |is either )?${deadWords}\\b`),
  ],
  // A token in a header that the server does not read counts as not sent: the other header may work.
  ['unauthorized', new RegExp(`^(no|missing) ${tokenWords}( (was |were )?${givenWords})?$`)],
  ['unauthorized', new RegExp(`^(the )?${tokenWords} (is |was )?(missing|required|not ${givenWords})$`)],
  ['unauthorized', /^missing authorization header$|^(the )?authorization header (is )?(missing|required)$/],
  // ASP.NET
  ['unauthorized', /^authorization (is )?required$|^authorization has been denied\b/],
  // hasura#5545 and #10014, django-graphql-jwt#265
  [
    'unauthorized',
    /\bcould not verify jwt\b|^(jsonwebtokenerror: )?invalid signature$|^signature has expired$|^error decoding signature$|^la signature a expire$/,
  ],
  [
    'unauthorized',
    /^((your|user|login|current) )?session (has |is )?(expired|timed out)\b|^(your|user|login|current) session is (invalid|no longer valid)\b|^invalid session$/,
  ],
  // The same in French: Devise's, Doorkeeper's and Laravel's translations
  [
    'unauthorized',
    /\b(devez|veuillez|faut|pour continuer,?) (etre|vous|d'abord vous|se) ?(re)?(connectee?s?|connecter|authentifiee?s?|authentifier|identifier|identifiee?s?)\b/,
  ],
  [
    'unauthorized',
    /\bn'etes pas( ou plus)? (connecte|authentifie|identifie)|\bn'est pas (connecte|authentifie)|\bnon (authentifie|connecte)/,
  ],
  ['unauthorized', /\b(authentification|connexion|identification) (est )?(requise|necessaire|obligatoire)\b/],
  [
    'unauthorized',
    new RegExp(
      `\\b${jetonWords} (est |a |a ete |n'est (pas|plus) |est invalide ou )?(invalide|expiree?|revoquee?|valide)\\b`,
    ),
  ],
  [
    'unauthorized',
    /\b(devez|veuillez)( d'abord)? ouvrir une session\b|^merci (de vous connecter|d'ouvrir une session)\b/,
  ],
  ['unauthorized', /^(re)?connectez-vous\b|^vous avez ete deconnectee?\b|^votre connexion a expire\b/],
  ['unauthorized', /^(l'|une )?authentification (a )?echouee?\b|^echec de l'authentification\b/],
  ['unauthorized', /^(votre |la )?session (a |est )?expiree?\b/],

  [
    'forbidden',
    /\bforbidden\b|\bnot authori[sz]ed\b|\bunauthori[sz]ed (to|access)\b|\bpermission denied\b|\baccess denied\b/,
  ],
  [
    'forbidden',
    /\b(do|does)(n't| not) have (the )?(necessary |required |sufficient |any )?(permissions?|access|rights|privileges)\b/,
  ],
  [
    'forbidden',
    /\binsufficient (permissions?|privileges|rights|access|scopes?)\b|\black(s|ing)? (the )?(required )?(permissions?|scopes?)\b/,
  ],
  ['forbidden', /\b(you|user|viewer|account) (are|is) not (allowed|permitted)\b|^not (allowed|permitted)$/],
  [
    'forbidden',
    /\bacces (refuse|interdit)|\bnon autorise|\bn'(etes|est) pas autorise|\b(droits|permissions?|privileges) (insuffisante?s|refusee)/,
  ],
  [
    'forbidden',
    /\bn'avez pas (la permission|l'autorisation|les? (droits?|permissions|autorisations|acces)|acces)\b|^interdit$/,
  ],

  [
    'rate-limited',
    /\bthrottled?\b|\brate.?limit|\btoo many requests\b|\btrop de (requetes|demandes)\b|\blimite de requetes\b/,
  ],
]

/**
 * The meaning of an answer's errors, by the codes and words of GraphQL servers; null if they are unknown or about the query
 * itself. Codes come before texts, a dead token before a missing right; an unknown error never counts against a token. Takes
 * the answer's JSON object.
 */
export function meaningOf(answer: Fields): Meaning | null {
  const errors = errorsOf(answer)
  const codes = errors.map(codesOf)
  const byCode = meanings.find((meaning) =>
    codes.some((all) => all.some((code) => codesByMeaning[meaning].includes(code))),
  )
  if (byCode !== undefined) return byCode
  const texts = errors
    .filter((_, index) => !codes[index]?.some((code) => aboutTheQuery.has(code)))
    .flatMap(({ message }) => (typeof message === 'string' ? [plain(message)] : []))
    .filter((text) => !ofAnotherKind.test(text))
  const found = texts.map((text) => textPatterns.find(([, pattern]) => pattern.test(text))?.[0])
  return meanings.find((meaning) => found.includes(meaning)) ?? null
}

const meanings = ['unauthorized', 'forbidden', 'rate-limited'] as const

/** The errors of an answer, or else the fields in their place: Rails and Laravel write `error` and `message`. */
export function errorsOf(answer: Fields): readonly Fields[] {
  const { errors, error, error_description, message } = answer
  const listed = errors === undefined || errors === null ? [] : [errors].flat()
  if (listed.length > 0) return listed.map((one) => objectOf(one) ?? { message: one })
  const told = objectOf(error)
  if (told !== undefined) return [told]
  if (typeof error === 'string') return [{ code: error, message: error_description ?? message ?? error }]
  return typeof message === 'string' ? [{ message }] : []
}

/** The codes of an error: mostly `extensions.code`; GitHub has `type`, AppSync `errorType`, NestJS a status. */
function codesOf(error: Fields): readonly string[] {
  const extensions = objectOf(error['extensions']) ?? {}
  const { code, errorCode, classification, category, status, statusCode } = extensions
  const http = objectOf(extensions['http'])?.['status']
  const { code: ownCode, type, errorType } = error
  const codes = [code, errorCode, classification, category, status, statusCode, http, ownCode, type, errorType]
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => normalisedCode(String(one)))
  return [...codes, ...codeIn(error['message'])]
}

/** `tokenExpired`, `TOKEN-EXPIRED` and `Token expired` are one code: `token_expired`. */
function normalisedCode(code: string): string {
  return code
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s.:-]+/g, '_')
    .toLowerCase()
}

/** The code that some servers write in place of a message. */
function codeIn(message: unknown): string[] {
  return typeof message === 'string' && /^\w+_\w+$/.test(message) ? [normalisedCode(message)] : []
}

/** A message in lower case, without accents, quotations (they are data) or a library's preamble. */
function plain(message: string): string {
  return message
    .slice(0, 500)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’ʼ]/g, "'")
    .toLowerCase()
    .replace(/"[^"]*"|«[^»]*»|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)/g, '…')
    .replace(/\s+/g, ' ')
    .replace(/^(context creation failed|graphql error|unexpected error value|error|erreur) ?: /, '')
    .replace(/[\s.!…]+$/, '')
    .trim()
}
