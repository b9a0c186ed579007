import { describe, expect, it } from 'vitest'
import { isAddressOfRefusal, saysRefusal, wordsOfRefusal } from './refusal.ts'

const inBase64 = encodeURIComponent(Buffer.from('\n\u0014disallowed_useragent\u0012').toString('base64'))

// electron#17887, leapp#48
describe('an address', () => {
  it.each([
    'https://accounts.google.com/v3/signin/rejected?dsh=1',
    'https://accounts.google.ca/signin/rejected',
    'https://accounts.google.com/signin/v2/deniedsigninrejected?rrk=46',
    'https://accounts.google.com/signin/oauth/error?error=disallowed_useragent',
    `https://accounts.google.com/signin/oauth/error?authError=${inBase64}`,
    'https://login.example.com/authorize#error=disallowed_useragent&state=1',
    'https://login.example.com/error/disallowed_useragent',
  ])('turns the window away: %s', (address) => {
    expect(isAddressOfRefusal(address)).toBe(true)
  })

  it.each([
    'https://accounts.google.com/v3/signin/identifier?continue=https%3A%2F%2Fgazelle.example%2F',
    'https://accounts.google.com.example.com/signin/rejected',
    'https://gazelle.example/signin/rejected',
    'about:blank',
    '',
  ])('does not: %s', (address) => {
    expect(isAddressOfRefusal(address)).toBe(false)
  })
})

describe('a page', () => {
  it.each([
    'Couldn’t sign you in. This browser or app may not be secure. Learn more. Try using a different browser.',
    'Connexion impossible. Ce navigateur ou cette application ne sont peut-être pas sécurisés.',
    'Il est possible que ce navigateur ou cette application ne soient pas sécurisés. En savoir plus',
    'You can’t sign in from this screen because this app doesn’t comply with Google’s embedded webviews policy.',
    "You can't sign in because this app doesn't comply with Google's \"Use secure browsers\" policy.",
    'Vous ne pouvez pas vous connecter à partir de cet écran',
    'Erreur 403 : disallowed_useragent',
    'You cannot get there from here. This application contains sensitive information.',
    'Vous ne pouvez pas y accéder à partir d’ici',
    'You might be signing in from a browser, app, or location that is restricted by your admin.',
    'Vous vous connectez peut-être à partir d’un navigateur, d’une application ou d’un emplacement restreint par votre administrateur.',
    'AADSTS53003: Access has been blocked by Conditional Access policies.',
    'Your browser is not supported. Please use another browser.',
    'This browser is no longer supported by Apple.',
    'Votre navigateur n’est pas pris en charge. Utilisez un autre navigateur.',
    'Ce navigateur n’est plus compatible.',
    'Unsupported browser',
    'For your account security, logging in from an embedded browser is disabled.',
    'La connexion depuis un navigateur intégré est désactivée.',
  ])('turns the window away: %s', (text) => {
    expect(wordsOfRefusal.test(text)).toBe(true)
  })

  it.each([
    'Sign in to continue to Gazelle. Email or phone. Forgot email? Not your computer? Use a private browsing window to sign in.',
    'Connectez-vous pour continuer vers Gazelle. Ce n’est pas votre ordinateur? Utilisez une fenêtre de navigation privée.',
    'AADSTS50126: Invalid username or password.',
    'Wrong password. Try again or click Forgot password to reset it.',
    'Stay signed in? Do this to reduce the number of times you are asked to sign in.',
    'Rester connecté? Votre navigateur peut retenir votre mot de passe.',
  ])('does not: %s', (text) => {
    expect(wordsOfRefusal.test(text)).toBe(false)
  })

  it('is asked in a script that can be run', () => {
    expect(() => new Function(`return (${saysRefusal})`)).not.toThrow()
  })
})
