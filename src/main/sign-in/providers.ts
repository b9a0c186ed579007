/**
 * Where people sign in to Gazelle with an account of somebody else's, and where those lead on to on their way. Gazelle's
 * page may go to these hosts by https, and come back: what is there is the provider's alone.
 */
export const providerHosts: readonly string[] = [
  // Google, with the addresses that its sign-in passes through
  'accounts.google.com',
  'accounts.google.ca',
  'accounts.google.fr',
  'accounts.youtube.com',
  // Apple
  'appleid.apple.com',
  'idmsa.apple.com',
  // Microsoft: company, private and customers' accounts
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'login.live.com',
  'account.live.com',
]

/**
 * Providers that give every company a host of its own, below one of these, and let anyone be a company: whose page it is, is
 * the tenant's to say.
 */
export const tenantHosts: readonly string[] = [
  '.b2clogin.com',
  '.ciamlogin.com',
  '.okta.com',
  '.oktapreview.com',
  '.okta-emea.com',
  '.auth0.com',
  '.onelogin.com',
]
