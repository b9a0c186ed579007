/**
 * Where people sign in to Gazelle with an account of somebody else's, and where those lead on to on their way. Gazelle's
 * page may go to these hosts by https, and come back. An entry that begins with a dot stands for all hosts below it.
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
  '.b2clogin.com',
  '.ciamlogin.com',
  // Providers that give every company a host of its own
  '.okta.com',
  '.oktapreview.com',
  '.okta-emea.com',
  '.auth0.com',
  '.onelogin.com',
]
