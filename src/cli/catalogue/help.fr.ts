import type { HelpKey } from './help.en.ts'

/** Les mots de l’aide; les mêmes clés que `help.en.ts`. */
export const fr: Readonly<Record<HelpKey, string>> = {
  'help.about': 'Garde en vie un jeton Gazelle, dans une ligne de Supabase.',
  'help.status': 'comment va le jeton : état, âge, temps restant, dernière écriture',
  'help.check': 'comme status, puis renouvelle au besoin : ce que lance un planificateur',
  'help.renew': 'renouveler le jeton maintenant s’il est temps',
  'help.test': 'demander à Gazelle qui répond au jeton : entreprise, clients, durée',
  'help.set': 'enregistrer un jeton, tapé sans être affiché ou donné sur stdin, sous toute forme copiée',
  'help.sign-in': 'se connecter à Supabase par un code reçu par courriel, si l’utilisateur n’a pas de mot de passe',
  'help.sql': 'afficher la migration pour l’éditeur SQL de Supabase',
  'help.doctor': 'tout essayer, une ligne par point, et dire ce qui aide',
  'help.watch': 'garder le jeton au premier plan, pour les serveurs',
  'help.run': 'lancer un programme avec un jeton frais dans GAZELLE_ACCESS_TOKEN',
  'help.run.command': 'le programme et ses arguments',
  'help.option.json': 'répondre en JSON',
  'help.option.quiet': 'ne rien dire, sauf si quelque chose ne va pas',
  'help.option.config': 'prendre la configuration dans ce fichier de variables',
  'help.option.force': 'renouveler même si le jeton vit encore',
  'help.option.member': 'afficher le SQL qui permet à cet utilisateur Supabase de lire et d’écrire le jeton',
  'help.option.help': 'afficher cette aide',
  'help.option.version': 'afficher la version',
  'help.title.Usage': 'Utilisation :',
  'help.title.Options': 'Options :',
  'help.title.Commands': 'Commandes :',
  'help.title.Arguments': 'Arguments :',
  'help.usage.options': '[options]',
  'help.usage.command': '[commande]',
  'help.usage.program': '<programme> [arguments...]',
  'help.after':
    'La configuration vient de l’environnement, ou d’un fichier .env du dossier courant :\n  SUPABASE_URL  SUPABASE_KEY  [SUPABASE_EMAIL  SUPABASE_PASSWORD]  [GAZELLE_CLIENT_ID  GAZELLE_CLIENT_SECRET]\nou sinon de l’application sur cet ordinateur, si ses paramètres (Général) le permettent.\n\nCodes de sortie : 0 tout va bien, 3 il faut quelqu’un, 4 ennui passager, 5 configuration absente ou fausse, 64 utilisation',
}
