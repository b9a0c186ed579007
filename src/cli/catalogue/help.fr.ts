import type { HelpKey } from './help.en.ts'

/** Les mots de l’aide; les mêmes clés que `help.en.ts`. */
export const fr: Readonly<Record<HelpKey, string>> = {
  'help.about': 'Garde un jeton Gazelle en vie dans une ligne d’une table Supabase.',
  'help.status': 'afficher l’état du jeton\u00a0: âge, temps restant, dernier enregistrement',
  'help.check': 'afficher l’état et renouveler au besoin (pour les tâches planifiées)',
  'help.renew': 'renouveler le jeton maintenant, s’il est temps',
  'help.test': 'demander à Gazelle à qui est le jeton\u00a0: entreprise, clients, délai',
  'help.set': 'enregistrer un jeton tapé à l’invite ou reçu par l’entrée standard, sous n’importe quelle forme',
  'help.sign-in': 'se connecter à Supabase avec un code reçu par courriel (sans mot de passe)',
  'help.sql': 'afficher la migration pour l’éditeur SQL de Supabase',
  'help.doctor': 'vérifier toute la configuration, ligne par ligne, et dire quoi faire',
  'help.watch': 'surveiller le jeton au premier plan (pour les serveurs)',
  'help.run': 'lancer un programme avec un jeton valide dans GAZELLE_ACCESS_TOKEN',
  'help.run.command': 'le programme et ses arguments',
  'help.option.json': 'répondre en JSON',
  'help.option.quiet': 'ne rien afficher, sauf en cas de problème',
  'help.option.config': 'lire la configuration dans ce fichier',
  'help.option.force': 'renouveler même si le jeton est encore bon',
  'help.option.save-within': 'attendre au plus ce nombre de secondes pour enregistrer un nouveau jeton (120)',
  'help.option.member': 'afficher le SQL qui permet à cet utilisateur Supabase de lire et d’écrire le jeton',
  'help.option.help': 'afficher cette aide',
  'help.option.version': 'afficher la version',
  'help.title.Usage': 'Utilisation\u00a0:',
  'help.title.Options': 'Options\u00a0:',
  'help.title.Commands': 'Commandes\u00a0:',
  'help.title.Arguments': 'Arguments\u00a0:',
  'help.usage.options': '[options]',
  'help.usage.command': '[commande]',
  'help.usage.program': '<programme> [arguments...]',
  'help.after':
    'La configuration est lue dans l’environnement, ou dans .env de ce dossier\u00a0:\n  SUPABASE_URL, SUPABASE_KEY\n  SUPABASE_EMAIL, SUPABASE_PASSWORD           facultatif\n  GAZELLE_CLIENT_ID, GAZELLE_CLIENT_SECRET    facultatif\nsinon dans l’application, si ses paramètres (Général) le permettent.\n\nCodes de sortie\u00a0: 0 réussi, 1 erreur interne, 3 intervention requise,\n  4 problème passager, 5 configuration absente ou fausse, 64 mauvais arguments',
}
