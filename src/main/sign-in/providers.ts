/**
 * Hosts where people sign in to Gazelle with another account, and those on the way. Gazelle's page may go to them by https and
 * come back: only the provider decides what is there.
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
 * Providers that give every company a host of its own, below one of these, and let anyone be a company: the tenant controls the
 * page.
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
