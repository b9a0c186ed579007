import { describe, expect, it } from 'vitest'
import { meaningOf } from './graphql-words.ts'

const coded = (code: unknown, message = 'No.') => meaningOf({ errors: [{ message, extensions: { code } }] })
const said = (message: string) => meaningOf({ data: null, errors: [{ message }] })

describe('codes', () => {
  it.each([
    ['UNAUTHENTICATED', 'unauthorized'],
    ['unauthenticated', 'unauthorized'],
    ['INVALID_TOKEN', 'unauthorized'],
    ['TOKEN_EXPIRED', 'unauthorized'],
    ['tokenExpired', 'unauthorized'],
    ['token-expired', 'unauthorized'],
    ['invalid-jwt', 'unauthorized'],
    ['AUTHENTICATION_ERROR', 'unauthorized'],
    ['AUTH_NOT_AUTHENTICATED', 'unauthorized'],
    ['UnauthorizedException', 'unauthorized'],
    ['UNAUTHORIZED', 'unauthorized'],
    [401, 'unauthorized'],
    ['FORBIDDEN', 'forbidden'],
    ['ACCESS_DENIED', 'forbidden'],
    ['access-denied', 'forbidden'],
    ['AUTH_NOT_AUTHORIZED', 'forbidden'],
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['403', 'forbidden'],
    ['THROTTLED', 'rate-limited'],
    ['RATE_LIMITED', 'rate-limited'],
    ['TOO_MANY_REQUESTS', 'rate-limited'],
    ['SOMETHING_NEW', null],
    ['INTERNAL_SERVER_ERROR', null],
    ['undefinedField', null],
    ['TOKEN_LIMIT', null],
    ['INVALID_TOKENS_COUNT', null],
    ['SESSION_FULL', null],
    [null, null],
    [{}, null],
  ])('%s', (code, meaning) => {
    expect(coded(code)).toBe(meaning)
  })

  it.each<[string, object]>([
    ['GitHub', { type: 'FORBIDDEN', message: 'x' }],
    ['AppSync', { errorType: 'Forbidden', message: 'x' }],
    ['Spring', { message: 'x', extensions: { classification: 'FORBIDDEN' } }],
    ['Lighthouse', { message: 'x', extensions: { category: 'authorization' } }],
    ['NestJS', { message: 'x', extensions: { statusCode: 403 } }],
    ['Apollo Server 4', { message: 'x', extensions: { http: { status: 403 } } }],
    ['an error with a code of its own', { message: 'x', code: 'forbidden' }],
  ])('stand where %s puts them', (_, error) => {
    expect(meaningOf({ errors: [error] })).toBe('forbidden')
  })

  it('come before texts, and a dead token before a missing right', () => {
    expect(coded('FORBIDDEN', 'You must be logged in')).toBe('forbidden')
    expect(coded('UNAUTHENTICATED', 'Not authorized')).toBe('unauthorized')
    const errors = [
      { message: 'Forbidden', extensions: { code: 'FORBIDDEN' } },
      { extensions: { code: 'INVALID_TOKEN' } },
    ]
    expect(meaningOf({ errors })).toBe('unauthorized')
    // graphql_devise#141: a handler that catches everything overwrites the code.
    expect(coded('INTERNAL_SERVER_ERROR', 'Signature has expired')).toBe('unauthorized')
  })
})

describe('texts that say that the token is dead', () => {
  it.each([
    'Unauthorized',
    'Unauthenticated.',
    'Not authenticated',
    'Context creation failed: Not authenticated!',
    'You must be logged in',
    'You must be logged in to do this.',
    'You must be signed in to perform this action',
    'You need to sign in or sign up before continuing.',
    'You need to sign in',
    'You need to be authenticated to access this resource',
    'Please log in to continue',
    'You are not logged in',
    'You are not authenticated',
    'User is not authenticated',
    'The current user is not authenticated.',
    'Authentication required',
    'Authentication is required to access this field',
    'Login required',
    'allClients field requires authentication',
    'Authentication failed',
    'Authentication credentials were not provided.',
    'Authentication hook unauthorized this request',
    'The access token is invalid',
    'The access token expired',
    'The access token was revoked',
    'Invalid token',
    'Invalid access token.',
    'invalid or expired token',
    'Token has expired',
    'Token is invalid or expired',
    'Your token has been revoked',
    'jwt expired',
    'jwt malformed',
    'Invalid API key',
    'API key is not valid',
    'Could not verify JWT: JWTExpired',
    'Could not verify JWT: JWSError JWSInvalidSignature',
    'invalid-jwt | Expired token',
    'Signature has expired',
    'Error decoding signature',
    'Your session has expired. Please sign in again.',
    'Session expired',
    'Invalid session',
    'Vous devez être connecté pour faire cela',
    'Vous devez être connecté(e).',
    'Vous devez vous connecter ou vous inscrire pour continuer.',
    'Veuillez vous reconnecter',
    'Veuillez vous authentifier',
    'Vous n’êtes pas connecté',
    "Vous n'êtes pas authentifiée.",
    'L’utilisateur n’est pas authentifié',
    'Non authentifié.',
    'Authentification requise',
    'Une authentification est nécessaire',
    'Connexion requise',
    'Le jeton d’accès est invalide',
    'Le jeton d’accès a expiré',
    'Le jeton d’accès a été révoqué',
    'Jeton invalide ou expiré',
    'Clé d’API invalide',
    'Votre session a expiré. Veuillez vous reconnecter.',
    'La signature a expiré',
    'invalid_token',
    'TOKEN_EXPIRED',
    'User not authenticated',
    'User not logged in',
    'User authentication failed',
    '401: Unauthorized',
    'Bad credentials',
    'The token provided is invalid',
    'The token you provided has expired',
    'No token provided',
    'No authentication token was provided',
    'Missing token',
    'JWT Token not found',
    'Authorization header is missing',
    'Authorization has been denied for this request.',
    'invalid signature',
    'JsonWebTokenError: invalid signature',
    'TokenExpiredError: jwt expired',
    'Your login has expired',
    'Vous devez ouvrir une session',
    'Veuillez ouvrir une session.',
    'Merci de vous connecter',
    'Connectez-vous pour continuer',
    'Vous avez été déconnecté',
    'Votre connexion a expiré',
    'Échec de l’authentification',
  ])('%s', (message) => {
    expect(said(message)).toBe('unauthorized')
  })
})

