/** The words of alerts that leave this computer, English; `fr.ts` has the same keys. Plain text, with `{names}` to fill in. */
export const en = {
  'title.of': '{company}: {title}',
  'title.unnamed': 'Gazelle Keeper: {title}',
  who: 'Who can help: {who}.',
  do: 'What to do: {action}.',
  footer: 'Sent by Gazelle Keeper. Its messages contain no links to websites and never ask for a password.',

  'sign-in.title': 'please sign in to Gazelle',
  'sign-in.what.dead':
    'The Gazelle token in Supabase no longer works, and it cannot be renewed automatically. Programs that use it cannot reach Gazelle.',
  'sign-in.what.missing': 'There is no Gazelle token in Supabase. Programs that need it cannot reach Gazelle.',
  'sign-in.what.soon':
    'It cannot be renewed automatically. Once it has expired, programs that use it cannot reach Gazelle.',
  'sign-in.who': 'anyone who can sign in to Gazelle for {company}',
  'sign-in.who.unnamed': 'anyone who can sign in to your company’s Gazelle',
  'sign-in.do':
    'open Gazelle Keeper on a computer where it is installed, and sign in to Gazelle. Without the app, supply a token with the command “gazelle-keeper set”',
  'sign-in.link': 'On a computer with Gazelle Keeper, this link opens the sign-in: {link}',
  'soon.title.day': 'the Gazelle token expires within a day',
  'soon.title.days': 'the Gazelle token expires in {days} days',

  'blocked.title': 'Gazelle Keeper needs help',
  'blocked.do': 'solve the problem above. For details, open Gazelle Keeper or run the command “gazelle-keeper doctor”',
  'trouble.title': 'the Gazelle token has not been checked for a while',
  'trouble.do':
    'nothing for now, because Gazelle Keeper keeps trying. If this lasts, open it or run the command “gazelle-keeper doctor”',
  'who.store': 'whoever manages the Supabase project',
  'who.row': 'whoever manages the Supabase project',
  'who.gazelle': 'whoever manages Gazelle at your company',
  'who.oauth': 'whoever manages the OAuth application at Gazelle',
  'who.keeper': 'whoever looks after the computer that runs Gazelle Keeper',

  'unattended.title': 'nobody looks after the Gazelle token',
  'unattended.what':
    'No Gazelle Keeper that can renew the token in Supabase has been seen for {days} days. If none comes back, the token expires.',
  'unattended.who': 'whoever looks after the computer or the schedule that ran Gazelle Keeper',
  'unattended.do':
    'start Gazelle Keeper again where it ran. The command “gazelle-keeper status” shows who was seen, and when',

  'company.title': 'the Gazelle token belongs to another company',
  'company.what.row':
    'Another program saved a token of {theirs} in Supabase, where a token of {ours} was. Programs that use it now work with the clients of {theirs}.',
  'company.what.waiting':
    'A token of {theirs} is waiting to be saved in Supabase, where a token of {ours} is. Nothing was changed.',
  'company.who': 'whoever knows which company the programs should work with',
  'company.do':
    'open Gazelle Keeper and say which token is right. Without the app, supply that one with the command “gazelle-keeper set --another-company”',
  'company.unnamed': 'another company',

  'solved.title': 'all is well again',
  'solved.title.first': 'all is well',
  'solved.what': 'The Gazelle token in Supabase works. There is nothing to do.',

  'test.title': 'test alert',
  'test.what': 'This is a test. Alerts from Gazelle Keeper will arrive here. There is nothing to do.',
} as const

export type AlertKey = keyof typeof en
