/** What menus, software centres and package managers say of the app. */
export const en = {
  'generic-name': 'OAuth token keeper',
  summary: 'Keeps one Gazelle OAuth token alive in a Supabase row',
  'about.what':
    'Gazelle Keeper renews the OAuth token that a company’s programs read from a row in Supabase, before it expires, and saves the new one there.',
  'about.where':
    'It sits in the tray and says at a glance how the token stands. When a person has to sign in, it says so, opens Gazelle’s own page, and saves the token that comes of it.',
  keywords: 'Gazelle;Supabase;OAuth;token;',
  'command-line.summary': 'Keeps one Gazelle OAuth token alive in a Supabase row, from the command line',
  'command-line.about':
    'The command line of Gazelle Keeper, for servers and schedulers: it checks the token, renews it if it is due, and runs programs with it. It needs neither the app nor a Node of the system’s.',
} as const

export type InstallerKey = keyof typeof en