describe('texts that say that the token may not do this', () => {
  it.each([
    'Forbidden',
    'Not authorized to read clients',
    'Not Authorised!',
    'You are not authorized to perform this action.',
    'You do not have permission to perform this action',
    'You don’t have access to this resource',
    'Permission denied',
    'Access denied',
    'Access denied for field allClients',
    'Insufficient permissions',
    'You are not allowed to see this',
    'Your account lacks the required scope',
    'Unauthorized access to allClients',
    'You must be logged in as an administrator',
    'Accès refusé',
    'Accès interdit',
    'Vous n’avez pas la permission de faire cela',
    'Vous n’avez pas accès à cette ressource',
    'Vous n’êtes pas autorisé à voir les clients',
    'Action non autorisée',
    'Droits insuffisants',
  ])('%s', (message) => {
    expect(said(message)).toBe('forbidden')
  })
})

describe('texts that ask for a pause', () => {
  it.each(['Throttled', 'Rate limit exceeded', 'API rate-limit reached', 'Too many requests', 'Trop de requêtes'])(
    '%s',
    (message) => {
      expect(said(message)).toBe('rate-limited')
    },
  )
})

describe('texts that say nothing of the token', () => {
  it.each([
    "Field 'token' doesn't exist on type 'User'",
    'Cannot query field "token" on type "Query".',
    "Field 'allClients' doesn't exist on type 'Query'",
    'Le champ « token » n’existe pas sur le type « Query »',
    'Le champ « session expirée » n’existe pas sur le type « Query »',
    'Variable $token of type String! was provided invalid value',
    'Variable "$accessToken" got invalid value null',
    'Argument "token" has invalid value 5.',
    'Parse error on "}" (RCURLY) at [1, 2]: unexpected token',
    'Syntax Error: Unexpected token, expected Name',
    'Invalid token at line 3',
    'Expected NAME, actual: STRING ("Invalid token") at [1, 9]',
    'No client with the name "You must be logged in"',
    'The note “token expired” is too long',
    'Reset password token is invalid',
    'The confirmation token has expired',
    'Invalid authenticity token',
    'CSRF token expired',
    'Refresh token expired',
    'Invitation token is invalid',
    'Device token is invalid',
    'The pagination token has expired',
    'QuickBooks authentication required',
    'You must sign in to Google Calendar first',
    'Your QuickBooks token has expired',
    'Stripe API key is invalid',
    'The tuning session has expired',
    'The session is full',
    'Session is too long',
    'Sessions are invalid for this piano',
    'The estimate has expired',
    'Estimate signature has expired',
    'The coupon is invalid or expired',
    'Your subscription has expired',
    'L’estimation a expiré',
    'Le lien de réinitialisation du mot de passe a expiré : jeton invalide',
    'Votre jeton de rafraîchissement a expiré.',
    'La date est invalide',
    'The invoice token is invalid',
    'Invalid invoice token',
    'Mail API key is invalid',
    'The API key of the mail service is invalid',
    'SMTP authentication failed',
    'Two-factor authentication required',
    'The estimate signature is invalid',
    'Session not found',
    'Sign in is not required',
    'User is not valid',
    'bad_field_name',
    'Internal server error',
    'Something went wrong',
    'Une erreur est survenue',
    'Timeout',
    '',
  ])('%s', (message) => {
    expect(said(message)).toBeNull()
  })

  it.each(['undefinedField', 'argumentLiteralsIncompatible', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])(
    'whatever it is, under %s',
    (code) => {
      expect(coded(code, 'Invalid token')).toBeNull()
      expect(coded(code, 'Vous devez être connecté')).toBeNull()
    },
  )
})

describe('where an answer has no list of errors', () => {
  it.each<[string, Record<string, unknown>, ReturnType<typeof meaningOf>]>([
    ['texts alone', { errors: ['You need to sign in'] }, 'unauthorized'],
    ['one error', { errors: { message: 'Unauthenticated.' } }, 'unauthorized'],
    ['Devise', { error: 'You need to sign in or sign up before continuing.' }, 'unauthorized'],
    ['Doorkeeper', { error: 'invalid_token', error_description: 'The access token expired' }, 'unauthorized'],
    ['Laravel', { message: 'Unauthenticated.' }, 'unauthorized'],
    ['an object', { error: { message: 'x', code: 'FORBIDDEN' } }, 'forbidden'],
    ['null in the list', { errors: [null, { message: 'You are not logged in' }] }, 'unauthorized'],
    ['an odd message', { errors: [{ message: 5 }] }, null],
    ['nothing', {}, null],
    ['an empty list', { errors: [] }, null],
    ['a list of null', { errors: null, message: 5 }, null],
  ])('%s', (_, answer, meaning) => {
    expect(meaningOf(answer)).toBe(meaning)
  })
})
